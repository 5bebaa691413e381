#include <algorithm>
#include <cmath>
#include <map>
#include <span>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "analysis/results_error.h"
#include "analysis/spread.h"
#include "analysis/study_results.h"
#include "analysis/study_sensitivity.h"
#include "sim/app/arguments.h"
#include "sim/app/command.h"
#include "sim/app/loaded.h"

namespace huan::app {
namespace {

using analysis::StudyOutput;
using analysis::StudyResults;
using Line = analysis::SensitivityIndex;

constexpr std::size_t most_pages = 12;  // results shown as text
constexpr double no_bound = analysis::SensitivityIndex::no_bound;

Syntax sensitivity_syntax() {
  return {
      "sensitivity",
      "FILE",
      "Says which factors of a study make its results vary: Sobol indices of a saltelli design,\n"
      "elementary effects of a morris design, else correlations. Intervals are of 95 % unless "
      "said.",
      {{"of", "PATTERN", "results by id, as 'recycling_*'; indicators and kept series", true},
       {"at", "PERIOD", "year or interval, as 2020 or 2020-06 (default: the last)", false},
       {"correlations", "", "correlations, whatever the design", false},
       {"convergence", "", "the same from the first n points, n doubling: whether it has settled",
        false},
       {"over-time", "", "quantiles of the results over all years or intervals instead", false},
       {"exceeds", "LIMIT", "how often the result is above LIMIT, in its unit", false},
       {"level", "P", "confidence of the intervals (default 0.95)", false},
       {"resamples", "N", "for their intervals (default 1000)", false},
       {"seed", "N", "of the resampling (default 1)", false},
       {"csv", "", "a row per number", false},
       {"json", "", "as JSON", false}},
      1,
      1};
}

std::string number_text(double value) {
  return std::isfinite(value) ? fmt::format("{:.4g}", value) : "-";
}

/// "0.713 (0.64 to 0.79)"
std::string estimate_text(const Line& line) {
  if (!std::isfinite(line.low)) return number_text(line.value);
  return fmt::format("{:.3f} ({:.3f} to {:.3f})", line.value, line.low, line.high);
}

/// A row per factor, a column per index, a block per n.
std::string table_text(const std::vector<Line>& lines) {
  std::size_t widest = 6;
  std::vector<std::uint64_t> sizes;
  for (const Line& line : lines) {
    widest =
        std::max(widest, line.factor.size() + (line.other.empty() ? 0 : line.other.size() + 3));
    if (std::ranges::find(sizes, line.n) == sizes.end()) sizes.push_back(line.n);
  }
  std::string text;
  for (const std::uint64_t n : sizes) {
    std::vector<std::string> columns, rows;
    std::map<std::pair<std::string, std::string>, std::string> cells;
    for (const Line& line : lines) {
      if (line.n != n) continue;
      const std::string row = line.factor + (line.other.empty() ? "" : " x " + line.other);
      if (std::ranges::find(columns, line.index) == columns.end()) columns.push_back(line.index);
      if (std::ranges::find(rows, row) == rows.end()) rows.push_back(row);
      cells[{row, line.index}] = estimate_text(line);
    }
    text += fmt::format("  {:<{}}", fmt::format("n = {}", n), widest);
    for (const std::string& column : columns) text += fmt::format("  {:<26}", column);
    text += "\n";
    for (const std::string& row : rows) {
      text += fmt::format("  {:<{}}", row, widest);
      for (const std::string& column : columns)
        text += fmt::format("  {:<26}", cells[{row, column}]);
      while (text.ends_with(' ')) text.pop_back();
      text += "\n";
    }
  }
  return text;
}

std::string head_text(const StudyOutput& output) {
  return fmt::format("{}{} [{}]: {}", output.id, output.at.empty() ? "" : ", " + output.at,
                     output.unit, output.name);
}

/// Its values in a line; empty where there is none.
std::string spread_text(const std::vector<double>& values, double level) {
  const auto finite = std::ranges::count_if(values, [](double v) { return std::isfinite(v); });
  if (finite == 0) return "  no run has a value\n";
  double sum = 0;
  for (const double v : values) sum += std::isfinite(v) ? v : 0;
  const auto at = [&](double p) {
    return number_text(analysis::quantile_of(values, p, level).value);
  };
  return fmt::format("  mean {}, median {}, 5 % to 95 %: {} to {}; {} of {} runs have a value\n",
                     number_text(sum / static_cast<double>(finite)), at(0.5), at(0.05), at(0.95),
                     finite, values.size());
}

nlohmann::json json_number(double value) {
  return std::isfinite(value) ? nlohmann::json(value) : nlohmann::json();
}

/// Answers for results one after another, in the form asked for.
class Answer {
 public:
  explicit Answer(const Arguments& arguments)
      : csv_(arguments.has("csv")), json_(arguments.has("json")) {
    if (csv_ && json_) throw UsageError("--csv or --json, not both");
  }
  [[nodiscard]] bool is_text() const { return !csv_ && !json_; }

  void add_text(const std::string& text) { text_ += text; }
  void add(const StudyOutput& output, const std::vector<Line>& lines, const std::string& why_not) {
    if (csv_) add_csv(output, lines);
    if (json_) add_json(output, lines, why_not);
  }
  [[nodiscard]] std::string whole(const StudyResults& study) const {
    if (csv_) return "result,at,unit,index,factor,other,value,low,high,n\n" + text_;
    if (!json_) return text_;
    return nlohmann::json{{"title", study.title},   {"title_zh", study.title_zh},
                          {"design", study.design}, {"runs", study.runs},
                          {"failed", study.failed}, {"results", results_}}
               .dump(2) +
           "\n";
  }

 private:
  bool csv_, json_;
  std::string text_;
  nlohmann::json results_ = nlohmann::json::array();

  void add_csv(const StudyOutput& output, const std::vector<Line>& lines) {
    const auto number = [](double v) { return std::isfinite(v) ? fmt::format("{}", v) : ""; };
    for (const Line& line : lines) {
      text_ += fmt::format("\"{}\",{},\"{}\",{},\"{}\",\"{}\",{},{},{},{}\n", output.id, output.at,
                           output.unit, line.index, line.factor, line.other, number(line.value),
                           number(line.low), number(line.high), line.n);
    }
  }
  void add_json(const StudyOutput& output, const std::vector<Line>& lines,
                const std::string& why_not) {
    nlohmann::json numbers = nlohmann::json::array();
    for (const Line& line : lines) {
      nlohmann::json one = {{"index", line.index},
                            {"factor", line.factor},
                            {"value", json_number(line.value)},
                            {"n", line.n}};
      if (!line.other.empty()) one["other"] = line.other;
      if (std::isfinite(line.low)) one["low"] = line.low;
      if (std::isfinite(line.high)) one["high"] = line.high;
      numbers.push_back(std::move(one));
    }
    nlohmann::json result = {{"id", output.id},           {"name", output.name},
                             {"name_zh", output.name_zh}, {"unit", output.unit},
                             {"at", output.at},           {"numbers", numbers}};
    if (!why_not.empty()) result["why_not"] = why_not;
    results_.push_back(std::move(result));
  }
};

/// mean, quantiles and exceedance as lines without a factor.
std::vector<Line> spread_lines(const std::vector<double>& values, double level,
                               const std::optional<double>& limit) {
  std::vector<Line> lines;
  double sum = 0;
  std::uint64_t n = 0;
  for (const double v : values) {
    if (!std::isfinite(v)) continue;
    sum += v;
    ++n;
  }
  if (n == 0) return lines;
  lines.push_back({"mean", "", "", sum / static_cast<double>(n), no_bound, no_bound, n});
  for (const double p : {0.05, 0.25, 0.5, 0.75, 0.95}) {
    const auto q = analysis::quantile_of(values, p, level);
    lines.push_back({fmt::format("q{:02.0f}", 100 * p), "", "", q.value, q.low, q.high, n});
  }
  if (limit) {
    const auto e = analysis::exceedance(values, *limit, level);
    lines.push_back({"exceeds", "", "", e.value, e.low, e.high, n});
  }
  return lines;
}

std::string row_text(const std::string& name, const std::vector<Line>& lines) {
  std::string text = fmt::format("  {:<10}", name);
  for (const Line& line : lines) {
    const bool share = line.index == "exceeds";
    text += fmt::format(
        "  {:>11}", share ? fmt::format("{:.1f} %", 100 * line.value) : number_text(line.value));
  }
  return text + "\n";
}

void say_spread(const StudyResults& study, const StudyOutput& output, double level,
                const std::optional<double>& limit, Answer& answer) {
  bool first = true;
  if (answer.is_text()) answer.add_text(head_text(output) + "\n");
  const std::vector<StudyOutput> periods = study.over_time(output);
  study.by_run(periods, [&](std::size_t i, const std::vector<double>& values) {
    const StudyOutput& one = periods[i];
    const auto lines = spread_lines(values, level, limit);
    if (lines.empty()) return;
    if (!answer.is_text()) return answer.add(one, lines, "");
    if (first) {
      std::string head = fmt::format("  {:<10}", "");
      for (const Line& line : lines) head += fmt::format("  {:>11}", line.index);
      answer.add_text(head + "\n");
    }
    first = false;
    answer.add_text(row_text(one.at.empty() ? "run" : one.at, lines));
  });
  if (answer.is_text()) answer.add_text(first ? "  no run has a value\n\n" : "\n");
}

void say_sensitivity(const StudyOutput& output, const std::vector<double>& y,
                     const analysis::StudySensitivity& sensitivity, double level, Answer& answer) {
  std::vector<Line> lines;
  std::string why_not;
  try {
    lines = sensitivity.of(y);
  } catch (const std::invalid_argument& fault) {
    why_not = fault.what();
  }
  if (!answer.is_text()) return answer.add(output, lines, why_not);
  answer.add_text(head_text(output) + "\n" + spread_text(y, level) +
                  (why_not.empty() ? table_text(lines) : "  " + why_not + "\n") + "\n");
}

std::optional<double> number_said(const Arguments& arguments, const char* name) {
  const auto text = arguments.text(name);
  if (!text) return std::nullopt;
  try {
    std::size_t read = 0;
    const double number = std::stod(*text, &read);
    if (read == text->size() && std::isfinite(number)) return number;
  } catch (const std::exception&) {
  }
  throw UsageError(fmt::format("--{} {}: a number is needed", name, *text));
}

std::string design_text(const StudyResults& study) {
  std::string text = fmt::format("{}\n{} runs: {} points ({}) x {} replicate{}; {} failed\n\n",
                                 study.title, study.runs, study.points, study.design,
                                 study.replicates, study.replicates == 1 ? "" : "s", study.failed);
  for (std::size_t j = 0; j < study.factors.size(); ++j) {
    text += fmt::format("  {}: {}\n", study.factors[j], study.factor_spreads[j]);
  }
  return text + "\n";
}

}  // namespace

ExitCode sensitivity(const std::vector<std::string>& words, Console& console) {
  const Syntax own = sensitivity_syntax();
  const Arguments arguments(own, words);
  if (arguments.help()) {
    console.answer(help_of(own));
    return ExitCode::good;
  }
  Answer answer(arguments);
  analysis::SensitivityWish wish;
  wish.resampling.resamples = arguments.number("resamples").value_or(1000);
  wish.resampling.seed = arguments.number("seed").value_or(1);
  wish.resampling.level = number_said(arguments, "level").value_or(0.95);
  if (!(wish.resampling.level > 0 && wish.resampling.level < 1)) {
    throw UsageError("--level: a number between 0 and 1 is needed");
  }
  wish.correlations = arguments.has("correlations");
  wish.convergence = arguments.has("convergence");
  const auto limit = number_said(arguments, "exceeds");

  check_readable(arguments.operands()[0]);
  try {
    const StudyResults study(arguments.operands()[0]);
    const bool over_time = arguments.has("over-time") || limit || study.factors.empty();
    const auto outputs = study.outputs(arguments.texts("of"), arguments.text("at").value_or(""));
    if (outputs.empty()) throw UsageError("no result of this study matches --of and --at");
    if (answer.is_text()) answer.add_text(design_text(study));
    const double level = wish.resampling.level;
    const analysis::StudySensitivity of_factors(study, wish);
    const std::size_t shown =
        answer.is_text() ? std::min(outputs.size(), most_pages) : outputs.size();
    const auto wanted = std::span(outputs).first(shown);
    if (over_time) {
      for (const StudyOutput& output : wanted) say_spread(study, output, level, limit, answer);
    } else {
      study.by_run(wanted, [&](std::size_t i, const std::vector<double>& values) {
        say_sensitivity(wanted[i], study.by_point(values), of_factors, level, answer);
      });
    }
    if (shown < outputs.size()) {
      answer.add_text(
          fmt::format("{} more results: choose with --of, or take --csv or --json for all\n",
                      outputs.size() - shown));
    }
    console.answer(answer.whole(study));
  } catch (const analysis::ResultsError& fault) {
    throw FileError(fault.what());
  } catch (const analysis::hdf5::Failure& fault) {
    throw FileError(fmt::format("{}: {}", arguments.operands()[0], fault.what()));
  }
  return ExitCode::good;
}

}  // namespace huan::app
