/// The kinds of question whose answer is a list.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

#include "core/unicode.hpp"
#include "scheme/language_words.hpp"
#include "scheme/value_reader.hpp"
#include "scheme/value_repeats.hpp"
#include "scheme/words.hpp"

namespace pairwell {
namespace {

/// What no person types and no form service needs, so that work on one cell is bounded.
constexpr std::size_t most_answers = 1000;
/// Of the items of one cell that are unknown, those that are named; the others are counted.
constexpr std::size_t most_unknown_told = 20;

bool has_cell_error(const CellFaults& faults, std::size_t from) {
  return std::any_of(faults.begin() + static_cast<std::ptrdiff_t>(from), faults.end(),
                     [](const CellFault& fault) { return fault.severity == Severity::error; });
}

}  // namespace

std::vector<ValueReader::Item> ValueReader::items_of(Cells cells, CellFaults& faults) const {
  std::vector<Item> items;
  for (std::size_t i = 0; i < cells.size(); ++i) {
    if (is_grid() && i < rows_.size()) {
      add_row_of_grid(i, words::trim(cells[i]), items, faults);
      continue;
    }
    for (const std::string_view text : splitter_.split(cells[i])) {
      items.push_back({.cell = i, .text = std::string(text), .mark = {}, .is_ranked = cells.size() > 1});
    }
  }
  if (items.size() <= most_answers) return items;
  add(Severity::error, items.back().cell, "list",
      "The list has " + std::to_string(items.size()) + " items; a list has at most " + std::to_string(most_answers) +
          ".",
      {}, faults);
  return {};
}

/// A column "Question [Row]": its row is the item and its cell says that it is one, its rank or its level; or the cell
/// says when, of the day that its row is.
void ValueReader::add_row_of_grid(std::size_t cell, std::string_view text, std::vector<Item>& items,
                                  CellFaults& faults) const {
  if (text.empty()) return;
  const std::string& row = rows_[cell];
  switch (question_.kind) {
    case QuestionKind::ranked:
      items.push_back({.cell = cell, .text = row, .mark = std::string(text)});
      return;
    case QuestionKind::languages:
      items.push_back({.cell = cell, .text = row, .mark = std::string(text)});
      return;
    case QuestionKind::choices: {
      const auto is_ticked = yes_or_no(text, language_);
      if (is_ticked.value_or(words::loose_key(text) == words::loose_key(row))) {
        items.push_back({.cell = cell, .text = row});
      } else if (!is_ticked) {
        add(Severity::error, cell, "choice",
            said(text) + " neither ticks " + words::quote(row) + " nor leaves it out; write yes, or nothing.", text,
            faults);
      }
      return;
    }
    case QuestionKind::availability:
      for (const std::string_view when : splitter_.split(text)) {
        const auto is_ticked = yes_or_no(when, language_);
        if (is_ticked.value_or(true)) {
          items.push_back({.cell = cell, .text = is_ticked ? row : row + " " + std::string(when)});
        }
      }
      return;
    default:
      for (const std::string_view each : splitter_.split(text)) {
        items.push_back({.cell = cell, .text = std::string(each)});
      }
  }
}

Value ValueReader::read_list(Cells cells, CellFaults& faults, const Zone* zone) {
  unknown_ = 0;
  const std::size_t before = faults.size();
  const std::vector<Item> items = items_of(cells, faults);
  Value result;
  if (question_.kind == QuestionKind::choices) result = read_choices(items, faults);
  if (question_.kind == QuestionKind::ranked) result = read_ranked(items, faults);
  if (question_.kind == QuestionKind::people) result = read_people(items, faults);
  if (question_.kind == QuestionKind::languages) result = read_languages(items, faults);
  if (question_.kind == QuestionKind::availability) result = read_availability(items, faults, zone);
  if (unknown_ > most_unknown_told) {
    add(Severity::error, items.back().cell, outside_rule(),
        words::count(static_cast<std::int64_t>(unknown_ - most_unknown_told), "more item") +
            " of the list are unknown.",
        {}, faults);
  }
  return has_cell_error(faults, before) ? Value() : result;
}

Value ValueReader::read_choices(const std::vector<Item>& items, CellFaults& faults) {
  std::vector<std::string> result;
  Repeats repeats(*this, faults);
  for (const Item& item : items) {
    if (!repeats.is_new(words::loose_key(item.text), item)) continue;
    if (std::string kept = spelling(item.cell, item.text, faults); !kept.empty()) result.push_back(std::move(kept));
  }
  repeats.tell_of_more();
  if (result.empty()) return {};
  return result;
}

Value ValueReader::read_people(const std::vector<Item>& items, CellFaults& faults) const {
  std::vector<std::string> result;
  Repeats repeats(*this, faults);
  for (const Item& item : items) {
    std::string person = unicode::composed(item.text);
    if (const std::string why = words::why_no_reference(person); !why.empty()) {
      add(Severity::error, item.cell, "reference", said(person) + " cannot be a reference: " + why + ".", person,
          faults);
      return {};
    }
    // By the letter: of "mr-1;MR-1" only the second names somebody.
    if (repeats.is_new(person, item)) result.push_back(std::move(person));
  }
  repeats.tell_of_more();
  if (result.empty()) return {};
  return result;
}

LanguageLevel ValueReader::language_item(const Item& item, CellFaults& faults) {
  std::string_view name = item.text;
  std::string_view mark = item.mark;
  if (mark.empty() && !options_.find(name)) {
    std::tie(name, mark) = without_mark(name, ItemMarks::levels);
    if (mark.empty()) {  // "English C1"
      const std::size_t blank = name.rfind(' ');
      if (blank != std::string_view::npos && language_level(name.substr(blank + 1), language_)) {
        mark = name.substr(blank + 1);
        name = words::trim(name.substr(0, blank));
      } else if (const std::size_t first = name.find(' ');
                 first != std::string_view::npos && language_level(name.substr(0, first), language_)) {
        mark = name.substr(0, first);  // "Fluent English"
        name = words::trim(name.substr(first));
      }
    }
  }
  std::int64_t level = 0;
  if (!mark.empty()) {
    auto found = numbers_.word(mark);
    if (!found) {
      if (const auto known = language_level(mark, language_)) found = *known;
    }
    if (!found || *found < 0 || *found > 7) {
      add(Severity::error, item.cell, "level",
          said(mark) +
              " is no level of a language; write A1 to C2, fluent or native, or add it to the question's numbers with "
              "1 (A1) to 6 (C2) or 7 (first language).",
          item.text, faults);
      return {};
    }
    level = *found;
  }
  if (name.empty()) {
    add(Severity::error, item.cell, "language", said(item.text) + " names no language.", item.text, faults);
    return {};
  }
  if (name.find_first_of("()[]{}/\\") != std::string_view::npos && !options_.find(name)) {
    add(Severity::warning, item.cell, "language",
        said(item.text) + " is taken for the name of one language; write each by itself, as English (C1).", item.text,
        faults);
  }
  return {.language = spelling(item.cell, name, faults), .level = static_cast<int>(level)};
}

Value ValueReader::read_languages(const std::vector<Item>& items, CellFaults& faults) {
  std::vector<LanguageLevel> result;
  std::map<std::string, int> levels;
  Repeats repeats(*this, faults);
  for (const Item& item : items) {
    LanguageLevel language = language_item(item, faults);
    if (language.language.empty()) continue;
    const auto [earlier, is_new] = levels.emplace(words::loose_key(language.language), language.level);
    if (is_new) {
      result.push_back(std::move(language));
    } else if (earlier->second == language.level) {
      repeats.tell(item);
    } else {
      add(Severity::error, item.cell, "level",
          said(language.language) + " appears twice with different levels; keep one.", item.text, faults);
    }
  }
  repeats.tell_of_more();
  if (result.empty()) return {};
  return result;
}

Value ValueReader::read_availability(const std::vector<Item>& items, CellFaults& faults, const Zone* zone) {
  Availability result;
  Repeats repeats(*this, faults);
  for (const Item& item : items) {
    if (!repeats.is_new(words::loose_key(item.text), item)) continue;
    if (!options_.find(item.text)) {
      const auto times = weeks_.stretches(item.text, zone);
      if (times.value) {
        result.stretches.insert(result.stretches.end(), times.value->begin(), times.value->end());
        continue;
      }
      if (WeekReader::looks_timed(item.text) && !question_.only_options) {
        add(Severity::error, item.cell, times.rule, said(item.text) + " " + times.why, item.text, faults);
        continue;
      }
    }
    if (std::string kept = spelling(item.cell, item.text, faults); !kept.empty())
      result.slots.push_back(std::move(kept));
  }
  repeats.tell_of_more();
  if (result.slots.empty() && result.stretches.empty()) return {};
  return result;
}

}  // namespace pairwell
