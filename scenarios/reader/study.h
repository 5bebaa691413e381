/// A study: one scenario run many times, with some of its numbers and choices varied. Typed and
/// checked against the scenario; docs/studies.md is the language.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "scenarios/reader/value.h"
#include "sim/distribution.h"

namespace huan::scenarios {

/// How the points are laid into the space of the factors.
enum class DesignKind : std::uint8_t { grid, list, random, lhs, sobol, saltelli, morris };
[[nodiscard]] std::string_view word_for(DesignKind kind);

/// One thing that varies, a dimension of the design. A factor is either *continuous* (it has a
/// distribution) or a choice among `options`.
///
/// Its *level* at a point is one number: of a continuous factor the value in `unit` (days since
/// 1970-01-01 for dates, whole), of a choice the option's index from 0.
struct Factor {
  enum class Kind : std::uint8_t {
    set,      ///< the paths get the value
    times,    ///< the numbers at the paths, as the scenario has them, are multiplied by the value
    choose,   ///< an option of an alternative
    overlay,  ///< an overlay file laid on the scenario, or none
    permute,  ///< the values of the paths change places
  };
  std::string name;  ///< unique in the study: column of the design, axis of the results
  Place place;
  Kind kind = Kind::set;
  std::vector<std::string> paths;  ///< set, times: all moved together; permute: at least two
  std::string alternative;         ///< choose

  std::optional<sim::Distribution> distribution;
  Number unit;         ///< of a continuous factor: `written` is to be replaced by the level
  bool dates = false;  ///< continuous in whole days

  /// set, times: values; choose: names of options; overlay: files relative to the scenario's
  /// folder,
  /// "" for none; permute: the scenario's own values at `paths` (the options are their n! orders).
  /// Of a list: one per point.
  std::vector<Value> options;
  std::vector<double> weights;  ///< [1] of options, sums to 1; empty = all alike
  int levels = 0;               ///< of a continuous factor in a grid, >= 2

  [[nodiscard]] bool continuous() const { return distribution.has_value(); }
  /// How many options there are to choose from: n! for permute.
  [[nodiscard]] std::size_t choices() const;
  /// The value at a level: a Number or Moment for continuous factors, else the option.
  /// Not for permute.
  [[nodiscard]] Value value_at(double level) const;
  /// What belongs to paths[k] at a level of permute. Orders are counted as std::next_permutation
  /// goes through them, 0 being the scenario's own.
  [[nodiscard]] const Value& permuted(double level, std::size_t k) const;
};

/// Factors whose ranks go together. `rank` is the matrix of Spearman's correlation, row by row,
/// made by a Gaussian copula (analysis/design.h).
struct Correlation {
  std::vector<std::size_t> factors;  ///< indices in Study::factors, each in one group at most
  std::vector<double> rank;          ///< [1] n x n, symmetric, 1 on the diagonal
  Place place;
};

/// A sum that numbers drawn from the library must keep: the mass balance of a recipe, or the shares
/// of one substance. What takes up the difference is
///
///     rest = own + sum_k sign_k (x_k - mode_k)
///
/// and must stay within [low, high] (analysis/closure.h).
struct Closure {
  std::string name;  ///< "recipe.waelz_kiln: oxygen_air", for complaints
  struct Term {
    std::size_t factor = 0;  ///< index in Study::factors, each in one closure at most
    double sign = 1;         ///< of its effect on the rest
    double mode = 0;         ///< what the recipe has, as the level
  };
  std::vector<Term> terms;
  double own = 0;            ///< [t/t] or [1] when every term is at its mode, within [low, high]
  double low = 0, high = 0;  ///< of the stream or shares that take up the difference
};

/// Patterns of what is kept of every run.
struct Kept {
  std::vector<std::string> indicators = {"*"};
  std::vector<std::string> series;
};

struct Study {
  Text name, name_zh, description;
  std::string path;      ///< the study's file as the user wrote it
  std::string text;      ///< what stands in it
  std::string scenario;  ///< the scenario's file, as it can be opened from where the program runs
  DesignKind design = DesignKind::random;
  /// grid, list: all there is; random, lhs, sobol: the points asked for; saltelli: rows of the base
  /// matrices; morris: trajectories.
  std::uint64_t size = 0;
  std::uint64_t replicates = 1;       ///< runs of each point
  bool common = true;                 ///< replicate r of every point sees the same random numbers
  std::uint64_t seed = 1;             ///< of the design alone; runs have the scenario's
  std::optional<std::uint64_t> skip;  ///< sobol, saltelli: points of the sequence left out
  bool second_order = true;           ///< saltelli: with the rows BA
  int levels = 4;                     ///< morris: even
  std::vector<Factor> factors;
  std::vector<Correlation> correlations;
  std::vector<Closure> closures;
  Kept keep;
};

}  // namespace huan::scenarios
