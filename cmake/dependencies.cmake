# The libraries, all from Debian 12 (scripts/packages names the packages).

find_package(Eigen3 3.4 REQUIRED NO_MODULE)
find_package(Boost 1.74 REQUIRED COMPONENTS program_options)
find_package(fmt REQUIRED)
find_package(spdlog REQUIRED)
find_package(nlohmann_json 3 REQUIRED)
find_package(tomlplusplus 3 REQUIRED) # the shared library: header-only, it aborts on some malformed input
find_package(HDF5 REQUIRED COMPONENTS C HL)
find_package(OpenSSL 3 REQUIRED COMPONENTS Crypto) # SHA-256 of the scenario in every results file
find_package(ZLIB REQUIRED) # the report's page holds its data packed
find_package(Threads REQUIRED)

# libdeflate packs the tables of results files
find_path(LIBDEFLATE_INCLUDE_DIR libdeflate.h REQUIRED)
find_library(LIBDEFLATE_LIBRARY deflate REQUIRED)
add_library(libdeflate INTERFACE)
target_include_directories(libdeflate SYSTEM INTERFACE "${LIBDEFLATE_INCLUDE_DIR}")
target_link_libraries(libdeflate INTERFACE "${LIBDEFLATE_LIBRARY}")

find_path(RANDOM123_INCLUDE_DIR Random123/philox.h REQUIRED)
add_library(random123 INTERFACE)
target_include_directories(random123 SYSTEM INTERFACE "${RANDOM123_INCLUDE_DIR}")

# Duktape runs the report's drawing code where there is no browser (huan report --figures)
find_path(DUKTAPE_INCLUDE_DIR duktape.h REQUIRED)
find_library(DUKTAPE_LIBRARY duktape REQUIRED)
add_library(duktape INTERFACE)
target_include_directories(duktape SYSTEM INTERFACE "${DUKTAPE_INCLUDE_DIR}")
target_link_libraries(duktape INTERFACE "${DUKTAPE_LIBRARY}")
