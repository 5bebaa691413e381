#include "analysis/diary.h"

#include <algorithm>

#include <fmt/format.h>

#include "analysis/nameplates.h"

namespace huan::analysis {
namespace {

/// Stops of one sort: how many, and how long they took.
struct Stops {
  std::string begins, ends;  ///< the events at their beginning and end
  std::size_t times = 0;
  double days = 0;  ///< [d]
  double since = -1;

  template <class Counts>
  void hear(const LoggedEvent& event, Counts counts) {
    if (event.what == begins) since = event.time;
    if (event.what == ends && since >= 0 && counts(since)) {
      days += event.time - since;
      ++times;
    }
  }
  [[nodiscard]] std::string text(const char* word) const {
    if (times == 0) return {};
    return fmt::format("{} {}{}, {:.3g} d", times, word, times == 1 ? "" : "s", days);
  }
};

}  // namespace

Diary::Diary(const Dataset& data) : data_(data) {
  for (const LoggedEvent& event : data.events) by_whom_[event.who].push_back(&event);
}

std::string Diary::date_of(const std::string& process, const std::string& what) const {
  for (const std::string& who : {process, facility_of(process)}) {
    const auto found = by_whom_.find(who);
    if (found == by_whom_.end()) continue;
    for (const LoggedEvent* event : found->second) {
      if (event->what == what) return data_.date(event->time);
    }
  }
  return {};
}

std::string Diary::opening(const std::string& process) const {
  const std::string closes = date_of(process, "closes");
  if (!closes.empty()) return "closed on " + closes;
  const std::string opens = date_of(process, "opens");
  return opens.empty() ? "not open in this run" : "opened on " + opens;
}

std::string Diary::stops(const std::string& process, const Weights& weights) const {
  const auto found = by_whom_.find(process);
  if (found == by_whom_.end()) return {};
  const auto counts = [&](double day) {
    const auto at = std::ranges::upper_bound(data_.ends, day);
    const auto row = static_cast<std::size_t>(at - data_.ends.begin());
    return row < weights.size() && weights[row] > 0;
  };
  Stops failures{"fails", "repaired"};
  Stops maintenance{"maintenance_begins", "maintenance_ends"};
  for (const LoggedEvent* event : found->second) {
    failures.hear(*event, counts);
    maintenance.hear(*event, counts);
  }
  const std::string failed = failures.text("failure");
  const std::string kept = maintenance.text("maintenance stop");
  return failed + (failed.empty() || kept.empty() ? "" : "; ") + kept;
}

std::string Diary::scripted_in(std::size_t row) const {
  if (row >= data_.rows()) return {};
  for (const LoggedEvent& event : data_.events) {
    if (event.what == "scripted" && event.time >= data_.begins[row] &&
        event.time <= data_.ends[row]) {
      return "event " + event.who + " on " + data_.date(event.time);
    }
  }
  return {};
}

}  // namespace huan::analysis
