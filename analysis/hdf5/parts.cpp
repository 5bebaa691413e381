#include "analysis/hdf5/parts.h"

#include <array>

namespace huan::analysis::hdf5 {
namespace {

constexpr unsigned creation_order = H5P_CRT_ORDER_TRACKED | H5P_CRT_ORDER_INDEXED;

}  // namespace

std::string quoted(const std::string& name) { return "'" + name + "'"; }

std::string name_of(hid_t object) {
  std::array<char, 256> name{};
  if (H5Iget_name(object, name.data(), name.size()) <= 0) return "?";
  return name[0] == '/' && name[1] != 0 ? name.data() + 1 : name.data();
}

Handle text_type() {
  Handle type(checked(H5Tcopy(H5T_C_S1), "make a text type"));
  checked(H5Tset_size(type.id(), H5T_VARIABLE), "make a text type");
  checked(H5Tset_cset(type.id(), H5T_CSET_UTF8), "make a text type");
  return type;
}

Handle space_for(const Extent& size, const Extent& most) {
  if (size.empty()) return Handle(checked(H5Screate(H5S_SCALAR), "make a scalar"));
  return Handle(checked(H5Screate_simple(static_cast<int>(size.size()), size.data(),
                                         most.empty() ? nullptr : most.data()),
                        "make a space"));
}

Handle creation_list(hid_t list_class) {
  Handle list(checked(H5Pcreate(list_class), "make a property list"));
  checked(H5Pset_obj_track_times(list.id(), false), "leave times out");
  checked(H5Pset_attr_creation_order(list.id(), creation_order), "track the order");
  if (list_class != H5P_DATASET_CREATE) {
    checked(H5Pset_link_creation_order(list.id(), creation_order), "track the order");
  }
  return list;
}

}  // namespace huan::analysis::hdf5
