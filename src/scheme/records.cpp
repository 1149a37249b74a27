#include "scheme/records.hpp"

#include <algorithm>

#include "scheme/findings.hpp"
#include "scheme/words.hpp"

namespace pairwell {

void RecordFaults::require_text(std::string_view text, const char* column) {
  if (words::trim(text).empty()) add("blank", "There must be a text here.", column, {});
}

void RecordFaults::require_pair(std::string_view mentee, std::string_view mentor) {
  require_text(mentee, "mentee");
  require_text(mentor, "mentor");
}

void RecordFaults::require_word(std::string_view word, const std::vector<std::string>& known, const char* column) {
  if (std::ranges::find(known, word) != known.end()) return;
  add("word", "The words here are " + words::join(known) + "." + suggestion(likely_word(word, known)), column,
      std::string(word));
}

void RecordFaults::require_state(LifeCycle cycle, std::string_view state) {
  std::vector<std::string> known;
  for (const LifeState& each : states(cycle)) known.emplace_back(each.name);
  require_word(state, known, "state");
}

void RecordFaults::require_number(std::int64_t number, std::int64_t least, std::int64_t most, const char* column) {
  if (least <= number && number <= most) return;
  add("range", "The number here is from " + std::to_string(least) + " to " + std::to_string(most) + ".", column,
      std::to_string(number));
}

bool RecordFaults::require_day(const Date& day, const char* column) {
  if (exists(day)) return true;
  add("calendar", "The calendar has no such day.", column, to_string(day));
  return false;
}

void RecordFaults::push(Severity severity, const char* rule, std::string message, const char* column,
                        std::string value) {
  findings_.push_back({.severity = severity,
                       .rule = rule,
                       .message = std::move(message),
                       .file = file_,
                       .row = row_,
                       .column = column,
                       .value = std::move(value)});
}

}  // namespace pairwell
