/// The labels of the axes: what people select by.
#include <limits>

#include "analysis/axes.h"
#include "scenarios/reader/reserved.h"

namespace huan::analysis {
namespace {

using sim::FacilityId;
using sim::Network;
using sim::StockId;

using Texts = std::vector<std::string>;

/// Adds the columns of one axis after another; every column is named "<prefix>_<what>" but the
/// first, which bears the axis's own name.
class LabelColumns {
 public:
  LabelColumns(std::vector<LabelTable>& tables, std::string axis, std::string prefix,
               std::size_t count)
      : tables_(tables), axis_(std::move(axis)), prefix_(std::move(prefix)), count_(count) {}

  template <class Of>
  LabelColumns& ids(const std::string& long_name, Of of) {
    return add(axis_, long_name, "1", column<std::string>(of));
  }
  template <class Of>
  LabelColumns& text(const std::string& what, const std::string& long_name, Of of) {
    return add(prefix_ + "_" + what, long_name, "1", column<std::string>(of));
  }
  template <class Of>
  LabelColumns& number(const std::string& name, const std::string& long_name,
                       const std::string& units, Of of) {
    return add(name, long_name, units, column<double>(of));
  }

 private:
  std::vector<LabelTable>& tables_;
  std::string axis_;
  std::string prefix_;
  std::size_t count_;

  template <class T, class Of>
  std::vector<T> column(Of of) {
    std::vector<T> values;
    values.reserve(count_);
    for (std::size_t i = 0; i < count_; ++i) values.push_back(of(i));
    return values;
  }

  template <class Values>
  LabelColumns& add(std::string name, const std::string& long_name, std::string units,
                    Values values) {
    if (count_ == 0) return *this;
    TableSpec spec{.name = std::move(name),
                   .axes = {axis_},
                   .size = {count_},
                   .units = std::move(units),
                   .long_name = long_name,
                   .long_name_zh = {},
                   .notes = {}};
    tables_.push_back({std::move(spec), std::move(values)});
    return *this;
  }
};

/// Looks names up; what has none is called by its id.
class Names {
 public:
  Names(const Network& network, const ResultsMeta& meta) : network_(network), meta_(meta) {}

  [[nodiscard]] Label word(const std::string& id) const {
    const auto found = meta_.words.find(id);
    if (found == meta_.words.end() && id == scenarios::reserved::offgas) return {"off-gas", "烟气"};
    Label label = found == meta_.words.end() ? Label{} : found->second;
    if (label.name.empty()) label.name = id;
    if (label.name_zh.empty()) label.name_zh = label.name;
    return label;
  }
  [[nodiscard]] Label facility(FacilityId id) const {
    return id.valid() ? of(network_.plan().facilities[id.index()]) : Label{};
  }
  [[nodiscard]] static Label of(const sim::FacilitySpec& spec) {
    Label label{spec.name.empty() ? spec.id : spec.name, spec.name_zh};
    if (label.name_zh.empty()) label.name_zh = label.name;
    return label;
  }
  /// "Befesa EAF dust plant: zinc oxide"
  [[nodiscard]] Label of(FacilityId id, const std::string& local) const {
    const Label site = facility(id);
    Label part = word(local);
    if (!id.valid()) return part;
    return {site.name + ": " + part.name, site.name_zh + "：" + part.name_zh};
  }
  [[nodiscard]] std::string id_of(FacilityId id) const {
    return id.valid() ? network_.plan().facilities[id.index()].id : "";
  }
  [[nodiscard]] std::string region(FacilityId id) const {
    return id.valid() ? network_.plan().facilities[id.index()].region : "";
  }
  [[nodiscard]] std::string county(FacilityId id) const {
    return id.valid() ? network_.plan().facilities[id.index()].county : "";
  }

 private:
  const Network& network_;
  const ResultsMeta& meta_;
};

std::string after_dot(const std::string& name) {
  const auto dot = name.find('.');
  return dot == std::string::npos ? name : name.substr(dot + 1);
}

void facility_labels(std::vector<LabelTable>& out, const Network& network) {
  std::vector<sim::FacilitySpec> all = network.plan().facilities;
  sim::FacilitySpec none;
  none.id = "none";
  none.name = "belongs to no facility";
  none.name_zh = "不属于任何设施";
  all.push_back(none);
  constexpr double unknown = std::numeric_limits<double>::quiet_NaN();
  LabelColumns(out, "facility", "facility", all.size())
      .ids("id of the facility", [&](std::size_t i) { return all[i].id; })
      .text("name", "name", [&](std::size_t i) { return Names::of(all[i]).name; })
      .text("name_zh", "name in Chinese", [&](std::size_t i) { return Names::of(all[i]).name_zh; })
      .text("kind", "model", [&](std::size_t i) { return all[i].kind; })
      .text("region", "region", [&](std::size_t i) { return all[i].region; })
      .text("county", "county", [&](std::size_t i) { return all[i].county; })
      .number("latitude", "latitude (WGS 84)", "degrees_north",
              [&](std::size_t i) { return all[i].at ? all[i].at->first : unknown; })
      .number("longitude", "longitude (WGS 84)", "degrees_east",
              [&](std::size_t i) { return all[i].at ? all[i].at->second : unknown; });
}

double level_at_start(const sim::StockSpec& stock) {
  return stock.holding == sim::Holding::material ? stock.initial.sum() : stock.initial_amount;
}

/// Labels of an axis of stocks; `tell` is what stands in front of its columns.
void stock_labels(std::vector<LabelTable>& out, const Network& network, const Names& names,
                  const std::string& axis, const std::string& tell,
                  const std::vector<StockId>& ids) {
  const auto at = [&](std::size_t i) -> const sim::StockSpec& {
    return network.stocks()[ids[i].index()];
  };
  const auto label = [&](std::size_t i) {
    return names.of(at(i).facility,
                    at(i).material.empty() ? after_dot(at(i).name) : at(i).material);
  };
  LabelColumns(out, axis, tell, ids.size())
      .ids("id of the stock, facility.material", [&](std::size_t i) { return at(i).name; })
      .text("name", "name", [&](std::size_t i) { return label(i).name; })
      .text("name_zh", "name in Chinese", [&](std::size_t i) { return label(i).name_zh; })
      .text("material", "material or item", [&](std::size_t i) { return at(i).material; })
      .text("facility", "facility", [&](std::size_t i) { return names.id_of(at(i).facility); })
      .text("region", "region", [&](std::size_t i) { return names.region(at(i).facility); })
      .text("county", "county", [&](std::size_t i) { return names.county(at(i).facility); })
      .text("unit", "unit of the level", [&](std::size_t i) { return at(i).unit; })
      .number(tell + "_initial", "level at the start, in its unit", "1",
              [&](std::size_t i) { return level_at_start(at(i)); })
      .number(tell + "_capacity", "capacity at the start, in the unit of the level", "1",
              [&](std::size_t i) { return at(i).capacity; });
}

void flow_labels(std::vector<LabelTable>& out, const Names& names, const std::string& axis,
                 const std::string& tell, const std::vector<FlowLine>& lines) {
  const auto label = [&](std::size_t i) { return names.of(lines[i].facility, lines[i].material); };
  LabelColumns(out, axis, tell, lines.size())
      .ids("id of the flow", [&](std::size_t i) { return lines[i].id; })
      .text("from", "stock or process it leaves", [&](std::size_t i) { return lines[i].from; })
      .text("to", "stock or process it reaches", [&](std::size_t i) { return lines[i].to; })
      .text("kind", "draw, delivery, route or shipment",
            [&](std::size_t i) { return std::string(lines[i].kind); })
      .text("material", "material", [&](std::size_t i) { return lines[i].material; })
      .text("name", "facility and material", [&](std::size_t i) { return label(i).name; })
      .text("name_zh", "facility and material in Chinese",
            [&](std::size_t i) { return label(i).name_zh; })
      .text("facility", "facility of the process; of a route, where it arrives",
            [&](std::size_t i) { return names.id_of(lines[i].facility); })
      .text("region", "region", [&](std::size_t i) { return names.region(lines[i].facility); })
      .text("county", "county", [&](std::size_t i) { return names.county(lines[i].facility); })
      .text("unit", "unit of what is moved", [&](std::size_t i) { return lines[i].unit; });
}

const char* kind_of(const sim::ProcessSpec& process) {
  if (process.demand) return "demand";
  if (process.role == sim::Role::overflow) return "overflow";
  if (process.role == sim::Role::make_up) return "make_up";
  if (process.role == sim::Role::forced) return "forced";
  return process.route ? "route" : "treatment";
}

void process_labels(std::vector<LabelTable>& out, const Network& network, const Names& names,
                    const std::string& axis, const std::vector<sim::ProcessId>& ids) {
  const auto at = [&](std::size_t i) -> const sim::ProcessSpec& {
    return network.processes()[ids[i].index()];
  };
  const auto label = [&](std::size_t i) { return names.of(at(i).facility, after_dot(at(i).name)); };
  LabelColumns(out, axis, axis, ids.size())
      .ids("id of the process, facility.process", [&](std::size_t i) { return at(i).name; })
      .text("name", "name", [&](std::size_t i) { return label(i).name; })
      .text("name_zh", "name in Chinese", [&](std::size_t i) { return label(i).name_zh; })
      .text("kind", "treatment, route, overflow, make_up, forced or demand",
            [&](std::size_t i) { return std::string(kind_of(at(i))); })
      .text("facility", "facility", [&](std::size_t i) { return names.id_of(at(i).facility); })
      .text("region", "region", [&](std::size_t i) { return names.region(at(i).facility); })
      .text("county", "county", [&](std::size_t i) { return names.county(at(i).facility); })
      .text("unit", "unit of its main feed", [&](std::size_t i) { return at(i).unit; });
}

void route_labels(std::vector<LabelTable>& out, const Network& network) {
  const auto all = network.shipments();
  const auto stock = [&](StockId id) { return network.stocks()[id.index()].name; };
  LabelColumns(out, "route", "route", all.size())
      .ids("id of the shipment route", [&](std::size_t i) { return all[i].name; })
      .text("from", "stock it leaves", [&](std::size_t i) { return stock(all[i].from); })
      .text("to", "stock it reaches", [&](std::size_t i) { return stock(all[i].to); })
      .number("route_lot", "size of a lot at the start", "t",
              [&](std::size_t i) { return all[i].lot; })
      .number("route_distance", "distance", "km", [&](std::size_t i) { return all[i].distance; });
}

}  // namespace

std::vector<LabelTable> labels_of(const Network& network, const ResultsMeta& meta,
                                  const Axes& axes) {
  const Names names(network, meta);
  std::vector<LabelTable> out;
  facility_labels(out, network);
  stock_labels(out, network, names, "stock_id", "stock", axes.stocks);
  stock_labels(out, network, names, "selected_stock", "selected_stock", axes.selected_stocks);
  stock_labels(out, network, names, "carrier_stock_id", "carrier_stock", axes.carrier_stocks);
  stock_labels(out, network, names, "meter_id", "meter", axes.meters);
  flow_labels(out, names, "flow_id", "flow", axes.flows);
  flow_labels(out, names, "selected_flow", "selected_flow", axes.selected_flows);
  flow_labels(out, names, "property_flow", "property_flow", axes.property_flows);
  flow_labels(out, names, "carrier_flow_id", "carrier_flow", axes.carrier_flows);
  flow_labels(out, names, "allowance_flow_id", "allowance_flow", axes.allowance_flows);
  process_labels(out, network, names, "process", axes.processes);
  process_labels(out, network, names, "demand", axes.demands);
  route_labels(out, network);
  return out;
}

}  // namespace huan::analysis
