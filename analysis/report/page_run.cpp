#include "analysis/report/page_run.h"

#include <algorithm>
#include <filesystem>
#include <unordered_map>

#include "analysis/report/page_number.h"
#include "analysis/sha256.h"

namespace huan::analysis::report {
namespace {

using Json = nlohmann::json;

/// Names of materials, collected from the names of the lines that carry them: "Plant: coke".
class MaterialNames {
 public:
  /// Position of `id`, named by `line` ("Plant: coke") without `owner` ("Plant").
  std::size_t position(const std::string& id, const Axis& axis, std::size_t line,
                       const std::string& owner, const std::string& owner_zh) {
    const auto [found, is_new] = positions_.emplace(id, positions_.size());
    if (is_new) {
      ids_.push_back(id);
      names_.push_back(without(axis.text("name", line), owner, ": "));
      names_zh_.push_back(without(axis.text("name_zh", line), owner_zh, "："));
    }
    return found->second;
  }
  [[nodiscard]] Json json() const { return {{"id", ids_}, {"en", names_}, {"zh", names_zh_}}; }

 private:
  static std::string without(const std::string& name, const std::string& owner,
                             std::string_view between) {
    const std::string front = owner + std::string(between);
    return !owner.empty() && name.starts_with(front) ? name.substr(front.size()) : name;
  }
  std::unordered_map<std::string, std::size_t> positions_;
  std::vector<std::string> ids_, names_, names_zh_;
};

class PageRun {
 public:
  explicit PageRun(const Dataset& data) : data_(data) {
    if (const Axis* axis = data.axis("facility")) {
      facilities_ = axis;
      for (std::size_t i = 0; i < axis->size(); ++i) {
        if (axis->ids[i] != "none") facility_.emplace(axis->ids[i], facility_.size());
      }
    }
  }

  Json json() {
    heading();
    facilities();
    flows("flows", "flow");
    flows("energy", "carrier_flow");
    substances();
    stocks();
    processes();
    losses();
    demands();
    items("emissions", "emission");
    items("money", "money");
    routes();
    events();
    balance();
    run_["materials"] = materials_.json();
    return std::move(run_);
  }

 private:
  void heading() {
    run_["file"] = std::filesystem::path(data_.origin).filename().string();
    run_["title"] = {data_.title, data_.title_zh};
    run_["start"] = data_.date(0);
    run_["covers_days"] = shortened(data_.ends.empty() ? 0 : data_.ends.back(), day_digits);
    run_["complete"] = data_.complete;
    run_["seed"] = data_.seed;
    run_["replicate"] = data_.replicate;
    run_["program"] = data_.program;
    run_["sha256"] = sha256(data_.scenario);
    Json edges = {shortened(data_.begins.empty() ? 0 : data_.begins.front(), day_digits)};
    for (const double end : data_.ends) edges.push_back(shortened(end, day_digits));
    run_["time"] = std::move(edges);
    run_["periods"] = data_.periods;
  }

  void facilities() {
    Json out = {{"id", Json::array()}};
    for (const char* key : {"id", "en", "zh", "kind", "region", "county", "lat", "lon"})
      out[key] = Json::array();
    for (std::size_t i = 0; facilities_ != nullptr && i < facilities_->size(); ++i) {
      if (!facility_.contains(facilities_->ids[i])) continue;
      out["id"].push_back(facilities_->ids[i]);
      out["en"].push_back(facilities_->text("name", i));
      out["zh"].push_back(facilities_->text("name_zh", i));
      out["kind"].push_back(facilities_->text("kind", i));
      out["region"].push_back(facilities_->text("region", i));
      out["county"].push_back(facilities_->text("county", i));
      out["lat"].push_back(shortened(facilities_->number("latitude", i), account_digits));
      out["lon"].push_back(shortened(facilities_->number("longitude", i), account_digits));
    }
    run_["facilities"] = std::move(out);
  }

  /// Position among the page's facilities, or -1.
  [[nodiscard]] std::int64_t facility(const std::string& id) const {
    const auto found = facility_.find(id);
    return found == facility_.end() ? -1 : static_cast<std::int64_t>(found->second);
  }
  [[nodiscard]] const std::string& facility_text(const std::string& id, const char* what) const {
    static const std::string none;
    if (facilities_ == nullptr || id.empty()) return none;
    const auto line = facilities_->find(id);
    return line ? facilities_->text(what, *line) : none;
  }
  Json facility_column(const Axis& axis) const {
    Json out = Json::array();
    for (std::size_t i = 0; i < axis.size(); ++i) out.push_back(facility(axis.text("facility", i)));
    return out;
  }
  Json material_column(const Axis& axis) {
    Json out = Json::array();
    for (std::size_t i = 0; i < axis.size(); ++i) {
      const std::string& owner = axis.text("facility", i);
      out.push_back(materials_.position(axis.text("material", i), axis, i,
                                        facility_text(owner, "name"),
                                        facility_text(owner, "name_zh")));
    }
    return out;
  }
  static Json text_column(const Axis& axis, std::string_view what) {
    Json out = Json::array();
    for (std::size_t i = 0; i < axis.size(); ++i) out.push_back(axis.text(what, i));
    return out;
  }
  static Json number_column(const Axis& axis, std::string_view what) {
    Json out = Json::array();
    for (std::size_t i = 0; i < axis.size(); ++i) out.push_back(shortened(axis.number(what, i)));
    return out;
  }
  /// A series per line of a table; [] when the run has none.
  [[nodiscard]] Json lines(std::string_view table_name) const {
    Json out = Json::array();
    const Table* table = data_.table(table_name);
    if (table == nullptr) return out;
    for (std::size_t i = 0; i < table->width(); ++i) {
      out.push_back(series(table->rows(), [&](std::size_t row) { return table->at(row, i); }));
    }
    return out;
  }
  static Json named(const Axis& axis) {
    return {
        {"id", axis.ids}, {"en", text_column(axis, "name")}, {"zh", text_column(axis, "name_zh")}};
  }

  void flows(const char* key, const std::string& table_name) {
    const Table* table = data_.table(table_name);
    if (table == nullptr) return;
    const Axis& axis = data_.axis_of(*table);
    run_[key] = {{"id", axis.ids},
                 {"from", text_column(axis, "from")},
                 {"to", text_column(axis, "to")},
                 {"kind", text_column(axis, "kind")},
                 {"facility", facility_column(axis)},
                 {"material", material_column(axis)},
                 {"amount", lines(table_name)}};
  }

  void substances() {
    const Table* table = data_.table("flow_substance");
    const Table* flow = data_.table("flow");
    if (table == nullptr || flow == nullptr || table->size.size() != 3) return;
    const Axis& all = data_.axis_of(*flow);
    const Axis& chosen = data_.axis_of(*table);
    const Axis& names = data_.axis_of(*table, 2);
    Json out = {{"id", Json::array()}, {"flow", Json::array()}, {"amount", Json::array()}};
    std::vector<std::size_t> lines;
    for (std::size_t i = 0; i < chosen.size(); ++i) {
      const auto at = all.find(chosen.ids[i]);
      if (!at) continue;
      lines.push_back(i);
      out["flow"].push_back(*at);
    }
    for (std::size_t k = 0; k < names.size(); ++k) {
      Json amounts = Json::array();
      for (const std::size_t i : lines) {
        amounts.push_back(
            series(table->rows(), [&](std::size_t row) { return table->at(row, i, k); }));
      }
      if (std::ranges::all_of(amounts, [](const Json& x) { return x == 0; })) continue;
      out["id"].push_back(names.ids[k]);
      out["amount"].push_back(std::move(amounts));
    }
    if (!out["id"].empty()) run_["substances"] = std::move(out);
  }

  void stocks() {
    const Table* table = data_.table("stock");
    if (table == nullptr) return;
    const Axis& axis = data_.axis_of(*table);
    Json out = named(axis);
    out["facility"] = facility_column(axis);
    out["material"] = material_column(axis);
    out["capacity"] = number_column(axis, "capacity");
    out["initial"] = number_column(axis, "initial");
    out["level"] = lines("stock");
    out["highest"] = lines("stock_max");
    out["uncontrolled"] = lines("uncontrolled");
    if (out["highest"].size() != axis.size()) out["highest"] = out["level"];
    if (out["uncontrolled"].size() != axis.size()) out["uncontrolled"] = Json(axis.size(), 0);
    run_["stocks"] = std::move(out);
  }

  void processes() {
    const Table* table = data_.table("throughput");
    if (table == nullptr || data_.table("capacity") == nullptr) return;
    const Axis& axis = data_.axis_of(*table);
    Json out = named(axis);
    out["kind"] = text_column(axis, "kind");
    out["facility"] = facility_column(axis);
    out["unit"] = text_column(axis, "unit");
    out["throughput"] = lines("throughput");
    out["capacity"] = lines("capacity");
    run_["processes"] = std::move(out);
  }

  void losses() {
    const Table* table = data_.table("lost_h");
    if (table == nullptr || data_.table("lost_t") == nullptr) return;
    const Axis& axis = data_.axis_of(*table);
    run_["losses"] = {{"process", text_column(axis, "process")},
                      {"cause", text_column(axis, "cause")},
                      {"stock", text_column(axis, "stock")},
                      {"t", lines("lost_t")},
                      {"h", lines("lost_h")}};
  }

  void demands() {
    const Table* table = data_.table("unmet");
    if (table == nullptr) return;
    const Axis& axis = data_.axis_of(*table);
    Json out = named(axis);
    out["facility"] = facility_column(axis);
    out["unit"] = text_column(axis, "unit");
    out["unmet"] = lines("unmet");
    run_["demands"] = std::move(out);
  }

  /// A table by facility and item; only what is not 0 throughout.
  void items(const char* key, const std::string& table_name) {
    const Table* table = data_.table(table_name);
    if (table == nullptr || table->size.size() != 3) return;
    const Axis& who = data_.axis_of(*table);
    const Axis& what = data_.axis_of(*table, 2);
    Json out = {{"item", what.ids}, {"zh", text_column(what, "name_zh")}};
    for (const char* list : {"line_item", "line_facility", "amount"}) out[list] = Json::array();
    for (std::size_t i = 0; i < who.size(); ++i) {
      for (std::size_t k = 0; k < what.size(); ++k) {
        Json amount = series(table->rows(), [&](std::size_t row) { return table->at(row, i, k); });
        if (amount.is_null() || amount == 0) continue;
        out["line_facility"].push_back(facility(who.ids[i]));
        out["line_item"].push_back(k);
        out["amount"].push_back(std::move(amount));
      }
    }
    run_[key] = std::move(out);
  }

  void routes() {
    const Table* table = data_.table("shipment");
    if (table == nullptr || table->size.size() != 3) return;
    const Axis& axis = data_.axis_of(*table);
    const Axis& items = data_.axis_of(*table, 2);
    Json out = {{"id", axis.ids}, {"distance", number_column(axis, "distance")}};
    for (const char* item : {"lots_received", "tonne_km"}) {
      out[item] = Json::array();
      const auto k = items.find(item);
      for (std::size_t i = 0; i < axis.size(); ++i) {
        out[item].push_back(
            k ? series(table->rows(), [&](std::size_t row) { return table->at(row, i, *k); })
              : Json(0));
      }
    }
    run_["routes"] = std::move(out);
  }

  void events() {
    Json out;
    for (const char* key : {"time", "what", "who", "value"}) out[key] = Json::array();
    std::unordered_map<std::string, std::size_t> whats, whos;
    std::vector<std::string> meanings, things;
    const auto number = [](auto& known, auto& list, const std::string& name) {
      const auto [found, is_new] = known.emplace(name, list.size());
      if (is_new) list.push_back(name);
      return found->second;
    };
    for (const LoggedEvent& event : data_.events) {
      out["time"].push_back(shortened(event.time, account_digits));
      out["what"].push_back(number(whats, meanings, event.what));
      out["who"].push_back(number(whos, things, event.who));
      out["value"].push_back(shortened(event.value));
    }
    out["meanings"] = meanings;
    out["things"] = things;
    run_["events"] = std::move(out);
  }

  void balance() {
    for (const auto& [key, table_name] :
         {std::pair{"substances", "balance"}, std::pair{"elements", "balance_element"}}) {
      const Table* table = data_.table(table_name);
      if (table == nullptr || table->size.size() != 2) continue;
      const Axis& item = data_.axis_of(*table, 0);
      Json out = {{"id", data_.axis_of(*table, 1).ids}};
      for (std::size_t i = 0; i < item.size(); ++i) {
        Json values = Json::array();
        for (const double x : table->row(i)) values.push_back(shortened(x, account_digits));
        out[item.ids[i]] = std::move(values);
      }
      run_["balance"][key] = std::move(out);
    }
  }

  const Dataset& data_;
  const Axis* facilities_ = nullptr;
  std::unordered_map<std::string, std::size_t> facility_;
  MaterialNames materials_;
  Json run_;
};

}  // namespace

Json page_run(const Dataset& data) { return PageRun(data).json(); }

}  // namespace huan::analysis::report
