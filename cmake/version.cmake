# huan_version: the one object file that knows the program's version and commit (sim/version.h).
#
# The commit is read at every build, but the source is rewritten only when it has changed, and only the rooms that
# sign outputs (analysis, sim/app) link it: a new commit recompiles one small file. Without git the commit is "unknown".

set(version_source "${PROJECT_BINARY_DIR}/generated/version.cpp")
add_custom_target(
  huan_version_source
  COMMAND "${CMAKE_COMMAND}" -D SOURCE_DIR=${PROJECT_SOURCE_DIR} -D VERSION=${PROJECT_VERSION} -D
          OUTPUT=${version_source} -P "${PROJECT_SOURCE_DIR}/cmake/write_version.cmake"
  BYPRODUCTS "${version_source}"
  COMMENT "Reading the commit"
  VERBATIM)

add_library(huan_version STATIC "${version_source}")
target_include_directories(huan_version PUBLIC "${PROJECT_SOURCE_DIR}")
add_dependencies(huan_version huan_version_source)
