#include "sim/random.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <limits>
#include <random>
#include <stdexcept>
#include <string>
#include <vector>

#include <boost/random/exponential_distribution.hpp>
#include <boost/random/lognormal_distribution.hpp>
#include <boost/random/normal_distribution.hpp>
#include <boost/random/triangle_distribution.hpp>
#include <boost/random/weibull_distribution.hpp>
#include <catch2/catch.hpp>

using huan::sim::fnv1a_128;
using huan::sim::philox;
using huan::sim::Stream;

static_assert(std::uniform_random_bit_generator<Stream>);

namespace {

using Block = std::array<std::uint64_t, 4>;

std::vector<std::uint64_t> numbers(Stream stream, std::size_t n) {
  std::vector<std::uint64_t> out(n);
  std::generate(out.begin(), out.end(), std::ref(stream));
  return out;
}

/// Largest distance between the sample's distribution and `cdf`, times sqrt(n). Above 2.2 with a
/// probability of 1e-4 when the sample follows it (Kolmogorov).
double kolmogorov_smirnov(std::vector<double> sample, const std::function<double(double)>& cdf) {
  std::sort(sample.begin(), sample.end());
  const auto n = static_cast<double>(sample.size());
  double distance = 0;
  for (std::size_t i = 0; i < sample.size(); ++i) {
    const double p = cdf(sample[i]);
    distance =
        std::max({distance, p - static_cast<double>(i) / n, static_cast<double>(i + 1) / n - p});
  }
  return distance * std::sqrt(n);
}

template <class Draw>
std::vector<double> sample(std::size_t n, Draw draw) {
  std::vector<double> out(n);
  std::generate(out.begin(), out.end(), draw);
  return out;
}

double normal_cdf(double x) { return 0.5 * std::erfc(-x / std::sqrt(2.0)); }

}  // namespace

TEST_CASE("Philox gives the published answers") {
  // Random123, kat_vectors, the lines of philox4x64 with 10 rounds: counter, key, answer.
  constexpr std::uint64_t ones = std::numeric_limits<std::uint64_t>::max();
  CHECK(philox({0, 0, 0, 0}, {0, 0}) ==
        Block{0x16554d9eca36314c, 0xdb20fe9d672d0fdc, 0xd7e772cee186176b, 0x7e68b68aec7ba23b});
  CHECK(philox({ones, ones, ones, ones}, {ones, ones}) ==
        Block{0x87b092c3013fe90b, 0x438c3c67be8d0224, 0x9cc7d7c69cd777b6, 0xa09caebf594f0ba0});
  // counter and key are the first digits of pi
  CHECK(philox({0x243f6a8885a308d3, 0x13198a2e03707344, 0xa4093822299f31d0, 0x082efa98ec4e6c89},
               {0x452821e638d01377, 0xbe5466cf34e90c6c}) ==
        Block{0xa528f45403e61d95, 0x38c72dbd566e9788, 0xa5a1610e72fd18b5, 0x57bd43b5e52b7fe6});
}

TEST_CASE("FNV-1a with 128 bits gives the published answers") {
  // The offset basis, and the test vectors of Go's hash/fnv.
  CHECK(fnv1a_128("") == std::array<std::uint64_t, 2>{0x62b821756295c58d, 0x6c62272e07bb0142});
  CHECK(fnv1a_128("a") == std::array<std::uint64_t, 2>{0x78912b704e4a8964, 0xd228cb696f1a8caf});
  CHECK(fnv1a_128("ab") == std::array<std::uint64_t, 2>{0x5aa0733055b69a62, 0x08809544bbab1be9});
  CHECK(fnv1a_128("abc") == std::array<std::uint64_t, 2>{0x836dbc7977af7f3b, 0xa68d622cec8b5822});
}

TEST_CASE("A stream is Philox at the counter its names and position say") {
  const auto name = fnv1a_128(std::string("waelz.kiln\0", 11) + std::string("10\0outage", 9));
  const Block first = philox({0, 0, name[0], name[1]}, {7, 3});
  const Block second = philox({1, 0, name[0], name[1]}, {7, 3});
  std::vector<std::uint64_t> expected(first.begin(), first.end());
  expected.insert(expected.end(), second.begin(), second.end());
  CHECK(numbers(Stream(7, 3, "waelz.kiln", "outage"), 8) == expected);
}

TEST_CASE("Streams differ when seed, replicate, name or purpose differ, and only then") {
  const auto base = numbers(Stream(1, 2, "a.b", "outage"), 8);
  CHECK(numbers(Stream(1, 2, "a.b", "outage"), 8) == base);
  CHECK(numbers(Stream(2, 2, "a.b", "outage"), 8) != base);
  CHECK(numbers(Stream(1, 1, "a.b", "outage"), 8) != base);
  CHECK(numbers(Stream(1, 2, "a.c", "outage"), 8) != base);
  CHECK(numbers(Stream(1, 2, "a.b", "repair"), 8) != base);
  CHECK(numbers(Stream(2, 1, "a.b", "outage"), 8) != base);  // seed and replicate do not mix
  // nor do name and purpose
  CHECK(numbers(Stream(1, 2, "a.bo", "utage"), 8) != base);
  CHECK(numbers(Stream(1, 2, "", "a.boutage"), 8) != base);
}

TEST_CASE("Streams of similar names are uncorrelated") {
  // Correlation of 4,000 pairs: standard deviation 0.016, so 0.08 is five of them.
  Stream a(1, 0, "kiln_1", "outage");
  Stream b(1, 0, "kiln_2", "outage");
  double sum = 0;
  for (int i = 0; i < 4000; ++i) sum += (a.uniform() - 0.5) * (b.uniform() - 0.5) * 12;
  CHECK(std::abs(sum / 4000) < 0.08);
}

TEST_CASE("A stream goes on from any position") {
  const auto all = numbers(Stream(5, 0, "x", "y"), 20);
  for (std::uint64_t start = 0; start < 12; ++start) {
    Stream stream(5, 0, "x", "y");
    stream.restore(start);
    CHECK(stream.position() == start);
    CHECK(numbers(stream, 8) ==
          std::vector<std::uint64_t>(all.begin() + static_cast<int>(start),
                                     all.begin() + static_cast<int>(start) + 8));
  }
}

TEST_CASE("Equal streams are those that give the same from here on") {
  Stream a(5, 0, "x", "y");
  Stream b(5, 0, "x", "y");
  CHECK(a == b);
  a.next();
  CHECK_FALSE(a == b);
  b.restore(1);
  CHECK(a == b);
  CHECK_FALSE(a == Stream(5, 0, "x", "z"));
}

TEST_CASE("Uniform numbers fill the open unit interval evenly") {
  Stream stream(11, 0, "uniform", "test");
  const auto u = sample(20000, [&] { return stream.uniform(); });
  CHECK(*std::min_element(u.begin(), u.end()) > 0);
  CHECK(*std::max_element(u.begin(), u.end()) < 1);
  CHECK(kolmogorov_smirnov(u, [](double x) { return x; }) < 2.2);
}

TEST_CASE("Exponential times have the mean and the distribution asked for") {
  Stream stream(12, 0, "exponential", "test");
  const auto t = sample(20000, [&] { return stream.exponential(30); });
  CHECK(kolmogorov_smirnov(t, [](double x) { return 1 - std::exp(-x / 30); }) < 2.2);
  double sum = 0;
  for (const double x : t) sum += x;
  CHECK(sum / 20000 == Approx(30).margin(5 * 30 / std::sqrt(20000.0)));
  CHECK(stream.exponential(0) == 0);
  CHECK_THROWS_AS(stream.exponential(-1), std::invalid_argument);
  CHECK_THROWS_AS(stream.exponential(std::numeric_limits<double>::infinity()),
                  std::invalid_argument);
  CHECK_THROWS_AS(stream.exponential(std::numeric_limits<double>::quiet_NaN()),
                  std::invalid_argument);
}

TEST_CASE("Longer mean times stretch the same random numbers") {
  Stream a(13, 0, "a", "b");
  Stream b(13, 0, "a", "b");
  for (int i = 0; i < 1000; ++i) CHECK(b.exponential(6) == Approx(3 * a.exponential(2)));
}

TEST_CASE("Boost's distributions take their numbers from a stream") {
  Stream stream(14, 0, "boost", "test");
  boost::random::exponential_distribution<double> exponential(2);
  CHECK(kolmogorov_smirnov(sample(5000, [&] { return exponential(stream); }),
                           [](double x) { return 1 - std::exp(-2 * x); }) < 2.2);
  boost::random::weibull_distribution<double> weibull(1.5, 4);
  CHECK(kolmogorov_smirnov(sample(5000, [&] { return weibull(stream); }),
                           [](double x) { return 1 - std::exp(-std::pow(x / 4, 1.5)); }) < 2.2);
  boost::random::normal_distribution<double> normal(3, 2);
  CHECK(kolmogorov_smirnov(sample(5000, [&] { return normal(stream); }),
                           [](double x) { return normal_cdf((x - 3) / 2); }) < 2.2);
  boost::random::lognormal_distribution<double> lognormal(1, 0.5);
  CHECK(kolmogorov_smirnov(sample(5000, [&] { return lognormal(stream); }),
                           [](double x) { return normal_cdf((std::log(x) - 1) / 0.5); }) < 2.2);
  boost::random::triangle_distribution<double> triangle(0, 1, 4);
  CHECK(kolmogorov_smirnov(sample(5000, [&] { return triangle(stream); }), [](double x) {
          return x < 1 ? x * x / 4 : 1 - (4 - x) * (4 - x) / 12;
        }) < 2.2);
}
