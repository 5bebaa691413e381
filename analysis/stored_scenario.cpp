#include "analysis/stored_scenario.h"

#include <array>
#include <cerrno>
#include <fstream>
#include <string_view>

#include <nlohmann/json.hpp>
#include <sys/wait.h>
#include <unistd.h>

#include "analysis/hdf5.h"
#include "analysis/results_error.h"
#include "analysis/sha256.h"

namespace huan::analysis {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::json;

constexpr unsigned longest_s = 10;
constexpr std::size_t largest_answer = std::size_t{512} * 1024 * 1024;

/// What a file says, or under "error" why it cannot be read.
Json read_file(const fs::path& path) {
  try {
    const hdf5::Handle file = hdf5::open_file(path);
    if (!hdf5::has_attribute(file.id(), "huan_format")) {
      return {{"error", "this is an HDF5 file, but no results of huan"}};
    }
    return {{"text", hdf5::text_of(file.id(), "scenario")},
            {"sha256", hdf5::text_of(file.id(), "scenario_sha256")}};
  } catch (const std::exception& failure) {
    return {{"error", failure.what()}};
  }
}

[[noreturn]] void answer(const fs::path& path, int pipe) {
  ::alarm(longest_s);
  const std::string text = read_file(path).dump(-1, ' ', false, Json::error_handler_t::replace);
  std::size_t sent = 0;
  while (sent < text.size()) {
    const ssize_t n = ::write(pipe, text.data() + sent, text.size() - sent);
    if (n < 0 && errno != EINTR) break;
    if (n > 0) sent += static_cast<std::size_t>(n);
  }
  ::_exit(0);
}

std::string listen(int pipe) {
  std::string text;
  std::array<char, 65536> block{};
  while (text.size() < largest_answer) {
    const ssize_t n = ::read(pipe, block.data(), block.size());
    if (n < 0 && errno == EINTR) continue;
    if (n <= 0) break;
    text.append(block.data(), static_cast<std::size_t>(n));
  }
  return text;
}

/// The answer of a process of its own; empty when that process fell.
std::string ask(const fs::path& path) {
  std::array<int, 2> ends{};
  if (::pipe(ends.data()) != 0) throw ResultsError(path.string() + ": no pipe can be made");
  const pid_t child = ::fork();
  if (child < 0) throw ResultsError(path.string() + ": no process can be made to read it");
  if (child == 0) {
    ::close(ends[0]);
    answer(path, ends[1]);
  }
  ::close(ends[1]);
  std::string text = listen(ends[0]);
  ::close(ends[0]);
  int status = 0;
  while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  return WIFEXITED(status) && WEXITSTATUS(status) == 0 ? text : std::string();
}

}  // namespace

bool is_results_file(const fs::path& path) {
  constexpr std::string_view signature = "\x89HDF\r\n\x1a\n";
  std::array<char, signature.size()> begin{};
  std::ifstream file(path, std::ios::binary);
  file.read(begin.data(), begin.size());
  return file && std::string_view(begin.data(), begin.size()) == signature;
}

std::string stored_scenario(const fs::path& path) {
  if (!fs::is_regular_file(path)) throw ResultsError(path.string() + ": there is no such file");
  const Json said = Json::parse(ask(path), nullptr, false);
  if (said.is_discarded()) {
    throw ResultsError(path.string() + ": is damaged, or was made to harm: it cannot be read");
  }
  if (said.contains("error")) {
    throw ResultsError(path.string() + ": " + said["error"].get<std::string>());
  }
  std::string text = said["text"];
  if (sha256(text) != said["sha256"].get<std::string>()) {
    throw ResultsError(path.string() + ": is damaged: its scenario does not fit its SHA-256");
  }
  return text;
}

}  // namespace huan::analysis
