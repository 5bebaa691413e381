#include "analysis/signature.h"

#include <charconv>
#include <chrono>
#include <cmath>

#include <fmt/chrono.h>

#include "analysis/sha256.h"
#include "sim/version.h"

namespace huan::analysis {
namespace {

constexpr const char* group = "provenance";
constexpr const char* started = "started";

std::string utc(std::int64_t seconds) {
  return fmt::format("{:%Y-%m-%dT%H:%M:%SZ}", fmt::gmtime(static_cast<std::time_t>(seconds)));
}

double now() {
  const auto since = std::chrono::system_clock::now().time_since_epoch();
  return std::chrono::duration<double>(since).count();
}

}  // namespace

void sign(hid_t root, const sim::Network& network, const ResultsMeta& meta) {
  hdf5::set_text(root, "Conventions", "CF-1.8");
  hdf5::set_integer(root, "huan_format", results_format);
  hdf5::set_text(root, "title", meta.title.name);
  hdf5::set_text(root, "title_zh", meta.title.name_zh);
  hdf5::set_text(root, "source", "huan " + std::string(program_version()));
  hdf5::set_text(root, "program_version", program_version());
  hdf5::set_text(root, "program_commit", program_commit());
  hdf5::set_text(root, "start", sim::Era(meta.start).text_of(0));
  hdf5::set_text(root, "end", sim::Era(meta.start).text_of(network.plan().duration));
  hdf5::set_number(root, "duration_days", network.plan().duration);
  hdf5::set_integer(root, "seed", static_cast<std::int64_t>(meta.seed));
  hdf5::set_integer(root, "replicate", static_cast<std::int64_t>(meta.replicate));
  for (const auto& [name, text] : meta.attributes) hdf5::set_text(root, name, text);
  hdf5::set_text(root, "scenario_sha256", sha256(meta.scenario));
  hdf5::set_text(root, "scenario", meta.scenario);
}

sim::Date start_of(hid_t root) {
  const std::string text = hdf5::text_of(root, "start");  // 2019-01-01
  int year = 0;
  unsigned month = 0;
  unsigned day = 0;
  const char* at = text.data();
  if (text.size() == 10 && std::from_chars(at, at + 4, year).ec == std::errc{} &&
      std::from_chars(at + 5, at + 7, month).ec == std::errc{} &&
      std::from_chars(at + 8, at + 10, day).ec == std::errc{}) {
    const sim::Date date =
        std::chrono::year(year) / std::chrono::month(month) / std::chrono::day(day);
    if (date.ok()) return date;
  }
  throw hdf5::Failure("its start '" + text + "' is no date");
}

void note_provenance(hid_t file, const Provenance& provenance) {
  const hdf5::Handle place = hdf5::create_group(file, group);
  if (!provenance.host.empty()) hdf5::set_text(place.id(), "host", provenance.host);
  if (!provenance.command.empty()) hdf5::set_text(place.id(), "command", provenance.command);
  if (provenance.started == 0) return;
  hdf5::set_text(place.id(), started, utc(provenance.started));
  hdf5::set_number(place.id(), "_clock", now());
}

void seal_provenance(hid_t journal_file, hid_t sealed_file, bool recovered) {
  const hdf5::Handle from = hdf5::open_group(journal_file, group);
  const hdf5::Handle to = hdf5::create_group(sealed_file, group);
  hdf5::copy_attributes(from.id(), to.id());
  if (!hdf5::has_attribute(from.id(), started)) return;
  const double instant = now();
  const char* what = recovered ? "recovered" : "finished";
  hdf5::set_text(to.id(), what, utc(std::llround(instant)));
  if (!recovered) {
    hdf5::set_number(to.id(), "wall_seconds", instant - hdf5::number_of(from.id(), "_clock"));
  }
}

}  // namespace huan::analysis
