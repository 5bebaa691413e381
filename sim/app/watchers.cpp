#include "sim/app/watchers.h"

#include <fmt/format.h>
#include <signal.h>

namespace huan::app {
namespace {

volatile sig_atomic_t asked_to_stop = 0;  // a signal handler can reach nothing else

void ask_to_stop(int) { asked_to_stop = 1; }

void stop_if_asked() {
  if (asked_to_stop != 0) throw Interrupted();
}

}  // namespace

void Fan::started(const sim::View& view) {
  for (sim::Observer* observer : observers_) observer->started(view);
}
void Fan::sampled(const sim::View& view) {
  for (sim::Observer* observer : observers_) observer->sampled(view);
}
void Fan::logged(const sim::LogEntry& entry) {
  for (sim::Observer* observer : observers_) observer->logged(entry);
}
void Fan::finished(const sim::View& view) {
  for (sim::Observer* observer : observers_) observer->finished(view);
}

void Progress::sampled(const sim::View& view) {
  if (!console_->live()) return;
  const auto now = std::chrono::steady_clock::now();
  if (now - last_ < std::chrono::milliseconds(100)) return;
  last_ = now;
  constexpr double width = 40;
  const double share = view.time() / view.network().plan().duration;
  const auto full = static_cast<std::size_t>(share * width);
  console_->transient(fmt::format("{}  {:3.0f} %  [{:<40}]  {} events",
                                  era_.label(sim::Period::month, view.time()), 100 * share,
                                  std::string(full, '#'), view.work().events));
}

Interruption::Interruption() {
  asked_to_stop = 0;
  struct sigaction action {};
  action.sa_handler = ask_to_stop;
  action.sa_flags = static_cast<int>(SA_RESETHAND);
  sigaction(SIGINT, &action, nullptr);
  sigaction(SIGTERM, &action, nullptr);
}

Interruption::~Interruption() {
  signal(SIGINT, SIG_DFL);
  signal(SIGTERM, SIG_DFL);
}

bool Interruption::asked() { return asked_to_stop != 0; }

void Interruption::sampled(const sim::View&) { stop_if_asked(); }
void Interruption::logged(const sim::LogEntry&) { stop_if_asked(); }

}  // namespace huan::app
