/// From text to a Study.
#pragma once

#include <filesystem>
#include <optional>

#include "scenarios/reader/complaint.h"
#include "scenarios/reader/reader.h"
#include "scenarios/reader/study.h"

namespace huan::scenarios {

/// Reads a study, the scenario it names and every overlay it varies, and checks each path, option
/// and value against them by the reader's own rules. `options.set` changes the scenario first.
///
/// Without errors in `complaints` there is a study; with errors there is none. Never throws for
/// what a text says.
[[nodiscard]] std::optional<Study> read_study(const std::filesystem::path& path, const Shelf& shelf,
                                              const ReadOptions& options, Complaints& complaints);

}  // namespace huan::scenarios
