/// Numbers of a process inside a facility, below its parameters: "kiln.transfer.Zn.waelz_oxide".
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "scenarios/reader/facility.h"
#include "scenarios/reader/value_spec.h"

namespace huan::scenarios {

/// PROCESS.capacity [t/d or MWh/d], .lifetime [d], .yield.MATERIAL [t/t],
/// .transfer.SUBSTANCE.OUTPUT [1], .energy.ITEM [MWh/t], .emission.ITEM [t/t], .cost.ITEM [yuan/t
/// or yuan/MWh]; nullopt for any other form. Whether there is such a process, the builder knows.
[[nodiscard]] std::optional<ValueSpec> override_spec(const std::string& path);
/// The forms above, for a hint.
[[nodiscard]] std::string override_forms();

/// "a.b.c" -> {"a", "b", "c"}
[[nodiscard]] std::vector<std::string> parts_of(const std::string& path);

[[nodiscard]] std::vector<std::string> parameter_names(const Facility& facility);
/// The default of a parameter as a setting; nullopt when it has none.
[[nodiscard]] std::optional<Setting> default_of(const models::ParameterSpec& parameter);

}  // namespace huan::scenarios
