/// The files a scenario names, kept below its root folder and within limits.
#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "scenarios/reader/complaint.h"
#include "scenarios/reader/node.h"

namespace huan::scenarios {

inline constexpr std::size_t most_files = 256;
inline constexpr std::size_t most_bytes = std::size_t{256} << 20U;  ///< of all files together
inline constexpr std::size_t deepest_chain = 16;                    ///< of includes, or of bases

/// Opens files by the names that stand in a scenario, relative to the file that names them.
///
/// The root is the nearest ancestor of the scenario's folder that holds a file `huan.root`, else
/// that folder itself; nothing outside is opened unless `anywhere`.
class Files {
 public:
  /// No scenario file: a text at hand that may name no other files.
  explicit Files(Complaints& complaints) : complaints_(complaints) {}
  Files(const std::filesystem::path& scenario, bool anywhere, Complaints& complaints);

  /// Index of the text among the complaints' sources; complains about what cannot be opened.
  [[nodiscard]] std::optional<std::uint32_t> open_scenario();
  /// `name` is a text node; its place says which file it is relative to.
  [[nodiscard]] std::optional<std::uint32_t> open(const Node& name, std::size_t largest);
  /// The real path of a text that was opened; empty for others.
  [[nodiscard]] std::filesystem::path real_path(std::uint32_t file) const;

 private:
  struct Opened {
    std::filesystem::path real;
    std::filesystem::path shown;
  };
  Complaints& complaints_;
  std::filesystem::path scenario_;
  std::filesystem::path root_;
  bool anywhere_ = false;
  std::size_t bytes_ = 0;
  std::map<std::uint32_t, Opened> opened_;

  std::optional<std::uint32_t> load(const std::filesystem::path& path,
                                    const std::filesystem::path& shown, const Place& asked,
                                    std::size_t largest);
  [[nodiscard]] bool is_inside(const std::filesystem::path& path) const;
};

}  // namespace huan::scenarios
