#include "models/registry.h"

#include <fstream>
#include <set>
#include <sstream>

#include <catch2/catch.hpp>

using namespace huan;
using models::Dimension;

namespace {

bool is_list_or_flag(Dimension d) {
  return d == Dimension::texts || d == Dimension::flag || d == Dimension::text ||
         d == Dimension::profile;
}

std::string room_card() {
  std::ifstream file(std::string(HUAN_SOURCE_DIR) + "/models/README.md");
  std::stringstream text;
  text << file.rdbuf();
  return text.str();
}

}  // namespace

TEST_CASE("Every kind is found by its name, once") {
  std::set<std::string> seen;
  for (const models::ModelKind& kind : models::all_models()) {
    CHECK(seen.insert(kind.kind).second);
    CHECK(models::find_model(kind.kind) == &kind);
    CHECK(kind.build != nullptr);
    CHECK_FALSE(kind.name.empty());
    CHECK_FALSE(kind.name_zh.empty());
    CHECK_FALSE(kind.doc.empty());
  }
  CHECK(models::find_model("incinerater") == nullptr);
}

TEST_CASE("Every parameter says what it is in both languages, and a default says whence") {
  for (const models::ModelKind& kind : models::all_models()) {
    std::set<std::string> seen;
    for (const models::ParameterSpec& p : kind.parameters) {
      CAPTURE(kind.kind, p.name);
      CHECK(seen.insert(p.name).second);
      CHECK_FALSE(p.doc.empty());
      CHECK_FALSE(p.doc_zh.empty());
      const bool has_default = !std::holds_alternative<std::monostate>(p.fallback);
      CHECK(p.source.empty() != has_default);
      CHECK_FALSE((has_default && p.optional));
      if (const auto* number = std::get_if<double>(&p.fallback)) {
        CHECK(*number >= p.min);
        CHECK(*number <= p.max);
      }
    }
  }
}

TEST_CASE("What decides the structure is a text, a list or a flag, and no event may set it") {
  for (const models::ModelKind& kind : models::all_models()) {
    for (const models::ParameterSpec& p : kind.parameters) {
      CAPTURE(kind.kind, p.name);
      CHECK(p.structural == is_list_or_flag(p.dimension));
    }
  }
}

TEST_CASE("The room card speaks of every kind and every parameter") {
  const std::string card = room_card();
  for (const models::ModelKind& kind : models::all_models()) {
    CAPTURE(kind.kind);
    CHECK(card.find("`" + kind.kind + "`") != std::string::npos);
    for (const models::ParameterSpec& p : kind.parameters) {
      CAPTURE(p.name);
      if (p.dimension == Dimension::profile) continue;  // one paragraph speaks of all of them
      CHECK(card.find("`" + p.name + "`") != std::string::npos);
    }
  }
}
