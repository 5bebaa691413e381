#include "analysis/report/page_data.h"

#include <filesystem>

#include <nlohmann/json.hpp>

#include "analysis/comparison_text.h"
#include "analysis/indicator_text.h"
#include "analysis/report/page_number.h"
#include "analysis/report/page_run.h"
#include "analysis/report/page_why.h"
#include "sim/version.h"

namespace huan::analysis::report {

namespace {

/// As `huan indicators --json` has them, values shortened.
nlohmann::json page_indicators(const IndicatorResults& results) {
  nlohmann::json list = json_of(results);
  for (nlohmann::json& indicator : list) {
    for (nlohmann::json& line : indicator["lines"]) {
      for (nlohmann::json& entry : line["values"]) {
        if (entry["value"].is_number())
          entry["value"] = shortened(entry["value"].get<double>(), account_digits);
      }
    }
  }
  return list;
}

/// As `huan compare --json` has it, the largest changes only, values shortened.
nlohmann::json page_comparison(const Comparison& comparison) {
  constexpr std::ptrdiff_t most = 100;
  nlohmann::json all = json_of(comparison, {.share = 0.01, .amount = {}, .most = 0});
  for (const char* file : {"base", "other"}) {
    all[file] = std::filesystem::path(all[file].get<std::string>()).filename().string();
  }
  for (auto& [key, list] : all.items()) {
    if (!list.is_array()) continue;
    if (std::ssize(list) > most) list.erase(list.begin() + most, list.end());
    for (nlohmann::json& change : list) {
      if (!change.is_object()) continue;
      for (auto& [name, value] : change.items()) {
        if (value.is_number_float()) value = shortened(value.get<double>(), account_digits);
      }
    }
  }
  return all;
}

}  // namespace

std::string page_data(std::span<const PageRunResults> runs, std::span<const Comparison> comparisons,
                      std::span<const nlohmann::json> studies) {
  nlohmann::json data = {
      {"contract", page_contract},
      {"program", {{"version", program_version()}, {"commit", program_commit()}}},
      {"runs", nlohmann::json::array()},
      {"comparisons", nlohmann::json::array()},
      {"studies", studies}};
  for (const PageRunResults& run : runs) {
    data["runs"].push_back(page_run(run.data));
    data["runs"].back()["indicators"] = page_indicators(run.indicators);
    nlohmann::json why = page_why(run.data);
    if (!why.empty()) data["runs"].back()["why"] = std::move(why);
  }
  for (const Comparison& one : comparisons) data["comparisons"].push_back(page_comparison(one));
  return data.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

}  // namespace huan::analysis::report
