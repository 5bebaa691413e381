#include "scenarios/builder/findings.h"

namespace huan::scenarios {
namespace {

std::string hint_for(sim::Finding::Kind kind) {
  using Kind = sim::Finding::Kind;
  switch (kind) {
    case Kind::crossed_ranks:
      return "give both the same order at every stock they share (rank_at_source, "
             "rank_at_destination, rank)";
    case Kind::feed_outranks_return:
      return "let returns and internal use rank before feeds from outside and draws to outside, or "
             "leave the ranks out";
    case Kind::uncapped_cycle:
      return "give one of them a capacity, or lead it elsewhere";
    case Kind::lot_too_large:
      return "use a smaller lot, or a larger stocks.MATERIAL.capacity";
    case Kind::phantom_loop:
      return "nothing comes in from outside, so it stays empty: add a feed, or an initial content";
    case Kind::growing_loop:
      return "more comes back than went in: look at the yields in this loop";
    case Kind::no_outlet:
      return "when it is full, what feeds it stops: add a route, a boundary, exports = [...], or a "
             "last resort (only_when = \"full\")";
    case Kind::never_filled:
      return "add a route, a boundary or an initial content";
    case Kind::endless_overflow:
      return "give the stock a capacity, or leave only_when out";
    case Kind::broken:
      break;
  }
  return {};
}

}  // namespace

void complain(const std::vector<sim::Finding>& findings, const Scenario& scenario,
              Complaints& complaints) {
  for (const sim::Finding& finding : findings) {
    Complaint complaint;
    complaint.severity = finding.error ? Severity::error : Severity::warning;
    complaint.message = finding.message;
    complaint.hint = hint_for(finding.kind);
    for (const std::string& subject : finding.subjects) {
      const Place place = scenario.place_of(subject);
      if (!place.known()) continue;
      if (!complaint.place.known()) {
        complaint.place = place;
      } else if (place != complaint.place && complaint.also.size() < 5) {
        complaint.also.push_back({place, "'" + subject + "' is here"});
      }
    }
    complaints.add(std::move(complaint));
  }
}

}  // namespace huan::scenarios
