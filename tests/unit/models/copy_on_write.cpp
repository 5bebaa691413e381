#include "models/copy_on_write.h"

#include <string>

#include <catch2/catch.hpp>

namespace huan::models {
namespace {

TEST_CASE("Copies share what none of them has changed") {
  const CopyOnWrite<std::string> first(std::string("ore"));
  const CopyOnWrite<std::string> second = first;
  CHECK(&*first == &*second);
}

TEST_CASE("A change is seen by the copy that made it, and by none before or after") {
  CopyOnWrite<std::string> first(std::string("ore"));
  CopyOnWrite<std::string> second = first;
  second.own() += " and coke";
  CHECK(*first == "ore");
  CHECK(*second == "ore and coke");
  const CopyOnWrite<std::string> third = second;
  second.own() += " and lime";
  CHECK(*third == "ore and coke");
}

TEST_CASE("What belongs to one alone is changed where it is") {
  CopyOnWrite<std::string> only(std::string("ore"));
  const std::string* before = &*only;
  only.own() += "s";
  CHECK(&*only == before);
}

}  // namespace
}  // namespace huan::models
