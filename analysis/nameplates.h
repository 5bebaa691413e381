/// Names, kinds and units of the processes and stocks of a run, as a reader would say them.
#pragma once

#include <map>
#include <optional>
#include <string>

#include "analysis/dataset.h"

namespace huan::analysis {

/// "plant" of "plant.burn".
[[nodiscard]] std::string facility_of(const std::string& name);

/// What the axes of a run say of a process or a stock. Keeps a reference to the dataset.
class Nameplates {
 public:
  explicit Nameplates(const Dataset& data);

  /// Lines of the process axis by id.
  [[nodiscard]] const std::map<std::string, std::size_t>& processes() const { return processes_; }
  [[nodiscard]] std::optional<std::size_t> line_of(const std::string& process) const;
  /// Its name, or its id where it has none; docks are called after their route.
  [[nodiscard]] std::string name(const std::string& process) const;
  /// "treatment", "route", "forced", ...; empty for what is no process.
  [[nodiscard]] std::string kind(const std::string& process) const;
  [[nodiscard]] std::string facility_kind(const std::string& process) const;
  /// "t" where the run says nothing else.
  [[nodiscard]] std::string unit(const std::string& process) const;
  /// Without its facility where that is the one of `at` already.
  [[nodiscard]] std::string stock_name(const std::string& stock, const std::string& at = "") const;

 private:
  const Dataset& data_;
  std::map<std::string, std::size_t> processes_;
};

}  // namespace huan::analysis
