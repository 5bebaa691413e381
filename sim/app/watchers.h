/// What listens to a run beside the results file: progress on a terminal, Ctrl-C, the summary.
#pragma once

#include <chrono>
#include <stdexcept>
#include <string>
#include <vector>

#include "sim/app/console.h"
#include "sim/observer.h"
#include "sim/time.h"

namespace huan::app {

/// Passes everything on to several observers, in order.
class Fan final : public sim::Observer {
 public:
  explicit Fan(std::vector<sim::Observer*> observers) : observers_(std::move(observers)) {}
  void started(const sim::View& view) override;
  void sampled(const sim::View& view) override;
  void logged(const sim::LogEntry& entry) override;
  void finished(const sim::View& view) override;

 private:
  std::vector<sim::Observer*> observers_;
};

/// "2021-03  31 %  [######             ]", ten times a second at most.
class Progress final : public sim::Observer {
 public:
  Progress(Console& console, const sim::Era& era) : console_(&console), era_(era) {}
  void sampled(const sim::View& view) override;

 private:
  Console* console_;
  sim::Era era_;
  std::chrono::steady_clock::time_point last_;
};

/// Ctrl-C (SIGINT) or SIGTERM came while a run was going on.
class Interrupted : public std::runtime_error {
 public:
  Interrupted() : std::runtime_error("interrupted") {}
};

/// While it lives, the first Ctrl-C or SIGTERM ends the run at its next sample by throwing
/// Interrupted; a second one ends the program at once.
class Interruption final : public sim::Observer {
 public:
  Interruption();
  ~Interruption() override;
  Interruption(const Interruption&) = delete;
  Interruption& operator=(const Interruption&) = delete;
  /// It came since the last of these was made. For whoever ends by itself.
  [[nodiscard]] static bool asked();
  void sampled(const sim::View& view) override;
  void logged(const sim::LogEntry& entry) override;
};

}  // namespace huan::app
