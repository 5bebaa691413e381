#include "analysis/indicator_check.h"

#include <optional>

#include "analysis/unit_of.h"

namespace huan::analysis {
namespace {

using scenarios::Powers;

/// What the terms are in, where that is the same in every run; nullopt where a line says it.
std::optional<Powers> powers_of(const std::vector<Term>& terms) {
  if (terms.empty()) return std::nullopt;
  const Term& term = terms.front();
  Powers powers = term.factor_powers;
  if (term.quantity->nature == Quantity::Nature::constant) return powers;
  if (term.quantity->unit.empty()) return std::nullopt;
  return multiplied(powers, unit_of(term.quantity->unit)->powers, 1);
}

/// An activity is no amount, an amount is no level.
void check_natures(const Indicator& indicator, scenarios::Complaints& complaints) {
  using enum Operation;
  const std::string who = "indicator '" + indicator.id + "'";
  for (const Term& term : indicator.of) {
    const auto nature = term.quantity->nature;
    if (nature == Quantity::Nature::share && indicator.operation != max &&
        indicator.operation != hours && indicator.operation != first) {
      complaints.error(term.place, who + ": an activity cannot be added up",
                       "a ratio of throughput to capacity is the activity of a longer time");
    }
    if (nature == Quantity::Nature::amount && indicator.operation == last) {
      complaints.error(term.place, who + ": '" + term.quantity->key + "' is an amount, not a level",
                       "use sum, or the stock");
    }
  }
}

}  // namespace

void check_indicator(const Indicator& indicator, scenarios::Complaints& complaints) {
  using enum Operation;
  check_natures(indicator, complaints);
  if (indicator.operation == none || indicator.operation == hours || indicator.operation == first) {
    return;
  }
  auto powers = powers_of(indicator.of);
  if (indicator.operation == growth) powers = Powers{};
  if (indicator.operation == ratio && powers) {
    const auto below = powers_of(indicator.to);
    powers = below ? std::optional(multiplied(*powers, *below, -1)) : std::nullopt;
  }
  if (powers && !time_between(*powers, indicator.unit_powers)) {
    complaints.error(indicator.place, "indicator '" + indicator.id + "'" + " cannot be in \"" +
                                          indicator.unit + "\": what it adds up is in " +
                                          text_of(*powers));
  }
}

}  // namespace huan::analysis
