#include "analysis/design_table.h"

#include "scenarios/reader/study_words.h"

namespace huan::analysis {

using scenarios::Factor;
using scenarios::Number;

double number_of(const Factor& factor, double level) {
  if (factor.continuous() || factor.kind == Factor::Kind::permute) return level;
  const scenarios::Value value = factor.value_at(level);
  if (const auto* moment = std::get_if<scenarios::Moment>(&value))
    return moment->days_since(scenarios::Moment{std::chrono::sys_seconds{}});
  const auto* number = std::get_if<Number>(&value);
  const auto* first = std::get_if<Number>(&factor.options.front());
  return number && first ? number->value() / first->factor : level;
}

void write_design(const scenarios::Study& study, const Design& design, std::ostream& out) {
  out << "# " << study.name.value << "\n# " << word_for(study.design) << ", seed " << study.seed
      << ", " << design.points() << " points\n";
  for (std::size_t j = 0; j < study.factors.size(); ++j)
    out << "# column " << j << ": " << study.factors[j].name << ": " << subject_of(study.factors[j])
        << ": " << spread_of(study.factors[j]) << "\n";
  out << "#";
  for (const Factor& factor : study.factors)
    out << (&factor == &study.factors[0] ? " " : ",") << factor.name;
  out << "\n";
  for (std::uint64_t i = 0; i < design.points() && out; ++i) {
    const std::vector<double> levels = design.levels(i);
    for (std::size_t j = 0; j < levels.size(); ++j)
      out << (j == 0 ? "" : ",") << scenarios::shortest(number_of(study.factors[j], levels[j]));
    out << "\n";
  }
}

}  // namespace huan::analysis
