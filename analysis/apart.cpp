#include "analysis/apart.h"

#include <array>
#include <cerrno>
#include <string_view>

#include <sys/wait.h>
#include <unistd.h>

#include "analysis/results_error.h"

namespace huan::analysis {
namespace {

// What the child says begins with one of these; without either it fell.
constexpr char good_mark = '+';
constexpr char bad_mark = '-';

void send(int pipe, std::string_view text) {
  while (!text.empty()) {
    const ssize_t n = ::write(pipe, text.data(), text.size());
    if (n < 0 && errno != EINTR) return;
    if (n > 0) text.remove_prefix(static_cast<std::size_t>(n));
  }
}

[[noreturn]] void answer(int pipe, unsigned longest_s, const std::function<std::string()>& work) {
  ::alarm(longest_s);
  try {
    const std::string text = work();
    send(pipe, {&good_mark, 1});
    send(pipe, text);
  } catch (const std::exception& failure) {
    send(pipe, {&bad_mark, 1});
    send(pipe, failure.what());
  }
  ::_exit(0);
}

std::string listen(int pipe) {
  std::string text;
  std::array<char, 65536> block{};
  while (true) {
    const ssize_t n = ::read(pipe, block.data(), block.size());
    if (n < 0 && errno == EINTR) continue;
    if (n <= 0) return text;
    text.append(block.data(), static_cast<std::size_t>(n));
  }
}

}  // namespace

std::string apart(const std::filesystem::path& path, unsigned longest_s,
                  const std::function<std::string()>& work) {
  std::array<int, 2> ends{};
  if (::pipe(ends.data()) != 0) throw ResultsError(path.string() + ": no pipe can be made");
  const pid_t child = ::fork();
  if (child < 0) throw ResultsError(path.string() + ": no process can be made to read it");
  if (child == 0) {
    ::close(ends[0]);
    answer(ends[1], longest_s, work);
  }
  ::close(ends[1]);
  std::string text = listen(ends[0]);
  ::close(ends[0]);
  int status = 0;
  while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  if (!WIFEXITED(status) || WEXITSTATUS(status) != 0 || text.empty()) {
    throw ResultsError(path.string() + ": is damaged, or was made to harm: it cannot be read");
  }
  const bool fine = text.front() == good_mark;
  text.erase(0, 1);
  if (!fine) throw ResultsError(path.string() + ": " + text);
  return text;
}

}  // namespace huan::analysis
