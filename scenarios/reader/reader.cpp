#include "scenarios/reader/reader.h"

#include "scenarios/reader/assembly.h"
#include "scenarios/reader/change_reader.h"
#include "scenarios/reader/hypotheses.h"
#include "scenarios/reader/joints.h"
#include "scenarios/reader/library.h"
#include "scenarios/reader/operation.h"
#include "scenarios/reader/sections.h"

namespace huan::scenarios {
namespace {

void read_each(const std::vector<Node>& nodes, Context& context,
               void (*read)(const Node&, Context&)) {
  for (const Node& node : nodes) read(node, context);
}

/// The scenario's own materials and recipes join the shipped ones.
void read_own_library(Assembly& assembly, Context& context) {
  Scenario& scenario = context.scenario;
  for (const Node& node : assembly[Section::material]) {
    read_material(node, scenario.library.own(), context.complaints);
    scenario.own_materials.push_back(*node.find("id")->text());
  }
  for (const Node& node : assembly[Section::recipe]) {
    read_recipe(node, scenario.library.own(), context.complaints);
    scenario.own_recipes.push_back(*node.find("id")->text());
  }
}

void enter_aliases(Context& context) {
  Scenario& scenario = context.scenario;
  for (std::size_t i = 0; i < scenario.facilities.size(); ++i)
    for (const std::string& alias : scenario.facilities[i]->aliases) {
      const Place& place = scenario.facilities[i]->place;
      if (!is_id(alias))
        context.complaints.error(place, "'" + alias + "' is no id",
                                 "ids are made of the letters a to z, digits, _ and -");
      else if (!scenario.things.emplace(alias, Scenario::Thing{Scenario::Thing::Kind::facility, i})
                    .second)
        context.complaints.error(place,
                                 "the alias '" + alias + "' is the name of something else already");
    }
}

/// Returns the overlays' changes, for the warning about later events.
std::vector<Operation> make_changes(const std::vector<RawChange>& changes, Context& context) {
  std::vector<Operation> of_overlays;
  for (const RawChange& change : changes) {
    const auto operation = read_change(change, context);
    if (!operation || !apply(context.scenario, *operation, context.complaints)) continue;
    if (change.overlay && change.kind == Operation::Kind::set) of_overlays.push_back(*operation);
  }
  return of_overlays;
}

/// An overlay's value that an event of the base sets anew does not last.
void warn_of_undone(const std::vector<Operation>& changes, Context& context) {
  for (const Operation& change : changes)
    for (const Event& event : context.scenario.events)
      for (const Operation& later : event.operations)
        if (later.path == change.path && later.kind == Operation::Kind::set && !event.lasts &&
            later.place.file != change.place.file)
          context.complaints.add({Severity::warning,
                                  change.place,
                                  "'" + change.path + "' is set anew by event '" + event.id + "'",
                                  "remove the event, if the value is to last",
                                  {{later.place, "there"}}});
}

std::optional<Scenario> read(std::uint32_t file, const ReadOptions& options, Context& context) {
  Assembly assembly = assemble(file, options.apply, context);
  // What a missing part defines would look unknown everywhere: one fault, one complaint.
  if (!assembly.whole) return std::nullopt;
  add_command_line(options.set, assembly, context);
  read_header(assembly, context);
  read_own_library(assembly, context);
  std::vector<RawChange> changes = choose_options(assembly, context);
  sort_out_hypotheses(assembly, context);
  read_each(assembly[Section::profile], context, read_profile);
  read_each(assembly[Section::facility], context, read_facility);
  enter_aliases(context);
  read_each(assembly[Section::route], context, read_route);
  read_each(assembly[Section::boundary], context, read_boundary);
  read_each(assembly[Section::limit], context, read_limit);
  changes.insert(changes.end(), assembly.changes.begin(), assembly.changes.end());
  const auto of_overlays = make_changes(changes, context);
  read_each(assembly[Section::event], context, read_event);
  read_each(assembly[Section::indicator], context, read_indicator);
  read_output(assembly, context);
  check_joints(context);
  warn_of_undone(of_overlays, context);
  if (context.scenario.facilities.empty() && context.complaints.fine())
    context.complaints.error({file, 1, 1}, "the scenario has no facilities");
  if (!context.complaints.fine()) return std::nullopt;
  return std::move(context.scenario);
}

}  // namespace

std::optional<Scenario> read_scenario(const std::filesystem::path& path, const Shelf& shelf,
                                      const ReadOptions& options, Complaints& complaints) {
  Files files(path, options.anywhere, complaints);
  const auto file = files.open_scenario();
  if (!file) return std::nullopt;
  Context context(complaints, shelf, files);
  return read(*file, options, context);
}

std::optional<Scenario> read_scenario_text(std::string text, const std::string& name,
                                           const Shelf& shelf, const ReadOptions& options,
                                           Complaints& complaints) {
  Files files(complaints);
  Context context(complaints, shelf, files);
  return read(complaints.sources().add(name, std::move(text)), options, context);
}

}  // namespace huan::scenarios
