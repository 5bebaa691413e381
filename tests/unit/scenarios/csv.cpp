#include "scenarios/reader/csv.h"

#include <catch2/catch.hpp>

using namespace huan::scenarios;

namespace {

std::optional<CsvTable> parsed_table(const std::string& text, Complaints& complaints) {
  return parse_csv(complaints.sources().add("x.csv", text), complaints);
}

CsvTable table_of(const std::string& text) {
  Complaints complaints;
  const auto table = parsed_table(text, complaints);
  INFO(complaints.render());
  REQUIRE(table);
  REQUIRE(complaints.all().empty());
  return *table;
}

Complaint complaint_on_table(const std::string& text) {
  Complaints complaints;
  CHECK_FALSE(parsed_table(text, complaints));
  REQUIRE(complaints.errors() == 1);
  return complaints.all()[0];
}

}  // namespace

TEST_CASE("A table has a header and rows of as many cells") {
  const auto table = table_of("id,name\r\na,\"x, \"\"y\"\"\nz\"\r\n\nb,许昌\n");
  REQUIRE(table.header.size() == 2);
  CHECK(table.header[1].name == "name");
  CHECK(table.header[1].place == Place{0, 1, 4});
  REQUIRE(table.rows.size() == 2);
  CHECK(*table.rows[0][1].text() == "x, \"y\"\nz");
  CHECK(table.rows[0][1].place == Place{0, 2, 3});
  CHECK(*table.rows[1][1].text() == "许昌");
  CHECK(table.rows[1][1].place == Place{0, 5, 3});
  CHECK(table.rows[1][0].cell);
}

TEST_CASE("The last line may lack its end, and a byte order mark is skipped") {
  const auto table = table_of("\xef\xbb\xbfid,name\na,");
  CHECK(table.header[0].name == "id");
  REQUIRE(table.rows.size() == 1);
  CHECK(table.rows[0][1].text()->empty());
}

TEST_CASE("A row becomes a table: dots in column names nest, empty cells are left out") {
  const auto table = table_of("id,stocks.msw.capacity,stocks.msw.initial,name\na,9 kt,,x\n");
  const Node row = table.row_as_table(0);
  REQUIRE(row.table()->size() == 3);
  CHECK(*row.find("stocks")->find("msw")->find("capacity")->text() == "9 kt");
  CHECK(row.find("stocks")->find("msw")->find("initial") == nullptr);
  CHECK(row.place == Place{0, 2, 1});
}

TEST_CASE("Faulty tables are refused with line and column") {
  auto complaint = complaint_on_table("id,name\na,b,c\n");
  CHECK(complaint.message == "this row has 3 cells, the header has 2");
  CHECK(complaint.place == Place{0, 2, 5});
  complaint = complaint_on_table("id,name\na\n");
  CHECK(complaint.message == "this row has 1 cell, the header has 2");
  complaint = complaint_on_table("id,name\na,\"b\n\n");
  CHECK(complaint.message == "this quote is never closed");
  CHECK(complaint.place == Place{0, 2, 3});
  CHECK(complaint_on_table("id,name\na,\"b\"\"").message == "this quote is never closed");
  CHECK(complaint_on_table("id,name\na,\"").message == "this quote is never closed");
  complaint = complaint_on_table("id,name\na,\"b\"c\n");
  CHECK(complaint.message == "text after the closing quote");
  CHECK(complaint.place == Place{0, 2, 6});
  complaint = complaint_on_table("id,name\na,b\"c\n");
  CHECK(complaint.message == "a quote inside a cell without quotes");
  CHECK(complaint.hint == "put the cell in quotes and double the quote: \"b\"\"c\"");
  CHECK(complaint_on_table("id,id\n").message == "column 'id' appears twice");
  CHECK(complaint_on_table("id,\n").message == "a column without a name");
  CHECK(complaint_on_table("").message == "the table is empty: its first line names the columns");
  CHECK(complaint_on_table("id,stocks.msw,stocks.msw.capacity\n").message ==
        "column 'stocks.msw.capacity' lies inside column 'stocks.msw'");
  CHECK(complaint_on_table(std::string("id\n\0\n", 5)).message ==
        "there is a NUL byte here: is this a text file?");
  CHECK(complaint_on_table("id\n\xff\n").message == "this is not UTF-8");
  CHECK(complaint_on_table("a.b.c.d.e.f.g.h.i\n1\n").message ==
        "a column name of more than 8 parts");
}
