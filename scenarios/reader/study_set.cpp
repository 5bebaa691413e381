#include "scenarios/reader/study_set.h"

#include <cmath>

namespace huan::scenarios {
namespace {

using models::Dimension;
using Shape = sim::Distribution::Shape;

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

}  // namespace

void read_set(const std::vector<Text>& paths, Fields& fields, StudyDraft& draft, Factor& factor) {
  SetReader(fields, draft, factor).read(paths);
}

void read_weights(const Node& weights, std::size_t options, Fields& fields, StudyDraft& draft,
                  Factor& factor) {
  SetReader(fields, draft, factor).read_weights(weights, options);
}

}  // namespace huan::scenarios
