#include "scenarios/reader/study_correlations.h"

#include <algorithm>
#include <cmath>
#include <numbers>

#include <Eigen/Cholesky>

namespace huan::scenarios {
namespace {

/// n x n numbers: a matrix as written, or one number for all pairs.
std::vector<double> read_matrix(Fields& fields, const Node& node, std::size_t n) {
  std::vector<double> matrix;
  if (const auto all = plain_of(node)) {
    for (std::size_t i = 0; i < n * n; ++i) matrix.push_back(i % (n + 1) == 0 ? 1 : *all);
  } else if (node.list()) {
    for (const Node& row : *node.list())
      if (row.list() && row.list()->size() == n)
        for (const Node& cell : *row.list())
          if (const auto number = plain_of(cell)) matrix.push_back(*number);
  }
  bool fine = matrix.size() == n * n;
  for (std::size_t i = 0; fine && i < n; ++i)
    for (std::size_t j = 0; fine && j < n; ++j)
      fine = matrix[i * n + j] == matrix[j * n + i] && std::abs(matrix[i * n + j]) <= 1 &&
             (i != j || matrix[i * n + j] == 1);
  if (fine) return matrix;
  fields.error(node.place,
               "'rank' = " + node.as_written() + ": a correlation of -1 to 1 is needed, or a " +
                   "symmetric table of them with 1 on the diagonal",
               "for example rank = 0.7, or rank = [[1, 0.7], [0.7, 1]]");
  return {};
}

/// The copula's own correlations must be those of some numbers.
bool is_possible(const std::vector<double>& rank, std::size_t n) {
  const auto size = static_cast<Eigen::Index>(n);
  Eigen::MatrixXd r(size, size);
  for (Eigen::Index i = 0; i < size; ++i)
    for (Eigen::Index j = 0; j < size; ++j)
      r(i, j) =
          i == j
              ? 1
              : 2 * std::sin(std::numbers::pi / 6 * rank[static_cast<std::size_t>(i * size + j)]);
  const Eigen::LLT<Eigen::MatrixXd> factors(r);
  return factors.info() == Eigen::Success && factors.matrixLLT().diagonal().minCoeff() > 1e-7;
}

}  // namespace

void read_correlation(const Node& entry, StudyDraft& draft) {
  Fields fields(entry, "[[correlate]]", draft.context);
  fields.allow({"note", "source"});
  const Node* names_node = fields.take("factors");
  const std::vector<Text> names = fields.texts("factors");
  const Node* rank = fields.take("rank");
  fields.finish();
  if (!names_node || names.size() < 2 || !rank)
    return fields.error(entry.place, "[[correlate]] needs at least two factors and a 'rank'",
                        "for example factors = [\"a\", \"b\"], rank = 0.7");
  const DesignKind design = draft.study.design;
  if (design == DesignKind::saltelli || design == DesignKind::morris)
    return fields.error(
        entry.place,
        std::string(design == DesignKind::saltelli ? "Sobol's indices" : "Morris's effects") +
            " are those of factors that do not depend on each other",
        "vary them together by set = [...], or say design = \"lhs\" and look at "
        "correlations");
  if (design == DesignKind::grid || design == DesignKind::list)
    return fields.error(entry.place, "a " + std::string(word_for(design)) +
                                         " has its points as written: nothing can be correlated");
  Correlation group;
  group.place = entry.place;
  group.rank = read_matrix(fields, *rank, names.size());
  std::vector<std::string> known;
  for (const Factor& factor : draft.study.factors) known.push_back(factor.name);
  bool fine = !group.rank.empty();
  for (const Text& name : names) {
    const auto at = std::find(known.begin(), known.end(), name.value);
    const auto index = static_cast<std::size_t>(at - known.begin());
    std::string fault;
    if (at == known.end())
      fault = "there is no factor '" + name.value + "'";
    else if (draft.study.factors[index].kind > Factor::Kind::times)
      fault = "'" + name.value + "' has no order: only numbers can be correlated";
    else if (std::find(group.factors.begin(), group.factors.end(), index) != group.factors.end())
      fault = "'" + name.value + "' stands here twice";
    for (const Correlation& other : draft.study.correlations)
      if (std::find(other.factors.begin(), other.factors.end(), index) != other.factors.end())
        fault = "'" + name.value + "' is in another [[correlate]]: write one with all of them";
    // Without the scenario no factor is known.
    if (!fault.empty() && draft.scenario_known)
      fields.error(name.place, fault,
                   at == known.end() ? draft.context.suggestion(name.value, known) : "");
    fine = fine && fault.empty();
    group.factors.push_back(index);
  }
  if (fine && !is_possible(group.rank, names.size()))
    return fields.error(rank->place,
                        "'rank' = " + rank->as_written() + ": no numbers go together like that",
                        "the table must be positive definite");
  if (fine) draft.study.correlations.push_back(std::move(group));
}

}  // namespace huan::scenarios
