/// The yardstick of all speeds here: a future-event list with nothing but times.
#pragma once

#include <cmath>
#include <cstdint>
#include <utility>
#include <vector>

#include "sim/random.h"

namespace huan::benchmarks {

/// An indexed 4-ary heap of (time, timer): binary-heap textbook code with four children. No order
/// among equal times, no checks.
class BareHeap {
 public:
  struct Entry {
    double time = 0;
    std::uint32_t timer = 0;
  };

  explicit BareHeap(std::size_t timers) : place_(timers) { heap_.reserve(timers); }

  void push(Entry entry) {
    heap_.push_back(entry);
    rise(heap_.size() - 1, entry);
  }
  Entry pop() {
    const Entry first = heap_.front();
    const Entry last = heap_.back();
    heap_.pop_back();
    if (!heap_.empty()) sink(0, last);
    return first;
  }
  /// Moves a timer that is in the heap.
  void move(Entry entry) {
    const std::size_t at = place_[entry.timer];
    if (entry.time < heap_[at].time) {
      rise(at, entry);
    } else {
      sink(at, entry);
    }
  }

 private:
  std::vector<Entry> heap_;
  std::vector<std::uint32_t> place_;  // of every timer in heap_

  void put(std::size_t at, Entry entry) {
    heap_[at] = entry;
    place_[entry.timer] = static_cast<std::uint32_t>(at);
  }
  void rise(std::size_t at, Entry entry) {
    for (; at > 0 && entry.time < heap_[(at - 1) / 4].time; at = (at - 1) / 4) {
      put(at, heap_[(at - 1) / 4]);
    }
    put(at, entry);
  }
  [[nodiscard]] std::size_t smallest_child(std::size_t at) const {
    const std::size_t first = 4 * at + 1;
    const auto smaller = [this](std::size_t a, std::size_t b) {
      return heap_[b].time < heap_[a].time ? b : a;
    };
    if (first + 4 <= heap_.size()) {
      return smaller(smaller(first, first + 1), smaller(first + 2, first + 3));
    }
    std::size_t smallest = first;
    for (std::size_t child = first + 1; child < heap_.size(); ++child) {
      smallest = smaller(smallest, child);
    }
    return smallest;
  }
  void sink(std::size_t at, Entry entry) {
    for (std::size_t child = smallest_child(at);
         child < heap_.size() && heap_[child].time < entry.time; child = smallest_child(at)) {
      put(at, heap_[child]);
      at = child;
    }
    put(at, entry);
  }
};

/// Exponential waiting times of mean 1, drawn beforehand so that drawing is not timed.
class WaitingTimes {
 public:
  WaitingTimes() {
    huan::sim::Stream stream(1, 0, "benchmarks", "hold");
    for (double& time : times_) time = stream.exponential(1);
  }
  double next() { return times_[at_++ % times_.size()]; }

 private:
  std::vector<double> times_ = std::vector<double>(std::size_t{1} << 16);
  std::size_t at_ = 0;
};

/// The HOLD model (Vaucher and Duval 1975): take the earliest event, put it back after an
/// exponential time. One operation is one pop and one push.
class BareHold {
 public:
  explicit BareHold(std::uint32_t timers) : heap_(timers) {
    for (std::uint32_t timer = 0; timer < timers; ++timer) heap_.push({times_.next(), timer});
  }
  double run(int operations) {
    for (int i = 0; i < operations; ++i) {
      auto [time, timer] = heap_.pop();
      heap_.push({time + times_.next(), timer});
    }
    return operations;
  }

 private:
  BareHeap heap_;
  WaitingTimes times_;
};

}  // namespace huan::benchmarks
