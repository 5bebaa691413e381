/// A large value that many hold and few change.
#pragma once

#include <memory>
#include <utility>

namespace huan::models {

/// Copies share one T until one of them changes it. Reading never copies; several threads may read
/// copies of one another at once.
template <class T>
class CopyOnWrite {
 public:
  CopyOnWrite() : shared_(std::make_shared<T>()) {}
  CopyOnWrite(T value) : shared_(std::make_shared<T>(std::move(value))) {}  // NOLINT: is a T

  const T& operator*() const { return *shared_; }
  const T* operator->() const { return shared_.get(); }
  operator const T&() const { return *shared_; }  // NOLINT: is a T
  /// The very same T, not one that is equal.
  [[nodiscard]] bool shares(const CopyOnWrite& other) const { return shared_ == other.shared_; }
  /// To be changed: from now on this copy has a T of its own. The reference holds until it is
  /// copied again.
  [[nodiscard]] T& own() {
    if (shared_.use_count() > 1) shared_ = std::make_shared<T>(*shared_);
    return *shared_;
  }

 private:
  std::shared_ptr<T> shared_;
};

}  // namespace huan::models
