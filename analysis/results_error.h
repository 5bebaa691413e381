#pragma once

#include <stdexcept>

namespace huan::analysis {

/// A results file could not be written or read. The message names the file, what was tried, why it
/// did not work, and what can be done.
class ResultsError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

}  // namespace huan::analysis
