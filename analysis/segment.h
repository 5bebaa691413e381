/// Runs of a study that are done, on the disk: many small files, each written once.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace huan::analysis {

/// What became of a run.
enum class RunStatus : std::uint8_t {
  good = 0,
  wrong_scenario = 1,  ///< the point makes no scenario that can be built
  broke_off = 2,       ///< it began and did not come to its end
};

/// One run, done.
struct DoneRun {
  RunStatus status = RunStatus::good;
  std::string reason;          ///< why it failed; empty when it did not
  std::vector<double> levels;  ///< by factor (scenarios::Factor)
  std::vector<double> units;   ///< [1] by factor, the point in the unit cube
  std::vector<double> values;  ///< as Columns has them; empty where the run failed
};

/// Runs `first` to `end` - 1.
struct RunRange {
  std::uint64_t first = 0, end = 0;
  [[nodiscard]] std::uint64_t size() const { return end - first; }
  friend auto operator<=>(const RunRange&, const RunRange&) = default;
};

/// Successive runs on their way into one file.
///
/// The file is named after the runs in it. It is written under another name, put on the disk, then
/// renamed: it is there whole or not at all. It holds, in this order: a line of text that names the
/// format, the study's fingerprint, range, numbers of factors and columns; run by run the status,
/// the reason and the numbers as they lie in memory; the SHA-256 of all that.
class Segment {
 public:
  /// `fingerprint`: 64 characters that tell the study.
  Segment(std::string fingerprint, std::size_t factors, std::size_t width);

  /// The first run sets the number; each further one is the next.
  void add(std::uint64_t number, const DoneRun& run);
  [[nodiscard]] const RunRange& runs() const { return runs_; }
  [[nodiscard]] std::size_t bytes() const { return body_.size(); }
  /// Into `folder`, and empty again. `writer` tells those apart that write there at the same time.
  /// Errors: ResultsError; the runs are still held then.
  void write(const std::filesystem::path& folder, const std::string& writer);

 private:
  std::string fingerprint_;
  std::size_t factors_, width_;
  RunRange runs_;
  std::string body_;
};

/// "000000000000-000000000255.runs"
[[nodiscard]] std::string segment_name(const RunRange& runs);
/// Those in a folder by their names, sorted; a folder that is not there has none.
[[nodiscard]] std::vector<RunRange> segments_in(const std::filesystem::path& folder);
/// Errors: ResultsError where it cannot be read, is damaged, or belongs to another study.
[[nodiscard]] std::vector<DoneRun> read_segment(const std::filesystem::path& folder,
                                                const RunRange& runs,
                                                const std::string& fingerprint, std::size_t factors,
                                                std::size_t width);

/// What of `wanted` none of `done` holds, in order. `done` is sorted and may overlap.
[[nodiscard]] std::vector<RunRange> missing(const RunRange& wanted,
                                            const std::vector<RunRange>& done);

}  // namespace huan::analysis
