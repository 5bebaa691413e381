/// The report: one page that holds its pictures' data, their code and their style.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "analysis/dataset.h"

namespace huan::analysis::report {

/// Whether this program was built with the page (HUAN_PAGE, cmake/page.cmake).
[[nodiscard]] bool page_is_built_in();

/// The page of `page_data`'s text. Errors: std::logic_error when it is not built in.
[[nodiscard]] std::string page(std::string_view title, const std::string& data);

/// As made from analysis/report/page/ when the program was built; empty without HUAN_PAGE.
[[nodiscard]] std::string_view page_template();
[[nodiscard]] std::string_view figures_script();

}  // namespace huan::analysis::report
