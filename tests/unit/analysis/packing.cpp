#include "analysis/packing.h"

#include <numeric>

#include <catch2/catch.hpp>

#include "tests/own_folder.h"

using namespace huan::analysis;

namespace {

std::vector<double> counted(std::size_t from, std::size_t count) {
  std::vector<double> values(count);
  std::iota(values.begin(), values.end(), static_cast<double>(from));
  return values;
}

/// A file with one compressed table of its own, that goes with the test.
class PackedTable {
 public:
  PackedTable(hdf5::Element element, const hdf5::Extent& size, const hdf5::Extent& chunk)
      : file_(hdf5::create_file(path())),
        table_(hdf5::create_dataset(
            file_.id(), "table",
            {.element = element, .size = size, .most = {}, .chunk = chunk, .compressed = true})) {}

  [[nodiscard]] hid_t id() const { return table_.id(); }
  /// What the library reads in a file that was closed and opened.
  template <class T>
  std::vector<T> read_again(const hdf5::Block& block, std::size_t count) {
    table_.close();
    REQUIRE(file_.close());
    file_ = hdf5::open_file(path());
    table_ = hdf5::open_dataset(file_.id(), "table");
    std::vector<T> values(count);
    hdf5::read(table_.id(), block, std::span(values));
    return values;
  }

 private:
  [[nodiscard]] std::filesystem::path path() const { return folder_.file("packed.h5"); }

  huan::tests::OwnFolder folder_;
  hdf5::Handle file_, table_;
};

}  // namespace

TEST_CASE("Packed chunks hold the numbers of their block, along one, two and three axes") {
  using hdf5::Element;
  SECTION("one, the last chunk not full") {
    PackedTable table(Element::real, {7}, {3});
    write_packed(table.id(), {.offset = {0}, .count = {7}}, counted(0, 7));
    CHECK(table.read_again<double>({.offset = {0}, .count = {7}}, 7) == counted(0, 7));
  }
  SECTION("two, block by block: rows 0 to 3, then row 4; neither axis a multiple of its chunk") {
    PackedTable table(Element::real, {5, 7}, {2, 3});
    write_packed(table.id(), {.offset = {0, 0}, .count = {4, 7}}, counted(0, 28));
    write_packed(table.id(), {.offset = {4, 0}, .count = {1, 7}}, counted(28, 7));
    CHECK(table.read_again<double>({.offset = {0, 0}, .count = {5, 7}}, 35) == counted(0, 35));
  }
  SECTION("two, columns 3 to 5 alone: all else is 0") {
    PackedTable table(Element::real, {2, 7}, {2, 3});
    write_packed(table.id(), {.offset = {0, 3}, .count = {2, 3}}, counted(1, 6));
    CHECK(table.read_again<double>({.offset = {0, 0}, .count = {2, 7}}, 14) ==
          std::vector<double>{0, 0, 0, 1, 2, 3, 0, 0, 0, 0, 4, 5, 6, 0});
  }
  SECTION("three") {
    PackedTable table(Element::real, {5, 3, 4}, {2, 2, 4});
    write_packed(table.id(), {.offset = {0, 0, 0}, .count = {5, 3, 4}}, counted(0, 60));
    CHECK(table.read_again<double>({.offset = {0, 0, 0}, .count = {5, 3, 4}}, 60) ==
          counted(0, 60));
  }
  SECTION("whole numbers of four bytes") {
    PackedTable wholes(Element::integer, {4}, {3});
    write_packed(wholes.id(), {.offset = {0}, .count = {4}},
                 std::vector<std::int32_t>{1, -2, 3, 4});
    CHECK(wholes.read_again<std::int32_t>({.offset = {0}, .count = {4}}, 4) ==
          std::vector<std::int32_t>{1, -2, 3, 4});
  }
  SECTION("whole numbers of one byte") {
    PackedTable small(Element::small, {4}, {3});
    write_packed(small.id(), {.offset = {0}, .count = {4}}, std::vector<std::int8_t>{1, -2, 3, 4});
    CHECK(small.read_again<std::int8_t>({.offset = {0}, .count = {4}}, 4) ==
          std::vector<std::int8_t>{1, -2, 3, 4});
  }
}
