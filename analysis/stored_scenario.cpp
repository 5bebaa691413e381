#include "analysis/stored_scenario.h"

#include <array>
#include <fstream>
#include <string_view>

#include "analysis/hdf5.h"
#include "analysis/results_error.h"

namespace huan::analysis {

bool is_results_file(const std::filesystem::path& path) {
  constexpr std::string_view signature = "\x89HDF\r\n\x1a\n";
  std::array<char, signature.size()> begin{};
  std::ifstream file(path, std::ios::binary);
  file.read(begin.data(), begin.size());
  return file && std::string_view(begin.data(), begin.size()) == signature;
}

std::string stored_scenario(const std::filesystem::path& path) {
  try {
    const hdf5::Handle file = hdf5::open_file(path);
    return hdf5::text_of(file.id(), "scenario");
  } catch (const hdf5::Failure& e) {
    throw ResultsError("'" + path.string() + "' holds no scenario of huan's: " + e.what());
  }
}

}  // namespace huan::analysis
