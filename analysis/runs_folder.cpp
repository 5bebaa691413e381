#include "analysis/runs_folder.h"

#include <fstream>

#include <fmt/format.h>
#include <unistd.h>

#include "analysis/file_lock.h"
#include "analysis/results_error.h"
#include "analysis/sha256.h"

namespace huan::analysis {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;

constexpr int folder_format = 1;
constexpr const char* head_name = "study.json";

}  // namespace

json json_of(const StudyHead& head) {
  return {{"format", folder_format},
          {"sums", head.sums},
          {"runs", head.runs},
          {"points", head.points},
          {"replicates", head.replicates},
          {"columns", json_of(head.columns)},
          {"factors", head.factors},
          {"subjects", head.subjects},
          {"spreads", head.spreads},
          {"units", head.units},
          {"options", head.options},
          {"texts", head.texts},
          {"numbers", head.numbers}};
}

StudyHead head_of(const json& from) {
  StudyHead head;
  from.at("sums").get_to(head.sums);
  from.at("runs").get_to(head.runs);
  from.at("points").get_to(head.points);
  from.at("replicates").get_to(head.replicates);
  head.columns = columns_of(from.at("columns"));
  from.at("factors").get_to(head.factors);
  from.at("subjects").get_to(head.subjects);
  from.at("spreads").get_to(head.spreads);
  from.at("units").get_to(head.units);
  from.at("options").get_to(head.options);
  from.at("texts").get_to(head.texts);
  from.at("numbers").get_to(head.numbers);
  return head;
}

std::string StudyHead::fingerprint() const { return sha256(json_of(*this).dump()); }

fs::path runs_folder_of(const fs::path& output) {
  fs::path folder = output;
  folder += ".runs";
  return folder;
}

StudyHead read_head(const fs::path& folder) {
  const fs::path path = folder / head_name;
  std::ifstream file(path, std::ios::binary);
  if (!file) throw ResultsError(fmt::format("'{}' holds no runs of a study", folder.string()));
  try {
    const json all = json::parse(file);
    if (all.at("format").get<int>() != folder_format)
      throw ResultsError(
          fmt::format("{}: is of another format; it was made by another huan", path.string()));
    return head_of(all);
  } catch (const json::exception& fault) {
    throw ResultsError(fmt::format("{}: is damaged: {}", path.string(), fault.what()));
  }
}

std::string changed_between(const StudyHead& a, const StudyHead& b) {
  std::string words;
  for (std::size_t i = 0; i < a.sums.size() && i < b.sums.size(); ++i) {
    if (a.sums[i] == b.sums[i]) continue;
    words += (words.empty() ? "the " : " and the ") + a.sums[i].first;
  }
  if (words.empty() && a.fingerprint() != b.fingerprint()) words = "what is kept";
  return words;
}

void open_runs_folder(const fs::path& folder, const StudyHead& head) {
  std::error_code fault;
  fs::create_directories(folder, fault);
  if (fault) {
    throw ResultsError(fmt::format("{}: cannot be made: {}", folder.string(), fault.message()));
  }
  const fs::path path = folder / head_name;
  if (!fs::exists(path, fault)) {
    const fs::path mine = folder / fmt::format("study-{}.open", ::getpid());
    std::ofstream file(mine, std::ios::binary);
    file << json_of(head).dump() << "\n";
    file.close();
    if (!file) {
      throw ResultsError(fmt::format("{}: cannot be written: is the disk full?", mine.string()));
    }
    settle(mine);
    fs::rename(mine, path);
    settle_entry(path);
  }
  const std::string changed = changed_between(read_head(folder), head);
  if (changed.empty()) return;
  throw ResultsError(
      fmt::format("{0}: holds runs of another study: {1} differ(s). Give the study another output "
                  "with -o, or remove '{0}' to begin anew.",
                  folder.string(), changed));
}

void remove_runs_folder(const fs::path& folder) {
  std::error_code fault;
  for (fs::directory_iterator at(folder, fault), end; !fault && at != end; at.increment(fault)) {
    const std::string tail = at->path().extension().string();
    if (tail == ".runs" || tail == ".open" || tail == ".lock") fs::remove(at->path(), fault);
  }
  fs::remove_all(folder / "slurm", fault);
  fs::remove(folder / head_name, fault);
  fs::remove(folder, fault);
}

}  // namespace huan::analysis
