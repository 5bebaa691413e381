#include "sim/app/arguments.h"

#include <catch2/catch.hpp>

#include "sim/app/command.h"

namespace huan::app {
namespace {

const Syntax syntax{"fly",
                    "PLACE",
                    "Flies somewhere.",
                    {{"output,o", "FILE", "where to", false},
                     {"set", "P=V", "how", true},
                     {"seed", "N", "chance", false},
                     {"list", "", "what", false}},
                    1,
                    1};

TEST_CASE("options come in any order, long or short, with a space or an equals sign") {
  const Arguments a(syntax, {"-o", "x", "place", "--set=a=1", "--list", "--set", "b=2 t/d"});
  CHECK(a.operands() == std::vector<std::string>{"place"});
  CHECK(a.text("output") == "x");
  CHECK(a.texts("set") == std::vector<std::string>{"a=1", "b=2 t/d"});
  CHECK(a.has("list"));
  CHECK_FALSE(a.has("seed"));
}

TEST_CASE("an option is not guessed from its beginning") {
  CHECK_THROWS_AS(Arguments(syntax, {"place", "--out", "x"}), UsageError);
}

TEST_CASE("a number is whole and not negative") {
  CHECK(Arguments(syntax, {"p", "--seed", "18446744073709551615"}).number("seed") ==
        18446744073709551615ULL);
  CHECK_THROWS_AS(Arguments(syntax, {"p", "--seed", "1.5"}).number("seed"), UsageError);
  CHECK_THROWS_AS(Arguments(syntax, {"p", "--seed", "18446744073709551616"}).number("seed"),
                  UsageError);
}

TEST_CASE("too few and too many words are errors that show the usage") {
  CHECK_THROWS_WITH(Arguments(syntax, {}), Catch::Contains("huan fly PLACE"));
  CHECK_THROWS_WITH(Arguments(syntax, {"a", "b"}), Catch::Contains("huan fly PLACE"));
}

TEST_CASE("help is given even where words are missing") {
  CHECK(Arguments(syntax, {"--help"}).help());
  CHECK(help_of(syntax).find("--output") != std::string::npos);
}

}  // namespace
}  // namespace huan::app
