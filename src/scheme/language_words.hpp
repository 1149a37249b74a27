/// Language words: yes and no, months, days of the week and the like in the languages of programmes.
///
/// Every function compares by words::loose_key() and takes the words of the language and, where they say nothing,
/// English ones.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "pairwell/scheme/calendar.hpp"

namespace pairwell {

/// The languages that answers may be in: "cy", "de", "en", ...
const std::vector<std::string>& answer_languages();

/// Yes or no: a word of the language, "true" or "1", a tick, or a cross for a box that was filled in.
std::optional<bool> yes_or_no(std::string_view text, std::string_view language);

/// A month, 1 to 12, by its name or the beginning of it: at least three letters that no other month begins with.
std::optional<int> month_word(std::string_view word, std::string_view language);

/// A day of the week by its name or the beginning of it: at least two letters that no other day begins with.
std::optional<Weekday> weekday_word(std::string_view word, std::string_view language);

/// Whether a word may stand within a date and says nothing: "of", "the", "de", "Uhr".
bool is_date_filler(std::string_view word);

/// Whether a word is "Other", before the colon of an answer in somebody's own words.
bool is_other(std::string_view word, std::string_view language);

/// 1 to 6 for A1 to C2, 5 for fluent (C1), 7 for a first language; none for anything else.
std::optional<int> language_level(std::string_view text, std::string_view language);

}  // namespace pairwell
