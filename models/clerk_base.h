/// What every clerk of the models shares: numbers that a scenario may change, a memory that stays.
#pragma once

#include <utility>

#include "sim/clerk.h"

namespace huan::models {

/// `Self` derives from this and has at(); `Numbers` are plain values with ==.
template <class Self, class Numbers>
class ClerkWith : public sim::Clerk {
 public:
  explicit ClerkWith(Numbers numbers) : numbers_(std::move(numbers)) {}
  [[nodiscard]] std::unique_ptr<sim::Clerk> clone() const override {
    return std::make_unique<Self>(static_cast<const Self&>(*this));
  }
  [[nodiscard]] bool agrees(const sim::Clerk& drawn) const override {
    return numbers_ == dynamic_cast<const ClerkWith&>(drawn).numbers_;
  }
  void adopt(const sim::Clerk& drawn) override {
    numbers_ = dynamic_cast<const ClerkWith&>(drawn).numbers_;
  }

 protected:
  [[nodiscard]] const Numbers& numbers() const { return numbers_; }

 private:
  Numbers numbers_;
};

}  // namespace huan::models
