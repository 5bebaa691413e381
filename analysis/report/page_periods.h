/// Which years and intervals of a study the report's page opens at, and of which it holds what
/// results hang on.
#pragma once

#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "analysis/study_results.h"

namespace huan::analysis::report {

class PagePeriods {
 public:
  /// `at`: label of a year or an interval, "2021" or "2021-06"; one that the study does not have
  /// counts as none. `study` outlives this.
  PagePeriods(const StudyResults& study, const std::string& at);

  /// { year, period, asked }: positions of the year and the interval that `at` names, of a year its
  /// last interval; else of the last complete ones. -1 where there is none.
  [[nodiscard]] nlohmann::json opens() const;
  /// At most `most` periods of an output, from 0, most wanted first: those that the page may open
  /// at, the last interval of each year, then others spread evenly.
  [[nodiscard]] std::vector<std::size_t> held(const StudyOutput& output, std::size_t most) const;

 private:
  const StudyResults& study_;
  std::vector<std::string> year_of_;  ///< by interval: that of its middle
  std::size_t year_ = 0, period_ = 0;
  bool asked_ = false;

  [[nodiscard]] std::size_t last_in(const std::string& year) const;
  [[nodiscard]] std::size_t year_at(std::size_t period) const;
  void ask(const std::string& at);
};

}  // namespace huan::analysis::report
