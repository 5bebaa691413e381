#include "sim/app/sweep_execution.h"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <exception>
#include <thread>
#include <vector>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "analysis/file_lock.h"
#include "analysis/segment.h"
#include "sim/app/study_runner.h"
#include "sim/app/watchers.h"

namespace huan::app {
namespace {

using analysis::RunRange;
using SteadyClock = std::chrono::steady_clock;

constexpr std::uint64_t most_runs = 256;     // of a segment
constexpr std::size_t most_bytes = 8 << 20;  // likewise
constexpr std::uint64_t blocks_per_thread = 8;
constexpr auto glance = std::chrono::milliseconds(100);
constexpr double report_every_s = 10;  // [s] in JSON form

double seconds_since(SteadyClock::time_point begin) {
  return std::chrono::duration<double>(SteadyClock::now() - begin).count();
}

/// What is to be done, cut so that threads end at about the same time.
std::vector<RunRange> blocks_of(const std::vector<RunRange>& gaps, unsigned threads) {
  std::uint64_t runs = 0;
  for (const RunRange& gap : gaps) runs += gap.size();
  const std::uint64_t most =
      std::clamp<std::uint64_t>(runs / (threads * blocks_per_thread), 1, most_runs);
  std::vector<RunRange> blocks;
  for (const RunRange& gap : gaps) {
    for (std::uint64_t at = gap.first; at < gap.end; at += most) {
      blocks.push_back({at, std::min(at + most, gap.end)});
    }
  }
  return blocks;
}

/// What the threads share. Only counters change.
struct Common {
  std::vector<RunRange> blocks;
  std::atomic<std::size_t> next{0};
  std::atomic<std::uint64_t> done{0}, failed{0};
  std::atomic<unsigned> busy{0};
  std::atomic<bool> stop{false};
};

class Worker {
 public:
  Worker(const StudyAtHand& at, const analysis::Design& design, const analysis::StudyHead& head,
         std::filesystem::path folder, std::string name, double save_every_s)
      : runner_(at, design, head),
        segment_(head.fingerprint(), head.factors.size(), head.columns.width()),
        folder_(std::move(folder)),
        name_(std::move(name)),
        save_every_s_(save_every_s) {}

  /// Until there is nothing left or it is told to stop; never throws.
  void work(Common& common) noexcept {
    try {
      while (!common.stop) {
        const std::size_t mine = common.next++;
        if (mine >= common.blocks.size()) break;
        do_block(common.blocks[mine], common);
      }
    } catch (...) {
      fault_ = std::current_exception();
      common.stop = true;
    }
    --common.busy;
  }

  [[nodiscard]] std::exception_ptr fault() const { return fault_; }
  void add_to(SweepOutcome& outcome) const {
    outcome.set_up_s += runner_.set_up_seconds();
    outcome.run_s += runner_.run_seconds();
    outcome.write_s += write_s_;
  }

 private:
  StudyRunner runner_;
  analysis::Segment segment_;
  std::filesystem::path folder_;
  std::string name_;
  double save_every_s_;
  double write_s_ = 0;
  std::exception_ptr fault_;

  void do_block(const RunRange& block, Common& common) {
    auto begun = SteadyClock::now();
    for (std::uint64_t run = block.first; run < block.end && !common.stop; ++run) {
      const analysis::DoneRun done = runner_.run(run);
      segment_.add(run, done);
      ++common.done;
      if (done.status != analysis::RunStatus::good) ++common.failed;
      const bool full = segment_.runs().size() >= most_runs || segment_.bytes() >= most_bytes;
      if (!full && seconds_since(begun) < save_every_s_) continue;
      write();
      begun = SteadyClock::now();
    }
    write();
  }

  void write() {
    const auto begin = SteadyClock::now();
    segment_.write(folder_, name_);
    write_s_ += seconds_since(begin);
  }
};

std::string time_left(double seconds) {
  if (seconds < 100) return fmt::format("{:.0f} s", seconds);
  if (seconds < 6000) return fmt::format("{:.0f} min", seconds / 60);
  return fmt::format("{:.1f} h", seconds / 3600);
}

/// Watches the threads from outside.
class Watcher {
 public:
  Watcher(const SweepOutcome& outcome, Console& console) : outcome_(outcome), console_(console) {}

  void look(const Common& common) {
    const double taken = seconds_since(begun_);
    const std::uint64_t now = common.done;
    const std::uint64_t all = outcome_.before + now;
    const double rate = taken > 0 ? static_cast<double>(now) / taken : 0;
    const double left = rate > 0 ? static_cast<double>(outcome_.wanted - all) / rate : 0;
    const double share = 100 * static_cast<double>(all) / static_cast<double>(outcome_.wanted);
    console_.transient(
        fmt::format("{} of {} runs  {:.0f} %  {:.3g} runs/s{}{}", all, outcome_.wanted, share, rate,
                    rate > 0 ? "  " + time_left(left) + " left" : "",
                    common.failed > 0 ? fmt::format("  {} failed", common.failed) : ""));
    if (!console_.voice().json || taken - said_ < report_every_s) return;
    said_ = taken;
    console_.say(Level::info, "progress", fmt::format("{} of {} runs", all, outcome_.wanted),
                 {{"done", all},
                  {"runs", outcome_.wanted},
                  {"failed", common.failed.load()},
                  {"runs_per_second", rate},
                  {"seconds_left", left}});
  }

 private:
  const SweepOutcome& outcome_;
  Console& console_;
  SteadyClock::time_point begun_ = SteadyClock::now();
  double said_ = 0;
};

/// Of runs that were done before.
std::uint64_t failures_before(const std::filesystem::path& folder,
                              const analysis::StudyHead& head) {
  std::uint64_t failed = 0;
  for (const RunRange& range : analysis::segments_in(folder)) {
    for (const auto& run : analysis::read_segment(folder, range, head.fingerprint(),
                                                  head.factors.size(), head.columns.width())) {
      failed += run.status != analysis::RunStatus::good;
    }
  }
  return failed;
}

}  // namespace

SweepOutcome execute(const StudyAtHand& at, const analysis::Design& design,
                     const analysis::StudyHead& head, const SweepOrders& orders, Console& console) {
  const auto begin = SteadyClock::now();
  const std::filesystem::path folder = analysis::runs_folder_of(orders.output);
  analysis::open_runs_folder(folder, head);
  const std::string shard = fmt::format("shard-{}-of-{}", orders.shard, orders.shards);
  const analysis::FileLock lock(folder / (shard + ".lock"));

  const RunRange mine{
      head.runs / orders.shards * (orders.shard - 1) +
          std::min(head.runs % orders.shards, orders.shard - 1),
      head.runs / orders.shards * orders.shard + std::min(head.runs % orders.shards, orders.shard)};
  Common common;
  const auto gaps = analysis::missing(mine, analysis::segments_in(folder));
  common.blocks = blocks_of(gaps, orders.threads);
  SweepOutcome outcome;
  outcome.wanted = outcome.before = mine.size();
  for (const RunRange& gap : gaps) outcome.before -= gap.size();
  const bool counts = orders.max_failures != std::numeric_limits<std::uint64_t>::max();
  const std::uint64_t failed_before = counts ? failures_before(folder, head) : 0;

  std::vector<std::unique_ptr<Worker>> workers;
  const auto threads =
      static_cast<unsigned>(std::clamp<std::size_t>(common.blocks.size(), 1, orders.threads));
  for (unsigned i = 0; i < threads; ++i) {
    workers.push_back(std::make_unique<Worker>(
        at, design, head, folder, fmt::format("{}-thread-{}", shard, i), orders.save_every_s));
  }
  {
    const Interruption interruption;
    Watcher watcher(outcome, console);
    std::vector<std::thread> running;
    common.busy = threads;
    for (const auto& worker : workers) {
      running.emplace_back([&common, &worker] { worker->work(common); });
    }
    while (common.busy > 0) {
      std::this_thread::sleep_for(std::min(
          glance, std::chrono::milliseconds(5 + static_cast<int>(100 * seconds_since(begin)))));
      watcher.look(common);
      if (Interruption::asked()) outcome.interrupted = common.stop = true;
      if (failed_before + common.failed > orders.max_failures) {
        outcome.too_many_failures = common.stop = true;
      }
    }
    for (std::thread& thread : running) thread.join();
  }
  for (const auto& worker : workers) {
    if (worker->fault()) std::rethrow_exception(worker->fault());
    worker->add_to(outcome);
  }
  outcome.done = outcome.before + common.done;
  outcome.failed = common.failed;
  outcome.seconds = seconds_since(begin);
  if (outcome.done == outcome.wanted) outcome.interrupted = false;
  return outcome;
}

}  // namespace huan::app
