#include "analysis/report/page.h"

#include <stdexcept>

#include "analysis/report/packed.h"

namespace huan::analysis::report {

bool page_is_built_in() { return !page_template().empty(); }

std::string page(std::string_view title, const std::string& data) {
  constexpr std::string_view title_mark = "<title>{title}<", data_mark = ">{data}<";
  const std::string_view whole = page_template();
  const std::size_t at_title = whole.find(title_mark), at_data = whole.find(data_mark);
  if (at_title == std::string_view::npos || at_data == std::string_view::npos || at_data < at_title)
    throw std::logic_error("the report's page is not built in, or not as it should be");
  std::string out(whole.substr(0, at_title));
  out.append("<title>").append(escaped(title)).append("<");
  const std::size_t after_title = at_title + title_mark.size();
  out += whole.substr(after_title, at_data - after_title);
  out.append(">").append(base64(gzip(data))).append("<");
  out += whole.substr(at_data + data_mark.size());
  return out;
}

}  // namespace huan::analysis::report
