#include <catch2/catch.hpp>

#include "analysis/fifo_delay.h"
#include "analysis/pattern.h"
#include "analysis/sha256.h"

using namespace huan::analysis;

TEST_CASE("A pattern's star stands for anything, its question mark for one character") {
  CHECK(matches("xc_dz_ss.scrap", "xc_dz_*"));
  CHECK(matches("xc_p44.zinc_oxide", "*.zinc_oxide"));
  CHECK(matches("a>b", "*>*"));
  CHECK(matches("", "*"));
  CHECK(matches("abcabd", "*abd"));
  CHECK(matches("p1", "p?"));
  CHECK_FALSE(matches("p", "p?"));
  CHECK_FALSE(matches("xc_p44.zinc_oxide2", "*.zinc_oxide"));
  CHECK_FALSE(matches("a", ""));
  CHECK_FALSE(matches(std::string(2000, 'a'), std::string(200, '*') + "b"));
}

TEST_CASE("SHA-256 gives the digests of FIPS 180-4") {
  CHECK(sha256("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  CHECK(sha256("") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
}

TEST_CASE("What came first leaves first") {
  using List = std::vector<double>;
  const List days = {1, 2, 3, 4};
  // 10 t a day in, none out: the oldest came at the start
  CHECK(fifo_delay(0, days, List{10, 10, 10, 10}, List{10, 20, 30, 40}, 0) == List{1, 2, 3, 4});
  // 10 t a day in and, after the first day, out: it stays a day
  CHECK(fifo_delay(0, days, List{10, 10, 10, 10}, List{10, 10, 10, 10}, 0) == List{1, 1, 1, 1});
  // half a day's throughput in store
  CHECK(fifo_delay(0, days, List{10, 10, 10, 10}, List{5, 5, 5, 5}, 0) == List{.5, .5, .5, .5});
  // 6 t at the start, 2 t a day out, nothing in: the rest is as old as the run, until it is gone
  CHECK(fifo_delay(0, days, List{0, 0, 0, 0}, List{4, 2, 0, 0}, 6) == List{1, 2, 0, 0});
  // 4 t on the first day, none later; 1 t leaves each day
  CHECK(fifo_delay(0, days, List{4, 0, 0, 0}, List{3, 2, 1, 0}, 0) == List{.75, 1.5, 2.25, 0});
}
