#include "analysis/permutation.h"

#include <stdexcept>

#include "sim/random.h"

namespace huan::analysis {
namespace {

constexpr std::uint64_t rounds = 10;

}  // namespace

KeyedPermutation::KeyedPermutation(std::uint64_t n, std::uint64_t seed, std::string_view name)
    : n_(n), seed_(seed), name_(sim::fnv1a_128(name)) {
  if (n == 0) throw std::invalid_argument("KeyedPermutation: of nothing");
  while (half_bits_ < 32 && (std::uint64_t{1} << (2 * half_bits_)) < n) ++half_bits_;
}

std::uint64_t KeyedPermutation::once(std::uint64_t i) const {
  const std::uint64_t mask = (std::uint64_t{1} << half_bits_) - 1;
  std::uint64_t left = i >> half_bits_;
  std::uint64_t right = i & mask;
  for (std::uint64_t round = 0; round < rounds; ++round) {
    const auto mixed = sim::philox({right, round, name_[0], name_[1]}, {seed_, 0x7065726d});
    const std::uint64_t next = left ^ (mixed[0] & mask);
    left = right;
    right = next;
  }
  return left << half_bits_ | right;
}

std::uint64_t KeyedPermutation::operator()(std::uint64_t i) const {
  if (i >= n_) throw std::invalid_argument("KeyedPermutation: beyond its end");
  do {
    i = once(i);
  } while (i >= n_);
  return i;
}

}  // namespace huan::analysis
