#include "analysis/hdf5/handle.h"

#include <string>

namespace huan::analysis::hdf5 {
namespace {

/// The innermost entry of the library's error stack says why; the system's own words, where there
/// are any, stand in it as: error message = '...'.
herr_t keep_reason(unsigned, const H5E_error2_t* entry, void* out) {
  auto& reason = *static_cast<std::string*>(out);
  const std::string text = entry->desc != nullptr ? entry->desc : "";
  constexpr std::string_view mark = "error message = '";
  const auto begin = text.find(mark);
  if (begin != std::string::npos) {
    const auto from = begin + mark.size();
    reason = text.substr(from, text.find('\'', from) - from);
  } else if (reason.empty()) {
    reason = text;
  }
  return 0;
}

}  // namespace

void fail(std::string_view what) {
  std::string reason;
  H5Ewalk2(H5E_DEFAULT, H5E_WALK_UPWARD, keep_reason, &reason);
  H5Eclear2(H5E_DEFAULT);
  throw Failure("cannot " + std::string(what) + ": " +
                (reason.empty() ? "no reason given" : reason));
}

Handle& Handle::operator=(Handle&& other) noexcept {
  if (this != &other) {
    close();
    id_ = std::exchange(other.id_, -1);
  }
  return *this;
}

bool Handle::close() {
  if (!valid()) return true;
  const hid_t id = std::exchange(id_, -1);
  return (H5Iget_type(id) == H5I_FILE ? H5Fclose(id) : H5Idec_ref(id)) >= 0;
}

}  // namespace huan::analysis::hdf5
