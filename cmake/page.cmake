# huan_page: the page that `huan report` writes, made of analysis/report/page/ and put inside the program
# (analysis/report/page.h).
#
# npm fetches what the lock file names, without running anybody's install scripts, into build/<preset>/page/node_modules;
# esbuild makes one script and one style of it. The network is needed when that folder is new and npm's own cache
# (~/.npm) does not hold the packages, and again when the lock file changes; never otherwise.

option(HUAN_PAGE "Build the page of `huan report` (needs npm and node, and the network the first time)" ON)

set(page_folder "${PROJECT_SOURCE_DIR}/analysis/report/page")
set(page_work "${PROJECT_BINARY_DIR}/page")
set(page_source "${PROJECT_BINARY_DIR}/generated/page.cpp")
set(page_files "")

if(HUAN_PAGE)
  find_program(HUAN_NPM npm)
  find_program(HUAN_NODE NAMES node nodejs)
  if(NOT HUAN_NPM OR NOT HUAN_NODE)
    message(FATAL_ERROR "The page of `huan report` is made with npm and node (18 or newer): apt-get install npm nodejs, "
                        "or scripts/install build. Without them: cmake --preset release -D HUAN_PAGE=OFF")
  endif()
  set(page_files "${page_work}/page.html" "${page_work}/figures.js")
  file(GLOB_RECURSE page_sources CONFIGURE_DEPENDS "${page_folder}/src/*.js" "${page_folder}/src/*.css")
  add_custom_command(
    OUTPUT "${page_work}/fetched"
    COMMAND "${CMAKE_COMMAND}" -D NPM=${HUAN_NPM} -D FROM=${page_folder} -D INTO=${page_work} -P
            "${PROJECT_SOURCE_DIR}/cmake/fetch_page_packages.cmake"
    DEPENDS "${page_folder}/package.json" "${page_folder}/package-lock.json"
            "${PROJECT_SOURCE_DIR}/cmake/fetch_page_packages.cmake"
    COMMENT "Fetching what the report's page is made of"
    VERBATIM)
  add_custom_command(
    OUTPUT ${page_files}
    COMMAND "${HUAN_NODE}" "${page_folder}/build.mjs" "${page_work}"
    DEPENDS "${page_work}/fetched" "${page_folder}/build.mjs" "${page_folder}/page.html" ${page_sources}
    COMMENT "Making the report's page"
    VERBATIM)
endif()

# As in cmake/embed.cmake, the assembler copies the bytes.
set(page_assembly "")
set(page_views "std::string_view page_template() { return {}; }\nstd::string_view figures_script() { return {}; }\n")
if(page_files)
  set(page_views "")
  foreach(function page_template figures_script)
    list(POP_FRONT page_files file)
    list(APPEND page_embedded "${file}")
    string(APPEND page_assembly "asm(\".pushsection .rodata\\n\"\n    \"huan_${function}_begin: .incbin \\\"${file}\\\"\\n\"\n"
           "    \"huan_${function}_end: .byte 0\\n\"\n"
           "    \".global huan_${function}_begin, huan_${function}_end\\n\"\n    \".popsection\\n\");\n"
           "extern \"C\" const char huan_${function}_begin[];\nextern \"C\" const char huan_${function}_end[];\n")
    string(APPEND page_views "std::string_view ${function}() { return {huan_${function}_begin, huan_${function}_end}; }\n")
  endforeach()
  set_source_files_properties("${page_source}" PROPERTIES OBJECT_DEPENDS "${page_embedded}")
endif()
file(CONFIGURE OUTPUT "${page_source}" @ONLY CONTENT [[
#include "analysis/report/page.h"

@page_assembly@
namespace huan::analysis::report {

@page_views@
}  // namespace huan::analysis::report
]])

add_library(huan_page STATIC "${page_source}" ${page_embedded})
target_include_directories(huan_page PUBLIC "${PROJECT_SOURCE_DIR}")
