/// A dataset as bytes, to be handed from one process of this program to another.
#pragma once

#include <string>
#include <string_view>

#include "analysis/dataset.h"

namespace huan::analysis {

/// For the same program on the same machine: numbers lie as they do in memory. Not a file format.
[[nodiscard]] std::string to_bytes(const Dataset& data);
/// Errors: std::runtime_error where the bytes end too early or do not hold a dataset.
[[nodiscard]] Dataset dataset_from_bytes(std::string_view bytes);

}  // namespace huan::analysis
