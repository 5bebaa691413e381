#include "scenarios/reader/study_factors.h"

#include <algorithm>
#include <cmath>
#include <filesystem>

namespace huan::scenarios {
namespace {

using models::Dimension;
using Shape = sim::Distribution::Shape;

constexpr std::size_t most_permuted = 8;
constexpr double whole_last_day = 1 - 1e-6;  ///< [d] to its end
constexpr double rare = 1e-6;                ///< a tail that is not worth a warning

/// How a distribution is written: a list of numbers, or a table of named ones.
struct ShapeForm {
  std::string_view word;
  Shape shape;
  std::vector<std::string_view> keys;  ///< of the table; empty = a list
  std::size_t length;                  ///< of the list
  std::string_view example;
};
const std::vector<ShapeForm>& shape_forms() {
  static const std::vector<ShapeForm> forms = {
      {"uniform", Shape::uniform, {}, 2, "uniform = [\"600 kt/a\", \"1000 kt/a\"]"},
      {"log_uniform", Shape::log_uniform, {}, 2, "log_uniform = [\"1 d\", \"30 d\"]"},
      {"triangular",
       Shape::triangular,
       {},
       3,
       "triangular = [0.5, 1.0, 1.2]: lowest, most likely, highest"},
      {"normal",
       Shape::normal,
       {"mean", "sd"},
       0,
       "normal = { mean = \"800 kt/a\", sd = \"50 kt/a\" }"},
      {"lognormal",
       Shape::lognormal,
       {"median", "gsd"},
       0,
       "lognormal = { median = \"3 d\", gsd = 1.5 }"},
      {"beta",
       Shape::beta,
       {"min", "max", "alpha", "beta"},
       0,
       "beta = { min = 0.6, max = 0.9, alpha = 2, beta = 3 }"},
  };
  return forms;
}

/// Of a distribution's numbers, those that are pure: a geometric deviation, the shapes of beta.
bool is_pure(const ShapeForm& form, std::size_t i) {
  return (form.shape == Shape::lognormal && i == 1) || (form.shape == Shape::beta && i >= 2);
}

/// A value of a factor on the way to a level.
double level_of(const Value& value) {
  if (const auto* moment = std::get_if<Moment>(&value))
    return moment->days_since(Moment{std::chrono::sys_seconds{}});
  return std::get<Number>(value).written;
}

/// One `[[vary]]` with `set`: paths, and values read for all of them.
class SetReader {
 public:
  SetReader(Fields& fields, StudyDraft& draft, Factor& factor)
      : fields_(fields), draft_(draft), factor_(factor) {}

  void read(const std::vector<Text>& paths) {
    paths_ = paths;
    factor_.kind = fields_.flag("times") ? Factor::Kind::times : Factor::Kind::set;
    for (const Text& path : paths) {
      const auto reach = draft_.scenario_known ? reach_for(draft_, path) : std::nullopt;
      if (reach) reaches_.push_back(*reach);
      factor_.paths.push_back(reach ? canonical_path(*reach) : path.value);
    }
    known_ = draft_.scenario_known && reaches_.size() == paths.size();
    read_distribution();
    if (factor_.continuous()) check_tails();
  }

 private:
  [[nodiscard]] bool times() const { return factor_.kind == Factor::Kind::times; }

  void read_distribution() {
    const Node* shape_node = nullptr;
    const ShapeForm* form = nullptr;
    const Node* options = nullptr;
    for (const ShapeForm& known : shape_forms())
      if (const Node* node = fields_.take(known.word))
        one_only(form, node), form = &known, shape_node = node;
    for (const char* word : {"discrete", "categorical"})
      if (const Node* node = fields_.take(word)) one_only(form || options, node), options = node;
    const bool discrete = options != nullptr && fields_.take("discrete") == options;
    if (!form && !options)
      return fields_.error(fields_.place(), fields_.who() + " has no values",
                           "say uniform, log_uniform, normal, lognormal, triangular, beta, "
                           "discrete or categorical");
    if (form) read_shape(*form, *shape_node);
    if (options && !form) read_options(*options, discrete);
  }

  void one_only(bool already, const Node* node) {
    if (already)
      fields_.error(node->place, fields_.who() + " has more than one distribution",
                    "each [[vary]] has one of them");
  }

  void wrong_form(const ShapeForm& form, const Node& node) {
    fields_.error(node.place,
                  "'" + std::string(form.word) + "' = " + node.as_written() + ": this is no " +
                      std::string(form.word) + " distribution",
                  "for example " + std::string(form.example));
  }

  /// The numbers of a distribution, in the order of sim::Distribution.
  std::vector<const Node*> numbers_of(const ShapeForm& form, const Node& node) {
    std::vector<const Node*> numbers;
    if (form.keys.empty() && node.list())
      for (const Node& item : *node.list()) numbers.push_back(&item);
    if (!form.keys.empty() && node.table() && node.table()->size() == form.keys.size())
      for (const std::string_view key : form.keys)
        if (const Node* item = node.find(key)) numbers.push_back(item);
    if (numbers.size() != std::max(form.length, form.keys.size())) {
      wrong_form(form, node);
      numbers.clear();
    }
    return numbers;
  }

  void read_shape(const ShapeForm& form, const Node& node) {
    const auto numbers = numbers_of(form, node);
    const Node* between = fields_.take("between");
    if (numbers.empty() || !known_) return;
    sim::Distribution distribution;
    distribution.shape = form.shape;
    double* const parts[] = {&distribution.a, &distribution.b, &distribution.c, &distribution.d};
    bool fine = true;
    for (std::size_t i = 0; i < numbers.size(); ++i) {
      const bool deviation = form.shape == Shape::normal && i == 1;
      const auto level = is_pure(form, i) ? pure(*numbers[i]) : number(*numbers[i], deviation);
      fine = fine && level;
      if (level) *parts[i] = *level;
    }
    if (between) fine = read_between(*between, distribution) && fine;
    if (!fine) return;
    if (factor_.dates && form.shape != Shape::uniform && form.shape != Shape::triangular)
      return fields_.error(node.place, "dates are uniform, triangular, discrete or categorical");
    if (const std::string_view fault = sim::fault_of(distribution); !fault.empty())
      return fields_.error(node.place, "'" + std::string(form.word) + "' = " + node.as_written() +
                                           ": " + std::string(fault));
    // Both the first and the last day take part.
    if (factor_.dates && form.shape == Shape::uniform) distribution.b += whole_last_day;
    if (factor_.dates && form.shape == Shape::triangular) distribution.c += whole_last_day;
    factor_.distribution = distribution;
  }

  bool read_between(const Node& node, sim::Distribution& distribution) {
    if (!node.list() || node.list()->size() != 2) {
      fields_.error(node.place, "'between' = " + node.as_written() + ": two values are needed",
                    "for example between = [\"600 kt/a\", \"1000 kt/a\"]");
      return false;
    }
    const auto low = number((*node.list())[0], false);
    const auto high = number((*node.list())[1], false);
    if (low && high) distribution.between = {*low, *high};
    return low && high;
  }

  std::optional<double> pure(const Node& node) {
    if (const auto plain = plain_of(node)) return plain;
    fields_.error(node.place, node.as_written() + ": a plain number is needed");
    return std::nullopt;
  }

  /// A number or date that every path accepts; in the unit of the first one read.
  std::optional<double> number(const Node& node, bool deviation) {
    std::optional<Value> value;
    for (std::size_t i = 0; i < reaches_.size(); ++i) {
      Reach at = reaches_[i];
      if (deviation) at.spec.min = -1e300, at.spec.max = 1e300;
      auto read = read_level(draft_, node, paths_[i], at, times());
      if (!read) return std::nullopt;
      if (i == 0) value = std::move(read);
    }
    const bool is_date = std::holds_alternative<Moment>(*value);
    if (!is_date && !std::holds_alternative<Number>(*value)) {
      fields_.error(node.place,
                    "'" + paths_.front().value + "' = " + node.as_written() +
                        ": only numbers and dates have a distribution",
                    "say categorical = [...]");
      return std::nullopt;
    }
    factor_.dates = is_date;
    return is_date ? level_of(*value) : in_first_unit(std::get<Number>(*value), node);
  }

  std::optional<double> in_first_unit(const Number& number, const Node& node) {
    if (!has_unit_) factor_.unit = number;
    has_unit_ = true;
    if (number.dimension == factor_.unit.dimension &&
        number.per_calendar == factor_.unit.per_calendar)
      return number.factor == factor_.unit.factor ? number.written
                                                  : number.value() / factor_.unit.factor;
    fields_.error(node.place,
                  "'" + paths_.front().value + "' = " + node.as_written() +
                      ": this cannot go with " + factor_.unit.text(),
                  "what a plant does in a year (kt/a) and its running rate (t/d) are two things: "
                  "write all in one way");
    return std::nullopt;
  }

  void read_options(const Node& node, bool discrete) {
    const Node* weights = fields_.take("weights");
    if (!node.list() || node.list()->empty())
      return fields_.error(node.place, "a list of values is needed");
    if (known_)
      for (const Node& item : *node.list()) read_option(item, discrete);
    if (weights) read_weights(*weights, node.list()->size());
  }

  void read_option(const Node& item, bool discrete) {
    for (std::size_t i = 0; i < reaches_.size(); ++i) {
      auto value = read_level(draft_, item, paths_[i], reaches_[i], times());
      if (!value) return;
      const bool ordered =
          std::holds_alternative<Number>(*value) || std::holds_alternative<Moment>(*value);
      if (discrete && !ordered)
        return fields_.error(item.place, "'discrete' is for numbers and dates",
                             "say categorical = [...]");
      if (i == 0) factor_.options.push_back(std::move(*value));
    }
  }

 public:
  void read_weights(const Node& node, std::size_t options) {
    std::vector<double> weights;
    double sum = 0;
    if (node.list())
      for (const Node& item : *node.list()) {
        const auto weight = plain_of(item);
        if (weight && *weight >= 0) weights.push_back(*weight), sum += *weight;
      }
    if (!node.list() || weights.size() != options || node.list()->size() != options || !(sum > 0))
      return fields_.error(node.place, "'weights' = " + node.as_written() + ": " +
                                           std::to_string(options) +
                                           " numbers of at least 0 are needed, one per option");
    for (double& weight : weights) weight /= sum;
    factor_.weights = std::move(weights);
  }

 private:
  /// Values that the scenario cannot have: as far as they are certain, here; else a warning.
  void check_tails() {
    const sim::Distribution& distribution = *factor_.distribution;
    const bool open = !sim::is_bounded(distribution);
    for (const double u : {open ? rare : 0.0, open ? 1 - rare : 1.0})
      for (std::size_t i = 0; i < reaches_.size(); ++i)
        if (!check_end(i, sim::quantile(distribution, u), open)) return;
  }

  bool check_end(std::size_t i, double level, bool open) {
    std::string fault;
    const Value value = factor_.value_at(level);
    if (!std::holds_alternative<Number>(value)) return true;
    if (times()) return check_product(i, std::get<Number>(value), open);
    if (in_range(std::get<Number>(value), reaches_[i].spec, fault)) return true;
    if (open)
      draft_.context.complaints.warning(
          factor_.place,
          "'" + paths_[i].value + "' can be drawn as " + text_of(value) + ": " + fault,
          "such runs fail; between = [lowest, highest] cuts a distribution off");
    return !open;
  }

  /// The scenario's own number times the factor is one that it can have.
  bool check_product(std::size_t i, const Number& times, bool open) {
    const auto own = get(draft_.context.scenario, reaches_[i]);
    if (!own && reaches_[i].where == Reach::Where::process) return true;
    std::string fault;
    if (!own || !own->is_number()) {
      fields_.error(paths_[i].place, "'" + paths_[i].value + "' has no value to multiply");
      return false;
    }
    Number product = own->number();
    product.written *= times.value();
    if (in_range(product, reaches_[i].spec, fault)) return true;
    const std::string message = "'" + paths_[i].value + "' = " + own->number().text() + " times " +
                                shortest(times.value()) + " is " + product.text() + ": " + fault;
    if (open)
      draft_.context.complaints.warning(factor_.place, message, "such runs fail");
    else
      fields_.error(factor_.place, message);
    return false;
  }

  Fields& fields_;
  StudyDraft& draft_;
  Factor& factor_;
  std::vector<Text> paths_;
  std::vector<Reach> reaches_;
  bool known_ = false;
  bool has_unit_ = false;
};

void read_choose(Fields& fields, StudyDraft& draft, Factor& factor, const Text& id) {
  factor.kind = Factor::Kind::choose;
  factor.alternative = id.value;
  std::vector<Text> options = fields.texts("options");
  const Node* weights = fields.take("weights");
  const Alternative* alternative = draft.scenario_known ? find_alternative(draft, id) : nullptr;
  if (!alternative) return;
  if (options.empty())
    for (const std::string& option : alternative->options) options.push_back({option, id.place});
  for (const Text& option : options)
    if (has_option(draft, *alternative, option)) factor.options.emplace_back(option.value);
  if (weights) SetReader(fields, draft, factor).read_weights(*weights, options.size());
}

void read_overlays(Fields& fields, StudyDraft& draft, Factor& factor, const Node& node) {
  factor.kind = Factor::Kind::overlay;
  const Node* weights = fields.take("weights");
  if (!node.list() || node.list()->size() < 2)
    return fields.error(
        node.place, "'overlay' is a list of at least two files",
        "\"\" stands for the scenario as it is: overlay = [\"\", \"drought.toml\"]");
  for (const Node& item : *node.list())
    if (const auto file = read_overlay(draft, item)) factor.options.emplace_back(*file);
  if (weights) SetReader(fields, draft, factor).read_weights(*weights, node.list()->size());
}

bool alike(const Value& a, const Value& b) {
  if (a.index() != b.index()) return false;
  const auto* number = std::get_if<Number>(&a);
  return !number || number->dimension == std::get<Number>(b).dimension;
}

void read_permute(Fields& fields, StudyDraft& draft, Factor& factor,
                  const std::vector<Text>& paths) {
  factor.kind = Factor::Kind::permute;
  if (paths.size() < 2 || paths.size() > most_permuted)
    return fields.error(fields.place(), "'permute' takes 2 to " + std::to_string(most_permuted) +
                                            " paths, these are " + std::to_string(paths.size()));
  if (!draft.scenario_known) return;
  for (const Text& path : paths) {
    const auto reach = reach_for(draft, path);
    if (!reach) continue;
    const auto own = get(draft.context.scenario, *reach);
    if (!own) {
      draft.error(path.place, "'" + path.value + "' has no value in the scenario to permute");
    } else if (!factor.options.empty() && !alike(factor.options.front(), own->value)) {
      draft.error(path.place, "'" + path.value + "' = " + text_of(own->value) +
                                  " cannot change places with " + text_of(factor.options.front()));
    } else {
      factor.paths.push_back(canonical_path(*reach));
      factor.options.push_back(own->value);
    }
  }
}

/// Levels of a grid, and what a grid, Morris's and Sobol's designs cannot do.
void check_by_design(Fields& fields, StudyDraft& draft, Factor& factor, const Node* levels) {
  const DesignKind design = draft.study.design;
  if (levels && design != DesignKind::grid)
    fields.error(levels->place, "'levels' of a factor is for a grid");
  if (design == DesignKind::grid && !factor.weights.empty())
    fields.error(factor.place, "a grid takes every option once: 'weights' mean nothing there");
  if (!factor.continuous()) return;
  if (design == DesignKind::grid) {
    const auto number = levels ? plain_of(*levels) : std::nullopt;
    if (!number || *number < 2 || *number > 1e6 || *number != std::floor(*number))
      fields.error(levels ? levels->place : factor.place,
                   "a grid needs the number of levels of '" + factor.name + "', at least 2",
                   "for example levels = 5, or discrete = [...] instead");
    else
      factor.levels = static_cast<int>(*number);
    const Shape shape = factor.distribution->shape;
    if (shape != Shape::uniform && shape != Shape::log_uniform)
      fields.error(factor.place,
                   "a grid goes in even steps: it takes no shape but uniform and "
                   "log_uniform",
                   "say uniform = [lowest, highest], or discrete = [...]");
  }
  if (design == DesignKind::morris && !sim::is_bounded(*factor.distribution))
    fields.error(factor.place,
                 "Morris's design goes to the ends of '" + factor.name + "', which has none",
                 "say between = [lowest, highest]");
}

void add_factor(StudyDraft& draft, Factor factor) {
  for (const Factor& other : draft.study.factors)
    for (const std::string& path : factor.paths)
      if (std::find(other.paths.begin(), other.paths.end(), path) != other.paths.end())
        return draft.context.complaints.add({Severity::error,
                                             factor.place,
                                             "'" + path + "' is varied twice",
                                             "",
                                             {{other.place, "here too"}}});
  for (const Factor& other : draft.study.factors)
    if (other.name == factor.name)
      return draft.context.complaints.add({Severity::error,
                                           factor.place,
                                           "two factors are called '" + factor.name + "'",
                                           "give one of them an id of its own",
                                           {{other.place, "the other"}}});
  draft.study.factors.push_back(std::move(factor));
}

}  // namespace

std::optional<Reach> reach_for(StudyDraft& draft, const Text& path) {
  PathFault fault;
  const Scenario& scenario = draft.context.scenario;
  if (auto found = reach(scenario, path.value, fault)) return found;
  const std::string id = path.value.substr(0, path.value.find('.'));
  for (const Hypothesis& hypothesis : scenario.hypotheses)
    if (hypothesis.id == id && !hypothesis.enabled)
      fault = {"'" + id + "' is a hypothesis that is off",
               {},
               "",
               "enable it in an overlay and let the study vary that"};
  draft.error(path.place, fault.message,
              draft.context.suggestion(fault.word, fault.candidates, fault.otherwise));
  return std::nullopt;
}

std::string canonical_path(const Reach& reach) {
  const Target::Kind kind = reach.target.kind;
  return (kind == Target::Kind::material ? "material."
          : kind == Target::Kind::recipe ? "recipe."
                                         : "") +
         reach.target.id + "." + reach.target.rest;
}

std::optional<Value> read_level(StudyDraft& draft, const Node& node, const Text& path,
                                const Reach& reach, bool times) {
  const std::string material = reach.where == Reach::Where::stock_capacity ? reach.key : "";
  const bool number = reach.spec.dimensions.front() < Dimension::date;
  if (times && !number) {
    draft.error(path.place, "'" + path.value + "' is no number: it can be set, not multiplied");
    return std::nullopt;
  }
  const ValueSpec spec = times ? ValueSpec{{Dimension::ratio}, 0} : reach.spec;
  auto value = read_value(node, path.value, spec, draft.context, material);
  const bool names = value && reach.where == Reach::Where::parameter &&
                     (reach.key == "recipe" || reach.key == "recipes");
  if (names && std::holds_alternative<std::string>(*value) &&
      !draft.context.scenario.library->recipes.contains(std::get<std::string>(*value))) {
    draft.error(node.place, "no recipe is called " + text_of(*value));
    return std::nullopt;
  }
  return value;
}

std::optional<std::string> read_overlay(StudyDraft& draft, const Node& name) {
  if (!name.text()) {
    draft.error(name.place, name.as_written() + ": the name of a file is needed, in quotes");
    return std::nullopt;
  }
  if (name.text()->empty()) return "";
  const auto file = draft.context.files.open(name, std::size_t{16} << 20U);
  if (!file) return std::nullopt;
  const std::string relative =
      draft.context.files.real_path(*file).lexically_relative(draft.scenario_folder).string();
  if (!draft.scenario_known) return relative;
  Complaints trial(draft.context.complaints.shared_sources());
  ReadOptions options = draft.options;
  options.apply = {relative};
  if (read_scenario(draft.study.scenario, draft.context.shelf, options, trial)) return relative;
  for (const Complaint& complaint : trial.all())
    if (complaint.severity == Severity::error) draft.context.complaints.add(complaint);
  return std::nullopt;
}

const Alternative* find_alternative(StudyDraft& draft, const Text& id) {
  std::vector<std::string> ids;
  for (const Alternative& alternative : draft.context.scenario.alternatives) {
    if (alternative.id == id.value) return &alternative;
    ids.push_back(alternative.id);
  }
  draft.error(id.place, "there is no alternative '" + id.value + "' to choose from",
              draft.context.suggestion(id.value, ids));
  return nullptr;
}

bool has_option(StudyDraft& draft, const Alternative& alternative, const Text& option) {
  const auto& all = alternative.options;
  if (std::find(all.begin(), all.end(), option.value) != all.end()) return true;
  draft.error(option.place,
              "alternative '" + alternative.id + "' has no option '" + option.value + "'",
              draft.context.suggestion(option.value, all));
  return false;
}

void read_vary(const Node& entry, StudyDraft& draft) {
  Factor factor;
  factor.place = entry.place;
  Fields fields(entry, "[[vary]]", draft.context);
  fields.allow({"name", "name_zh", "source", "note"});
  const Text id = fields.text("id");
  if (id.given() && !is_id(id.value))
    fields.error(id.place, "'id' = '" + id.value + "': this is no id",
                 "ids are made of the letters a to z, digits, _ and -");
  const std::vector<Text> set = fields.texts("set");
  const Text choose = fields.text("choose");
  const Node* overlay = fields.take("overlay");
  const std::vector<Text> permute = fields.texts("permute");
  const Node* levels = fields.take("levels");
  const int said = !set.empty() + choose.given() + (overlay != nullptr) + !permute.empty();
  if (said != 1)
    return fields.error(
        entry.place,
        said == 0 ? "[[vary]] does not say what varies" : "[[vary]] varies more than one thing",
        "one of set, choose, overlay, permute, library stands in each");
  const std::size_t before = draft.context.complaints.errors();
  if (!set.empty()) SetReader(fields, draft, factor).read(set);
  if (choose.given()) read_choose(fields, draft, factor, choose);
  if (overlay) read_overlays(fields, draft, factor, *overlay);
  if (!permute.empty()) read_permute(fields, draft, factor, permute);
  factor.name = id.given()         ? id.value
                : choose.given()   ? choose.value
                : overlay          ? "overlay"
                : !permute.empty() ? "permute"
                                   : set.front().value;
  check_by_design(fields, draft, factor, levels);
  fields.finish();
  if (draft.context.complaints.errors() == before) add_factor(draft, std::move(factor));
}

}  // namespace huan::scenarios
