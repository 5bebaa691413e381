#include "analysis/study_results.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "analysis/apart.h"
#include "analysis/pattern.h"
#include "analysis/results_error.h"

namespace huan::analysis {
namespace {

constexpr hsize_t most_at_once = 1 << 20;  // of a block

const char* table_name(StudyOutput::Table table) {
  switch (table) {
    case StudyOutput::Table::yearly:
      return "indicator";
    case StudyOutput::Table::whole:
      return "run_indicator";
    case StudyOutput::Table::series:
      return "series";
  }
  return "";
}

std::uint64_t count_of(hid_t file, const char* name) {
  return static_cast<std::uint64_t>(hdf5::integer_of(file, name));
}

bool holds_study(hid_t file) {
  return hdf5::has_attribute(file, "content") && hdf5::text_of(file, "content") == "study";
}

}  // namespace

bool is_study(const std::filesystem::path& file) {
  constexpr unsigned longest_s = 10;
  try {
    return apart(file, longest_s,
                 [&] { return holds_study(hdf5::open_file(file).id()) ? "yes" : "no"; }) == "yes";
  } catch (const ResultsError&) {
    return false;
  }
}

StudyResults::StudyResults(const std::filesystem::path& path) try : file_(hdf5::open_file(path)) {
  const hid_t file = file_.id();
  if (!holds_study(file)) {
    throw hdf5::Failure("it holds no study ('huan sweep' makes one)");
  }
  title = hdf5::text_of(file, "title");
  title_zh = hdf5::text_of(file, "title_zh");
  design = hdf5::text_of(file, "design_kind");
  points = count_of(file, "points");
  replicates = count_of(file, "replicates");
  runs = points * replicates;
  failed = count_of(file, "failed_runs");
  size = count_of(file, "design_size");
  second_order = count_of(file, "second_order") != 0;
  if (hdf5::has_attribute(file, "seed")) seed = count_of(file, "seed");
  common = count_of(file, "common_random_numbers") != 0;
  if (hdf5::has_attribute(file, "scenario")) scenario = hdf5::text_of(file, "scenario");
  program = hdf5::text_of(file, "program_version") + " " + hdf5::text_of(file, "program_commit");
  if (hdf5::has(file, "factor")) {
    factors = texts("factor");
    factor_units = texts("factor_unit");
    factor_spreads = texts("factor_spread");
    factor_subjects = texts("factor_subject");
    factor_options = texts("factor_options");
  }
  if (hdf5::has(file, "year")) {
    const hdf5::Handle year = hdf5::open_dataset(file, "year");
    std::vector<std::int32_t> years(hdf5::extent_of(year.id()).at(0));
    hdf5::read(year.id(), {.offset = {0}, .count = {years.size()}}, std::span(years));
    for (const std::int32_t y : years) years_.push_back(std::to_string(y));
  }
  if (hdf5::has(file, "period")) periods_ = texts("period");
} catch (const hdf5::Failure& fault) {
  throw ResultsError(path.string() + ": " + fault.what());
}

std::vector<std::string> StudyResults::texts(const std::string& name) const {
  const hdf5::Handle dataset = hdf5::open_dataset(file_.id(), name);
  std::vector<std::string> found(hdf5::extent_of(dataset.id()).at(0));
  hdf5::read(dataset.id(), {.offset = {0}, .count = {found.size()}}, std::span(found));
  return found;
}

void StudyResults::list(std::vector<StudyOutput>& into, StudyOutput::Table table,
                        const std::string& ids, const std::string& tell,
                        const std::vector<std::string>& patterns,
                        const std::vector<std::string>& periods, const std::string& at) const {
  if (!hdf5::has(file_.id(), ids)) return;
  std::size_t period = 0;
  if (!periods.empty()) {
    const auto found = at.empty() ? periods.end() - 1 : std::ranges::find(periods, at);
    if (found == periods.end()) return;
    period = static_cast<std::size_t>(found - periods.begin());
  } else if (!at.empty() && at != "run") {
    return;
  }
  const auto id = texts(ids);
  const auto name = texts(tell + "_name");
  const auto zh = texts(tell + "_name_zh");
  const auto unit = texts(tell + "_unit");
  const bool series = table == StudyOutput::Table::series;
  const auto group = texts(tell + (series ? "_table" : "_group"));
  const auto group_zh = series ? group : texts(tell + "_group_zh");
  for (std::size_t i = 0; i < id.size(); ++i) {
    if (!patterns.empty() && !matches_any(id[i], patterns)) continue;
    into.push_back({table, i, period, id[i], name[i], zh[i], unit[i],
                    periods.empty() ? "" : periods[period], group[i], group_zh[i]});
  }
}

std::vector<StudyOutput> StudyResults::outputs(const std::vector<std::string>& patterns,
                                               const std::string& at) const {
  using Table = StudyOutput::Table;
  std::vector<StudyOutput> found;
  list(found, Table::yearly, "indicator_id", "indicator", patterns, years_, at);
  list(found, Table::whole, "run_indicator_id", "run_indicator", patterns, {}, at);
  if (!patterns.empty() || found.empty()) {
    list(found, Table::series, "series_id", "series", patterns, periods_, at);
  }
  return found;
}

std::vector<StudyOutput> StudyResults::over_time(const StudyOutput& output) const {
  std::vector<StudyOutput> all = {output};
  if (output.table == StudyOutput::Table::whole) return all;
  const auto& periods = output.table == StudyOutput::Table::yearly ? years_ : periods_;
  all.assign(periods.size(), output);
  for (std::size_t i = 0; i < periods.size(); ++i) {
    all[i].period = i;
    all[i].at = periods[i];
  }
  return all;
}

std::vector<double> StudyResults::by_run(const StudyOutput& output) const {
  const hdf5::Handle table = hdf5::open_dataset(file_.id(), table_name(output.table));
  const hdf5::Extent extent = hdf5::extent_of(table.id());
  std::vector<double> values(extent.at(0));
  for (hsize_t at = 0; at < extent[0]; at += most_at_once) {
    const hsize_t count = std::min(most_at_once, extent[0] - at);
    hdf5::Block block{.offset = {at, output.period, output.line}, .count = {count, 1, 1}};
    if (extent.size() == 2) block = {.offset = {at, output.line}, .count = {count, 1}};
    hdf5::read(table.id(), block, std::span(values).subspan(at, count));
  }
  return values;
}

std::vector<double> StudyResults::by_point(const StudyOutput& output) const {
  return by_point(by_run(output));
}

std::vector<double> StudyResults::by_point(const std::vector<double>& values) const {
  if (replicates == 1) return values;
  std::vector<double> means(points, std::numeric_limits<double>::quiet_NaN());
  for (std::size_t p = 0; p < points; ++p) {
    double sum = 0;
    double count = 0;
    for (std::size_t r = 0; r < replicates; ++r) {
      const double value = values[p * replicates + r];
      if (!std::isfinite(value)) continue;
      sum += value;
      count += 1;
    }
    if (count > 0) means[p] = sum / count;
  }
  return means;
}

std::vector<double> StudyResults::first_replicates(const std::string& table) const {
  const hdf5::Handle dataset = hdf5::open_dataset(file_.id(), table);
  const hdf5::Extent extent = hdf5::extent_of(dataset.id());
  std::vector<double> all(extent.at(0) * extent.at(1));
  hdf5::read(dataset.id(), {.offset = {0, 0}, .count = extent}, std::span(all));
  std::vector<double> kept;
  for (std::size_t p = 0; p < points; ++p) {
    const auto* row = all.data() + p * replicates * extent[1];
    kept.insert(kept.end(), row, row + extent[1]);
  }
  return kept;
}

std::vector<double> StudyResults::levels() const { return first_replicates("design"); }
std::vector<double> StudyResults::units() const { return first_replicates("design_unit"); }

}  // namespace huan::analysis
