#include "analysis/resampled_rows.h"

#include <stdexcept>

#include <boost/math/distributions/normal.hpp>
#include <boost/random/uniform_int_distribution.hpp>

#include "sim/random.h"

namespace huan::analysis {

std::vector<std::size_t> resampled_rows(std::size_t rows, std::uint64_t number, std::uint64_t seed,
                                        std::string_view what) {
  sim::Stream stream(seed, number, what, "resample");
  const boost::random::uniform_int_distribution<std::size_t> any(0, rows - 1);
  std::vector<std::size_t> drawn(rows);
  for (std::size_t& row : drawn) row = any(stream);
  return drawn;
}

double normal_width(double level) {
  if (!(level > 0 && level < 1)) throw std::invalid_argument("no level of confidence");
  return boost::math::quantile(boost::math::normal(), 0.5 + level / 2);
}

}  // namespace huan::analysis
