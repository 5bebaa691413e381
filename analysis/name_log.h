/// Names that occur while a run goes on, each written once; the logs refer to them by number.
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "analysis/growing.h"

namespace huan::analysis {

/// Text cannot be added to a file that others may be reading, so the names go there as bytes, one
/// to a line.
class NameLog {
 public:
  explicit NameLog(hid_t journal);

  /// Number of `name`, the next one when it is new.
  std::int32_t number_of(std::string_view name);
  /// Writes what is new; before whatever refers to it.
  void flush() { bytes_.flush(); }
  /// All names of a journal, by number.
  [[nodiscard]] static std::vector<std::string> read(hid_t journal);

 private:
  Growing bytes_;
  std::unordered_map<std::string, std::int32_t> numbers_;
};

}  // namespace huan::analysis
