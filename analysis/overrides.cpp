#include "analysis/overrides.h"

#include <filesystem>

#include "analysis/closure.h"
#include "scenarios/reader/toml_source.h"

namespace huan::analysis {
namespace {

using scenarios::Factor;
using scenarios::Operation;

Operation operation_of(const Factor& factor, const std::string& path, scenarios::Value value) {
  Operation operation;
  operation.kind =
      factor.kind == Factor::Kind::times ? Operation::Kind::times : Operation::Kind::set;
  operation.path = path;
  operation.value.value = std::move(value);
  operation.value.place = factor.place;
  operation.place = factor.place;
  return operation;
}

void add(const Factor& factor, double level, Overrides& overrides) {
  if (factor.kind == Factor::Kind::permute) {
    for (std::size_t k = 0; k < factor.paths.size(); ++k)
      overrides.operations.push_back(
          operation_of(factor, factor.paths[k], factor.permuted(level, k)));
    return;
  }
  const scenarios::Value value = factor.value_at(level);
  if (factor.kind == Factor::Kind::choose) {
    overrides.chosen[factor.alternative] = std::get<std::string>(value);
  } else if (factor.kind == Factor::Kind::overlay) {
    const auto& file = std::get<std::string>(value);
    if (!file.empty()) overrides.overlays.push_back(file);
  } else {
    for (const std::string& path : factor.paths)
      overrides.operations.push_back(operation_of(factor, path, value));
  }
}

/// The changes of one kind as a table.
std::string section(const Overrides& overrides, Operation::Kind kind, const std::string& title) {
  std::string lines;
  for (const Operation& operation : overrides.operations)
    if (operation.kind == kind)
      lines += scenarios::toml_string(operation.path) + " = " +
               scenarios::text_of(operation.value.value) + "\n";
  return lines.empty() ? lines : "\n[" + title + "]\n" + lines;
}

}  // namespace

std::string Overrides::variant() const {
  std::string key;
  for (const std::string& file : overlays) key += file + '\n';
  for (const auto& [alternative, option] : chosen) key += alternative + '=' + option + '\n';
  return key;
}

Overrides overrides_of(const scenarios::Study& study, const Design& design, std::uint64_t point) {
  return overrides_at(study, design.levels(point));
}

Overrides overrides_at(const scenarios::Study& study, const std::vector<double>& levels) {
  Overrides overrides;
  const std::vector<double> closed = closed_levels(study, levels);
  for (const std::size_t j : closing_order(study, closed))
    add(study.factors[j], closed.at(j), overrides);
  return overrides;
}

scenarios::ReadOptions variant_options(const Overrides& overrides,
                                       const scenarios::ReadOptions& base) {
  scenarios::ReadOptions options = base;
  options.apply.insert(options.apply.end(), overrides.overlays.begin(), overrides.overlays.end());
  for (const auto& [alternative, option] : overrides.chosen)
    options.set.push_back(alternative + "=" + option);
  return options;
}

std::string overlay_text(const Overrides& overrides, const std::string& scenario,
                         const std::string& name) {
  using scenarios::toml_string;
  std::string text = "base = " + toml_string(scenario) + "\nname = " + toml_string(name) + "\n";
  const std::filesystem::path folder = std::filesystem::path(scenario).parent_path();
  std::string list;
  for (const std::string& file : overrides.overlays)
    list += (list.empty() ? "" : ", ") + toml_string((folder / file).lexically_normal().string());
  if (!list.empty()) text += "apply = [" + list + "]\n";
  list.clear();
  for (const auto& [alternative, option] : overrides.chosen)
    list +=
        (list.empty() ? "" : ", ") + scenarios::toml_key(alternative) + " = " + toml_string(option);
  if (!list.empty()) text += "choose = { " + list + " }\n";
  return text + section(overrides, Operation::Kind::set, "set") +
         section(overrides, Operation::Kind::times, "times");
}

}  // namespace huan::analysis
