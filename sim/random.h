/// Named streams of random numbers, each a pure function of its names and a position.
#pragma once

#include <array>
#include <cstdint>
#include <limits>
#include <string_view>

namespace huan::sim {

/// Random numbers of one thing for one purpose ("waelz.kiln", "outage"), independent of every other
/// thing: a facility's failures stay as they are when another facility is added.
///
/// Counter-based: number n is word n mod 4 of Philox4x64-10 (Salmon et al. 2011, Random123) with
///
///     key     = (seed, replicate)
///     counter = (n / 4, 0, low and high half of FNV-1a-128 of the name, its length and the
///     purpose)
///
/// so it can be copied, compared and restored by its position alone. A standard
/// UniformRandomBitGenerator; take distributions from Boost.Random, which gives the same numbers
/// with every standard library.
class Stream {
 public:
  using result_type = std::uint64_t;

  Stream(std::uint64_t seed, std::uint64_t replicate, std::string_view name,
         std::string_view purpose);

  [[nodiscard]] static constexpr result_type min() { return 0; }
  [[nodiscard]] static constexpr result_type max() {
    return std::numeric_limits<result_type>::max();
  }
  result_type operator()() { return next(); }

  /// 64 random bits.
  std::uint64_t next() {
    const std::uint64_t word = position_++ % 4;
    if (word == 0) fill();
    return block_[word];
  }
  /// Uniform in the open interval (0, 1), a multiple of 2^-53.
  double uniform() { return (static_cast<double>(next() >> 12) + 0.5) * 0x1p-52; }
  /// Exponential with the given mean; the unit is the mean's. std::invalid_argument unless it is
  /// finite and >= 0.
  double exponential(double mean);

  /// How many numbers were taken.
  [[nodiscard]] std::uint64_t position() const { return position_; }
  /// Goes on after `position` numbers.
  void restore(std::uint64_t position);

  friend bool operator==(const Stream& a, const Stream& b) {
    return a.key_ == b.key_ && a.name_ == b.name_ && a.position_ == b.position_;
  }

 private:
  using Block = std::array<std::uint64_t, 4>;
  std::array<std::uint64_t, 2> key_;
  std::array<std::uint64_t, 2> name_;  // 128-bit hash of name and purpose
  std::uint64_t position_ = 0;
  Block block_{};  // the four numbers around position_, filled when the first is taken

  void fill();
};

/// Philox4x64-10 of one counter and key.
[[nodiscard]] std::array<std::uint64_t, 4> philox(const std::array<std::uint64_t, 4>& counter,
                                                  const std::array<std::uint64_t, 2>& key);

/// FNV-1a, 128 bits: low half, high half.
[[nodiscard]] std::array<std::uint64_t, 2> fnv1a_128(std::string_view text);

}  // namespace huan::sim
