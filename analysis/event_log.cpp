#include "analysis/event_log.h"

#include <algorithm>
#include <array>
#include <limits>
#include <numeric>

#include "analysis/packing.h"

namespace huan::analysis {
namespace {

using What = sim::LogEntry::What;
constexpr auto last_what = What::unsettled;

TableSpec column(const std::string& name, const std::string& units, const std::string& long_name) {
  return {.name = name,
          .axes = {"event"},
          .size = {},
          .units = units,
          .long_name = long_name,
          .long_name_zh = {},
          .notes = {}};
}

/// The meaning of each number, the way CF says it: two lists, one of words without blanks.
void explain(hid_t event_what) {
  std::vector<std::int8_t> numbers;
  std::string words;
  for (std::int8_t i = 0; i <= static_cast<std::int8_t>(last_what); ++i) {
    numbers.push_back(i);
    std::string word(sim::name_of(static_cast<What>(i)));
    std::ranges::replace(word, ' ', '_');
    words += (words.empty() ? "" : " ") + word;
  }
  hdf5::set_flags(event_what, "flag_values", numbers);
  hdf5::set_text(event_what, "flag_meanings", words);
}

void number_events(SealedFile& file, std::size_t count) {
  const TableSpec spec = column("event", "1", "number of the entry, from 0");
  const hdf5::Handle table = file.table("event", hdf5::Element::integer, {count}, spec.axes);
  for_each_block({count}, [&](const hdf5::Block& block) {
    std::vector<std::int32_t> numbers(block.count[0]);
    std::iota(numbers.begin(), numbers.end(), static_cast<std::int32_t>(block.offset[0]));
    write_packed(table.id(), block, numbers);
  });
  describe(table.id(), spec);
}

}  // namespace

EventLog::EventLog(hid_t journal, const std::string& time_units)
    : times_(journal, column("event_time", time_units, "when it happened"), hdf5::Element::real),
      values_(journal, column("event_value", "1", "a number that goes with it"),
              hdf5::Element::real),
      whats_(journal, column("event_what", "1", "what happened"), hdf5::Element::small),
      whos_(journal, column("event_who", "1", "to whom: position in 'thing', from 0"),
            hdf5::Element::integer) {}

void EventLog::add(const sim::LogEntry& entry, NameLog& names) {
  times_.push(entry.time);
  values_.push(entry.value);
  whats_.push(static_cast<std::int8_t>(entry.what));
  whos_.push(names.number_of(entry.who));
}

void EventLog::flush() {
  for (Growing* column : {&times_, &values_, &whats_, &whos_}) column->flush();
}

void seal_events(hid_t journal, const std::vector<std::string>& names, SealedFile& file) {
  constexpr std::array columns = {"event_time", "event_what", "event_who", "event_value"};
  hsize_t count = std::numeric_limits<std::int32_t>::max();
  for (const char* name : columns) {
    count = std::min(count, hdf5::extent_of(hdf5::open_dataset(journal, name).id()).at(0));
  }
  if (count == 0) return;
  number_events(file, count);
  for (const char* name : columns) {
    const hdf5::Handle source = hdf5::open_dataset(journal, name);
    const hdf5::Handle made = file.copy(source.id(), name, {"event"}, count);
    if (std::string_view(name) == "event_what") explain(made.id());
  }
  file.column("thing", "thing", "1", "name of a process, stock, facility or scenario event", names);
}

}  // namespace huan::analysis
