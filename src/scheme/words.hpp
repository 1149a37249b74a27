/// Words: how the readers of tables cut, compare and suggest text. No locale has a say; what differs only in case, in
/// the form of its letters or in what cannot be seen is the same (core/unicode.hpp).
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace pairwell::words {

/// Without the white space at both ends, such as the no-break space that spreadsheets leave behind.
std::string_view trim(std::string_view text);

/// What a text is compared by: folded, and without the white space at its ends. It is not for people.
std::string key(std::string_view text);

/// What words of a form are compared by: as key(), without accents, with every white space one blank and every dash and
/// quotation mark the plain one, as people and form services write the same words.
std::string loose_key(std::string_view text);

/// Whether two texts have the same key.
bool same(std::string_view a, std::string_view b);

/// The parts between separators, trimmed; empty parts are left out.
std::vector<std::string> split(std::string_view text, char separator);

/// "a, b and c".
std::string join(const std::vector<std::string>& parts, std::string_view last = " and ");

/// A decimal whole number, also when written "3.0" as data frames do; none where text is anything else or is too large.
std::optional<std::int64_t> whole_number(std::string_view text);

/// Whether text is yes in one of the words that forms and data frames use.
bool is_yes(std::string_view text);

/// Whether a letter is one of 0 to 9.
constexpr bool is_digit(char letter) { return letter >= '0' && letter <= '9'; }

/// The known word that the fewest changes of letters lead to, the first of several; empty where none is known.
std::string nearest(std::string_view text, const std::vector<std::string>& known);

/// How many letters must be added, left out, changed or swapped with the next to come from one text to the other; by
/// their keys.
std::size_t changes(std::string_view a, std::string_view b);

/// The spelling of the list for a word of the same key; none where there is none.
std::optional<std::string> spelling(std::string_view text, const std::vector<std::string>& known);

/// Whether text is valid UTF-8 without the NUL character.
bool is_text(std::string_view text);

/// The text with every byte that is_text() would refuse written as "?".
std::string as_text(std::string_view text);

/// Why a text cannot be a reference, as the end of a sentence; empty where it can. A reference is what everybody reads,
/// types and compares, so there is nothing in it that cannot be seen.
std::string why_no_reference(std::string_view text);

/// The beginning of a text that is longer than a finding should carry.
std::string shortened(std::string text);

/// For a message: in quotes, cut to a length that a person reads.
std::string quote(std::string_view text);

/// "1 row", "2 rows".
std::string count(std::int64_t number, std::string_view thing);

}  // namespace pairwell::words
