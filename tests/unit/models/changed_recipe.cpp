#include "models/changed_recipe.h"

#include <catch2/catch.hpp>

#include "small_library.h"

using namespace huan;
using models::RecipeChanges;

namespace {

double amount(const std::vector<models::Stream>& streams, const std::string& material) {
  for (const auto& stream : streams) {
    if (stream.material == material) return stream.amount.value;
  }
  return -1;
}

double transfer(const models::Recipe& recipe, const std::string& output) {
  for (const auto& row : recipe.transfers) {
    if (row.substance == "Fe" && row.output == output) return row.share.value;
  }
  return -1;
}

}  // namespace

TEST_CASE("The balance takes up what a yield gains") {
  const auto recipe = models::changed(tests::smelting(), {{{"yield.metal", 0.6}}, {}});
  CHECK(amount(recipe.outputs, "metal") == Approx(0.6));
  CHECK(amount(recipe.outputs, "slag") == Approx(0.5));
  CHECK(*recipe.outputs[0].amount.min == Approx(0.6));
}

TEST_CASE("More of an input is more of the balance, and a factor multiplies the recipe's own") {
  const auto recipe = models::changed(tests::smelting(), {{}, {{"yield.flux", 2}}});
  CHECK(amount(recipe.inputs, "flux") == Approx(0.2));
  CHECK(amount(recipe.outputs, "slag") == Approx(0.66));
}

TEST_CASE("A balance on the input side grows with the outputs") {
  models::Recipe own = tests::smelting();
  own.balance = "flux";
  own.balance_is_input = true;
  const auto recipe = models::changed(own, {{{"yield.metal", 0.6}}, {}});
  CHECK(amount(recipe.inputs, "flux") == Approx(0.16));
  CHECK(amount(recipe.outputs, "slag") == Approx(0.56));
}

TEST_CASE("The balance output takes up a changed transfer coefficient") {
  const auto recipe = models::changed(tests::smelting(), {{{"transfer.Fe.metal", 0.95}}, {}});
  CHECK(transfer(recipe, "metal") == Approx(0.95));
  CHECK(transfer(recipe, "slag") == Approx(0.05));
}

TEST_CASE("Without a balance row the others share what a coefficient leaves") {
  models::Recipe own = tests::smelting();
  own.balance = "";
  own.outputs.push_back({"dust", tests::per_tonne(0.01)});
  own.transfers = {{"Fe", "metal", tests::share(0.8)},
                   {"Fe", "slag", tests::share(0.15)},
                   {"Fe", "dust", tests::share(0.05)}};
  const auto recipe = models::changed(own, {{{"transfer.Fe.metal", 0.6}}, {}});
  CHECK(transfer(recipe, "slag") == Approx(0.3));
  CHECK(transfer(recipe, "dust") == Approx(0.1));
}

TEST_CASE("Coefficients that are set together keep their values, the others give way") {
  models::Recipe own = tests::smelting();
  own.balance = "";
  own.outputs.push_back({"dust", tests::per_tonne(0.01)});
  own.transfers = {{"Fe", "metal", tests::share(0.8)},
                   {"Fe", "slag", tests::share(0.15)},
                   {"Fe", "dust", tests::share(0.05)}};
  const auto two =
      models::changed(own, {{{"transfer.Fe.metal", 0.7}, {"transfer.Fe.slag", 0.2}}, {}});
  CHECK(transfer(two, "metal") == Approx(0.7));
  CHECK(transfer(two, "slag") == Approx(0.2));
  CHECK(transfer(two, "dust") == Approx(0.1));
  CHECK_THROWS_WITH(
      models::changed(own, {{{"transfer.Fe.metal", 0.9}, {"transfer.Fe.slag", 0.2}}, {}}),
      Catch::Contains("Fe"));
}

TEST_CASE("A change that cannot be is refused by name") {
  CHECK_THROWS_WITH(models::changed(tests::smelting(), {{{"yield.metal", 1.2}}, {}}),
                    Catch::Contains("slag") && Catch::Contains("smelting"));
  CHECK_THROWS_WITH(models::changed(tests::smelting(), {{{"yield.gold", 0.1}}, {}}),
                    Catch::Contains("gold"));
  CHECK_THROWS_WITH(models::changed(tests::smelting(), {{{"transfer.Fe.gold", 0.1}}, {}}),
                    Catch::Contains("gold"));
  CHECK_THROWS_WITH(models::changed(tests::smelting(), {{{"transfer.Fe.metal", 1.1}}, {}}),
                    Catch::Contains("share"));
}
