// What the report asks of a study: everything it says of itself, and many results at once.
#include <algorithm>
#include <cctype>
#include <charconv>
#include <functional>
#include <map>
#include <set>

#include "analysis/results_error.h"
#include "analysis/segment.h"
#include "analysis/study_results.h"

namespace huan::analysis {
namespace {

constexpr std::size_t most_together = 8 << 20;  // of outputs that are read together
constexpr hsize_t most_in_block = 4 << 20;      // of a block of them

hdf5::Handle opened_table(hid_t file, StudyOutput::Table table) {
  switch (table) {
    case StudyOutput::Table::yearly:
      return hdf5::open_dataset(file, "indicator");
    case StudyOutput::Table::whole:
      return hdf5::open_dataset(file, "run_indicator");
    case StudyOutput::Table::series:
      break;
  }
  return hdf5::open_dataset(file, "series");
}

/// The part of a table that some outputs of it lie in.
struct Box {
  hsize_t period = ~hsize_t{0}, line = ~hsize_t{0};  ///< first
  hsize_t last_period = 0, last_line = 0;

  explicit Box(std::span<const StudyOutput> outputs) {
    for (const StudyOutput& output : outputs) {
      period = std::min<hsize_t>(period, output.period);
      line = std::min<hsize_t>(line, output.line);
      last_period = std::max<hsize_t>(last_period, output.period);
      last_line = std::max<hsize_t>(last_line, output.line);
    }
  }
  [[nodiscard]] hsize_t periods() const { return last_period - period + 1; }
  [[nodiscard]] hsize_t lines() const { return last_line - line + 1; }
};

/// by_run of outputs of one table.
std::vector<std::vector<double>> together(hid_t file, std::span<const StudyOutput> outputs) {
  const hdf5::Handle table = opened_table(file, outputs.front().table);
  const hdf5::Extent extent = hdf5::extent_of(table.id());
  const Box box(outputs);
  const bool flat = extent.size() == 2;
  const hsize_t width = box.periods() * box.lines();
  const hsize_t rows = std::max<hsize_t>(1, most_in_block / width);
  std::vector<std::vector<double>> values(outputs.size(), std::vector<double>(extent.at(0)));
  std::vector<double> block;
  for (hsize_t at = 0; at < extent[0]; at += rows) {
    const hsize_t count = std::min(rows, extent[0] - at);
    block.resize(count * width);
    hdf5::Block place{.offset = {at, box.period, box.line},
                      .count = {count, box.periods(), box.lines()}};
    if (flat) place = {.offset = {at, box.line}, .count = {count, box.lines()}};
    hdf5::read(table.id(), place, std::span(block));
    for (std::size_t i = 0; i < outputs.size(); ++i) {
      const hsize_t period = flat ? 0 : outputs[i].period - box.period;
      const hsize_t column = period * box.lines() + outputs[i].line - box.line;
      for (hsize_t run = 0; run < count; ++run) values[i][at + run] = block[run * width + column];
    }
  }
  return values;
}

/// With a # for every number, so that texts are equal which differ in numbers alone.
std::string without_numbers(const std::string& text) {
  std::string mask;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool begins = i == 0 || std::isalnum(static_cast<unsigned char>(text[i - 1])) == 0;
    double number = 0;
    const auto [end, fault] = std::from_chars(text.data() + i, text.data() + text.size(), number);
    if (begins && std::isdigit(static_cast<unsigned char>(text[i])) != 0 && fault == std::errc()) {
      mask += '#';
      i = static_cast<std::size_t>(end - text.data()) - 1;
    } else {
      mask += text[i];
    }
  }
  return mask;
}

}  // namespace

void StudyResults::by_run(
    std::span<const StudyOutput> outputs,
    const std::function<void(std::size_t, const std::vector<double>&)>& visit) const {
  const std::size_t most = std::max<std::size_t>(1, most_together / std::max<std::size_t>(1, runs));
  for (std::size_t begin = 0; begin < outputs.size();) {
    std::size_t end = begin + 1;
    while (end < outputs.size() && end - begin < most && outputs[end].table == outputs[begin].table)
      ++end;
    const auto values = together(file_.id(), outputs.subspan(begin, end - begin));
    for (std::size_t i = begin; i < end; ++i) visit(i, values[i - begin]);
    begin = end;
  }
}

StudyResults::Edges StudyResults::edges() const {
  if (!hdf5::has(file_.id(), "time_bounds")) return {};
  const hdf5::Handle time = hdf5::open_dataset(file_.id(), "time");
  constexpr std::string_view since = "days since ";
  const std::string units = hdf5::text_of(time.id(), "units");
  Edges edges;
  if (units.starts_with(since)) edges.start = units.substr(since.size(), 10);
  const hdf5::Handle bounds = hdf5::open_dataset(file_.id(), "time_bounds");
  const hdf5::Extent extent = hdf5::extent_of(bounds.id());
  std::vector<double> both(extent.at(0) * 2);
  hdf5::read(bounds.id(), {.offset = {0, 0}, .count = extent}, std::span(both));
  edges.days.push_back(both.empty() ? 0 : both.front());
  for (std::size_t i = 1; i < both.size(); i += 2) edges.days.push_back(both[i]);
  return edges;
}

std::string StudyResults::text(const std::string& attribute) const {
  const hid_t file = file_.id();
  return hdf5::has_attribute(file, attribute) ? hdf5::text_of(file, attribute) : std::string();
}

std::int64_t StudyResults::design_seed() const {
  return hdf5::integer_of(file_.id(), "design_seed");
}

std::vector<std::int8_t> StudyResults::statuses() const {
  const hdf5::Handle table = hdf5::open_dataset(file_.id(), "status");
  std::vector<std::int8_t> status(hdf5::extent_of(table.id()).at(0));
  hdf5::read(table.id(), {.offset = {0}, .count = {status.size()}}, std::span(status));
  return status;
}

std::vector<bool> StudyResults::good() const {
  const std::vector<std::int8_t> status = statuses();
  std::vector<bool> good(status.size());
  for (std::size_t i = 0; i < status.size(); ++i) good[i] = status[i] == 0;
  return good;
}

std::vector<FailedRuns> StudyResults::failures() const {
  const std::vector<std::int8_t> status = statuses();
  const hdf5::Handle table = hdf5::open_dataset(file_.id(), "reason");
  constexpr std::size_t at_once = 1 << 14;
  std::map<std::string, FailedRuns> found;
  std::set<std::string> seen;
  for (std::size_t at = 0; at < status.size(); at += at_once) {
    std::vector<std::string> reasons(std::min(at_once, status.size() - at));
    hdf5::read(table.id(), {.offset = {at}, .count = {reasons.size()}}, std::span(reasons));
    for (std::size_t i = 0; i < reasons.size(); ++i) {
      if (status[at + i] == 0) continue;
      FailedRuns& one = found[without_numbers(reasons[i])];
      if (one.runs == 0) one.reason = reasons[i];
      one.broke_off = status[at + i] == static_cast<std::int8_t>(RunStatus::broke_off);
      ++one.runs;
      one.reasons += seen.insert(reasons[i]).second;
    }
  }
  std::vector<FailedRuns> sorted;
  for (auto& [mask, one] : found) sorted.push_back(std::move(one));
  std::ranges::stable_sort(sorted, std::greater(), &FailedRuns::runs);
  return sorted;
}

}  // namespace huan::analysis
