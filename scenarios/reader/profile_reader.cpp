#include <algorithm>

#include "scenarios/reader/csv.h"
#include "scenarios/reader/guards.h"
#include "scenarios/reader/sections.h"

namespace huan::scenarios {
namespace {

bool is_factor(const Node& node, Context& context) {
  const auto factor = plain_of(node);
  if (factor && *factor >= 0) return true;
  context.complaints.error(node.place, "a factor is a number of at least 0, this is " +
                                           (factor ? shortest(*factor) : node.as_written()));
  return false;
}

void read_months(const Node& node, Profile& profile, Context& context) {
  if (!node.list() || node.list()->size() != 12) {
    const std::string have =
        node.list() ? "this has " + std::to_string(node.list()->size()) : "this is no list";
    return context.complaints.error(node.place, "'months' needs 12 factors, " + have);
  }
  for (const Node& factor : *node.list())
    if (is_factor(factor, context)) profile.months.push_back(*plain_of(factor));
}

/// A table of `date` and `factor`.
void read_steps(const Node& name, Profile& profile, Context& context) {
  if (!name.text())
    return context.complaints.error(name.place, "'table' is the name of a CSV file");
  const auto file = context.files.open(name, largest_csv);
  const auto table = file ? parse_csv(*file, context.complaints) : std::nullopt;
  if (!table) return;
  const auto column = [&](std::string_view wanted) {
    const auto at = std::find_if(table->header.begin(), table->header.end(),
                                 [&](const Key& key) { return key.name == wanted; });
    if (at == table->header.end())
      context.complaints.error({*file, 1, 1},
                               "a profile's table has a column '" + std::string(wanted) + "'",
                               "its columns are date and factor");
    return static_cast<std::size_t>(at - table->header.begin());
  };
  const std::size_t date = column("date");
  const std::size_t factor = column("factor");
  if (date == table->header.size() || factor == table->header.size()) return;
  for (const auto& row : table->rows) {
    const auto at = moment_of(row[date]);
    if (!at) context.complaints.error(row[date].place, "'" + *row[date].text() + "' is no date");
    if (!is_factor(row[factor], context) || !at) continue;
    if (!profile.steps.empty() && *at <= profile.steps.back().first)
      context.complaints.error(row[date].place, "dates of a profile go forward");
    profile.steps.emplace_back(*at, *plain_of(row[factor]));
  }
  if (table->rows.empty()) context.complaints.error({*file, 1, 1}, "the profile has no rows");
}

}  // namespace

void read_profile(const Node& node, Context& context) {
  Profile profile;
  profile.id = *node.find("id")->text();
  profile.place = node.find("id")->place;
  Fields fields(node, "profile '" + profile.id + "'", context);
  fields.allow({"id", "note"});
  profile.name = fields.text("name");
  profile.name_zh = fields.text("name_zh");
  profile.source = fields.text("source");
  const Node* months = fields.take("months");
  const Node* table = fields.take("table");
  const Node* steps = fields.take("steps");
  if ((months != nullptr) + (table != nullptr) + (steps != nullptr) != 1)
    fields.error(profile.place, fields.who() + " needs 'months', 'table' or 'steps', one of them");
  if (months) read_months(*months, profile, context);
  if (table) read_steps(*table, profile, context);
  if (steps && !steps->list()) fields.error(steps->place, "'steps' is a list of [date, factor]");
  for (std::size_t i = 0; steps && steps->list() && i < steps->list()->size(); ++i) {
    const Node& pair = (*steps->list())[i];
    const bool fits = pair.list() && pair.list()->size() == 2 && moment_of((*pair.list())[0]);
    if (!fits)
      fields.error(pair.place, "a step is [date, factor]", "for example [2021-01-01, 0.9]");
    if (!fits || !is_factor((*pair.list())[1], context)) continue;
    const Moment at = *moment_of((*pair.list())[0]);
    if (!profile.steps.empty() && at <= profile.steps.back().first)
      fields.error(pair.place, "dates of a profile go forward");
    profile.steps.emplace_back(at, *plain_of((*pair.list())[1]));
  }
  fields.finish();
  enter(profile.id, Scenario::Thing::Kind::profile, context.scenario.profiles.size(), context);
  context.scenario.profiles.push_back(std::move(profile));
}

}  // namespace huan::scenarios
