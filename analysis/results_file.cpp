#include "analysis/results_file.h"

#include <system_error>

#include "analysis/journal.h"
#include "analysis/seal.h"

namespace huan::analysis {

namespace fs = std::filesystem;

fs::path part_of(const fs::path& path) {
  fs::path part = path;
  part += ".part";
  return part;
}

ResultsFile::ResultsFile(fs::path path, ResultsMeta meta)
    : path_(std::move(path)),
      part_(part_of(path_)),
      meta_(std::move(meta)),
      lock_(std::make_unique<FileLock>(part_)) {}

/// A run that ended before its end leaves the part with all its rows, to be recovered; one that
/// never started leaves nothing.
ResultsFile::~ResultsFile() {
  try {
    if (journal_) guarded([&] { journal_->flush(); });
  } catch (const std::exception&) {
    // Whatever ended the run is being reported already; the rows that were written are there.
  }
  std::error_code ignored;
  if (lock_ && fs::file_size(part_, ignored) == 0) fs::remove(part_, ignored);
}

void ResultsFile::guarded(const std::function<void()>& work) {
  try {
    work();
  } catch (const hdf5::Failure& failure) {
    if (journal_) journal_->abandon();
    journal_.reset();
    throw ResultsError(part_.string() + ": " + failure.what() +
                       ". The intervals written so far are safe in it; when the cause is gone (a "
                       "full disk?), `huan recover " +
                       part_.string() + "` makes a results file of them.");
  }
}

void ResultsFile::started(const sim::View& view) {
  try {
    journal_ = std::make_unique<Journal>(part_, view.network(), meta_);
  } catch (const hdf5::Failure& failure) {
    std::error_code ignored;
    fs::remove(part_, ignored);
    throw ResultsError(part_.string() + ": " + failure.what() + ". Nothing was run.");
  }
  last_ = view.time();
}

void ResultsFile::sampled(const sim::View& view) {
  if (!journal_ || view.time() <= last_) return;
  guarded([&] { journal_->append(view); });
  last_ = view.time();
}

void ResultsFile::logged(const sim::LogEntry& entry) {
  if (!journal_) return;
  guarded([&] { journal_->log(entry); });
}

std::size_t ResultsFile::written() const { return journal_ ? journal_->written() : 0; }

void ResultsFile::finished(const sim::View& view) {
  if (!journal_) return;
  sampled(view);
  guarded([&] { journal_->finish(); });
  journal_.reset();
  guarded([&] { seal(part_, path_, false); });
  std::error_code ignored;
  fs::remove(part_, ignored);
  lock_.reset();
}

}  // namespace huan::analysis
