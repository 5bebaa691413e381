// The calendar against a bare heap: HOLD model (take the earliest, put it back later) and moving
// random timers in place. See README.md.

#include <string>

#include <fmt/core.h>

#include "benchmarks/bare_heap.h"
#include "benchmarks/measure.h"
#include "sim/calendar.h"
#include "sim/random.h"

namespace {

using namespace huan::benchmarks;
using huan::sim::Calendar;
using huan::sim::Stream;

constexpr int operations = 200'000;
constexpr int rounds = 21;

class CalendarHold {
 public:
  explicit CalendarHold(std::uint32_t timers) : calendar_(timers) {
    for (std::uint32_t timer = 0; timer < timers; ++timer) {
      calendar_.set(timer, times_.next(), 0);
    }
  }
  double run() {
    for (int i = 0; i < operations; ++i) {
      const Calendar::Due due = calendar_.pop();
      calendar_.set(due.timer, due.time + times_.next(), due.event_class);
    }
    return operations;
  }

 private:
  Calendar calendar_;
  WaitingTimes times_;
};

/// Moves a random timer to a random time, without taking any out.
template <class Put>
double move_at_random(Stream& random, std::uint32_t timers, const Put& put) {
  for (int i = 0; i < operations; ++i) {
    const std::uint64_t bits = random.next();
    put(static_cast<std::uint32_t>(bits % timers), static_cast<double>(bits >> 40));
  }
  return operations;
}

void compare_hold(Table& table, std::uint32_t timers) {
  CalendarHold calendar(timers);
  BareHold bare(timers);
  const auto timings = interleave({{"calendar", [&] { return calendar.run(); }},
                                   {"bare heap", [&] { return bare.run(operations); }}},
                                  rounds);
  table.add(fmt::format("hold, {} timers", timers),
            {median(timings[0].ns), median(timings[1].ns), ratio(timings[0], timings[1])});
}

void compare_moving(Table& table, std::uint32_t timers) {
  Calendar calendar(timers);
  BareHeap bare(timers);
  WaitingTimes times;
  for (std::uint32_t timer = 0; timer < timers; ++timer) {
    const double time = times.next() * 1e7;
    calendar.set(timer, time, 0);
    bare.push({time, timer});
  }
  Stream one(1, 0, "benchmarks", "move");
  Stream other = one;
  const auto move_timer = [&](std::uint32_t t, double time) { calendar.set(t, time, 0); };
  const auto move_bare = [&](std::uint32_t t, double time) { bare.move({time, t}); };
  const auto timings =
      interleave({{"calendar", [&] { return move_at_random(one, timers, move_timer); }},
                  {"bare heap", [&] { return move_at_random(other, timers, move_bare); }}},
                 rounds);
  table.add(fmt::format("move, {} timers", timers),
            {median(timings[0].ns), median(timings[1].ns), ratio(timings[0], timings[1])});
}

}  // namespace

int main(int argc, char** argv) {
  Table table({"calendar [ns]", "bare heap [ns]", "ratio"});
  for (const std::uint32_t timers : {100u, 1'000u, 10'000u, 100'000u}) compare_hold(table, timers);
  for (const std::uint32_t timers : {1'000u, 100'000u}) compare_moving(table, timers);
  table.print(wants_json(argc, argv));
}
