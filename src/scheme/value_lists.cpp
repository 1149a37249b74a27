/// The kinds of question whose answer is a list.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

#include "core/unicode.hpp"
#include "scheme/language_words.hpp"
#include "scheme/value_reader.hpp"
#include "scheme/words.hpp"

namespace pairwell {
namespace {

/// What no person types and no form service needs, so that work on one cell is bounded.
constexpr std::size_t most_answers = 1000;
/// Of one kind in one cell that are named; the others are counted.
constexpr std::size_t most_told = 20;
constexpr std::int64_t most_rank = 1000;

bool has_cell_error(const CellFaults& faults, std::size_t from) {
  return std::any_of(faults.begin() + static_cast<std::ptrdiff_t>(from), faults.end(),
                     [](const CellFault& fault) { return fault.severity == Severity::error; });
}

/// The one number of "1st choice", "Choice 2" or "3"; none where there is none, or more than one.
std::optional<std::int64_t> only_number(std::string_view text) {
  constexpr std::string_view digits = "0123456789";
  const std::size_t begin = text.find_first_of(digits);
  if (begin == std::string_view::npos) return std::nullopt;
  const std::size_t end = std::min(text.find_first_not_of(digits, begin), text.size());
  if (text.find_first_of(digits, end) != std::string_view::npos) return std::nullopt;
  return words::whole_number(text.substr(begin, end - begin));
}

}  // namespace

/// Finds the items of one list that stood in it before, and warns of them.
class ValueReader::Repeats {
 public:
  Repeats(const ValueReader& reader, CellFaults& faults) : reader_(reader), faults_(faults) {}

  /// Whether a key is new; else takes note of the item.
  bool is_new(const std::string& key, const Item& item) {
    if (seen_.insert(key).second) return true;
    tell(item);
    return false;
  }

  void tell(const Item& item) {
    if (++repeated_ > most_told) return;
    reader_.add(Severity::warning, item.cell, "twice",
                reader_.said(item.text) + " appears twice in the list and counts once.", item.text, faults_);
  }

  void tell_of_more() const {
    if (repeated_ <= most_told) return;
    reader_.add(Severity::warning, 0, "twice",
                words::count(static_cast<std::int64_t>(repeated_ - most_told), "more item") +
                    " of the list repeat earlier ones and count once.",
                {}, faults_);
  }

 private:
  const ValueReader& reader_;
  CellFaults& faults_;
  std::set<std::string> seen_;
  std::size_t repeated_ = 0;
};

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
  if (unknown_ > most_told) {
    add(Severity::error, items.back().cell, outside_rule(),
        words::count(static_cast<std::int64_t>(unknown_ - most_told), "more item") + " of the list are unknown.", {},
        faults);
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

Need ValueReader::ranked_item(const Item& item, CellFaults& faults) {
  const bool has_range = question_.least != 0 || question_.most != 0;
  const std::int64_t least = has_range ? question_.least : 1;
  const std::int64_t most = has_range ? question_.most : most_rank;
  const auto refuse = [&](std::string_view what) {
    const std::string range = least == 1 && most == 3
                                  ? " of 1 (matters most), 2 or 3"
                                  : " from " + std::to_string(least) + " (matters most) to " + std::to_string(most);
    add(Severity::error, item.cell, "priority",
        said(what) + " has no priority" + range + (item.mark.empty() ? " after its colon; write \"term:1\"." : "."),
        what, faults);
    return Need{};
  };
  std::string_view name = item.text;
  std::optional<std::int64_t> priority;
  if (!item.mark.empty()) {
    priority = numbers_.word(item.mark);
    if (!priority) priority = only_number(item.mark);
    if (!priority || *priority < least || *priority > most) return refuse(item.mark);
  } else if (!options_.find(name)) {
    const auto [after, rank] = without_leading_rank(name);
    if (rank > 0) {
      name = after;
      priority = rank;
      if (*priority < least || *priority > most) return refuse(item.text);
    }
    const std::size_t colon = name.rfind(':');
    if (colon != std::string_view::npos && !options_.find(name)) {
      const std::string_view mark = words::trim(name.substr(colon + 1));
      const std::string_view rest = words::trim(name.substr(0, colon));
      auto written = numbers_.word(mark);
      if (!written) written = words::whole_number(mark);
      if (written && !priority) {
        if (*written < least || *written > most) return refuse(item.text);
        priority = written;
        name = rest;
      } else if (has_range && !is_open(name)) {
        return refuse(item.text);
      }
    }
  }
  if (name.empty()) {
    add(Severity::error, item.cell, "term", said(item.text) + " names no term; write \"term:1\".", item.text, faults);
    return {};
  }
  return {.term = spelling(item.cell, name, faults), .priority = static_cast<int>(priority.value_or(0))};
}

Value ValueReader::read_ranked(const std::vector<Item>& items, CellFaults& faults) {
  const bool has_range = question_.least != 0 || question_.most != 0;
  std::vector<Need> result;
  std::map<std::string, int> priorities;
  Repeats texts(*this, faults);
  std::size_t without_rank = 0;
  for (const Item& item : items) {
    if (!texts.is_new(words::loose_key(item.text), item)) continue;
    Need need = ranked_item(item, faults);
    if (need.term.empty()) continue;
    if (need.priority == 0 && item.is_ranked) {
      const auto rank = static_cast<std::int64_t>(item.cell) + std::max<std::int64_t>(question_.least, 1);
      need.priority = static_cast<int>(has_range ? std::min(rank, question_.most) : rank);
    }
    if (need.priority == 0 && has_range) need.priority = static_cast<int>((question_.least + question_.most) / 2);
    const auto [earlier, is_new] = priorities.emplace(words::loose_key(need.term), need.priority);
    if (!is_new && earlier->second == need.priority) {
      texts.tell(item);
    } else if (!is_new) {
      add(Severity::error, item.cell, "priority",
          said(need.term) + " appears twice with different priorities; keep one.", item.text, faults);
    } else {
      if (need.priority == 0) ++without_rank;
      result.push_back(std::move(need));
    }
  }
  texts.tell_of_more();
  if (without_rank > 0 && without_rank < result.size()) {
    const auto missing = std::ranges::find(result, 0, &Need::priority);
    add(Severity::error, items.front().cell, "priority",
        said(missing->term) + " has no rank where others of the list have one; write \"term:1\".", missing->term,
        faults);
    return {};
  }
  if (without_rank > 0) {
    for (std::size_t i = 0; i < result.size(); ++i) result[i].priority = static_cast<int>(i) + 1;
  }
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
