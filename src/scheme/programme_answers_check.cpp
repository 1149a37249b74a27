#include "scheme/programme_answers_check.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/unicode.hpp"
#include "scheme/currencies.hpp"
#include "scheme/language_words.hpp"
#include "scheme/programme_checks.hpp"
#include "scheme/words.hpp"

namespace pairwell {
namespace {

constexpr std::int32_t most_header_rows = 5;
constexpr std::int32_t most_skipped_rows = 1000;
constexpr std::int32_t most_minutes = 100'000;
constexpr std::int32_t quarter_turn = 90'000'000;
constexpr std::int32_t half_turn = 180'000'000;

std::string list_key(const std::string& key, std::size_t position) {
  return key + "[" + std::to_string(position + 1) + "]";
}

class AnswersCheck {
 public:
  explicit AnswersCheck(const Programme& programme) : programme_(programme) {}

  Findings run() {
    need_one_of("currency", programme_.currency, currencies(), "currency");
    need_one_of("language", programme_.language, answer_languages(), "language of answers");
    check_range("least_coverage", programme_.least_coverage, 0, 1000, found_);
    std::set<std::string> ids;
    for (const Sheet& sheet : programme_.sheets) check_sheet(sheet, ids);
    check_roles_of_sheets();
    check_locations();
    check_travel_times();
    check_evaluation();
    return found_.take();
  }

 private:
  void need_one_of(const std::string& key, const std::string& text, const std::vector<std::string>& known,
                   const std::string& what) {
    if (std::ranges::find(known, text) != known.end()) return;
    found_.error(key, "reference", "There is no " + what + " \"" + text + "\"; " + hint(text, known), text);
  }

  void check_sheet(const Sheet& sheet, std::set<std::string>& ids) {
    const std::string key = "sheets." + sheet.id;
    check_id(key, sheet.id, ids, found_);
    check_role(key, sheet);
    const bool is_one_sign = unicode::length(sheet.separator) <= 1;
    if (!is_one_sign || sheet.separator == "\"" || sheet.separator == "\n") {
      found_.error(key + ".separator", "word", "A separator is one sign, such as \",\", \";\" or a tabulator.",
                   sheet.separator);
    }
    if (sheet.decimal != '.' && sheet.decimal != ',') {
      found_.error(key + ".decimal", "word", "Write \".\" or \",\".", std::string(1, sheet.decimal));
    }
    check_range(key + ".header_rows", sheet.header_rows, 1, most_header_rows, found_);
    check_range(key + ".skipped_rows", sheet.skipped_rows, 0, most_skipped_rows, found_);
    if (!sheet.zone.empty()) check_zone(key + ".zone", sheet.zone);
    check_columns(key, sheet);
    check_role_words(key + ".roles", sheet);
  }

  /// Whether a sheet is called by a role that is not its own.
  static bool is_misnamed(const Sheet& sheet) {
    return (sheet.id == "mentees" && sheet.role != Role::mentee) ||
           (sheet.id == "mentors" && sheet.role != Role::mentor);
  }

  void check_role(const std::string& key, const Sheet& sheet) {
    if (is_misnamed(sheet)) {
      found_.error(key + ".role", "role", "A sheet of this name is of " + sheet.id + "; give it another name.",
                   sheet.role ? std::string(to_string(*sheet.role)) : std::string());
    }
    if (sheet.role) return;
    const bool has_column = std::ranges::any_of(programme_.questions,
                                                [](const Question& question) { return question.plays == Plays::role; });
    if (has_column) return;
    found_.error(key + ".role", "blank",
                 "Say of which role the sheet is, or ask a question that plays \"role\" and says it for each row.");
  }

  void check_zone(const std::string& key, const std::string& zone) {
    try {
      static_cast<void>(Zone::named(zone));
    } catch (const InvalidInput& error) {
      found_.error(key, error);
    }
  }

  void check_columns(const std::string& key, const Sheet& sheet) {
    std::map<std::string, std::string> seen;
    const auto note = [&](const std::string& place, const std::string& heading) {
      check_text(place, heading, "A heading", found_);
      const auto [earlier, is_new] = seen.try_emplace(words::key(heading), heading);
      if (is_new) return;
      found_.error(place, "duplicate", "This heading is here already, as \"" + earlier->second + "\".", heading);
    };
    for (const SheetColumn& column : sheet.columns) {
      const std::string place = key + ".columns." + column.heading;
      note(place, column.heading);
      check_mapped(place, sheet, column.question);
    }
    for (std::size_t i = 0; i < sheet.ignored.size(); ++i) note(list_key(key + ".ignore", i), sheet.ignored[i]);
  }

  void check_mapped(const std::string& key, const Sheet& sheet, const std::string& id) {
    const auto question = std::ranges::find(programme_.questions, id, &Question::id);
    if (question == programme_.questions.end()) {
      std::vector<std::string> known;
      for (const Question& each : programme_.questions) {
        if (!sheet.role || is_asked(each, *sheet.role)) known.push_back(each.id);
      }
      found_.error(key, "reference", "There is no question \"" + id + "\"; " + hint(id, known), id);
    } else if (sheet.role && !is_asked(*question, *sheet.role)) {
      found_.error(key, "asked",
                   "The question \"" + id + "\" is not asked of " + std::string(to_string(*sheet.role)) + "s.", id);
    }
  }

  void check_role_words(const std::string& key, const Sheet& sheet) {
    if (sheet.role && !sheet.roles.empty()) {
      found_.error(key, "parameter", "The sheet is of one role, so that no column says it.",
                   std::string(to_string(*sheet.role)));
    }
    std::set<std::string> seen;
    for (const RoleWord& meaning : sheet.roles) {
      const std::string place = key + "." + meaning.word;
      check_text(place, meaning.word, "An answer", found_);
      if (!seen.insert(words::key(meaning.word)).second) {
        found_.error(place, "duplicate", "This answer appears twice.", meaning.word);
      }
      if (meaning.roles.empty()) {
        found_.error(place, "blank", "Write \"mentee\", \"mentor\" or both in a list.");
      } else if (std::set(meaning.roles.begin(), meaning.roles.end()).size() < meaning.roles.size()) {
        found_.error(place, "duplicate", "A role appears twice.");
      }
    }
  }

  void check_roles_of_sheets() {
    std::map<std::string, std::string> seen;
    for (const Sheet& sheet : programme_.sheets) {
      if (is_misnamed(sheet)) continue;
      const std::string of = sheet.role ? std::string(to_string(*sheet.role)) + "s" : std::string("both roles");
      const auto [earlier, is_new] = seen.try_emplace(of, sheet.id);
      if (is_new) continue;
      found_.error("sheets." + sheet.id + ".role", "duplicate",
                   "There is a sheet of " + of + " already: \"" + earlier->second + "\".", sheet.id);
    }
  }

  void check_locations() {
    std::map<std::string, std::string> seen;
    for (const Location& location : programme_.locations) {
      const std::string key = "locations." + location.name;
      check_text(key, location.name, "The name of a place", found_);
      const auto [earlier, is_new] = seen.try_emplace(words::key(location.name), location.name);
      if (!is_new) {
        found_.error(key, "duplicate", "This place is here already, as \"" + earlier->second + "\".", location.name);
      }
      check_degrees(key + ".latitude", location.latitude, quarter_turn);
      check_degrees(key + ".longitude", location.longitude, half_turn);
    }
  }

  void check_degrees(const std::string& key, std::int32_t degrees, std::int32_t most) {
    if (degrees >= -most && degrees <= most) return;
    const std::string limit = std::to_string(most / 1'000'000);
    found_.error(key, "range", "This must be from -" + limit + " to " + limit + " degrees.",
                 std::to_string(degrees / 1'000'000));
  }

  void check_travel_times() {
    std::set<std::pair<std::string, std::string>> seen;
    for (std::size_t i = 0; i < programme_.travel_times.size(); ++i) {
      const TravelTime& time = programme_.travel_times[i];
      const std::string key = list_key("travel_times", i);
      check_text(key, time.from, "The name of a place", found_);
      check_text(key, time.to, "The name of a place", found_);
      check_range(key, time.minutes, 0, most_minutes, found_);
      std::pair ends{words::key(time.from), words::key(time.to)};
      if (ends.first == ends.second) {
        found_.error(key, "duplicate", "From a place to itself nobody travels.", time.from);
        continue;
      }
      if (ends.second < ends.first) std::swap(ends.first, ends.second);
      if (!seen.insert(std::move(ends)).second) {
        found_.error(key, "duplicate", "The way between these places is here already; it counts either way.",
                     time.from + ", " + time.to);
      }
    }
  }

  void check_evaluation() {
    std::set<std::string> ids;
    for (const EvaluationQuestion& question : programme_.evaluation) {
      const std::string key = "evaluation." + question.id;
      check_id(key, question.id, ids, found_);
      check_text(key + ".sentence", question.sentence, "The sentence that people answer", found_);
    }
  }

  const Programme& programme_;
  FindingList found_;
};

}  // namespace

Findings check_answers_of(const Programme& programme) { return AnswersCheck(programme).run(); }

}  // namespace pairwell
