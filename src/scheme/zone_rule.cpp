/// The rule of a POSIX TZ variable, its hours of the day from -167 to 167 as RFC 9636 has them.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "pairwell/core/error.hpp"
#include "scheme/calendar_parts.hpp"
#include "scheme/words.hpp"
#include "scheme/zone_data.hpp"

namespace pairwell {
namespace {

constexpr std::int64_t before_all = std::numeric_limits<std::int64_t>::min();
// What lies before 1900-01-01 or after 2100-12-31 changes no answer.
constexpr std::int64_t first_kept = -2'208'988'800;
constexpr std::int64_t last_kept = 4'133'980'799;

/// The day of each year on which the clocks change, and the time that they show then.
struct YearlyChange {
  enum class Kind { weekday_of_month, without_leap_day, with_leap_day };
  Kind kind = Kind::weekday_of_month;
  int month = 1;
  int week = 1;     ///< 5 is the last of the month.
  int weekday = 0;  ///< 0 is Sunday.
  int day = 0;      ///< 1 to 365 where 29 February is not counted, 0 to 365 where it is.
  std::int64_t time = 0;

  int day_in(int year) const {
    if (kind != Kind::weekday_of_month) {
      const int new_year = day_number({year, 1, 1});
      if (kind == Kind::with_leap_day) return new_year + day;
      return new_year + day - (days_in({year, 2}) == 29 && day >= 60 ? 0 : 1);
    }
    const Date first{year, month, 1};
    const int first_weekday = (static_cast<int>(pairwell::weekday(first)) + 1) % 7;
    const int of_month = (weekday - first_weekday + 7) % 7 + (week - 1) * 7;
    return day_number(first) + (of_month < days_in({year, month}) ? of_month : of_month - 7);
  }

  /// Seconds of the local clock, counted as if it were UTC.
  std::int64_t wall_seconds(int year) const { return std::int64_t{day_in(year)} * seconds_of_a_day + time; }
};

struct YearlyRule {
  ClockState standard;
  bool has_summer = false;
  ClockState summer;
  YearlyChange begins;  ///< In standard time.
  YearlyChange ends;    ///< In summer time.
};

/// Takes a rule apart from the left; what does not fit is refused with the whole rule.
class RuleScanner {
 public:
  RuleScanner(std::string_view function, std::string_view rule) : function_(function), rule_(rule), rest_(rule) {}

  YearlyRule scan() {
    YearlyRule result;
    result.standard = {.abbreviation = abbreviation()};
    result.standard.offset = -duration(24);  // POSIX counts hours behind UTC.
    if (rest_.empty()) return result;
    result.has_summer = true;
    result.summer = {.is_summer = true, .abbreviation = abbreviation()};
    result.summer.offset = next_is(',') ? result.standard.offset + 3600 : -duration(24);
    expect(',');
    result.begins = yearly_change();
    expect(',');
    result.ends = yearly_change();
    if (!rest_.empty()) refuse();
    return result;
  }

 private:
  bool next_is(char expected) const { return !rest_.empty() && rest_.front() == expected; }

  bool take(char expected) {
    if (!next_is(expected)) return false;
    rest_.remove_prefix(1);
    return true;
  }

  void expect(char expected) {
    if (!take(expected)) refuse();
  }

  /// "BST" or "<-03>".
  std::string abbreviation() {
    const bool quoted = take('<');
    std::size_t length = 0;
    while (length < rest_.size() && is_of_abbreviation(rest_[length], quoted)) ++length;
    std::string result(rest_.substr(0, length));
    rest_.remove_prefix(length);
    if (quoted) expect('>');
    if (length < 3 || length > 16) refuse();
    return result;
  }

  static bool is_of_abbreviation(char sign, bool quoted) {
    if ((sign >= 'A' && sign <= 'Z') || (sign >= 'a' && sign <= 'z')) return true;
    return quoted && ((sign >= '0' && sign <= '9') || sign == '+' || sign == '-');
  }

  int number(int least, int most) {
    int result = 0;
    std::size_t digits = 0;
    for (; !rest_.empty() && rest_.front() >= '0' && rest_.front() <= '9' && digits < 4; ++digits) {
      result = result * 10 + (rest_.front() - '0');
      rest_.remove_prefix(1);
    }
    if (digits == 0 || result < least || result > most) refuse();
    return result;
  }

  /// Hours with a sign, minutes and seconds: "-3", "5:30", "+0:44:30".
  std::int64_t duration(int most_hours) {
    const bool negative = take('-');
    if (!negative) take('+');
    std::int64_t result = std::int64_t{3600} * number(0, most_hours);
    if (take(':')) {
      result += std::int64_t{60} * number(0, 59);
      if (take(':')) result += number(0, 59);
    }
    return negative ? -result : result;
  }

  YearlyChange yearly_change() {
    YearlyChange result;
    if (take('M')) {
      result.month = number(1, 12);
      expect('.');
      result.week = number(1, 5);
      expect('.');
      result.weekday = number(0, 6);
    } else if (take('J')) {
      result.kind = YearlyChange::Kind::without_leap_day;
      result.day = number(1, 365);
    } else {
      result.kind = YearlyChange::Kind::with_leap_day;
      result.day = number(0, 365);
    }
    result.time = take('/') ? duration(167) : 2 * 3600;
    return result;
  }

  [[noreturn]] void refuse() const {
    throw InvalidInput(function_, "zone-data", "The rule of a zone for later years is written as POSIX has it.",
                       words::shortened(words::as_text(rule_)));
  }

  std::string_view function_;
  std::string_view rule_;
  std::string_view rest_;
};

int year_of(std::int64_t utc) {
  const std::int64_t days = utc / seconds_of_a_day - (utc % seconds_of_a_day < 0 ? 1 : 0);
  return date_of(static_cast<int>(days)).year;
}

struct RuleChange {
  std::int64_t at;
  bool to_summer;
};

/// The changes of a rule from a year to the year after the last that a zone speaks about.
std::vector<RuleChange> changes_of(const YearlyRule& rule, int first_year) {
  std::vector<RuleChange> result;
  for (int year = first_year; year <= last_zone_year + 1; ++year) {
    result.push_back({rule.begins.wall_seconds(year) - rule.standard.offset, true});
    result.push_back({rule.ends.wall_seconds(year) - rule.summer.offset, false});
  }
  // Where summer ends as it begins, as in a rule that has summer all year, it goes on.
  std::ranges::sort(result, {}, [](const RuleChange& change) { return std::tuple(change.at, change.to_summer); });
  return result;
}

}  // namespace

std::size_t ZoneData::change_at(std::int64_t utc) const {
  const auto after = std::ranges::upper_bound(changes, utc, {}, &ClockChange::at);
  return static_cast<std::size_t>(after - changes.begin()) - 1;
}

void ZoneData::add(std::int64_t at, const ClockState& state) {
  if (at > last_kept) return;
  auto known = static_cast<std::size_t>(std::ranges::find(states, state) - states.begin());
  if (known == states.size()) states.push_back(state);
  if (changes.empty()) {
    changes.push_back({before_all, known});
  } else if (at < first_kept) {
    changes.back() = {before_all, known};
  } else if (at == changes.back().at) {
    changes.back().state = known;
    if (changes.size() > 1 && changes[changes.size() - 2].state == known) changes.pop_back();
  } else if (changes.back().state != known) {
    changes.push_back({at, known});
  }
}

void add_rule(std::string_view function, std::string_view text, std::int64_t from, ZoneData& data) {
  const YearlyRule rule = RuleScanner(function, text).scan();
  data.has_rule = true;
  if (data.changes.empty()) data.add(before_all, rule.standard);
  ClockState at_first = rule.standard;
  std::vector<RuleChange> later;
  if (rule.has_summer) {
    const int first_year = from < first_kept ? first_calendar_year : from > last_kept ? last_zone_year : year_of(from);
    for (const RuleChange& change : changes_of(rule, std::max(first_calendar_year, first_year - 1))) {
      if (change.at > from) {
        later.push_back(change);
      } else {
        at_first = change.to_summer ? rule.summer : rule.standard;
      }
    }
  }
  if (from >= first_kept && from <= last_kept && !(data.state_of(data.changes.size() - 1) == at_first)) {
    throw InvalidInput(function, "zone-data", "The rule for later years is not what the last change leads to.",
                       words::shortened(words::as_text(text)));
  }
  for (const RuleChange& change : later) data.add(change.at, change.to_summer ? rule.summer : rule.standard);
}

ZoneData zone_of_rule(std::string_view function, std::string_view rule) {
  ZoneData data;
  add_rule(function, rule, before_all, data);
  return data;
}

}  // namespace pairwell
