#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "models/reactions.h"
#include "scenarios/reader/entries.h"
#include "scenarios/reader/library.h"

namespace huan::scenarios {
namespace {

void read_stream(const Node& node, std::vector<models::Stream>& streams, Complaints& complaints) {
  Entries row(node, complaints);
  models::Stream stream{row.needed_text("material"), row.quantity({"t/t"})};
  row.finish();
  if (stream.amount.value < 0) row.complain("an amount must not be negative");
  const auto same = [&stream](const models::Stream& s) { return s.material == stream.material; };
  if (std::ranges::any_of(streams, same)) {
    row.complain("'" + stream.material + "' has a row already");
  }
  streams.push_back(std::move(stream));
}

void read_items(Entries& recipe, const std::string& kind, const std::vector<std::string>& units,
                std::vector<models::ItemRow>& items, Complaints& complaints) {
  for (const Node* node : recipe.tables(kind)) {
    Entries row(*node, complaints);
    models::ItemRow item{row.needed_text("item"), row.quantity(units)};
    row.finish();
    const auto same = [&item](const models::ItemRow& other) { return other.item == item.item; };
    if (std::ranges::any_of(items, same)) row.complain("'" + item.item + "' has a row already");
    items.push_back(std::move(item));
  }
}

void read_shares(Entries& entries, models::Recipe& recipe, Complaints& complaints) {
  for (const Node* node : entries.tables("transfer")) {
    Entries row(*node, complaints);
    models::TransferRow transfer;
    transfer.substance = row.substance();
    transfer.output = row.needed_text("output");
    transfer.share = row.fraction();
    row.finish();
    recipe.transfers.push_back(std::move(transfer));
  }
  for (const Node* node : entries.tables("reaction")) {
    Entries row(*node, complaints);
    models::ReactionRow reaction;
    reaction.reaction = row.one_of("reaction", models::reaction_names());
    reaction.extent = row.fraction();
    row.finish();
    recipe.reactions.push_back(std::move(reaction));
  }
}

void read_recipe_head(Entries& entries, models::Recipe& recipe) {
  recipe.id = entries.needed_text("id");
  recipe.name = entries.needed_text("name");
  recipe.name_zh = entries.text("name_zh");
  recipe.chain = entries.text("chain");
  recipe.feed = entries.needed_text("feed");
  recipe.evidence = entries.one_of("evidence", {"A", "B", "C", "D"});
  recipe.balance = entries.needed_text("balance");
  recipe.balance_is_input = entries.one_of("balance_side", {"input", "output"}) == "input";
  recipe.notes = entries.text("notes");
}

void read_recipe_of(Entries entries, models::Library& library, Complaints& complaints) {
  const std::size_t errors = complaints.errors();
  models::Recipe recipe;
  read_recipe_head(entries, recipe);
  for (const Node* node : entries.tables("input")) read_stream(*node, recipe.inputs, complaints);
  for (const Node* node : entries.tables("output")) read_stream(*node, recipe.outputs, complaints);
  read_shares(entries, recipe, complaints);
  read_items(entries, "energy", {"kWh/t", "GJ/t"}, recipe.energy, complaints);
  read_items(entries, "emission", {"kg/t"}, recipe.emissions, complaints);
  read_items(entries, "cost", {"CNY/t", "CNY/kWh"}, recipe.costs, complaints);
  read_items(entries, "availability", {"d/a", "d", "1", "kt/a", "t/d"}, recipe.availability,
             complaints);
  entries.finish();
  const auto feed = std::ranges::find(recipe.inputs, recipe.feed, &models::Stream::material);
  if (feed == recipe.inputs.end() || feed->amount.value != 1) {
    entries.complain("the main feed '" + recipe.feed + "' must be an input of 1 t/t");
  }
  const auto& side = recipe.balance_is_input ? recipe.inputs : recipe.outputs;
  if (std::ranges::find(side, recipe.balance, &models::Stream::material) == side.end()) {
    complaints.error(entries.place_of("balance"), "'" + recipe.balance + "' is not such a stream");
  }
  if (complaints.errors() == errors) library.recipes[recipe.id] = std::move(recipe);
}

}  // namespace

void read_recipe(const Node& node, models::Library& library, Complaints& complaints) {
  read_recipe_of(Entries(node, complaints), library, complaints);
}

void read_recipe(const Table& document, Place place, models::Library& library,
                 Complaints& complaints) {
  read_recipe_of(Entries(document, place, complaints), library, complaints);
}

}  // namespace huan::scenarios
