#include "analysis/report/page_periods.h"

#include <algorithm>
#include <charconv>
#include <optional>

#include "analysis/report/scenario_match.h"
#include "sim/time.h"

namespace huan::analysis::report {
namespace {

/// An interval this much shorter than the longest was cut by the end of the run (of months the
/// shortest is 28 days to 31).
constexpr double whole_share = 0.9;

/// "2021-06-01"; nullopt of other text.
std::optional<sim::Date> date_of(const std::string& text) {
  int year = 0;
  unsigned month = 0;
  unsigned day = 0;
  const char* at = text.data();
  const char* const end = at + text.size();
  const auto part = [&](auto& into) {
    const auto [next, fault] = std::from_chars(at, end, into);
    at = next == end ? next : next + 1;
    return fault == std::errc();
  };
  if (!part(year) || !part(month) || !part(day)) return std::nullopt;
  const sim::Date date =
      std::chrono::year(year) / std::chrono::month(month) / std::chrono::day(day);
  return date.ok() ? std::optional(date) : std::nullopt;
}

/// Whether all of a year is covered, as far as it is known what is.
bool covers(const ScenarioDates& dates, const std::string& year) {
  return (dates.start.empty() || dates.start <= year + "-01-01") &&
         (dates.end.empty() || dates.end >= year + "-12-31");
}

std::size_t place_of(const std::vector<std::string>& labels, const std::string& label) {
  return static_cast<std::size_t>(std::ranges::find(labels, label) - labels.begin());
}

}  // namespace

PagePeriods::PagePeriods(const StudyResults& study, const std::string& at) : study_(study) {
  const StudyResults::Edges edges = study.edges();
  if (const auto start = date_of(edges.start)) {
    const sim::Era era(*start);
    double longest = 0;
    for (std::size_t i = 0; i + 1 < edges.days.size(); ++i) {
      const double middle = (edges.days[i] + edges.days[i + 1]) / 2;
      year_of_.push_back(std::to_string(static_cast<int>(era.date_of(middle).year())));
      longest = std::max(longest, edges.days[i + 1] - edges.days[i]);
    }
    for (std::size_t i = 0; i < year_of_.size(); ++i)
      if (edges.days[i + 1] - edges.days[i] >= whole_share * longest) period_ = i;
  }
  year_ = study.years().empty() ? 0 : study.years().size() - 1;
  const ScenarioDates dates = dates_of(study.scenario);
  for (std::size_t i = 0; i < study.years().size(); ++i)
    if (covers(dates, study.years()[i])) year_ = i;
  ask(at);
}

void PagePeriods::ask(const std::string& at) {
  const auto& years = study_.years();
  const auto& periods = study_.periods();
  if (const std::size_t period = place_of(periods, at); period < year_of_.size()) {
    asked_ = true;
    period_ = period;
    if (place_of(years, year_of_[period]) < years.size()) year_ = year_at(period);
  } else if (const std::size_t year = place_of(years, at); year < years.size()) {
    asked_ = true;
    year_ = year;
    period_ = last_in(at);
  }
}

/// The last interval of a year, or the last of all.
std::size_t PagePeriods::last_in(const std::string& year) const {
  for (std::size_t i = year_of_.size(); i-- > 0;)
    if (year_of_[i] == year) return i;
  return year_of_.empty() ? 0 : year_of_.size() - 1;
}

/// Position of the interval's year, or of the last.
std::size_t PagePeriods::year_at(std::size_t period) const {
  const std::size_t year = place_of(study_.years(), year_of_[period]);
  return std::min(year, study_.years().size() - 1);
}

nlohmann::json PagePeriods::opens() const {
  return {{"year", study_.years().empty() ? -1 : static_cast<int>(year_)},
          {"period", year_of_.empty() ? -1 : static_cast<int>(period_)},
          {"asked", asked_}};
}

std::vector<std::size_t> PagePeriods::held(const StudyOutput& output, std::size_t most) const {
  using Table = StudyOutput::Table;
  if (output.table == Table::whole) return {0};
  const bool yearly = output.table == Table::yearly;
  const std::size_t all = yearly ? study_.years().size() : study_.periods().size();
  std::vector<std::size_t> held = {yearly ? year_ : period_};
  const auto add = [&](std::size_t period) {
    if (held.size() < most && std::ranges::find(held, period) == held.end()) held.push_back(period);
  };
  if (!study_.years().empty() && !year_of_.empty())
    add(yearly ? year_at(period_) : last_in(study_.years()[year_]));
  for (std::size_t i = year_of_.size(); !yearly && i-- > 0;)
    if (i + 1 == year_of_.size() || year_of_[i] != year_of_[i + 1]) add(i);
  const std::size_t room = most > held.size() ? most - held.size() : 0;
  for (std::size_t k = 0; k < std::min(room, all); ++k)
    add(all - 1 - k * all / std::min(room, all));
  for (std::size_t i = all; i-- > 0;) add(i);
  return held;
}

}  // namespace huan::analysis::report
