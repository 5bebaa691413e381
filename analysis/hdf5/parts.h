/// What the sources of this folder share: names for complaints, types, spaces, property lists.
#pragma once

#include <string>

#include "analysis/hdf5/dataset.h"

namespace huan::analysis::hdf5 {

/// 'flow'
[[nodiscard]] std::string quoted(const std::string& name);
/// Path of an open object, without its first slash.
[[nodiscard]] std::string name_of(hid_t object);
/// Variable-length UTF-8.
[[nodiscard]] Handle text_type();
/// Of no size: a scalar. Without `most` it does not grow.
[[nodiscard]] Handle space_for(const Extent& size, const Extent& most);
/// For files, groups or datasets: without times, in the order things are made.
[[nodiscard]] Handle creation_list(hid_t list_class);

}  // namespace huan::analysis::hdf5
