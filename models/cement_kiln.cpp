#include "models/cement_kiln.h"

#include <algorithm>
#include <array>
#include <span>
#include <utility>

#include "models/declaration.h"
#include "models/heating_value.h"
#include "models/kiln_limits.h"
#include "models/recipe_capacity.h"

namespace huan::models {
namespace {

constexpr const char* burning = "cement_clinker";
constexpr const char* coal = "thermal_coal";
constexpr double default_coal_days = 5;  // room for coal where the scenario does not say: assumed
constexpr double coal_spare = 1.2;       // of coal firing, for poorer coal: assumed
constexpr double rdf_spare = 1.2;        // capacity of the fuel line over the nominal fuel: assumed

struct WasteLine {
  const char* taken;  ///< as listed in `takes`
  const char* process;
  const char* recipe;
  const char* limit;  ///< parameter [t/d]
  const char* share;  ///< parameter [t/t clinker], and the allowance
};
constexpr std::array<WasteLine, 3> waste_lines = {
    {{"rdf", "burn_rdf", "kiln_coproc_rdf", "rdf_limit", "rdf_share"},
     {"sludge", "burn_sludge", "kiln_coproc_sludge", "sludge_limit", "sludge_share"},
     {"hw", "burn_hw", "kiln_coproc_hw", "hw_limit", "hw_share"}}};

struct Kiln {
  double clinker_t;         ///< [t/d]
  double clinker_per_feed;  ///< [t/t raw meal]
  sim::StockId time, clinker, heat;
  double coal_per_feed = 0;  ///< [t/t raw meal] where coal alone is burned
  sim::Mixture coal_mix;     ///< [1] its composition

  [[nodiscard]] double feed_t() const { return clinker_t / clinker_per_feed; }
};

bool takes(const FacilityBuilder& site, const std::string& waste) {
  if (!site.parameters().has("takes")) return false;
  const auto& list = site.parameters().texts("takes");
  return std::ranges::find(list, waste) != list.end();
}

/// Fuel made of household waste is burned where it is made.
bool burns(const FacilityBuilder& site, const WasteLine& line) {
  return takes(site, line.taken) || (std::string(line.taken) == "rdf" && takes(site, "msw"));
}

double limit_of(FacilityBuilder& site, const WasteLine& line) {
  const Parameters& p = site.parameters();
  if (p.has(line.limit)) return p.number(line.limit);
  return rdf_spare * p.number("msw_limit") * yield(site.completed("pretreat", "msw_to_rdf"), "rdf");
}

/// [MWh/t] of coal.
double heat_of_coal(const FacilityBuilder& site, const Kiln& kiln) {
  return (heat_weights(site.substances()) * kiln.coal_mix).sum();
}

/// What clinker earns, less what the coal that is burned without waste uses up. Coal that is
/// cleaner than a limit on the mass fed earns itself (fire).
sim::Functional earned_beside_coal(const FacilityBuilder& site, const Kiln& kiln,
                                   const KilnLimit& limit) {
  const double value = site.parameters().number(limit.parameter);
  sim::Functional room = earned(limit, value, kiln.clinker_per_feed, site.substances());
  room.constant += std::min(0.0, kiln.coal_per_feed * (room.weights * kiln.coal_mix).sum());
  return room;
}

ProcessSentence burn_clinker(FacilityBuilder& site, const Kiln& kiln) {
  ProcessSentence clinker =
      site.recipe("burn_meal", burning, kiln.feed_t(),
                  {.at = {{"clinker", kiln.clinker}}, .inputs_elsewhere = {coal}});
  clinker.draws(kiln.time, kiln.clinker_per_feed, 2)
      .draws(kiln.heat, kiln.coal_per_feed * heat_of_coal(site, kiln));
  for (const KilnLimit& limit : kiln_limits())
    clinker.delivers_amount(site.allowance(limit.allowance, "t"),
                            earned_beside_coal(site, kiln, limit));
  for (const WasteLine& line : waste_lines) {
    if (!burns(site, line)) continue;
    clinker.delivers_amount(site.allowance(line.share, "t"),
                            kiln.clinker_per_feed * site.parameters().number(line.share));
  }
  make_main(site, clinker);
  return clinker;
}

/// Coal gives the heat that wastes do not. The recipe is linear in what it is fed, so that coal
/// burns here with the recipe's own oxygen, reactions and transfer coefficients as it did with the
/// meal.
void fire(FacilityBuilder& site, const Kiln& kiln, const ProcessSentence& clinker) {
  const CompletedRecipe& recipe = site.completed("burn_meal", burning);
  const double rate_t = coal_spare * kiln.feed_t() * kiln.coal_per_feed;
  const double days = site.parameters().number_or("storage_feed", default_coal_days);
  ProcessSentence burn = site.process("fire", rate_t).draws(site.input(coal, days * rate_t));
  for (const CompletedRecipe::Input& in : recipe.inputs)
    if (in.by_feed)
      burn.draws_by_feed(site.air(), {0, in.by_feed->weights, in.by_feed->floor_at_zero});
  for (const sim::Delivery& delivery : clinker.spec().deliveries)
    if (delivery.share.size() > 0) burn.delivers(delivery.stock, delivery.share);
  for (const sim::Conversion& conversion : recipe.conversions) burn.converts(conversion);
  burn.delivers_amount(kiln.heat, {0, heat_weights(site.substances()), true}, 2);
  for (const KilnLimit& limit : kiln_limits()) {
    if (limit.per_clinker) continue;
    const double value = site.parameters().number(limit.parameter);
    burn.delivers_amount(site.allowance(limit.allowance, "t"),
                         earned(limit, value, kiln.clinker_per_feed, site.substances()));
  }
}

void burn_waste(FacilityBuilder& site, const Kiln& kiln, const WasteLine& line) {
  ProcessSentence burn = site.recipe(line.process, line.recipe, limit_of(site, line),
                                     {.at = {{"clinker_ash_uptake", kiln.clinker}}});
  burn.draws(site.allowance(line.share, "t"));
  for (const KilnLimit& limit : kiln_limits()) {
    const double value = site.parameters().number(limit.parameter);
    burn.draws_by_feed(site.allowance(limit.allowance, "t"),
                       used_up(limit, value, site.substances()));
  }
  if (const auto saved = site.item(line.process, line.recipe, "fuel_saved"))
    burn.delivers_amount(kiln.heat, *saved, 1);
  if (std::string(line.taken) == "sludge")
    burn.draws(kiln.time, site.parameters().number("clinker_lost"), 1);
}

void build(FacilityBuilder& site) {
  Kiln kiln;
  kiln.clinker_t = site.capacity("capacity", burning).wanted;
  kiln.clinker_per_feed = yield(site.completed("burn_meal", burning), "clinker");
  const double days = site.parameters().number_or(
      "storage_product", site.item("burn_meal", burning, "product_storage_days").value_or(5));
  kiln.time = site.allowance("kiln_time", "t");
  kiln.heat = site.allowance_as_used("kiln_heat", "MWh");
  kiln.coal_mix = site.library().material(coal).mixture(site.substances());
  for (const CompletedRecipe::Input& in : site.completed("burn_meal", burning).inputs)
    if (in.material == coal) kiln.coal_per_feed = in.amount;
  kiln.clinker = site.output("clinker", days * kiln.clinker_t);
  site.process("kiln", kiln.clinker_t).delivers_amount(kiln.time, 1.0);
  fire(site, kiln, burn_clinker(site, kiln));
  if (takes(site, "msw")) {
    site.shares_on_site({"rdf"});
    site.recipe("pretreat", "msw_to_rdf", site.parameters().number("msw_limit"));
  }
  for (const WasteLine& line : waste_lines) {
    if (burns(site, line)) burn_waste(site, kiln, line);
  }
}

std::vector<ParameterSpec> waste_parameters() {
  using D = Dimension;
  const std::string knowledge = "general knowledge";
  return {
      fixed(optional("takes", D::texts,
                     {"Wastes it can burn: msw, rdf, sludge, hw.",
                      "可协同处置的废物：msw、rdf、sludge、hw。"})),
      usual("msw_limit", D::mass_flow, 0, {0, 1e300},
            {"Household waste that the pre-treatment takes.", "生活垃圾预处理能力。"},
            "none unless said"),
      optional("rdf_limit", D::mass_flow,
               {"Of the fuel line; 1.2 x the fuel of msw_limit when left out.",
                "RDF入窑能力；缺省为预处理所产的1.2倍。"}),
      usual("sludge_limit", D::mass_flow, 0, {0, 1e300}, {"Of the sludge line.", "污泥入窑能力。"},
            "none unless said"),
      usual("hw_limit", D::mass_flow, 0, {0, 1e300},
            {"Of the hazardous-waste line.", "危险废物入窑能力。"}, "none unless said"),
      usual("rdf_share", D::ratio, 0.12, {0, 1}, {"RDF per clinker, at most.", "吨熟料RDF上限。"},
            "C032, " + knowledge),
      usual("sludge_share", D::ratio, 0.1, {0, 1},
            {"Wet sludge per clinker, at most.", "吨熟料湿污泥上限。"}, "C033, " + knowledge),
      usual("hw_share", D::ratio, 0.05, {0, 1},
            {"Hazardous waste per clinker, at most.", "吨熟料危废上限。"}, "C035, " + knowledge),
      usual("clinker_lost", D::ratio, 0.25, {0, 1},
            {"Clinker output lost per tonne of wet sludge.", "吨湿污泥致熟料减产。"},
            "C034, " + knowledge),
  };
}

}  // namespace

ModelKind cement_kiln_kind() {
  return {
      "cement_kiln",
      "Cement kiln with co-processing",
      "水泥窑（协同处置）",
      "Burns clinker; wastes are burned within chlorine, fluorine, heavy-metal and share limits "
      "that clinker earns and waste uses up. Coal gives the heat that wastes do not.",
      joined({required("capacity", Dimension::mass_flow, {"Of clinker.", "熟料能力。"})},
             joined(waste_parameters(), joined(kiln_limit_parameters(), recipe_parameters()))),
      build};
}

}  // namespace huan::models
