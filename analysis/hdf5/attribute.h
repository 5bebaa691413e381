/// Attributes of HDF5, and the axes of tables, which are kept in attributes.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/hdf5/handle.h"

namespace huan::analysis::hdf5 {

void set_text(hid_t object, const std::string& name, std::string_view text);
void set_number(hid_t object, const std::string& name, double value);
void set_integer(hid_t object, const std::string& name, std::int64_t value);
void set_flags(hid_t object, const std::string& name, std::span<const std::int8_t> values);
/// Throws Failure when the attribute is missing or is no single piece of text.
[[nodiscard]] std::string text_of(hid_t object, const std::string& name);
[[nodiscard]] double number_of(hid_t object, const std::string& name);
[[nodiscard]] std::int64_t integer_of(hid_t object, const std::string& name);
[[nodiscard]] bool has_attribute(hid_t object, const std::string& name);
/// Every attribute of one object but those whose name begins with '_'.
void copy_attributes(hid_t from, hid_t to);

/// Makes `dataset` the labels of the axis of the same name; lays labels along an axis of a table.
void make_axis(hid_t dataset, const std::string& name);
void attach_axis(hid_t table, hid_t labels, unsigned position);
[[nodiscard]] bool is_axis(hid_t dataset);
/// Names of the axes that label a table; "" for one without labels.
[[nodiscard]] std::vector<std::string> attached_axes(hid_t table);

}  // namespace huan::analysis::hdf5
