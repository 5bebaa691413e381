#include "scenarios/reader/complaint.h"

#include <catch2/catch.hpp>

using namespace huan::scenarios;

TEST_CASE("A complaint shows its place, the line, a caret below the column, and a hint") {
  Complaints complaints;
  std::string text(40, '\n');
  const auto file = complaints.sources().add("x/metals.toml", text + "capacity = \"110 kt\"\n");
  complaints.error({file, 41, 12}, "'capacity' = \"110 kt\": a flow is needed, this is a mass",
                   "say per what time: \"110 kt/a\"");
  CHECK(complaints.render() ==
        "x/metals.toml:41:12: error: 'capacity' = \"110 kt\": a flow is needed, this is a mass\n"
        "   41 | capacity = \"110 kt\"\n"
        "      |            ^\n"
        "      hint: say per what time: \"110 kt/a\"\n"
        "1 error; nothing was run.\n");
}

TEST_CASE("Complaints are shown in the order of the text, equal ones once, and counted") {
  Complaints complaints;
  const auto file = complaints.sources().add("a.toml", "one\ntwo\n");
  complaints.error({file, 2, 1}, "second");
  complaints.warning({file, 1, 1}, "first");
  complaints.error({file, 2, 1}, "second");
  complaints.error({}, "no place at all");
  CHECK(complaints.render() ==
        "a.toml:1:1: warning: first\n    1 | one\n      | ^\n"
        "a.toml:2:1: error: second\n    2 | two\n      | ^\n"
        "error: no place at all\n"
        "2 errors, 1 warning; nothing was run.\n");
  CHECK(complaints.errors() == 2);
  CHECK(complaints.warnings() == 1);
}

TEST_CASE("Warnings alone do not say that nothing was run") {
  Complaints complaints;
  const auto file = complaints.sources().add("a.toml", "one\n");
  complaints.warning({file, 1, 2}, "careful");
  CHECK(complaints.render() ==
        "a.toml:1:2: warning: careful\n    1 | one\n      |  ^\n1 warning.\n");
  CHECK(complaints.fine());
}

TEST_CASE("The caret stands below its character behind Chinese letters and tabs") {
  Complaints complaints;
  const auto file = complaints.sources().add("a.toml", "\tname = \"许昌\" x\n");
  complaints.error({file, 1, 14}, "wrong");
  CHECK(complaints.render(complaints.all()[0]) ==
        "a.toml:1:14: error: wrong\n    1 | \tname = \"许昌\" x\n"
        "      | \t              ^\n");
}

TEST_CASE("A very long line is shown around the place") {
  Complaints complaints;
  const auto file =
      complaints.sources().add("a.toml", std::string(5000, 'a') + "X" + std::string(5000, 'b'));
  complaints.error({file, 1, 5001}, "wrong");
  const auto text = complaints.render(complaints.all()[0]);
  CHECK(text.size() < 400);
  const auto line = text.find("X");
  const auto caret = text.find("^");
  REQUIRE(line != std::string::npos);
  REQUIRE(caret != std::string::npos);
  CHECK(caret - text.rfind('\n', caret) == line - text.rfind('\n', line));
}

TEST_CASE("What a file says cannot steer the terminal") {
  Complaints complaints;
  const auto file = complaints.sources().add("a.toml", "a\x1b[31m = \"\xff\"\n");
  complaints.error({file, 1, 1}, "key 'a\x1b[31m'");
  const auto text = complaints.render();
  CHECK(text.find('\x1b') == std::string::npos);
  CHECK(text.find('\xff') == std::string::npos);
}

TEST_CASE("A second place is a note of its own") {
  Complaints complaints;
  const auto file = complaints.sources().add("a.toml", "id = 1\nid = 2\n");
  complaints.add(
      {Severity::error, {file, 2, 1}, "twice", "", {{{file, 1, 1}, "first defined here"}}});
  CHECK(complaints.render(complaints.all()[0]) ==
        "a.toml:2:1: error: twice\n    2 | id = 2\n      | ^\n"
        "a.toml:1:1: note: first defined here\n");
}

TEST_CASE("More complaints than asked for are counted, not written") {
  Complaints complaints;
  const auto file = complaints.sources().add("a.toml", "x\n");
  for (int i = 0; i < 5; ++i) complaints.error({file, 1, 1}, "number " + std::to_string(i));
  const auto text = complaints.render(2);
  CHECK(text.find("number 1") != std::string::npos);
  CHECK(text.find("number 2") == std::string::npos);
  CHECK(text.find("... and 3 more.\n5 errors; nothing was run.\n") != std::string::npos);
}

TEST_CASE("The nearest word is suggested only when it is near") {
  const std::vector<std::string> words = {"capacity", "opens", "closes", "kind"};
  CHECK(nearest("capacty", words) == "capacity");
  CHECK(nearest("Capacity", words) == "capacity");
  CHECK(nearest("knid", words) == "kind");
  CHECK(nearest("zzz", words).empty());
  CHECK(nearest("", words).empty());
  CHECK(did_you_mean("capacty", words) == "did you mean 'capacity'?");
  CHECK(did_you_mean("zzz", words, "else") == "else");
}
