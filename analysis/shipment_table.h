/// Lots, tonnes, costs and waiting of every shipment route, in each interval.
#pragma once

#include "analysis/tables.h"

namespace huan::analysis {

/// Adds `shipment` (route, shipment_item) and the labels of its items; nothing without routes.
void add_shipments(Tables& tables, const sim::Network& network);

}  // namespace huan::analysis
