/// Another program, run without a shell.
#pragma once

#include <string>
#include <vector>

namespace huan::app {

/// Runs `words[0]`, found on PATH, with `input` on its standard input, and waits for it; its
/// standard output and error are ours. Returns its exit code (127: there is no such program,
/// 128 + n: killed by signal n). Errors: FileError when no child can be started at all.
int run_child(const std::vector<std::string>& words, const std::string& input);

}  // namespace huan::app
