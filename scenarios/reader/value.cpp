#include "scenarios/reader/value.h"

#include <fmt/core.h>

#include "scenarios/reader/toml_source.h"

namespace huan::scenarios {
namespace {

std::string toml_of(const Number& number) {
  return number.unit.empty() ? shortest(number.written) : toml_string(number.text());
}
std::string toml_of(const std::string& text) { return toml_string(text); }
std::string toml_of(bool flag) { return flag ? "true" : "false"; }
std::string toml_of(const Moment& moment) { return moment.text(); }
std::string toml_of(const std::vector<std::string>& texts) {
  std::string result = "[";
  for (const std::string& text : texts)
    result += (result.size() > 1 ? ", " : "") + toml_string(text);
  return result + "]";
}

}  // namespace

double Moment::days_since(const Moment& start) const {
  return static_cast<double>((at - start.at).count()) / 86400;
}

std::string Moment::text() const {
  using namespace std::chrono;
  const sys_days day = floor<days>(at);
  const year_month_day date(day);
  std::string text =
      fmt::format("{:04}-{:02}-{:02}", static_cast<int>(date.year()),
                  static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
  if (at == day) return text;
  const hh_mm_ss time(at - day);
  return text + fmt::format("T{:02}:{:02}:{:02}", time.hours().count(), time.minutes().count(),
                            time.seconds().count());
}

std::string text_of(const Value& value) {
  return std::visit([](const auto& held) { return toml_of(held); }, value);
}

}  // namespace huan::scenarios
