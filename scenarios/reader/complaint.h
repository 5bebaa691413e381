/// What is wrong with a scenario, said all at once.
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <vector>

#include "scenarios/reader/place.h"

namespace huan::scenarios {

enum class Severity : std::uint8_t { error, warning };

/// One sentence about one place, in the words of the domain.
struct Complaint {
  Severity severity = Severity::error;
  Place place;
  std::string message;  ///< "'capacity' = \"110 kt\": a flow is needed, this is a mass"
  std::string hint;     ///< "say per what time: \"110 kt/a\""; may be empty
  struct Also {         ///< a second place: "first defined here"
    Place place;
    std::string note;
  };
  std::vector<Also> also;
};

/// Collects complaints while a scenario is read, so that all are shown together.
///
/// A rendered complaint is
///
///     path:line:col: error: message
///        41 | the line
///           |      ^
///           hint: hint
///     path:line:col: note: also
///
/// ordered by file (in the order of reading), line and column, those without a place last; of equal
/// ones only the first is kept. After the last one the sum: "2 errors; nothing was run."
class Complaints {
 public:
  Complaints();
  explicit Complaints(std::shared_ptr<SourceTexts> sources) : sources_(std::move(sources)) {}

  void error(const Place& place, std::string message, std::string hint = {});
  void warning(const Place& place, std::string message, std::string hint = {});
  void add(Complaint complaint);

  [[nodiscard]] std::size_t errors() const { return errors_; }
  [[nodiscard]] std::size_t warnings() const { return complaints_.size() - errors_; }
  [[nodiscard]] bool fine() const { return errors() == 0; }
  [[nodiscard]] const std::vector<Complaint>& all() const { return complaints_; }

  [[nodiscard]] SourceTexts& sources() { return *sources_; }
  [[nodiscard]] const SourceTexts& sources() const { return *sources_; }
  [[nodiscard]] std::shared_ptr<SourceTexts> shared_sources() const { return sources_; }

  /// All complaints and, when there are errors, the last line; at most `most` complaints are
  /// written out, the others counted. Empty without complaints.
  [[nodiscard]] std::string render(std::size_t most = 100) const;
  [[nodiscard]] std::string render(const Complaint& complaint) const;

 private:
  std::shared_ptr<SourceTexts> sources_;
  std::vector<Complaint> complaints_;
  std::size_t errors_ = 0;
};

/// The candidate nearest to `word` (edit distance with transpositions, at most a third of its
/// length), or empty. Ties: the first in order.
[[nodiscard]] std::string nearest(const std::string& word,
                                  const std::vector<std::string>& candidates);
/// "did you mean 'x'?" for the nearest candidate, else `otherwise`.
[[nodiscard]] std::string did_you_mean(const std::string& word,
                                       const std::vector<std::string>& candidates,
                                       std::string otherwise = {});

}  // namespace huan::scenarios
