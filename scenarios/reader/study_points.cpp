/// A study's points written as a table: a column for each factor, a row for each point.
#include "scenarios/reader/csv.h"
#include "scenarios/reader/guards.h"
#include "scenarios/reader/study_factors.h"

namespace huan::scenarios {
namespace {

/// What the title of a column says: "PATH", "times PATH", the id of an alternative, or "overlay".
Factor column_factor(const Key& title) {
  Factor factor;
  factor.name = title.name;
  factor.place = title.place;
  const bool times = title.name.starts_with("times ");
  if (title.name == "overlay") {
    factor.kind = Factor::Kind::overlay;
  } else if (title.name.find('.') == std::string::npos) {
    factor.kind = Factor::Kind::choose;
    factor.alternative = title.name;
  } else {
    factor.kind = times ? Factor::Kind::times : Factor::Kind::set;
    factor.paths = {times ? title.name.substr(6) : title.name};
  }
  return factor;
}

bool is_empty(const Node& cell) { return !cell.text() || cell.text()->empty(); }

void read_set_column(Factor& factor, const std::vector<const Node*>& cells, StudyDraft& draft) {
  const Text path{factor.paths.front(), factor.place};
  const auto reach = reach_for(draft, path);
  if (!reach) return;
  factor.paths = {canonical_path(*reach)};
  for (const Node* cell : cells) {
    if (is_empty(*cell)) {
      draft.error(cell->place, "'" + path.value + "' has no value here");
    } else if (auto value =
                   read_level(draft, *cell, path, *reach, factor.kind == Factor::Kind::times)) {
      factor.options.push_back(std::move(*value));
    }
  }
}

void read_column(Factor& factor, const std::vector<const Node*>& cells, StudyDraft& draft) {
  if (factor.kind == Factor::Kind::overlay) {
    for (const Node* cell : cells)
      if (const auto file =
              is_empty(*cell) ? std::optional<std::string>("") : read_overlay(draft, *cell))
        factor.options.emplace_back(*file);
  } else if (!draft.scenario_known) {
    return;
  } else if (factor.kind == Factor::Kind::choose) {
    const Alternative* alternative = find_alternative(draft, {factor.alternative, factor.place});
    for (const Node* cell : cells)
      if (const std::string* option = cell->text();
          alternative && option && has_option(draft, *alternative, {*option, cell->place}))
        factor.options.emplace_back(*option);
  } else {
    read_set_column(factor, cells, draft);
  }
}

}  // namespace

void read_points(const Node& name, StudyDraft& draft) {
  if (!name.text())
    return draft.error(name.place, "'points' = " + name.as_written() +
                                       ": the name of a CSV file is needed, in quotes");
  const auto file = draft.context.files.open(name, largest_csv);
  const auto table = file ? parse_csv(*file, draft.context.complaints) : std::nullopt;
  if (!table) return;
  if (table->rows.empty())
    return draft.error({*file, 0, 0}, "the table has no rows, so there are no points");
  draft.study.size = table->rows.size();
  for (std::size_t j = 0; j < table->header.size(); ++j) {
    Factor factor = column_factor(table->header[j]);
    std::vector<const Node*> cells;
    for (const std::vector<Node>& row : table->rows) cells.push_back(&row[j]);
    read_column(factor, cells, draft);
    draft.study.factors.push_back(std::move(factor));
  }
}

}  // namespace huan::scenarios
