/// A permutation of 0 .. n-1 that gives any of its places without the others.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace huan::analysis {

/// A Feistel network of ten rounds on the least even number of bits that hold n, its round function
/// Philox keyed by (seed, name); results of n and above are sent through again (cycle walking;
/// Black and Rogaway 2002). Bijective whatever the round function.
class KeyedPermutation {
 public:
  /// n >= 1.
  KeyedPermutation(std::uint64_t n, std::uint64_t seed, std::string_view name);
  /// Where i < n goes.
  [[nodiscard]] std::uint64_t operator()(std::uint64_t i) const;

 private:
  std::uint64_t n_;
  unsigned half_bits_ = 1;
  std::uint64_t seed_;
  std::array<std::uint64_t, 2> name_;
  [[nodiscard]] std::uint64_t once(std::uint64_t i) const;
};

}  // namespace huan::analysis
