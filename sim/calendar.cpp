#include "sim/calendar.h"

#include <algorithm>
#include <stdexcept>
#include <string>

namespace huan::sim {

void Calendar::resize(std::size_t timers) {
  if (timers >= nowhere) throw std::logic_error("Calendar: too many timers");
  for (std::size_t timer = timers; timer < place_.size(); ++timer) {
    cancel(static_cast<std::uint32_t>(timer));
  }
  place_.resize(timers, nowhere);
  heap_.reserve(timers + root + 1);  // every timer and a hole
}

void Calendar::cancel(std::uint32_t timer) {
  if (!is_set(timer)) return;
  const std::uint32_t at = place_[timer];
  place_[timer] = nowhere;
  remove(at);
}

double Calendar::time_of(std::uint32_t timer) const {
  return is_set(timer) ? time_of(heap_[place_[timer]]) : std::numeric_limits<double>::infinity();
}

bool Calendar::is_set(std::uint32_t timer) const {
  if (timer >= place_.size()) {
    throw std::logic_error("Calendar: there is no timer " + std::to_string(timer));
  }
  return place_[timer] != nowhere;
}

std::uint32_t Calendar::smallest_child(std::uint32_t at) const {
  const std::uint32_t first = first_child(at);
  const auto end = static_cast<std::uint32_t>(heap_.size());
  if (first + 4 <= end) [[likely]] {
    const std::uint32_t left = heap_[first + 1] < heap_[first] ? first + 1 : first;
    const std::uint32_t right = heap_[first + 3] < heap_[first + 2] ? first + 3 : first + 2;
    return heap_[right] < heap_[left] ? right : left;
  }
  std::uint32_t smallest = std::min(first, end);  // `end` when there is no child
  for (std::uint32_t child = first + 1; child < end; ++child) {
    if (heap_[child] < heap_[smallest]) smallest = child;
  }
  return smallest;
}

void Calendar::insert(Key key) {
  if (hole_) {
    hole_ = false;
    sink(root, key);
    return;
  }
  heap_.push_back(key);
  rise(static_cast<std::uint32_t>(heap_.size() - 1), key);
}

void Calendar::rise(std::uint32_t at, Key key) {
  while (at > root && key < heap_[parent(at)]) {
    put(at, heap_[parent(at)]);
    at = parent(at);
  }
  put(at, key);
}

void Calendar::sink(std::uint32_t at, Key key) {
  const auto end = static_cast<std::uint32_t>(heap_.size());
  for (std::uint32_t child = smallest_child(at); child < end && heap_[child] < key;
       child = smallest_child(at)) {
    put(at, heap_[child]);
    at = child;
  }
  put(at, key);
}

void Calendar::remove(std::uint32_t at) {
  const Key last = heap_.back();
  heap_.pop_back();
  if (at == heap_.size()) return;
  if (last < heap_[at]) {
    rise(at, last);
  } else {
    sink(at, last);
  }
}

void Calendar::close_hole() {
  hole_ = false;
  const Key last = heap_.back();
  heap_.pop_back();
  if (heap_.size() > root) sink(root, last);
}

void Calendar::set_unusual(std::uint32_t timer, double time) {
  if (time != std::numeric_limits<double>::infinity()) {
    static_cast<void>(is_set(timer));  // that there is no such timer is the first thing to say
    throw std::logic_error("Calendar: timer " + std::to_string(timer) + " set to the time " +
                           std::to_string(time) + " d");
  }
  cancel(timer);
}

void Calendar::refuse_empty() { throw std::logic_error("Calendar: nothing is due"); }

}  // namespace huan::sim
