#include "analysis/indicator_text.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "scenarios/reader/units.h"

namespace huan::analysis {
namespace {

constexpr std::size_t name_width = 48;
constexpr std::size_t unit_width = 9;
constexpr std::size_t column_width = 9;

/// Characters, not bytes; those of Chinese are two columns wide.
std::size_t columns_of(const std::string& text) {
  std::size_t count = 0;
  for (const unsigned char c : text) {
    if ((c & 0xC0U) == 0x80U) continue;
    count += c >= 0xE3U ? 2 : 1;
  }
  return count;
}

std::string padded(std::string text, std::size_t width) {
  const std::size_t has = columns_of(text);
  text.append(has < width ? width - has : 1, ' ');
  return text;
}

/// Words of `text` on lines of at most `width` characters, each behind `indent`.
std::string wrapped(const std::string& text, const std::string& indent, std::size_t width) {
  std::string page;
  std::string line = indent;
  std::size_t begin = 0;
  while (begin < text.size()) {
    const std::size_t end = std::min(text.find(' ', begin), text.size());
    const std::string word = text.substr(begin, end - begin);
    if (line.size() > indent.size() && line.size() + 1 + word.size() > width) {
      page += line + "\n";
      line = indent;
    }
    if (line.size() > indent.size()) line += " ";
    line += word;
    begin = end + 1;
  }
  return page + line + "\n";
}

std::vector<std::string> periods_of(const IndicatorResult& result) {
  std::vector<std::string> periods;
  for (const IndicatorLine& line : result.lines) {
    for (const IndicatorValue& value : line.values) {
      if (std::ranges::find(periods, value.period) == periods.end()) {
        periods.push_back(value.period);
      }
    }
  }
  return periods;
}

std::string cell(const IndicatorValue& value) {
  if (std::isnan(value.value)) return value.text.starts_with("never") ? value.text : "-";
  return value.text.empty() ? shown(value.value) : value.text;
}

/// Largest absolute value of a line, which says what is worth showing.
double weight(const IndicatorLine& line) {
  double most = -1;
  for (const IndicatorValue& value : line.values) {
    if (!std::isnan(value.value)) most = std::max(most, std::abs(value.value));
  }
  return most;
}

/// Why a line has no value at all.
std::string reason_of(const IndicatorLine& line) {
  return "no value: " + (line.values.empty() ? std::string("no period") : line.values.back().text);
}

/// Writes one indicator after another.
class Page {
 public:
  explicit Page(const IndicatorPage& how) : how_(how) {}

  void add(const IndicatorResult& result);
  [[nodiscard]] std::string finish() const;

 private:
  const IndicatorPage& how_;
  std::string text_;
  std::string group_;
  std::vector<std::string> header_;
  std::string not_computable_;

  void heading(const IndicatorResult& result);
  void values(const IndicatorLine& line, const std::string& name, const std::string& unit);
  void figures(const IndicatorResult& result, const char* name,
               const std::map<std::string, double>& by_year, bool judged);
  void notes(const IndicatorResult& result);
};

void Page::heading(const IndicatorResult& result) {
  const std::string group = result.indicator.group.empty() ? "Other" : result.indicator.group;
  const auto periods = periods_of(result);
  if (group == group_ && periods == header_) return;
  text_ += (text_.empty() ? "" : "\n") + padded(group == group_ ? "" : group, name_width + 2) +
           padded("unit", unit_width);
  for (const std::string& period : periods) text_ += fmt::format(" {:>{}}", period, column_width);
  text_ += "\n";
  group_ = group;
  header_ = periods;
}

void Page::values(const IndicatorLine& line, const std::string& name, const std::string& unit) {
  text_ += padded("  " + name, name_width + 2) + padded(unit, unit_width);
  for (const IndicatorValue& value : line.values) {
    text_ += fmt::format(" {:>{}}", cell(value), column_width);
  }
  text_ += "\n";
}

/// "reported" or "target" under the values, and whether a target is met.
void Page::figures(const IndicatorResult& result, const char* name,
                   const std::map<std::string, double>& by_year, bool judged) {
  if (by_year.empty()) return;
  std::string line = padded(std::string("      ") + name, name_width + 2 + unit_width);
  std::string after;
  for (const std::string& period : header_) {
    const auto found = by_year.find(period);
    line +=
        fmt::format(" {:>{}}", found == by_year.end() ? "" : shown(found->second), column_width);
    if (found == by_year.end() || !judged || result.lines.size() != 1) continue;
    for (const IndicatorValue& value : result.lines[0].values) {
      if (value.period != period || std::isnan(value.value)) continue;
      const auto met = is_met(result.indicator, value.value, found->second);
      if (met) after += fmt::format("  {}: {}", period, *met ? "met" : "missed");
    }
  }
  for (const auto& [year, value] : by_year) {
    if (std::ranges::find(header_, year) == header_.end()) {
      after += fmt::format("  {} for {}", shown(value), year);
    }
  }
  while (line.ends_with(' ')) line.pop_back();
  text_ += line + after + "\n";
}

void Page::notes(const IndicatorResult& result) {
  const std::string indent = "      ";
  constexpr std::size_t width = 116;
  const Indicator& it = result.indicator;
  text_ += wrapped("id " + it.id + (it.name_zh.empty() ? "" : ", " + it.name_zh), indent, width);
  if (!it.note.empty()) text_ += wrapped(it.note, indent, width);
  if (!it.source.empty()) text_ += wrapped("source: " + it.source, indent, width);
  for (const std::string& remark : result.remarks) {
    text_ += wrapped("remark: " + remark, indent, width);
  }
}

void Page::add(const IndicatorResult& result) {
  const Indicator& it = result.indicator;
  if (!result.computable) {
    not_computable_ += "  " + it.name + ": " + result.why_not + "\n";
    return;
  }
  heading(result);
  const bool part = it.coverage == "part";
  if (it.by.empty()) {
    for (const IndicatorLine& line : result.lines) {
      values(line, it.name + (part ? " *" : ""), it.unit);
    }
  } else {
    text_ += "  " + it.name + (part ? " *" : "") + ", by " + it.by + "\n";
    auto lines = result.lines;
    if (!lines.empty() && std::ranges::all_of(lines, [](const auto& l) { return weight(l) < 0; })) {
      text_ += "    " + reason_of(lines.front()) + "\n";
    }
    std::erase_if(lines, [](const IndicatorLine& line) { return !(weight(line) > 0); });
    std::ranges::stable_sort(lines, std::greater{}, weight);
    const std::size_t count = how_.most == 0 ? lines.size() : std::min(how_.most, lines.size());
    for (std::size_t i = 0; i < count; ++i) {
      values(lines[i], "  " + (lines[i].group.empty() ? "(none)" : lines[i].group), it.unit);
    }
    if (count < lines.size()) text_ += fmt::format("    {} more\n", lines.size() - count);
  }
  figures(result, "reported", it.reported, false);
  figures(result, "target", it.target, true);
  if (how_.notes) {
    notes(result);
  } else if (!result.remarks.empty()) {
    text_ +=
        fmt::format("      {} of its terms not in this run (--notes)\n", result.remarks.size());
  }
}

std::string Page::finish() const {
  std::string text = text_;
  if (text.find(" *") != std::string::npos) {
    text += "\n* computable in part: --notes says which part\n";
  }
  if (!not_computable_.empty()) text += "\nNot computable from these results:\n" + not_computable_;
  return text;
}

std::string quoted(const std::string& text) {
  if (text.find_first_of(",\"\n\r") == std::string::npos) return text;
  std::string out = "\"";
  for (const char c : text) out += c == '"' ? std::string("\"\"") : std::string(1, c);
  return out + "\"";
}

std::string number_or_none(double value) {
  return std::isfinite(value) ? scenarios::shortest(value) : std::string();
}

std::string figure(const std::map<std::string, double>& figures, const std::string& period) {
  const auto found = figures.find(period);
  return found == figures.end() ? std::string() : scenarios::shortest(found->second);
}

const char* word_of(Better better) {
  return better == Better::lower ? "lower" : better == Better::higher ? "higher" : "";
}

}  // namespace

std::string shown(double value) {
  if (value == 0) return "0";
  const double size = std::abs(value);
  if (size >= 99999.5 || size < 1e-3) return fmt::format("{:.3e}", value);
  if (size >= 999.5) return fmt::format("{:.0f}", value);
  return fmt::format("{:.4g}", value);
}

std::optional<bool> is_met(const Indicator& indicator, double value, double target) {
  if (indicator.better == Better::unsaid) return std::nullopt;
  return indicator.better == Better::lower ? value <= target : value >= target;
}

std::string table_of(const IndicatorResults& results, const IndicatorPage& page) {
  Page text(page);
  for (const IndicatorResult& result : results) text.add(result);
  return text.finish();
}

std::string csv_header() {
  return "file,id,name,name_zh,group,unit,line,period,value,text,reported,target,coverage\n";
}

std::string csv_of(const IndicatorResults& results, const std::string& file) {
  std::string text;
  for (const IndicatorResult& result : results) {
    const Indicator& it = result.indicator;
    const std::string head = quoted(file) + "," + quoted(it.id) + "," + quoted(it.name) + "," +
                             quoted(it.name_zh) + "," + quoted(it.group) + "," + quoted(it.unit);
    if (!result.computable) {
      text += head + ",,,," + quoted(result.why_not) + ",,,none\n";
    }
    for (const IndicatorLine& line : result.lines) {
      for (const IndicatorValue& value : line.values) {
        text += head + "," + quoted(line.group) + "," + quoted(value.period) + "," +
                number_or_none(value.value) + "," + quoted(value.text) + "," +
                figure(it.reported, value.period) + "," + figure(it.target, value.period) + "," +
                it.coverage + "\n";
      }
    }
  }
  return text;
}

nlohmann::json json_of(const IndicatorResults& results) {
  nlohmann::json list = nlohmann::json::array();
  for (const IndicatorResult& result : results) {
    const Indicator& it = result.indicator;
    nlohmann::json lines = nlohmann::json::array();
    for (const IndicatorLine& line : result.lines) {
      nlohmann::json values = nlohmann::json::array();
      for (const IndicatorValue& value : line.values) {
        nlohmann::json entry = {{"period", value.period}, {"value", nullptr}};
        if (std::isfinite(value.value)) entry["value"] = value.value;
        if (!value.text.empty()) entry["text"] = value.text;
        values.push_back(std::move(entry));
      }
      lines.push_back({{"group", line.group}, {"values", std::move(values)}});
    }
    list.push_back({{"id", it.id},
                    {"name", it.name},
                    {"name_zh", it.name_zh},
                    {"group", it.group},
                    {"group_zh", it.group_zh},
                    {"unit", it.unit},
                    {"by", it.by},
                    {"better", word_of(it.better)},
                    {"coverage", it.coverage},
                    {"note", it.note},
                    {"note_zh", it.note_zh},
                    {"source", it.source},
                    {"computable", result.computable},
                    {"why_not", result.why_not},
                    {"remarks", result.remarks},
                    {"reported", it.reported},
                    {"target", it.target},
                    {"lines", std::move(lines)}});
  }
  return list;
}

}  // namespace huan::analysis
