/// The future-event list: one timer per (thing, purpose), moved in place, never duplicated.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <new>
#include <vector>

namespace huan::sim {

/// An indexed 4-ary heap of timers, earliest first.
///
/// What is due at one time comes in the order of event class, then of timer id: a total order, so
/// a run does not depend on the order in which timers were set. The three are packed into one
/// 128-bit integer; non-negative doubles order as their bits do. The four children of a node fill
/// one cache line.
///
/// pop() leaves a hole at the root, a key below all others. The next timer that is newly set drops
/// into it, so that taking an event and setting one costs one walk through the heap, not two.
///
/// Times are in days. Errors: std::logic_error for a time that is negative or NaN, for a timer out
/// of range, and for next() or pop() of an empty calendar. Copyable; const calls are thread-safe.
class Calendar {
 public:
  /// What is due: `timer` at `time` [d].
  struct Due {
    double time = 0;
    std::uint32_t timer = 0;
    std::uint8_t event_class = 0;
    friend bool operator==(const Due&, const Due&) = default;
  };

  explicit Calendar(std::size_t timers = 0) { resize(timers); }
  /// Makes room for timers 0 .. timers - 1; those beyond are cancelled.
  void resize(std::size_t timers);

  /// Puts `timer` at `time` [d] >= 0, or moves it there. Infinity cancels it.
  void set(std::uint32_t timer, double time, std::uint8_t event_class) {
    if (!(time <= largest_time && time >= 0) || timer >= place_.size()) {
      return set_unusual(timer, time);
    }
    const Key key = pack(time, event_class, timer);
    const std::uint32_t at = place_[timer];
    if (at == nowhere) return insert(key);
    if (key < heap_[at]) {
      rise(at, key);
    } else {
      sink(at, key);
    }
  }
  void cancel(std::uint32_t timer);

  [[nodiscard]] bool empty() const { return size() == 0; }
  [[nodiscard]] std::size_t size() const { return heap_.size() - root - (hole_ ? 1 : 0); }
  /// The earliest timer, left where it is.
  [[nodiscard]] Due next() const {
    if (empty()) refuse_empty();
    return unpack(hole_ ? heap_[smallest_child(root)] : heap_[root]);
  }
  /// The earliest timer, taken out.
  Due pop() {
    if (hole_) close_hole();
    if (empty()) refuse_empty();
    const Key key = heap_[root];
    place_[timer_of(key)] = nowhere;
    heap_[root] = 0;
    hole_ = true;
    return unpack(key);
  }

  /// [d] when `timer` is due; infinity when it is not set.
  [[nodiscard]] double time_of(std::uint32_t timer) const;
  [[nodiscard]] bool is_set(std::uint32_t timer) const;

 private:
  using Key = unsigned __int128;  // 64 bits of time, 32 of event class, 32 of timer

  /// Starts every array at a cache line.
  template <class T>
  struct LineAllocator {
    using value_type = T;
    LineAllocator() = default;
    template <class U>
    explicit LineAllocator(LineAllocator<U>) {}
    T* allocate(std::size_t n) {
      return static_cast<T*>(::operator new(n * sizeof(T), std::align_val_t(64)));
    }
    void deallocate(T* p, std::size_t) noexcept { ::operator delete(p, std::align_val_t(64)); }
    friend bool operator==(LineAllocator, LineAllocator) { return true; }
  };
  using Keys = std::vector<Key, LineAllocator<Key>>;

  // Nodes are counted from `root` on, so that the children of every node start at a multiple of 4.
  static constexpr std::uint32_t root = 3;
  static constexpr std::uint32_t nowhere = std::numeric_limits<std::uint32_t>::max();
  static constexpr double largest_time = std::numeric_limits<double>::max();

  Keys heap_ = Keys(root);
  std::vector<std::uint32_t> place_;  // of every timer in heap_, or `nowhere`
  bool hole_ = false;                 // the root holds 0 instead of a timer

  static Key pack(double time, std::uint8_t event_class, std::uint32_t timer) {
    const auto bits = std::bit_cast<std::uint64_t>(time + 0.0);  // -0.0 becomes 0.0
    return Key{bits} << 64 | std::uint64_t{event_class} << 32 | timer;
  }
  static std::uint32_t timer_of(Key key) { return static_cast<std::uint32_t>(key); }
  static double time_of(Key key) {
    return std::bit_cast<double>(static_cast<std::uint64_t>(key >> 64));
  }
  static Due unpack(Key key) {
    return {time_of(key), timer_of(key), static_cast<std::uint8_t>(key >> 32)};
  }
  static std::uint32_t parent(std::uint32_t at) { return at / 4 + 2; }
  static std::uint32_t first_child(std::uint32_t at) { return 4 * (at - 2); }

  void put(std::uint32_t at, Key key) {
    heap_[at] = key;
    place_[timer_of(key)] = at;
  }
  [[nodiscard]] std::uint32_t smallest_child(std::uint32_t at) const;
  void insert(Key key);
  void rise(std::uint32_t at, Key key);
  void sink(std::uint32_t at, Key key);
  void remove(std::uint32_t at);
  void close_hole();
  void set_unusual(std::uint32_t timer, double time);
  [[noreturn]] static void refuse_empty();
};

}  // namespace huan::sim
