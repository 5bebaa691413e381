#include "models/use_phase.h"

#include <stdexcept>

#include "models/cohort_clerk.h"
#include "models/declaration.h"

namespace huan::models {
namespace {

constexpr double default_spread = 0.3;  // standard deviation over mean of a lifetime

Drive drive_of(const Parameters& p) {
  const std::string& by = p.text("driven_by");
  if (by == "inflow") return Drive::inflow;
  if (by != "capacity" && by != "stock")
    throw std::invalid_argument("driven_by = '" + by + "': inflow, capacity or stock is needed");
  const std::string needed = by == "stock" ? "stock_target" : "capacity";
  if (!p.has(needed)) throw std::invalid_argument("driven_by = \"" + by + "\" needs " + needed);
  return by == "stock" ? Drive::stock : Drive::capacity;
}

CohortNumbers numbers_of(const FacilityBuilder& site, Drive drive) {
  const Parameters& p = site.parameters();
  const double mean = p.number("lifetime");
  std::optional<double> shape;
  if (p.has("shape")) shape = p.number("shape");
  CohortNumbers numbers{Lifetime(p.text("distribution"), mean,
                                 p.number_or("lifetime_sd", default_spread * mean), shape),
                        Rounds(site.settings().era, p.number("cohort_width")),
                        entry_named(p.text("entry")),
                        initial_ages_named(p.text("initial_ages"), p.number_or("oldest", 0)),
                        drive,
                        p.number_or("stock_target", 0),
                        {},
                        {}};
  if (const sim::ProfileId profile = site.profile("stock_target"); profile.valid()) {
    numbers.at = site.plan().profiles[profile.index()].at;
    numbers.factor = site.plan().profiles[profile.index()].factor;
  }
  return numbers;
}

/// The capture share of what retires becomes `waste`; the rest is kept if somebody asks for it.
ProcessSentence retire(FacilityBuilder& site, sim::StockId in_use) {
  const Parameters& p = site.parameters();
  const std::string& material = p.text("material");
  const sim::Mixture captured =
      sim::Mixture::Constant(site.substances().size(), p.number("capture"));
  return site.process("retire", 0)
      .is_paced()
      .draws(in_use)
      .delivers(site.stock(p.text("waste"), sim::unlimited), captured)
      .rest_to(site.is_named("hoarded") ? site.stock("hoarded", material, sim::unlimited)
                                        : site.purchase(material));
}

/// [t/d] drawn at what keeps the target up; then the clerk says what is bought.
double nominal_rate(const Parameters& p, Drive drive, const CohortNumbers& numbers) {
  if (drive == Drive::stock) return numbers.target / numbers.life.mean();
  return drive == Drive::capacity ? p.number("capacity") : 0;
}

void build(FacilityBuilder& site) {
  const Parameters& p = site.parameters();
  const std::string& material = p.text("material");
  if (p.text("waste") == material)
    throw std::invalid_argument("waste must be another material than what is bought");
  const Drive drive = drive_of(p);
  const CohortNumbers numbers = numbers_of(site, drive);
  if (!(numbers.own_survival(numbers.rounds.width()) > 0))
    throw std::invalid_argument("the lifetime must be longer than a cohort is wide");
  const double rate_t = nominal_rate(p, drive, numbers);
  const double storage_t = p.number("storage") * rate_t;
  const sim::StockId shop =
      drive == Drive::stock ? site.input(material, storage_t) : site.main_feed(material, storage_t);
  const sim::StockId in_use = site.stock("in_use", material, sim::unlimited);

  ProcessSentence purchase =
      site.process("purchase", drive == Drive::inflow ? sim::unlimited : rate_t).draws(shop);
  if (drive == Drive::inflow) purchase.role(sim::Role::overflow);
  if (drive == Drive::stock) purchase.is_demand().is_paced();
  purchase.rest_to(in_use);
  make_main(site, purchase);
  site.clerk("cohorts", {in_use}, {purchase.id(), retire(site, in_use).id()},
             std::make_shared<CohortClerk>(numbers));
}

std::vector<ParameterSpec> lifetime_parameters() {
  using D = Dimension;
  return {
      required("lifetime", D::time, {"Mean time in use.", "平均使用寿命。"}, {1e-3, 1e9}),
      fixed(usual("distribution", D::text, "normal",
                  {"Of the lifetime: fixed, normal, lognormal, weibull.",
                   "寿命分布：fixed、normal、lognormal、weibull。"},
                  "usual for steel in use (Pauliuk et al. 2013, recalled)")),
      optional("lifetime_sd", D::time,
               {"Its standard deviation; 0.3 x lifetime when left out (ODYM tutorial 3).",
                "寿命标准差；缺省为寿命的0.3倍。"}),
      optional("shape", D::ratio,
               {"Shape of the Weibull distribution, in the place of lifetime_sd.",
                "威布尔形状参数，代替标准差。"},
               {0.1, 100}),
      usual("capture", D::ratio, 1, {0, 1},
            {"Share of what retires that becomes waste here; the rest goes to `hoarded` if that is "
             "named, else it leaves the region.",
             "报废品中在本地成为废物的比例；其余进入 hoarded（若被引用）或流出区域。"},
            "everything unless said"),
  };
}

std::vector<ParameterSpec> cohort_parameters() {
  using D = Dimension;
  return {
      usual("cohort_width", D::time, 365.0 / 12, {1e-3, 36500},
            {"Width of a cohort; whole months and years follow the calendar.",
             "批次宽度；整月、整年按日历。"},
            "definition"),
      fixed(
          usual("entry", D::text, "spread",
                {"When goods enter within their cohort: spread evenly, or all at its start, middle "
                 "or end (with cohort_width = \"1 a\" the conventions of year-based tools).",
                 "批次内投入时点：spread 均匀，或 start、middle、end（按年工具的惯例）。"},
                "definition")),
      fixed(usual("initial_ages", D::text, "steady",
                  {"Ages of stocks.in_use.initial: steady (as a constant inflow leaves them), new, "
                   "or even from 0 to `oldest`.",
                   "初始在用量的年龄：steady、new、even。"},
                  "assumed")),
      optional("oldest", D::time,
               {"Of the goods in use at the start, with initial_ages = \"even\".",
                "initial_ages = \"even\" 时的最大年龄。"}),
  };
}

}  // namespace

ModelKind use_phase_kind() {
  using D = Dimension;
  return {
      "use_phase",
      "Goods in use",
      "在用产品",
      "Goods are bought, stay in use for a lifetime that is distributed, and retire as waste: "
      "cohorts of one width, each left to its survival curve. Driven by what arrives, or by a "
      "stock to be kept up. Cohorts keep their mass, not their composition: what retires has the "
      "mean composition of all goods in use, whatever its age.",
      joined({fixed(required("material", D::text, {"What is used.", "在用产品。"})),
              fixed(required("waste", D::text,
                             {"What it is called when it retires; its composition is that of what "
                              "retires.",
                              "报废后的物料名称，成分随实际报废品。"})),
              fixed(usual("driven_by", D::text, "inflow",
                          {"inflow: all that arrives is used at once; capacity: as fast as shops "
                           "sell; stock: bought so that the stock is the target.",
                           "inflow 流入即用；capacity 受销售能力限制；stock 由目标存量驱动。"},
                          "definition")),
              optional("stock_target", D::mass,
                       {"Stock in use to be reached at the end of each cohort, with driven_by = "
                        "\"stock\".",
                        "目标在用量（每批次末达到）。"}),
              profile_of("stock_target"),
              optional("capacity", D::mass_flow,
                       {"Of purchases, with driven_by = \"capacity\" (where lots arrive).",
                        "购买能力（driven_by = \"capacity\"，有批次到货时）。"}),
              usual("storage", D::time, 5, {0, 3650},
                    {"Days of purchases that shops hold.", "商店可存的购买天数。"}, "assumed")},
             joined(lifetime_parameters(), cohort_parameters())),
      build};
}

}  // namespace huan::models
