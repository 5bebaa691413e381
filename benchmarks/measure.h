/// Timing loops against each other, and the table that is printed.
#pragma once

#include <algorithm>
#include <chrono>
#include <cstring>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include <fmt/core.h>
#include <malloc.h>

namespace huan::benchmarks {

/// Something to be timed: one call of `run` does some operations and says how many.
struct Loop {
  std::string name;
  std::function<double()> run;
};

/// Times of one loop, one per round.
struct Timing {
  std::string name;
  std::vector<double> ns;  ///< [ns] per operation
};

[[nodiscard]] inline double median(std::vector<double> values) {
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), middle, values.end());
  return *middle;
}

/// Runs every loop once unmeasured, then `rounds` times in turn (A B C A B C ...), so that a
/// machine whose speed drifts slows all of them alike.
[[nodiscard]] inline std::vector<Timing> interleave(const std::vector<Loop>& loops, int rounds) {
  using Clock = std::chrono::steady_clock;
  std::vector<Timing> timings;
  for (const Loop& loop : loops) {
    loop.run();
    timings.push_back({loop.name, {}});
  }
  for (int round = 0; round < rounds; ++round) {
    for (std::size_t i = 0; i < loops.size(); ++i) {
      const auto begin = Clock::now();
      const double operations = loops[i].run();
      const std::chrono::duration<double, std::nano> took = Clock::now() - begin;
      timings[i].ns.push_back(took.count() / operations);
    }
  }
  return timings;
}

/// Median over the rounds of a's time over b's time in the same round.
[[nodiscard]] inline double ratio(const Timing& a, const Timing& b) {
  std::vector<double> ratios;
  for (std::size_t i = 0; i < a.ns.size(); ++i) ratios.push_back(a.ns[i] / b.ns[i]);
  return median(ratios);
}

/// [byte] now allocated.
[[nodiscard]] inline double allocated() {
  const auto info = mallinfo2();
  return static_cast<double>(info.uordblks + info.hblkhd);
}

/// A table of named numbers: text, or JSON (an array with one object per row).
class Table {
 public:
  explicit Table(std::vector<std::string> columns) : columns_(std::move(columns)) {}

  void add(std::string name, std::vector<double> values) {
    rows_.push_back({std::move(name), std::move(values)});
  }
  void print(bool json) const { json ? print_json() : print_text(); }

 private:
  struct Row {
    std::string name;
    std::vector<double> values;
  };
  std::vector<std::string> columns_;  // of the values
  std::vector<Row> rows_;

  void print_text() const {
    fmt::print("{:40}", "");
    for (const auto& column : columns_) fmt::print("  {:>16}", column);
    fmt::print("\n");
    for (const auto& [name, values] : rows_) {
      fmt::print("{:40}", name);
      for (const double value : values) fmt::print("  {:>16.4g}", value);
      fmt::print("\n");
    }
  }
  void print_json() const {
    std::string_view before_row = "[";
    for (const auto& [name, values] : rows_) {
      fmt::print("{}{{\"name\": \"{}\"", before_row, name);
      before_row = ",\n ";
      for (std::size_t i = 0; i < values.size(); ++i) {
        fmt::print(", \"{}\": {}", columns_[i], values[i]);
      }
      fmt::print("}}");
    }
    fmt::print("]\n");
  }
};

/// Whether `--json` is among the arguments.
[[nodiscard]] inline bool wants_json(int argc, char** argv) {
  return std::any_of(argv + 1, argv + argc,
                     [](const char* argument) { return std::strcmp(argument, "--json") == 0; });
}

}  // namespace huan::benchmarks
