#include "analysis/hdf5/dataset.h"

#include <algorithm>

#include "analysis/hdf5/parts.h"

namespace huan::analysis::hdf5 {
namespace {

constexpr unsigned deflate_level = 4;

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

}  // namespace

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

}  // namespace huan::analysis::hdf5
