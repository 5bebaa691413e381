#include "analysis/stored_scenario.h"

#include <array>
#include <fstream>
#include <string_view>

#include "analysis/apart.h"
#include "analysis/hdf5.h"
#include "analysis/results_error.h"
#include "analysis/sha256.h"

namespace huan::analysis {
namespace {

namespace fs = std::filesystem;

constexpr unsigned longest_s = 10;

/// The text with its SHA-256 in front.
std::string read_file(const fs::path& path) {
  const hdf5::Handle file = hdf5::open_file(path);
  if (!hdf5::has_attribute(file.id(), "huan_format")) {
    throw hdf5::Failure("this is an HDF5 file, but no results of huan");
  }
  return hdf5::text_of(file.id(), "scenario_sha256") + "\n" + hdf5::text_of(file.id(), "scenario");
}

}  // namespace

bool is_results_file(const fs::path& path) {
  constexpr std::string_view signature = "\x89HDF\r\n\x1a\n";
  std::array<char, signature.size()> begin{};
  std::ifstream file(path, std::ios::binary);
  file.read(begin.data(), begin.size());
  return file && std::string_view(begin.data(), begin.size()) == signature;
}

std::string stored_scenario(const fs::path& path) {
  if (!fs::is_regular_file(path)) throw ResultsError(path.string() + ": there is no such file");
  std::string text = apart(path, longest_s, [&] { return read_file(path); });
  const auto end = text.find('\n');
  const std::string digest = text.substr(0, end);
  text.erase(0, end == std::string::npos ? end : end + 1);
  if (sha256(text) != digest) {
    throw ResultsError(path.string() + ": is damaged: its scenario does not fit its SHA-256");
  }
  return text;
}

}  // namespace huan::analysis
