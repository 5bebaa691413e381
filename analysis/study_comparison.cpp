#include "analysis/study_comparison.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <stdexcept>
#include <tuple>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "analysis/interval.h"

namespace huan::analysis {
namespace {

constexpr double rounding = 1e-9;  // relative: a change below that is none
constexpr std::size_t most_named = 6;

double change_of(double before, double after) {
  const double change = after - before;
  const bool is_rounding =
      std::abs(change) <= rounding * std::max(std::abs(before), std::abs(after));
  return is_rounding ? 0 : change;
}

/// A spread that is rounding alone is none.
MeanChange without_rounding(MeanChange found, double before, double after) {
  if (found.spread > rounding * std::max(std::abs(before), std::abs(after))) return found;
  found.change = found.low = found.high = change_of(before, after);
  found.spread = 0;
  found.p = found.change == 0 ? 1 : 0;
  return found;
}

std::optional<MeanChange> tested(Sampling sampling, const Samples& samples) {
  if (sampling == Sampling::separate) return separate_change(samples.base, samples.other);
  std::vector<double> changes;
  for (std::size_t i = 0; i < samples.base.size(); ++i) {
    changes.push_back(change_of(samples.base[i], samples.other[i]));
  }
  return paired_change(changes);
}

using LineKey = std::tuple<StudyOutput::Table, std::string, std::string>;

/// All that is asked for, one after another over its periods.
std::vector<StudyOutput> outputs_of(const StudyResults& study, const std::vector<std::string>& of,
                                    const std::string& at) {
  std::vector<StudyOutput> all;
  for (const StudyOutput& one : study.outputs(of, at)) {
    if (!at.empty()) {
      all.push_back(one);
      continue;
    }
    const auto periods = study.over_time(one);
    all.insert(all.end(), periods.begin(), periods.end());
  }
  return all;
}

/// "3 numbers are in the base alone: dump.msw, 2025; ..."
void note_lonely(const std::vector<std::string>& lonely, const char* where,
                 std::vector<std::string>& remarks) {
  if (lonely.empty()) return;
  const std::size_t named = std::min(lonely.size(), most_named);
  remarks.push_back(fmt::format(
      "{} number(s) stand in {} alone: {}{}", lonely.size(), where,
      fmt::join(lonely.begin(), lonely.begin() + static_cast<std::ptrdiff_t>(named), "; "),
      named < lonely.size() ? "; ..." : ""));
}

std::string name_of(const StudyOutput& one) {
  return one.at.empty() ? one.id : one.id + ", " + one.at;
}

void note_failures(const StudyResults& base, const StudyResults& other, Sampling sampling,
                   std::vector<std::string>& remarks) {
  if (base.failed + other.failed == 0) return;
  const char* with = base.points > 1               ? ", with their points"
                     : sampling == Sampling::pairs ? ", with their pairs"
                                                   : "";
  remarks.push_back(
      fmt::format("{} run(s) of the base and {} of the other failed; they are left "
                  "out{}",
                  base.failed, other.failed, with));
}

std::vector<std::string> remarks_on(const StudyResults& base, const StudyResults& other,
                                    Sampling sampling) {
  std::vector<std::string> remarks;
  const auto seed_of = [](const StudyResults& one) {
    return one.seed ? std::to_string(*one.seed) : std::string("not one alone");
  };
  if (sampling == Sampling::separate && (!base.seed || base.seed != other.seed)) {
    remarks.push_back(fmt::format(
        "the seeds differ ({}; {}): with the same seed the same would fail in both, and "
        "smaller changes could be told",
        seed_of(base), seed_of(other)));
  } else if (base.replicates != other.replicates) {
    remarks.emplace_back(
        "the numbers of replicates differ: equally many could be paired, and smaller changes told");
  }
  note_failures(base, other, sampling, remarks);
  if (base.points > 1 && sampling != Sampling::points) {
    remarks.push_back(
        fmt::format("means over {} points; the intervals tell chance, not the choice of the points",
                    base.points));
  }
  if (base.points == 1 && base.factors.size() + other.factors.size() > 0) {
    remarks.emplace_back("what a design sets is not among what went in");
  }
  if (base.program != other.program) {
    remarks.push_back("they were made by different programs: " + base.program + " and " +
                      other.program);
  }
  return remarks;
}

/// Numbers that both have in the same unit, in the order of the base; remarks on the others.
std::vector<Counterparts> in_common(const StudyResults& base, const StudyResults& other,
                                    const std::vector<std::string>& of, const std::string& at,
                                    std::vector<std::string>& remarks) {
  std::map<LineKey, StudyOutput> others;
  for (const StudyOutput& one : outputs_of(other, of, at)) {
    others.emplace(LineKey(one.table, one.id, one.at), one);
  }
  std::vector<Counterparts> common;
  std::vector<std::string> lonely;
  for (const StudyOutput& one : outputs_of(base, of, at)) {
    const auto found = others.find(LineKey(one.table, one.id, one.at));
    if (found == others.end() || found->second.unit != one.unit) {
      lonely.push_back(name_of(one));
      continue;
    }
    common.push_back({one, found->second});
    others.erase(found);
  }
  if (common.empty()) {
    throw std::invalid_argument("the studies have no number in common that matches");
  }
  note_lonely(lonely, "the base", remarks);
  lonely.clear();
  for (const auto& [key, one] : others) lonely.push_back(name_of(one));
  note_lonely(lonely, "the other", remarks);
  return common;
}

StudyDifference named(const StudyOutput& one) {
  StudyDifference d;
  d.numbers.id = one.id;
  d.numbers.name = one.name;
  d.numbers.name_zh = one.name_zh;
  d.numbers.unit = one.unit;
  d.at = one.at;
  return d;
}

}  // namespace

void Judge::add(StudyDifference d, std::span<const double> base, std::span<const double> other) {
  const Samples samples = samples_of(sampling_, points_, base, other);
  d.samples = std::min(samples.base.size(), samples.other.size());
  d.left_out = samples.left_out;
  d.numbers.base = samples.base.empty() ? std::nan("") : mean(samples.base);
  d.numbers.other = samples.other.empty() ? std::nan("") : mean(samples.other);
  d.numbers.change = d.numbers.other - d.numbers.base;
  for (std::size_t i = 0; i < d.samples && sampling_ != Sampling::separate; ++i) {
    d.changed += change_of(samples.base[i], samples.other[i]) != 0;
  }
  const auto seen = tested(sampling_, samples);
  const auto found = without_rounding(seen.value_or(MeanChange{}), d.numbers.base, d.numbers.other);
  if (seen) {
    d.numbers.low = found.low;
    d.numbers.high = found.high;
    d.p = found.p;
    const bool still = found.spread == 0 && found.change == 0;
    d.verdict = still ? Verdict::equal : Verdict::unclear;
  }
  all_.push_back(std::move(d));
  changes_.push_back(found);
}

std::vector<StudyDifference> Judge::judged() const {
  std::vector<StudyDifference> all = all_;
  std::vector<std::size_t> open;
  std::vector<double> p;
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (all[i].verdict != Verdict::unclear) continue;
    open.push_back(i);
    p.push_back(all[i].p);
  }
  const std::vector<double> adjusted = holm(p);
  for (std::size_t i = 0; i < open.size(); ++i) {
    StudyDifference& d = all[open[i]];
    d.p_holm = adjusted[i];
    if (d.p_holm <= error_rate) {
      d.verdict = Verdict::differs;
    } else {
      const double share = error_rate / static_cast<double>(open.size());
      d.would_tell = samples_to_tell(changes_[open[i]], share);
    }
  }
  return all;
}

StudyComparison compare(const StudyResults& base, const StudyResults& other,
                        const std::vector<std::string>& of, const std::string& at) {
  StudyComparison c;
  c.sampling = sampling_of(base, other);
  c.base = base.title;
  c.other = other.title;
  c.points = base.points;
  c.base_replicates = base.replicates;
  c.other_replicates = other.replicates;
  c.remarks = remarks_on(base, other, c.sampling);
  c.has_inputs = !base.scenario.empty() && !other.scenario.empty();
  if (c.has_inputs) c.inputs = compare_inputs(base.scenario, other.scenario);
  const std::vector<Counterparts> numbers = in_common(base, other, of, at, c.remarks);
  Judge judge(c.sampling, c.points);
  by_run(base, other, numbers,
         [&](std::size_t i, std::span<const double> before, std::span<const double> after) {
           judge.add(named(numbers[i].base), before, after);
         });
  c.numbers = judge.judged();
  c.tested = static_cast<std::size_t>(std::ranges::count_if(c.numbers, [](const auto& d) {
    return d.verdict == Verdict::differs || d.verdict == Verdict::unclear;
  }));
  const bool no_chance = std::ranges::all_of(c.numbers, [](const auto& d) {
    return (d.verdict == Verdict::differs && d.p == 0) || d.verdict == Verdict::equal ||
           d.verdict == Verdict::untested;
  });
  if (c.tested > 0 && no_chance) {
    c.remarks.emplace_back("every change is the same in all samples: nothing of it is chance");
  }
  return c;
}

}  // namespace huan::analysis
