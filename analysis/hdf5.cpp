#include "analysis/hdf5.h"

#include <algorithm>
#include <array>
#include <functional>
#include <numeric>

#include <hdf5_hl.h>

namespace huan::analysis::hdf5 {
namespace {

constexpr unsigned creation_order = H5P_CRT_ORDER_TRACKED | H5P_CRT_ORDER_INDEXED;
constexpr unsigned deflate_level = 4;
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

/// The innermost entry of the library's error stack says why; the system's own words, where there
/// are any, stand in it as: error message = '...'.
herr_t keep_reason(unsigned, const H5E_error2_t* entry, void* out) {
  auto& reason = *static_cast<std::string*>(out);
  const std::string text = entry->desc != nullptr ? entry->desc : "";
  constexpr std::string_view mark = "error message = '";
  const auto begin = text.find(mark);
  if (begin != std::string::npos) {
    const auto from = begin + mark.size();
    reason = text.substr(from, text.find('\'', from) - from);
  } else if (reason.empty()) {
    reason = text;
  }
  return 0;
}

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

Handle type_for(Element element) {
  switch (element) {
    case Element::real:
      return Handle(H5Tcopy(H5T_IEEE_F64LE));
    case Element::integer:
      return Handle(H5Tcopy(H5T_STD_I32LE));
    case Element::small:
      return Handle(H5Tcopy(H5T_STD_I8LE));
    case Element::text:
      return text_type();
  }
  throw std::logic_error("hdf5: no such element");
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

template <class Transfer>
void move_block(hid_t dataset, const Block& block, hid_t type, std::string_view verb,
                Transfer transfer) {
  const std::string what = std::string(verb) + " " + quoted(name_of(dataset));
  const Handle file_space(checked(H5Dget_space(dataset), what));
  const Handle memory_space = space_for(block.count, {});
  checked(H5Sselect_hyperslab(file_space.id(), H5S_SELECT_SET, block.offset.data(), nullptr,
                              block.count.data(), nullptr),
          what);
  checked(transfer(dataset, type, memory_space.id(), file_space.id()), what);
}

template <class T>
void write_block(hid_t dataset, const Block& block, hid_t type, const T* values,
                 hid_t how = H5P_DEFAULT) {
  move_block(dataset, block, type, "write", [=](hid_t d, hid_t t, hid_t memory, hid_t file) {
    return H5Dwrite(d, t, memory, file, how, values);
  });
}

template <class T>
void read_block(hid_t dataset, const Block& block, hid_t type, T* values, hid_t how = H5P_DEFAULT) {
  move_block(dataset, block, type, "read", [=](hid_t d, hid_t t, hid_t memory, hid_t file) {
    return H5Dread(d, t, memory, file, how, values);
  });
}

/// Texts are converted through a buffer, 1 MB that the library clears each time unless it is told
/// how little it needs.
Handle text_transfer(std::size_t texts) {
  constexpr std::size_t reference_bytes = 16;  // of a text in a file
  constexpr std::size_t most_bytes = std::size_t{1} << 20U;
  Handle list(checked(H5Pcreate(H5P_DATASET_XFER), "make a property list"));
  const std::size_t bytes = std::clamp(texts * reference_bytes, reference_bytes, most_bytes);
  checked(H5Pset_buffer(list.id(), bytes, nullptr, nullptr), "choose a buffer");
  return list;
}

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

void fail(std::string_view what) {
  std::string reason;
  H5Ewalk2(H5E_DEFAULT, H5E_WALK_UPWARD, keep_reason, &reason);
  H5Eclear2(H5E_DEFAULT);
  throw Failure("cannot " + std::string(what) + ": " +
                (reason.empty() ? "no reason given" : reason));
}

Handle& Handle::operator=(Handle&& other) noexcept {
  if (this != &other) {
    close();
    id_ = std::exchange(other.id_, -1);
  }
  return *this;
}

bool Handle::close() {
  if (!valid()) return true;
  const hid_t id = std::exchange(id_, -1);
  return (H5Iget_type(id) == H5I_FILE ? H5Fclose(id) : H5Idec_ref(id)) >= 0;
}

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

Handle create_dataset(hid_t place, const std::string& name, const Layout& layout) {
  const std::string what = "create " + quoted(name);
  const Handle creation = creation_list(H5P_DATASET_CREATE);
  if (!layout.chunk.empty()) {
    checked(H5Pset_chunk(creation.id(), static_cast<int>(layout.chunk.size()), layout.chunk.data()),
            what);
  }
  if (layout.compressed) {
    checked(H5Pset_shuffle(creation.id()), what);
    checked(H5Pset_deflate(creation.id(), deflate_level), what);
  }
  const Handle type = type_for(layout.element);
  const Handle space = space_for(layout.size, layout.most);
  return Handle(checked(H5Dcreate2(place, name.c_str(), type.id(), space.id(), H5P_DEFAULT,
                                   creation.id(), H5P_DEFAULT),
                        what));
}

Handle open_group(hid_t place, const std::string& name) {
  return Handle(checked(H5Gopen2(place, name.c_str(), H5P_DEFAULT), "open group " + quoted(name)));
}

Handle open_dataset(hid_t place, const std::string& name) {
  return Handle(checked(H5Dopen2(place, name.c_str(), H5P_DEFAULT), "open " + quoted(name)));
}

Handle open_by_rows(hid_t place, const std::string& name) {
  const std::string what = "open " + quoted(name);
  Handle dataset = open_dataset(place, name);
  const Handle creation(checked(H5Dget_create_plist(dataset.id()), what));
  if (H5Pget_layout(creation.id()) != H5D_CHUNKED) return dataset;
  const Extent size = extent_of(dataset.id());
  Extent chunk(size.size());
  checked(H5Pget_chunk(creation.id(), static_cast<int>(chunk.size()), chunk.data()), what);
  std::size_t chunks = 1;
  std::size_t bytes = sizeof(double) * chunk[0];
  for (std::size_t i = 1; i < size.size(); ++i) {
    const std::size_t across = (size[i] + chunk[i] - 1) / chunk[i];
    chunks *= across;
    bytes *= across * chunk[i];
  }
  constexpr std::size_t slots_per_chunk = 10;
  const Handle access(checked(H5Pcreate(H5P_DATASET_ACCESS), what));
  checked(H5Pset_chunk_cache(access.id(), chunks * slots_per_chunk + 1, bytes,
                             H5D_CHUNK_CACHE_W0_DEFAULT),
          what);
  dataset.close();
  return Handle(checked(H5Dopen2(place, name.c_str(), access.id()), what));
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

Extent extent_of(hid_t dataset) {
  const std::string what = "read the size of " + quoted(name_of(dataset));
  const Handle space(checked(H5Dget_space(dataset), what));
  Extent size(static_cast<std::size_t>(checked(H5Sget_simple_extent_ndims(space.id()), what)));
  checked(H5Sget_simple_extent_dims(space.id(), size.data(), nullptr), what);
  return size;
}

Element element_of(hid_t dataset) {
  const Handle type(checked(H5Dget_type(dataset), "read the type of " + quoted(name_of(dataset))));
  const std::size_t bytes = H5Tget_size(type.id());
  const H5T_class_t kind = H5Tget_class(type.id());
  if (kind == H5T_STRING && H5Tis_variable_str(type.id()) > 0) return Element::text;
  if (kind == H5T_FLOAT && bytes == sizeof(double)) return Element::real;
  if (kind == H5T_INTEGER && bytes == sizeof(std::int32_t)) return Element::integer;
  if (kind == H5T_INTEGER && bytes == sizeof(std::int8_t)) return Element::small;
  throw Failure(quoted(name_of(dataset)) + " has a type that huan does not write");
}

void grow(hid_t dataset, const Extent& size) {
  checked(H5Dset_extent(dataset, size.data()), "lengthen " + quoted(name_of(dataset)));
}

void flush(hid_t dataset) { checked(H5Dflush(dataset), "write " + quoted(name_of(dataset))); }

void write(hid_t dataset, const Block& block, std::span<const double> values) {
  write_block(dataset, block, H5T_NATIVE_DOUBLE, values.data());
}

void write(hid_t dataset, const Block& block, std::span<const std::int32_t> values) {
  write_block(dataset, block, H5T_NATIVE_INT32, values.data());
}

void write(hid_t dataset, const Block& block, std::span<const std::int8_t> values) {
  write_block(dataset, block, H5T_NATIVE_INT8, values.data());
}

void write(hid_t dataset, const Block& block, std::span<const std::string> values) {
  std::vector<const char*> pointers(values.size());
  std::ranges::transform(values, pointers.begin(), &std::string::c_str);
  const Handle type = text_type();
  write_block(dataset, block, type.id(), pointers.data(), text_transfer(values.size()).id());
}

void read(hid_t dataset, const Block& block, std::span<double> values) {
  read_block(dataset, block, H5T_NATIVE_DOUBLE, values.data());
}

void read(hid_t dataset, const Block& block, std::span<std::int32_t> values) {
  read_block(dataset, block, H5T_NATIVE_INT32, values.data());
}

void read(hid_t dataset, const Block& block, std::span<std::int8_t> values) {
  read_block(dataset, block, H5T_NATIVE_INT8, values.data());
}

void read(hid_t dataset, const Block& block, std::span<std::string> values) {
  std::vector<char*> pointers(values.size(), nullptr);
  const Handle type = text_type();
  read_block(dataset, block, type.id(), pointers.data(), text_transfer(values.size()).id());
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (pointers[i] != nullptr) values[i] = pointers[i];
    H5free_memory(pointers[i]);
  }
}

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
