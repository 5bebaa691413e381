# huan_embedded: every .toml and .csv below models/, the .toml of analysis/ and scripts/slurm/, inside the program (models/embedded.h).
#
# The assembler's .incbin copies the bytes, so megabytes cost nothing to compile. A new file is seen at the next build;
# a changed one reassembles this one object.

file(GLOB_RECURSE embedded_paths CONFIGURE_DEPENDS RELATIVE "${PROJECT_SOURCE_DIR}"
     "${PROJECT_SOURCE_DIR}/models/*.toml" "${PROJECT_SOURCE_DIR}/models/*.csv" "${PROJECT_SOURCE_DIR}/analysis/*.toml"
     "${PROJECT_SOURCE_DIR}/scripts/slurm/*")
list(SORT embedded_paths)

set(assembly "")
set(declarations "")
set(entries "")
set(number 0)
foreach(path IN LISTS embedded_paths)
  set(symbol "huan_embedded_${number}")
  string(APPEND assembly "asm(\".pushsection .rodata\\n\"\n"
         "    \".global ${symbol}_begin, ${symbol}_end\\n\"\n"
         "    \"${symbol}_begin: .incbin \\\"${PROJECT_SOURCE_DIR}/${path}\\\"\\n\"\n"
         "    \"${symbol}_end: .byte 0\\n\"\n" #
         "    \".popsection\\n\");\n")
  string(APPEND declarations "extern const char ${symbol}_begin[];\nextern const char ${symbol}_end[];\n")
  string(APPEND entries "      {\"${path}\", {${symbol}_begin, ${symbol}_end}},\n")
  math(EXPR number "${number} + 1")
endforeach()

set(embedded_source "${PROJECT_BINARY_DIR}/generated/embedded.cpp")
file(CONFIGURE OUTPUT "${embedded_source}" @ONLY CONTENT [[
#include "models/embedded.h"

#include <vector>

@assembly@
extern "C" {
@declarations@}

namespace huan::models {

std::span<const EmbeddedFile> embedded_files() {
  static const std::vector<EmbeddedFile> files = {
@entries@  };
  return files;
}

}  // namespace huan::models
]])
list(TRANSFORM embedded_paths PREPEND "${PROJECT_SOURCE_DIR}/" OUTPUT_VARIABLE embedded_files)
set_source_files_properties("${embedded_source}" PROPERTIES OBJECT_DEPENDS "${embedded_files}")

add_library(huan_embedded STATIC "${embedded_source}")
target_include_directories(huan_embedded PUBLIC "${PROJECT_SOURCE_DIR}")
