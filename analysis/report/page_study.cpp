#include "analysis/report/page_study.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <filesystem>

#include "analysis/permutation.h"
#include "analysis/report/page_number.h"
#include "analysis/report/page_periods.h"
#include "analysis/report/page_sensitivity.h"
#include "analysis/spread.h"

namespace huan::analysis::report {
namespace {

using Json = nlohmann::json;

constexpr std::array band_shares = {0.05, 0.25, 0.5, 0.75, 0.95};
/// A distribution of so many runs is given whole, a larger one by quantiles.
constexpr std::size_t whole_up_to = 100;
/// Numbers that a factor adds to a moment: indices with intervals, and how they settle.
constexpr std::size_t index_values = 25;

/// A number per period in place of one: see `series`.
Json compact(const std::vector<double>& values) {
  return series(values.size(), [&](std::size_t i) { return values[i]; });
}

class PageStudy {
 public:
  PageStudy(const StudyResults& study, const PageStudyLimits& limits, const std::string& at)
      : study_(study), limits_(limits), periods_(study, at), good_(study.good()) {}

  Json json(const std::string& file, const std::vector<std::string>& patterns) {
    heading(file);
    factors();
    choose(patterns.empty() ? std::vector<std::string>{"*"} : patterns);
    sample();
    fill();
    out_["outputs"] = Json::array();
    for (Output& one : outputs_)
      if (one.runs > 0) out_["outputs"].push_back(json_of(one));
    out_["left_out"] = left_out_;
    return std::move(out_);
  }

 private:
  /// A line of the study at all its periods.
  struct Output {
    std::vector<StudyOutput> at;
    std::array<std::vector<double>, band_shares.size()> bands;
    std::vector<double> mean, least, most, count;
    std::size_t runs = 0;  ///< most that have a number in any period
    Json levels = Json::array(), moments = Json::array();
  };

  const StudyResults& study_;
  const PageStudyLimits& limits_;
  PagePeriods periods_;
  std::vector<bool> good_;
  std::vector<std::size_t> sample_;
  std::vector<Output> outputs_;
  std::size_t left_out_ = 0, grid_ = 0;
  Json out_;

  void heading(const std::string& file) {
    out_["file"] = std::filesystem::path(file).filename().string();
    out_["title"] = {study_.title, study_.title_zh};
    for (const auto& [name, value] : {std::pair{"runs", study_.runs},
                                      {"points", study_.points},
                                      {"replicates", study_.replicates},
                                      {"failed", study_.failed},
                                      {"size", study_.size}})
      out_[name] = value;
    out_["design"] = study_.design;
    out_["seed"] = study_.design_seed();
    out_["text"] = study_.text("study");
    out_["fingerprint"] = study_.text("fingerprint");
    out_["program"] =
        "huan " + study_.text("program_version") + " (" + study_.text("program_commit") + ")";
    out_["opens"] = periods_.opens();
    out_["years"] = study_.years();
    out_["periods"] = study_.periods();
    const StudyResults::Edges edges = study_.edges();
    out_["start"] = edges.start;
    out_["time"] = Json::array();
    for (const double day : edges.days) out_["time"].push_back(shortened(day, day_digits));
    constexpr std::size_t most_reasons = 20;
    const auto failures = study_.failures();
    out_["reasons"] = Json::array();
    for (std::size_t i = 0; i < std::min(failures.size(), most_reasons); ++i)
      out_["reasons"].push_back({failures[i].reason, failures[i].runs,
                                 failures[i].broke_off ? "broke_off" : "wrong_scenario",
                                 failures[i].reasons});
    out_["more_reasons"] = failures.size() - out_["reasons"].size();
  }

  void factors() {
    out_["factors"] = {{"id", study_.factors},
                       {"subject", study_.factor_subjects},
                       {"spread", study_.factor_spreads},
                       {"unit", study_.factor_units},
                       {"options", study_.factor_options}};
  }

  /// Which lines are shown: indicators first, then series, as far as there is room.
  void choose(const std::vector<std::string>& patterns) {
    std::size_t cells = 0;
    for (const StudyOutput& output : study_.outputs(patterns, "")) {
      Output one;
      one.at = study_.over_time(output);
      if (cells + one.at.size() > limits_.cells && !outputs_.empty()) {
        ++left_out_;
        continue;
      }
      cells += one.at.size();
      outputs_.push_back(std::move(one));
    }
    for (const std::size_t steps : {20, 50, 100})
      if (steps == 20 || cells * (steps + 1) <= limits_.level_values) grid_ = steps;
    const auto good = static_cast<std::size_t>(std::ranges::count(good_, true));
    out_["levels"] = good <= whole_up_to ? Json("values") : Json(grid_);
  }

  /// The runs that scatters show: all good ones, or some of them that a permutation keyed by the
  /// design's seed picks. (Every n-th would be all of one kind in a design with an order.)
  void sample() {
    if (study_.factors.empty()) return;
    std::vector<std::size_t> good;
    for (std::size_t i = 0; i < good_.size(); ++i)
      if (good_[i]) good.push_back(i);
    const std::size_t most = std::min(
        limits_.runs, std::max<std::size_t>(200, limits_.factor_values / study_.factors.size()));
    sample_ = good;
    if (good.size() > most) {
      const KeyedPermutation shuffled(good.size(), 1, "report");
      for (std::size_t i = 0; i < most; ++i) sample_[i] = good[shuffled(i)];
      sample_.resize(most);
      std::ranges::sort(sample_);
    }
    const std::vector<double> levels = study_.levels();
    Json columns = Json::array();
    for (std::size_t j = 0; j < study_.factors.size(); ++j) {
      Json column = Json::array();
      for (const std::size_t run : sample_) {
        const std::size_t point = run / study_.replicates;
        column.push_back(shortened(levels[point * study_.factors.size() + j], account_digits));
      }
      columns.push_back(std::move(column));
    }
    out_["sample"] = {{"runs", sample_}, {"of", good.size()}, {"levels", std::move(columns)}};
  }

  /// Of each output the periods that have a scatter and indices: first the one that the page opens
  /// at, then, as far as there is room, all years of yearly outputs, then intervals of series.
  std::vector<std::vector<std::size_t>> moments() const {
    std::vector<std::vector<std::size_t>> of(outputs_.size());
    const std::size_t d = study_.factors.size();
    if (d == 0 || sample_.empty()) return of;
    const std::size_t each = sample_.size() + index_values * d;
    std::size_t room = std::min(limits_.run_values / each, limits_.sensitivity_rows / d);
    room = std::max<std::size_t>(room, 1);
    const std::size_t first = std::min(room, of.size());
    for (std::size_t i = 0; i < first; ++i) of[i] = periods_.held(outputs_[i].at.front(), 1);
    room -= first;
    using Table = StudyOutput::Table;
    for (const Table table : {Table::yearly, Table::series}) {
      std::vector<std::size_t> members;
      for (std::size_t i = 0; i < first; ++i)
        if (outputs_[i].at.front().table == table) members.push_back(i);
      if (members.empty()) continue;
      const std::size_t more = room / members.size();
      for (const std::size_t i : members) {
        of[i] = periods_.held(outputs_[i].at.front(), 1 + more);
        room -= of[i].size() - 1;
      }
    }
    return of;
  }

  void fill() {
    const std::vector<std::vector<std::size_t>> with_moments = moments();
    const PageSensitivity sensitivity(study_);
    std::vector<StudyOutput> all;
    std::vector<std::pair<std::size_t, std::size_t>> place;
    for (std::size_t i = 0; i < outputs_.size(); ++i) {
      Output& one = outputs_[i];
      const std::size_t periods = one.at.size();
      for (auto* list : {&one.mean, &one.least, &one.most, &one.count})
        list->assign(periods, std::nan(""));
      for (auto& band : one.bands) band.assign(periods, std::nan(""));
      one.levels = Json(periods, nullptr);
      for (std::size_t t = 0; t < periods; ++t) {
        all.push_back(one.at[t]);
        place.emplace_back(i, t);
      }
    }
    study_.by_run(all, [&](std::size_t k, const std::vector<double>& values) {
      const auto [i, t] = place[k];
      Output& one = outputs_[i];
      describe(one, t, values);
      const bool held = std::ranges::find(with_moments[i], t) != with_moments[i].end();
      if (held && one.count[t] > 0) one.moments.push_back(moment(sensitivity, t, values));
    });
  }

  Json moment(const PageSensitivity& sensitivity, std::size_t t,
              const std::vector<double>& values) const {
    Json moment = sensitivity.of(values);
    moment["period"] = t;
    for (const std::size_t run : sample_) moment["values"].push_back(shortened(values[run]));
    return moment;
  }

  void describe(Output& one, std::size_t t, const std::vector<double>& values) const {
    const std::vector<double> sorted = sorted_finite(values);
    one.count[t] = static_cast<double>(sorted.size());
    one.runs = std::max(one.runs, sorted.size());
    if (sorted.empty()) return;
    double sum = 0;
    for (const double v : sorted) sum += v;
    one.mean[t] = sum / one.count[t];
    one.least[t] = sorted.front();
    one.most[t] = sorted.back();
    for (std::size_t b = 0; b < band_shares.size(); ++b)
      one.bands[b][t] = quantile_of_sorted(sorted, band_shares[b]);
    Json& levels = one.levels[t] = Json::array();
    if (sorted.front() == sorted.back()) {
      levels.push_back(shortened(sorted.front()));
    } else if (out_["levels"].is_string()) {
      for (const double v : sorted) levels.push_back(shortened(v));
    } else {
      for (std::size_t k = 0; k <= grid_; ++k)
        levels.push_back(shortened(
            quantile_of_sorted(sorted, static_cast<double>(k) / static_cast<double>(grid_))));
    }
  }

  static Json json_of(Output& one) {
    const StudyOutput& line = one.at.front();
    const char* table = line.table == StudyOutput::Table::yearly  ? "indicator"
                        : line.table == StudyOutput::Table::whole ? "run"
                                                                  : "series";
    const bool series = line.table == StudyOutput::Table::series;
    Json out = {{"key", (series ? line.group : table) + (" " + line.id)},
                {"table", table},
                {"id", line.id},
                {"en", line.name},
                {"zh", line.name_zh},
                {"unit", line.unit},
                {"group", {line.group, line.group_zh}},
                {"runs", one.runs},
                {"count", compact(one.count)},
                {"mean", compact(one.mean)},
                {"least", compact(one.least)},
                {"most", compact(one.most)},
                {"levels", std::move(one.levels)},
                {"bands", Json::array()}};
    for (const auto& band : one.bands) out["bands"].push_back(compact(band));
    if (!one.moments.empty()) out["moments"] = std::move(one.moments);
    return out;
  }
};

}  // namespace

Json page_study(const StudyResults& study, const std::string& file,
                const std::vector<std::string>& patterns, const PageStudyLimits& limits,
                const std::string& at) {
  return PageStudy(study, limits, at).json(file, patterns);
}

}  // namespace huan::analysis::report
