/// Classes of materials and recipes that the program knows by name.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "scenarios/reader/complaint.h"
#include "scenarios/reader/node.h"

namespace huan::analysis {

/// Patterns of a class (analysis/classes.toml): "@waste" stands for them in any list of patterns.
/// nullptr when there is none.
[[nodiscard]] const std::vector<std::string>* pattern_class(std::string_view name);

/// A TOML file the program carries with it. Errors: std::logic_error when it is not there or no
/// TOML.
[[nodiscard]] scenarios::Node embedded_toml(std::string_view path,
                                            scenarios::Complaints& complaints);

}  // namespace huan::analysis
