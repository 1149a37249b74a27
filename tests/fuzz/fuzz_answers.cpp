/// Any cells of any kind of question are a value of that kind, a blank or an error that says why; the same cells read
/// the same, and what is outside the options is counted.
///
/// The first byte is the kind, the second how the question and its sheet are; then cells, parted by the byte 0x1F, in
/// rows that are parted by 0x1E. Invalid text never reaches a reader: it becomes "?".
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "scheme/language_words.hpp"
#include "scheme/value_reader.hpp"
#include "scheme/words.hpp"

namespace {

using pairwell::Question;
using pairwell::QuestionKind;
using pairwell::Value;

void require(bool holds) {
  if (!holds) std::abort();
}

std::vector<std::string> parts(std::string_view text, char end) {
  std::vector<std::string> result{std::string()};
  for (const char letter : text) {
    if (letter == end) {
      result.emplace_back();
    } else {
      result.back().push_back(letter);
    }
  }
  return result;
}

Question question_of(std::uint8_t kind, std::uint8_t manner) {
  Question question;
  question.id = "q";
  question.kind = static_cast<QuestionKind>(kind % (static_cast<int>(QuestionKind::text) + 1));
  if ((manner & 1U) != 0) question.options = {"a", "b, c", "Mon morning", "Agree", "English (UK)", "Leeds"};
  question.only_options = (manner & 2U) != 0;
  if ((manner & 4U) != 0) question.separator = ";";
  if ((manner & 8U) != 0) question.numbers = {{"up to 3", 3}, {"agree", 1}};
  if ((manner & 16U) != 0) {
    question.least = 1;
    question.most = 3;
    question.decimals = question.kind == QuestionKind::number ? 2 : 0;
    question.unit = "GBP";
  }
  return question;
}

pairwell::ReadingRules rules_of(std::uint8_t manner) {
  const std::vector<std::string>& languages = pairwell::answer_languages();
  pairwell::ReadingRules rules;
  rules.zone = pairwell::Zone::named("Europe/London");
  rules.starts = {2017, 6, 1};
  rules.decimal = (manner & 32U) != 0 ? ',' : '.';
  rules.dates = static_cast<pairwell::DateOrder>((manner >> 6U) % 3);
  rules.language = languages[manner % languages.size()];
  return rules;
}

/// Whether a value is what its kind has, and no empty list.
bool fits(const Value& value, const Question& question) {
  using enum QuestionKind;
  const auto* texts = std::get_if<std::vector<std::string>>(&value);
  const auto* needs = std::get_if<std::vector<pairwell::Need>>(&value);
  const auto* spoken = std::get_if<std::vector<pairwell::LanguageLevel>>(&value);
  const auto* times = std::get_if<pairwell::Availability>(&value);
  const auto* vector_of = std::get_if<std::vector<std::int8_t>>(&value);
  const auto* text_of = std::get_if<std::string>(&value);
  switch (question.kind) {
    case choice:
    case place:
    case text:
      return text_of != nullptr && !text_of->empty();
    case choices:
    case people:
      return texts != nullptr && !texts->empty() && texts->size() <= 1000 &&
             std::ranges::none_of(*texts, [](const std::string& item) { return item.empty(); });
    case ranked:
      return needs != nullptr && !needs->empty() &&
             std::ranges::all_of(*needs, [](const auto& need) { return need.priority >= 1 && !need.term.empty(); });
    case level:
      return text_of != nullptr || std::get<std::int64_t>(value) < std::ssize(question.options);
    case scale:
    case number:
      return std::holds_alternative<std::int64_t>(value);
    case yes_no:
      return question.numbers.empty() ? std::get<std::int64_t>(value) == 0 || std::get<std::int64_t>(value) == 1
                                      : std::holds_alternative<std::int64_t>(value);
    case date:
      return exists(std::get<pairwell::Date>(value));
    case instant:
      return std::holds_alternative<pairwell::Instant>(value);
    case availability:
      return times != nullptr && times->slots.size() + times->stretches.size() > 0 &&
             std::ranges::all_of(times->stretches, [](const pairwell::WeekStretch& stretch) {
               return stretch.begin >= 0 && stretch.begin < 10'080 && stretch.minutes >= 1 && stretch.minutes <= 10'080;
             });
    case QuestionKind::languages:
      break;
    case vector:
      return vector_of != nullptr && !vector_of->empty();
  }
  return spoken != nullptr && !spoken->empty() &&
         std::ranges::all_of(*spoken, [](const auto& each) { return each.level >= 0 && each.level <= 7; });
}

void check_row(pairwell::ValueReader& reader, const Question& question, const std::vector<std::string_view>& cells) {
  pairwell::CellFaults faults;
  const Value value = reader.read(cells, faults);
  bool has_error = false;
  for (const pairwell::CellFault& fault : faults) {
    require(!fault.rule.empty() && !fault.message.empty() && fault.cell < cells.size());
    require(fault.value.size() <= 1000 && pairwell::words::is_text(fault.message));
    has_error = has_error || fault.severity == pairwell::Severity::error;
  }
  require(!has_error || is_blank(value));
  require(is_blank(value) || fits(value, question));
  const bool is_empty =
      std::ranges::all_of(cells, [](std::string_view cell) { return pairwell::words::trim(cell).empty(); });
  require(!is_empty || (is_blank(value) && faults.empty()));
  pairwell::CellFaults again;
  require(reader.read(cells, again) == value && again == faults);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size < 2) return 0;
  const Question question = question_of(data[0], data[1]);
  const std::string given = pairwell::words::as_text({reinterpret_cast<const char*>(data) + 2, size - 2});
  std::vector<std::vector<std::string>> rows;
  for (const std::string& row : parts(given, '\x1E')) rows.push_back(parts(row, '\x1F'));
  const bool is_grid = (data[0] & 128U) != 0;
  const std::vector<std::string> headings(rows[0].size(), is_grid ? "When? [Mon]" : "When?");
  pairwell::ValueReader reader(question, rules_of(data[1]), headings);
  std::vector<std::vector<std::string_view>> cells;
  for (const auto& row : rows) {
    cells.emplace_back(row.begin(), row.end());
    reader.look_at(cells.back());
  }
  for (const auto& row : cells) check_row(reader, question, row);
  for (const pairwell::CellFault& fault : reader.outside_options()) {
    require(fault.severity == pairwell::Severity::warning && !question.options.empty() && !question.only_options);
  }
  return 0;
}
