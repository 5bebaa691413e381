/// Identifiers of the HDF5 library that close themselves, and its failures as exceptions.
#pragma once

#include <stdexcept>
#include <string_view>
#include <utility>

#include <hdf5.h>

namespace huan::analysis::hdf5 {

/// The library refused something: "cannot write 'flow': No space left on device".
class Failure : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// Owns one HDF5 identifier of any kind and releases it at the end of its scope.
class Handle {
 public:
  Handle() = default;
  explicit Handle(hid_t id) : id_(id) {}
  Handle(Handle&& other) noexcept : id_(std::exchange(other.id_, -1)) {}
  Handle& operator=(Handle&& other) noexcept;
  Handle(const Handle&) = delete;
  Handle& operator=(const Handle&) = delete;
  ~Handle() { close(); }

  [[nodiscard]] hid_t id() const { return id_; }
  [[nodiscard]] bool valid() const { return id_ >= 0; }
  /// Gives the identifier up without closing it.
  hid_t abandon() { return std::exchange(id_, -1); }
  /// False when the library could not write what it still held.
  bool close();

 private:
  hid_t id_ = -1;
};

[[noreturn]] void fail(std::string_view what);

/// Throws Failure with the library's own reason when `result` is negative; else returns it.
template <class Result>
Result checked(Result result, std::string_view what) {
  if (result < 0) fail(what);
  return result;
}

}  // namespace huan::analysis::hdf5
