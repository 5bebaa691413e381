#include "sim/app/models_json.h"

#include <nlohmann/json.hpp>

#include "models/completion.h"
#include "models/registry.h"
#include "scenarios/reader/units.h"

namespace huan::app {
namespace {

using Json = nlohmann::ordered_json;

Json fallback_json(const models::ParameterSpec& p) {
  if (const auto* value = std::get_if<double>(&p.fallback)) return *value;
  if (const auto* text = std::get_if<std::string>(&p.fallback)) return *text;
  if (const auto* flag = std::get_if<bool>(&p.fallback)) return *flag;
  return nullptr;
}

/// Numbers in the canonical unit; those that are no numbers have neither unit nor range.
Json parameter_json(const models::ParameterSpec& p) {
  constexpr double endless = 1e299;
  const bool counts = p.dimension < models::Dimension::date;
  const auto* value = std::get_if<double>(&p.fallback);
  const bool has_default = !std::holds_alternative<std::monostate>(p.fallback);
  Json json;
  json["name"] = p.name;
  json["doc"] = p.doc;
  json["doc_zh"] = p.doc_zh;
  json["dimension"] = scenarios::words_for(p.dimension);
  json["unit"] = counts ? scenarios::canonical_unit(p.dimension) : "";
  json["default"] = fallback_json(p);
  json["default_text"] =
      value != nullptr ? Json(scenarios::canonical(*value, p.dimension).text()) : fallback_json(p);
  json["required"] = !has_default && !p.optional;
  json["min"] = counts ? Json(p.min) : Json(nullptr);
  json["max"] = counts && p.max < endless ? Json(p.max) : Json(nullptr);
  json["fixed"] = p.structural;
  json["source"] = p.source;
  return json;
}

Json kind_json(const models::ModelKind& kind) {
  Json json = {
      {"id", kind.kind}, {"name", kind.name}, {"name_zh", kind.name_zh}, {"doc", kind.doc}};
  json["parameters"] = Json::array();
  for (const auto& p : kind.parameters) json["parameters"].push_back(parameter_json(p));
  return json;
}

Json number_or_null(const std::optional<double>& value) {
  return value ? Json(*value) : Json(nullptr);
}

/// A row of a table: what it is about, and its number.
Json row(Json json, const models::Quantity& q) {
  json["value"] = q.value;
  json["min"] = number_or_null(q.min);
  json["max"] = number_or_null(q.max);
  json["unit"] = q.unit;
  json["source"] = q.source;
  return json;
}

/// `about` makes the beginning of each row.
template <class Rows, class About, class Amount>
Json rows_json(const Rows& rows, About about, Amount amount) {
  Json list = Json::array();
  for (const auto& r : rows) list.push_back(row(about(r), amount(r)));
  return list;
}

Json shares_json(const sim::Mixture& share, const sim::SubstanceTable& substances) {
  Json json = Json::object();
  for (Eigen::Index i = 0; i < share.size(); ++i) {
    if (share[i] <= 1e-6) continue;  // rounding of the completion
    json[substances[sim::SubstanceId(static_cast<std::size_t>(i))].name] = share[i];
  }
  return json;
}

/// The transfer matrix as it is used, and how far it bends what was stated.
Json completed_json(const models::Recipe& recipe, const models::Library& library) {
  const sim::SubstanceTable substances = sim::SubstanceTable::standard();
  const models::CompletedRecipe full = models::complete(recipe, library, substances);
  Json json = {{"inputs", Json::array()}, {"outputs", Json::array()}, {"notes", full.notes}};
  for (const auto& in : full.inputs) {
    json["inputs"].push_back({{"material", in.material}, {"amount", in.amount}});
  }
  for (const auto& out : full.outputs) {
    json["outputs"].push_back({{"material", out.material},
                               {"yield", out.yield},
                               {"stated_yield", out.stated_yield},
                               {"misfit", out.misfit},
                               {"worst", out.misfit > 0 ? out.worst : ""},
                               {"share", shares_json(out.share, substances)}});
  }
  return json;
}

Json recipe_json(const models::Recipe& recipe, const models::Library& library) {
  const auto amount = [](const auto& r) -> const models::Quantity& { return r.amount; };
  const auto material = [](const models::Stream& s) { return Json{{"material", s.material}}; };
  const auto item = [](const models::ItemRow& r) { return Json{{"item", r.item}}; };
  Json json = {{"id", recipe.id},          {"name", recipe.name}, {"name_zh", recipe.name_zh},
               {"chain", recipe.chain},    {"feed", recipe.feed}, {"evidence", recipe.evidence},
               {"balance", recipe.balance}};
  json["inputs"] = rows_json(recipe.inputs, material, amount);
  json["outputs"] = rows_json(recipe.outputs, material, amount);
  json["transfers"] = rows_json(
      recipe.transfers,
      [](const models::TransferRow& r) {
        return Json{{"substance", r.substance}, {"output", r.output}};
      },
      [](const models::TransferRow& r) -> const models::Quantity& { return r.share; });
  json["reactions"] = rows_json(
      recipe.reactions,
      [](const models::ReactionRow& r) {
        return Json{{"reaction", r.reaction}};
      },
      [](const models::ReactionRow& r) -> const models::Quantity& { return r.extent; });
  json["energy"] = rows_json(recipe.energy, item, amount);
  json["emissions"] = rows_json(recipe.emissions, item, amount);
  json["costs"] = rows_json(recipe.costs, item, amount);
  json["availability"] = rows_json(recipe.availability, item, amount);
  json["notes"] = recipe.notes;
  json["completed"] = completed_json(recipe, library);
  return json;
}

Json material_json(const models::Material& material) {
  const auto number = [](const auto& r) -> const models::Quantity& { return r.second; };
  Json json = {{"id", material.id},
               {"name", material.name},
               {"name_zh", material.name_zh},
               {"grade_of", material.grade_of},
               {"environment", material.environment},
               {"formula", material.formula}};
  json["composition"] = rows_json(
      material.composition,
      [](const auto& r) {
        return Json{{"substance", r.first}};
      },
      number);
  json["properties"] = rows_json(
      material.properties,
      [](const auto& r) {
        return Json{{"item", r.first}};
      },
      number);
  return json;
}

}  // namespace

std::string models_json(const models::Library& library) {
  Json json = {{"kinds", Json::array()}, {"recipes", Json::array()}, {"materials", Json::array()}};
  for (const auto& kind : models::all_models()) json["kinds"].push_back(kind_json(kind));
  for (const auto& [id, recipe] : library.recipes) {
    json["recipes"].push_back(recipe_json(recipe, library));
  }
  for (const auto& [id, material] : library.materials) {
    json["materials"].push_back(material_json(material));
  }
  return json.dump(1) + "\n";
}

}  // namespace huan::app
