#include "scenarios/reader/files.h"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <system_error>

#include "scenarios/reader/guards.h"

namespace huan::scenarios {
namespace {

namespace fs = std::filesystem;

/// The nearest ancestor with a file huan.root, else the folder itself.
fs::path root_of(const fs::path& folder) {
  std::error_code error;
  for (fs::path at = folder; !at.empty(); at = at.parent_path()) {
    if (fs::is_regular_file(at / "huan.root", error)) return at;
    if (at == at.root_path()) break;
  }
  return folder;
}

/// Names beside a missing file, for "did you mean".
std::vector<std::string> neighbours(const fs::path& path) {
  std::vector<std::string> names;
  std::error_code error;
  for (fs::directory_iterator at(path.parent_path(), error), end;
       !error && at != end && names.size() < 1000; at.increment(error))
    names.push_back(at->path().filename().string());
  std::sort(names.begin(), names.end());
  return names;
}

std::string sized(std::size_t bytes) { return std::to_string(bytes >> 20U) + " MiB"; }

}  // namespace

Files::Files(const fs::path& scenario, bool anywhere, Complaints& complaints)
    : complaints_(complaints), scenario_(scenario), anywhere_(anywhere) {
  std::error_code error;
  root_ = root_of(fs::weakly_canonical(fs::absolute(scenario, error), error).parent_path());
}

std::optional<std::uint32_t> Files::open_scenario() {
  return load(scenario_, scenario_, {}, largest_toml);
}

bool Files::is_inside(const fs::path& path) const {
  const auto [root_end, _] = std::mismatch(root_.begin(), root_.end(), path.begin(), path.end());
  return root_end == root_.end();
}

std::optional<std::uint32_t> Files::open(const Node& name, std::size_t largest) {
  const auto from = opened_.find(name.place.file);
  if (from == opened_.end()) {
    complaints_.error(name.place, "no other file can be named here",
                      "write the scenario into a file of its own");
    return std::nullopt;
  }
  const fs::path shown = (from->second.shown.parent_path() / *name.text()).lexically_normal();
  std::error_code error;
  const fs::path real = fs::weakly_canonical(from->second.real.parent_path() / *name.text(), error);
  if (error || (!anywhere_ && !is_inside(real))) {
    complaints_.error(name.place, "'" + *name.text() + "' lies outside the scenario's root folder",
                      "the root is the nearest folder above that holds a file huan.root, else the "
                      "scenario's own");
    return std::nullopt;
  }
  return load(real, shown, name.place, largest);
}

std::optional<std::uint32_t> Files::load(const fs::path& path, const fs::path& shown,
                                         const Place& asked, std::size_t largest) {
  std::error_code error;
  const std::string name = "'" + shown.string() + "'";
  if (!fs::exists(path, error)) {
    complaints_.error(asked, "there is no file " + name,
                      did_you_mean(path.filename().string(), neighbours(path)));
    return std::nullopt;
  }
  if (!fs::is_regular_file(path, error)) {
    complaints_.error(asked, name + " is not a file");
    return std::nullopt;
  }
  const auto size = static_cast<std::size_t>(fs::file_size(path, error));
  if (error || size > largest || bytes_ + size > most_bytes || opened_.size() >= most_files) {
    std::string why = name + " is larger than " + sized(largest);
    if (opened_.size() >= most_files)
      why = "more than " + std::to_string(most_files) + " files";
    else if (size <= largest)
      why = "the files together are larger than " + sized(most_bytes);
    complaints_.error(asked, why);
    return std::nullopt;
  }
  std::ifstream stream(path, std::ios::binary);
  std::string text((std::istreambuf_iterator<char>(stream)), std::istreambuf_iterator<char>());
  if (!stream && !stream.eof()) {
    complaints_.error(asked, name + " cannot be read");
    return std::nullopt;
  }
  bytes_ += text.size();
  const auto file = complaints_.sources().add(shown.string(), std::move(text));
  opened_[file] = {fs::weakly_canonical(fs::absolute(path, error), error), shown};
  return file;
}

fs::path Files::real_path(std::uint32_t file) const {
  const auto at = opened_.find(file);
  return at == opened_.end() ? fs::path() : at->second.real;
}

}  // namespace huan::scenarios
