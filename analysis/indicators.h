/// Indicators of a run: (results, declarations) -> numbers, each with what can be said against it.
#pragma once

#include <functional>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "analysis/dataset.h"
#include "analysis/indicator.h"
#include "scenarios/reader/complaint.h"

namespace huan::analysis {

/// Of one period.
struct IndicatorValue {
  std::string period;  ///< "2020", "run", or the label of an interval
  double value = 0;    ///< in the indicator's unit; NaN where there is none: `text` says why
  std::string text;    ///< the date of `first`, or "never"; why there is no value
};

/// Of one group of lines ("Changge"); `group` is empty where the indicator tells none apart.
struct IndicatorLine {
  std::string group;
  std::vector<IndicatorValue> values;  ///< by period, in order
};

struct IndicatorResult {
  Indicator indicator;
  bool computable = true;
  std::string why_not;               ///< when it is not
  std::vector<std::string> remarks;  ///< "nothing matches 'flow = xc_p29.*'", ...
  std::vector<IndicatorLine> lines;
};
using IndicatorResults = std::vector<IndicatorResult>;

/// Lines of the results that an indicator asks for and that are not there count for nothing; where
/// none of a sum is there, the indicator is not computable and says so.
///
/// A period is a calendar year; an interval belongs to the year its middle lies in. Where the unit
/// is per time and the sum is not ("t/d"), the sum is divided by the days of the period that the
/// run covers. Emissions that a facility does not state (NaN) count for nothing.
[[nodiscard]] IndicatorResults evaluate(const Dataset& data, const Indicators& indicators);

/// The same for results that come block by block. A copy goes on from where the original stands.
class Evaluation {
 public:
  /// `labels`: axes and (perhaps empty) tables of the run.
  Evaluation(const Dataset& labels, const Indicators& indicators);
  Evaluation(const Evaluation&);
  Evaluation& operator=(const Evaluation&) = delete;
  ~Evaluation();

  /// The room in stocks is measured against these capacities [t], one per line of `stock`, in place
  /// of those that the labels say.
  void measure_room(std::span<const double> capacities);

  /// The tables whose lines are added up.
  [[nodiscard]] std::vector<std::string> tables() const;
  /// All intervals of `rows`, in order after those added before. Axes as in `labels`; tables other
  /// than `tables()` may be missing, `periods` where no indicator is per interval.
  void add(const Dataset& rows);
  [[nodiscard]] IndicatorResults finish();
  /// The values alone, as `finish` has them: visit(number of the indicator, number of its line,
  /// value). Lines are those of `finish`, also before any interval was added.
  void each_value(
      const std::function<void(std::size_t, std::size_t, const IndicatorValue&)>& visit) const;

 private:
  struct Work;
  std::vector<Work> works_;
};

/// Tables that these indicators read, for read_dataset.
[[nodiscard]] std::vector<std::string> tables_for(const Indicators& indicators);

/// The declarations that count for a run: those in its scenario, and the general ones but where the
/// scenario has one of the same id.
[[nodiscard]] Indicators indicators_for(const Dataset& data, scenarios::Complaints& complaints);

}  // namespace huan::analysis
