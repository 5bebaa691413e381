#include "analysis/hdf5/attribute.h"

#include <array>

#include <hdf5_hl.h>

#include "analysis/hdf5/parts.h"

namespace huan::analysis::hdf5 {
namespace {

template <class T>
void set_attribute(hid_t object, const std::string& name, hid_t type, const Extent& size,
                   const T* values) {
  const std::string what = "write attribute " + quoted(name);
  const Handle space = space_for(size, {});
  const Handle attribute(
      checked(H5Acreate2(object, name.c_str(), type, space.id(), H5P_DEFAULT, H5P_DEFAULT), what));
  checked(H5Awrite(attribute.id(), type, values), what);
}

template <class T>
T single(hid_t object, const std::string& name, hid_t type) {
  const std::string what = "read attribute " + quoted(name);
  const Handle attribute(checked(H5Aopen(object, name.c_str(), H5P_DEFAULT), what));
  const Handle space(checked(H5Aget_space(attribute.id()), what));
  if (H5Sget_simple_extent_npoints(space.id()) != 1) {
    throw Failure("attribute " + quoted(name) + " is no single number");
  }
  T value{};
  checked(H5Aread(attribute.id(), type, &value), what);
  return value;
}

}  // namespace

void set_text(hid_t object, const std::string& name, std::string_view text) {
  const Handle type = text_type();
  const std::string copy(text);
  const char* pointer = copy.c_str();
  set_attribute(object, name, type.id(), {}, &pointer);
}

void set_number(hid_t object, const std::string& name, double value) {
  set_attribute(object, name, H5T_IEEE_F64LE, {}, &value);
}

void set_integer(hid_t object, const std::string& name, std::int64_t value) {
  set_attribute(object, name, H5T_STD_I64LE, {}, &value);
}

void set_flags(hid_t object, const std::string& name, std::span<const std::int8_t> values) {
  set_attribute(object, name, H5T_STD_I8LE, {values.size()}, values.data());
}

bool has_attribute(hid_t object, const std::string& name) {
  return H5Aexists(object, name.c_str()) > 0;
}

std::string text_of(hid_t object, const std::string& name) {
  const std::string what = "read attribute " + quoted(name);
  const Handle attribute(checked(H5Aopen(object, name.c_str(), H5P_DEFAULT), what));
  const Handle type(checked(H5Aget_type(attribute.id()), what));
  const Handle space(checked(H5Aget_space(attribute.id()), what));
  if (H5Tis_variable_str(type.id()) <= 0 || H5Sget_simple_extent_npoints(space.id()) != 1) {
    throw Failure("attribute " + quoted(name) + " is no single piece of text");
  }
  const Handle wanted = text_type();
  char* text = nullptr;
  checked(H5Aread(attribute.id(), wanted.id(), static_cast<void*>(&text)), what);
  std::string copy = text != nullptr ? text : "";
  H5free_memory(text);
  return copy;
}

double number_of(hid_t object, const std::string& name) {
  return single<double>(object, name, H5T_NATIVE_DOUBLE);
}

std::int64_t integer_of(hid_t object, const std::string& name) {
  return single<std::int64_t>(object, name, H5T_NATIVE_INT64);
}

void copy_attributes(hid_t from, hid_t to) {
  const auto visit = [](hid_t source, const char* name, const H5A_info_t*, void* out) -> herr_t {
    if (name[0] == '_') return 0;
    const Handle attribute(H5Aopen(source, name, H5P_DEFAULT));
    const Handle type(H5Aget_type(attribute.id()));
    const Handle space(H5Aget_space(attribute.id()));
    const hssize_t count = H5Sget_simple_extent_npoints(space.id());
    if (!attribute.valid() || count < 0) return -1;
    std::vector<std::byte> bytes(static_cast<std::size_t>(count) * H5Tget_size(type.id()));
    const Handle copy(H5Acreate2(*static_cast<hid_t*>(out), name, type.id(), space.id(),
                                 H5P_DEFAULT, H5P_DEFAULT));
    const bool good = H5Aread(attribute.id(), type.id(), bytes.data()) >= 0 &&
                      H5Awrite(copy.id(), type.id(), bytes.data()) >= 0;
    H5Dvlen_reclaim(type.id(), space.id(), H5P_DEFAULT, bytes.data());
    return good ? 0 : -1;
  };
  hsize_t position = 0;
  checked(H5Aiterate2(from, H5_INDEX_CRT_ORDER, H5_ITER_INC, &position, visit, &to),
          "copy the attributes of " + quoted(name_of(from)));
}

void make_axis(hid_t dataset, const std::string& name) {
  checked(H5DSset_scale(dataset, name.c_str()), "make " + quoted(name) + " an axis");
}

void attach_axis(hid_t table, hid_t labels, unsigned position) {
  checked(H5DSattach_scale(table, labels, position), "label an axis of " + quoted(name_of(table)));
}

bool is_axis(hid_t dataset) { return H5DSis_scale(dataset) > 0; }

std::vector<std::string> attached_axes(hid_t table) {
  std::vector<std::string> names(extent_of(table).size());
  // The name an axis was given is quick to read; the name of its dataset is searched for in the
  // whole file.
  const auto visit = [](hid_t, unsigned, hid_t scale, void* out) -> herr_t {
    std::array<char, 256> name{};
    const ssize_t length = H5DSget_scale_name(scale, name.data(), name.size());
    const bool whole = length > 0 && static_cast<std::size_t>(length) < name.size();
    *static_cast<std::string*>(out) = whole ? name.data() : name_of(scale);
    return 1;
  };
  for (unsigned i = 0; i < names.size(); ++i) {
    checked(H5DSiterate_scales(table, i, nullptr, visit, &names[i]),
            "read the axes of " + quoted(name_of(table)));
  }
  return names;
}

}  // namespace huan::analysis::hdf5
