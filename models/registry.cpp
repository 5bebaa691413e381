#include "models/registry.h"

#include <algorithm>

#include "models/cement_kiln.h"
#include "models/chp.h"
#include "models/coke_plant.h"
#include "models/collection.h"
#include "models/digester.h"
#include "models/heat_network.h"
#include "models/households.h"
#include "models/incinerator.h"
#include "models/landfill.h"
#include "models/market.h"
#include "models/recipe_facility.h"
#include "models/remelter.h"
#include "models/sewage_works.h"
#include "models/sludge_dryer.h"
#include "models/sorting.h"
#include "models/source.h"
#include "models/store.h"
#include "models/use_phase.h"
#include "models/works.h"

namespace huan::models {

std::span<const ModelKind> all_models() {
  static const std::vector<ModelKind> kinds = {
      recipe_kind(),       works_kind(),       sorting_kind(),
      source_kind(),       households_kind(),  transfer_station_kind(),
      sewage_works_kind(), incinerator_kind(), heat_network_kind(),
      sludge_dryer_kind(), landfill_kind(),    cement_kiln_kind(),
      coke_plant_kind(),   market_kind(),      warehouse_kind(),
      use_phase_kind(),    collection_kind(),  digester_kind(),
      chp_kind(),          remelter_kind()};
  return kinds;
}

const ModelKind* find_model(const std::string& kind) {
  const auto kinds = all_models();
  const auto at = std::ranges::find(kinds, kind, &ModelKind::kind);
  return at == kinds.end() ? nullptr : &*at;
}

}  // namespace huan::models
