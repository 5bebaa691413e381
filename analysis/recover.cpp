#include "analysis/recover.h"

#include <stdexcept>

#include "analysis/file_lock.h"
#include "analysis/hdf5.h"

namespace huan::analysis {
namespace {

namespace fs = std::filesystem;

fs::path target_of(const fs::path& part) {
  if (part.extension() != ".part") {
    throw ResultsError(part.string() +
                       ": the unfinished file of a run has a name that ends in '.part'");
  }
  return part.parent_path() / part.stem();
}

}  // namespace

Recovered recover(const fs::path& part, fs::path file) {
  if (file.empty()) file = target_of(part);
  if (!fs::is_regular_file(part)) throw ResultsError(part.string() + ": there is no such file");
  if (fs::exists(file)) {
    throw ResultsError(file.string() +
                       ": is there already and is not overwritten. Move it away, "
                       "or give another name.");
  }
  if (FileLock::held(part)) {
    throw ResultsError(part.string() + ": its run is still going on. Wait for it, or stop it.");
  }
  try {
    return {file, seal(part, file, true)};
  } catch (const hdf5::Failure& failure) {
    throw ResultsError(part.string() + ": " + failure.what());
  } catch (const std::out_of_range&) {
    throw ResultsError(part.string() + ": is damaged: its tables do not fit together");
  }
}

}  // namespace huan::analysis
