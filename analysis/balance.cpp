#include "analysis/balance.h"

namespace huan::analysis {
namespace {

using Matrix = Eigen::Map<const Eigen::MatrixXd>;
constexpr Eigen::Index initial = 0;
constexpr Eigen::Index in = 1;
constexpr Eigen::Index converted = 2;
constexpr Eigen::Index residual = 7;
constexpr Eigen::Index relative = 8;

Eigen::Index items() { return static_cast<Eigen::Index>(balance_items().size()); }

/// Of what came, as sim::Account has it: of a trace, or what never came, of the millionth part of
/// what came most.
void set_relative(Eigen::Ref<Eigen::MatrixXd> columns) {
  const Eigen::ArrayXd came =
      (columns.col(initial) + columns.col(in) + columns.col(converted).cwiseMax(0.0)).array();
  const double least = 1e-6 * came.maxCoeff();
  if (least > 0) {
    columns.col(relative) = columns.col(residual).array().abs() / came.max(least);
  } else {
    columns.col(relative).setZero();
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
