#include "scenarios/builder/ends.h"

#include "scenarios/builder/links.h"

namespace huan::scenarios {
namespace {

/// Whether `from` may flow where `to` is kept: the same, or a grade of it.
bool fits(const models::Library& library, std::string from, const std::string& to) {
  for (int depth = 0; depth < 16 && !from.empty(); ++depth) {
    if (from == to) return true;
    const auto material = library.materials.find(from);
    if (material == library.materials.end()) return false;
    from = material->second.grade_of;
  }
  return false;
}

class EndCheck {
 public:
  EndCheck(const Scenario& scenario, const models::Library& library, const Draft& draft,
           Complaints& complaints)
      : scenario_(scenario), library_(library), draft_(draft), complaints_(complaints) {}

  void carry_out() {
    for (const Route& route : scenario_.routes) {
      const bool from = check_end(route.from, true);
      if (!check_end(route.to, false) || !from) continue;
      const sim::StockSpec& source = draft_.plan.stocks[draft_.stock(route.from.text()).index()];
      check_materials(source.material, source.holding, route.to, route.place, route.id);
      if (ships_lots(route.mode) && source.holding != sim::Holding::material) {
        complaints_.error(route.place,
                          "'" + route.id + "': " + source.material + " cannot be shipped",
                          "use mode = \"wire\" or \"pipe\"");
      }
    }
    for (const Boundary& boundary : scenario_.boundaries) {
      if (boundary.from) check_end(*boundary.from, true);
      if (!boundary.to || !check_end(*boundary.to, false)) continue;
      const sim::StockSpec& stock = draft_.plan.stocks[draft_.stock(boundary.to->text()).index()];
      check_materials(boundary.material.value, stock.holding, *boundary.to, boundary.place,
                      boundary.id);
    }
  }

 private:
  const Scenario& scenario_;
  const models::Library& library_;
  const Draft& draft_;
  Complaints& complaints_;

  bool check_end(const Endpoint& end, bool gives) {
    const sim::StockId id = draft_.stock(end.text());
    if (id.valid()) return true;
    complaints_.error(end.place,
                      "'" + end.facility + "' has no stock '" + end.material + "' to " +
                          (gives ? "take from" : "bring to"),
                      stocks_hint(end.facility, end.material, draft_));
    return false;
  }

  void check_materials(const std::string& material, sim::Holding holding, const Endpoint& to,
                       const Place& place, const std::string& id) {
    const sim::StockSpec& stock = draft_.plan.stocks[draft_.stock(to.text()).index()];
    if (holding == stock.holding &&
        (holding != sim::Holding::material ? material == stock.material
                                           : fits(library_, material, stock.material))) {
      return;
    }
    complaints_.error(place,
                      "'" + id + "' brings " + material + " to '" + to.text() + "', which holds " +
                          stock.material,
                      "only the same material, or one that is a grade_of it, may flow there");
  }
};

}  // namespace

std::string stocks_hint(const std::string& facility, const std::string& name, const Draft& draft) {
  std::vector<std::string> names;
  std::string list;
  const sim::FacilityId id = draft.facility(facility);
  for (const sim::StockSpec& stock : draft.plan.stocks) {
    if (stock.facility != id || stock.holding == sim::Holding::tally) continue;
    names.push_back(stock.name.substr(facility.size() + 1));
    list += (list.empty() ? "" : ", ") + names.back();
  }
  return did_you_mean(name, names, list.empty() ? "it has no stocks" : "it has " + list);
}

void check_ends(const Scenario& scenario, const models::Library& library, const Draft& draft,
                Complaints& complaints) {
  EndCheck(scenario, library, draft, complaints).carry_out();
}

}  // namespace huan::scenarios
