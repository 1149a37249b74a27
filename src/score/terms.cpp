#include "score/terms.hpp"

#include <algorithm>
#include <bitset>
#include <cassert>
#include <cstddef>
#include <utility>
#include <variant>

#include "pairwell/scheme/calendar.hpp"
#include "scheme/words.hpp"

namespace pairwell {
namespace {

constexpr std::int64_t default_priorities = 3;

void add(std::vector<std::string>& set, std::string_view text) {
  std::string key = words::key(text);
  if (!key.empty() && std::ranges::find(set, key) == set.end()) set.push_back(std::move(key));
}

struct Terms {
  std::vector<std::string> operator()(const std::string& text) const { return of(std::vector{text}); }
  std::vector<std::string> operator()(const std::vector<std::string>& list) const { return of(list); }
  std::vector<std::string> operator()(const Availability& free) const { return of(free.slots); }
  std::vector<std::string> operator()(const std::vector<Need>& needs) const {
    std::vector<std::string> set;
    for (const Need& need : needs) add(set, need.term);
    return set;
  }
  std::vector<std::string> operator()(const std::vector<LanguageLevel>& languages) const {
    std::vector<std::string> set;
    for (const LanguageLevel& language : languages) add(set, language.language);
    return set;
  }
  template <class Other>
  std::vector<std::string> operator()(const Other&) const {
    return {};
  }

  static std::vector<std::string> of(const std::vector<std::string>& list) {
    std::vector<std::string> set;
    for (const std::string& text : list) add(set, text);
    return set;
  }
};

/// The text of a number kind: an option, yes or no, a decimal.
std::string number_text(std::int64_t value, const Question& question) {
  if (question.kind == QuestionKind::yes_no) return value != 0 ? "yes" : "no";
  if (question.kind == QuestionKind::level && value >= 0 && value < std::ssize(question.options)) {
    return question.options[static_cast<std::size_t>(value)];
  }
  return decimal(value, question.kind == QuestionKind::number ? question.decimals : 0);
}

std::string without_trailing_zeros(std::string text) {
  if (text.find('.') == std::string::npos) return text;
  text.erase(text.find_last_not_of('0') + 1);
  if (text.ends_with('.')) text.pop_back();
  return text;
}

std::string one_term(std::vector<std::string> set) {
  std::ranges::sort(set);
  std::string text;
  for (const std::string& key : set) text.append(text.empty() ? "" : "\x1f").append(key);
  return text;
}

std::string level_text(int level) {
  static constexpr const char* names[] = {"", "A1", "A2", "B1", "B2", "C1", "C2", "first language"};
  assert(level >= 0 && level <= 7);
  return names[level];
}

std::string time_of_week(std::int32_t minute) {
  static constexpr const char* days[] = {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};
  const std::int32_t of_day = minute % (24 * 60);
  const auto two = [](std::int32_t number) { return (number < 10 ? "0" : "") + std::to_string(number); };
  return std::string(days[minute / (24 * 60) % 7]) + " " + two(of_day / 60) + ":" + two(of_day % 60);
}

std::string joined(const std::vector<std::string>& parts) {
  std::string text;
  for (const std::string& part : parts) text.append(text.empty() ? "" : ", ").append(part);
  return text;
}

struct InWords {
  const Question& question;

  std::string operator()(std::monostate) const { return {}; }
  std::string operator()(const std::string& text) const { return text; }
  std::string operator()(const std::vector<std::string>& list) const { return joined(list); }
  std::string operator()(const std::vector<Need>& needs) const {
    std::vector<std::string> parts;
    for (const Need& need : needs) {
      parts.push_back(need.term + (parts.empty() ? " (priority " : " (") + std::to_string(need.priority) + ")");
    }
    return joined(parts);
  }
  std::string operator()(std::int64_t value) const {
    const std::string text = number_text(value, question);
    return question.unit.empty() ? text : text + " " + question.unit;
  }
  std::string operator()(const Date& date) const { return to_string(date); }
  std::string operator()(const Instant& instant) const { return to_string(instant); }
  std::string operator()(const Availability& free) const {
    std::vector<std::string> parts = free.slots;
    for (const WeekStretch& stretch : free.stretches) {
      parts.push_back(time_of_week(stretch.begin) + " to " +
                      time_of_week((stretch.begin + stretch.minutes) % minutes_of_week) + " UTC");
    }
    return joined(parts);
  }
  std::string operator()(const std::vector<LanguageLevel>& languages) const {
    std::vector<std::string> parts;
    for (const LanguageLevel& language : languages) {
      const std::string level = level_text(language.level);
      parts.push_back(language.language + (level.empty() ? "" : " (" + level + ")"));
    }
    return joined(parts);
  }
  std::string operator()(const std::vector<std::int8_t>& numbers) const {
    return std::to_string(numbers.size()) + " numbers";
  }
};

std::bitset<minutes_of_week> week_of(const std::vector<WeekStretch>& stretches) {
  std::bitset<minutes_of_week> week;
  for (const WeekStretch& stretch : stretches) {
    for (std::int32_t minute = 0; minute < stretch.minutes; ++minute) {
      week.set(static_cast<std::size_t>((stretch.begin + minute) % minutes_of_week));
    }
  }
  return week;
}

}  // namespace

std::vector<std::string> terms(const Value& value) { return std::visit(Terms(), value); }

std::vector<CountedTerm> counted_terms(const Value& value, const Question& question) {
  std::vector<CountedTerm> counted;
  const auto* needs = std::get_if<std::vector<Need>>(&value);
  if (needs == nullptr) {
    for (std::string& key : terms(value)) counted.push_back({std::move(key), 1});
    return counted;
  }
  const std::int64_t most = question.most > 0 ? question.most : default_priorities;
  for (const Need& need : *needs) {
    std::string key = words::key(need.term);
    if (key.empty()) continue;
    const auto count = static_cast<std::int32_t>(std::max<std::int64_t>(1, most + 1 - need.priority));
    const auto known = std::ranges::find(counted, key, &CountedTerm::key);
    if (known == counted.end()) {
      counted.push_back({std::move(key), count});
    } else {
      known->count = std::max(known->count, count);
    }
  }
  return counted;
}

std::string term(const Value& value, const Question& question) {
  if (const auto* number = std::get_if<std::int64_t>(&value)) {
    std::string text = number_text(*number, question);
    if (question.kind == QuestionKind::number) text = without_trailing_zeros(std::move(text));
    return words::key(text);
  }
  if (const auto* date = std::get_if<Date>(&value)) return words::key(to_string(*date));
  if (const auto* instant = std::get_if<Instant>(&value)) return words::key(to_string(*instant));
  return one_term(terms(value));
}

std::optional<std::int64_t> number(const Value& value) {
  if (const auto* whole = std::get_if<std::int64_t>(&value)) return *whole;
  if (const auto* date = std::get_if<Date>(&value)) return days_between(Date{1970, 1, 1}, *date);
  if (const auto* instant = std::get_if<Instant>(&value)) return instant->seconds;
  return std::nullopt;
}

std::string decimal(std::int64_t units, std::int32_t decimals) {
  const bool is_negative = units < 0;
  std::string digits =
      std::to_string(is_negative ? 0 - static_cast<std::uint64_t>(units) : static_cast<std::uint64_t>(units));
  const auto places = static_cast<std::size_t>(decimals);
  if (digits.size() <= places) digits.insert(0, places + 1 - digits.size(), '0');
  if (places > 0) digits.insert(digits.size() - places, ".");
  return (is_negative ? "-" : "") + digits;
}

std::string answer_in_words(const Value& value, const Question& question) {
  return std::visit(InWords{question}, value);
}

std::int32_t common_minutes(const std::vector<WeekStretch>& a, const std::vector<WeekStretch>& b) {
  return static_cast<std::int32_t>((week_of(a) & week_of(b)).count());
}

}  // namespace pairwell
