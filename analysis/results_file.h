/// The observer that writes a run's results: the door of this room.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>

#include "analysis/file_lock.h"
#include "analysis/results_error.h"
#include "analysis/results_meta.h"
#include "sim/observer.h"

namespace huan::analysis {

class Journal;

/// While the run goes on, X.h5.part gets a row for every sample, some at a time (journal.h), and
/// can be read by others; when it has finished, X.h5 is made of it and X.h5.part removed. An older
/// X.h5 stays until then. What a killed run has left is sealed by `recover`. docs/results-file.md
/// describes the layout.
///
/// A sample at an instant that was sampled already, or at the start, makes no row.
///
/// Errors: ResultsError, from any call. The constructor already throws where the file cannot be
/// written or another run is writing it, so that this does not show after hours. After an error the
/// part stays as it is, and nothing more is written.
class ResultsFile : public sim::Observer {
 public:
  ResultsFile(std::filesystem::path path, ResultsMeta meta);
  ResultsFile(const ResultsFile&) = delete;
  ResultsFile& operator=(const ResultsFile&) = delete;
  ~ResultsFile() override;

  void started(const sim::View& view) override;
  void sampled(const sim::View& view) override;
  void logged(const sim::LogEntry& entry) override;
  void finished(const sim::View& view) override;

  [[nodiscard]] const std::filesystem::path& part() const { return part_; }
  /// Rows that are in the part, and survive a kill.
  [[nodiscard]] std::size_t written() const;

 private:
  std::filesystem::path path_;
  std::filesystem::path part_;
  ResultsMeta meta_;
  std::unique_ptr<FileLock> lock_;
  std::unique_ptr<Journal> journal_;
  double last_ = 0;  ///< [d] end of the last row

  void guarded(const std::function<void()>& work);
};

/// "X.h5.part", where a run with the results file `path` writes until it has finished.
[[nodiscard]] std::filesystem::path part_of(const std::filesystem::path& path);

}  // namespace huan::analysis
