#include "models/cement_kiln.h"

#include <algorithm>
#include <array>
#include <span>
#include <utility>

#include "models/declaration.h"
#include "models/kiln_limits.h"
#include "models/recipe_capacity.h"

namespace huan::models {
namespace {

constexpr const char* burning = "cement_clinker";
constexpr double rdf_spare = 1.2;  // capacity of the fuel line over the nominal fuel: assumed

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
  sim::StockId time, clinker;
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

void burn_clinker(FacilityBuilder& site, const Kiln& kiln) {
  const double feed_t = kiln.clinker_t / kiln.clinker_per_feed;
  ProcessSentence clinker =
      site.recipe("burn_meal", burning, feed_t, {.at = {{"clinker", kiln.clinker}}});
  clinker.draws(kiln.time, kiln.clinker_per_feed, 2);
  for (const KilnLimit& limit : kiln_limits()) {
    const double value = site.parameters().number(limit.parameter);
    clinker.delivers_amount(site.allowance(limit.allowance, "t"),
                            earned(limit, value, kiln.clinker_per_feed, site.substances()));
  }
  for (const WasteLine& line : waste_lines) {
    if (!burns(site, line)) continue;
    clinker.delivers_amount(site.allowance(line.share, "t"),
                            kiln.clinker_per_feed * site.parameters().number(line.share));
  }
  make_main(site, clinker);
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
  kiln.clinker = site.output("clinker", days * kiln.clinker_t);
  site.process("kiln", kiln.clinker_t).delivers_amount(kiln.time, 1.0);
  burn_clinker(site, kiln);
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
      "that clinker earns and waste uses up.",
      joined({required("capacity", Dimension::mass_flow, {"Of clinker.", "熟料能力。"})},
             joined(waste_parameters(), joined(kiln_limit_parameters(), recipe_parameters()))),
      build};
}

}  // namespace huan::models
