#include "analysis/report/figures.h"

#include <memory>
#include <stdexcept>

#include <duktape.h>
#include <nlohmann/json.hpp>

#include "analysis/report/page.h"

namespace huan::analysis::report {
namespace {

/// What the interpreter says of its failure; takes it from the stack.
std::logic_error failure_of(duk_context* context) {
  return std::logic_error(std::string("drawing the figures: ") + duk_safe_to_string(context, -1));
}

}  // namespace

std::vector<Figure> figures(const std::string& data, const std::string& language) {
  if (!page_is_built_in()) throw std::logic_error("the figures' code is not built in");
  const std::unique_ptr<duk_context, decltype(&duk_destroy_heap)> owner(duk_create_heap_default(),
                                                                        &duk_destroy_heap);
  if (!owner) throw std::bad_alloc();
  duk_context* context = owner.get();
  const std::string_view script = figures_script();
  if (duk_peval_lstring(context, script.data(), script.size()) != 0) throw failure_of(context);
  duk_pop(context);
  duk_get_global_string(context, "huan");
  duk_get_prop_string(context, -1, "figures");
  duk_push_lstring(context, data.data(), data.size());
  duk_push_lstring(context, language.data(), language.size());
  if (duk_pcall(context, 2) != DUK_EXEC_SUCCESS) throw failure_of(context);

  std::size_t length = 0;
  const char* text = duk_get_lstring(context, -1, &length);
  std::vector<Figure> out;
  for (const auto& one : nlohmann::json::parse(std::string_view(text, length)))
    out.push_back({one.at("name"), one.at("svg"), one.at("periods")});
  return out;
}

}  // namespace huan::analysis::report
