/// Readers of the sections: each turns one table into one typed thing of the context's scenario.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "scenarios/reader/assembly.h"
#include "scenarios/reader/fields.h"

namespace huan::scenarios {

/// Header and `[output]`.
void read_header(const Assembly& assembly, Context& context);
void read_output(const Assembly& assembly, Context& context);

void read_profile(const Node& node, Context& context);
void read_facility(const Node& node, Context& context);
void read_route(const Node& node, Context& context);
void read_boundary(const Node& node, Context& context);
void read_limit(const Node& node, Context& context);
void read_indicator(const Node& node, Context& context);
/// Needs the typed things its changes point at.
void read_event(const Node& node, Context& context);

/// Chooses an option of every alternative; their changes, to be made before all others.
[[nodiscard]] std::vector<RawChange> choose_options(Assembly& assembly, Context& context);

/// What many things have: name, name_zh, source, evidence.
struct Labels {
  Text name, name_zh, source;
  Evidence evidence = Evidence::stated;
};
[[nodiscard]] Labels read_labels(Fields& fields);

/// Enters a thing into Scenario::things, so that paths find it.
void enter(const std::string& id, Scenario::Thing::Kind kind, std::size_t index, Context& context);

/// A length of time in days, or in whole calendar months ("6 months", "4 a").
struct Span {
  double days = 0;
  int months = 0;
};
/// Complains unless it is longer than 0.
[[nodiscard]] std::optional<Span> read_span(const Node& node, const std::string& name,
                                            Context& context);

}  // namespace huan::scenarios
