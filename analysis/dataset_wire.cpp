#include "analysis/dataset_wire.h"

#include <cstring>
#include <stdexcept>
#include <type_traits>

namespace huan::analysis {
namespace {

/// Writes, member by member.
class Out {
 public:
  void operator()(const std::string& text) {
    size(text.size());
    bytes_ += text;
  }
  template <class T>
  requires std::is_arithmetic_v<T>
  void operator()(const T& value) {
    bytes_.append(reinterpret_cast<const char*>(&value), sizeof value);
  }
  void operator()(const std::vector<double>& values) {
    size(values.size());
    bytes_.append(reinterpret_cast<const char*>(values.data()), values.size() * sizeof(double));
  }
  template <class T>
  void operator()(const std::vector<T>& list) {
    size(list.size());
    for (const T& item : list) each(item);
  }
  template <class Key, class T, class Less>
  void operator()(const std::map<Key, T, Less>& map) {
    size(map.size());
    for (const auto& [key, item] : map) {
      (*this)(key);
      each(item);
    }
  }
  [[nodiscard]] std::string take() { return std::move(bytes_); }

 private:
  std::string bytes_;
  void size(std::size_t n) { (*this)(static_cast<std::uint64_t>(n)); }
  template <class T>
  void each(const T& item) {
    if constexpr (requires { members(item, *this); }) {
      members(item, *this);
    } else {
      (*this)(item);
    }
  }
};

/// Reads in the same order, never beyond the end.
class In {
 public:
  explicit In(std::string_view bytes) : rest_(bytes) {}

  void operator()(std::string& text) { text = std::string(cut(size(1))); }
  template <class T>
  requires std::is_arithmetic_v<T>
  void operator()(T& value) { std::memcpy(&value, cut(sizeof value).data(), sizeof value); }
  void operator()(std::vector<double>& values) {
    values.resize(size(sizeof(double)));
    const auto from = cut(values.size() * sizeof(double));
    if (!values.empty()) std::memcpy(values.data(), from.data(), from.size());
  }
  template <class T>
  void operator()(std::vector<T>& list) {
    list.resize(size(1));
    for (T& item : list) each(item);
  }
  template <class Key, class T, class Less>
  void operator()(std::map<Key, T, Less>& map) {
    for (std::size_t n = size(1); n > 0; --n) {
      Key key;
      (*this)(key);
      each(map[key]);
    }
  }

 private:
  std::string_view rest_;
  std::string_view cut(std::size_t n) {
    if (n > rest_.size()) throw std::runtime_error("what was read of it is cut off");
    const auto part = rest_.substr(0, n);
    rest_.remove_prefix(n);
    return part;
  }
  /// A number of items that take `least` bytes each.
  std::size_t size(std::size_t least) {
    std::uint64_t n = 0;
    (*this)(n);
    if (n > rest_.size() / least) throw std::runtime_error("what was read of it is cut off");
    return n;
  }
  template <class T>
  void each(T& item) {
    if constexpr (requires { members(item, *this); }) {
      members(item, *this);
    } else {
      (*this)(item);
    }
  }
};

}  // namespace

// Found by argument-dependent lookup; the one place that lists the members.
template <class Of, class Visit>
requires std::is_same_v<std::remove_const_t<Of>, Axis>
void members(Of& axis, Visit& visit) {
  visit(axis.name);
  visit(axis.ids);
  visit(axis.texts);
  visit(axis.numbers);
}
template <class Of, class Visit>
requires std::is_same_v<std::remove_const_t<Of>, Table>
void members(Of& table, Visit& visit) {
  visit(table.name);
  visit(table.axes);
  visit(table.size);
  visit(table.unit);
  visit(table.long_name);
  visit(table.long_name_zh);
  visit(table.values);
}
template <class Of, class Visit>
requires std::is_same_v<std::remove_const_t<Of>, LoggedEvent>
void members(Of& event, Visit& visit) {
  visit(event.time);
  visit(event.what);
  visit(event.who);
  visit(event.value);
}
template <class Of, class Visit>
requires std::is_same_v<std::remove_const_t<Of>, Dataset>
void members(Of& data, Visit& visit) {
  visit(data.origin);
  visit(data.title);
  visit(data.title_zh);
  visit(data.scenario);
  visit(data.seed);
  visit(data.replicate);
  visit(data.duration);
  visit(data.complete);
  visit(data.program);
  visit(data.begins);
  visit(data.ends);
  visit(data.periods);
  visit(data.axes);
  visit(data.tables);
  visit(data.events);
}

std::string to_bytes(const Dataset& data) {
  Out out;
  out(static_cast<std::int64_t>(std::chrono::sys_days(data.start).time_since_epoch().count()));
  members(data, out);
  return out.take();
}

Dataset dataset_from_bytes(std::string_view bytes) {
  In in(bytes);
  Dataset data;
  std::int64_t start = 0;
  in(start);
  data.start = std::chrono::sys_days(std::chrono::days(start));
  members(data, in);
  return data;
}

}  // namespace huan::analysis
