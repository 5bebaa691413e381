# cmake -D SOURCE_DIR= -D VERSION= -D OUTPUT= -P write_version.cmake
# Writes the source behind sim/version.h, and touches it only when its text has changed.

set(commit "unknown")
find_program(GIT git)
if(GIT AND EXISTS "${SOURCE_DIR}/.git")
  set(ENV{GIT_OPTIONAL_LOCKS} 0)
  execute_process(
    COMMAND "${GIT}" describe --always --dirty --abbrev=40 --exclude=*
    WORKING_DIRECTORY "${SOURCE_DIR}"
    OUTPUT_VARIABLE described
    OUTPUT_STRIP_TRAILING_WHITESPACE ERROR_QUIET
    RESULT_VARIABLE failed)
  if(NOT failed)
    set(commit "${described}")
  endif()
endif()

file(CONFIGURE OUTPUT "${OUTPUT}" @ONLY CONTENT [[
#include "sim/version.h"

namespace huan {

std::string_view program_version() { return "@VERSION@"; }

std::string_view program_commit() { return "@commit@"; }

}  // namespace huan
]])
