/// Terms of an indicator from their TOML text.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "analysis/indicator.h"
#include "scenarios/reader/fields.h"

namespace huan::analysis {

/// Reads the terms of one indicator: `{ flow = "a", times = 0.5 }` or a list of such tables.
/// Unknown keys, quantities and classes are complained about.
class TermReader {
 public:
  /// The id is for complaints.
  TermReader(std::string indicator, scenarios::Context& context)
      : indicator_(std::move(indicator)), context_(context) {}

  void read_terms(const scenarios::Node& node, std::vector<Term>& out);
  /// A number, or a number with its unit, into `factor` and `factor_powers`.
  void read_factor(const scenarios::Node& node, Term& term);

 private:
  std::string indicator_;
  scenarios::Context& context_;

  using Texts = std::vector<std::string>;
  void error(const scenarios::Place& place, std::string message, std::string hint = {});
  void read_term(const scenarios::Node& node, std::vector<Term>& out);
  const Quantity* quantity_of(const scenarios::Node& node, const std::string& who);
  void read_lines(scenarios::Fields& fields, Term& term);
  void read_filters(scenarios::Fields& fields, std::vector<Term::Filter>& filters);
  void read_except(scenarios::Fields& fields, Term& term);
  Texts patterns(scenarios::Fields& fields, std::string_view key);
};

}  // namespace huan::analysis
