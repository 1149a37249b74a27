/// Kinds of question whose answer is one thing, and the columns of a vector.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/unicode.hpp"
#include "scheme/coordinates.hpp"
#include "scheme/language_words.hpp"
#include "scheme/value_reader.hpp"
#include "scheme/words.hpp"

namespace pairwell {
namespace {

constexpr std::size_t most_numbers = 4096;

/// "Agree" of "4 - Agree" and "Agree (4)"; empty where there is no number beside words.
std::string_view words_beside_number(std::string_view text) {
  constexpr std::string_view digits = "0123456789";
  const std::size_t end = text.find_first_not_of(digits);
  if (end == std::string_view::npos) return {};
  if (end > 0) {
    const std::string_view rest = words::trim(text.substr(end));
    constexpr std::string_view signs = "-:.)=";
    if (rest.empty()) return {};
    for (const std::string_view dash : {"\u2013", "\u2014"}) {
      if (rest.starts_with(dash)) return words::trim(rest.substr(dash.size()));
    }
    return signs.find(rest.front()) == std::string_view::npos ? std::string_view() : words::trim(rest.substr(1));
  }
  const std::size_t begin = text.rfind('(');
  if (begin == std::string_view::npos || !text.ends_with(')')) return {};
  const std::string_view number = text.substr(begin + 1, text.size() - begin - 2);
  const bool is_number = !number.empty() && number.find_first_not_of(digits) == std::string_view::npos;
  return is_number ? words::trim(text.substr(0, begin)) : std::string_view();
}

}  // namespace

Value ValueReader::read_reference(std::size_t cell, const std::string& text, CellFaults& faults) const {
  std::string given = unicode::composed(text);
  const std::string why = words::why_no_reference(given);
  if (why.empty()) return given;
  add(Severity::error, cell, "reference", said(given) + " cannot be a reference: " + why + ".", given, faults);
  return {};
}

Value ValueReader::read_choice(std::size_t cell, const std::string& text, CellFaults& faults) {
  unknown_ = 0;
  std::string kept = spelling(cell, text, faults);
  if (kept.empty()) return {};
  return kept;
}

Value ValueReader::read_level(std::size_t cell, const std::string& text, CellFaults& faults) {
  auto position = options_.find(text);
  if (!position) position = options_.find(words_beside_number(text));
  if (position) return static_cast<std::int64_t>(*position);
  unknown_ = 0;
  if (!may_be_outside(cell, text, faults)) return {};
  return text;
}

Value ValueReader::read_yes_no(std::size_t cell, const std::string& text, CellFaults& faults) const {
  if (const auto value = numbers_.word(text)) return *value;
  if (const auto value = yes_or_no(text, language_)) return std::int64_t{*value};
  if (question_.plays == Plays::consent) {
    add(Severity::warning, cell, "choice", said(text) + " is neither yes nor no and does not count as yes.", text,
        faults);
  } else {
    add(Severity::error, cell, "choice",
        said(text) +
            " is neither yes nor no; where the words mean one, add them to the question's numbers with 1 or 0.",
        text, faults);
  }
  return {};
}

Value ValueReader::read_place(std::size_t cell, const std::string& text, CellFaults& faults) const {
  auto coordinates = coordinates_of(text);
  bool are_numbers = looks_like_coordinates(text, '.');
  if (!coordinates && decimal_ == ',') {
    coordinates = coordinates_of(text, ',');
    are_numbers = are_numbers || looks_like_coordinates(text, ',');
  }
  if (coordinates) return to_string(*coordinates);
  if (are_numbers) {
    add(Severity::error, cell, "range",
        said(text) + " is no latitude from -90 to 90 with a longitude from -180 to 180.", text, faults);
    return {};
  }
  const auto option = options_.find(text);
  return option ? options_.options()[*option] : text;
}

Value ValueReader::read_vector(Cells cells, CellFaults& faults) const {
  std::vector<std::int8_t> numbers;
  for (std::size_t i = 0; i < cells.size(); ++i) {
    std::string_view rest = words::trim(cells[i]);
    if (rest.empty()) {
      add(Severity::error, i, "vector", "A number is missing; a vector has all of its numbers or none.", {}, faults);
      return {};
    }
    if (rest.starts_with('[') && rest.ends_with(']')) rest = rest.substr(1, rest.size() - 2);
    constexpr std::string_view between = " ;,|\t\r\n";
    while (true) {
      rest.remove_prefix(std::min(rest.find_first_not_of(between), rest.size()));
      if (rest.empty()) break;
      const std::string_view number = rest.substr(0, rest.find_first_of(between));
      const auto value = words::whole_number(number);
      if (!value || *value < -128 || *value > 127) {
        add(Severity::error, i, "vector", said(number) + " is not a whole number from -128 to 127.", number, faults);
        return {};
      }
      numbers.push_back(static_cast<std::int8_t>(*value));
      rest.remove_prefix(number.size());
      if (numbers.size() > most_numbers) {
        add(Severity::error, i, "list",
            "The vector has more than " + std::to_string(most_numbers) + " numbers, the most that it may have.", {},
            faults);
        return {};
      }
    }
  }
  if (numbers.empty()) return {};
  return numbers;
}

}  // namespace pairwell
