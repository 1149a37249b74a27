/// Questions of the kind ranked: terms in order, or with a priority.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "scheme/value_reader.hpp"
#include "scheme/value_repeats.hpp"
#include "scheme/words.hpp"

namespace pairwell {
namespace {

constexpr std::int64_t most_rank = 1000;

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

}  // namespace pairwell
