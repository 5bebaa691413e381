#include "analysis/dataset_reader.h"

#include <algorithm>
#include <cstdint>
#include <sstream>

#include "analysis/apart.h"
#include "analysis/dataset_wire.h"
#include "analysis/hdf5.h"
#include "analysis/pattern.h"
#include "analysis/results_error.h"
#include "analysis/sha256.h"
#include "analysis/signature.h"
#include "analysis/stored_scenario.h"

namespace huan::analysis {
namespace {

namespace fs = std::filesystem;

/// [s] a spoilt file can keep the library busy for ever; a whole one of that size never takes so
/// long.
unsigned longest_reading_s(const std::filesystem::path& path) {
  std::error_code unknown;
  const auto bytes = std::filesystem::file_size(path, unknown);
  return 20 + (unknown ? 0 : static_cast<unsigned>(bytes / 1'000'000));
}
constexpr hsize_t most_values = hsize_t{1} << 32U;  // 32 GB: beyond that a size is a lie

template <class T>
std::vector<T> all_values(hid_t dataset) {
  const hdf5::Extent size = hdf5::extent_of(dataset);
  hsize_t count = 1;
  for (const hsize_t n : size) {
    if (n > 0 && count > most_values / n) throw hdf5::Failure("a table says it is endless");
    count *= n;
  }
  std::vector<T> values(count);
  if (count > 0) {
    hdf5::read(dataset, {.offset = hdf5::Extent(size.size(), 0), .count = size}, std::span(values));
  }
  return values;
}

template <class T>
std::vector<T> values_of(hid_t file, const std::string& name) {
  return all_values<T>(hdf5::open_dataset(file, name).id());
}

std::string text_or_none(hid_t object, const char* name) {
  return hdf5::has_attribute(object, name) ? hdf5::text_of(object, name) : std::string();
}

/// Reads table after table of an open file.
class DatasetReader {
 public:
  DatasetReader(hid_t file, const std::vector<std::string>& tables)
      : file_(file), wanted_(tables) {}

  Dataset read() {
    attributes();
    time();
    for (const std::string& name : hdf5::datasets_of(file_)) {
      if (!name.starts_with("time") && !name.starts_with("event") && name != "period") take(name);
    }
    events();
    check();
    return std::move(data_);
  }

 private:
  hid_t file_;
  const std::vector<std::string>& wanted_;
  Dataset data_;

  void attributes();
  void time();
  void take(const std::string& name);
  void take_column(hid_t dataset, const std::string& name, const std::string& axis);
  void take_table(hid_t dataset, const std::string& name, const std::vector<std::string>& axes);
  void events();
  void check() const;
};

void DatasetReader::attributes() {
  data_.title = text_or_none(file_, "title");
  data_.title_zh = text_or_none(file_, "title_zh");
  data_.scenario = hdf5::text_of(file_, "scenario");
  if (sha256(data_.scenario) != hdf5::text_of(file_, "scenario_sha256")) {
    throw hdf5::Failure("is damaged: its scenario does not fit its SHA-256");
  }
  data_.seed = static_cast<std::uint64_t>(hdf5::integer_of(file_, "seed"));
  data_.replicate = static_cast<std::uint64_t>(hdf5::integer_of(file_, "replicate"));
  data_.start = start_of(file_);
  data_.duration = hdf5::number_of(file_, "duration_days");
  data_.complete =
      !hdf5::has_attribute(file_, "complete") || hdf5::integer_of(file_, "complete") != 0;
  data_.program =
      text_or_none(file_, "program_version") + " (" + text_or_none(file_, "program_commit") + ")";
}

void DatasetReader::time() {
  data_.ends = values_of<double>(file_, "time");
  const auto bounds = values_of<double>(file_, "time_bounds");
  if (bounds.size() != 2 * data_.ends.size()) throw hdf5::Failure("its time axis is broken");
  for (std::size_t i = 0; i < bounds.size(); i += 2) data_.begins.push_back(bounds[i]);
  data_.periods = values_of<std::string>(file_, "period");
}

void DatasetReader::take(const std::string& name) {
  const hdf5::Handle dataset = hdf5::open_dataset(file_, name);
  if (hdf5::is_axis(dataset.id())) {
    data_.axes[name].name = name;
    if (hdf5::element_of(dataset.id()) == hdf5::Element::text) {
      data_.axes[name].ids = all_values<std::string>(dataset.id());
    } else {
      for (const auto n : all_values<std::int32_t>(dataset.id())) {
        data_.axes[name].ids.push_back(std::to_string(n));
      }
    }
    return;
  }
  const auto axes = hdf5::attached_axes(dataset.id());
  if (axes.size() == 1 && axes[0] != "time") return take_column(dataset.id(), name, axes[0]);
  if (matches_any(name, wanted_)) take_table(dataset.id(), name, axes);
}

void DatasetReader::take_column(hid_t dataset, const std::string& name, const std::string& axis) {
  data_.axes[axis].name = axis;
  if (hdf5::element_of(dataset) == hdf5::Element::text) {
    data_.axes[axis].texts[name] = all_values<std::string>(dataset);
  } else {
    data_.axes[axis].numbers[name] = all_values<double>(dataset);
  }
}

void DatasetReader::take_table(hid_t dataset, const std::string& name,
                               const std::vector<std::string>& axes) {
  Table& table = data_.tables[name];
  table.name = name;
  table.axes = axes;
  for (const hsize_t n : hdf5::extent_of(dataset)) table.size.push_back(n);
  table.unit = text_or_none(dataset, "units");
  table.long_name = text_or_none(dataset, "long_name");
  table.long_name_zh = text_or_none(dataset, "long_name_zh");
  table.values = all_values<double>(dataset);
}

void DatasetReader::events() {
  if (!hdf5::has(file_, "event_time")) return;
  const auto times = values_of<double>(file_, "event_time");
  const auto values = values_of<double>(file_, "event_value");
  const auto whos = values_of<std::int32_t>(file_, "event_who");
  const hdf5::Handle what = hdf5::open_dataset(file_, "event_what");
  const auto whats = all_values<std::int8_t>(what.id());
  const auto things = values_of<std::string>(file_, "thing");
  std::istringstream meanings(hdf5::text_of(what.id(), "flag_meanings"));
  std::vector<std::string> words;
  for (std::string word; meanings >> word;) words.push_back(word);
  for (std::size_t i = 0; i < times.size(); ++i) {
    data_.events.push_back({times[i], words.at(static_cast<std::size_t>(whats.at(i))),
                            things.at(static_cast<std::size_t>(whos.at(i))), values.at(i)});
  }
}

/// What the readers of a dataset rely on.
void DatasetReader::check() const {
  const auto wrong = [](const std::string& name) {
    throw hdf5::Failure("is damaged: '" + name + "' does not fit its axes");
  };
  if (data_.periods.size() != data_.rows()) wrong("period");
  for (const auto& [name, axis] : data_.axes) {
    for (const auto& [column, values] : axis.texts) {
      if (values.size() != axis.size()) wrong(column);
    }
    for (const auto& [column, values] : axis.numbers) {
      if (values.size() != axis.size()) wrong(column);
    }
  }
  for (const auto& [name, table] : data_.tables) {
    for (std::size_t i = 0; i < table.axes.size(); ++i) {
      const bool is_time = table.axes[i] == "time";
      const Axis* axis = data_.axis(table.axes[i]);
      if (!is_time && axis == nullptr) wrong(name);
      if (table.size[i] != (is_time ? data_.rows() : axis->size())) wrong(name);
    }
  }
}

void check_kind(hid_t file) {
  if (!hdf5::has_attribute(file, "huan_format")) {
    throw hdf5::Failure("this is an HDF5 file, but no results of huan");
  }
  if (hdf5::number_of(file, "huan_format") != static_cast<double>(results_format)) {
    throw hdf5::Failure("it was written in another format, by huan " +
                        text_or_none(file, "program_version"));
  }
  if (hdf5::has(file, "journal")) {
    throw hdf5::Failure(
        "the run that wrote it has not finished; 'huan recover' makes results of it");
  }
}

std::string bytes_of(const fs::path& path, const std::vector<std::string>& tables) {
  const hdf5::Handle file = hdf5::open_file(path);
  check_kind(file.id());
  return to_bytes(DatasetReader(file.id(), tables).read());
}

}  // namespace

Dataset read_dataset(const fs::path& path, const std::vector<std::string>& tables) {
  if (fs::is_directory(path)) throw ResultsError(path.string() + ": is a folder");
  if (!fs::exists(path)) throw ResultsError(path.string() + ": there is no such file");
  if (!is_results_file(path)) {
    throw ResultsError(path.string() +
                       ": is no results file; 'huan run SCENARIO -o FILE' makes one");
  }
  Dataset data = dataset_from_bytes(
      apart(path, longest_reading_s(path), [&] { return bytes_of(path, tables); }));
  data.origin = path.string();
  return data;
}

}  // namespace huan::analysis
