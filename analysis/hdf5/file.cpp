#include "analysis/hdf5/file.h"

#include "analysis/hdf5/parts.h"

namespace huan::analysis::hdf5 {
namespace {

constexpr hsize_t page_bytes = 4096;  // of memory

/// Failures become exceptions here, so the library must not print them itself; and its exit handler
/// must not run, since it crashes when the disk is full.
void tame_library() {
  static const bool done = [] {
    H5dont_atexit();
    H5Eset_auto2(H5E_DEFAULT, nullptr, nullptr);
    return true;
  }();
  (void)done;
}

/// Between what begins a page and what ends before one there is a gap, never used again; the
/// library would remember each.
void forget_gaps(hid_t creation) {
  checked(H5Pset_file_space_strategy(creation, H5F_FSPACE_STRATEGY_FSM_AGGR, false, page_bytes),
          "forget gaps");
}

/// How a file is opened. Of what the library knows about where things lie in a file it keeps so
/// much in memory; by default up to 32 MB, the more the longer its tables are.
Handle access_list() {
  constexpr std::size_t most_bytes = std::size_t{4} << 20U;
  Handle access(checked(H5Pcreate(H5P_FILE_ACCESS), "make a property list"));
  H5AC_cache_config_t cache{};
  cache.version = H5AC__CURR_CACHE_CONFIG_VERSION;
  checked(H5Pget_mdc_config(access.id(), &cache), "read how much is kept");
  cache.max_size = most_bytes;
  checked(H5Pset_mdc_config(access.id(), &cache), "choose how much is kept");
  return access;
}

/// A kill can cut a write where it crosses a page of memory. Every piece of metadata of a growing
/// file therefore begins a page of its own, so that what is rewritten is there in full or not at
/// all.
void keep_within_pages(hid_t access) {
  checked(H5Pset_meta_block_size(access, 0), "lay metadata out one by one");
  checked(H5Pset_alignment(access, 1, page_bytes), "align metadata with pages");
}

Handle create(const std::filesystem::path& path, H5F_libver_t low, H5F_libver_t high) {
  tame_library();
  const Handle access = access_list();
  checked(H5Pset_libver_bounds(access.id(), low, high), "choose the format");
  checked(H5Pset_fclose_degree(access.id(), H5F_CLOSE_STRONG), "choose how to close");
  if (low == H5F_LIBVER_LATEST) keep_within_pages(access.id());
  const Handle creation = creation_list(H5P_FILE_CREATE);
  if (low == H5F_LIBVER_LATEST) forget_gaps(creation.id());
  return Handle(
      checked(H5Fcreate(path.c_str(), H5F_ACC_TRUNC, creation.id(), access.id()), "create it"));
}

}  // namespace

Handle create_journal(const std::filesystem::path& path) {
  return create(path, H5F_LIBVER_LATEST, H5F_LIBVER_LATEST);
}

Handle create_file(const std::filesystem::path& path) {
  return create(path, H5F_LIBVER_EARLIEST, H5F_LIBVER_V18);
}

Handle open_file(const std::filesystem::path& path) {
  tame_library();
  // What does not fit its checksum is read again in case its writer has just changed it; a hundred
  // times by default, with pauses: a damaged file would take minutes.
  constexpr unsigned attempts = 3;
  const Handle access = access_list();
  checked(H5Pset_metadata_read_attempts(access.id(), attempts), "choose how often to read");
  const hid_t growing = H5Fopen(path.c_str(), H5F_ACC_RDONLY | H5F_ACC_SWMR_READ, access.id());
  if (growing >= 0) return Handle(growing);
  return Handle(checked(H5Fopen(path.c_str(), H5F_ACC_RDONLY, H5P_DEFAULT), "open it"));
}

void keep_open(hid_t file) {
  const ssize_t count = H5Fget_obj_count(file, H5F_OBJ_ALL);
  if (count <= 0) return;
  std::vector<hid_t> open(static_cast<std::size_t>(count));
  H5Fget_obj_ids(file, H5F_OBJ_ALL, open.size(), open.data());
  for (const hid_t id : open) H5Iinc_ref(id);
}

Handle create_group(hid_t place, const std::string& name) {
  const Handle creation = creation_list(H5P_GROUP_CREATE);
  return Handle(checked(H5Gcreate2(place, name.c_str(), H5P_DEFAULT, creation.id(), H5P_DEFAULT),
                        "create " + quoted(name)));
}

Handle open_group(hid_t place, const std::string& name) {
  return Handle(checked(H5Gopen2(place, name.c_str(), H5P_DEFAULT), "open group " + quoted(name)));
}

std::vector<std::string> datasets_of(hid_t group) {
  std::vector<std::string> names;
  const auto visit = [](hid_t place, const char* name, const H5L_info_t*, void* out) -> herr_t {
    const Handle object(H5Oopen(place, name, H5P_DEFAULT));
    if (object.valid() && H5Iget_type(object.id()) == H5I_DATASET) {
      static_cast<std::vector<std::string>*>(out)->emplace_back(name);
    }
    return 0;
  };
  checked(H5Literate(group, H5_INDEX_CRT_ORDER, H5_ITER_INC, nullptr, visit, &names),
          "list the datasets");
  return names;
}

bool has(hid_t place, const std::string& name) {
  return H5Lexists(place, name.c_str(), H5P_DEFAULT) > 0;
}

}  // namespace huan::analysis::hdf5
