#include "analysis/report/page_why.h"

#include "analysis/explanation.h"
#include "analysis/report/page_number.h"

namespace huan::analysis::report {
namespace {

using Json = nlohmann::json;

constexpr std::size_t most_holds = 20;
constexpr int share_digits = 3;

Json json_of(const Step& step) {
  return {{"id", step.id},         {"cause", step.cause},
          {"stock", step.stock},   {"share", shortened(step.share, share_digits)},
          {"detail", step.detail}, {"ran", shortened(step.ran, share_digits)}};
}

Json json_of(const Hold& hold) {
  Json chain = Json::array();
  for (const Step& step : hold.chain) chain.push_back(json_of(step));
  return {{"process", hold.process},
          {"cause", hold.cause},
          {"stock", hold.stock},
          {"unit", hold.unit},
          {"lost", shortened(hold.lost)},
          {"hours", shortened(hold.hours)},
          {"of_capacity", shortened(hold.of_capacity)},
          {"when", hold.when},
          {"detail", hold.detail},
          {"spare", hold.is_spare()},
          {"chain", std::move(chain)}};
}

}  // namespace

Json page_why(const Dataset& data) {
  Json out = Json::array();
  for (const Hold& hold : Explainer(data).worst(most_holds)) out.push_back(json_of(hold));
  return out;
}

}  // namespace huan::analysis::report
