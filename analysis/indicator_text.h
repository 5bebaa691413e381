/// Indicators written out: for people, for spreadsheets, for programs.
#pragma once

#include <string>

#include <nlohmann/json_fwd.hpp>

#include "analysis/indicators.h"

namespace huan::analysis {

struct IndicatorPage {
  bool notes = false;     ///< notes, sources and remarks under each
  std::size_t most = 10;  ///< lines of an indicator that tells facilities apart; 0 = all
};

/// By group, a line per indicator, a column per period; reported and target values under it where
/// there are any; at the end what is not computable, and why.
[[nodiscard]] std::string table_of(const IndicatorResults& results, const IndicatorPage& page);

/// RFC 4180 with the header "file,id,name,name_zh,group,unit,line,period,value,text,reported,
/// target,coverage"; a row per value. Numbers read back to the same double.
[[nodiscard]] std::string csv_header();
[[nodiscard]] std::string csv_of(const IndicatorResults& results, const std::string& file);

/// A list of objects: id, name, ..., computable, lines [{group, values [{period, value, text}]}],
/// reported and target by year. No value is null.
[[nodiscard]] nlohmann::json json_of(const IndicatorResults& results);

/// Whether a value is as good as the target; nullopt where nobody said which side is better.
[[nodiscard]] std::optional<bool> is_met(const Indicator& indicator, double value, double target);

/// A number for people: four significant digits.
[[nodiscard]] std::string shown(double value);

}  // namespace huan::analysis
