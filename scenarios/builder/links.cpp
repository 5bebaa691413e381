#include "scenarios/builder/links.h"

#include <algorithm>

#include "scenarios/builder/nominal.h"

namespace huan::scenarios {
namespace {

using Settings = std::map<std::string, Setting>;

/// A make-up that serves every class.
constexpr int all_classes = 1'000'000;

bool is_open(const Settings& settings) {
  const Setting* open = written(settings, "open");
  if (open == nullptr) return true;
  const bool* yes = std::get_if<bool>(&open->value);
  return yes == nullptr || *yes;
}

int rank(const Settings& settings, const std::string& name) {
  return static_cast<int>(number_or(settings, name, 0));
}

sim::Role role_of(OnlyWhen only_when) {
  switch (only_when) {
    case OnlyWhen::always:
      break;
    case OnlyWhen::full:
      return sim::Role::overflow;
    case OnlyWhen::short_:
      return sim::Role::make_up;
  }
  return sim::Role::ordinary;
}

/// All of what is drawn is delivered: a mixture as it is, a carrier one for one.
sim::Delivery whole(sim::StockId to, const Draft& draft, int rank) {
  sim::Delivery delivery;
  delivery.stock = to;
  delivery.rank = rank;
  if (draft.plan.stocks[to.index()].holding == sim::Holding::material) {
    delivery.share = sim::Mixture::Ones(draft.plan.substances.size());
  } else {
    delivery.amount.constant = 1;
  }
  return delivery;
}

sim::Draw draw(sim::StockId from, int rank) {
  sim::Draw draw;
  draw.stock = from;
  draw.rank = rank;
  return draw;
}

/// A process that moves what it draws from one stock to another.
sim::ProcessSpec passage(const std::string& name, sim::StockId from, sim::StockId to,
                         const Settings& settings, const Draft& draft) {
  sim::ProcessSpec process;
  process.name = name;
  process.route = true;
  process.draws.push_back(draw(from, rank(settings, "rank_at_source")));
  process.deliveries.push_back(whole(to, draft, rank(settings, "rank_at_destination")));
  process.order = static_cast<int>(number_or(settings, "order", 0));
  process.for_class = static_cast<int>(number_or(settings, "for_class", 1));
  process.open = is_open(settings);
  process.unit = draft.plan.stocks[from.index()].unit;
  return process;
}

void pay(sim::ProcessSpec& process, const std::string& tally, double amount, const Draft& draft) {
  sim::Delivery money;
  money.stock = draft.stock(tally);
  money.amount.constant = amount;
  process.deliveries.push_back(std::move(money));
}

/// What the process wants follows the profile of setting `name`.
void follow(sim::ProcessSpec& process, const Settings& settings, const std::string& name,
            const Draft& draft) {
  const Setting* setting = written(settings, name);
  if (setting != nullptr) process.profile = draft.profile(profile_name(*setting));
}

/// [t] what the destination holds and its processes use while a lot is on its way: vehicles that
/// nobody counts would else be sent to queue without end. nullopt where everything fits, also
/// because a last resort takes what is too much.
std::optional<double> fits_on_arrival(const sim::ShipmentSpec& shipment, const Draft& draft) {
  const sim::Plan& plan = draft.plan;
  const sim::StockSpec& to = plan.stocks[shipment.to.index()];
  const double capacity = to.capacity;
  if (!(capacity < sim::unlimited) || draft.overflowing.contains(to.name)) return std::nullopt;
  double used = 0;
  for (const sim::ProcessSpec& process : plan.processes) {
    if (process.role == sim::Role::overflow && process.draws.front().stock == shipment.to)
      return std::nullopt;
    if (!process.route && process.role == sim::Role::ordinary)
      used += nominal_draw(process, shipment.to, plan);
  }
  return capacity + used * shipment.transit;
}

double capacity_or_role(const Settings& settings, const std::string& name, sim::Role role) {
  return number_or(settings, name, role == sim::Role::ordinary ? 0 : sim::unlimited);
}

}  // namespace

const Setting* written(const Settings& settings, const std::string& name) {
  const auto at = settings.find(name);
  return at == settings.end() || at->second.fallback ? nullptr : &at->second;
}

double number_or(const Settings& settings, const std::string& name, double otherwise) {
  const auto at = settings.find(name);
  return at == settings.end() || !at->second.is_number() ? otherwise : at->second.number().value();
}

std::string flow_process(const std::string& text, const Scenario& scenario, const Draft& draft) {
  if (const Scenario::Thing* thing = scenario.find(text)) {
    if (thing->kind == Scenario::Thing::Kind::boundary) return text;
    if (thing->kind != Scenario::Thing::Kind::route) return {};
    const Route& route = scenario.routes[thing->index];
    return ships_lots(route.mode) ? gate_name(route) : text;
  }
  if (draft.process(text).valid()) return text;
  constexpr std::string_view feed = ".feed";
  if (!text.ends_with(feed)) return {};
  const std::string process = text.substr(0, text.size() - feed.size());
  return draft.process(process).valid() ? process : std::string{};
}

std::optional<sim::WatchSpec::Flow> watched_flow(const std::string& text, const Scenario& scenario,
                                                 const Draft& draft) {
  sim::WatchSpec::Flow flow;
  if (const Scenario::Thing* thing = scenario.find(text)) {
    flow.route = draft.shipment(text);
    if (!flow.route.valid()) flow.process = draft.process(text);
    if (!flow.route.valid() && !flow.process.valid()) return std::nullopt;
    flow.draws = thing->kind == Scenario::Thing::Kind::boundary &&
                 scenario.boundaries[thing->index].from.has_value();
    return flow;
  }
  const std::size_t mark = text.find('>');
  if (mark == std::string::npos) return std::nullopt;
  const std::string left = text.substr(0, mark);
  const std::string right = text.substr(mark + 1);
  flow.draws = draft.stock(left).valid();
  flow.process = draft.process(flow.draws ? right : left);
  const sim::StockId stock = draft.stock(flow.draws ? left : right);
  if (!flow.process.valid() || !stock.valid()) return std::nullopt;
  const sim::ProcessSpec& process = draft.plan.processes[flow.process.index()];
  const auto place = [&](const auto& ends) {
    const auto at = std::ranges::find(ends, stock, [](const auto& end) { return end.stock; });
    flow.position = static_cast<std::size_t>(at - ends.begin());
    return at != ends.end();
  };
  const bool there = flow.draws ? place(process.draws) : place(process.deliveries);
  return there ? std::optional(flow) : std::nullopt;
}

Riders riders_of(const Limit& limit, const Scenario& scenario, const Draft& draft) {
  Riders riders;
  const double used = is_open(limit.settings) ? 1 : 0;
  for (const Text& flow : limit.of) {
    riders[flow_process(flow.value, scenario, draft)].push_back({limit.id, false, used});
  }
  if (!limit.per.empty()) {
    riders[flow_process(limit.per.value, scenario, draft)].push_back(
        {limit.id, true, number_or(limit.settings, "at_most", 0)});
  }
  return riders;
}

void ride(sim::ProcessSpec& process, const Riders& riders, const Draft& draft) {
  const auto at = riders.find(process.name);
  if (at == riders.end()) return;
  for (const Rider& rider : at->second) {
    const sim::StockId stock = draft.stock(rider.limit);
    if (rider.per) {
      pay(process, rider.limit, rider.amount, draft);
      continue;
    }
    sim::Draw right = draw(stock, 0);
    right.amount = rider.amount;
    process.draws.push_back(std::move(right));
  }
}

bool is_uncapped(const Route& route) {
  if (ships_lots(route.mode)) {
    return !route.settings.contains("capacity") && !route.settings.contains("loading_rate");
  }
  return route.only_when == OnlyWhen::always && !route.settings.contains("capacity");
}

bool is_uncapped(const Boundary& boundary) {
  return boundary.only_when == OnlyWhen::always && !boundary.settings.contains("limit");
}

sim::ProcessSpec conveyor(const Route& route, const Draft& draft) {
  sim::ProcessSpec process = passage(route.id, draft.stock(route.from.text()),
                                     draft.stock(route.to.text()), route.settings, draft);
  process.role = role_of(route.only_when);
  process.capacity = capacity_or_role(route.settings, "capacity", process.role);
  follow(process, route.settings, "capacity", draft);
  return process;
}

sim::ProcessSpec gate(const Route& route, const Draft& draft) {
  sim::ProcessSpec process = passage(gate_name(route), draft.stock(route.from.text()),
                                     draft.stock(behind_gate(route)), route.settings, draft);
  process.deliveries[0].rank = 0;
  process.role = route.only_when == OnlyWhen::full ? sim::Role::overflow : sim::Role::ordinary;
  process.capacity = shipment(route, draft).loading_rate;
  return process;
}

sim::ShipmentSpec shipment(const Route& route, const Draft& draft) {
  const auto say = [&](const char* name, double otherwise) {
    return number_or(route.settings, name, otherwise);
  };
  const auto maybe = [&](const char* name) -> std::optional<double> {
    if (!route.settings.contains(name)) return std::nullopt;
    return say(name, 0);
  };
  sim::ShipmentSpec spec;
  spec.name = route.id;
  const sim::StockId gated = draft.stock(behind_gate(route));
  spec.from = gated.valid() ? gated : draft.stock(route.from.text());
  spec.to = draft.stock(route.to.text());
  spec.lot = say("lot", 0);
  const double capacity = say("capacity", 0);
  spec.loading_rate = say("loading_rate", capacity);
  if (capacity > 0) spec.loading_rate = std::min(spec.loading_rate, capacity);
  spec.unloading_rate = say("unloading_rate", spec.loading_rate);
  spec.transit = say("transit", 0);
  spec.fleet = static_cast<int>(say("fleet", 0));
  spec.push_above = maybe("push_above");
  spec.order_below = maybe("order_below");
  spec.rank_at_source = rank(route.settings, "rank_at_source");
  spec.rank_at_destination = rank(route.settings, "rank_at_destination");
  spec.role = role_of(route.only_when);
  spec.order = static_cast<int>(say("order", 0));
  spec.distance = say("distance", 0);
  spec.cost = say("cost", 0);
  spec.fuel = 1000 * say("fuel", 0);  // t/(t km) -> kg/(t km)
  spec.open = is_open(route.settings);
  if (spec.fleet == 0 && !spec.order_below) spec.order_below = fits_on_arrival(spec, draft);
  return spec;
}

sim::ProcessSpec crossing(const Boundary& boundary, const Draft& draft) {
  const sim::StockId world = draft.stock(world_name(boundary));
  const bool in = boundary.to.has_value();
  const sim::StockId inside = draft.stock((in ? *boundary.to : *boundary.from).text());
  sim::ProcessSpec process =
      passage(boundary.id, in ? world : inside, in ? inside : world, boundary.settings, draft);
  const int rank_inside = rank(boundary.settings, "rank");
  process.draws[0].rank = in ? 0 : rank_inside;
  process.deliveries[0].rank = in ? rank_inside : 0;
  process.unit = draft.plan.stocks[inside.index()].unit;
  process.role = role_of(boundary.only_when);
  process.capacity = capacity_or_role(boundary.settings, "limit", process.role);
  follow(process, boundary.settings, "limit", draft);
  for (const auto& [price, tally] : tallies_of(boundary)) {
    if (!draft.stock(tally).valid()) continue;
    pay(process, tally, number_or(boundary.settings, price, 0), draft);
  }
  return process;
}

sim::ProcessSpec supply(const Limit& limit, const Draft& draft) {
  sim::ProcessSpec process;
  process.name = limit.id + ".supply";
  process.route = true;
  process.role = sim::Role::make_up;
  process.for_class = all_classes;
  process.capacity = number_or(limit.settings, "at_most", 0);
  follow(process, limit.settings, "at_most", draft);
  process.deliveries.push_back(whole(draft.stock(limit.id), draft, 0));
  return process;
}

sim::ProcessSpec unused(const Limit& limit, const Draft& draft) {
  sim::ProcessSpec process;
  process.name = limit.id + ".unused";
  process.route = true;
  process.role = sim::Role::overflow;
  process.capacity = sim::unlimited;
  process.draws.push_back(draw(draft.stock(limit.id), 0));
  return process;
}

std::string world_name(const Boundary& boundary) { return "world." + boundary.material.value; }

std::string gate_name(const Route& route) { return route.id + ".gate"; }
std::string behind_gate(const Route& route) { return route.id + ".behind_gate"; }

std::map<std::string, std::string> tallies_of(const Boundary& boundary) {
  if (boundary.to) {
    const std::string& payer = boundary.to->facility;
    return {{"gate_fee", payer + ".gate_fee"}, {"purchase_price", payer + ".purchases"}};
  }
  const std::string& payer = boundary.from->facility;
  return {{"gate_fee", payer + ".gate_fee_paid"}, {"purchase_price", payer + ".sales"}};
}

}  // namespace huan::scenarios
