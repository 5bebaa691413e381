#include "models/completion.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <stdexcept>
#include <utility>

#include "models/closure.h"
#include "models/oxygen_demand.h"
#include "models/reactions.h"

namespace huan::models {
namespace {

constexpr double unstated = std::numeric_limits<double>::quiet_NaN();
constexpr double rounding_of_shares = 2e-3;  ///< printed coefficients sum to 1 within this
constexpr const char* trace = "off_gas_trace";

std::string shown(double value) { return std::to_string(value); }

class Completion {
 public:
  Completion(const Recipe& recipe, const Library& library, const sim::SubstanceTable& substances)
      : recipe_(recipe), library_(library), substances_(substances) {}

  CompletedRecipe run();

 private:
  [[noreturn]] void refuse(const std::string& why) const;
  void read_inputs();
  void read_reactions();
  void read_outputs();
  void add_output(const std::string& material, const Quantity& amount);
  void read_transfers();
  void read_shares_of(Eigen::Index substance, const std::vector<const TransferRow*>& rows);
  void give_traces_a_way_out();
  ClosureSolution close();
  bool relax(const ClosureSolution& contradiction);
  void unbind_outputs(bool gases_only);
  [[nodiscard]] std::vector<sim::Mixture> shares_from(const ClosureSolution& solution) const;
  [[nodiscard]] std::vector<double> shares_of(Eigen::Index substance,
                                              const ClosureSolution& solution) const;
  void fill_absent(std::vector<sim::Mixture>& shares) const;
  [[nodiscard]] Eigen::Index like(Eigen::Index substance) const;
  [[nodiscard]] std::optional<std::size_t> pure_output_of(Eigen::Index substance) const;
  void write(const ClosureSolution& solution, const std::vector<sim::Mixture>& shares);
  void write_oxygen(double amount, const std::vector<sim::Mixture>& shares);
  void note_moved(double value, const Wish& wish, const std::string& what);
  [[nodiscard]] bool present(Eigen::Index i) const { return present_[static_cast<std::size_t>(i)]; }
  [[nodiscard]] Eigen::Index row(const char* name) const { return substances_.at(name).value; }
  [[nodiscard]] const std::string& name(Eigen::Index i) const {
    return substances_[sim::SubstanceId(static_cast<std::int32_t>(i))].name;
  }

  const Recipe& recipe_;
  const Library& library_;
  const sim::SubstanceTable& substances_;
  sim::Mixture feed_;  ///< [t/t] f
  ClosureProblem problem_;
  std::vector<bool> present_;
  CompletedRecipe result_;
};

void Completion::refuse(const std::string& why) const {
  throw std::invalid_argument("recipe '" + recipe_.id + "': " + why);
}

Wish wish(const Quantity& amount) {
  return {amount.value, amount.min.value_or(amount.value), amount.max.value_or(amount.value)};
}

/// Oxygen from the air is drawn by what burns, not in a fixed amount.
bool is_oxygen(const Material& material) {
  return material.pure() && material.formula.size() == 1 && material.formula.contains("O") &&
         material.environment == "air";
}

void Completion::read_inputs() {
  feed_ = substances_.zero();
  for (const Stream& input : recipe_.inputs) {
    const bool is_feed = input.material == recipe_.feed;
    CompletedRecipe::Input entry;
    entry.material = input.material;
    entry.amount = input.amount.value;
    result_.inputs.insert(is_feed ? result_.inputs.begin() : result_.inputs.end(),
                          std::move(entry));
    const Material& material = library_.material(input.material);
    if (is_oxygen(material) && !is_feed) {
      problem_.oxygen = wish(input.amount);
    } else {
      feed_ += input.amount.value * material.mixture(substances_);
    }
  }
  if (result_.inputs.empty() || result_.inputs.front().material != recipe_.feed) {
    refuse("its main feed '" + recipe_.feed + "' is not among its inputs");
  }
}

void Completion::read_reactions() {
  for (const ReactionRow& row : recipe_.reactions) {
    result_.conversions.push_back(reaction(row.reaction, row.extent.value, substances_));
  }
  problem_.available = feed_;
  for (const sim::Conversion& conversion : result_.conversions) {
    const double reacting = conversion.extent * feed_(conversion.key.value);
    problem_.available += reacting * conversion.change;
  }
  for (Eigen::Index i = 0; i < feed_.size(); ++i) {
    if (std::abs(problem_.available(i)) < 1e-15) problem_.available(i) = 0;
    if (problem_.available(i) < 0 && !(problem_.oxygen && i == problem_.oxygen_row)) {
      refuse("its reactions take more " + name(i) + " than there is");
    }
    present_.push_back(problem_.available(i) != 0 || (problem_.oxygen && i == problem_.oxygen_row));
  }
}

void Completion::add_output(const std::string& id, const Quantity& amount) {
  const Material& material = library_.material(id);
  ClosureOutput output;
  output.composition = material.mixture(substances_);
  output.spread = substances_.zero();
  for (const auto& [substance, fraction] : material.composition) {
    const Wish range = wish(fraction);
    output.spread(substances_.at(substance).value) = (range.high - range.low) / 2;
  }
  output.yield = wish(amount);
  output.pure = material.pure();
  output.stated = sim::Mixture::Constant(substances_.size(), unstated);
  problem_.outputs.push_back(std::move(output));
  CompletedRecipe::Output written;
  written.material = id;
  written.stated_yield = amount.value;
  result_.outputs.push_back(std::move(written));
}

void Completion::read_outputs() {
  for (const Stream& output : recipe_.outputs) add_output(output.material, output.amount);
}

void Completion::read_shares_of(Eigen::Index substance,
                                const std::vector<const TransferRow*>& rows) {
  double sum = 0;
  for (const TransferRow* row : rows) sum += row->share.value;
  if (sum > 1 + rounding_of_shares) {
    refuse("the transfer coefficients of " + name(substance) + " sum to " + shown(sum));
  }
  const bool complete = sum > 1 - rounding_of_shares;
  for (std::size_t k = 0; k < result_.outputs.size(); ++k) {
    double& share = problem_.outputs[k].stated(substance);
    if (complete) share = 0;
    for (const TransferRow* row : rows) {
      if (row->output == result_.outputs[k].material) {
        share = complete ? row->share.value / sum : row->share.value;
      }
    }
  }
}

void Completion::read_transfers() {
  std::map<Eigen::Index, std::vector<const TransferRow*>> by_substance;
  for (const TransferRow& transfer : recipe_.transfers) {
    const auto known =
        std::ranges::find(result_.outputs, transfer.output, &CompletedRecipe::Output::material);
    if (known == result_.outputs.end()) {
      refuse("the transfer coefficient of " + transfer.substance + " names '" + transfer.output +
             "', which is no output");
    }
    const auto substance = substances_.find(transfer.substance);
    if (!substance) refuse("there is no substance '" + transfer.substance + "'");
    by_substance[substance->value].push_back(&transfer);
  }
  for (const auto& [substance, rows] : by_substance) read_shares_of(substance, rows);
}

void Completion::give_traces_a_way_out() {
  if (!std::ranges::all_of(problem_.outputs, &ClosureOutput::pure)) return;
  std::string substances;
  for (Eigen::Index i = 0; i < feed_.size(); ++i) {
    const bool has_outlet = std::ranges::any_of(
        problem_.outputs, [i](const ClosureOutput& o) { return o.composition(i) > 0; });
    if (present(i) && !has_outlet) substances += (substances.empty() ? "" : ", ") + name(i);
  }
  if (substances.empty()) return;
  Quantity amount;
  amount.max = 0.02;
  add_output(trace, amount);
  result_.notes.push_back(std::string(trace) + " added: no stated output takes " + substances);
}

void Completion::unbind_outputs(bool gases_only) {
  for (ClosureOutput& output : problem_.outputs) {
    if (!gases_only || output.pure) output.bounded = false;
  }
}

/// Gives up one more range: of the gases and the oxygen, which follow from the rest; then of the
/// output in question; then of all. False when there is none left to give up.
bool Completion::relax(const ClosureSolution& contradiction) {
  const auto bounded = [](const ClosureOutput& o) { return o.bounded; };
  const auto bounded_gas = [](const ClosureOutput& o) { return o.pure && o.bounded; };
  const bool oxygen = problem_.oxygen && problem_.oxygen_bounded;
  if (oxygen || std::ranges::any_of(problem_.outputs, bounded_gas)) {
    unbind_outputs(true);
    problem_.oxygen_bounded = false;
    return true;
  }
  if (contradiction.short_output && problem_.outputs[*contradiction.short_output].bounded) {
    problem_.outputs[*contradiction.short_output].bounded = false;
    return true;
  }
  if (std::ranges::none_of(problem_.outputs, bounded)) return false;
  unbind_outputs(false);
  return true;
}

ClosureSolution Completion::close() {
  for (;;) {
    ClosureSolution solution = solve(problem_);
    if (solution.closed()) return solution;
    if (relax(solution)) continue;
    if (solution.short_substance) {
      refuse("what is stated about " + name(*solution.short_substance) + " contradicts the rest");
    }
    refuse("what is stated about " + result_.outputs[*solution.short_output].material +
           " contradicts the rest");
  }
}

/// The stated shares as they are; the rest in proportion to the masses found.
std::vector<double> Completion::shares_of(Eigen::Index substance,
                                          const ClosureSolution& solution) const {
  std::vector<double> shares(problem_.outputs.size(), 0);
  double stated = 0, free = 0;
  for (std::size_t k = 0; k < shares.size(); ++k) {
    const double share = problem_.outputs[k].stated(substance);
    if (std::isnan(share))
      free += solution.mass[k](substance);
    else
      stated += shares[k] = share;
  }
  for (std::size_t k = 0; k < shares.size() && free > 0; ++k) {
    if (std::isnan(problem_.outputs[k].stated(substance))) {
      shares[k] = (1 - stated) * solution.mass[k](substance) / free;
    }
  }
  return shares;
}

std::vector<sim::Mixture> Completion::shares_from(const ClosureSolution& solution) const {
  std::vector<sim::Mixture> shares(problem_.outputs.size(), substances_.zero());
  for (Eigen::Index i = 0; i < feed_.size(); ++i) {
    if (!present(i)) continue;
    const std::vector<double> of = shares_of(i, solution);
    double sum = 0;
    for (std::size_t k = 0; k < of.size(); ++k) sum += shares[k](i) = of[k];
    if (std::abs(sum - 1) > 1e-9) {
      refuse("no output takes the rest of " + name(i) + ": its shares sum to " + shown(sum));
    }
  }
  fill_absent(shares);
  return shares;
}

std::optional<std::size_t> Completion::pure_output_of(Eigen::Index substance) const {
  for (std::size_t k = 0; k < problem_.outputs.size(); ++k) {
    if (problem_.outputs[k].pure && problem_.outputs[k].composition(substance) == 1) return k;
  }
  return std::nullopt;
}

/// The substance of the reference feed whose way an absent one goes, or -1.
Eigen::Index Completion::like(Eigen::Index substance) const {
  if (name(substance).starts_with("C_")) {
    for (const char* carbon : {"C_fossil", "C_biogenic", "C_carbonate"}) {
      if (present(row(carbon))) return row(carbon);
    }
  }
  return present(row("other")) ? row("other") : -1;
}

void Completion::fill_absent(std::vector<sim::Mixture>& shares) const {
  const auto largest = std::ranges::max_element(
      problem_.outputs, {}, [](const ClosureOutput& o) { return o.pure ? 0 : 1 + o.yield.value; });
  for (Eigen::Index i = 0; i < feed_.size(); ++i) {
    if (present(i)) continue;
    double stated = 0;
    for (std::size_t k = 0; k < shares.size(); ++k) {
      const double share = problem_.outputs[k].stated(i);
      if (!std::isnan(share)) stated += shares[k](i) = share;
    }
    if (stated > 1 - rounding_of_shares) continue;
    for (sim::Mixture& share : shares) share(i) = 0;
    if (const auto pure = pure_output_of(i)) {
      shares[*pure](i) = 1;
    } else if (const Eigen::Index model = like(i); model >= 0) {
      for (sim::Mixture& share : shares) share(i) = share(model);
    } else {
      shares[static_cast<std::size_t>(largest - problem_.outputs.begin())](i) = 1;
    }
  }
}

void Completion::note_moved(double value, const Wish& range, const std::string& what) {
  const double slack = 1e-6 * std::max(1.0, range.high);
  if (value >= range.low - slack && value <= range.high + slack) return;
  result_.notes.push_back(what + " is " + shown(value) + " t/t, outside its range " +
                          shown(range.low) + " to " + shown(range.high));
}

void Completion::write_oxygen(double amount, const std::vector<sim::Mixture>& shares) {
  BurningProcess process;
  process.feed = feed_;
  process.oxygen = amount;
  process.conversions = result_.conversions;
  for (std::size_t k = 0; k < shares.size(); ++k) {
    const ClosureOutput& output = problem_.outputs[k];
    if (!output.pure || output.composition(problem_.oxygen_row) <= 0) continue;
    process.gases.push_back({output.composition, shares[k]});
  }
  for (CompletedRecipe::Input& input : result_.inputs) {
    if (input.material == recipe_.feed || !is_oxygen(library_.material(input.material))) continue;
    input.amount = amount;
    input.by_feed = oxygen_demand(process, substances_);
    note_moved(amount, *problem_.oxygen, input.material);
  }
}

void Completion::write(const ClosureSolution& solution, const std::vector<sim::Mixture>& shares) {
  sim::Mixture there = problem_.available;
  there(problem_.oxygen_row) += solution.oxygen;
  for (std::size_t k = 0; k < shares.size(); ++k) {
    CompletedRecipe::Output& output = result_.outputs[k];
    const sim::Mixture mass = shares[k] * there;
    output.share = shares[k];
    output.yield = mass.sum();
    note_moved(output.yield, problem_.outputs[k].yield, output.material);
    if (output.yield <= 0) continue;
    Eigen::Index worst = 0;
    sim::Mixture fractions = mass / output.yield;
    const sim::Mixture& printed = problem_.outputs[k].composition;
    const Eigen::Index other = problem_.other_row;
    for (Eigen::Index i = 0; i < fractions.size(); ++i) {
      if (i == other || printed(i) > 0) continue;
      fractions(other) += fractions(i);
      fractions(i) = 0;
    }
    output.misfit = (fractions - printed).abs().maxCoeff(&worst);
    output.worst = name(worst);
  }
}

CompletedRecipe Completion::run() {
  result_.id = recipe_.id;
  problem_.oxygen_row = row("O");
  problem_.other_row = row("other");
  read_inputs();
  read_reactions();
  read_outputs();
  read_transfers();
  give_traces_a_way_out();
  const ClosureSolution solution = close();
  const std::vector<sim::Mixture> shares = shares_from(solution);
  write(solution, shares);
  if (problem_.oxygen) write_oxygen(solution.oxygen, shares);
  return std::move(result_);
}

}  // namespace

CompletedRecipe complete(const Recipe& recipe, const Library& library,
                         const sim::SubstanceTable& substances) {
  return Completion(recipe, library, substances).run();
}

}  // namespace huan::models
