/// A results file read by the labels of its axes.
#pragma once

#include <algorithm>
#include <filesystem>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include <catch2/catch.hpp>

#include "analysis/hdf5.h"

namespace huan::analysis {

class Opened {
 public:
  explicit Opened(const std::filesystem::path& path) : file_(hdf5::open_file(path)) {}

  [[nodiscard]] std::vector<std::string> texts(const std::string& name) const {
    const hdf5::Handle table = hdf5::open_dataset(file_.id(), name);
    std::vector<std::string> values(hdf5::extent_of(table.id()).at(0));
    hdf5::read(table.id(), {{0}, {values.size()}}, std::span(values));
    return values;
  }
  [[nodiscard]] std::size_t position(const std::string& axis, const std::string& label) const {
    const auto all = texts(axis);
    const auto found = std::ranges::find(all, label);
    INFO(axis << " has no " << label);
    REQUIRE(found != all.end());
    return static_cast<std::size_t>(found - all.begin());
  }
  [[nodiscard]] double at(const std::string& name, hdf5::Extent where) const {
    const hdf5::Handle table = hdf5::open_dataset(file_.id(), name);
    double value = 0;
    hdf5::Extent one(where.size(), 1);
    hdf5::read(table.id(), {std::move(where), std::move(one)}, std::span(&value, 1));
    return value;
  }
  /// Both intervals of one series.
  [[nodiscard]] std::pair<double, double> pair(const std::string& name, const std::string& axis,
                                               const std::string& label) const {
    const auto i = position(axis, label);
    return {at(name, {0, i}), at(name, {1, i})};
  }
  [[nodiscard]] std::pair<double, double> pair(const std::string& name, const std::string& axis,
                                               const std::string& label,
                                               const std::string& second_axis,
                                               const std::string& second_label) const {
    const auto i = position(axis, label);
    const auto j = position(second_axis, second_label);
    return {at(name, {0, i, j}), at(name, {1, i, j})};
  }
  [[nodiscard]] hid_t id() const { return file_.id(); }

 private:
  hdf5::Handle file_;
};

}  // namespace huan::analysis
