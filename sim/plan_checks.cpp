#include "sim/plan_checks.h"

#include <algorithm>
#include <cmath>
#include <unordered_set>

#include <fmt/format.h>

namespace huan::sim {
namespace {

Finding broken(std::string subject, std::string message) {
  return {Finding::Kind::broken, true, std::move(message), {std::move(subject)}};
}

/// Checks that need one thing at a time: numbers, references, shares.
class PlainChecks {
 public:
  explicit PlainChecks(const Plan& plan) : plan_(plan) {}

  std::vector<Finding> all() {
    for (const StockSpec& s : plan_.stocks) check(s);
    for (const ProcessSpec& p : plan_.processes) check(p);
    for (const ShipmentSpec& s : plan_.shipments) check(s);
    for (const ClerkSpec& c : plan_.clerks) check(c);
    if (!(plan_.duration > 0) || !std::isfinite(plan_.duration))
      found_.push_back(broken("duration", "the run must last longer than 0 days"));
    return std::move(found_);
  }

 private:
  const Plan& plan_;
  std::unordered_set<std::string> names_;
  std::vector<Finding> found_;

  void fault(const std::string& name, const std::string& what) {
    found_.push_back(broken(name, fmt::format("'{}': {}", name, what)));
  }
  void once(const std::string& name) {
    if (!names_.insert(name).second) fault(name, "the name is used twice");
  }
  bool known(StockId s) const { return s.valid() && s.index() < plan_.stocks.size(); }

  void check(const StockSpec& s) {
    once(s.name);
    if (!(s.capacity >= 0)) fault(s.name, "a capacity must not be negative");
    const double held = s.initial.size() > 0 ? s.initial.sum() : s.initial_amount;
    if (!(held >= 0)) fault(s.name, "the initial content must not be negative");
    if (held > s.capacity * (1 + 1e-12))
      fault(s.name, fmt::format("starts with {:g} {}, more than its capacity of {:g}", held, s.unit,
                                s.capacity));
    if (s.composition.size() > 0 && std::abs(s.composition.sum() - 1) > 1e-9)
      fault(s.name, "its composition does not sum to 1");
  }

  void check(const ProcessSpec& p) {
    once(p.name);
    if (!(p.capacity >= 0)) fault(p.name, "a capacity must not be negative");
    const bool last_resort = p.role == Role::overflow || p.role == Role::make_up;
    if (p.capacity == unlimited && !last_resort)
      fault(p.name, "nobody wants infinity: an ordinary process needs a capacity");
    for (const Draw& d : p.draws)
      if (!known(d.stock) || !(d.amount >= 0)) fault(p.name, "a draw has no stock or is negative");
    if (p.role == Role::overflow && p.draws.size() != 1)
      fault(p.name, "an overflow outlet draws from exactly one stock");
    if (p.min_load > 0 && !(p.min_down > 0))
      fault(p.name, "a minimum load needs a minimum stop (min_down) of more than 0 days");
    check_shares(p);
  }

  void check_shares(const ProcessSpec& p) {
    Mixture sum = plan_.substances.zero();
    bool gives_mass = false;
    bool takes_mass = false;
    for (const Draw& d : p.draws)
      takes_mass |= known(d.stock) && plan_.stocks[d.stock.index()].holding == Holding::material;
    for (const Delivery& d : p.deliveries) {
      if (!known(d.stock)) return fault(p.name, "a delivery has no stock");
      if (plan_.stocks[d.stock.index()].holding != Holding::material) continue;
      gives_mass = true;
      if (d.share.size() != plan_.substances.size())
        return fault(p.name, "a delivery's shares do not list every substance");
      if ((d.share < -1e-12).any() || (d.share > 1 + 1e-12).any())
        return fault(p.name, "a transfer coefficient lies outside [0, 1]");
      sum += d.share;
    }
    if (!gives_mass && !takes_mass) return;
    for (int i = 0; i < plan_.substances.size(); ++i) {
      if (std::abs(sum[i] - 1) <= 1e-9) continue;
      return fault(p.name, fmt::format("the transfer coefficients of {} sum to {:.6g}, not to 1",
                                       plan_.substances[SubstanceId(i)].name, sum[i]));
    }
  }

  void check(const ShipmentSpec& s) {
    once(s.name);
    if (!known(s.from) || !known(s.to)) return fault(s.name, "a route needs two ends");
    if (!(s.lot > 0) || !(s.loading_rate > 0) || !(s.unloading_rate > 0))
      fault(s.name, "lot, loading rate and unloading rate must be positive");
    if (s.convoy < 1) fault(s.name, "a convoy is at least one vehicle");
    if (s.convoy_load() > plan_.stocks[s.to.index()].capacity)
      found_.push_back({Finding::Kind::lot_too_large,
                        true,
                        fmt::format("route '{}': a lot of {:g} t is larger than its destination "
                                    "'{}' ({:g} t)",
                                    s.name, s.convoy_load(), plan_.stocks[s.to.index()].name,
                                    plan_.stocks[s.to.index()].capacity),
                        {s.name, plan_.stocks[s.to.index()].name}});
  }

  void check(const ClerkSpec& c) {
    once(c.name);
    if (c.clerk == nullptr) fault(c.name, "a post without a clerk");
    for (const StockId s : c.stocks)
      if (!known(s)) fault(c.name, "a clerk knows a stock that is not there");
    for (const ProcessId p : c.processes)
      if (!p.valid() || p.index() >= plan_.processes.size())
        fault(c.name, "a clerk knows a process that is not there");
  }
};

}  // namespace

std::vector<Finding> plain_faults(const Plan& plan) { return PlainChecks(plan).all(); }

}  // namespace huan::sim
