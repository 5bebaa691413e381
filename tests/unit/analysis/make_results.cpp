#include <csignal>
#include <cstdlib>
#include <iostream>

#include <catch2/catch.hpp>

#include "analysis/results_file.h"
#include "tests/unit/analysis/fake_run.h"

using namespace huan::analysis;

/// Not a test by itself: what tests/results/ runs. MAKE_FILE: the results file; MAKE_ROWS: days;
/// MAKE_SERIES: so many more stocks; MAKE_STARTED: a clock time for /provenance. Standard output
/// says how many rows are written, each time they are more: "row 17".
TEST_CASE("Make a results file", "[.][make]") {
  const auto number = [](const char* name, std::int64_t otherwise) {
    const char* text = std::getenv(name);
    return text != nullptr ? std::atoll(text) : otherwise;
  };
  std::signal(SIGXFSZ, SIG_IGN);
  auto plan = small_plan();
  for (std::int64_t i = 0; i < number("MAKE_SERIES", 0); ++i) {
    auto more = plan.stocks[3];
    more.name = "plant.more" + std::to_string(i);
    plan.add(more);
  }
  const huan::sim::Network network(std::move(plan));
  FakeView view(network);
  ResultsMeta meta = small_meta();
  meta.provenance.started = number("MAKE_STARTED", 0);
  ResultsFile results(std::getenv("MAKE_FILE"), meta);
  results.started(view);
  results.logged(
      {.time = 0.5, .what = huan::sim::LogEntry::What::fails, .who = "plant.burn", .value = 0});
  const auto rows = static_cast<double>(number("MAKE_ROWS", 59));
  std::size_t said = 0;
  for (view.now = 1; view.now <= rows; ++view.now) {
    results.sampled(view);
    if (results.written() == said) continue;
    said = results.written();
    std::cout << "row " << said << std::endl;
  }
  view.now = rows;
  results.finished(view);
}
