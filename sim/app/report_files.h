/// What a report is made of: results files, studies, or both.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "sim/app/console.h"

namespace huan::app {

struct ReportFiles {
  std::string title, data;  ///< `data`: analysis::report::page_data
  std::size_t runs = 0, studies = 0;
};

/// What of studies is wanted.
struct ReportWish {
  std::vector<std::string> of;  ///< patterns for results
  std::string at;               ///< the year or interval to open at
};

/// Reads them, compares runs with the first, and finds the run on which the bands of a study lie: a
/// run of another scenario is said. nullopt when a declaration in a scenario is wrong, which has
/// been said. Errors: FileError where a file cannot be read, holds nothing to show, or a study and
/// a run have nothing in common; UsageError for a wish without a study, or that none of them has.
[[nodiscard]] std::optional<ReportFiles> read_report_files(const std::vector<std::string>& files,
                                                           const ReportWish& wish,
                                                           Console& console);

}  // namespace huan::app
