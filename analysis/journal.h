/// X.h5.part: what a run has written so far.
#pragma once

#include <chrono>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "analysis/event_log.h"
#include "analysis/hdf5.h"
#include "analysis/loss_log.h"
#include "analysis/name_log.h"
#include "analysis/results_meta.h"
#include "analysis/tables.h"

namespace huan::analysis {

/// The growing file of one run. All its tables are made before the first row; then it is a
/// single-writer-multiple-reader file, in which only what is complete can be seen.
///
/// Rows are kept until they are some 1 MB, or a row comes a quarter of a second after the last
/// writing; then all of them are written, `time` last: its length is the number of complete rows,
/// and those survive a kill.
///
/// Tables lie in the root group under the names they will have in the end. The group `journal`
/// holds what sealing needs: names, events, losses, balances. The group `provenance` becomes
/// /provenance.
class Journal {
 public:
  Journal(const std::filesystem::path& path, const sim::Network& network, const ResultsMeta& meta);

  void append(const sim::View& view);
  void log(const sim::LogEntry& entry);
  /// Writes what is kept.
  void flush();
  /// Rows that survive a kill.
  [[nodiscard]] std::size_t written() const { return time_->written(); }
  /// The run has come to its end: what follows is only sealing. Closes the file.
  void finish();
  /// After a failure: leaves the file as if the process had been killed. Closing it would write a
  /// length that the file does not have. The library keeps it open until the process ends.
  void abandon();

 private:
  hdf5::Handle file_;
  hdf5::Handle group_;  ///< "journal"
  Tables tables_;
  std::vector<Growing> series_;
  std::unique_ptr<Growing> time_, bounds_, balance_, balance_element_, finished_;
  std::unique_ptr<NameLog> names_;
  std::unique_ptr<EventLog> events_;
  std::unique_ptr<LossLog> losses_;
  double before_ = 0;  ///< [d] end of the last row
  std::chrono::steady_clock::time_point flushed_ = std::chrono::steady_clock::now();

  [[nodiscard]] bool is_due() const;
  void make_time(const ResultsMeta& meta);
  void make_logs(const sim::Network& network, const std::string& time_units);
  void append_balance(const sim::View& view);
};

/// "days since 2019-01-01 00:00:00"
[[nodiscard]] std::string time_units(const ResultsMeta& meta);

}  // namespace huan::analysis
