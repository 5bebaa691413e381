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

/// Reads them, and compares runs with the first. `of`: patterns for the results of studies. nullopt
/// when a declaration in a scenario is wrong, which has been said. Errors: FileError where a file
/// cannot be read, holds nothing to show, or a study and a run have nothing in common; UsageError
/// for `of` without a study, or where it matches nothing.
[[nodiscard]] std::optional<ReportFiles> read_report_files(const std::vector<std::string>& files,
                                                           const std::vector<std::string>& of,
                                                           Console& console);

}  // namespace huan::app
