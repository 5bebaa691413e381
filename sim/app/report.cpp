#include <algorithm>
#include <fstream>
#include <system_error>

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <nlohmann/json.hpp>

#include "analysis/report/figures.h"
#include "analysis/report/page.h"
#include "sim/app/arguments.h"
#include "sim/app/child.h"
#include "sim/app/command.h"
#include "sim/app/loaded.h"
#include "sim/app/report_files.h"

namespace huan::app {
namespace {

namespace fs = std::filesystem;
namespace report_ = analysis::report;

Syntax report_syntax() {
  return {"report",
          "FILE... -o report.html",
          "Makes one page of results, in English and Chinese, that any browser opens without a "
          "network. Of several files the first is what the others are compared with. A file may "
          "be a study (of huan sweep, or huan run --replicates); with runs, its bands are drawn "
          "on their time series.",
          {{"output,o", "FILE", "where the page goes", false},
           {"of", "PATTERN", "of studies: results by id, as 'recycling_*' (default: all)", true},
           {"at", "PERIOD",
            "of studies: year or interval to open at, as 2020 or 2020-06 (default: the last "
            "complete one; of several studies the one in which they differ most)",
            false},
           {"figures", "DIR",
            "also write the main pictures as SVG, and as PNG where rsvg-convert is", false},
           {"language", "LANGUAGE", "of the pictures of --figures: en (default) or zh", false}},
          1,
          16};
}

/// Writes the file beside its place and moves it there: it is whole or not there.
void put(const fs::path& path, std::string_view text) {
  const fs::path part = path.string() + ".part";
  {
    std::ofstream out(part, std::ios::binary);
    out.write(text.data(), static_cast<std::streamsize>(text.size()));
    out.close();
    if (!out) {
      std::error_code ignored;
      fs::remove(part, ignored);
      throw FileError(fmt::format("{}: cannot be written", path.string()));
    }
  }
  std::error_code failed;
  fs::rename(part, path, failed);
  if (failed) throw FileError(fmt::format("{}: {}", path.string(), failed.message()));
}

/// Each picture as NAME.svg and, where rsvg-convert is installed, NAME.png at twice the size.
/// Returns whether they are there as PNG too.
bool put_figures(const fs::path& folder, const std::vector<report_::Figure>& figures) {
  std::error_code failed;
  fs::create_directories(folder, failed);
  if (failed) throw FileError(fmt::format("{}: {}", folder.string(), failed.message()));
  bool png = true;
  for (const report_::Figure& figure : figures) {
    put(folder / (figure.name + ".svg"), figure.svg);
    if (!png) continue;
    const fs::path target = folder / (figure.name + ".png");
    const int code = run_child(
        {"rsvg-convert", "--zoom", "2", "--background-color", "white", "--output", target.string()},
        figure.svg);
    png = code != 127;
    if (png && code != 0) throw FileError(fmt::format("{}: rsvg-convert failed", target.string()));
  }
  return png;
}

/// The years and intervals that figures show, each once: "2021, 2021-12".
std::string periods_of(const std::vector<report_::Figure>& figures) {
  std::vector<std::string> found;
  for (const report_::Figure& figure : figures) {
    for (const std::string& period : figure.periods)
      if (std::ranges::find(found, period) == found.end()) found.push_back(period);
  }
  return fmt::format("{}", fmt::join(found, ", "));
}

void report_figures(Console& console, const fs::path& folder, const std::string& data,
                    const std::string& language) {
  const std::vector<report_::Figure> figures = report_::figures(data, language);
  const bool png = put_figures(folder, figures);
  const std::string periods = periods_of(figures);
  console.say(Level::info, "figures",
              fmt::format("{}: {} pictures as SVG{}{}{}", folder.string(), figures.size(),
                          png ? " and PNG" : "", periods.empty() ? "" : ", of ", periods),
              {{"folder", folder.string()},
               {"pictures", figures.size()},
               {"png", png},
               {"periods", periods}});
  if (!png) {
    console.say(Level::warning, "no_png",
                "no PNG: rsvg-convert is not installed (apt-get install librsvg2-bin)", {});
  }
}

}  // namespace

ExitCode report(const std::vector<std::string>& words, Console& console) {
  const Syntax own = report_syntax();
  const Arguments arguments(own, words);
  if (arguments.help()) {
    console.answer(help_of(own));
    return ExitCode::good;
  }
  const fs::path output = arguments.text("output").value_or("");
  if (output.extension() != ".html") throw UsageError("say where the page goes: -o FILE.html");
  const std::string language = arguments.text("language").value_or("en");
  if (language != "en" && language != "zh")
    throw UsageError(fmt::format("--language {}: 'en' or 'zh' is needed", language));
  if (!report_::page_is_built_in()) {
    throw UsageError(
        "this program was built without the page (-D HUAN_PAGE=OFF); build it with npm and node "
        "installed to have reports");
  }
  const auto files = read_report_files(
      arguments.operands(), {arguments.texts("of"), arguments.text("at").value_or("")}, console);
  if (!files) return ExitCode::scenario;
  const std::string text = report_::page(files->title, files->data);
  put(output, text);
  console.say(Level::info, "report",
              fmt::format("{}: {:.1f} MB; open it in a browser", output.string(),
                          static_cast<double>(text.size()) / 1e6),
              {{"output", output.string()},
               {"bytes", text.size()},
               {"runs", files->runs},
               {"studies", files->studies}});
  if (const auto folder = arguments.text("figures"))
    report_figures(console, *folder, files->data, language);
  return ExitCode::good;
}

}  // namespace huan::app
