#include "sim/app/arguments.h"

#include <charconv>
#include <sstream>

#include <boost/program_options.hpp>
#include <fmt/format.h>

#include "sim/app/command.h"

namespace huan::app {
namespace {

namespace po = boost::program_options;

po::options_description description(const Syntax& syntax) {
  po::options_description options("Options", 100);
  for (const Option& option : syntax.options) {
    if (option.value.empty()) {
      options.add_options()(option.name.c_str(), option.doc.c_str());
      continue;
    }
    auto* value = po::value<std::vector<std::string>>()->value_name(option.value);
    if (option.many) value->composing();
    options.add_options()(option.name.c_str(), value, option.doc.c_str());
  }
  options.add_options()("quiet,q", "say nothing but warnings and errors")(
      "log", po::value<std::string>()->value_name("text|json"),
      "form of what is said on standard error")("help,h", "this text");
  return options;
}

std::string long_name(const Option& option) { return option.name.substr(0, option.name.find(',')); }

}  // namespace

Arguments::Arguments(const Syntax& syntax, const std::vector<std::string>& words) {
  po::options_description options = description(syntax);
  options.add_options()("operand", po::value<std::vector<std::string>>());
  po::positional_options_description positions;
  positions.add("operand", -1);
  po::variables_map found;
  try {
    const int style = po::command_line_style::unix_style & ~po::command_line_style::allow_guessing;
    po::store(
        po::command_line_parser(words).options(options).positional(positions).style(style).run(),
        found);
  } catch (const po::error& e) {
    throw UsageError(fmt::format("{} (see 'huan {} --help')", e.what(), syntax.command));
  }
  for (const auto& [name, value] : found) {
    if (const auto* texts = boost::any_cast<std::vector<std::string>>(&value.value())) {
      values_[name] = *texts;
    } else {
      values_[name] = {};
    }
  }
  if (const auto at = values_.find("operand"); at != values_.end()) {
    operands_ = std::move(at->second);
    values_.erase(at);
  }
  if (help()) return;
  for (const Option& option : syntax.options) {
    if (!option.many && texts(long_name(option)).size() > 1) {
      throw UsageError(fmt::format("--{} was given more than once", long_name(option)));
    }
  }
  if (operands_.size() < syntax.fewest || operands_.size() > syntax.most) {
    throw UsageError(fmt::format(
        "{} {}; usage: huan {} {}",
        operands_.size() < syntax.fewest ? "too few words after" : "too many words after",
        syntax.command, syntax.command, syntax.arguments));
  }
}

std::optional<std::string> Arguments::text(const std::string& name) const {
  const auto at = values_.find(name);
  if (at == values_.end() || at->second.empty()) return std::nullopt;
  return at->second.front();
}

std::vector<std::string> Arguments::texts(const std::string& name) const {
  const auto at = values_.find(name);
  return at == values_.end() ? std::vector<std::string>{} : at->second;
}

std::optional<std::uint64_t> Arguments::number(const std::string& name) const {
  const auto word = text(name);
  if (!word) return std::nullopt;
  std::uint64_t value = 0;
  const char* end = word->data() + word->size();
  const auto [stop, fault] = std::from_chars(word->data(), end, value);
  if (fault != std::errc{} || stop != end) {
    throw UsageError(
        fmt::format("--{} {}: a whole number from 0 to 2^64 - 1 is needed", name, *word));
  }
  return value;
}

std::string help_of(const Syntax& syntax) {
  std::ostringstream text;
  text << "Usage: huan " << syntax.command << ' ' << syntax.arguments << "\n\n"
       << syntax.summary << "\n\n"
       << description(syntax);
  return text.str();
}

}  // namespace huan::app
