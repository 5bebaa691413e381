#include "analysis/report/page_data.h"

#include <nlohmann/json.hpp>

#include "analysis/indicator_text.h"
#include "analysis/report/page_number.h"
#include "analysis/report/page_run.h"
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

}  // namespace

std::string page_data(std::span<const PageRunResults> runs) {
  nlohmann::json data = {
      {"contract", page_contract},
      {"program", {{"version", program_version()}, {"commit", program_commit()}}},
      {"runs", nlohmann::json::array()}};
  for (const PageRunResults& run : runs) {
    data["runs"].push_back(page_run(run.data));
    data["runs"].back()["indicators"] = page_indicators(run.indicators);
  }
  return data.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

}  // namespace huan::analysis::report
