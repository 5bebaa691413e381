/// What a table of the results file is, apart from its numbers.
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace huan::analysis {

/// Name, axes and meaning of one dataset. `axes` name the one-dimensional datasets that label it;
/// a table that grows with the run has "time" (and no size for it) in front.
struct TableSpec {
  std::string name;
  std::vector<std::string> axes;
  std::vector<std::size_t> size;  ///< of each axis but time
  std::string units;              ///< of the values, as udunits and CF write them; "1" for none
  std::string long_name;
  std::string long_name_zh;
  std::vector<std::pair<std::string, std::string>> notes;  ///< further attributes

  [[nodiscard]] std::size_t width() const {
    std::size_t product = 1;
    for (const std::size_t n : size) product *= n;
    return product;
  }
};

/// A table that stands before the run begins: the labels of an axis, and what is known of them.
struct LabelTable {
  TableSpec spec;
  std::variant<std::vector<std::string>, std::vector<double>, std::vector<std::int32_t>> values;
};

/// Texts along an axis.
inline LabelTable label_table(const std::string& name, const std::string& axis,
                              const std::string& means, std::vector<std::string> values) {
  return {{.name = name,
           .axes = {axis},
           .size = {values.size()},
           .units = "1",
           .long_name = means,
           .long_name_zh = {},
           .notes = {}},
          std::move(values)};
}

}  // namespace huan::analysis
