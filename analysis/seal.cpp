#include "analysis/seal.h"

#include <algorithm>

#include "analysis/event_log.h"
#include "analysis/fifo_delay.h"
#include "analysis/file_lock.h"
#include "analysis/growing.h"
#include "analysis/indicator_table.h"
#include "analysis/loss_log.h"
#include "analysis/name_log.h"
#include "analysis/packing.h"
#include "analysis/sealed_file.h"
#include "analysis/signature.h"
#include "sim/time.h"

namespace huan::analysis {
namespace {

namespace fs = std::filesystem;

hdf5::Extent extent_of(hid_t place, const std::string& name) {
  return hdf5::extent_of(hdf5::open_dataset(place, name).id());
}

/// A journal opened for reading.
struct Source {
  hdf5::Handle file;
  hdf5::Handle group;
  std::size_t rows = 0;
  double until = 0;  ///< [d]
  bool finished = false;

  explicit Source(const fs::path& path);
};

Source::Source(const fs::path& path) : file(hdf5::open_file(path)) {
  if (!hdf5::has_attribute(file.id(), "huan_format") || !hdf5::has(file.id(), "journal")) {
    throw hdf5::Failure("this is not the unfinished results file of a huan run");
  }
  if (hdf5::number_of(file.id(), "huan_format") != static_cast<double>(results_format)) {
    throw hdf5::Failure("it was written in another format, by huan " +
                        hdf5::text_of(file.id(), "program_version"));
  }
  group = hdf5::open_group(file.id(), "journal");
  const hdf5::Handle time = hdf5::open_dataset(file.id(), "time");
  rows = hdf5::extent_of(time.id()).at(0);
  if (rows == 0)
    throw hdf5::Failure("the run had not finished its first interval: it holds no row");
  hdf5::read(time.id(), {.offset = {rows - 1}, .count = {1}}, std::span(&until, 1));
  finished = extent_of(group.id(), "finished").at(0) > 0;
}

void copy_root_attributes(const Source& source, SealedFile& file) {
  hdf5::copy_attributes(source.file.id(), file.id());
  hdf5::set_integer(file.id(), "complete", source.finished ? 1 : 0);
  hdf5::set_number(file.id(), "covers_days", source.until);
}

/// The labels that were given, then the dates on which the remaining intervals begin.
void put_periods(const Source& source, SealedFile& file) {
  std::vector<std::string> labels(extent_of(source.group.id(), "period").at(0));
  if (!labels.empty()) {
    hdf5::read(hdf5::open_dataset(source.group.id(), "period").id(),
               {.offset = {0}, .count = {labels.size()}}, std::span(labels));
  }
  const sim::Era era(start_of(source.file.id()));
  const hdf5::Handle bounds = hdf5::open_dataset(source.file.id(), "time_bounds");
  if (labels.size() < source.rows) {
    const std::size_t given = labels.size();
    std::vector<double> begins(source.rows - given);
    hdf5::read(bounds.id(), {.offset = {given, 0}, .count = {begins.size(), 1}}, std::span(begins));
    for (const double begin : begins) labels.push_back(era.text_of(begin));
  }
  labels.resize(source.rows);
  file.column("period", "time", "1", "label of the interval", labels);
}

template <class T>
LabelTable copy_labels(hid_t source, const std::string& name, const std::string& axis,
                       SealedFile& file) {
  const hdf5::Extent size = hdf5::extent_of(source);
  std::vector<T> values(size.at(0));
  const hdf5::Block all{.offset = {0}, .count = size};
  hdf5::read(source, all, std::span(values));
  const hdf5::Handle made = file.table(name, hdf5::element_of(source), size, {axis});
  hdf5::write(made.id(), all, std::span<const T>(values));
  hdf5::copy_attributes(source, made.id());
  LabelTable labels = label_table(name, axis, {}, {});
  labels.values = std::move(values);
  return labels;
}

LabelTable copy_labels(hid_t source, const std::string& name, const std::string& axis,
                       SealedFile& file) {
  switch (hdf5::element_of(source)) {
    case hdf5::Element::text:
      return copy_labels<std::string>(source, name, axis, file);
    case hdf5::Element::integer:
      return copy_labels<std::int32_t>(source, name, axis, file);
    default:
      return copy_labels<double>(source, name, axis, file);
  }
}

TableSpec spec_of(hid_t table, const std::string& name, const std::vector<std::string>& axes) {
  const hdf5::Extent size = hdf5::extent_of(table);
  return {.name = name,
          .axes = axes,
          .size = {size.begin() + 1, size.end()},
          .units = hdf5::text_of(table, "units"),
          .long_name = {},
          .long_name_zh = {},
          .notes = {}};
}

/// Copies what lies in the root group. `known` gets all labels, and the tables along time.
void copy_tables(const Source& source, SealedFile& file, Dataset& known) {
  for (const std::string& name : hdf5::datasets_of(source.file.id())) {
    const hdf5::Handle table = hdf5::open_dataset(source.file.id(), name);
    const auto axes = axes_of(table.id());
    if (axes.at(0) != "time") {
      known.add_labels(copy_labels(table.id(), name, axes[0], file));
      continue;
    }
    file.copy(table.id(), name, axes, source.rows);
    known.add_table(spec_of(table.id(), name, axes));
    if (name == "time_bounds") put_periods(source, file);
  }
}

void put_balance(const Source& source, SealedFile& file, const std::string& name) {
  const hdf5::Handle table = hdf5::open_dataset(source.group.id(), name);
  hdf5::Extent size = hdf5::extent_of(table.id());
  const hdf5::Block last{.offset = {source.rows - 1, 0, 0}, .count = {1, size.at(1), size.at(2)}};
  std::vector<double> values(size[1] * size[2]);
  hdf5::read(table.id(), last, std::span(values));
  auto axes = axes_of(table.id());
  axes.erase(axes.begin());
  const hdf5::Handle made = file.table(name, hdf5::Element::real, {size[1], size[2]}, axes);
  hdf5::write(made.id(), {.offset = {0, 0}, .count = {size[1], size[2]}},
              std::span<const double>(values));
  hdf5::copy_attributes(table.id(), made.id());
}

std::vector<double> all_of(hid_t place, const std::string& name, std::size_t count) {
  const hdf5::Handle table = hdf5::open_dataset(place, name);
  std::vector<double> values(count);
  hdf5::read(table.id(), {.offset = {0}, .count = {count}}, std::span(values));
  return values;
}

/// Inflows of some columns of the table of stocks, all intervals of one after another.
std::vector<double> inflows_by_column(const Source& source, const hdf5::Block& columns,
                                      hsize_t step) {
  const hdf5::Handle table = hdf5::open_dataset(source.file.id(), "stock_inflow");
  const hsize_t rows = columns.count[0];
  const hsize_t width = columns.count[1];
  std::vector<double> by_column(rows * width);
  std::vector<double> band;
  for (hsize_t first = 0; first < rows; first += step) {
    const hsize_t count = std::min(step, rows - first);
    band.resize(count * width);
    hdf5::read(table.id(), {.offset = {first, columns.offset[1]}, .count = {count, width}},
               std::span(band));
    for (hsize_t r = 0; r < count; ++r) {
      for (hsize_t c = 0; c < width; ++c) by_column[c * rows + first + r] = band[r * width + c];
    }
  }
  return by_column;
}

/// Delays of these columns. Their inflows are held all at once, since what lies in a stock may have
/// come in any interval; their levels `step` rows at a time.
void put_delays(const Source& source, const hdf5::Block& columns, hsize_t step,
                std::span<const double> ends, std::span<const double> initial, hid_t made) {
  const hdf5::Handle stock = hdf5::open_dataset(source.file.id(), "stock");
  const auto inflows = inflows_by_column(source, columns, step);
  const hsize_t rows = columns.count[0];
  const hsize_t width = columns.count[1];
  std::vector<FifoDelay> delays;
  for (hsize_t c = 0; c < width; ++c) {
    delays.emplace_back(0, ends, std::span(inflows).subspan(c * rows, rows),
                        initial[columns.offset[1] + c]);
  }
  std::vector<double> band;
  for (hsize_t first = 0; first < rows; first += step) {
    const hsize_t count = std::min(step, rows - first);
    const hdf5::Block block{.offset = {first, columns.offset[1]}, .count = {count, width}};
    band.resize(count * width);
    hdf5::read(stock.id(), block, std::span(band));
    for (hsize_t i = 0; i < band.size(); ++i) band[i] = delays[i % width].next(band[i]);
    write_packed(made, block, band);
  }
}

void put_delay(const Source& source, SealedFile& file, Dataset& known) {
  if (!hdf5::has(source.file.id(), "stock")) return;
  const std::size_t rows = source.rows;
  const hdf5::Handle stock = hdf5::open_dataset(source.file.id(), "stock");
  const std::size_t columns = hdf5::extent_of(stock.id()).at(1);
  const TableSpec spec{"delay",
                       {"time", "stock_id"},
                       {columns},
                       "d",
                       "age of the oldest content at the end of the interval, first in first out",
                       "期末最长滞留时间",
                       {{"coordinates", hdf5::text_of(stock.id(), "coordinates")}}};
  const hdf5::Handle made = file.table("delay", hdf5::Element::real, {rows, columns}, spec.axes);
  describe(made.id(), spec);
  const auto ends = all_of(source.file.id(), "time", rows);
  const auto initial = all_of(source.file.id(), "stock_initial", columns);
  known.add_table(spec);
  constexpr std::size_t block_values = std::size_t{1} << 20U;
  const std::size_t step =
      std::max<std::size_t>(1, block_values / (rows * chunk_columns)) * chunk_columns;
  for (std::size_t c = 0; c < columns; c += step) {
    const hdf5::Block block{.offset = {0, c}, .count = {rows, std::min(step, columns - c)}};
    put_delays(source, block, rows_of_block(columns), ends, initial, made.id());
  }
}

Dataset head_of(const Source& source) {
  Dataset head;
  head.scenario = hdf5::text_of(source.file.id(), "scenario");
  head.start = start_of(source.file.id());
  return head;
}

}  // namespace

Sealed seal(const fs::path& part, const fs::path& file, bool recovered) {
  const Source source(part);
  fs::path draft = file;
  draft += ".sealing";
  {
    SealedFile made(draft);
    copy_root_attributes(source, made);
    Dataset known = head_of(source);
    copy_tables(source, made, known);
    put_delay(source, made, known);
    const auto names = NameLog::read(source.group.id());
    seal_losses(source.group.id(), names, source.rows, made, known);
    seal_events(source.group.id(), names, made);
    put_balance(source, made, "balance");
    put_balance(source, made, "balance_element");
    seal_indicators(known, source.file.id(), source.rows, made);
    seal_provenance(source.file.id(), made.id(), recovered);
    made.close();
  }
  settle(draft);
  fs::rename(draft, file);
  settle_entry(file);
  return {source.rows, source.until, source.finished};
}

}  // namespace huan::analysis
