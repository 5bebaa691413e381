/// The library that the program carries: every recipe completes, closes and keeps what it states.

#include <cmath>
#include <random>
#include <set>

#include <catch2/catch.hpp>

#include "models/completion.h"
#include "scenarios/reader/library.h"
#include "scenarios/reader/reserved.h"

using namespace huan::models;
using huan::scenarios::shipped_library;
using huan::sim::Mixture;
using huan::sim::SubstanceTable;

namespace {

const SubstanceTable& table() {
  static const SubstanceTable substances = SubstanceTable::standard();
  return substances;
}

void check_number(const Quantity& quantity) {
  CHECK(std::isfinite(quantity.value));
  CHECK(quantity.min.has_value());
  CHECK(quantity.max.has_value());
  CHECK_FALSE(quantity.unit.empty());
  CHECK_FALSE(quantity.source.empty());
}

Mixture reference_feed(const CompletedRecipe& done) {
  Mixture feed = table().zero();
  for (const auto& input : done.inputs) {
    if (!input.by_feed) {
      feed += input.amount * shipped_library().material(input.material).mixture(table());
    }
  }
  return feed;
}

double drawn(const CompletedRecipe::Input& input, const Mixture& feed) {
  return std::max(0.0, input.by_feed->constant + (input.by_feed->weights * feed).sum());
}

/// R (f + reagents(f))
Mixture reacted(const CompletedRecipe& done, const Mixture& feed) {
  Mixture all = feed;
  for (const auto& input : done.inputs) {
    if (!input.by_feed) continue;
    all += drawn(input, feed) * shipped_library().material(input.material).mixture(table());
  }
  Mixture result = all;
  for (const auto& conversion : done.conversions) {
    result += conversion.extent * all(conversion.key.value) * conversion.change;
  }
  return result;
}

}  // namespace

TEST_CASE("No shipped material has the name that results give to what leaves to the air") {
  CHECK_FALSE(shipped_library().materials.contains(huan::scenarios::reserved::offgas));
}

TEST_CASE("The library holds 314 materials, 101 recipes and 152 constraints") {
  const Library& library = shipped_library();
  CHECK(library.materials.size() == 314);
  CHECK(library.recipes.size() == 101);
  CHECK(library.constraints.size() == 152);
  CHECK(library.links.size() > 50);
}

TEST_CASE("Every material has two names and a composition of one, every number a source") {
  for (const auto& [id, material] : shipped_library().materials) {
    INFO(id);
    CHECK(material.id == id);
    CHECK_FALSE(material.name.empty());
    CHECK_FALSE(material.name_zh.empty());
    CHECK(material.mixture(table()).sum() == Approx(1).epsilon(1e-12));
    CHECK(material.mixture(table()).minCoeff() >= 0);
    double printed = 0;
    for (const auto& [substance, fraction] : material.composition) {
      check_number(fraction);
      printed += fraction.value;
    }
    CHECK((material.pure() || std::abs(printed - 1) < 1e-3));
    for (const auto& [item, property] : material.properties) check_number(property);
  }
}

TEST_CASE(
    "Every recipe has two names, evidence, a source for every number, and closes as printed") {
  for (const auto& [id, recipe] : shipped_library().recipes) {
    INFO(id);
    CHECK_FALSE(recipe.name.empty());
    CHECK_FALSE(recipe.name_zh.empty());
    double in = 0, out = 0;
    for (const auto& stream : recipe.inputs) in += stream.amount.value;
    for (const auto& stream : recipe.outputs) out += stream.amount.value;
    // Underfiring split off, oxygen of the ash furnace: see their notes.
    const bool derived = id == "coking" || id == "fly_ash_vitrification";
    CHECK(std::abs(in - out) <= (derived ? 0.03 : 0.005) * in);
    for (const auto* side : {&recipe.inputs, &recipe.outputs}) {
      for (const auto& stream : *side) check_number(stream.amount);
    }
    for (const auto* rows :
         {&recipe.energy, &recipe.emissions, &recipe.costs, &recipe.availability}) {
      for (const auto& row : *rows) check_number(row.amount);
    }
    for (const auto& row : recipe.transfers) check_number(row.share);
    for (const auto& row : recipe.reactions) check_number(row.extent);
  }
}

TEST_CASE("Every recipe closes for every substance and element, at any feed") {
  std::mt19937 random(11);
  std::uniform_real_distribution<double> factor(0.3, 2);
  for (const auto& [id, recipe] : shipped_library().recipes) {
    INFO(id);
    const auto done = complete(recipe, shipped_library(), table());
    Mixture sum = table().zero();
    for (const auto& output : done.outputs) {
      CHECK(output.share.minCoeff() >= 0);
      CHECK(output.share.maxCoeff() <= 1 + 1e-12);
      sum += output.share;
    }
    CHECK((sum - 1).abs().maxCoeff() < 1e-12);
    for (const auto& conversion : done.conversions) {
      const Eigen::VectorXd lost = table().element_matrix() * conversion.change.matrix();
      CHECK(lost.cwiseAbs().maxCoeff() < 1e-12);
    }
    const Mixture feed = reference_feed(done);
    for (int trial = 0; trial < 20; ++trial) {
      Mixture other = feed;
      for (auto& mass : other) mass *= factor(random);
      // Without air the oxygen for a reaction is the feed's own, which must not fall short of it.
      const bool air = std::ranges::any_of(
          done.inputs, [](const auto& input) { return input.by_feed.has_value(); });
      const Mixture left = reacted(done, air ? other : feed);
      CHECK(left.minCoeff() >= -1e-12);
    }
  }
}

TEST_CASE("At the reference feed every recipe gives what its completion says") {
  for (const auto& [id, recipe] : shipped_library().recipes) {
    INFO(id);
    const auto done = complete(recipe, shipped_library(), table());
    const Mixture feed = reference_feed(done);
    for (const auto& input : done.inputs) {
      if (input.by_feed) CHECK(drawn(input, feed) == Approx(input.amount).epsilon(1e-9));
    }
    const Mixture left = reacted(done, feed);
    double in = 0, out = 0;
    for (const auto& input : done.inputs) in += input.amount;
    for (const auto& output : done.outputs) {
      CHECK((output.share * left).sum() == Approx(output.yield).epsilon(1e-9).margin(1e-12));
      out += output.yield;
    }
    CHECK(out == Approx(in).epsilon(1e-9));
  }
}

TEST_CASE("Stated shares are met, and pure compounds are pure") {
  for (const auto& [id, recipe] : shipped_library().recipes) {
    INFO(id);
    const auto done = complete(recipe, shipped_library(), table());
    const Mixture left = reacted(done, reference_feed(done));
    for (const auto& row : recipe.transfers) {
      const auto at =
          std::ranges::find(done.outputs, row.output, &CompletedRecipe::Output::material);
      REQUIRE(at != done.outputs.end());
      CHECK(at->share(table().at(row.substance).value) == Approx(row.share.value).margin(1e-3));
    }
    for (const auto& output : done.outputs) {
      const Material& material = shipped_library().material(output.material);
      if (!material.pure() || output.yield <= 0) continue;
      const Mixture fractions = output.share * left / output.yield;
      CHECK((fractions - material.mixture(table())).abs().maxCoeff() < 1e-8);
    }
  }
}

TEST_CASE("Yields stay within their ranges but for two, and only two recipes need a trace outlet") {
  std::set<std::string> moved, traced;
  for (const auto& [id, recipe] : shipped_library().recipes) {
    const auto done = complete(recipe, shipped_library(), table());
    if (done.outputs.size() > recipe.outputs.size()) traced.insert(id);
    for (const std::string& note : done.notes) {
      if (note.find("outside its range") != std::string::npos) moved.insert(id);
    }
    for (const auto& stream : recipe.outputs) {
      const auto at =
          std::ranges::find(done.outputs, stream.material, &CompletedRecipe::Output::material);
      const bool within =
          at->yield >= *stream.amount.min - 1e-5 && at->yield <= *stream.amount.max + 1e-5;
      INFO(id << " " << stream.material << " " << at->yield);
      CHECK((within || moved.contains(id)));
    }
  }
  CHECK(moved == std::set<std::string>{"blast_furnace", "pv_glass"});
  CHECK(traced == std::set<std::string>{"biogas_chp", "cog_power"});
}

TEST_CASE("A richer dust gives more oxide, a wetter waste draws no more oxygen") {
  const auto kiln = complete(shipped_library().recipe("waelz_kiln"), shipped_library(), table());
  const auto zinc = table().at("Zn").value;
  const Mixture dust = reference_feed(kiln);
  Mixture rich = dust;
  rich(zinc) += 0.05;
  rich(table().at("other").value) -= 0.05;
  const auto oxide = [&kiln](const Mixture& feed) {
    return (kiln.outputs[0].share * reacted(kiln, feed)).sum();
  };
  REQUIRE(kiln.outputs[0].material == "waelz_oxide");
  CHECK(oxide(rich) > oxide(dust) + 0.03);

  const auto grate = complete(shipped_library().recipe("wte_grate"), shipped_library(), table());
  const Mixture waste = reference_feed(grate);
  Mixture wet = waste;
  wet(table().at("water").value) += 0.2;
  CHECK(drawn(grate.inputs.back(), wet) == Approx(drawn(grate.inputs.back(), waste)));
}
