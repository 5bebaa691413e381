#include "sim/app/console.h"

#include <chrono>
#include <cstdio>

#include <nlohmann/json.hpp>
#include <spdlog/sinks/stdout_color_sinks.h>
#include <spdlog/spdlog.h>
#include <unistd.h>

namespace huan::app {
namespace {

spdlog::level::level_enum level_of(Level level) {
  switch (level) {
    case Level::info:
      return spdlog::level::info;
    case Level::warning:
      return spdlog::level::warn;
    case Level::error:
      break;
  }
  return spdlog::level::err;
}

std::string_view name_of(Level level) {
  switch (level) {
    case Level::info:
      return "info";
    case Level::warning:
      return "warning";
    case Level::error:
      break;
  }
  return "error";
}

/// "2021-03-04T05:06:07Z"
std::string now() {
  const auto seconds = std::chrono::system_clock::to_time_t(std::chrono::system_clock::now());
  std::tm utc{};
  gmtime_r(&seconds, &utc);
  char text[32];
  const auto length = std::strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", &utc);
  return {text, length};
}

}  // namespace

Console::Console(Voice voice) : voice_(voice) {
  live_ = isatty(STDERR_FILENO) == 1 && !voice_.json && !voice_.quiet;
  log_ = std::make_unique<spdlog::logger>("huan",
                                          std::make_shared<spdlog::sinks::stderr_color_sink_mt>());
  log_->set_pattern(voice_.json ? "%v" : "huan: %^%v%$");
  log_->set_level(voice_.quiet ? spdlog::level::warn : spdlog::level::info);
}

Console::~Console() { wipe(); }

void Console::wipe() {
  if (transient_width_ == 0) return;
  std::fprintf(stderr, "\r%*s\r", static_cast<int>(transient_width_), "");
  std::fflush(stderr);
  transient_width_ = 0;
}

void Console::say(Level level, std::string_view event, const std::string& message) {
  say(level, event, message, nlohmann::json::object());
}

void Console::say(Level level, std::string_view event, const std::string& message,
                  const nlohmann::json& fields) {
  wipe();
  if (!voice_.json) {
    const std::string label = level == Level::info ? "" : std::string(name_of(level)) + ": ";
    log_->log(level_of(level), "{}{}", label, message);
    return;
  }
  nlohmann::ordered_json line;
  line["time"] = now();
  line["level"] = name_of(level);
  line["event"] = event;
  line["message"] = message;
  for (const auto& [key, value] : fields.items()) line[key] = value;
  log_->log(level_of(level), "{}",
            line.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace));
}

void Console::page(const std::string& text) {
  if (voice_.json) return;
  wipe();
  std::fputs(text.c_str(), stderr);
  std::fflush(stderr);
}

void Console::answer(const std::string& text) {
  wipe();
  std::fputs(text.c_str(), stdout);
  std::fflush(stdout);
}

void Console::transient(const std::string& line) {
  if (!live_) return;
  wipe();
  std::fputs(line.c_str(), stderr);
  std::fflush(stderr);
  transient_width_ = line.size();
}

}  // namespace huan::app
