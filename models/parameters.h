/// A model's parameters: declared once; the reader, `huan models KIND`, the schema and the docs
/// come from the declaration.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <variant>
#include <vector>

namespace huan::models {

/// What kind of number a parameter is. Values are kept in the canonical unit named here.
enum class Dimension {
  ratio,             ///< 1 (also written as %)
  count,             ///< 1 (pieces, vehicles)
  persons,           ///< persons
  mass,              ///< t
  mass_flow,         ///< t/d (running rate)
  time,              ///< d
  energy,            ///< MWh
  power,             ///< MW  (as a flow: 24 MWh/d)
  heat_flow,         ///< MWh/d
  energy_per_mass,   ///< MWh/t
  heating_value,     ///< MJ/kg
  mass_per_person,   ///< t/(person d), written "0.79 kg/(person d)"
  money,             ///< yuan
  money_per_mass,    ///< yuan/t
  money_per_energy,  ///< yuan/MWh
  money_per_tkm,     ///< yuan/(t km)
  length,            ///< km
  volume,            ///< m3
  density,           ///< t/m3
  mass_per_energy,   ///< t/MWh
  mass_per_tkm,      ///< kg/(t km)
  date,              ///< d from the start of the run
  text,              ///< an id: material, recipe, ...
  texts,             ///< a list of ids
  flag,              ///< true, false
  profile,           ///< id of a profile
};

struct ParameterSpec {
  std::string name;  ///< as written in a scenario
  Dimension dimension = Dimension::ratio;
  std::variant<std::monostate, double, std::string, bool>
      fallback;                 ///< canonical unit; monostate = required
  double min = 0, max = 1e300;  ///< canonical unit; outside is an error
  std::string doc, doc_zh;      ///< one sentence each
  std::string source;           ///< of the default, with its marks
  bool optional = false;        ///< may be left out even without a default
  bool structural = false;      ///< decides which stocks and processes exist: no event may set it
};

using ParameterValue = std::variant<double, std::string, bool, std::vector<std::string>>;

/// Values of one facility, canonical units, defaults filled in.
class Parameters {
 public:
  void set(const std::string& name, ParameterValue value) { values_[name] = std::move(value); }
  /// Says that a mass flow was written per day or hour: it is a running rate. One that was not is
  /// what is done in a year, stops included (models/capacity.h).
  void set_running_rate(const std::string& name) { running_rates_.insert(name); }
  [[nodiscard]] bool is_running_rate(const std::string& name) const {
    return running_rates_.contains(name);
  }
  [[nodiscard]] bool has(const std::string& name) const { return values_.contains(name); }
  [[nodiscard]] double number(const std::string& name) const;  ///< std::out_of_range with the name
  [[nodiscard]] double number_or(const std::string& name, double otherwise) const;
  [[nodiscard]] const std::string& text(const std::string& name) const;
  [[nodiscard]] const std::vector<std::string>& texts(const std::string& name) const;
  [[nodiscard]] bool flag(const std::string& name) const;
  [[nodiscard]] const std::map<std::string, ParameterValue>& all() const { return values_; }

 private:
  std::map<std::string, ParameterValue> values_;
  std::set<std::string> running_rates_;
};

}  // namespace huan::models
