#include "analysis/report/page_data.h"

#include <nlohmann/json.hpp>

#include "analysis/report/page_run.h"
#include "sim/version.h"

namespace huan::analysis::report {

std::string page_data(std::span<const Dataset> runs) {
  nlohmann::json data = {
      {"contract", page_contract},
      {"program", {{"version", program_version()}, {"commit", program_commit()}}},
      {"runs", nlohmann::json::array()}};
  for (const Dataset& run : runs) data["runs"].push_back(page_run(run));
  return data.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

}  // namespace huan::analysis::report
