#include "scenarios/reader/toml_source.h"

#include <catch2/catch.hpp>

using namespace huan::scenarios;

namespace {

std::optional<Node> parsed(const std::string& text, Complaints& complaints) {
  return parse_toml(complaints.sources().add("x.toml", text), complaints);
}

Node node_of(const std::string& text) {
  Complaints complaints;
  const auto node = parsed(text, complaints);
  INFO(complaints.render());
  REQUIRE(node);
  REQUIRE(complaints.all().empty());
  return *node;
}

Complaint complaint_on(const std::string& text) {
  Complaints complaints;
  CHECK_FALSE(parsed(text, complaints));
  REQUIRE(complaints.errors() == 1);
  return complaints.all()[0];
}

}  // namespace

TEST_CASE("Keys keep the order of writing, keys and values their places") {
  const Node root = node_of("zeta = 1\nalpha = \"许昌\" \n\n[[part]]\n  id.deep = 2.5\n");
  REQUIRE(root.table());
  const Table& table = *root.table();
  REQUIRE(table.size() == 3);
  CHECK(table[0].key.name == "zeta");
  CHECK(table[1].key.name == "alpha");
  CHECK(table[1].key.place == Place{0, 2, 1});
  CHECK(table[1].node.place == Place{0, 2, 9});
  CHECK(*table[1].node.text() == "许昌");
  REQUIRE(table[2].node.list());
  const Node* deep = table[2].node.list()->front().find("id")->find("deep");
  REQUIRE(deep);
  CHECK(std::get<double>(deep->value) == 2.5);
  CHECK(deep->place == Place{0, 5, 13});
}

TEST_CASE("Dates are read as instants of the calendar") {
  using namespace std::chrono;
  const Node root = node_of("a = 2021-06-01\nb = 2021-06-01T06:30:00\n");
  const auto a = std::get<Node::Date>(root.find("a")->value);
  CHECK(a.at == sys_days(2021y / June / 1));
  CHECK(a.date_only);
  const auto b = std::get<Node::Date>(root.find("b")->value);
  CHECK(b.at == sys_days(2021y / June / 1) + 6h + 30min);
  CHECK_FALSE(b.date_only);
}

TEST_CASE("A value is shown as it would be written") {
  const Node root =
      node_of("a = { \"x.y\" = [1, 2.5, true, 2021-06-01], b = \"say \\\"no\\\"\" }\n");
  CHECK(root.find("a")->as_written() ==
        R"({ "x.y" = [1, 2.5, true, 2021-06-01], b = "say \"no\"" })");
}

TEST_CASE("Numbers that are no numbers are refused") {
  CHECK(complaint_on("a = nan\n").message == "'nan' is no number a scenario can use");
  CHECK(complaint_on("a = [ -inf ]\n").message == "'-inf' is no number a scenario can use");
}

TEST_CASE("Dates with a time zone, and times alone, are refused") {
  CHECK(complaint_on("a = 2021-06-01T08:00:00+08:00\n").hint == "leave the time zone away");
  CHECK(complaint_on("a = 08:00:00\n").hint ==
        "write a date, or a date and a time: 2021-06-01T06:00:00");
}

TEST_CASE("What is no TOML is refused with its place and a hint for the usual traps") {
  auto complaint = complaint_on("b = 1\na = 110 kt/a\n");
  CHECK(complaint.place == Place{0, 2, 9});
  CHECK(complaint.hint == "a number with its unit stands in quotes: \"110 kt/a\"");
  CHECK(complaint_on("a = 95%\n").hint == "a number with its unit stands in quotes: \"95%\"");
  CHECK(complaint_on("a = {\n b = 1 }\n").hint ==
        "a table in { } stands on one line; for several lines write a section of its own, as in "
        "[event.set]");
  CHECK(complaint_on("a = 1\na = 2\n").hint == "each key is written once");
  CHECK(complaint_on("许 = 1\n").hint ==
        "keys are made of a-z, 0-9, _ and -; all else stands in quotes");
  CHECK(complaint_on("a = kt\n").hint == "texts stand in quotes");
  CHECK(complaint_on("a = True\n").hint == "write true or false");
}

TEST_CASE("Hostile texts are refused before they are parsed") {
  CHECK(complaint_on(std::string("a = 1\n\0b = 2\n", 13)).message ==
        "there is a NUL byte here: is this a text file?");
  CHECK(complaint_on("a = \"\xc3\x28\"\n").message == "this is not UTF-8");
  CHECK(complaint_on("a = \"\xc3\x28\"\n").place == Place{0, 1, 6});
  std::string dots = "a";
  for (int i = 0; i < 40000; ++i) dots += ".a";
  CHECK(complaint_on(dots + " = 1\n").message == "a key of more than 64 parts");
  CHECK(complaint_on("b = { " + dots + " = 1 }\n").message == "a key of more than 64 parts");
  CHECK(complaint_on("[" + dots + "]\n").message == "a key of more than 64 parts");
  CHECK(complaint_on("a = " + std::string(100000, '[') + "\n").message ==
        "nested more than 32 deep");
  CHECK(complaint_on("a = " + std::string(33, '[') + std::string(33, ']') + "\n").message ==
        "nested more than 32 deep");
  node_of("a = " + std::string(32, '[') + std::string(32, ']') + "\n");
  node_of("a = \"" + std::string(1000, '[') + "\" # [[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[\n");
  node_of("a = '''\n" + dots + "\n'''\nb = '\\'\nc = \"\\\"" + dots + "\"\n");
  CHECK(complaint_on(std::string(std::size_t{16} * 1024 * 1024 + 1, '\n')).message ==
        "the file is larger than 16 MiB");
}

TEST_CASE("A byte order mark and an empty file are no faults") {
  CHECK(node_of("").table()->empty());
  CHECK(node_of("\xef\xbb\xbf"
                "a = 1\n")
            .find("a"));
}
