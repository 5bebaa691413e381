#include "analysis/balance.h"

#include <algorithm>
#include <cmath>

namespace huan::analysis {
namespace {

using Matrix = Eigen::Map<const Eigen::MatrixXd>;
constexpr Eigen::Index initial = 0;
constexpr Eigen::Index in = 1;
constexpr Eigen::Index residual = 7;
constexpr Eigen::Index relative = 8;

Eigen::Index items() { return static_cast<Eigen::Index>(balance_items().size()); }

/// Of what came in; of the residual itself where nothing did, so that it is not hidden.
void set_relative(Eigen::Ref<Eigen::MatrixXd> columns) {
  for (Eigen::Index i = 0; i < columns.rows(); ++i) {
    const double whole = columns(i, initial) + columns(i, in);
    const double left = std::abs(columns(i, residual));
    columns(i, relative) = left == 0 ? 0 : whole > 0 ? left / whole : HUGE_VAL;
  }
}

}  // namespace

const std::vector<std::string>& balance_items() {
  static const std::vector<std::string> names = {"initial",  "in",       "converted",
                                                 "out",      "final",    "uncontrolled",
                                                 "rounding", "residual", "relative_residual"};
  return names;
}

std::vector<double> balance_of(const sim::Account& account) {
  const Eigen::Index n = account.initial.size();
  std::vector<double> values(static_cast<std::size_t>(n * items()));
  Eigen::Map<Eigen::MatrixXd> columns(values.data(), n, items());
  Eigen::Index column = 0;
  for (const sim::Mixture* m :
       {&account.initial, &account.in, &account.converted, &account.out, &account.final,
        &account.uncontrolled, &account.rounding, &account.residual}) {
    columns.col(column++) = m->matrix();
  }
  set_relative(columns);
  return values;
}

std::vector<double> balance_of_elements(std::span<const double> by_substance,
                                        const sim::SubstanceTable& substances) {
  const Matrix columns(by_substance.data(), substances.size(), items());
  Eigen::MatrixXd elements = substances.element_matrix() * columns;
  set_relative(elements);
  return {elements.data(), elements.data() + elements.size()};
}

}  // namespace huan::analysis
