#include "scheme/form_values.hpp"

#include <cassert>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "scheme/words.hpp"

namespace pairwell {
namespace {

/// A list or a text, where it is not empty.
template <class Type>
Value unless_empty(Type value) {
  return value.empty() ? Value() : Value(std::move(value));
}

template <class Number>
Value number(const std::optional<Number>& value) {
  return value ? Value(std::int64_t{*value}) : Value();
}

const std::vector<std::string>& allowed(const Question& question) {
  static const std::vector<std::string> any;
  return question.only_options ? question.options : any;
}

Value read_choice(Row& row, std::string_view column, const Question& question) {
  if (question.only_options) return unless_empty(row.choice(column, question.options));
  std::string given = row.text(column);
  if (auto spelling = words::spelling(given, question.options)) given = std::move(*spelling);
  return unless_empty(std::move(given));
}

Value read_yes_no(Row& row, std::string_view column) {
  const std::string given = row.text(column);
  if (words::is_yes(given)) return std::int64_t{1};
  if (words::is_no(given)) return std::int64_t{0};
  if (!given.empty()) {
    row.warning(column, "choice", words::quote(given) + " is neither yes nor no and does not count as yes.", given);
  }
  return {};
}

Value read_number(Row& row, std::string_view column, const Question& question) {
  if (question.decimals > 0) return number(row.pence(column));
  return number(row.whole(column, static_cast<int>(question.least), static_cast<int>(question.most)));
}

Value read_availability(Row& row, std::string_view column, const Question& question) {
  Availability times{.slots = row.terms(column, "slot", allowed(question))};
  return times.slots.empty() ? Value() : Value(std::move(times));
}

}  // namespace

Value read_value(Row& row, std::string_view column, const Question& question, const Zone& zone) {
  switch (question.kind) {
    case QuestionKind::choice:
      return read_choice(row, column, question);
    case QuestionKind::choices:
      return unless_empty(row.terms(column, "term", allowed(question)));
    case QuestionKind::ranked:
      return unless_empty(row.needs(column, allowed(question)));
    case QuestionKind::scale:
    case QuestionKind::number:
      return read_number(row, column, question);
    case QuestionKind::yes_no:
      return read_yes_no(row, column);
    case QuestionKind::instant:
      if (const std::optional<Instant> instant = row.instant(column, zone)) return *instant;
      return {};
    case QuestionKind::availability:
      return read_availability(row, column, question);
    case QuestionKind::people:
      return unless_empty(row.references(column));
    case QuestionKind::place:
    case QuestionKind::text:
      return unless_empty(question.plays == Plays::reference ? row.reference(column) : row.text(column));
    case QuestionKind::level:
    case QuestionKind::date:
    case QuestionKind::languages:
    case QuestionKind::vector:
      break;
  }
  assert(false && "no standard question is of this kind");
  return {};
}

}  // namespace pairwell
