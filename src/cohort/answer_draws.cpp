#include "cohort/answer_draws.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <limits>
#include <string>
#include <utility>
#include <vector>

#include "cohort/lists.hpp"

namespace pairwell {
namespace {

constexpr std::uint64_t order_stream = 7;
constexpr int years_of_life = 50;  // that births are spread over

using Items = std::vector<AnswerItem>;

std::string two_digits(int number) { return std::to_string(100 + number).substr(1); }

bool has(const std::vector<std::string>& list, const std::string& item) {
  return std::ranges::find(list, item) != list.end();
}

std::int64_t drawn_between(std::int64_t least, std::int64_t most, Draw& draw) {
  return least + static_cast<std::int64_t>(draw.below(static_cast<std::size_t>(most - least) + 1));
}

/// The row of "Question [Row]"; the heading where there is none.
std::string row_of(const std::string& heading) {
  const std::size_t begin = heading.rfind('[');
  if (begin == std::string::npos || !heading.ends_with(']')) return heading;
  return heading.substr(begin + 1, heading.size() - begin - 2);
}

std::string item_text(const Question& question, const AnswerItem& item) {
  if (item.mark.empty()) return item.term;
  return question.kind == QuestionKind::languages ? item.term + " (" + item.mark + ")" : item.term + ":" + item.mark;
}

std::string separator_of(const Question& question) {
  if (!question.separator.empty()) return question.separator;
  // Form services put a comma between options; free words and times are told apart by another sign.
  return question.options.empty() ? "; " : ", ";
}

std::vector<std::string> parts_of_week() {
  return {"Mon 09:00-12:00", "Tue 18:00-20:00", "Wed 13:00-16:00", "Thu 18:00-20:00", "Sat 10:00-13:00",
          "Tue 09:00-12:00", "Thu 13:00-16:00", "Fri 09:00-12:00", "Mon 18:00-20:00", "Sun 14:00-17:00"};
}

}  // namespace

AnswerDraws::AnswerDraws(const Setting& setting, const Sheet& sheet)
    : setting_(setting), sheet_(sheet), zone_(sheet.zone.empty() ? setting.zone : Zone::named(sheet.zone)) {
  const auto look = [&](const Criterion& criterion) {
    if (criterion.mentee != criterion.mentor) return;
    if (criterion.compare == Comparison::gap) gaps_.emplace(criterion.mentor, std::pair(criterion.low, criterion.high));
    if (criterion.compare == Comparison::at_least) gaps_.emplace(criterion.mentor, std::pair(0, 2));
  };
  for (const Criterion& criterion : setting.programme.criteria) {
    look(criterion);
    for (const Criterion& part : criterion.of) look(part);
  }
  for (const PairRule& rule : setting.programme.pair_rules) look(rule.compare);
}

std::vector<std::string> AnswerDraws::options_of(const Question& question) const {
  std::vector<std::string> options = question.options;
  if (options.empty() && question.kind == QuestionKind::place) {
    for (const Location& location : setting_.programme.locations) options.push_back(location.name);
  }
  if (options.empty() && question.plays == Plays::employer) options = lists::workplaces();
  if (options.empty() && question.plays == Plays::team) options = lists::departments();
  if (options.empty() && question.kind == QuestionKind::place) {
    for (const lists::Town& town : lists::towns(setting_.programme.nations[0])) options.push_back(town.area);
  }
  if (options.empty()) options = lists::subjects();
  std::string all;
  for (const std::string& option : options) all += option + '\n';
  // By their words and not by the question: what many learn is what many teach.
  Draw order(ticket(setting_.seed, order_stream, lottery_key(all)));
  return order.sample(options, options.size());
}

Items AnswerDraws::listed(const Question& question, Role role, const AnswerWants& wants, Draw& draw) const {
  std::vector<std::string> options = options_of(question);
  std::erase_if(options, [&](const std::string& option) { return has(wants.none_of, option); });
  const bool is_one = question.kind == QuestionKind::choice || question.kind == QuestionKind::place;
  if (is_one && !wants.one_of.empty()) options = wants.one_of;
  std::int64_t count = is_one ? 1 : role == Role::mentee ? draw.between(1, 3) : draw.between(2, 4);
  count = std::clamp(count, wants.at_least.value_or(1),
                     std::max(wants.at_least.value_or(1), wants.at_most.value_or(std::numeric_limits<int>::max())));
  std::vector<std::string> terms = wants.all_of;
  if (!is_one && !wants.one_of.empty()) terms.push_back(draw.pick(wants.one_of));
  for (const std::string& option : draw.sample_first(options, static_cast<std::size_t>(count))) {
    if (std::ssize(terms) < count && !has(terms, option)) terms.push_back(option);
  }
  Items items;
  const bool has_priorities = question.kind == QuestionKind::ranked && question.least < question.most;
  for (std::size_t i = 0; i < terms.size(); ++i) {
    const std::int64_t priority = std::min(question.most, question.least + static_cast<std::int64_t>(i));
    items.push_back({terms[i], has_priorities ? std::to_string(priority) : std::string()});
  }
  return items;
}

std::int64_t AnswerDraws::number(const Question& question, Role role, const AnswerWants& wants, Draw& draw) const {
  const bool is_level = question.kind == QuestionKind::level;
  const bool has_limits = question.least != question.most;
  std::int64_t unit = 1;
  for (int i = 0; i < question.decimals; ++i) unit *= 10;
  const std::int64_t lowest = is_level || !has_limits ? (question.kind == QuestionKind::scale ? 1 : 0) : question.least;
  const std::int64_t greatest = is_level     ? std::ssize(question.options) - 1
                                : has_limits ? question.most
                                             : lowest + (question.kind == QuestionKind::scale ? 4 : 100 * unit);
  const auto within = [&](const std::optional<std::int64_t>& bound, std::int64_t otherwise) {
    return bound ? std::clamp(*bound, lowest, greatest) : otherwise;
  };
  const std::int64_t least = within(wants.at_least, lowest);
  const std::int64_t most = std::max(least, within(wants.at_most, greatest));
  if (question.plays == Plays::capacity) {
    return std::clamp<std::int64_t>(draw.chance(60) ? 1 : draw.chance(75) ? 2 : 3, least, most);
  }
  const auto gap = gaps_.find(question.id);
  const std::int64_t one = drawn_between(least, most, draw);  // Each on its own, in a fixed order.
  const std::int64_t other = drawn_between(least, most, draw);
  if (gap == gaps_.end()) return least + (one - least + other - least) / 2;
  if (role == Role::mentee) return gap->second.second > 0 ? std::min(one, other) : std::max(one, other);
  // A mentor is so far from some mentee, whose own answers other rules may bound.
  const auto of_mentees = wants_of_rules(setting_.programme, {Role::mentee});
  const auto found = of_mentees.find(question.id);
  const AnswerWants mentee_wants = found == of_mentees.end() ? AnswerWants{} : found->second;
  const std::int64_t mentee = this->number(question, Role::mentee, mentee_wants, draw);
  return std::clamp(mentee + drawn_between(gap->second.first, gap->second.second, draw), least, most);
}

std::string AnswerDraws::number_text(const Question& question, std::int64_t value, Draw& draw) const {
  if (question.kind == QuestionKind::level) return question.options[static_cast<std::size_t>(value)];
  for (const WordValue& word : question.numbers) {
    if (word.value == value && draw.chance(50)) return word.word;
  }
  if (question.decimals == 0) return std::to_string(value);
  std::string digits = std::to_string(std::abs(value));
  const auto decimals = static_cast<std::size_t>(question.decimals);
  if (digits.size() <= decimals) digits.insert(0, decimals + 1 - digits.size(), '0');
  digits.insert(digits.size() - decimals, 1, sheet_.decimal);
  return (value < 0 ? "-" : "") + digits;
}

Items AnswerDraws::available(const Question& question, Draw& draw) const {
  const std::vector<std::string> all = question.options.empty() ? parts_of_week() : question.options;
  const int most = std::max(1, static_cast<int>(all.size()) / 2);
  const auto count = static_cast<std::size_t>(draw.between(std::min(2, most), most));
  const std::vector<std::string> chosen = draw.sample(all, count);
  Items items;
  for (const std::string& slot : all) {
    if (has(chosen, slot)) items.push_back({slot, {}});
  }
  return items;
}

Items AnswerDraws::languages(const Question& question, Draw& draw) const {
  const std::vector<std::string>& all = question.options.empty() ? lists::languages() : question.options;
  std::vector<std::string> spoken = draw.sample_first(all, static_cast<std::size_t>(draw.between(1, 3)));
  // Most speak what most others speak.
  if (!has(spoken, all[0]) && draw.chance(85)) spoken.push_back(all[0]);
  const std::vector<std::string> levels{"B2", "C1", "B1", "A2"};
  Items items;
  for (const std::string& language : spoken) {
    const std::string level = items.empty() ? "C2" : levels[std::min(draw.below(4), draw.below(4))];
    items.push_back({language, draw.chance(85) ? level : std::string()});
  }
  return items;
}

std::string AnswerDraws::day_text(const Date& date) const {
  if (sheet_.dates == DateOrder::iso) return to_string(date);
  const std::string year = std::to_string(date.year);
  const std::string day = two_digits(date.day);
  const std::string month = two_digits(date.month);
  return (sheet_.dates == DateOrder::day_first ? day + "/" + month : month + "/" + day) + "/" + year;
}

std::string AnswerDraws::day(const AnswerWants& wants, Draw& draw) const {
  const Date last =
      wants.until.value_or(wants.from ? add_days(*wants.from, 364) : setting_.zone.local(setting_.deadline).date);
  const Date first = wants.from.value_or(add_days(last, wants.is_birth ? -365 * years_of_life : -364));
  return day_text(add_days(first, draw.between(0, std::max(0, days_between(first, last)))));
}

std::string AnswerDraws::moment(Instant instant) const {
  const LocalTime local = zone_.local(instant);
  // Where the clocks show a time twice, only an offset tells which it is.
  const bool is_clear = zone_.instant(local, WhenUnclear::earliest) == zone_.instant(local, WhenUnclear::latest);
  if (sheet_.dates == DateOrder::iso || !is_clear) return time_cell(zone_, instant);
  return day_text(local.date) + " " + two_digits(local.hour) + ":" + two_digits(local.minute) + ":" +
         two_digits(local.second);
}

Items AnswerDraws::draw(const Question& question, Role role, const AnswerWants& wants, Draw& draw) const {
  switch (question.kind) {
    case QuestionKind::choice:
    case QuestionKind::choices:
    case QuestionKind::ranked:
    case QuestionKind::place:
      return listed(question, role, wants, draw);
    case QuestionKind::level:
    case QuestionKind::scale:
    case QuestionKind::number: {
      const std::int64_t value = number(question, role, wants, draw);
      return {{number_text(question, value, draw), {}}};
    }
    case QuestionKind::yes_no: {
      const bool is_yes = wants.yes.value_or(draw.chance(60));
      const auto word = std::ranges::find(question.numbers, is_yes ? 1 : 0, &WordValue::value);
      return {{word != question.numbers.end() ? word->word : is_yes ? "Yes" : "No", {}}};
    }
    case QuestionKind::date:
      return {{day(wants, draw), {}}};
    case QuestionKind::instant:
      return {{moment(Instant{setting_.deadline.seconds - 3600 * draw.between(24, 24 * 200)}), {}}};
    case QuestionKind::availability:
      return available(question, draw);
    case QuestionKind::languages:
      return languages(question, draw);
    case QuestionKind::vector: {
      Items items(std::max<std::size_t>(8, question.headings.size()));
      if (question.headings.size() > 1) items.resize(question.headings.size());
      for (AnswerItem& item : items) item.term = std::to_string(draw.between(-100, 100));
      return items;
    }
    case QuestionKind::text:
      return {{draw.pick(lists::remarks()), {}}};
    case QuestionKind::people:
      return {};
  }
  return {};
}

std::vector<std::string> AnswerDraws::split_cells(const Question& question, const std::vector<std::string>& headings,
                                                  const Items& items) const {
  std::vector<std::string> cells(headings.size());
  if (question.kind == QuestionKind::instant && !items.empty()) {
    const std::size_t between = items[0].term.find_first_of(" T");
    cells[0] = items[0].term.substr(0, between);
    cells[1] = items[0].term.substr(between + 1);
    return cells;
  }
  for (std::size_t i = 0; i < items.size(); ++i) {
    const auto has_row = [&](const std::string& heading) { return row_of(heading) == items[i].term; };
    const auto row = std::ranges::find_if(headings, has_row);
    if (row != headings.end()) {  // A grid, or a column for each option.
      std::string& cell = cells[static_cast<std::size_t>(row - headings.begin())];
      cell = question.kind == QuestionKind::choices ? "x" : items[i].mark;
      if (cell.empty()) cell = question.kind == QuestionKind::ranked ? std::to_string(i + 1) : "B2";
    } else if (question.kind == QuestionKind::availability) {
      const std::string day = items[i].term.substr(0, 3);
      const auto of_day =
          std::ranges::find_if(headings, [&](const auto& each) { return row_of(each).starts_with(day); });
      if (of_day == headings.end()) continue;
      std::string& cell = cells[static_cast<std::size_t>(of_day - headings.begin())];
      cell += (cell.empty() ? "" : "; ") + items[i].term.substr(4);
    } else if (i < cells.size()) {
      cells[i] = question.kind == QuestionKind::ranked ? items[i].term : item_text(question, items[i]);
    }
  }
  return cells;
}

std::vector<std::string> AnswerDraws::cells(const Question& question, const std::vector<std::string>& headings,
                                            const Items& items) const {
  if (headings.size() > 1) return split_cells(question, headings, items);
  std::string cell;
  for (const AnswerItem& item : items) {
    cell += (cell.empty() ? "" : separator_of(question)) + item_text(question, item);
  }
  return {cell};
}

}  // namespace pairwell
