#include "analysis/nameplates.h"

namespace huan::analysis {

std::string facility_of(const std::string& name) { return name.substr(0, name.find('.')); }

Nameplates::Nameplates(const Dataset& data) : data_(data) {
  const Axis* axis = data.axis("process");
  for (std::size_t i = 0; axis != nullptr && i < axis->size(); ++i) processes_[axis->ids[i]] = i;
}

std::optional<std::size_t> Nameplates::line_of(const std::string& process) const {
  const auto found = processes_.find(process);
  return found == processes_.end() ? std::nullopt : std::optional(found->second);
}

std::string Nameplates::name(const std::string& process) const {
  const auto line = line_of(process);
  if (!line) return process;
  std::string name = data_.axis("process")->text("name", *line);
  for (const char* plain : {": run", ": arises", ": arrivals"}) {
    if (name.ends_with(plain)) name.resize(name.size() - std::string_view(plain).size());
  }
  return name.empty() ? process : name;
}

std::string Nameplates::kind(const std::string& process) const {
  const auto line = line_of(process);
  return line ? data_.axis("process")->text("kind", *line) : "";
}

std::string Nameplates::facility_kind(const std::string& process) const {
  const Axis* axis = data_.axis("facility");
  const auto line = axis == nullptr ? std::nullopt : axis->find(facility_of(process));
  return line ? axis->text("kind", *line) : "";
}

std::string Nameplates::unit(const std::string& process) const {
  const auto line = line_of(process);
  const std::string unit = line ? data_.axis("process")->text("unit", *line) : "";
  return unit.empty() ? "t" : unit;
}

std::string Nameplates::stock_name(const std::string& stock, const std::string& at) const {
  for (const char* axis_name : {"stock_id", "carrier_stock_id"}) {
    const Axis* axis = data_.axis(axis_name);
    const auto line = axis == nullptr ? std::nullopt : axis->find(stock);
    if (!line || axis->text("name", *line).empty()) continue;
    const std::string& name = axis->text("name", *line);
    const auto colon = name.rfind(": ");
    const bool same = facility_of(stock) == facility_of(at) && colon != std::string::npos;
    return same ? name.substr(colon + 2) : name;
  }
  return stock;
}

}  // namespace huan::analysis
