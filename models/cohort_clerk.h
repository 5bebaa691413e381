/// Retires goods in use by the age of their cohorts.
///
/// A cohort is what was bought between two rounds at b_n and b_(n+1), m_n [t]. At a round b_m
///
///     left = sum over closed cohorts of m_n S_n(b_(m+1)) + initial S_0(b_(m+1))     [t]
///     own  = r (1 - S_own) (b_(m+1) - b_m),  r [t/d] what is being bought now (of a flow), what
///            was bought on average since the last round (of shops)
///     rate of retiring = (in use - left + own) / (b_(m+1) - b_m)                    [t/d] >= 0
///
/// so that at b_(m+1) the stock is left + what the new cohort keeps, exactly if r holds until then;
/// if it does not, or if a retirement was refused for want of room, the difference comes with the
/// next round.
///
/// S_n by `entry`: spread = the mean of S over the ages its goods have, bought evenly from b_n to
/// b_(n+1); start, middle, end = S at that many whole widths plus 1, 1/2, 0: the conventions of
/// tools that count in years, where everything is bought at one instant of its year.
///
/// With a target [t] (times its profile's factor at b_m) the purchase wants what will make the
/// stock the target at b_(m+1): (target - due) / S_own / (b_(m+1) - b_m), never below 0.
#pragma once

#include <string>
#include <vector>

#include "models/clerk_base.h"
#include "models/lifetime.h"
#include "models/rounds.h"

namespace huan::models {

/// What purchases follow.
enum class Drive : unsigned char {
  inflow,    ///< all that arrives, in a flow
  capacity,  ///< what shops sell of what arrives, maybe in lots
  stock,     ///< a target of goods in use
};

enum class Entry : unsigned char { spread, start, middle, end };
/// Errors: std::invalid_argument for another name.
[[nodiscard]] Entry entry_named(const std::string& name);

/// How old the goods are that are there at the start.
struct InitialAges {
  enum class Shape : unsigned char {
    steady,  ///< as a constant inflow of all times leaves them
    fresh,   ///< all new
    even,    ///< evenly from 0 to `oldest`
  };
  Shape shape = Shape::steady;
  double oldest = 0;                                                       ///< [d]
  [[nodiscard]] double survival(const Lifetime& life, double days) const;  ///< [1] after `days`
  friend bool operator==(const InitialAges&, const InitialAges&) = default;
};
/// Errors: std::invalid_argument for another name.
[[nodiscard]] InitialAges initial_ages_named(const std::string& name, double oldest);

struct CohortNumbers {
  Lifetime life;
  Rounds rounds;
  Entry entry = Entry::spread;
  InitialAges initial;
  Drive drive = Drive::inflow;
  double target = 0;               ///< [t]
  std::vector<double> at, factor;  ///< [d], [1] steps of the target's profile; empty = 1 always

  /// [1] of what is bought in a round of `days`, what is still in use at its end.
  [[nodiscard]] double own_survival(double days) const;
  [[nodiscard]] double target_at(double time) const;
  friend bool operator==(const CohortNumbers&, const CohortNumbers&) = default;
};

/// Post: stocks {in use}, processes {purchase, retire}; the purchase is paced when stock-driven.
class CohortClerk final : public ClerkWith<CohortClerk, CohortNumbers> {
 public:
  using ClerkWith::ClerkWith;
  [[nodiscard]] Answer at(const sim::View& view, const sim::ClerkSpec& post) override;

 private:
  struct Cohort {
    double begin = 0, end = 0;  ///< [d]
    double mass = 0;            ///< [t] bought
  };
  std::vector<Cohort> cohorts_;
  std::size_t rounds_done_ = 0;  ///< cohort n belongs to round first_round_ + n
  std::size_t first_round_ = 0;
  bool begun_ = false;
  double initial_ = 0;  ///< [t]
  double bought_ = 0;   ///< [t] up to the last round
  double opened_ = 0;   ///< [d] the last round

  void close_cohort(double now, double bought);
  [[nodiscard]] double survival(std::size_t cohort, double at) const;
  [[nodiscard]] double left(double at) const;  ///< [t] of all closed cohorts
};

}  // namespace huan::models
