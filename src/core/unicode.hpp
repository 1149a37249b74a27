/// Unicode: how texts are compared, and how long they are. Every comparison that does not tell apart case, composed
/// from decomposed letters or full-width from usual ones, and does not see invisible characters, goes by fold().
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace pairwell::unicode {

/// The length in bytes of the UTF-8 sequence at the start of a text; 0 where there is none (Unicode 15, table 3-7).
std::size_t sequence_length(std::string_view text);

/// The code points of a text; a byte that is not UTF-8 is one of its own, beyond those of Unicode.
std::u32string code_points(std::string_view text);
std::string utf8(std::u32string_view points);

/// How many code points a text has: what people count as characters, but for combining marks and the like.
std::size_t length(std::string_view text);

/// What a text is compared as: without case, ignorable characters and differences of form (the identifier caseless
/// match of Unicode, D147), in decomposed form. Bytes that are not UTF-8 stay. The result is not for people.
std::string fold(std::string_view text);

/// The composed form of a text (NFC): one spelling for all that look alike and mean the same.
std::string composed(std::string_view text);

/// White space: what Python's str.isspace() says is.
bool is_blank(char32_t point);
/// What cannot be seen: control characters, and those that a display leaves out, such as a zero-width space.
bool is_invisible(char32_t point);
/// The first code point of a text that cannot be seen; none where there is none.
std::optional<char32_t> first_invisible(std::string_view text);

/// Without the white space at both ends.
std::string_view trim(std::string_view text);

}  // namespace pairwell::unicode
