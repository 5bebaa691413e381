/// What happened to each process of a run: failures, maintenance, opening and closing.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "analysis/dataset.h"

namespace huan::analysis {

/// By interval; what is added up over an interval counts by it.
using Weights = std::vector<double>;

/// The log of a run by whom it happened to. Keeps a reference to the dataset.
class Diary {
 public:
  explicit Diary(const Dataset& data);

  /// Date of the first event of this kind, of the process or else of its facility; may be empty.
  [[nodiscard]] std::string date_of(const std::string& process, const std::string& what) const;
  /// "opened on 2021-06-01": why it has intervals without capacity.
  [[nodiscard]] std::string opening(const std::string& process) const;
  /// "12 failures, 14 d; 1 maintenance stop, 10 d" that began in the intervals that count.
  [[nodiscard]] std::string stops(const std::string& process, const Weights& weights) const;
  /// "event winter_stop on 2021-01-05": the first of the scenario's in an interval.
  [[nodiscard]] std::string scripted_in(std::size_t row) const;

 private:
  const Dataset& data_;
  std::map<std::string, std::vector<const LoggedEvent*>> by_whom_;
};

}  // namespace huan::analysis
