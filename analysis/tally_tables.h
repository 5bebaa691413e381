/// What tallies count in each interval: money and emissions by facility, and meters one by one.
#pragma once

#include "analysis/tables.h"

namespace huan::analysis {

/// Adds `money` (facility, money_item) and the labels of its items.
void add_money(Tables& tables, const sim::Network& network, const ResultsMeta& meta,
               const Axes& axes);
/// Adds `emission` (facility, emission_item) and the labels of its items: what tallies count in
/// tonnes, and the carbon that leaves to the air.
void add_emissions(Tables& tables, const sim::Network& network, const ResultsMeta& meta,
                   const Axes& axes);
/// Adds `meter` (meter_id): all other tallies.
void add_meters(Tables& tables, const Axes& axes);

}  // namespace huan::analysis
