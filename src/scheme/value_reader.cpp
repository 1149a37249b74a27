#include "scheme/value_reader.hpp"

#include <algorithm>
#include <array>

#include "scheme/findings.hpp"
#include "scheme/language_words.hpp"
#include "scheme/words.hpp"

namespace pairwell {
namespace {

constexpr std::size_t most_outside_named = 50;
constexpr std::size_t most_named_options = 20;

ItemMarks marks_of(QuestionKind kind) {
  if (kind == QuestionKind::ranked) return ItemMarks::ranks;
  return kind == QuestionKind::languages ? ItemMarks::levels : ItemMarks::none;
}

/// "Row" of "Question [Row]"; empty where there is none.
std::string row_label(std::string_view heading) {
  heading = words::trim(heading);
  const std::size_t begin = heading.rfind('[');
  if (!heading.ends_with(']') || begin == std::string_view::npos) return {};
  return std::string(words::trim(heading.substr(begin + 1, heading.size() - begin - 2)));
}

/// Whether a row of a grid is a rank, so that its cell is what has it: "First choice", "2nd", "Choice 3".
bool is_rank(std::string_view row) {
  constexpr std::array<std::string_view, 10> ordinals{"first", "second",  "third",  "fourth", "fifth",
                                                      "sixth", "seventh", "eighth", "ninth",  "tenth"};
  constexpr std::array<std::string_view, 4> beside{"choice", "preference", "priority", "rank"};
  const std::string key = words::loose_key(row);
  int ranks = 0;
  for (std::string_view rest = key; !rest.empty();) {
    const std::string_view word = rest.substr(0, rest.find(' '));
    rest.remove_prefix(std::min(word.size() + 1, rest.size()));
    if (std::ranges::find(beside, word) != beside.end()) continue;
    const std::size_t digits = std::min(word.find_first_not_of("0123456789"), word.size());
    const std::string_view end = word.substr(digits);
    const bool is_numeral =
        digits > 0 && digits < 3 && (end.empty() || end == "st" || end == "nd" || end == "rd" || end == "th");
    if (!is_numeral && std::ranges::find(ordinals, word) == ordinals.end()) return false;
    ++ranks;
  }
  return ranks == 1;
}

bool is_list_kind(QuestionKind kind) {
  return kind == QuestionKind::choices || kind == QuestionKind::ranked || kind == QuestionKind::people ||
         kind == QuestionKind::languages || kind == QuestionKind::availability;
}

/// What stands between the columns of one answer.
std::string_view joint_of(const Question& question) {
  const QuestionKind kind = question.kind;
  if (kind == QuestionKind::text) return question.plays == Plays::name ? " " : "\n";
  if (kind == QuestionKind::instant) return " ";
  return kind == QuestionKind::place ? ", " : "";
}

}  // namespace

ValueReader::ValueReader(const Question& question, const ReadingRules& rules, const std::vector<std::string>& headings)
    : question_(question),
      language_(rules.language),
      decimal_(rules.decimal),
      options_(question.options),
      splitter_(options_, question.separator, marks_of(question.kind)),
      numbers_(question, rules.decimal),
      dates_(rules),
      weeks_(rules) {
  for (const std::string& heading : headings) rows_.push_back(row_label(heading));
  if (std::ranges::any_of(rows_, [](const std::string& row) { return row.empty(); })) rows_.clear();
  if (question.kind == QuestionKind::ranked && std::ranges::all_of(rows_, is_rank)) rows_.clear();
}

void ValueReader::look_at(Cells cells) {
  if (!is_list_kind(question_.kind)) return;
  for (const std::string_view cell : cells) splitter_.look_at(cell);
}

Value ValueReader::read(Cells cells, CellFaults& faults, const Zone* zone) {
  if (std::ranges::all_of(cells, [](std::string_view cell) { return words::trim(cell).empty(); })) return {};
  if (is_list_kind(question_.kind)) return read_list(cells, faults, zone);
  if (question_.kind == QuestionKind::vector) return read_vector(cells, faults);
  const std::string_view joint = joint_of(question_);
  std::string text;
  std::size_t first = cells.size();
  for (std::size_t i = 0; i < cells.size(); ++i) {
    const std::string_view cell = words::trim(cells[i]);
    if (cell.empty()) continue;
    if (first == cells.size()) {
      first = i;
      text = cell;
    } else if (!joint.empty()) {
      text.append(joint).append(cell);
    } else if (words::loose_key(cell) != words::loose_key(text)) {
      add(Severity::error, i, "several", said(cell) + " is a second answer beside another column; one is asked for.",
          cell, faults);
      return {};
    }
  }
  return read_single(first, text, faults);
}

Value ValueReader::read_single(std::size_t cell, const std::string& text, CellFaults& faults) {
  switch (question_.kind) {
    case QuestionKind::choice:
      return read_choice(cell, text, faults);
    case QuestionKind::level:
      return read_level(cell, text, faults);
    case QuestionKind::scale:
      return value_or_fault(cell, text, numbers_.scale(text), faults);
    case QuestionKind::number:
      return value_or_fault(cell, text, numbers_.number(text), faults);
    case QuestionKind::yes_no:
      return read_yes_no(cell, text, faults);
    case QuestionKind::date:
      return value_or_fault(cell, text, dates_.date(text), faults);
    case QuestionKind::instant:
      return value_or_fault(cell, text, dates_.instant(text), faults);
    case QuestionKind::place:
      return read_place(cell, text, faults);
    default:
      return question_.plays == Plays::reference ? read_reference(cell, text, faults) : Value(text);
  }
}

/// Whether an answer in somebody's own words is asked for: "Other: ..." where "Other" is an option, or any may be.
bool ValueReader::is_open(std::string_view given) const {
  const std::size_t colon = given.find(':');
  if (colon == std::string_view::npos) return false;
  const std::string_view other = given.substr(0, colon);
  return is_other(other, language_) && (!question_.only_options || options_.find(other).has_value());
}

std::string ValueReader::spelling(std::size_t cell, std::string_view given, CellFaults& faults) {
  if (const auto option = options_.find(given)) return options_.options()[*option];
  if (!is_open(given) && !may_be_outside(cell, given, faults)) return {};
  return std::string(given);
}

std::string_view ValueReader::outside_rule() const {
  switch (question_.kind) {
    case QuestionKind::choices:
    case QuestionKind::ranked:
      return "term";
    case QuestionKind::availability:
      return "slot";
    case QuestionKind::languages:
      return "language";
    default:
      return "choice";
  }
}

std::string ValueReader::outside_message(std::string_view given) {
  const std::vector<std::string>& known = options_.options();
  if (is_shown() && outside_rule() != "choice")
    return "There is no " + std::string(outside_rule()) + " " + said(given) + options_.hint(likely_.of(given, known));
  const std::string near = is_shown() ? suggestion(likely_.of(given, known)) : std::string();  // It tells the answer.
  if (known.size() > most_named_options) return said(given) + " is not one of the options." + near;
  return said(given) + " is not one of " + words::join(known, " or ") + "." + near;
}

bool ValueReader::may_be_outside(std::size_t cell, std::string_view given, CellFaults& faults) {
  if (options_.empty()) return true;
  if (question_.only_options) {
    constexpr std::size_t most_named = 20;
    if (++unknown_ <= most_named) add(Severity::error, cell, outside_rule(), outside_message(given), given, faults);
    return false;
  }
  const auto [place, is_new] = outside_.try_emplace(words::loose_key(given), std::string(given), 0);
  ++place->second.second;
  return true;
}

CellFaults ValueReader::outside_options() const {
  CellFaults faults;
  std::int64_t rest = 0;
  for (const auto& [key, given] : outside_) {
    const auto& [text, count] = given;
    if (!is_shown() || faults.size() == most_outside_named) {
      rest += count;
      continue;
    }
    add(Severity::warning, 0, "outside-options",
        words::count(count, "answer") + (count == 1 ? " is " : " are ") + words::quote(text) +
            ", which is not among the options; it is kept as given." +
            suggestion(likely_word(text, options_.options())),
        text, faults);
  }
  if (rest > 0) {
    add(Severity::warning, 0, "outside-options",
        words::count(rest, faults.empty() ? "answer" : "more answer") + (rest == 1 ? " is" : " are") +
            " not among the options; kept as given.",
        {}, faults);
  }
  return faults;
}

bool ValueReader::is_shown() const { return question_.keep == Keep::application; }

std::string ValueReader::said(std::string_view given) const {
  return is_shown() ? words::quote(given) : std::string("The answer");
}

void ValueReader::add(Severity severity, std::size_t cell, std::string_view rule, const std::string& message,
                      std::string_view value, CellFaults& faults) const {
  faults.push_back({.severity = severity,
                    .cell = cell,
                    .rule = std::string(rule),
                    .message = message,
                    .value = is_shown() ? words::shortened(std::string(value)) : std::string()});
}

template <class T>
Value ValueReader::value_or_fault(std::size_t cell, std::string_view given, const Reading<T>& reading,
                                  CellFaults& faults) const {
  if (reading.value) return *reading.value;
  const std::string& why = is_shown() && !reading.details.empty() ? reading.details : reading.why;
  add(Severity::error, cell, reading.rule, said(given) + " " + why, given, faults);
  return {};
}

}  // namespace pairwell
