#include "analysis/seal.h"

#include <algorithm>
#include <charconv>
#include <cmath>

#include "analysis/event_log.h"
#include "analysis/fifo_delay.h"
#include "analysis/file_lock.h"
#include "analysis/growing.h"
#include "analysis/indicator_table.h"
#include "analysis/loss_log.h"
#include "analysis/name_log.h"
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

sim::Date start_of(const Source& source) {
  const std::string text = hdf5::text_of(source.file.id(), "start");  // 2019-01-01
  int year = 0;
  unsigned month = 0;
  unsigned day = 0;
  const bool good = text.size() == 10 &&
                    std::from_chars(text.data(), text.data() + 4, year).ec == std::errc{} &&
                    std::from_chars(text.data() + 5, text.data() + 7, month).ec == std::errc{} &&
                    std::from_chars(text.data() + 8, text.data() + 10, day).ec == std::errc{};
  if (!good) throw hdf5::Failure("its start '" + text + "' is no date");
  return std::chrono::year(year) / std::chrono::month(month) / std::chrono::day(day);
}

/// The labels that were given, then the dates on which the remaining intervals begin.
void put_periods(const Source& source, SealedFile& file) {
  std::vector<std::string> labels(extent_of(source.group.id(), "period").at(0));
  if (!labels.empty()) {
    hdf5::read(hdf5::open_dataset(source.group.id(), "period").id(),
               {.offset = {0}, .count = {labels.size()}}, std::span(labels));
  }
  const sim::Era era(start_of(source));
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

void copy_tables(const Source& source, SealedFile& file) {
  for (const std::string& name : hdf5::datasets_of(source.file.id())) {
    const hdf5::Handle table = hdf5::open_dataset(source.file.id(), name);
    const bool grows = axes_of(table.id()).at(0) == "time";
    file.copy(table.id(), name, grows ? source.rows : hdf5::extent_of(table.id()).at(0));
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

/// Delays of some columns of the table of stocks, all rows of them.
void put_delays(const Source& source, const hdf5::Block& block, const std::vector<double>& ends,
                const std::vector<double>& initial, hid_t made) {
  const std::size_t rows = block.count[0];
  const std::size_t columns = block.count[1];
  std::vector<double> inflow(rows * columns);
  std::vector<double> level(rows * columns);
  hdf5::read(hdf5::open_dataset(source.file.id(), "stock_inflow").id(), block, std::span(inflow));
  hdf5::read(hdf5::open_dataset(source.file.id(), "stock").id(), block, std::span(level));
  std::vector<double> in(rows);
  std::vector<double> held(rows);
  for (std::size_t c = 0; c < columns; ++c) {
    for (std::size_t r = 0; r < rows; ++r) {
      in[r] = inflow[r * columns + c];
      held[r] = level[r * columns + c];
    }
    const auto delay = fifo_delay(0, ends, in, held, initial[block.offset[1] + c]);
    for (std::size_t r = 0; r < rows; ++r) level[r * columns + c] = delay[r];
  }
  hdf5::write(made, block, std::span<const double>(level));
}

void put_delay(const Source& source, SealedFile& file) {
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
  constexpr std::size_t chunk_columns = 100;
  constexpr std::size_t block_values = std::size_t{1024} * 1024;
  const std::size_t step =
      std::max<std::size_t>(1, block_values / (rows * chunk_columns)) * chunk_columns;
  for (std::size_t c = 0; c < columns; c += step) {
    const hdf5::Block block{.offset = {0, c}, .count = {rows, std::min(step, columns - c)}};
    put_delays(source, block, ends, initial, made.id());
  }
}

}  // namespace

Sealed seal(const fs::path& part, const fs::path& file, bool recovered) {
  const Source source(part);
  fs::path draft = file;
  draft += ".sealing";
  {
    SealedFile made(draft);
    copy_root_attributes(source, made);
    copy_tables(source, made);
    put_delay(source, made);
    const auto names = NameLog::read(source.group.id());
    seal_losses(source.group.id(), names, source.rows, made);
    seal_events(source.group.id(), names, made);
    put_balance(source, made, "balance");
    put_balance(source, made, "balance_element");
    seal_indicators(source.file.id(), source.rows, made);
    seal_provenance(source.file.id(), made.id(), recovered);
    made.close();
  }
  settle(draft);
  fs::rename(draft, file);
  settle_entry(file);
  return {source.rows, source.until, source.finished};
}

}  // namespace huan::analysis
