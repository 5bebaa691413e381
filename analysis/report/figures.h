/// The report's main pictures for slides.
#pragma once

#include <string>
#include <vector>

namespace huan::analysis::report {

struct Figure {
  std::string name;  ///< "flows", "map"; of several runs "2-map" for the second
  std::string svg;
  /// The years, intervals or spans that it shows; empty of pictures over time.
  std::vector<std::string> periods;
};

/// Pictures of page_data's text, of runs over the whole run, of studies at the year or interval
/// that the page opens at, in "en" or "zh": drawn by the page's own code, which an interpreter
/// within this program runs; so both look alike. It is given the data and no way to files or the
/// network. Errors: std::logic_error when the code fails or is not built in.
[[nodiscard]] std::vector<Figure> figures(const std::string& data, const std::string& language);

}  // namespace huan::analysis::report
