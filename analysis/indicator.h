/// An indicator as it is declared: what is added up of a run's results, and what it is held
/// against.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "scenarios/reader/place.h"
#include "scenarios/reader/units.h"

namespace huan::analysis {

/// What a term may be about, and where the numbers stand.
struct Quantity {
  enum class Nature : std::uint8_t {
    amount,   ///< of an interval: added up over a period
    level,    ///< at the end of an interval: that of the last one counts for a period
    share,    ///< of an interval, not to be added up: activity
    constant  ///< a number of the indicator itself
  };
  std::string key;    ///< "flow", "stock", "emission", ...
  std::string table;  ///< of the results file
  Nature nature = Nature::amount;
  bool by_item = false;     ///< the key's patterns choose items ("co2_fossil") of all lines
  std::string unit;         ///< of all lines; empty where each line says its own
  std::string description;  ///< a few words, for help
};
[[nodiscard]] const std::vector<Quantity>& quantities();
[[nodiscard]] const Quantity* find_quantity(std::string_view key);

/// Some lines of one table, added up: sum of factor x value over the lines that match.
struct Term {
  const Quantity* quantity = nullptr;
  std::vector<std::string> patterns;  ///< of ids (of flows also of "from>to"), or of items
  struct Filter {
    std::string column;  ///< "material", "from", "facility", "county", "recipe", ...
    std::vector<std::string> patterns;
    friend bool operator==(const Filter&, const Filter&) = default;
  };
  std::vector<Filter> filters;     ///< a line must match one pattern of each
  std::vector<Filter> except;      ///< and none of these; column "" is the id
  bool optional = false;           ///< a pattern that nothing matches is no remark
  std::vector<std::string> items;  ///< of tables with items: "tonne_km", "Zn"
  double factor = 1;               ///< in base units of `factor_powers`; of a constant its value
  scenarios::Powers factor_powers;
  scenarios::Place place;
  std::string written;  ///< as TOML on one line
};

/// What is made of the terms. `sum`: added up over the period (levels: at its end). `ratio`: one
/// sum over another. `growth`: a sum over that of the period before, less 1. `last`: at the end of
/// the period. `max`: the largest of its intervals. `hours`: of those intervals in which the terms
/// keep within bounds; `first`: the day from which they do so for a given time.
enum class Operation : std::uint8_t { sum, ratio, growth, last, max, hours, first, none };
enum class Per : std::uint8_t { year, run, interval };
enum class Better : std::uint8_t { unsaid, lower, higher };

struct Indicator {
  std::string id, name, name_zh;
  std::string group, group_zh;
  std::string note, note_zh, source;
  std::string coverage;  ///< "whole", "part" or "none": how much of it is computable
  Operation operation = Operation::sum;
  std::vector<Term> of, to;
  Per per = Per::year;
  std::string by;    ///< column to tell lines apart by: "county", "facility", ...; may be empty
  std::string unit;  ///< as written
  double unit_factor = 1;  ///< one unit is this many base units
  scenarios::Powers unit_powers;
  double at_least = -1e300, at_most = 1e300;  ///< bounds of hours and first, in base units
  double held_for = 0;                        ///< [d] of first
  Better better = Better::unsaid;
  std::map<std::string, double> reported, target;  ///< in `unit`, by year ("2020") or "run"
  scenarios::Place place;
};

using Indicators = std::vector<Indicator>;

}  // namespace huan::analysis
