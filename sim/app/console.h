/// What the program says, and where: answers on standard output; what goes on, warnings and errors
/// on standard error, as text or (`--log json`) as one JSON object a line.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include <nlohmann/json_fwd.hpp>

namespace spdlog {
class logger;
}

namespace huan::app {

enum class Level { info, warning, error };

/// How much is said, and in which form.
struct Voice {
  bool quiet = false;  ///< warnings and errors only
  bool json = false;   ///< lines for machines
};

class Console {
 public:
  explicit Console(Voice voice);
  ~Console();
  Console(const Console&) = delete;
  Console& operator=(const Console&) = delete;

  [[nodiscard]] const Voice& voice() const { return voice_; }
  /// Standard error is a terminal that may be written over.
  [[nodiscard]] bool live() const { return live_; }

  /// One line (text) or one object (JSON: `event`, `level`, `message` and the members of `fields`).
  void say(Level level, std::string_view event, const std::string& message);
  void say(Level level, std::string_view event, const std::string& message,
           const nlohmann::json& fields);
  /// Text for a human on standard error, as it is; nothing in JSON form.
  void page(const std::string& text);
  /// An answer, on standard output; also when quiet.
  void answer(const std::string& text);
  /// A line that the next one overwrites; only where live() and neither quiet nor JSON.
  void transient(const std::string& line);

 private:
  Voice voice_;
  bool live_ = false;
  std::size_t transient_width_ = 0;
  std::unique_ptr<spdlog::logger> log_;
  void wipe();
};

}  // namespace huan::app
