#include "sim/calendar.h"

#include <limits>
#include <random>
#include <set>
#include <stdexcept>
#include <tuple>
#include <vector>

#include <catch2/catch.hpp>

using huan::sim::Calendar;

namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

/// What a calendar must do, written as plainly as possible.
struct Reference {
  using Entry = std::tuple<double, int, std::uint32_t>;
  std::set<Entry> due;
  std::vector<Entry> of;
  std::vector<bool> on;

  explicit Reference(std::size_t timers) : of(timers), on(timers, false) {}
  void cancel(std::uint32_t timer) {
    if (on[timer]) due.erase(of[timer]);
    on[timer] = false;
  }
  void set(std::uint32_t timer, double time, std::uint8_t event_class) {
    cancel(timer);
    of[timer] = {time, event_class, timer};
    on[timer] = due.insert(of[timer]).second;
  }
};

void require_same(const Calendar& calendar, const Reference& reference) {
  REQUIRE(calendar.size() == reference.due.size());
  REQUIRE(calendar.empty() == reference.due.empty());
  if (reference.due.empty()) return;
  const auto [time, event_class, timer] = *reference.due.begin();
  REQUIRE(calendar.next() == Calendar::Due{time, timer, static_cast<std::uint8_t>(event_class)});
}

/// One random step of both; times on a coarse grid, so that ties are common.
void step(Calendar& calendar, Reference& reference, std::mt19937& random, std::uint32_t timers) {
  const auto timer = static_cast<std::uint32_t>(random() % timers);
  const auto what = random() % 8;
  if (what < 4) {
    const double time = static_cast<double>(random() % 64) / 8;
    const auto event_class = static_cast<std::uint8_t>(random() % 4 * 85);
    calendar.set(timer, time, event_class);
    reference.set(timer, time, event_class);
  } else if (what < 5) {
    calendar.cancel(timer);
    reference.cancel(timer);
  } else if (what < 6) {
    calendar.set(timer, infinity, 0);
    reference.cancel(timer);
  } else if (!reference.due.empty()) {
    const auto [time, event_class, first] = *reference.due.begin();
    reference.cancel(first);
    REQUIRE(calendar.pop() == Calendar::Due{time, first, static_cast<std::uint8_t>(event_class)});
  }
  REQUIRE(calendar.is_set(timer) == reference.on[timer]);
  REQUIRE(calendar.time_of(timer) ==
          (reference.on[timer] ? std::get<0>(reference.of[timer]) : infinity));
}

}  // namespace

TEST_CASE("A calendar agrees with a sorted set under random operations") {
  const std::uint32_t timers = GENERATE(1u, 2u, 5u, 17u, 300u);
  const unsigned seed = GENERATE(1u, 2u, 3u);
  std::mt19937 random(seed);
  Calendar calendar(timers);
  Reference reference(timers);
  for (int i = 0; i < 20000; ++i) {
    step(calendar, reference, random, timers);
    require_same(calendar, reference);
  }
}

TEST_CASE("What is due at one time comes by event class, then by timer, not by order of setting") {
  Calendar calendar(6);
  calendar.set(5, 2, 0);
  calendar.set(4, 2, 255);
  calendar.set(3, 2, 1);
  calendar.set(1, 2, 1);
  calendar.set(2, 1, 9);
  calendar.set(0, 2, 255);
  std::vector<std::uint32_t> order;
  while (!calendar.empty()) order.push_back(calendar.pop().timer);
  CHECK(order == std::vector<std::uint32_t>{2, 5, 1, 3, 0, 4});
}

TEST_CASE("A timer that is set again is moved, also to another class at the same time") {
  Calendar calendar(2);
  calendar.set(0, 5, 1);
  calendar.set(1, 5, 2);
  calendar.set(0, 5, 3);
  CHECK(calendar.size() == 2);
  CHECK(calendar.next() == Calendar::Due{5, 1, 2});
  calendar.set(0, 4.5, 3);
  CHECK(calendar.pop() == Calendar::Due{4.5, 0, 3});
  CHECK_FALSE(calendar.is_set(0));
  calendar.set(0, 6, 0);  // into the place that the one taken out left
  CHECK(calendar.pop() == Calendar::Due{5, 1, 2});
  CHECK(calendar.pop() == Calendar::Due{6, 0, 0});
  CHECK(calendar.empty());
}

TEST_CASE("Times of every size keep their order: zero of both signs, the smallest, the largest") {
  constexpr double tiny = std::numeric_limits<double>::denorm_min();
  constexpr double huge = std::numeric_limits<double>::max();
  Calendar calendar(5);
  calendar.set(0, huge, 0);
  calendar.set(1, 1, 0);
  calendar.set(2, tiny, 0);
  calendar.set(3, -0.0, 0);
  calendar.set(4, 0.0, 0);
  std::vector<double> times;
  std::vector<std::uint32_t> order;
  while (!calendar.empty()) {
    order.push_back(calendar.next().timer);
    times.push_back(calendar.pop().time);
  }
  CHECK(order == std::vector<std::uint32_t>{3, 4, 2, 1, 0});
  CHECK(times == std::vector<double>{0, 0, tiny, 1, huge});
}

TEST_CASE("A copied calendar goes its own way") {
  Calendar original(3);
  original.set(0, 1, 0);
  original.set(1, 2, 0);
  original.set(2, 3, 0);
  CHECK(original.pop().timer == 0);  // the copy is taken while the root is a hole
  Calendar copy = original;
  copy.set(2, 0.5, 0);
  CHECK(copy.pop().timer == 2);
  CHECK(original.size() == 2);
  CHECK(original.pop() == Calendar::Due{2, 1, 0});
  CHECK(original.pop() == Calendar::Due{3, 2, 0});
  CHECK(copy.pop() == Calendar::Due{2, 1, 0});
}

TEST_CASE("A calendar can grow and shrink") {
  Calendar calendar(2);
  calendar.set(1, 7, 0);
  calendar.resize(4);
  calendar.set(3, 1, 0);
  CHECK(calendar.next().timer == 3);
  calendar.resize(2);
  CHECK(calendar.size() == 1);
  CHECK(calendar.pop().timer == 1);
}

TEST_CASE("A calendar refuses what has no place in time") {
  Calendar calendar(1);
  CHECK_THROWS_AS(calendar.set(0, -1e-300, 0), std::logic_error);
  CHECK_THROWS_AS(calendar.set(0, -infinity, 0), std::logic_error);
  CHECK_THROWS_AS(calendar.set(0, std::numeric_limits<double>::quiet_NaN(), 0), std::logic_error);
  CHECK_THROWS_AS(calendar.set(1, 1, 0), std::logic_error);
  CHECK_THROWS_AS(calendar.set(1, infinity, 0), std::logic_error);
  CHECK_THROWS_AS(calendar.cancel(1), std::logic_error);
  CHECK_THROWS_AS(calendar.is_set(1), std::logic_error);
  CHECK_THROWS_AS(calendar.next(), std::logic_error);
  CHECK_THROWS_AS(calendar.pop(), std::logic_error);
  CHECK(calendar.empty());
}
