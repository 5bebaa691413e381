#include "scenarios/reader/complaint.h"

#include <algorithm>
#include <cctype>
#include <tuple>

#include "scenarios/reader/glyphs.h"

namespace huan::scenarios {
namespace {

constexpr std::size_t window_before = 80;  ///< characters of a long line shown before the place
constexpr std::size_t window_after = 60;   ///< and after it

bool same(const Complaint& a, const Complaint& b) {
  return a.severity == b.severity && a.place == b.place && a.message == b.message;
}

/// "   41 | the line" and the caret below it.
std::string shown_line(std::string_view line, const Place& place) {
  const auto glyphs = glyphs_of(line);
  const std::size_t at = place.column == 0 ? 0 : place.column - 1;
  const std::size_t begin = at > window_before ? at - window_before : 0;
  const std::size_t end = std::min(glyphs.size(), at + window_after);
  std::string text;
  std::string below;
  for (std::size_t i = begin; i < end; ++i) {
    text += glyphs[i].bytes;
    if (i >= at) continue;
    below += glyphs[i].bytes == "\t" ? "\t" : std::string(glyphs[i].width == 2 ? 2 : 1, ' ');
  }
  std::string number = std::to_string(place.line);
  if (number.size() < 5) number.insert(0, 5 - number.size(), ' ');
  std::string result = number + " | " + text + "\n";
  if (place.column > 0) result += "      | " + below + "^\n";
  return result;
}

std::string counted(std::size_t n, std::string_view what) {
  return std::to_string(n) + " " + std::string(what) + (n == 1 ? "" : "s");
}

std::string lower(std::string_view text) {
  std::string result(text);
  for (char& c : result) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return result;
}

/// Edit distance with neighbouring transpositions; stops early above `limit`.
std::size_t distance(const std::string& a, const std::string& b, std::size_t limit) {
  std::vector<std::size_t> before(b.size() + 1);
  std::vector<std::size_t> previous(b.size() + 1);
  std::vector<std::size_t> row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) previous[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    row[0] = i;
    std::size_t least = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t changed = previous[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
      row[j] = std::min({changed, previous[j] + 1, row[j - 1] + 1});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
        row[j] = std::min(row[j], before[j - 2] + 1);
      least = std::min(least, row[j]);
    }
    if (least > limit) return limit + 1;
    std::swap(before, previous);
    std::swap(previous, row);
  }
  return previous[b.size()];
}

}  // namespace

Complaints::Complaints() : sources_(std::make_shared<SourceTexts>()) {}

void Complaints::error(const Place& place, std::string message, std::string hint) {
  add({Severity::error, place, std::move(message), std::move(hint), {}});
}

void Complaints::warning(const Place& place, std::string message, std::string hint) {
  add({Severity::warning, place, std::move(message), std::move(hint), {}});
}

void Complaints::add(Complaint complaint) {
  // Equal complaints follow each other closely; looking back a little keeps hostile files cheap.
  const std::size_t look_back = std::min<std::size_t>(complaints_.size(), 64);
  for (std::size_t i = complaints_.size() - look_back; i < complaints_.size(); ++i)
    if (same(complaints_[i], complaint)) return;
  if (complaint.severity == Severity::error) ++errors_;
  complaints_.push_back(std::move(complaint));
}

std::string Complaints::render(const Complaint& complaint) const {
  std::string text;
  if (complaint.place.known()) text += sources_->describe(complaint.place) + ": ";
  text += complaint.severity == Severity::error ? "error: " : "warning: ";
  text += printable(complaint.message) + "\n";
  if (complaint.place.known() && complaint.place.line > 0)
    text += shown_line(sources_->line(complaint.place.file, complaint.place.line), complaint.place);
  if (!complaint.hint.empty()) text += "      hint: " + printable(complaint.hint) + "\n";
  for (const Complaint::Also& also : complaint.also)
    text += sources_->describe(also.place) + ": note: " + printable(also.note) + "\n";
  return text;
}

std::string Complaints::render(std::size_t most) const {
  std::vector<const Complaint*> order;
  for (const Complaint& complaint : complaints_) order.push_back(&complaint);
  std::stable_sort(order.begin(), order.end(),
                   [](const Complaint* a, const Complaint* b) { return a->place < b->place; });
  std::string text;
  for (std::size_t i = 0; i < std::min(most, order.size()); ++i) text += render(*order[i]);
  if (order.size() > most) text += "... and " + std::to_string(order.size() - most) + " more.\n";
  if (errors() > 0) {
    text += counted(errors(), "error");
    if (warnings() > 0) text += ", " + counted(warnings(), "warning");
    text += "; nothing was run.\n";
  } else if (warnings() > 0) {
    text += counted(warnings(), "warning") + ".\n";
  }
  return text;
}

std::string nearest(const std::string& word, const std::vector<std::string>& candidates) {
  const std::size_t limit = std::max<std::size_t>(1, word.size() / 3);
  const std::string wanted = lower(word);
  if (wanted.empty() || wanted.size() > 100) return {};
  std::string best;
  std::size_t least = limit + 1;
  for (const std::string& candidate : candidates) {
    const auto shorter = std::min(candidate.size(), wanted.size());
    if (std::max(candidate.size(), wanted.size()) - shorter >= least) continue;
    const std::size_t d = distance(wanted, lower(candidate), least);
    if (d < least) best = candidate, least = d;
  }
  return best;
}

std::string did_you_mean(const std::string& word, const std::vector<std::string>& candidates,
                         std::string otherwise) {
  const std::string near = nearest(word, candidates);
  return near.empty() ? std::move(otherwise) : "did you mean '" + near + "'?";
}

}  // namespace huan::scenarios
