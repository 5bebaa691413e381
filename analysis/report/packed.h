/// Text made small enough to stand in a page.
#pragma once

#include <string>
#include <string_view>

namespace huan::analysis::report {

/// gzip (RFC 1952), without a time stamp: the same text gives the same bytes.
[[nodiscard]] std::string gzip(std::string_view text);
/// RFC 4648, with padding; holds nothing that means anything in HTML.
[[nodiscard]] std::string base64(std::string_view bytes);
/// Text that may stand in an HTML element or attribute.
[[nodiscard]] std::string escaped(std::string_view text);

}  // namespace huan::analysis::report
