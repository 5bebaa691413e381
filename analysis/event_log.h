/// The log of a run: failures, repairs, openings, scenario events.
#pragma once

#include <vector>

#include "analysis/growing.h"
#include "analysis/name_log.h"
#include "analysis/sealed_file.h"
#include "sim/observer.h"

namespace huan::analysis {

/// Entries are written in blocks, so that its memory does not grow with the run.
/// What happened and to whom are numbers: of sim::LogEntry::What, and of the name log.
class EventLog {
 public:
  EventLog(hid_t journal, const std::string& time_units);

  void add(const sim::LogEntry& entry, NameLog& names);
  [[nodiscard]] bool is_long() const { return times_.kept_rows() >= 4096; }
  void flush();

 private:
  Growing times_, values_, whats_, whos_;
};

/// Copies the log of a journal: event_time, event_what, event_who, event_value; `event`, their
/// number; and `thing`, the names that event_who counts. Nothing when nothing was logged.
void seal_events(hid_t journal, const std::vector<std::string>& names, SealedFile& file);

}  // namespace huan::analysis
