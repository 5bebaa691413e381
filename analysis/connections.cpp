#include "analysis/connections.h"

#include <cmath>

namespace huan::analysis {
namespace {

const std::vector<Connection>& flows_under(
    const std::map<std::string, std::vector<Connection>>& map, const std::string& key) {
  static const std::vector<Connection> none;
  const auto found = map.find(key);
  return found == map.end() ? none : found->second;
}

}  // namespace

Connections::Connections(const Dataset& data) : data_(data) {
  for (const char* table : {"flow", "carrier_flow", "allowance_flow"}) add(table);
}

void Connections::add(const char* name) {
  const Table* table = data_.table(name);
  if (table == nullptr || table->axes.size() != 2) return;
  const Axis& axis = data_.axis_of(*table);
  for (std::size_t line = 0; line < axis.size(); ++line) {
    const std::string& from = axis.text("from", line);
    const std::string& to = axis.text("to", line);
    const std::string& kind = axis.text("kind", line);
    const Connection flow{axis.ids[line], name, line, "", kind != "draw" && kind != "delivery"};
    const auto with = [&flow](const std::string& other) {
      Connection copy = flow;
      copy.other = other;
      return copy;
    };
    if (kind == "draw") {
      out_of_[from].push_back(with(to));
      drawn_[to].push_back(with(from));
    } else if (kind == "delivery") {
      into_[to].push_back(with(from));
      delivered_[from].push_back(with(to));
    } else {
      out_of_[from].push_back(with(to));
      into_[to].push_back(with(from));
    }
  }
}

const std::vector<Connection>& Connections::into(const std::string& stock) const {
  return flows_under(into_, stock);
}
const std::vector<Connection>& Connections::out_of(const std::string& stock) const {
  return flows_under(out_of_, stock);
}
const std::vector<Connection>& Connections::drawn_by(const std::string& process) const {
  return flows_under(drawn_, process);
}
const std::vector<Connection>& Connections::delivered_by(const std::string& process) const {
  return flows_under(delivered_, process);
}

double Connections::moved(const Connection& flow, std::size_t row) const {
  const double value = data_.table(flow.table)->at(row, flow.line);
  return std::isnan(value) ? 0 : value;
}

double Connections::moved(const Connection& flow) const {
  double sum = 0;
  for (std::size_t row = 0; row < data_.rows(); ++row) sum += moved(flow, row);
  return sum;
}

std::string Connections::unit(const Connection& flow) const {
  const Table& table = *data_.table(flow.table);
  const std::string& said = data_.axis_of(table).text("unit", flow.line);
  return said.empty() ? table.unit : said;
}

std::vector<std::string> Connections::stocks() const {
  std::map<std::string, bool> names;
  for (const Map* map : {&into_, &out_of_}) {
    for (const auto& [stock, flows] : *map) names[stock] = true;
  }
  std::vector<std::string> list;
  for (const auto& [name, there] : names) list.push_back(name);
  return list;
}

}  // namespace huan::analysis
