#include <catch2/catch.hpp>

#include "tests/unit/scenarios/built_text.h"

namespace huan::scenarios {
namespace {

using tests::BuiltText;

BuiltText sized(const std::string& text) {
  return tests::tried("format = 1\nstart = 2021-01-01\nend = 2021-12-31\n" + text);
}

std::string source(const std::string& id, const std::string& material, const std::string& rate,
                   const std::string& more = "") {
  return "[[facility]]\nid = \"" + id + "\"\nkind = \"source\"\nmaterial = \"" + material +
         "\"\nrate = " + rate + "\n" + more;
}

std::string route(const std::string& id, const std::string& from, const std::string& to,
                  const std::string& more = "mode = \"pipe\"\n") {
  return "[[route]]\nid = \"" + id + "\"\nfrom = \"" + from + "\"\nto = \"" + to + "\"\n" + more;
}

TEST_CASE("suppliers of very different size all want what their customer needs") {
  const BuiltText made = sized(source("big", "hcl_31", "\"300 kt/a\"", "forced = false\n") +
                               source("small", "hcl_31", "\"1 kt/a\"", "forced = false\n") + R"(
[[facility]]
id = "user"
kind = "market"
material = "hcl_31"
demand = "270 kt/a"
)" + route("a", "big.hcl_31", "user.hcl_31") +
                               route("b", "small.hcl_31", "user.hcl_31"));
  INFO(made.complaints.render());
  REQUIRE(made.built);
  CHECK(made.process("a").capacity == Approx(1.5 * 270'000 / 365));
  CHECK(made.process("b").capacity == Approx(1.5 * 270'000 / 365));
}

TEST_CASE("a route from a seasonal source carries its season") {
  const BuiltText made = sized(R"(
[[profile]]
id = "pulse"
months = [0, 0, 0, 0, 0, 12, 0, 0, 0, 0, 0, 0]
)" + source("src", "msw", R"({ value = "10 t/d", profile = "pulse" })") +
                               R"(
[[facility]]
id = "user"
kind = "market"
material = "msw"
demand = "12 t/d"
storage = "300 d"
)" + route("band", "src.msw", "user.msw", "mode = \"conveyor\"\n"));
  INFO(made.complaints.render());
  REQUIRE(made.built);
  CHECK(made.process("band").capacity == Approx(1.5 * 120));
}

TEST_CASE("what must leave is shared by what is wanted at the ends of its routes") {
  const BuiltText made = sized(source("src", "msw", "\"90 t/d\"") + R"(
[[facility]]
id = "one"
kind = "market"
material = "msw"
demand = "20 t/d"
[[facility]]
id = "two"
kind = "market"
material = "msw"
demand = "10 t/d"
)" + route("to_one", "src.msw", "one.msw") +
                               route("to_two", "src.msw", "two.msw"));
  INFO(made.complaints.render());
  REQUIRE(made.built);
  CHECK(made.process("to_one").capacity == Approx(1.5 * 60));
  CHECK(made.process("to_two").capacity == Approx(1.5 * 30));
}

TEST_CASE("an outlet without limit takes what its place is supplied with") {
  const BuiltText made = sized(source("src", "used_oil", "\"3 t/d\"") +
                               source("other", "used_oil", "\"100 t/d\"") + R"(
[[facility]]
id = "store"
kind = "transfer_station"
material = "used_oil"
storage = "100 t"
[[boundary]]
id = "out"
from = "store.used_oil"
[[boundary]]
id = "rest"
from = "other.used_oil"
only_when = "full"
)" + route("pipe", "src.used_oil", "store.used_oil"));
  INFO(made.complaints.render());
  REQUIRE(made.built);
  CHECK(made.process("out").capacity == Approx(1.5 * 3));
  CHECK(made.process("pipe").capacity == Approx(1.5 * 1.5 * 3));
}

constexpr const char* cells = R"(
[[facility]]
id = "cells"
kind = "recipe"
recipe = "hall_heroult"
capacity = "365 kt/a"
operating_days = "365 d"
imports = ["alumina", "prebaked_anode"]
exports = ["al_liquid", "anode_butts", "spl"]
)";

std::string station(const std::string& id, const std::string& capacity) {
  return "[[facility]]\nid = \"" + id +
         "\"\nkind = \"recipe\"\nrecipe = \"coal_chp\"\ncapacity = \"" + capacity + R"("
operating_days = "365 d"
imports = ["thermal_coal"]
exports = ["coal_fly_ash", "coal_bottom_ash", "gypsum_fgd"]
)";
}

TEST_CASE("a wire brings a bus bar what its users need, nothing to be sold again") {
  const BuiltText made =
      sized(cells + station("station", "3650 kt/a") +
            route("line", "station.electricity", "cells.electricity", "mode = \"wire\"\n"));
  INFO(made.complaints.render());
  REQUIRE(made.built);
  const sim::ProcessSpec& run = made.process("cells.run");
  double need = 0;
  for (const sim::Draw& draw : run.draws) {
    if (made.plan().stocks[draw.stock.index()].name == "cells.electricity")
      need = draw.amount * run.capacity;
  }
  REQUIRE(need > 0);
  CHECK(made.process("line").capacity == Approx(need));
}

TEST_CASE("a wire carries no power that its station would have to buy") {
  const BuiltText made =
      sized(cells + station("station", "36.5 kt/a") +
            route("line", "station.electricity", "cells.electricity", "mode = \"wire\"\n"));
  INFO(made.complaints.render());
  REQUIRE(made.built);
  const sim::ProcessSpec& run = made.process("station.run");
  double made_mwh = 0;
  for (const sim::Delivery& delivery : run.deliveries) {
    if (made.plan().stocks[delivery.stock.index()].name == "station.electricity")
      made_mwh = delivery.amount.constant * run.capacity;
  }
  REQUIRE(made_mwh > 0);
  CHECK(made.process("line").capacity == Approx(made_mwh));
}

TEST_CASE("wires to one bus bar split its need by what their stations make") {
  const BuiltText made =
      sized(cells + station("large", "300 kt/a") + station("small", "100 kt/a") +
            route("wire_l", "large.electricity", "cells.electricity", "mode = \"wire\"\n") +
            route("wire_s", "small.electricity", "cells.electricity", "mode = \"wire\"\n"));
  INFO(made.complaints.render());
  REQUIRE(made.built);
  CHECK(made.process("wire_l").capacity == Approx(3 * made.process("wire_s").capacity));
}

TEST_CASE("the sizes that routes were given can be read") {
  const BuiltText made = sized(source("src", "msw", "\"90 t/d\"") + R"(
[[facility]]
id = "one"
kind = "market"
material = "msw"
demand = "20 t/d"
)" + route("to_one", "src.msw", "one.msw"));
  INFO(made.complaints.render());
  REQUIRE(made.built);
  REQUIRE(made.built->sizes.size() == 1);
  CHECK(made.built->sizes[0].id == "to_one");
  CHECK(made.built->sizes[0].rate == Approx(135));
  CHECK(made.built->sizes[0].demand == Approx(20));
  CHECK(made.built->sizes[0].supply == Approx(90));
  CHECK(made.built->sizes[0].unit == "t");
}

TEST_CASE("numbers are counted by kind, and those that no document states") {
  const BuiltText made = sized(source("src", "msw", "\"90 t/d\"", "assumed = true\n") + R"(
[[facility]]
id = "one"
kind = "market"
material = "msw"
demand = "20 t/d"
storage = { value = "3 d", assumed = true }
[[facility]]
id = "two"
kind = "market"
material = "msw"
demand = "10 t/d"
)" + route("to_one", "src.msw", "one.msw", "mode = \"pipe\"\ncapacity = \"50 t/d\"\n") +
                               route("to_two", "src.msw", "two.msw"));
  INFO(made.complaints.render());
  REQUIRE(made.built);
  std::string text;
  for (const Assumed& count : made.built->assumed)
    text +=
        count.what + " " + std::to_string(count.given) + "/" + std::to_string(count.assumed) + " ";
  CHECK(text == "capacity 1/0 rate 1/1 demand 2/0 storage 1/1 ");
}

// ------------------------------------------------------------------------------------ lots

constexpr const char* small_store = R"(
[[facility]]
id = "user"
kind = "market"
material = "msw"
demand = "20 t/d"
storage = "5 d"
)";

TEST_CASE("lots ordered above what the destination holds are warned of") {
  const BuiltText made =
      sized(source("src", "msw", "\"30 t/d\"") + small_store +
            route("truck", "src.msw", "user.msw",
                  "mode = \"truck\"\nlot = \"10 t\"\norder_below = \"150 t\"\n"));
  INFO(made.complaints.render());
  REQUIRE(made.built);
  const std::string text = made.complaints.render();
  CHECK(text.find("'truck' orders below 150 t, and 'user.msw' holds 100 t") != std::string::npos);
  CHECK(text.find("warning") != std::string::npos);
}

TEST_CASE("vehicles without number send what fits on arrival, and are not sent to queue") {
  const BuiltText made = sized(source("src", "msw", "\"30 t/d\"") + small_store +
                               route("truck", "src.msw", "user.msw",
                                     "mode = \"truck\"\nlot = \"10 t\"\ntransit = \"2 d\"\n"));
  INFO(made.complaints.render());
  REQUIRE(made.built);
  REQUIRE(made.plan().shipments.size() == 1);
  CHECK(made.plan().shipments[0].order_below.value_or(0) == Approx(100 + 2 * 20));
}

TEST_CASE("a fleet that is counted queues where it is told to") {
  const BuiltText made =
      sized(source("src", "msw", "\"30 t/d\"") + small_store +
            route("truck", "src.msw", "user.msw", "mode = \"truck\"\nlot = \"10 t\"\nfleet = 3\n"));
  INFO(made.complaints.render());
  REQUIRE(made.built);
  CHECK_FALSE(made.plan().shipments[0].order_below.has_value());
}

}  // namespace
}  // namespace huan::scenarios
