/// The keys of one table, taken one by one; what nobody asked for is a complaint at the end.
#pragma once

#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "scenarios/reader/context.h"
#include "scenarios/reader/node.h"
#include "scenarios/reader/value_spec.h"

namespace huan::scenarios {

class Fields {
 public:
  /// `who` as complaints say it: "facility 'xc_p44'". The node must outlive this.
  Fields(const Node& node, std::string who, Context& context);

  /// The node of a key, or nullptr; either way the key is known from now on.
  const Node* take(std::string_view key);
  /// Keys that may be there and are not looked at.
  void allow(std::initializer_list<std::string_view> keys);

  Text text(std::string_view key);
  /// Complains when it is missing or empty.
  Text needed_text(std::string_view key);
  std::vector<Text> texts(std::string_view key);  ///< a list of texts, or one text
  bool flag(std::string_view key, bool otherwise = false);
  std::optional<Moment> moment(std::string_view key);
  std::optional<Setting> setting(const std::string& key, const ValueSpec& spec,
                                 const std::string& material = {});
  /// One of several words.
  template <typename Enum>
  Enum one_of(std::string_view key, const std::vector<std::pair<std::string, Enum>>& words,
              Enum otherwise) {
    std::vector<std::string> names;
    for (const auto& [name, value] : words) names.push_back(name);
    const int chosen = choice(key, names);
    return chosen < 0 ? otherwise : words[static_cast<std::size_t>(chosen)].second;
  }
  /// Complains about every key that was not taken.
  void finish();
  /// What stays untaken when `finish` is not what is wanted.
  [[nodiscard]] std::vector<const Entry*> rest() const;

  [[nodiscard]] Context& context() { return context_; }
  [[nodiscard]] const std::string& who() const { return who_; }
  [[nodiscard]] const Place& place() const { return place_; }
  void error(const Place& place, const std::string& message, const std::string& hint = {});

 private:
  int choice(std::string_view key, const std::vector<std::string>& names);

  const Table* table_;
  Place place_;
  std::string who_;
  Context& context_;
  std::vector<bool> taken_;
  std::vector<std::string> known_;
};

}  // namespace huan::scenarios
