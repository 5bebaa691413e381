#include <fmt/format.h>

#include "models/completion.h"
#include "models/registry.h"
#include "scenarios/reader/complaint.h"
#include "scenarios/reader/library.h"
#include "scenarios/reader/units.h"
#include "sim/app/arguments.h"
#include "sim/app/command.h"
#include "sim/app/models_json.h"

namespace huan::app {
namespace {

std::string overview(const models::Library& library) {
  std::string text = "kinds of facilities (huan models KIND lists the parameters):\n";
  for (const models::ModelKind& kind : models::all_models()) {
    text += fmt::format("  {:<18} {} {}\n", kind.kind, kind.name, kind.name_zh);
  }
  text +=
      fmt::format("\n{} recipes (huan models RECIPE shows the numbers):\n", library.recipes.size());
  for (const auto& [id, recipe] : library.recipes) {
    text += fmt::format("  {:<28} {} {}\n", id, recipe.name, recipe.name_zh);
  }
  return text;
}

/// "0.79 kg/(person d)" in the canonical unit.
std::string number(double value, models::Dimension dimension) {
  return scenarios::canonical(value, dimension).text();
}

std::string fallback_of(const models::ParameterSpec& p) {
  if (const auto* value = std::get_if<double>(&p.fallback)) return number(*value, p.dimension);
  if (const auto* text = std::get_if<std::string>(&p.fallback)) return *text;
  if (const auto* flag = std::get_if<bool>(&p.fallback)) return *flag ? "true" : "false";
  return p.optional ? "(none)" : "required";
}

std::string range_of(const models::ParameterSpec& p) {
  const bool counts = p.dimension < models::Dimension::date;
  if (!counts) return "";
  constexpr double endless = 1e299;
  if (p.max > endless) return fmt::format(">= {:.6g}", p.min);
  return fmt::format("{:.6g} to {:.6g}", p.min, p.max);
}

std::string describe(const models::ModelKind& kind) {
  std::string text =
      fmt::format("{}: {} {}\n\n{}\n\n", kind.kind, kind.name, kind.name_zh, kind.doc);
  for (const models::ParameterSpec& p : kind.parameters) {
    text += fmt::format("  {}\n", p.name);
    text += fmt::format("      {} {}\n", p.doc, p.doc_zh);
    text +=
        fmt::format("      kind {}; default {}", scenarios::words_for(p.dimension), fallback_of(p));
    if (const std::string range = range_of(p); !range.empty()) {
      text += fmt::format("; range {}", range);
    }
    if (p.structural) text += "; fixed during a run";
    text += "\n";
    if (!p.source.empty()) text += fmt::format("      source: {}\n", p.source);
  }
  return text;
}

std::string row(const std::string& name, const models::Quantity& q) {
  std::string range;
  if (q.min && q.max) range = fmt::format("{:.4g} to {:.4g}", *q.min, *q.max);
  return fmt::format("  {:<26} {:>10.4g} {:<8} {:<20} {}\n", name, q.value, q.unit, range,
                     q.source);
}

template <class Rows, class Name, class Amount>
void section(std::string& text, std::string_view title, const Rows& rows, Name name,
             Amount amount) {
  if (rows.empty()) return;
  text += fmt::format("\n{}\n", title);
  for (const auto& r : rows) text += row(name(r), amount(r));
}

std::string stated(const models::Recipe& recipe) {
  std::string text =
      fmt::format("recipe {}: {} {}\nmain feed {}, evidence {}, balance {}\n", recipe.id,
                  recipe.name, recipe.name_zh, recipe.feed, recipe.evidence, recipe.balance);
  const auto material = [](const models::Stream& s) { return s.material; };
  const auto amount = [](const auto& s) -> const models::Quantity& { return s.amount; };
  const auto item = [](const models::ItemRow& r) { return r.item; };
  section(text, "draws, per tonne of main feed", recipe.inputs, material, amount);
  section(text, "delivers, per tonne of main feed", recipe.outputs, material, amount);
  section(
      text, "share of a substance", recipe.transfers,
      [](const models::TransferRow& r) { return r.substance + " -> " + r.output; },
      [](const models::TransferRow& r) -> const models::Quantity& { return r.share; });
  section(text, "energy", recipe.energy, item, amount);
  section(text, "emissions", recipe.emissions, item, amount);
  section(text, "costs", recipe.costs, item, amount);
  section(text, "availability", recipe.availability, item, amount);
  if (!recipe.notes.empty()) text += fmt::format("\n{}\n", recipe.notes);
  return text;
}

/// The transfer matrix as it is used, and how far it bends what was stated.
std::string completed(const models::Recipe& recipe, const models::Library& library) {
  const sim::SubstanceTable substances = sim::SubstanceTable::standard();
  const models::CompletedRecipe full = models::complete(recipe, library, substances);
  std::string text = "\ncompleted (shares of each substance that leave with an output)\n";
  text += fmt::format("  {:<26} {:>10} {:>10} {:>8}\n", "output", "yield", "stated", "misfit");
  for (const auto& out : full.outputs) {
    text += fmt::format("  {:<26} {:>10.4g} {:>10.4g} {:>8.2g} {}\n", out.material, out.yield,
                        out.stated_yield, out.misfit, out.misfit > 0 ? out.worst : "");
    std::string shares;
    for (Eigen::Index i = 0; i < out.share.size(); ++i) {
      if (out.share[i] <= 1e-6) continue;
      shares +=
          fmt::format(" {} {:.3g}", substances[sim::SubstanceId(static_cast<std::size_t>(i))].name,
                      out.share[i]);
    }
    text += fmt::format("     {}\n", shares);
  }
  for (const std::string& note : full.notes) text += fmt::format("  note: {}\n", note);
  return text;
}

std::string answer(const std::string& name, const models::Library& library) {
  std::string text;
  if (const models::ModelKind* kind = models::find_model(name)) text += describe(*kind);
  if (const auto at = library.recipes.find(name); at != library.recipes.end()) {
    text += (text.empty() ? "" : "\n") + stated(at->second);
    text += completed(at->second, library);
  }
  if (!text.empty()) return text;
  std::vector<std::string> names;
  for (const models::ModelKind& kind : models::all_models()) names.push_back(kind.kind);
  for (const auto& [id, recipe] : library.recipes) names.push_back(id);
  throw UsageError(fmt::format("there is no kind and no recipe '{}'; {}", name,
                               scenarios::did_you_mean(name, names, "see 'huan models'")));
}

}  // namespace

ExitCode models(const std::vector<std::string>& words, Console& console) {
  const Syntax own{
      "models",
      "[KIND | RECIPE]",
      "Kinds of facilities and recipes; with a name, every parameter with unit, default, "
      "range and source.",
      {{"json", "", "all kinds, recipes and materials as one JSON document", false}},
      0,
      1};
  const Arguments arguments(own, words);
  if (arguments.help()) {
    console.answer(help_of(own));
    return ExitCode::good;
  }
  const huan::models::Library& library = scenarios::shipped_library();
  if (arguments.has("json")) {
    if (!arguments.operands().empty()) throw UsageError("--json gives everything: name nothing");
    console.answer(models_json(library));
    return ExitCode::good;
  }
  console.answer(arguments.operands().empty() ? overview(library)
                                              : answer(arguments.operands()[0], library));
  return ExitCode::good;
}

}  // namespace huan::app
