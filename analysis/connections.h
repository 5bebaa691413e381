/// Who fills and who drains each stock of a run, as its flows tell.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "analysis/dataset.h"

namespace huan::analysis {

/// One flow into or out of a stock.
struct Connection {
  std::string flow;      ///< id of the line
  std::string table;     ///< "flow", "carrier_flow", "allowance_flow"
  std::size_t line = 0;  ///< in that table
  std::string other;     ///< the process at the other end, or of a route the stock there
  bool is_route = false;
};

/// Lines of the three flow tables by the stocks and processes they join. Valid as long as the
/// dataset is.
class Connections {
 public:
  explicit Connections(const Dataset& data);

  [[nodiscard]] const std::vector<Connection>& into(const std::string& stock) const;
  [[nodiscard]] const std::vector<Connection>& out_of(const std::string& stock) const;
  /// Stocks a process draws from and delivers to; `other` is the stock.
  [[nodiscard]] const std::vector<Connection>& drawn_by(const std::string& process) const;
  [[nodiscard]] const std::vector<Connection>& delivered_by(const std::string& process) const;

  /// [unit of the table] moved in an interval, and in all.
  [[nodiscard]] double moved(const Connection& flow, std::size_t row) const;
  [[nodiscard]] double moved(const Connection& flow) const;
  /// "t" or "MWh".
  [[nodiscard]] std::string unit(const Connection& flow) const;

  [[nodiscard]] std::vector<std::string> stocks() const;

 private:
  using Map = std::map<std::string, std::vector<Connection>>;
  const Dataset& data_;
  Map into_, out_of_, drawn_, delivered_;
  void add(const char* table);
};

}  // namespace huan::analysis
