#include "sim/random.h"

#include <cmath>
#include <stdexcept>
#include <string>

#include <Random123/philox.h>
#include <boost/random/exponential_distribution.hpp>

namespace huan::sim {
namespace {

/// Name, a separator that no other pair of texts can imitate, purpose.
std::string joined(std::string_view name, std::string_view purpose) {
  std::string text(name);
  text += '\0';
  text += std::to_string(name.size());
  text += '\0';
  text += purpose;
  return text;
}

}  // namespace

std::array<std::uint64_t, 4> philox(const std::array<std::uint64_t, 4>& counter,
                                    const std::array<std::uint64_t, 2>& key) {
  const r123::Philox4x64::ctr_type c = {{counter[0], counter[1], counter[2], counter[3]}};
  const r123::Philox4x64::key_type k = {{key[0], key[1]}};
  const auto out = r123::Philox4x64()(c, k);
  return {out[0], out[1], out[2], out[3]};
}

std::array<std::uint64_t, 2> fnv1a_128(std::string_view text) {
  using Wide = unsigned __int128;
  constexpr Wide prime = (Wide{1} << 88) + 0x13b;
  Wide hash = Wide{0x6c62272e07bb0142} << 64 | 0x62b821756295c58d;
  for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * prime;
  return {static_cast<std::uint64_t>(hash), static_cast<std::uint64_t>(hash >> 64)};
}

Stream::Stream(std::uint64_t seed, std::uint64_t replicate, std::string_view name,
               std::string_view purpose)
    : key_{seed, replicate}, name_(fnv1a_128(joined(name, purpose))) {}

void Stream::fill() { block_ = philox({(position_ - 1) / 4, 0, name_[0], name_[1]}, key_); }

void Stream::restore(std::uint64_t position) {
  position_ = position;
  if (position % 4 != 0) fill();
}

double Stream::exponential(double mean) {
  if (!(mean >= 0) || std::isinf(mean)) {
    throw std::invalid_argument("Stream: an exponential of mean " + std::to_string(mean));
  }
  return mean * boost::random::exponential_distribution<double>()(*this);
}

}  // namespace huan::sim
