#include "models/remelter.h"

#include <array>
#include <string_view>

#include "models/declaration.h"

namespace huan::models {
namespace {

constexpr std::array<std::string_view, 11> metals = {"Al", "Mg", "Si", "Fe", "Cu", "Mn",
                                                     "Zn", "Cr", "Ni", "Sn", "Pb"};
constexpr std::array<std::string_view, 6> gases = {"C_fossil", "C_biogenic", "H",
                                                   "O",        "N",          "water"};

/// Limits of EN AW-3104, can body stock: Mg 0.8 to 1.3, Mn 0.8 to 1.4, Fe 0.8, Si 0.6, Cu 0.05 to
/// 0.25, Zn 0.25 % (recalled). Upper limits only: what is short is alloyed.
struct GradeLimit {
  const char* substance;
  const char* parameter;
  double share;
};
constexpr std::array<GradeLimit, 6> grade_limits = {{{"Mg", "limit_mg", 0.013},
                                                     {"Si", "limit_si", 0.006},
                                                     {"Fe", "limit_fe", 0.008},
                                                     {"Cu", "limit_cu", 0.0025},
                                                     {"Mn", "limit_mn", 0.014},
                                                     {"Zn", "limit_zn", 0.0025}}};

struct Furnace {
  sim::StockId time;
  sim::StockId dross;
  sim::Mixture to_metal, to_air;  ///< [1] the rest is dross
};

Furnace open_furnace(FacilityBuilder& site, double rate_t) {
  const Parameters& p = site.parameters();
  const sim::SubstanceTable& table = site.substances();
  Furnace furnace{site.allowance("furnace", "t"),
                  site.output(p.text("dross"), p.number("storage") * rate_t), table.zero(),
                  table.zero()};
  for (const std::string_view metal : metals)
    if (const auto at = table.find(metal)) furnace.to_metal[at->value] = 1 - p.number("melt_loss");
  if (const auto mg = table.find("Mg")) furnace.to_metal[mg->value] *= 1 - p.number("mg_loss");
  for (const std::string_view gas : gases)
    if (const auto at = table.find(gas)) furnace.to_air[at->value] = 1;
  site.process("furnace_time", rate_t).delivers_amount(furnace.time, 1.0);
  return furnace;
}

/// By what the metal of a charge exceeds the grade: [t of the substance per t of each substance
/// fed].
sim::Mixture excess(const sim::SubstanceTable& table, const Furnace& furnace,
                    const GradeLimit& limit, double share) {
  sim::Mixture weights = -share * furnace.to_metal;
  const auto row = table.at(limit.substance).value;
  weights[row] += furnace.to_metal[row];
  return weights;
}

/// Charges that are cleaner than the grade make room for others that are not.
ProcessSentence charge(FacilityBuilder& site, const Furnace& furnace, const std::string& name,
                       double rate_t, sim::StockId from, int rank) {
  ProcessSentence process = site.process(name, rate_t);
  process.draws(from, 1, rank).draws(furnace.time, 1, rank);
  return process;
}

void cast(FacilityBuilder& site, const Furnace& furnace, ProcessSentence& process,
          sim::StockId product, int rank) {
  process.delivers(product, furnace.to_metal, rank).delivers(site.air(), furnace.to_air);
  process.rest_to(furnace.dross);
}

void keep_grade(FacilityBuilder& site, const Furnace& furnace, ProcessSentence& process) {
  for (const GradeLimit& limit : grade_limits) {
    const double share = site.parameters().number(limit.parameter);
    const sim::Mixture over = excess(site.substances(), furnace, limit, share);
    const sim::StockId room = site.allowance(std::string("room_") + limit.substance, "t");
    process.draws_by_feed(room, {0, over, true});
    process.delivers_amount(room, sim::Functional{0, -over, true});
  }
}

void build(FacilityBuilder& site) {
  const Parameters& p = site.parameters();
  const double rate_t = p.number("capacity");
  const double storage_t = p.number("storage") * rate_t;
  const Furnace furnace = open_furnace(site, rate_t);
  const sim::StockId product = site.output(p.text("product"), storage_t);
  const sim::StockId lower = site.output(p.text("downgraded"), storage_t);
  bool first = true;
  for (const std::string& scrap : p.texts("feeds")) {
    const sim::StockId yard = site.main_feed(scrap, storage_t);
    ProcessSentence melt = charge(site, furnace, "melt_" + scrap, rate_t, yard, 1);
    keep_grade(site, furnace, melt);
    cast(site, furnace, melt, product, 1);
    if (first) make_main(site, melt);
    first = false;
    ProcessSentence downgrade =
        site.process("downgrade_" + scrap, p.number_or("downgrade_capacity", rate_t))
            .role(sim::Role::overflow, 1)
            .draws(yard);
    cast(site, furnace, downgrade, lower, 0);
  }
  const std::string& primary = p.text("primary");
  ProcessSentence dilute = charge(site, furnace, "dilute", p.number("primary_capacity"),
                                  site.input(primary, storage_t), 2);
  keep_grade(site, furnace, dilute);
  cast(site, furnace, dilute, product, 2);
}

std::vector<ParameterSpec> grade_parameters() {
  using D = Dimension;
  std::vector<ParameterSpec> specs;
  for (const GradeLimit& limit : grade_limits) {
    const std::string substance = limit.substance;
    specs.push_back(usual(limit.parameter, D::ratio, limit.share, {0, 1},
                          {"Of " + substance + " in the grade, at most.", substance + "的上限。"},
                          "EN AW-3104, can body stock (recalled)"));
  }
  return specs;
}

}  // namespace

ModelKind remelter_kind() {
  using D = Dimension;
  return {
      "remelter",
      "Remelting to an alloy grade",
      "再生合金熔铸",
      "Scraps are melted to a grade as far as the mixture keeps its limits: cleaner charges make "
      "room for others. Primary metal dilutes, after scrap; what does not fit and finds its yard "
      "full is cast as a lower grade.",
      joined(
          {fixed(required("feeds", D::texts, {"Scraps, the main one first.", "废料，主料在前。"})),
           fixed(usual("product", D::text, "can_slab", {"The grade.", "目标牌号产品。"},
                       "can to can")),
           fixed(usual("downgraded", D::text, "al_alloy_secondary",
                       {"The lower grade.", "降级产品。"}, "cast alloys take most scrap")),
           fixed(usual("primary", D::text, "al_liquid", {"Metal that dilutes.", "稀释用原铝。"},
                       "definition")),
           fixed(usual("dross", D::text, "al_dross", {"What floats.", "铝灰渣。"}, "definition")),
           required("capacity", D::mass_flow, {"Of the furnaces, charge.", "熔炼炉装料能力。"}),
           usual("primary_capacity", D::mass_flow, 0, {0, 1e300},
                 {"Primary metal that may be charged to fill up the furnaces.", "可掺入的原铝量。"},
                 "none unless said"),
           optional("downgrade_capacity", D::mass_flow,
                    {"Of the lower grade, of each scrap; as `capacity` when left out.",
                     "每种废料的降级熔铸能力；缺省同 capacity。"}),
           usual("melt_loss", D::ratio, 0.03, {0, 0.3},
                 {"Of metal that goes to dross.", "熔炼烧损入渣比例。"},
                 "general knowledge: 1 to 5 %"),
           usual("mg_loss", D::ratio, 0.1, {0, 1},
                 {"Of magnesium that goes to dross besides.", "镁的额外烧损比例。"},
                 "general knowledge: 5 to 20 %"),
           usual("storage", D::time, 5, {0, 365},
                 {"Days of capacity that yards hold.", "堆场可存天数。"}, "assumed")},
          grade_parameters()),
      build};
}

}  // namespace huan::models
