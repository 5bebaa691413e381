#include "analysis/study_file.h"

#include <algorithm>
#include <limits>
#include <optional>

#include <fmt/format.h>

#include "analysis/file_lock.h"
#include "analysis/growing.h"
#include "analysis/packing.h"
#include "analysis/results_error.h"
#include "analysis/sealed_file.h"
#include "analysis/sha256.h"
#include "analysis/signature.h"
#include "sim/version.h"

namespace huan::analysis {
namespace {

namespace fs = std::filesystem;

constexpr double absent = std::numeric_limits<double>::quiet_NaN();

/// The runs of a study in their order, from segments that may overlap.
class RunReader {
 public:
  RunReader(const std::vector<fs::path>& folders, const StudyHead& head)
      : head_(head), fingerprint_(head.fingerprint()) {
    std::vector<RunRange> all;
    for (const fs::path& folder : folders) {
      for (const RunRange& range : segments_in(folder)) {
        all.push_back(range);
        files_.push_back({range, &folder});
      }
    }
    std::ranges::sort(all);
    const auto gaps = missing({0, head.runs}, all);
    if (!gaps.empty()) throw ResultsError(missing_words(gaps, head.runs));
    std::ranges::sort(files_, {}, &File::runs);
  }

  /// The next run, from 0.
  DoneRun next() {
    while (at_ >= held_.end) {
      // Of all that begin at or before it, the one that reaches furthest.
      while (files_[file_].runs.end <= at_) ++file_;
      held_ = files_[file_].runs;
      runs_ = read_segment(*files_[file_].folder, held_, fingerprint_, head_.factors.size(),
                           head_.columns.width());
    }
    return std::move(runs_[at_++ - held_.first]);
  }

 private:
  struct File {
    RunRange runs;
    const fs::path* folder = nullptr;
  };
  const StudyHead& head_;
  std::string fingerprint_;
  std::vector<File> files_;
  std::vector<DoneRun> runs_;
  RunRange held_;
  std::uint64_t at_ = 0;
  std::size_t file_ = 0;

  static std::string missing_words(const std::vector<RunRange>& gaps, std::uint64_t runs) {
    std::uint64_t count = 0;
    for (const RunRange& gap : gaps) count += gap.size();
    return fmt::format(
        "{} of {} runs are missing (run {} to {}{}). Run the study, or the shards that lack, "
        "again: "
        "what is done is not done twice.",
        count, runs, gaps[0].first, gaps[0].end - 1,
        gaps.size() > 1 ? fmt::format(" and {} more gaps", gaps.size() - 1) : "");
  }
};

/// A table of the file that is filled chunk by chunk along the runs.
template <class T>
class ByRun {
 public:
  ByRun(SealedFile& file, hdf5::Element element, const TableSpec& spec)
      : size_(spec.size.begin(), spec.size.end()),
        made_(file.table(spec.name, element, size_, spec.axes)) {
    describe(made_.id(), spec);
    for (std::size_t i = 1; i < size_.size(); ++i) width_ *= size_[i];
  }
  void add(const T* values) {
    kept_.insert(kept_.end(), values, values + width_);
    if (kept_.size() == block_rows_ * width_) flush();
  }
  void add(T value) { add(&value); }
  /// Writes what is left after the last run.
  void flush() {
    if (kept_.empty()) return;
    hdf5::Block block{.offset = hdf5::Extent(size_.size(), 0), .count = size_};
    block.offset[0] = written_;
    block.count[0] = kept_.size() / width_;
    if constexpr (std::is_same_v<T, std::string>) {
      hdf5::write(made_.id(), block, std::span<const T>(kept_));
    } else {
      write_packed(made_.id(), block, kept_);
    }
    written_ += block.count[0];
    kept_.clear();
  }
  hdf5::Handle& made() { return made_; }

 private:
  hdf5::Extent size_;
  hdf5::Handle made_;
  std::size_t width_ = 1;
  std::size_t block_rows_ = rows_of_chunk(size_);
  std::uint64_t written_ = 0;
  std::vector<T> kept_;
};

TableSpec spec_of(const std::string& name, std::vector<std::string> axes,
                  std::vector<std::size_t> size, const std::string& units, const std::string& means,
                  const std::string& means_zh, const std::string& coordinates = {}) {
  TableSpec spec{name, std::move(axes), std::move(size), units, means, means_zh, {}};
  if (!coordinates.empty()) spec.notes.emplace_back("coordinates", coordinates);
  return spec;
}

/// Everything of a study file; the order of making is the order in the file.
class Maker {
 public:
  Maker(const fs::path& path, const StudyHead& head) : file_(path), head_(head), c_(head.columns) {}

  StudyFileSummary make(RunReader& runs, const Provenance& provenance) {
    try {
      sign();
      labels();
      const StudyFileSummary summary = fill(runs);
      hdf5::set_integer(file_.id(), "failed_runs", static_cast<std::int64_t>(summary.failed));
      note_provenance(file_.id(), provenance);
      file_.close();
      return summary;
    } catch (...) {
      hdf5::keep_open(file_.id());  // closing would try again to write what cannot be written
      throw;
    }
  }

 private:
  SealedFile file_;
  const StudyHead& head_;
  const Columns& c_;

  void sign() {
    hdf5::set_text(file_.id(), "Conventions", "CF-1.8");
    hdf5::set_integer(file_.id(), "huan_format", results_format);
    hdf5::set_text(file_.id(), "content", "study");
    hdf5::set_text(file_.id(), "source", "huan " + std::string(program_version()));
    hdf5::set_text(file_.id(), "program_version", program_version());
    hdf5::set_text(file_.id(), "program_commit", program_commit());
    for (const auto& [name, text] : head_.texts) hdf5::set_text(file_.id(), name, text);
    for (const auto& [name, number] : head_.numbers) hdf5::set_integer(file_.id(), name, number);
    hdf5::set_text(file_.id(), "fingerprint", head_.fingerprint());
  }

  void indicator_labels(const std::string& axis, const std::string& tell,
                        const std::vector<IndicatorColumn>& lines) {
    if (lines.empty()) return;
    const auto column = [&](const std::string& name, const char* means,
                            std::string IndicatorColumn::*what) {
      std::vector<std::string> texts;
      for (const IndicatorColumn& line : lines) texts.push_back(line.*what);
      file_.column(name, axis, "1", means, texts);
    };
    column(axis, "id of the indicator, id:group where it tells groups apart", &IndicatorColumn::id);
    column(tell + "_name", "name", &IndicatorColumn::name);
    column(tell + "_name_zh", "name in Chinese", &IndicatorColumn::name_zh);
    column(tell + "_unit", "unit", &IndicatorColumn::unit);
    column(tell + "_group", "group", &IndicatorColumn::group);
    column(tell + "_group_zh", "group in Chinese", &IndicatorColumn::group_zh);
  }

  void labels() {
    if (!head_.factors.empty()) factor_labels();
    if (!c_.yearly.empty()) file_.column("year", "year", "1", "calendar year", c_.years);
    indicator_labels("indicator_id", "indicator", c_.yearly);
    indicator_labels("run_indicator_id", "run_indicator", c_.whole);
    if (!c_.series.empty()) series_labels();
  }

  void factor_labels() {
    file_.column("factor", "factor", "1", "what varies", head_.factors);
    file_.column("factor_subject", "factor", "1", "what it reaches in the scenario",
                 head_.subjects);
    file_.column("factor_spread", "factor", "1", "how it varies", head_.spreads);
    file_.column("factor_unit", "factor", "1", "unit of its levels", head_.units);
    file_.column("factor_options", "factor", "1",
                 "of a choice: its options, from level 0, separated by |", head_.options);
  }

  void series_labels() {
    const std::string units = "days since " + sim::Era(c_.start).text_of(0) + " 00:00:00";
    TableSpec time = spec_of("time", {"time"}, {c_.ends.size()}, units, "end of the interval", "");
    time.notes = {{"calendar", "proleptic_gregorian"},
                  {"standard_name", "time"},
                  {"axis", "T"},
                  {"bounds", "time_bounds"}};
    file_.column(time, c_.ends);
    file_.column("bound", "bound", "1", "which edge of an interval",
                 std::vector<std::string>{"begin", "end"});
    const hdf5::Extent size = {c_.ends.size(), 2};
    const TableSpec bounds = spec_of("time_bounds", {"time", "bound"}, {c_.ends.size(), 2}, units,
                                     "edges of the interval", "");
    const hdf5::Handle made = file_.table("time_bounds", hdf5::Element::real, size, bounds.axes);
    std::vector<double> edges;
    for (std::size_t i = 0; i < c_.ends.size(); ++i) {
      edges.insert(edges.end(), {c_.begins[i], c_.ends[i]});
    }
    hdf5::write(made.id(), {.offset = {0, 0}, .count = size}, std::span<const double>(edges));
    describe(made.id(), bounds);
    file_.column("period", "time", "1", "label of the interval", c_.periods);
    const auto column = [&](const char* name, const char* means, std::string SeriesColumn::*what) {
      std::vector<std::string> texts;
      for (const SeriesColumn& line : c_.series) texts.push_back(line.*what);
      file_.column(name, "series_id", "1", means, texts);
    };
    column("series_id", "id of the stock, flow or process", &SeriesColumn::id);
    column("series_table", "table of a results file that has it", &SeriesColumn::table);
    column("series_name", "name", &SeriesColumn::name);
    column("series_name_zh", "name in Chinese", &SeriesColumn::name_zh);
    column("series_unit", "unit", &SeriesColumn::unit);
  }

  StudyFileSummary fill(RunReader& runs) {
    using hdf5::Element;
    const auto n = static_cast<std::size_t>(head_.runs);
    const std::size_t factors = head_.factors.size();
    const auto whole = [&](const char* name, const char* means, const char* zh) {
      return spec_of(name, {"run"}, {n}, "1", means, zh);
    };
    ByRun<std::int32_t> number(file_, Element::integer, whole("run", "number of the run", "运行"));
    ByRun<std::int32_t> point(file_, Element::integer,
                              whole("point", "point of the design, from 0", "设计点"));
    ByRun<std::int32_t> replicate(file_, Element::integer,
                                  whole("replicate", "replicate of the point, from 0", "重复"));
    ByRun<std::int8_t> status(file_, Element::small, whole("status", "what became of it", "状态"));
    const std::int8_t flags[] = {0, 1, 2};
    hdf5::set_flags(status.made().id(), "flag_values", flags);
    hdf5::set_text(status.made().id(), "flag_meanings", "good wrong_scenario broke_off");
    ByRun<std::string> reason(file_, Element::text,
                              whole("reason", "why it failed; empty when it did not", "原因"));
    const std::string coordinates = "point replicate status";
    std::optional<ByRun<double>> design, unit;
    if (factors > 0) {
      design.emplace(file_, Element::real,
                     spec_of("design", {"run", "factor"}, {n, factors}, "1",
                             "level of each factor, in its unit (factor_unit); of a choice its "
                             "option, from 0",
                             "因素水平", coordinates + " factor_subject factor_unit"));
      unit.emplace(file_, Element::real,
                   spec_of("design_unit", {"run", "factor"}, {n, factors}, "1",
                           "the point in the unit cube", "单位立方体内的点", coordinates));
    }
    std::optional<ByRun<double>> yearly, of_run, series;
    if (!c_.yearly.empty()) {
      yearly.emplace(file_, Element::real,
                     spec_of("indicator", {"run", "year", "indicator_id"},
                             {n, c_.years.size(), c_.yearly.size()}, "1",
                             "indicators, in their own units (indicator_unit)", "指标",
                             coordinates + " indicator_name indicator_name_zh indicator_unit"));
    }
    if (!c_.whole.empty()) {
      of_run.emplace(file_, Element::real,
                     spec_of("run_indicator", {"run", "run_indicator_id"}, {n, c_.whole.size()},
                             "1", "indicators of the whole run, in their own units", "全程指标",
                             coordinates + " run_indicator_name run_indicator_unit"));
    }
    if (!c_.series.empty()) {
      series.emplace(file_, Element::real,
                     spec_of("series", {"run", "time", "series_id"},
                             {n, c_.ends.size(), c_.series.size()}, "1",
                             "amounts in the interval, levels at its end, in their own units "
                             "(series_unit)",
                             "时间序列", coordinates + " period series_name series_unit"));
    }
    StudyFileSummary summary{head_.runs, 0};
    const std::vector<double> none(c_.width(), absent);
    for (std::uint64_t i = 0; i < head_.runs; ++i) {
      const DoneRun run = runs.next();
      summary.failed += run.status != RunStatus::good;
      const double* values = run.values.empty() ? none.data() : run.values.data();
      number.add(static_cast<std::int32_t>(i));
      point.add(static_cast<std::int32_t>(i / head_.replicates));
      replicate.add(static_cast<std::int32_t>(i % head_.replicates));
      status.add(static_cast<std::int8_t>(run.status));
      reason.add(run.reason);
      if (design) design->add(run.levels.data());
      if (unit) unit->add(run.units.data());
      if (yearly) yearly->add(values);
      if (of_run) of_run->add(values + c_.first_whole());
      if (series) series->add(values + c_.first_series());
    }
    number.flush();
    point.flush();
    replicate.flush();
    status.flush();
    reason.flush();
    for (auto* table : {&design, &unit, &yearly, &of_run, &series}) {
      if (*table) (*table)->flush();
    }
    return summary;
  }
};

}  // namespace

StudyFileSummary gather(const std::vector<fs::path>& folders, const fs::path& output,
                        const Provenance& provenance) {
  const StudyHead head = read_head(folders.at(0));
  for (const fs::path& folder : folders) {
    const std::string changed = changed_between(head, read_head(folder));
    if (changed.empty()) continue;
    throw ResultsError(fmt::format("'{}' and '{}' hold runs of different studies: {} differ(s)",
                                   folders[0].string(), folder.string(), changed));
  }
  RunReader runs(folders, head);
  fs::path making = output;
  making += ".making";
  try {
    const StudyFileSummary summary = Maker(making, head).make(runs, provenance);
    settle(making);
    fs::rename(making, output);
    settle_entry(output);
    return summary;
  } catch (const hdf5::Failure& fault) {
    std::error_code ignored;
    fs::remove(making, ignored);
    throw ResultsError(
        fmt::format("{}: cannot be made of its runs: {}. They are safe in '{}'; when the cause is "
                    "gone, the same command goes on.",
                    output.string(), fault.what(), folders[0].string()));
  }
}

std::string fingerprint_in(const fs::path& file) {
  std::error_code fault;
  if (!fs::exists(file, fault)) return {};
  try {
    const hdf5::Handle open = hdf5::open_file(file);
    return hdf5::has_attribute(open.id(), "fingerprint") ? hdf5::text_of(open.id(), "fingerprint")
                                                         : std::string();
  } catch (const hdf5::Failure&) {
    return {};
  }
}

}  // namespace huan::analysis
