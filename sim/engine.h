/// The run itself: state, calendar and the reaction to every kind of event. Internal to sim; the
/// door is simulation.h.
#pragma once

#include <algorithm>
#include <cmath>
#include <deque>
#include <limits>
#include <memory>
#include <vector>

#include "sim/blending.h"
#include "sim/calendar.h"
#include "sim/clerk.h"
#include "sim/contacts.h"
#include "sim/ledger.h"
#include "sim/moving_mean.h"
#include "sim/profile.h"
#include "sim/random.h"
#include "sim/rationing.h"
#include "sim/simulation.h"
#include "sim/state.h"

namespace huan::sim {

inline constexpr double never = std::numeric_limits<double>::infinity();  ///< [d]

/// One source of failures of one process.
struct Outage {
  ProcessId process;
  std::size_t spec = 0;  ///< index into the process's outages
  Stream stream;
  Clock clock = Clock::calendar;  ///< this and the next three: in force
  bool fixed = false;
  double mean_up = 0, mean_down = 0;  ///< [d]
  bool down = false;
  double left = 0;   ///< [d] of running time to the next failure (operating clock)
  double since = 0;  ///< [d] instant of `left`
  double speed = 0;  ///< [1] rate / capacity since then
};

inline void take_over(Outage& outage, const OutageSpec& spec) {
  outage.clock = spec.clock;
  outage.fixed = spec.fixed;
  outage.mean_up = spec.mean_up;
  outage.mean_down = spec.mean_down;
}

/// A load on its way.
struct Lot {
  double due = 0;    ///< [d] arrival
  double mass = 0;   ///< [t]
  int vehicles = 1;  ///< the convoy that carries it
  Mixture content;   ///< [t] by substance; empty when only mass is followed
};

/// Vehicles on their way back.
struct Return {
  double due = 0;  ///< [d]
  int vehicles = 1;
};

/// The vehicles and lots of one shipment route.
struct Fleet {
  std::deque<Lot> under_way;
  std::deque<Lot> queue;  ///< arrived, waiting for the receiving dock
  std::deque<Return> returning;
  int busy = 0;
  bool loaded = false;       ///< a full dock waits
  int unloading = 0;         ///< vehicles whose lot is in the receiving dock
  double waiting_since = 0;  ///< [d]
  ShipmentTally tally;
  std::shared_ptr<const ShipmentSpec> numbers;
};

/// A level somebody waits for at a stock.
struct Crossing {
  enum class For : std::uint8_t { watch, restart, shipment };
  double level = 0;
  bool upwards = true;
  For what = For::watch;
  std::size_t who = 0;  ///< index of the watch, process or route

  /// Levels are compared with >= and <=, within rounding.
  [[nodiscard]] bool reached(double now) const {
    const double slack = 1e-12 * std::max(1.0, std::abs(level));
    return upwards ? now >= level - slack : now <= level + slack;
  }
};

/// A flow somebody watches.
struct WatchedFlow {
  std::size_t watch = 0;
  ProcessId process;
  ArcId arc;
  MovingMean mean;
};

class Engine final : public View {
 public:
  Engine(const Network& network, RunOptions options, std::unique_ptr<Director> director);
  Engine(const Engine& other);
  Engine& operator=(const Engine&) = delete;
  ~Engine() override = default;

  Account run(Observer& observer);
  void run_until(double time);

  [[nodiscard]] double time() const override { return state_.now; }
  [[nodiscard]] const Network& network() const override { return *network_; }
  [[nodiscard]] double level(StockId s) const override;
  [[nodiscard]] Mixture content(StockId s) const override;
  [[nodiscard]] double peak(StockId s) const override;
  [[nodiscard]] double uncontrolled(StockId s) const override;
  [[nodiscard]] Mixture uncontrolled_substances(StockId s) const override;
  [[nodiscard]] double moved(ArcId a) const override;
  [[nodiscard]] Mixture moved_substances(ArcId a) const override;
  [[nodiscard]] double activity(ProcessId p) const override;
  [[nodiscard]] double potential(ProcessId p) const override;
  [[nodiscard]] double wanted(ProcessId p) const override;
  [[nodiscard]] double rate(ProcessId p) const override;
  [[nodiscard]] std::vector<Loss> losses() const override { return ledger_.losses(state_); }
  [[nodiscard]] ShipmentTally shipment(ShipmentId r) const override;
  [[nodiscard]] Account account() const override;
  [[nodiscard]] const Work& work() const override { return work_; }

 private:
  /// What a timer is for. The first id of each purpose is in first_timer_.
  enum Purpose : std::uint8_t {
    ask,
    facility_turn,
    profile_step,
    clerk_call,
    failure,
    maintenance,
    restart,
    arrival,
    vehicle_back,
    flow_look,
    level_event,
    reblend,
    purposes
  };
  /// Why a level timer was set.
  enum class LevelEvent : std::uint8_t { none, empties, fills, fits, crosses, small };
  /// What is known of a stock beside its state, in one place.
  struct Mark {
    std::int32_t loads = -1, receives = -1;  ///< the route whose dock it is
    LevelEvent level_event = LevelEvent::none;
    bool waits = false;     ///< somebody waits for a level of it: crossings_
    bool affected = false;  ///< this and the next two: within one resolve
    bool balanced = false;
    bool follow = false;
  };

  const Network* network_;
  std::shared_ptr<const Contacts> contacts_;
  RunOptions options_;
  std::unique_ptr<Director> director_;
  Observer* observer_ = nullptr;

  State state_;
  Ledger ledger_;
  Rationing rationing_;
  Calendar calendar_;
  Work work_;
  Mixture initial_;  ///< [t] content at the start

  std::uint32_t first_timer_[purposes + 1] = {};
  std::vector<ProfileCursor> cursors_;
  std::vector<std::vector<ProcessId>> followers_;  ///< per profile
  std::vector<Outage> outages_;
  std::vector<std::uint32_t> first_outage_;     ///< per process, and one past the end
  std::vector<std::unique_ptr<Clerk>> clerks_;  ///< as Plan::clerks
  std::vector<std::size_t> next_stop_;          ///< per process: index into its stops
  std::vector<Fleet> fleets_;
  std::vector<Mark> marks_;                       ///< per stock
  std::vector<std::vector<Crossing>> crossings_;  ///< per stock
  std::vector<bool> fired_;                       ///< per watch
  std::vector<WatchedFlow> watched_flows_;
  std::vector<std::uint8_t> is_watched_;  ///< per process: one of its flows is
  std::vector<StockId> stopped_by_;       ///< per process, while below its minimum load
  std::vector<std::vector<ProcessId>> at_facility_;
  std::vector<std::vector<StockId>> stocks_at_facility_;
  std::vector<double> asks_;  ///< heap of instants for the director

  // Within one resolve: what it touched.
  std::vector<std::uint8_t> renewed_;
  std::vector<StockId> affected_list_, follow_list_, following_;
  std::vector<ProcessId> renewed_list_;
  std::vector<std::pair<StockId, Mixture>> changed_list_;  ///< what they gave before

  std::size_t next_sample_ = 0;
  double instant_ = -1;
  std::uint64_t events_at_instant_ = 0;

  // engine.cpp: setting up, the loop
  void lay_out_timers();
  void set_up_state();
  void set_class(ArcId a, int rank);
  void set_up_schedules();
  void first_solve();
  void set_timer(Purpose purpose, std::size_t index, double time);
  [[nodiscard]] double next_event_time() const;
  void step();
  void handle(Purpose purpose, std::size_t index);
  void count_event();
  void sample_up_to(double time);
  void log(LogEntry::What what, std::string_view who, double value = 0);

  // engine_flows.cpp: rates and compositions after something changed
  void resolve();
  void take_rates();
  void log_unsettled(std::span<const StockId> stocks);
  bool follow_compositions(double part);
  void note_composition(StockId s, const Mixture& before);
  void go_part_of_the_way(double part);
  void leave_unsettled();
  void set_composition(StockId s, const Mixture& composition);
  void affect(StockId s);
  void renew(ProcessId p);
  [[nodiscard]] bool is_residue(StockId s, double net) const;
  void set_flows(StockId s);
  void renew_holds();
  bool stop_below_min_load();
  void advance(StockId s);
  [[nodiscard]] bool dock_waits(StockId s) const;
  void schedule_level(StockId s, const Throughput* flow);
  void set_level(StockId s, double level, const Mixture* content);
  void refresh_want(ProcessId p);
  [[nodiscard]] bool mixes(StockId s) const { return state_.stocks[s.index()].mixes; }

  // engine_events.cpp: what each event does
  void on_level(StockId s);
  void pass_small_level(StockId s);
  void on_reblend(StockId s);
  void on_failure(std::size_t outage);
  void on_maintenance(ProcessId p);
  void on_restart(ProcessId p);
  void on_profile(ProfileId profile);
  void on_clerk(std::size_t index);
  void on_turn(FacilityId f);
  void on_ask();
  void ask_at(double time);
  void turn(FacilityId f, bool open);
  void schedule_turn(FacilityId f);
  void schedule_failure(std::size_t outage);
  void clock_outages(ProcessId p);
  void carry_out(const Director::Answer& answer);
  void apply(const Change& change);
  void apply_process(const ProcessChange& change);
  void apply_stock(const StockChange& change);
  void spill(StockId s);
  void jump(StockId s, ProcessId p, double mass);
  void apply_route(const RouteChange& change);
  void check_crossings(StockId s);
  void cross(const Crossing& crossing);
  [[nodiscard]] double level_to_wait_for(const WatchSpec& watch, bool fired) const;
  void fire(std::size_t watch, double level);
  void look_at_flows(ProcessId p, double at_once = 0);
  void schedule_look(std::size_t i);
  void on_flow_look(std::size_t i);
  [[nodiscard]] bool has_reached(const WatchedFlow& flow) const;
  void watch_for(StockId s, Crossing crossing);
  void await(StockId s, const Crossing& crossing);
  void release(ProcessId p);

  // engine_shipments.cpp
  void try_to_depart(std::size_t route);
  [[nodiscard]] bool may_leave(std::size_t route);
  void depart(std::size_t route);
  void on_arrival(std::size_t route);
  void receive(std::size_t route, Lot lot);
  void on_received(std::size_t route);
  void send_back(std::size_t route, int vehicles);
  void on_vehicle_back(std::size_t route);
  [[nodiscard]] double under_way(std::size_t route) const;
};

}  // namespace huan::sim
