#include "sim/engine.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "sim/transform.h"

namespace huan::sim {

Engine::Engine(const Network& network, RunOptions options, std::unique_ptr<Director> director)
    : network_(&network),
      contacts_(std::make_shared<Contacts>(network)),
      options_(std::move(options)),
      director_(std::move(director)),
      ledger_(network, *contacts_),
      rationing_(network, *contacts_) {
  lay_out_timers();
  set_up_state();
  set_up_schedules();
  first_solve();
}

Engine::Engine(const Engine& other)
    : View(other),
      network_(other.network_),
      contacts_(other.contacts_),
      options_(other.options_),
      director_(other.director_ ? other.director_->clone() : nullptr),
      state_(other.state_),
      ledger_(other.ledger_),
      rationing_(other.rationing_),
      calendar_(other.calendar_),
      work_(other.work_),
      initial_(other.initial_),
      cursors_(other.cursors_),
      followers_(other.followers_),
      outages_(other.outages_),
      first_outage_(other.first_outage_),
      next_stop_(other.next_stop_),
      fleets_(other.fleets_),
      marks_(other.marks_),
      crossings_(other.crossings_),
      fired_(other.fired_),
      watched_flows_(other.watched_flows_),
      is_watched_(other.is_watched_),
      stopped_by_(other.stopped_by_),
      at_facility_(other.at_facility_),
      stocks_at_facility_(other.stocks_at_facility_),
      asks_(other.asks_),
      renewed_(other.renewed_),
      next_sample_(other.next_sample_),
      instant_(other.instant_),
      events_at_instant_(other.events_at_instant_) {
  for (const auto& clerk : other.clerks_) clerks_.push_back(clerk->clone());
  std::copy(std::begin(other.first_timer_), std::end(other.first_timer_), std::begin(first_timer_));
}

void Engine::lay_out_timers() {
  const auto processes = static_cast<std::uint32_t>(network_->processes().size());
  const auto stocks = static_cast<std::uint32_t>(network_->stocks().size());
  const auto routes = static_cast<std::uint32_t>(network_->shipments().size());
  first_outage_.push_back(0);
  for (const ProcessSpec& p : network_->processes())
    first_outage_.push_back(first_outage_.back() + static_cast<std::uint32_t>(p.outages.size()));
  const std::uint32_t count[purposes] = {
      1,
      static_cast<std::uint32_t>(network_->plan().facilities.size()),
      static_cast<std::uint32_t>(network_->plan().profiles.size()),
      static_cast<std::uint32_t>(network_->plan().clerks.size()),
      first_outage_.back(),
      processes,
      processes,
      routes,
      routes,
      static_cast<std::uint32_t>(network_->plan().watches.size()),
      stocks,
      stocks};
  for (int i = 0; i < purposes; ++i) first_timer_[i + 1] = first_timer_[i] + count[i];
  calendar_.resize(first_timer_[purposes]);
}

void Engine::set_up_state() {
  const auto stocks = network_->stocks();
  const auto processes = network_->processes();
  const Eigen::Index rows = network_->substances().size();
  const auto columns = [&](std::size_t n) {
    return Columns::Zero(rows, static_cast<Eigen::Index>(n));
  };

  state_.stocks.resize(stocks.size());
  state_.processes.resize(processes.size());
  state_.at.resize(contacts_->size());
  for (std::size_t a = 0; a < network_->arcs().size(); ++a)
    set_class(ArcId(a), network_->arcs()[a].rank);
  state_.arc_unit.assign(network_->arcs().size(), 0.0);
  state_.arc_moved.assign(network_->arcs().size(), 0.0);
  state_.rounding = Mixture::Zero(rows);
  initial_ = Mixture::Zero(rows);
  if (rows > 1) {
    state_.composition = columns(stocks.size());
    state_.content = columns(stocks.size());
    state_.drift = columns(stocks.size());
    state_.uncontrolled = columns(stocks.size());
    state_.unit = columns(network_->arcs().size());
    state_.moved = columns(network_->arcs().size());
  }
  for (std::size_t s = 0; s < stocks.size(); ++s) {
    const StockSpec& spec = stocks[s];
    StockState& stock = state_.stocks[s];
    const bool mass = spec.holding == Holding::material;
    stock.capacity = spec.capacity;
    stock.level = mass && spec.initial.size() > 0 ? spec.initial.sum() : spec.initial_amount;
    stock.peak = stock.level;
    stock.material = mass;
    stock.mixes = mass && rows > 1 && !spec.boundary;
    if (!mass) continue;
    if (rows == 1) {
      initial_[0] += spec.boundary ? 0 : stock.level;
      continue;
    }
    const auto column = static_cast<Eigen::Index>(s);
    if (spec.initial.size() > 0) state_.content.col(column) = spec.initial;
    if (stock.level > 0) {
      state_.composition.col(column) = state_.content.col(column) / stock.level;
    } else if (spec.composition.size() > 0) {
      state_.composition.col(column) = spec.composition;
    } else {
      state_.composition(rows - 1, column) = 1;
    }
    if (!spec.boundary) initial_ += state_.content.col(column);
  }
  // The network outlives the run: point at its numbers until an event replaces them.
  for (const ProcessSpec& p : processes)
    state_.numbers.emplace_back(std::shared_ptr<const ProcessSpec>(), &p);
  for (std::size_t p = 0; p < processes.size(); ++p) {
    refresh_coefficients(*network_, *contacts_, state_, ProcessId(p));
    state_.processes[p].capacity = processes[p].open ? processes[p].capacity : 0;
    state_.processes[p].min_load = processes[p].min_load;
    state_.processes[p].role = processes[p].role;
  }
}

void Engine::set_class(ArcId a, int rank) {
  const std::uint32_t c = contacts_->of_arc(a);
  if (c == Contacts::none) return;
  Classes& classes = state_.at[c].classes;
  (network_->arcs()[a.index()].draws ? classes.draw : classes.deliver) = rank;
}

void Engine::set_up_schedules() {
  const auto processes = network_->processes();
  const Plan& plan = network_->plan();
  followers_.resize(plan.profiles.size());
  for (std::size_t i = 0; i < plan.profiles.size(); ++i) {
    check(plan.profiles[i]);
    cursors_.emplace_back(plan.profiles[i]);
    set_timer(profile_step, i, cursors_[i].next_step());
  }
  for (const ClerkSpec& post : plan.clerks) {
    set_timer(clerk_call, clerks_.size(), 0);
    clerks_.push_back(post.clerk->clone());
  }
  at_facility_.resize(plan.facilities.size());
  stocks_at_facility_.resize(plan.facilities.size());
  next_stop_.assign(processes.size(), 0);
  stopped_by_.resize(processes.size());
  for (std::size_t p = 0; p < processes.size(); ++p) {
    const ProcessSpec& spec = processes[p];
    if (spec.profile.valid()) {
      followers_[spec.profile.index()].emplace_back(p);
      state_.processes[p].factor = cursors_[spec.profile.index()].factor();
    }
    if (spec.facility.valid()) at_facility_[spec.facility.index()].emplace_back(p);
    if (!spec.stops.empty()) set_timer(maintenance, p, std::max(0.0, spec.stops[0].begin));
    for (std::size_t k = 0; k < spec.outages.size(); ++k) {
      Stream stream(options_.seed, options_.replicate, spec.name, spec.outages[k].purpose);
      Outage outage{.process = ProcessId(p), .spec = k, .stream = stream};
      take_over(outage, spec.outages[k]);
      outages_.push_back(outage);
    }
  }
  marks_.resize(network_->stocks().size());
  crossings_.resize(network_->stocks().size());
  for (std::size_t s = 0; s < network_->stocks().size(); ++s)
    if (network_->stocks()[s].facility.valid())
      stocks_at_facility_[network_->stocks()[s].facility.index()].emplace_back(s);
  fleets_.resize(network_->shipments().size());
  for (std::size_t r = 0; r < fleets_.size(); ++r) {
    // Nothing is sent to a closed site: only what was under way when it closed arrives in vain.
    const FacilityId to = network_->stocks()[network_->shipments()[r].to.index()].facility;
    if (to.valid()) at_facility_[to.index()].push_back(network_->docks()[r].load);
    marks_[network_->docks()[r].loading.index()].loads = static_cast<std::int32_t>(r);
    marks_[network_->docks()[r].receiving.index()].receives = static_cast<std::int32_t>(r);
    fleets_[r].numbers = std::shared_ptr<const ShipmentSpec>(std::shared_ptr<const ShipmentSpec>(),
                                                             &network_->shipments()[r]);
  }
  is_watched_.assign(processes.size(), 0);
  for (std::size_t w = 0; w < plan.watches.size(); ++w) {
    if (!plan.watches[w].flow) continue;
    const WatchSpec::Flow& flow = *plan.watches[w].flow;
    const bool lots = flow.route.valid();
    const ProcessId p = lots ? network_->docks()[flow.route.index()].unload : flow.process;
    const std::size_t before = lots || !flow.draws ? processes[p.index()].draws.size() : 0;
    const ArcId arc(network_->first_arc(p).index() + before + flow.position);
    watched_flows_.push_back({w, p, arc, MovingMean(flow.over)});
    is_watched_[p.index()] = 1;
  }
  renewed_.assign(processes.size(), 0);
  for (const double date : plan.dates) asks_.push_back(date);
  std::make_heap(asks_.begin(), asks_.end(), std::greater<>());
  if (!asks_.empty()) set_timer(ask, 0, asks_.front());
}

/// Rates at the start: everything is new to everybody.
void Engine::first_solve() {
  for (std::size_t f = 0; f < at_facility_.size(); ++f) {
    const FacilitySpec& facility = network_->plan().facilities[f];
    const bool open = facility.opens <= 0 && facility.closes > 0;
    for (const ProcessId p : at_facility_[f]) state_.processes[p.index()].stops.closed = !open;
    for (const StockId s : stocks_at_facility_[f]) state_.stocks[s.index()].refuses = !open;
    schedule_turn(FacilityId(f));
  }
  for (std::size_t k = 0; k < outages_.size(); ++k) {
    Outage& outage = outages_[k];
    const OutageSpec& spec = state_.numbers[outage.process.index()]->outages[outage.spec];
    outage.left = spec.fixed ? spec.mean_up : outage.stream.exponential(spec.mean_up);
    schedule_failure(k);
  }
  for (std::size_t p = 0; p < state_.processes.size(); ++p) {
    refresh_want(ProcessId(p));
    rationing_.touch(ProcessId(p));
  }
  const Plan& plan = network_->plan();
  fired_.assign(plan.watches.size(), false);
  for (std::size_t w = 0; w < plan.watches.size(); ++w)
    if (!plan.watches[w].flow)
      await(plan.watches[w].stock,
            {plan.watches[w].level, plan.watches[w].above, Crossing::For::watch, w});
  for (std::size_t s = 0; s < state_.stocks.size(); ++s) {
    rationing_.touch(StockId(s));
    affect(StockId(s));
    if (mixes(StockId(s))) follow_list_.push_back(StockId(s)), marks_[s].follow = true;
  }
  resolve();
  for (std::size_t s = 0; s < crossings_.size(); ++s) check_crossings(StockId(s));
  for (std::size_t i = 0; i < watched_flows_.size(); ++i) schedule_look(i);
  if (rationing_.anything_touched() || !affected_list_.empty()) resolve();
}

void Engine::set_timer(Purpose purpose, std::size_t index, double time) {
  calendar_.set(first_timer_[purpose] + static_cast<std::uint32_t>(index), time,
                static_cast<std::uint8_t>(purpose));
}

double Engine::next_event_time() const { return calendar_.empty() ? never : calendar_.next().time; }

void Engine::step() {
  const Calendar::Due due = calendar_.pop();
  state_.now = std::max(state_.now, due.time);
  count_event();
  handle(static_cast<Purpose>(due.event_class), due.timer - first_timer_[due.event_class]);
  if (rationing_.anything_touched() || !affected_list_.empty() || !follow_list_.empty()) resolve();
}

void Engine::handle(Purpose purpose, std::size_t index) {
  switch (purpose) {
    case ask:
      return on_ask();
    case facility_turn:
      return on_turn(FacilityId(index));
    case profile_step:
      return on_profile(ProfileId(index));
    case clerk_call:
      return on_clerk(index);
    case failure:
      return on_failure(index);
    case maintenance:
      return on_maintenance(ProcessId(index));
    case restart:
      return on_restart(ProcessId(index));
    case arrival:
      return on_arrival(index);
    case vehicle_back:
      return on_vehicle_back(index);
    case flow_look:
      return on_flow_look(index);
    case level_event:
      return on_level(StockId(index));
    case reblend:
      return on_reblend(StockId(index));
    case purposes:
      break;
  }
  throw std::logic_error("calendar: a timer without purpose");
}

/// An instant that does not end is an error, not a hang.
void Engine::count_event() {
  ++work_.events;
  if (state_.now > instant_) {
    instant_ = state_.now;
    events_at_instant_ = 0;
  }
  const std::uint64_t bound = options_.events_per_instant != 0
                                  ? options_.events_per_instant
                                  : 1000 + 20 * (state_.stocks.size() + state_.processes.size());
  if (++events_at_instant_ <= bound) return;
  std::string names;
  for (const StockId s : rationing_.region())
    names += (names.empty() ? "" : ", ") + network_->stocks()[s.index()].name;
  throw RunError(fmt::format("day {:.6f}: more than {} events at one instant; stocks concerned: {}",
                             state_.now, bound, names.empty() ? "none" : names));
}

void Engine::sample_up_to(double time) {
  while (next_sample_ < options_.samples.size() && options_.samples[next_sample_] <= time) {
    const double at = options_.samples[next_sample_++];
    const double now = std::exchange(state_.now, at);
    if (observer_ != nullptr) observer_->sampled(*this);
    for (std::size_t s = 0; s < state_.stocks.size(); ++s)
      state_.stocks[s].peak = level_now(state_, StockId(s));
    state_.now = now;
  }
}

void Engine::run_until(double time) {
  while (next_event_time() < time) {
    sample_up_to(next_event_time());
    step();
  }
  sample_up_to(time);
  state_.now = std::max(state_.now, time);
}

Account Engine::run(Observer& observer) {
  observer_ = &observer;
  observer.started(*this);
  run_until(network_->plan().duration);
  Account result = account();
  if (!(result.largest_relative_residual <= options_.largest_residual)) {
    Eigen::Index worst = 0;
    const Mixture came = result.initial + result.in;
    (result.residual.abs() / came.max(1e-6 * came.maxCoeff())).maxCoeff(&worst);
    throw RunError(
        fmt::format("mass is not conserved: substance {} is off by {:.6g} t on day {:.3f} ({:.3g} "
                    "of what came in)",
                    network_->substances()[SubstanceId(static_cast<std::int32_t>(worst))].name,
                    result.residual[worst], state_.now, result.largest_relative_residual));
  }
  observer.finished(*this);
  observer_ = nullptr;
  return result;
}

void Engine::log(LogEntry::What what, std::string_view who, double value) {
  if (observer_ != nullptr) observer_->logged({state_.now, what, who, value});
}

}  // namespace huan::sim
