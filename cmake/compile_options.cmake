# How everything here is compiled. Results must be bit-identical from one run to the next and from one machine to
# the next, so nothing that lets the compiler reorder, fuse or approximate floating-point arithmetic is allowed:
# no -ffast-math, no -march=native, no contraction to fused multiply-add. (-fno-math-errno only lets sqrt be an instruction.)

set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
set(CMAKE_VERIFY_INTERFACE_HEADER_SETS ON) # target all_verify_interface_header_sets: every header alone

if(NOT CMAKE_BUILD_TYPE)
  set(CMAKE_BUILD_TYPE Release CACHE STRING "" FORCE)
endif()

option(HUAN_WARNINGS_AS_ERRORS "Stop at the first warning" OFF)
set(HUAN_SANITIZE "" CACHE STRING "Sanitizers to compile and link with, as in -fsanitize=")

add_compile_options(-ffp-contract=off -fno-math-errno -Wall -Wextra -Wconversion -Wshadow)
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
  add_compile_options(-Wno-restrict) # gcc 12 sees it in every sum of strings (its bug 105651)
endif()
if(CMAKE_UNITY_BUILD)
  add_compile_options(-Wno-shadow) # a local name may be what another source of the same batch calls something
endif()
if(HUAN_WARNINGS_AS_ERRORS)
  add_compile_options(-Werror)
endif()
if(HUAN_SANITIZE)
  # Instrumented code misleads gcc 12 about what is initialised; the dev preset keeps that warning.
  add_compile_options(-fsanitize=${HUAN_SANITIZE} -fno-sanitize-recover=all -fno-omit-frame-pointer
                      -Wno-maybe-uninitialized)
  add_link_options(-fsanitize=${HUAN_SANITIZE})
endif()

add_compile_definitions(EIGEN_MPL2_ONLY) # nothing of Eigen under a licence that asks more than the MPL

find_program(HUAN_CCACHE ccache DOC "Compiler cache, used when present")
if(HUAN_CCACHE AND NOT DEFINED CMAKE_CXX_COMPILER_LAUNCHER)
  set(CMAKE_C_COMPILER_LAUNCHER "${HUAN_CCACHE}")
  set(CMAKE_CXX_COMPILER_LAUNCHER "${HUAN_CCACHE}")
endif()
