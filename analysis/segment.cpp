#include "analysis/segment.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <charconv>
#include <cstring>
#include <fstream>
#include <iterator>
#include <optional>
#include <stdexcept>
#include <system_error>

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include "analysis/file_lock.h"
#include "analysis/results_error.h"
#include "analysis/sha256.h"

namespace huan::analysis {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view magic = "huan runs 1\n";
constexpr std::size_t sum_length = 64;
constexpr std::size_t name_digits = 12;

template <class Number>
void append_to(std::string& bytes, Number number) {
  std::array<char, sizeof number> raw{};
  std::memcpy(raw.data(), &number, sizeof number);
  bytes.append(raw.data(), raw.size());
}

void append_to(std::string& bytes, const std::vector<double>& numbers) {
  const std::size_t at = bytes.size();
  bytes.resize(at + numbers.size() * sizeof(double));
  if (!numbers.empty()) std::memcpy(bytes.data() + at, numbers.data(), bytes.size() - at);
}

/// Takes things out of bytes, and never reads beyond their end.
class Taker {
 public:
  explicit Taker(std::string_view bytes) : rest_(bytes) {}

  std::string_view text(std::size_t length) {
    if (length > rest_.size()) throw ResultsError("it is too short");
    const std::string_view taken = rest_.substr(0, length);
    rest_.remove_prefix(length);
    return taken;
  }
  template <class Number>
  Number number() {
    Number number{};
    std::memcpy(&number, text(sizeof number).data(), sizeof number);
    return number;
  }
  std::vector<double> numbers(std::size_t count) {
    const std::string_view raw = text(count * sizeof(double));
    std::vector<double> numbers(count);
    if (count > 0) std::memcpy(numbers.data(), raw.data(), raw.size());
    return numbers;
  }
  [[nodiscard]] bool done() const { return rest_.empty(); }

 private:
  std::string_view rest_;
};

[[noreturn]] void fail(const fs::path& path, const std::string& why) {
  throw ResultsError(fmt::format(
      "{}: cannot be written: {}. The runs that were finished before are safe; when the "
      "cause is gone, the same command goes on.",
      path.string(), why));
}

/// All bytes, put on the disk.
void write_whole(const fs::path& path, const std::array<std::string_view, 3>& parts) {
  const int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
  if (file < 0) fail(path, std::generic_category().message(errno));
  int fault = 0;
  for (std::string_view part : parts) {
    while (!part.empty() && fault == 0) {
      const ssize_t done = ::write(file, part.data(), part.size());
      if (done < 0 && errno == EINTR) continue;
      if (done < 0) fault = errno;
      if (done > 0) part.remove_prefix(static_cast<std::size_t>(done));
    }
  }
  if (fault == 0 && ::fsync(file) != 0) fault = errno;
  if (::close(file) != 0 && fault == 0) fault = errno;
  if (fault == 0) return;
  ::unlink(path.c_str());
  fail(path, std::generic_category().message(fault));
}

std::optional<std::uint64_t> digits(std::string_view text) {
  std::uint64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return number;
}

std::optional<RunRange> range_of(const std::string& name) {
  constexpr std::string_view tail = ".runs";
  if (!name.ends_with(tail)) return std::nullopt;
  const std::string_view stem(name.data(), name.size() - tail.size());
  const auto dash = stem.find('-');
  if (dash == std::string_view::npos) return std::nullopt;
  const auto first = digits(stem.substr(0, dash));
  const auto last = digits(stem.substr(dash + 1));
  if (!first || !last || *last < *first) return std::nullopt;
  return RunRange{*first, *last + 1};
}

DoneRun take_run(Taker& bytes, std::size_t factors, std::size_t width) {
  DoneRun run;
  const auto status = bytes.number<std::uint8_t>();
  if (status > static_cast<std::uint8_t>(RunStatus::broke_off))
    throw ResultsError("no such status");
  run.status = static_cast<RunStatus>(status);
  run.reason = bytes.text(bytes.number<std::uint32_t>());
  run.levels = bytes.numbers(factors);
  run.units = bytes.numbers(factors);
  if (run.status == RunStatus::good) run.values = bytes.numbers(width);
  return run;
}

}  // namespace

Segment::Segment(std::string fingerprint, std::size_t factors, std::size_t width)
    : fingerprint_(std::move(fingerprint)), factors_(factors), width_(width) {}

void Segment::add(std::uint64_t number, const DoneRun& run) {
  if (runs_.size() == 0) runs_ = {number, number};
  const bool fits = number == runs_.end && run.levels.size() == factors_ &&
                    run.units.size() == factors_ &&
                    run.values.size() == (run.status == RunStatus::good ? width_ : 0);
  if (!fits) throw std::logic_error(fmt::format("segment: run {} does not fit", number));
  ++runs_.end;
  append_to(body_, static_cast<std::uint8_t>(run.status));
  append_to(body_, static_cast<std::uint32_t>(run.reason.size()));
  body_ += run.reason;
  append_to(body_, run.levels);
  append_to(body_, run.units);
  append_to(body_, run.values);
}

void Segment::write(const fs::path& folder, const std::string& writer) {
  if (runs_.size() == 0) return;
  std::string head(magic);
  head += fingerprint_;
  for (const std::uint64_t number :
       {runs_.first, runs_.end, std::uint64_t{factors_}, std::uint64_t{width_}}) {
    append_to(head, number);
  }
  const std::string sum = sha256(head + body_);
  const fs::path open = folder / (writer + ".open");
  const fs::path path = folder / segment_name(runs_);
  write_whole(open, {head, body_, sum});
  if (::rename(open.c_str(), path.c_str()) != 0) fail(path, std::generic_category().message(errno));
  settle_entry(path);
  runs_ = {};
  body_.clear();
}

std::string segment_name(const RunRange& runs) {
  return fmt::format("{:0{}}-{:0{}}.runs", runs.first, name_digits, runs.end - 1, name_digits);
}

std::vector<RunRange> segments_in(const fs::path& folder) {
  std::vector<RunRange> found;
  std::error_code fault;
  for (fs::directory_iterator at(folder, fault), end; !fault && at != end; at.increment(fault)) {
    if (const auto range = range_of(at->path().filename().string())) found.push_back(*range);
  }
  std::ranges::sort(found);
  return found;
}

std::vector<DoneRun> read_segment(const fs::path& folder, const RunRange& runs,
                                  const std::string& fingerprint, std::size_t factors,
                                  std::size_t width) {
  const fs::path path = folder / segment_name(runs);
  std::ifstream file(path, std::ios::binary);
  if (!file) throw ResultsError(path.string() + ": cannot be read: " + std::strerror(errno));
  const std::string bytes{std::istreambuf_iterator<char>(file), {}};
  try {
    if (bytes.size() < sum_length) throw ResultsError("it is too short");
    const std::string_view whole(bytes.data(), bytes.size() - sum_length);
    if (sha256(whole) != bytes.substr(whole.size())) throw ResultsError("its sum is another");
    Taker rest(whole);
    if (rest.text(magic.size()) != magic) throw ResultsError("it is of another format");
    if (rest.text(sum_length) != fingerprint) throw ResultsError("it belongs to another study");
    const std::array<std::uint64_t, 4> said = {runs.first, runs.end, factors, width};
    for (const std::uint64_t number : said) {
      if (rest.number<std::uint64_t>() != number) throw ResultsError("its name is not its own");
    }
    std::vector<DoneRun> found;
    for (std::uint64_t i = 0; i < runs.size(); ++i) found.push_back(take_run(rest, factors, width));
    if (!rest.done()) throw ResultsError("it is too long");
    return found;
  } catch (const ResultsError& fault) {
    throw ResultsError(fmt::format(
        "{}: cannot be used: {}. Remove it; the command that made it does its runs again.",
        path.string(), fault.what()));
  }
}

std::vector<RunRange> missing(const RunRange& wanted, const std::vector<RunRange>& done) {
  std::vector<RunRange> gaps;
  std::uint64_t at = wanted.first;
  for (const RunRange& range : done) {
    if (range.first >= wanted.end) break;
    if (range.first > at) gaps.push_back({at, range.first});
    at = std::max(at, range.end);
  }
  if (at < wanted.end) gaps.push_back({at, wanted.end});
  return gaps;
}

}  // namespace huan::analysis
