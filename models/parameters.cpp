#include "models/parameters.h"

#include <stdexcept>

namespace huan::models {
namespace {

template <class T>
const T& get(const std::map<std::string, ParameterValue>& values, const std::string& name,
             const char* wanted) {
  const auto at = values.find(name);
  if (at == values.end()) throw std::out_of_range("parameter '" + name + "' has no value");
  if (const T* value = std::get_if<T>(&at->second)) return *value;
  throw std::out_of_range("parameter '" + name + "' is not " + wanted);
}

}  // namespace

double Parameters::number(const std::string& name) const {
  return get<double>(values_, name, "a number");
}

double Parameters::number_or(const std::string& name, double otherwise) const {
  return has(name) ? number(name) : otherwise;
}

const std::string& Parameters::text(const std::string& name) const {
  return get<std::string>(values_, name, "a text");
}

const std::vector<std::string>& Parameters::texts(const std::string& name) const {
  return get<std::vector<std::string>>(values_, name, "a list");
}

bool Parameters::flag(const std::string& name) const {
  return get<bool>(values_, name, "true or false");
}

}  // namespace huan::models
