/// Says whether a results file is being written at this moment.
#pragma once

#include <filesystem>

namespace huan::analysis {

/// Holds `path`, created when it is not there, for this process: nobody else can hold it until the
/// lock is gone, and it goes with the process however that ends. File systems without locks count
/// as free. Independent of the locks of the HDF5 library, so that readers are not kept out.
///
/// Errors: ResultsError where the file cannot be created, or another process holds it.
class FileLock {
 public:
  explicit FileLock(const std::filesystem::path& path);
  FileLock(const FileLock&) = delete;
  FileLock& operator=(const FileLock&) = delete;
  ~FileLock();

  /// Does another process hold this file?
  [[nodiscard]] static bool held(const std::filesystem::path& path);

 private:
  int descriptor_ = -1;
};

/// Writes zeros where a file has holes, so that it lies on the disk in one piece and is removed as
/// one: with many pieces that takes some disks long. What cannot be filled stays as it is.
void fill_holes(const std::filesystem::path& path);

/// Puts what was written into a file on the disk itself; the same for the entry in its folder.
/// Errors: ResultsError with the system's reason.
void settle(const std::filesystem::path& path);
void settle_entry(const std::filesystem::path& path);

}  // namespace huan::analysis
