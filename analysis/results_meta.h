/// What a results file says that is not in the network: names, the scenario's text, the calendar.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "sim/mixture.h"
#include "sim/time.h"

namespace huan::analysis {

/// What a thing is called, for people.
struct Label {
  std::string name;
  std::string name_zh;
};

/// A property of a mixture that is linear in its substances: property = weights . m / sum(m).
struct Property {
  std::string id;        ///< "heating_value", "moisture"
  Label label;           ///< "lower heating value"
  std::string unit;      ///< "MJ/kg", "1"
  sim::Mixture weights;  ///< [unit] value of each pure substance
};

/// What differs between two runs that are otherwise equal; it stands in the group /provenance.
/// Empty texts are left out, `started` [s since 1970-01-01 UTC] of 0 as well.
struct Provenance {
  std::string host;
  std::string command;
  std::int64_t started = 0;
};

/// Filled in by who starts the run. Patterns are as in a shell: '*' stands for anything, '?' for
/// one character; those for flows are held against the flow's id and against "from>to".
struct ResultsMeta {
  Label title;
  std::string scenario;  ///< the fully resolved scenario, as text: the run can be repeated from it
  std::uint64_t seed = 1;
  std::uint64_t replicate = 0;
  sim::Date start = {};  ///< day 0 of the run begins at its midnight
  /// Label of every interval, in order ("2021-01"). Intervals beyond get the date they begin at.
  std::vector<std::string> periods;

  /// By id: materials, carriers, tally items; the part after the dot of a process's name.
  std::map<std::string, Label> words;

  std::vector<std::string> series = {"*"};  ///< which stocks, flows and processes are written
  std::vector<std::string> compositions;    ///< whose substances are written as well
  std::vector<std::string> properties_of;   ///< flows whose properties are written
  std::vector<Property> properties;

  /// Further attributes of the file, equal in equal runs; names as netCDF allows them.
  std::vector<std::pair<std::string, std::string>> attributes;
  Provenance provenance;
};

}  // namespace huan::analysis
