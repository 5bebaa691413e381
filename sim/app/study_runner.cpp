#include "sim/app/study_runner.h"

#include <algorithm>
#include <chrono>
#include <new>

#include "analysis/indicator_reader.h"
#include "analysis/recording.h"
#include "scenarios/builder/builder.h"
#include "scenarios/builder/script.h"
#include "scenarios/reader/operation.h"
#include "sim/app/results_meta_of.h"
#include "sim/app/schedule.h"
#include "sim/simulation.h"

namespace huan::app {
namespace {

constexpr std::size_t most_variants = 32;  // kept in memory, of each thread
constexpr std::size_t most_frames = 4;     // of a variant

using Clock = std::chrono::steady_clock;

double since(Clock::time_point begin) {
  return std::chrono::duration<double>(Clock::now() - begin).count();
}

bool same_intervals(const analysis::Columns& a, const analysis::Columns& b) {
  return a.start == b.start && a.begins == b.begins && a.ends == b.ends;
}

}  // namespace

std::string first_fault_of(const scenarios::Complaints& complaints) {
  for (const scenarios::Complaint& complaint : complaints.all()) {
    if (complaint.severity == scenarios::Severity::error) return complaint.message;
  }
  return {};
}

analysis::Indicators indicators_of_scenario(const scenarios::Scenario& scenario,
                                            scenarios::Complaints& complaints) {
  analysis::Indicators all = analysis::indicators_of(scenario.indicators, complaints);
  for (const analysis::Indicator& general : analysis::general_indicators()) {
    if (std::ranges::find(all, general.id, &analysis::Indicator::id) == all.end()) {
      all.push_back(general);
    }
  }
  return all;
}

std::unique_ptr<analysis::Frame> make_frame(const scenarios::Scenario& scenario,
                                            const sim::Network& network,
                                            const analysis::Indicators& indicators,
                                            const scenarios::Kept& kept) {
  const Schedule schedule = schedule_of(scenario);
  return std::make_unique<analysis::Frame>(
      network, results_meta_of(scenario, 0, schedule, network.substances()), schedule.samples,
      indicators, kept);
}

StudyRunner::StudyRunner(const StudyAtHand& at, const analysis::Design& design,
                         const analysis::StudyHead& head)
    : at_(at), design_(design), head_(head) {}

StudyRunner::Variant& StudyRunner::variant_of(const analysis::Overrides& overrides) {
  const std::string key = overrides.variant();
  if (const auto known = variants_.find(key); known != variants_.end()) return known->second;
  if (variants_.size() >= most_variants) variants_.clear();
  Variant& variant = variants_[key];
  scenarios::Complaints complaints;
  variant.scenario = scenarios::read_scenario(
      at_.study.scenario, at_.shelf, analysis::variant_options(overrides, at_.options), complaints);
  if (variant.scenario) variant.indicators = indicators_of_scenario(*variant.scenario, complaints);
  if (!complaints.fine()) {
    variant.fault = first_fault_of(complaints);
    variant.scenario.reset();
  }
  return variant;
}

const analysis::Frame& StudyRunner::frame_for(Variant& variant,
                                              const scenarios::Scenario& scenario) {
  for (const auto& frame : variant.frames) {
    if (frame->fits(*point_.network)) return *frame;
  }
  if (variant.frames.size() >= most_frames) variant.frames.pop_back();
  variant.frames.push_back(
      make_frame(scenario, *point_.network, variant.indicators, at_.study.keep));
  if (!same_intervals(variant.frames.back()->columns(), head_.columns)) {
    variant.frames.pop_back();
    throw std::invalid_argument("its intervals are not those of the study");
  }
  variant.frames.back()->aim(head_.columns);
  return *variant.frames.back();
}

void StudyRunner::build(Variant& variant, const analysis::Overrides& overrides) {
  scenarios::Complaints complaints;
  scenarios::Scenario scenario = *variant.scenario;
  for (const scenarios::Operation& operation : overrides.operations) {
    scenarios::apply(scenario, operation, complaints);
  }
  std::optional<scenarios::Built> built;
  if (complaints.fine()) built = scenarios::build(scenario, complaints, variant.drawn);
  if (!built) {
    point_.fault = first_fault_of(complaints);
    return;
  }
  point_.seed = scenario.header.seed;
  point_.network = std::move(built->network);
  point_.script = std::move(built->script);
  point_.frame = &frame_for(variant, scenario);
}

void StudyRunner::set_up(std::uint64_t number) {
  point_ = {};
  point_.levels = design_.levels(number);
  point_.units = design_.unit(number);
  const analysis::Overrides overrides = analysis::overrides_at(at_.study, point_.levels);
  Variant& variant = variant_of(overrides);
  point_.fault = variant.fault;
  try {
    if (variant.scenario) build(variant, overrides);
  } catch (const std::bad_alloc&) {
    throw;  // says nothing about the point
  } catch (const scenarios::ScriptError& fault) {
    point_.fault = first_fault_of(fault.complaints);
  } catch (const std::exception& fault) {
    point_.fault = fault.what();
  }
  if (!point_.frame && point_.fault.empty()) point_.fault = "it cannot be built";
  point_.number = number;
}

analysis::DoneRun StudyRunner::run(std::uint64_t number) {
  using analysis::RunStatus;
  const auto begin = Clock::now();
  const analysis::StudyRun which = analysis::run_of(at_.study, number);
  if (point_.number != which.point) set_up(which.point);
  analysis::DoneRun done{RunStatus::good, point_.fault, point_.levels, point_.units, {}};
  if (!point_.fault.empty()) {
    done.status = RunStatus::wrong_scenario;
    set_up_s_ += since(begin);
    return done;
  }
  double set_up_s = 0;
  try {
    sim::RunOptions options;
    options.seed = point_.seed;
    options.replicate = which.stream;
    options.samples = head_.columns.ends;
    analysis::Recording recording(*point_.frame, *point_.network);
    sim::Simulation simulation(*point_.network, std::move(options),
                               point_.script ? point_.script->clone() : nullptr);
    set_up_s = since(begin);
    simulation.run(recording);
    done.values = recording.values();
  } catch (const std::bad_alloc&) {
    throw;
  } catch (const scenarios::ScriptError& fault) {
    done.reason = first_fault_of(fault.complaints);
  } catch (const std::exception& fault) {
    done.reason = fault.what();
  }
  if (done.values.empty()) {
    done.status = RunStatus::broke_off;
    if (done.reason.empty()) done.reason = "it broke off";
  }
  set_up_s_ += set_up_s;
  run_s_ += since(begin) - set_up_s;
  return done;
}

}  // namespace huan::app
