#include "scenarios/reader/study_words.h"

#include <algorithm>

#include <fmt/format.h>

namespace huan::scenarios {
namespace {

using Shape = sim::Distribution::Shape;

constexpr std::size_t most_shown = 6;

/// Without quotes; "none" for no overlay.
std::string plain(const Factor& factor, const Value& value) {
  if (const auto* text = std::get_if<std::string>(&value))
    return text->empty() && factor.kind == Factor::Kind::overlay ? "none" : *text;
  if (const auto* number = std::get_if<Number>(&value)) return number->text();
  return text_of(value);
}

/// A number of the distribution's with the factor's unit, few digits.
std::string amount(const Factor& factor, double level) {
  if (factor.dates) return text_of(factor.value_at(level));
  const std::string unit = factor.unit.unit.empty() ? "" : " " + factor.unit.unit;
  return fmt::format("{:.6g}{}", level, unit);
}

std::string distribution_words(const Factor& factor) {
  const sim::Distribution& x = *factor.distribution;
  const auto at = [&](double level) { return amount(factor, level); };
  std::string words;
  switch (x.shape) {
    case Shape::uniform:
      words = fmt::format("uniform {} to {}", at(x.a), at(x.b));
      break;
    case Shape::log_uniform:
      words = fmt::format("log-uniform {} to {}", at(x.a), at(x.b));
      break;
    case Shape::normal:
      words = fmt::format("normal {}, sd {}", at(x.a), at(x.b));
      break;
    case Shape::lognormal:
      words = fmt::format("lognormal, median {}, gsd {:.6g}", at(x.a), x.b);
      break;
    case Shape::triangular:
      words = fmt::format("triangular {}, {}, {}", at(x.a), at(x.b), at(x.c));
      break;
    case Shape::beta:
      words = fmt::format("beta ({:.6g}, {:.6g}) on {} to {}", x.c, x.d, at(x.a), at(x.b));
      break;
  }
  if (x.between)
    words += fmt::format(", within {} to {}", at(x.between->first), at(x.between->second));
  if (factor.levels > 0) words += fmt::format(", {} levels", factor.levels);
  return words;
}

}  // namespace

std::string subject_of(const Factor& factor) {
  if (factor.kind == Factor::Kind::choose) return "alternative " + factor.alternative;
  if (factor.kind == Factor::Kind::overlay) return "overlay";
  std::string words = factor.paths.front();
  if (factor.paths.size() > 1) words += fmt::format(" and {} more", factor.paths.size() - 1);
  if (factor.kind == Factor::Kind::times) words += ", times";
  return words;
}

std::string spread_of(const Factor& factor) {
  if (factor.continuous()) return distribution_words(factor);
  if (factor.kind == Factor::Kind::permute) return fmt::format("{} orders", factor.choices());
  std::string words;
  for (std::size_t k = 0; k < std::min(most_shown, factor.options.size()); ++k) {
    words += (k == 0 ? "" : ", ") + plain(factor, factor.options[k]);
    if (!factor.weights.empty()) words += fmt::format(" ({:.4g} %)", 100 * factor.weights[k]);
  }
  if (factor.options.size() > most_shown)
    words += fmt::format(" and {} more", factor.options.size() - most_shown);
  return words;
}

std::string level_text(const Factor& factor, double level) {
  if (factor.kind == Factor::Kind::permute) return fmt::format("order {:.0f}", level);
  return plain(factor, factor.value_at(level));
}

}  // namespace huan::scenarios
