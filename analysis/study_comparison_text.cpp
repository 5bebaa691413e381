#include "analysis/study_comparison_text.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "analysis/indicator_text.h"

namespace huan::analysis {
namespace {

constexpr std::size_t label_width = 52;

const char* word_of(Verdict verdict) {
  switch (verdict) {
    case Verdict::differs:
      return "differs";
    case Verdict::unclear:
      return "cannot be told apart";
    case Verdict::untested:
      return "too few values";
    case Verdict::equal:
      return "equal";
  }
  return "";
}

const char* word_of(Sampling sampling) {
  switch (sampling) {
    case Sampling::pairs:
      return "replicates, paired";
    case Sampling::separate:
      return "replicates, not paired";
    case Sampling::points:
      return "points, paired";
  }
  return "";
}

std::string how_of(const StudyComparison& c) {
  switch (c.sampling) {
    case Sampling::pairs:
      return fmt::format(
          "{} replicates of each, paired: replicate r of both has the same random numbers",
          c.base_replicates);
    case Sampling::separate:
      return fmt::format("{} replicates of the base, {} of the other, not paired",
                         c.base_replicates, c.other_replicates);
    case Sampling::points:
      return fmt::format("{} points, run once in each; paired by point", c.points);
  }
  return "";
}

const char* test_of(const StudyComparison& c) {
  return c.sampling == Sampling::separate ? "Welch" : "Student's t over the pairs";
}

/// How often "differs" is wrong.
std::string error_of(const StudyComparison& c) {
  if (c.tested == 0) return {};
  const std::string error = fmt::format("with a probability of at most {:.0f} %", 100 * error_rate);
  if (c.tested == 1) return fmt::format("Differs: chance alone would look so {}\n", error);
  return fmt::format(
      "Differs: chance alone would make any of {} numbers (lines by periods, without those equal "
      "in all samples)\n  look so {} (Holm)\n",
      c.tested, error);
}

/// A line of the study over its periods.
struct StudyLine {
  const StudyDifference* shown = nullptr;
  std::size_t differing = 0, periods = 0;
};

/// Is `a` the better example of its line?
bool shows_more(const StudyDifference& a, const StudyDifference& b) {
  if (a.verdict != b.verdict) return a.verdict < b.verdict;
  if (a.verdict == Verdict::unclear) return a.p < b.p;
  return std::abs(a.numbers.change) > std::abs(b.numbers.change);
}

std::vector<StudyLine> lines_of(const StudyComparison& c) {
  std::vector<StudyLine> lines;
  for (const StudyDifference& d : c.numbers) {
    if (lines.empty() || lines.back().shown->numbers.id != d.numbers.id) lines.emplace_back();
    StudyLine& line = lines.back();
    ++line.periods;
    line.differing += d.verdict == Verdict::differs;
    if (line.shown == nullptr || shows_more(d, *line.shown)) line.shown = &d;
  }
  std::ranges::stable_sort(lines, std::greater{}, [](const StudyLine& line) {
    const double size = std::abs(line.shown->numbers.relative());
    return std::isnan(size) ? -1 : size;
  });
  return lines;
}

std::string number(double value) { return std::isnan(value) ? "-" : shown(value); }

const char* samples_word(const StudyComparison& c) {
  return c.sampling == Sampling::points ? "points" : "replicates";
}

/// What stands behind the numbers of a line.
std::string remark_of(const StudyLine& line, const StudyComparison& c) {
  const StudyDifference& d = *line.shown;
  std::string text;
  if (d.verdict == Verdict::differs && line.periods > 1) {
    text += fmt::format("; differs in {} of {}", line.differing, line.periods);
  }
  if (d.verdict == Verdict::unclear) {
    text += d.would_tell ? fmt::format("; some {} {} would tell", *d.would_tell, samples_word(c))
                         : fmt::format("; a million {} would not tell", samples_word(c));
  }
  if (c.sampling != Sampling::separate && 2 * d.changed < d.samples) {
    text += fmt::format("; changed in {} of {}", d.changed, d.samples);
  }
  if (d.left_out > 0) text += fmt::format("; {} left out", d.left_out);
  return text;
}

std::string line_of(const StudyLine& line, const StudyComparison& c) {
  const StudyDifference& d = *line.shown;
  const Difference& n = d.numbers;
  const std::string label = d.at.empty() ? n.name : n.name + ", " + d.at;
  std::string change = number(n.change);
  if (n.change > 0) change = "+" + change;
  std::string text = fmt::format("  {:<{}} {:>10} {:>10} {:>10} {:<10} {:>9}", label, label_width,
                                 number(n.base), number(n.other), change, n.unit, percent_of(n));
  if (n.low) text += fmt::format("  [{}, {}]", number(*n.low), number(*n.high));
  return text + remark_of(line, c) + "\n";
}

std::string section(const char* title, Verdict verdict, const std::vector<StudyLine>& lines,
                    const StudyComparison& c, const Threshold& threshold) {
  std::vector<const StudyLine*> list;
  std::size_t small = 0;
  for (const StudyLine& line : lines) {
    if (line.shown->verdict != verdict) continue;
    if (reaches(line.shown->numbers, threshold)) {
      list.push_back(&line);
    } else {
      ++small;
    }
  }
  if (list.empty() && small == 0) return {};
  std::string text = fmt::format("\n{:<{}}   {:>10} {:>10} {:>10}\n", title, label_width, "base",
                                 "what if", "change");
  const std::size_t count =
      threshold.most == 0 ? list.size() : std::min(threshold.most, list.size());
  for (std::size_t i = 0; i < count; ++i) text += line_of(*list[i], c);
  if (count < list.size()) {
    text += fmt::format("  {} more (--most 0 shows all)\n", list.size() - count);
  }
  if (verdict == Verdict::unclear) {
    text += "  would tell: four times in five, were the change as large as it looks\n";
  }
  if (small > 0) text += fmt::format("  {} with a smaller change (--at-least)\n", small);
  return text;
}

std::string closing(const std::vector<StudyLine>& lines) {
  const auto count = [&](Verdict verdict) {
    return std::ranges::count(lines, verdict,
                              [](const StudyLine& line) { return line.shown->verdict; });
  };
  std::string text;
  if (const auto equal = count(Verdict::equal); equal > 0) {
    text += fmt::format("\nEqual in all samples: {} of {}.\n", equal, lines.size());
  }
  if (const auto untested = count(Verdict::untested); untested > 0) {
    text +=
        fmt::format("\nWithout a value in two runs of each: {} of {}.\n", untested, lines.size());
  }
  return text;
}

nlohmann::json entry_of(const StudyDifference& d) {
  const auto or_null = [](double value) {
    return std::isfinite(value) ? nlohmann::json(value) : nlohmann::json();
  };
  const Difference& n = d.numbers;
  nlohmann::json entry = {{"id", n.id},
                          {"name", n.name},
                          {"name_zh", n.name_zh},
                          {"unit", n.unit},
                          {"at", d.at},
                          {"base", or_null(n.base)},
                          {"other", or_null(n.other)},
                          {"change", or_null(n.change)},
                          {"relative", or_null(n.relative())},
                          {"verdict", word_of(d.verdict)},
                          {"samples", d.samples},
                          {"left_out", d.left_out},
                          {"changed", d.changed}};
  if (n.low) {
    entry["interval_95"] = {*n.low, *n.high};
    entry["p"] = d.p;
    entry["p_holm"] = d.p_holm;
  }
  if (d.would_tell) entry["would_tell"] = *d.would_tell;
  return entry;
}

}  // namespace

std::string text_of(const StudyComparison& c, const std::string& base, const std::string& other,
                    const Threshold& threshold) {
  std::string text = fmt::format("base     {}: {}\nwhat if  {}: {}\n{}\n", base, c.base, other,
                                 c.other, how_of(c));
  text += fmt::format("[low, high]: 95 % confidence interval of the change ({})\n", test_of(c));
  text += error_of(c);
  for (const std::string& remark : c.remarks) text += "note: " + remark + "\n";
  if (c.has_inputs) text += text_of(c.inputs);
  const auto lines = lines_of(c);
  return text + section("Differs", Verdict::differs, lines, c, threshold) +
         section("Cannot be told apart", Verdict::unclear, lines, c, threshold) + closing(lines);
}

nlohmann::json json_of(const StudyComparison& c, const std::string& base, const std::string& other,
                       const Threshold& threshold) {
  nlohmann::json numbers = nlohmann::json::array();
  for (const StudyDifference& d : c.numbers) {
    const bool is_empty = std::isnan(d.numbers.base) && std::isnan(d.numbers.other);
    if (!is_empty && reaches(d.numbers, threshold)) numbers.push_back(entry_of(d));
  }
  return {{"base", base},
          {"other", other},
          {"base_title", c.base},
          {"other_title", c.other},
          {"points", c.points},
          {"base_replicates", c.base_replicates},
          {"other_replicates", c.other_replicates},
          {"samples", word_of(c.sampling)},
          {"correction", "Holm"},
          {"error_rate", error_rate},
          {"tested", c.tested},
          {"remarks", c.remarks},
          {"inputs", json_of(c.inputs)},
          {"numbers", std::move(numbers)}};
}

}  // namespace huan::analysis
