#include "analysis/loss_log.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>
#include <tuple>

#include "analysis/packing.h"

namespace huan::analysis {
namespace {

constexpr const char* unit_of_key = "loss_key";
constexpr std::size_t block_entries = std::size_t{64} * 1024;

TableSpec column(const std::string& name, const std::string& axis, const std::string& units,
                 const std::string& long_name) {
  return {.name = name,
          .axes = {axis},
          .size = {},
          .units = units,
          .long_name = long_name,
          .long_name_zh = {},
          .notes = {}};
}

auto order_of(const sim::Loss& loss) { return std::tuple(loss.process, loss.cause, loss.stock); }

double increment(double now, double before) {
  return std::isinf(now) && now == before ? now : now - before;
}

/// The triples of a journal by key, and the place of each in the sorted axis.
struct Triples {
  std::vector<std::int32_t> process, stock, process_name, stock_name;
  std::vector<std::int8_t> cause;
  std::vector<std::size_t> sorted;  ///< keys in the order of the axis
  std::vector<std::size_t> place;   ///< of each key in that order

  explicit Triples(hid_t journal);
};

template <class T>
std::vector<T> read_part(hid_t journal, const char* name, std::size_t from, std::size_t count) {
  const hdf5::Handle table = hdf5::open_dataset(journal, name);
  std::vector<T> values(count);
  if (count > 0) hdf5::read(table.id(), {.offset = {from}, .count = {count}}, std::span<T>(values));
  return values;
}

template <std::size_t n>
std::size_t shortest(hid_t journal, const std::array<const char*, n>& names) {
  std::size_t length = std::numeric_limits<std::int32_t>::max();
  for (const char* name : names) {
    length = std::min<std::size_t>(length,
                                   hdf5::extent_of(hdf5::open_dataset(journal, name).id()).at(0));
  }
  return length;
}

Triples::Triples(hid_t journal) {
  const std::size_t count = shortest(journal, std::array{"loss_process", "loss_cause", "loss_stock",
                                                         "loss_process_name", "loss_stock_name"});
  process = read_part<std::int32_t>(journal, "loss_process", 0, count);
  cause = read_part<std::int8_t>(journal, "loss_cause", 0, count);
  stock = read_part<std::int32_t>(journal, "loss_stock", 0, count);
  process_name = read_part<std::int32_t>(journal, "loss_process_name", 0, count);
  stock_name = read_part<std::int32_t>(journal, "loss_stock_name", 0, count);
  sorted.resize(count);
  std::iota(sorted.begin(), sorted.end(), std::size_t{0});
  std::ranges::sort(sorted, {},
                    [this](std::size_t k) { return std::tuple(process[k], cause[k], stock[k]); });
  place.resize(count);
  for (std::size_t i = 0; i < count; ++i) place[sorted[i]] = i;
}

void put_labels(const Triples& triples, const std::vector<std::string>& names, SealedFile& file,
                Dataset& known) {
  std::vector<std::string> ids;
  std::vector<std::string> processes;
  std::vector<std::string> causes;
  std::vector<std::string> stocks;
  for (const std::size_t k : triples.sorted) {
    const auto named = [&](std::int32_t n) {
      return n < 0 ? std::string() : names.at(static_cast<std::size_t>(n));
    };
    processes.push_back(named(triples.process_name[k]));
    causes.emplace_back(sim::name_of(static_cast<sim::Cause>(triples.cause[k])));
    stocks.push_back(named(triples.stock_name[k]));
    ids.push_back(processes.back() + ":" + causes.back() +
                  (stocks.back().empty() ? "" : ":" + stocks.back()));
  }
  const auto put = [&](const char* name, const char* means, std::vector<std::string>& values) {
    const LabelTable labels = label_table(name, "loss", means, std::move(values));
    file.column(labels.spec, std::get<std::vector<std::string>>(labels.values));
    known.add_labels(labels);
  };
  put("loss", "process:cause:stock", ids);
  put("loss_process", "process that did less than its capacity", processes);
  put("loss_cause", "why", causes);
  put("loss_stock", "stock that was empty or full", stocks);
}

/// Entries of a journal in the order of their rows, read block by block.
class Entries {
 public:
  explicit Entries(hid_t journal)
      : journal_(journal),
        count_(shortest(journal, std::array{"entry_row", "entry_key", "entry_t", "entry_h"})) {}

  /// Calls `take(row, key, t, h)` for every entry before row `end` that was not taken yet.
  template <class Take>
  void until(std::size_t end, Take take) {
    while (true) {
      if (at_ == row_.size() && !refill()) return;
      if (static_cast<std::size_t>(row_[at_]) >= end) return;
      take(static_cast<std::size_t>(row_[at_]), static_cast<std::size_t>(key_[at_]), t_[at_],
           h_[at_]);
      ++at_;
    }
  }

 private:
  hid_t journal_;
  std::size_t count_;
  std::size_t next_ = 0;
  std::size_t at_ = 0;
  std::vector<std::int32_t> row_, key_;
  std::vector<double> t_, h_;

  bool refill() {
    const std::size_t n = std::min<std::size_t>(count_ - next_, block_entries);
    row_ = read_part<std::int32_t>(journal_, "entry_row", next_, n);
    key_ = read_part<std::int32_t>(journal_, "entry_key", next_, n);
    t_ = read_part<double>(journal_, "entry_t", next_, n);
    h_ = read_part<double>(journal_, "entry_h", next_, n);
    next_ += n;
    at_ = 0;
    return n > 0;
  }
};

}  // namespace

LossLog::LossLog(hid_t journal)
    : processes_(journal, column("loss_process", unit_of_key, "1", "process"),
                 hdf5::Element::integer),
      causes_(journal, column("loss_cause", unit_of_key, "1", "cause"), hdf5::Element::small),
      stocks_(journal, column("loss_stock", unit_of_key, "1", "stock, -1 for none"),
              hdf5::Element::integer),
      process_names_(journal, column("loss_process_name", unit_of_key, "1", "name's number"),
                     hdf5::Element::integer),
      stock_names_(journal, column("loss_stock_name", unit_of_key, "1", "name's number"),
                   hdf5::Element::integer),
      rows_(journal, column("entry_row", "entry", "1", "interval"), hdf5::Element::integer),
      keys_(journal, column("entry_key", "entry", "1", "loss_key"), hdf5::Element::integer),
      amounts_(journal, column("entry_t", "entry", "t", "lost"), hdf5::Element::real),
      hours_(journal, column("entry_h", "entry", "h", "full-load hours lost"),
             hdf5::Element::real) {}

void LossLog::introduce(const sim::Loss& loss, const sim::View& view, NameLog& names) {
  const auto& network = view.network();
  processes_.push(loss.process.value);
  causes_.push(static_cast<std::int8_t>(loss.cause));
  stocks_.push(loss.stock.valid() ? loss.stock.value : -1);
  process_names_.push(names.number_of(network.processes()[loss.process.index()].name));
  stock_names_.push(loss.stock.valid() ? names.number_of(network.stocks()[loss.stock.index()].name)
                                       : -1);
}

/// Both lists are sorted alike, so one walk through the two finds what each triple had before.
void LossLog::add(const sim::View& view, std::size_t row, NameLog& names) {
  std::vector<Known> now;
  auto before = known_.cbegin();
  for (const sim::Loss& loss : view.losses()) {
    while (before != known_.cend() && order_of(before->total) < order_of(loss)) ++before;
    const bool is_known = before != known_.cend() && order_of(before->total) == order_of(loss);
    if (!is_known && loss.amount == 0 && loss.hours == 0) continue;
    if (!is_known) introduce(loss, view, names);
    const std::int32_t key = is_known ? before->key : next_key_++;
    now.push_back({loss, key});
    const double t = increment(loss.amount, is_known ? before->total.amount : 0);
    const double h = increment(loss.hours, is_known ? before->total.hours : 0);
    if (t == 0 && h == 0) continue;
    rows_.push(static_cast<std::int32_t>(row));
    keys_.push(key);
    amounts_.push(t);
    hours_.push(h);
  }
  known_ = std::move(now);
}

void LossLog::flush() {
  for (Growing* column : {&processes_, &causes_, &stocks_, &process_names_, &stock_names_, &rows_,
                          &keys_, &amounts_, &hours_}) {
    column->flush();
  }
}

/// What an interval adds; new triples are few.
std::size_t LossLog::kept_bytes() const {
  return rows_.kept_bytes() + keys_.kept_bytes() + amounts_.kept_bytes() + hours_.kept_bytes();
}

void seal_losses(hid_t journal, const std::vector<std::string>& names, std::size_t rows,
                 SealedFile& file, Dataset& known) {
  const Triples triples(journal);
  const std::size_t width = triples.sorted.size();
  if (width == 0) return;
  put_labels(triples, names, file, known);
  const TableSpec lost_t{
      "lost_t",
      {"time", "loss"},
      {width},
      "t",
      "not processed in the interval (MWh where that is the unit of the process)",
      "期内损失量",
      {{"coordinates", "period loss_process loss_cause loss_stock"}}};
  TableSpec lost_h = lost_t;
  lost_h.name = "lost_h";
  lost_h.units = "h";
  lost_h.long_name = "full-load hours lost in the interval";
  lost_h.long_name_zh = "期内损失满负荷小时数";
  const hdf5::Handle t = file.table("lost_t", hdf5::Element::real, {rows, width}, lost_t.axes);
  const hdf5::Handle h = file.table("lost_h", hdf5::Element::real, {rows, width}, lost_h.axes);
  describe(t.id(), lost_t);
  describe(h.id(), lost_h);
  known.add_table(lost_t);
  known.add_table(lost_h);

  Entries entries(journal);
  const std::size_t step = rows_of_block(width);
  for (std::size_t row = 0; row < rows; row += step) {
    const std::size_t count = std::min(step, rows - row);
    std::vector<double> in_t(count * width, 0.0);
    std::vector<double> in_h(count * width, 0.0);
    entries.until(row + count, [&](std::size_t at, std::size_t key, double amount, double hours) {
      const std::size_t cell = (at - row) * width + triples.place.at(key);
      in_t.at(cell) += amount;
      in_h.at(cell) += hours;
    });
    const hdf5::Block block{.offset = {row, 0}, .count = {count, width}};
    write_packed(t.id(), block, in_t);
    write_packed(h.id(), block, in_h);
  }
}

}  // namespace huan::analysis
