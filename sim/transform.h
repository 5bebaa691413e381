/// What a process delivers, from what it draws: the coefficients of its arcs.
///
///     f = sum_i a_i c_i                      fixed draws at the stocks' compositions
///     g = f + sum_r a_r(f) c_r               reagents in proportion to functionals of f
///     h = g + sum_q e_q g_key(q) change_q    declared conversions
///     delivery k = T_k h                     T_k diagonal, sum_k T_k = I
///
/// All per unit of rate. Carrier, allowance and tally deliveries are functionals of f.
#pragma once

#include "sim/network.h"
#include "sim/state.h"

namespace huan::sim {

/// Sets arc_unit and unit of all arcs of `p`, and the net coefficients of its contacts, from the
/// compositions of the stocks it draws from. Integrals must have been settled before (ledger.h).
/// Throws RunError when a conversion needs more of a substance than there is.
void refresh_coefficients(const Network& network, const Contacts& contacts, State& state,
                          ProcessId p);

}  // namespace huan::sim
