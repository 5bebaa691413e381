#include "analysis/file_lock.h"

#include <cerrno>
#include <system_error>
#include <vector>

#include <fcntl.h>
#include <unistd.h>

#include "analysis/results_error.h"

namespace huan::analysis {
namespace {

std::string reason() { return std::generic_category().message(errno); }

struct flock whole_file() {
  struct flock region = {};
  region.l_type = F_WRLCK;
  region.l_whence = SEEK_SET;
  return region;
}

void sync(const std::filesystem::path& path, int flags) {
  const int descriptor = ::open(path.c_str(), flags | O_CLOEXEC);
  const bool good = descriptor >= 0 && ::fsync(descriptor) == 0;
  const std::string why = reason();
  if (descriptor >= 0) ::close(descriptor);
  if (!good) throw ResultsError(path.string() + ": cannot be put on the disk: " + why);
}

}  // namespace

FileLock::FileLock(const std::filesystem::path& path)
    : descriptor_(::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0666)) {
  if (descriptor_ < 0) {
    throw ResultsError(path.string() + ": cannot be created: " + reason() +
                       ". Choose another place with -o.");
  }
  struct flock region = whole_file();
  if (::fcntl(descriptor_, F_OFD_SETLK, &region) == 0) return;
  if (errno != EAGAIN && errno != EACCES) return;
  ::close(descriptor_);
  throw ResultsError(path.string() + ": another run is writing it. Choose another name with -o.");
}

FileLock::~FileLock() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

bool FileLock::held(const std::filesystem::path& path) {
  const int descriptor = ::open(path.c_str(), O_RDWR | O_CLOEXEC);
  if (descriptor < 0) return false;
  struct flock region = whole_file();
  const bool asked = ::fcntl(descriptor, F_OFD_GETLK, &region) == 0;
  ::close(descriptor);
  return asked && region.l_type != F_UNLCK;
}

void fill_holes(const std::filesystem::path& path) {
  const int descriptor = ::open(path.c_str(), O_RDWR | O_CLOEXEC);
  if (descriptor < 0) return;
  const off_t end = ::lseek(descriptor, 0, SEEK_END);
  off_t hole = ::lseek(descriptor, 0, SEEK_HOLE);
  while (hole >= 0 && hole < end) {
    const off_t data = ::lseek(descriptor, hole, SEEK_DATA);
    const std::vector<char> zeros(static_cast<std::size_t>((data < 0 ? end : data) - hole));
    if (::pwrite(descriptor, zeros.data(), zeros.size(), hole) < 0 || data < 0) break;
    hole = ::lseek(descriptor, data, SEEK_HOLE);
  }
  ::close(descriptor);
}

void settle(const std::filesystem::path& path) { sync(path, O_RDONLY); }

void settle_entry(const std::filesystem::path& path) {
  const auto folder = path.parent_path();
  sync(folder.empty() ? "." : folder, O_RDONLY | O_DIRECTORY);
}

}  // namespace huan::analysis
