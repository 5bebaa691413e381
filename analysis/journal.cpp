#include "analysis/journal.h"

#include <algorithm>
#include <iterator>

#include "analysis/balance.h"
#include "analysis/file_lock.h"
#include "analysis/signature.h"

namespace huan::analysis {
namespace {

using Texts = std::vector<std::string>;

TableSpec plain(const std::string& name, Texts axes, std::vector<std::size_t> size,
                const std::string& units, const std::string& long_name) {
  return {.name = name,
          .axes = std::move(axes),
          .size = std::move(size),
          .units = units,
          .long_name = long_name,
          .long_name_zh = {},
          .notes = {}};
}

template <class T>
void put_values(hid_t place, const TableSpec& spec, hdf5::Element element,
                const std::vector<T>& values) {
  const hdf5::Extent size{values.size()};
  const hdf5::Handle table = hdf5::create_dataset(
      place, spec.name, {.element = element, .size = size, .most = {}, .chunk = {}});
  if (!values.empty()) {
    hdf5::write(table.id(), {.offset = {0}, .count = size}, std::span<const T>(values));
  }
  describe(table.id(), spec);
  note_axes(table.id(), spec.axes);
}

void put(hid_t place, const LabelTable& table) {
  if (const auto* texts = std::get_if<Texts>(&table.values)) {
    put_values(place, table.spec, hdf5::Element::text, *texts);
  } else if (const auto* reals = std::get_if<std::vector<double>>(&table.values)) {
    put_values(place, table.spec, hdf5::Element::real, *reals);
  } else {
    put_values(place, table.spec, hdf5::Element::integer,
               std::get<std::vector<std::int32_t>>(table.values));
  }
}

LabelTable texts(const std::string& axis, const std::string& long_name, Texts values) {
  return label_table(axis, axis, long_name, std::move(values));
}

void put_common_labels(hid_t file, const sim::SubstanceTable& substances) {
  Texts names;
  for (int i = 0; i < substances.size(); ++i) names.push_back(substances[sim::SubstanceId(i)].name);
  put(file, texts("substance", "substance", names));
  put(file, texts("element", "chemical element", substances.elements()));
  put(file, texts("balance_item", "item of the conservation account", balance_items()));
  put(file, texts("bound", "edge of the interval", {"begin", "end"}));
}

/// The columns that tell more of a table's axes, for readers that follow CF.
std::string coordinates_of(const TableSpec& spec, const std::vector<LabelTable>& labels) {
  std::string list = "period";
  for (const LabelTable& table : labels) {
    const std::string& axis = table.spec.axes.front();
    if (table.spec.name != axis && std::ranges::count(spec.axes, axis) > 0) {
      list += " " + table.spec.name;
    }
  }
  return list;
}

}  // namespace

std::string time_units(const ResultsMeta& meta) {
  return "days since " + sim::Era(meta.start).text_of(0) + " 00:00:00";
}

Journal::Journal(const std::filesystem::path& path, const sim::Network& network,
                 const ResultsMeta& meta)
    : file_(hdf5::create_journal(path)),
      group_(hdf5::create_group(file_.id(), "journal")),
      tables_(network, meta, Axes(network, meta)) {
  sign(file_.id(), network, meta);
  note_provenance(file_.id(), meta.provenance);
  make_time(meta);
  put_common_labels(file_.id(), network.substances());
  std::vector<LabelTable> labels = labels_of(network, meta, Axes(network, meta));
  std::ranges::move(tables_.items, std::back_inserter(labels));
  for (const LabelTable& table : labels) put(file_.id(), table);
  for (SeriesTable& table : tables_.series) {
    table.spec.notes.emplace_back("coordinates", coordinates_of(table.spec, labels));
    series_.emplace_back(file_.id(), table.spec, hdf5::Element::real);
  }
  make_logs(network, time_units(meta));
  hdf5::checked(H5Fstart_swmr_write(file_.id()), "let it grow");
  fill_holes(path);
}

void Journal::make_time(const ResultsMeta& meta) {
  const std::string units = time_units(meta);
  TableSpec time = plain("time", {"time"}, {}, units, "end of the interval");
  time.long_name_zh = "期末时刻";
  time.notes = {{"standard_name", "time"},
                {"calendar", "proleptic_gregorian"},
                {"axis", "T"},
                {"bounds", "time_bounds"}};
  time_ = std::make_unique<Growing>(file_.id(), time, hdf5::Element::real);
  TableSpec bounds = plain("time_bounds", {"time", "bound"}, {2}, units, "edges of the interval");
  bounds.notes = {{"calendar", "proleptic_gregorian"}};
  bounds_ = std::make_unique<Growing>(file_.id(), bounds, hdf5::Element::real);
  put(group_.id(), {plain("period", {"time"}, {meta.periods.size()}, "1", "label of the interval"),
                    meta.periods});
}

void Journal::make_logs(const sim::Network& network, const std::string& units) {
  const hid_t place = group_.id();
  const std::size_t items = balance_items().size();
  const auto substances = static_cast<std::size_t>(network.substances().size());
  balance_ = std::make_unique<Growing>(
      place,
      plain("balance", {"row", "balance_item", "substance"}, {items, substances}, "t",
            "conservation account: initial + in + converted = out + final + residual"),
      hdf5::Element::real);
  balance_element_ =
      std::make_unique<Growing>(place,
                                plain("balance_element", {"row", "balance_item", "element"},
                                      {items, network.substances().elements().size()}, "t",
                                      "conservation account by chemical element"),
                                hdf5::Element::real);
  finished_ = std::make_unique<Growing>(
      place, plain("finished", {"mark"}, {}, "1", "one mark when the run has ended"),
      hdf5::Element::small);
  names_ = std::make_unique<NameLog>(place);
  events_ = std::make_unique<EventLog>(place, units);
  losses_ = std::make_unique<LossLog>(place);
}

void Journal::append_balance(const sim::View& view) {
  const std::vector<double> by_substance = balance_of(view.account());
  balance_->append(by_substance);
  balance_element_->append(balance_of_elements(by_substance, view.network().substances()));
}

void Journal::append(const sim::View& view) {
  losses_->add(view, time_->rows(), *names_);
  append_balance(view);
  std::vector<double> row;
  for (std::size_t i = 0; i < series_.size(); ++i) {
    row.assign(tables_.series[i].spec.width(), 0.0);
    tables_.series[i].read(view, row);
    series_[i].append(row);
  }
  const double end = view.time();
  bounds_->append(std::vector{before_, end});
  time_->push(end);
  before_ = end;
  if (is_due()) flush();
}

bool Journal::is_due() const {
  constexpr std::size_t enough_bytes = std::size_t{1} << 20U;
  constexpr std::chrono::milliseconds enough_time(250);
  std::size_t bytes = losses_->kept_bytes() + balance_->kept_bytes();
  for (const Growing& table : series_) bytes += table.kept_bytes();
  return bytes >= enough_bytes || std::chrono::steady_clock::now() - flushed_ >= enough_time;
}

/// Names before what refers to them, `time` after all it counts.
void Journal::flush() {
  names_->flush();
  events_->flush();
  losses_->flush();
  for (Growing& table : series_) table.flush();
  for (const auto* table : {&balance_, &balance_element_, &bounds_, &time_}) (*table)->flush();
  flushed_ = std::chrono::steady_clock::now();
}

void Journal::log(const sim::LogEntry& entry) {
  events_->add(entry, *names_);
  if (!events_->is_long()) return;
  names_->flush();
  events_->flush();
}

void Journal::finish() {
  flush();
  finished_->push(std::int8_t{1});
  finished_->flush();
  series_.clear();
  for (auto* table : {&time_, &bounds_, &balance_, &balance_element_, &finished_}) table->reset();
  names_.reset();
  events_.reset();
  losses_.reset();
  group_.close();
  if (!file_.close()) hdf5::fail("close it");
}

void Journal::abandon() {
  hdf5::keep_open(file_.id());
  file_.abandon();
}

}  // namespace huan::analysis
