/// Binds what a programme asks and how answers are read: questions, sheets, conditions and places.
#include <cmath>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <pybind11/native_enum.h>
#include <pybind11/stl.h>

#include "bindings.hpp"
#include "calendar_casters.hpp"
#include "named.hpp"
#include "pairwell/scheme/condition.hpp"
#include "pairwell/scheme/programme.hpp"
#include "values.hpp"

namespace py = pybind11;

namespace {

using namespace pairwell;

using Texts = std::vector<std::string>;

void bind_question_enums(py::module_& m) {
  py::native_enum<QuestionKind>(m, "QuestionKind", "enum.Enum", "What an answer is.")
      .value("CHOICE", QuestionKind::choice, "One of the options.")
      .value("CHOICES", QuestionKind::choices, "A set of options.")
      .value("RANKED", QuestionKind::ranked, "Options in order, or each with a priority.")
      .value("LEVEL", QuestionKind::level, "One of an ordered list of options, the lowest first.")
      .value("SCALE", QuestionKind::scale, "A whole number in a range.")
      .value("NUMBER", QuestionKind::number, "A number with a unit.")
      .value("YES_NO", QuestionKind::yes_no)
      .value("DATE", QuestionKind::date)
      .value("INSTANT", QuestionKind::instant)
      .value("AVAILABILITY", QuestionKind::availability, "Named slots or times of the week.")
      .value("PLACE", QuestionKind::place)
      .value("LANGUAGES", QuestionKind::languages)
      .value("PEOPLE", QuestionKind::people, "Other applicants.")
      .value("VECTOR", QuestionKind::vector, "Numbers from a model of one's own.")
      .value("TEXT", QuestionKind::text, "Free words, read by people only.")
      .finalize();
  py::native_enum<Keep>(m, "Keep", "enum.Enum", "Where answers are kept.")
      .value("APPLICATION", Keep::application)
      .value("IDENTITY", Keep::identity)
      .value("MONITORING", Keep::monitoring)
      .finalize();
  py::native_enum<Plays>(m, "Plays", "enum.Enum", "What a question is to the scheme itself.")
      .value("NOTHING", Plays::nothing)
      .value("REFERENCE", Plays::reference)
      .value("NAME", Plays::name)
      .value("EMAIL", Plays::email)
      .value("ROLE", Plays::role)
      .value("STATE", Plays::state)
      .value("SUBMITTED_AT", Plays::submitted_at)
      .value("CONSENT", Plays::consent)
      .value("REGION", Plays::region)
      .value("ZONE", Plays::zone)
      .value("CAPACITY", Plays::capacity)
      .value("WISHES", Plays::wishes)
      .value("VETOES", Plays::vetoes)
      .value("CONFLICTS", Plays::conflicts)
      .value("PAST_PAIRS", Plays::past_pairs)
      .value("AGAIN", Plays::again)
      .value("LINE_MANAGER", Plays::line_manager)
      .value("EMPLOYER", Plays::employer)
      .value("TEAM", Plays::team)
      .value("SLOTS", Plays::slots)
      .value("ACCESS_COST", Plays::access_cost)
      .finalize();
  py::native_enum<DateOrder>(m, "DateOrder", "enum.Enum", "The order of day, month and year in digits.")
      .value("ISO", DateOrder::iso)
      .value("DAY_FIRST", DateOrder::day_first)
      .value("MONTH_FIRST", DateOrder::month_first)
      .finalize();
  py::native_enum<Resubmissions>(m, "Resubmissions", "enum.Enum", "Which of several forms of one person counts.")
      .value("LAST", Resubmissions::last)
      .value("FIRST", Resubmissions::first)
      .value("REFUSED", Resubmissions::refused)
      .finalize();
  py::native_enum<ConditionKind>(m, "ConditionKind", "enum.Enum", "How a condition looks at an answer.")
      .value("ALL", ConditionKind::all)
      .value("ANY", ConditionKind::any)
      .value("NONE", ConditionKind::none)
      .value("ANSWERED", ConditionKind::answered)
      .value("CONFIRMED", ConditionKind::confirmed)
      .value("ONE_OF", ConditionKind::one_of)
      .value("NONE_OF", ConditionKind::none_of)
      .value("ALL_OF", ConditionKind::all_of)
      .value("AT_LEAST", ConditionKind::at_least)
      .value("AT_MOST", ConditionKind::at_most)
      .value("FROM", ConditionKind::from)
      .value("UNTIL", ConditionKind::until)
      .value("AGE_FROM", ConditionKind::age_from)
      .value("AGE_UNTIL", ConditionKind::age_until)
      .finalize();
}

/// One of several roles or all of them by their names.
std::vector<Role> roles_of(const std::vector<Named<Role>>& given) {
  std::vector<Role> roles;
  for (const Named<Role>& role : given) roles.push_back(by_name(role, Role::mentor, "role"));
  return roles;
}

/// A dictionary in its order.
template <class Entries, class Text, class Value>
py::dict in_order(const Entries& entries, Text text, Value value) {
  py::dict result;
  for (const auto& entry : entries) result[py::cast(entry.*text)] = py::cast(entry.*value);
  return result;
}

template <class Entry, class Value>
std::vector<Entry> entries_of(const py::dict& given) {
  std::vector<Entry> entries;
  for (const auto& [text, value] : given)
    entries.push_back({text.template cast<std::string>(), value.template cast<Value>()});
  return entries;
}

void bind_question(py::module_& m) {
  py::class_<Question> bound(m, "Question", "What a programme asks its applicants, and how an answer is read.");
  bound
      .def(py::init([](std::string id, const Named<QuestionKind>& kind, const std::vector<Named<Role>>& asked,
                       std::string words, std::string mentor_words, Texts headings, const Named<Keep>& keep,
                       const Named<Plays>& plays, Texts options, bool only_options, std::string separator,
                       std::int64_t least, std::int64_t most, std::int32_t decimals, std::string unit,
                       const py::typing::Dict<py::str, py::int_>& numbers, bool is_private) {
             return Question{.id = std::move(id),
                             .kind = by_name(kind, QuestionKind::text, "kind"),
                             .asked = roles_of(asked),
                             .words = std::move(words),
                             .mentor_words = std::move(mentor_words),
                             .headings = std::move(headings),
                             .keep = by_name(keep, Keep::monitoring, "keep"),
                             .plays = by_name(plays, Plays::access_cost, "plays"),
                             .options = std::move(options),
                             .only_options = only_options,
                             .separator = std::move(separator),
                             .least = least,
                             .most = most,
                             .decimals = decimals,
                             .unit = std::move(unit),
                             .numbers = entries_of<WordValue, std::int64_t>(numbers),
                             .is_private = is_private};
           }),
           py::arg("id") = "", py::arg("kind") = QuestionKind::text, py::kw_only(),
           py::arg("asked") = std::vector<Named<Role>>(), py::arg("words") = "", py::arg("mentor_words") = "",
           py::arg("headings") = Texts(), py::arg("keep") = Keep::application, py::arg("plays") = Plays::nothing,
           py::arg("options") = Texts(), py::arg("only_options") = false, py::arg("separator") = "",
           py::arg("least") = 0, py::arg("most") = 0, py::arg("decimals") = 0, py::arg("unit") = "",
           py::arg("numbers") = py::dict(), py::arg("is_private") = false)
      .def_readonly("id", &Question::id, "How rules and criteria name it.")
      .def_readonly("kind", &Question::kind)
      .def_readonly("asked", &Question::asked, "Of whom; of both where empty.")
      .def_readonly("words", &Question::words, "As it is asked, and the heading of its column.")
      .def_readonly("mentor_words", &Question::mentor_words, "As mentors are asked, where that differs.")
      .def_readonly("headings", &Question::headings, "Other headings of its column or columns.")
      .def_readonly("keep", &Question::keep)
      .def_readonly("plays", &Question::plays)
      .def_readonly("options", &Question::options, "Empty: any.")
      .def_readonly("only_options", &Question::only_options, "Whether another answer is an error.")
      .def_readonly("separator", &Question::separator, "Between several answers of one cell; empty: found out.")
      .def_readonly("least", &Question::least, "Of a scale, number or priority, in units.")
      .def_readonly("most", &Question::most, "The same; both 0: no limits.")
      .def_readonly("decimals", &Question::decimals, "A number is kept in units of 10 to the power of minus this.")
      .def_readonly("unit", &Question::unit)
      .def_property_readonly(
          "numbers",
          [](const Question& question) -> py::typing::Dict<py::str, py::int_> {
            return in_order(question.numbers, &WordValue::word, &WordValue::value);
          },
          "Words that stand for a number, in units.")
      .def_readonly("is_private", &Question::is_private, "Whether a panel may not see it.");
  finish_value(bound, {"id", "kind", "asked", "words", "mentor_words", "headings", "keep", "plays", "options",
                       "only_options", "separator", "least", "most", "decimals", "unit", "numbers", "is_private"});
}

char sign(const std::string& text) {
  if (text == "." || text == ",") return text.front();
  throw InvalidInput("Sheet", "decimal", "a decimal mark is \".\" or \",\"", text);
}

void bind_sheet(py::module_& m) {
  using Roles = py::typing::Dict<py::str, py::typing::List<Role>>;
  using Columns = py::typing::Dict<py::str, py::str>;
  py::class_<Sheet> bound(m, "Sheet", "How an exported file of answers is read.");
  bound
      .def(py::init([](std::string id, const std::optional<Named<Role>>& role, std::string encoding,
                       std::string separator, std::string worksheet, std::int32_t header_rows,
                       std::int32_t skipped_rows, const std::string& decimal, const Named<DateOrder>& dates,
                       std::string zone, const Named<Resubmissions>& resubmissions, const Columns& columns,
                       Texts ignored, const std::map<std::string, std::vector<Named<Role>>>& roles) {
             Sheet sheet{.id = std::move(id),
                         .role = role ? std::optional(by_name(*role, Role::mentor, "role")) : std::nullopt,
                         .encoding = std::move(encoding),
                         .separator = std::move(separator),
                         .worksheet = std::move(worksheet),
                         .header_rows = header_rows,
                         .skipped_rows = skipped_rows,
                         .decimal = sign(decimal),
                         .dates = by_name(dates, DateOrder::month_first, "dates"),
                         .zone = std::move(zone),
                         .resubmissions = by_name(resubmissions, Resubmissions::refused, "resubmissions"),
                         .columns = entries_of<SheetColumn, std::string>(columns),
                         .ignored = std::move(ignored),
                         .roles = {}};
             for (const auto& [word, given] : roles) sheet.roles.push_back({word, roles_of(given)});
             return sheet;
           }),
           py::arg("id") = "", py::kw_only(), py::arg("role") = py::none(), py::arg("encoding") = "",
           py::arg("separator") = "", py::arg("worksheet") = "", py::arg("header_rows") = 1,
           py::arg("skipped_rows") = 0, py::arg("decimal") = ".", py::arg("dates") = DateOrder::iso,
           py::arg("zone") = "", py::arg("resubmissions") = Resubmissions::last, py::arg("columns") = py::dict(),
           py::arg("ignored") = Texts(), py::arg("roles") = py::dict())
      .def_readonly("id", &Sheet::id)
      .def_readonly("role", &Sheet::role, "None: a column says it.")
      .def_readonly("encoding", &Sheet::encoding, "Empty: found out.")
      .def_readonly("separator", &Sheet::separator, "Of the cells of a CSV file; empty: found out.")
      .def_readonly("worksheet", &Sheet::worksheet, "Of a workbook; empty: the first.")
      .def_readonly("header_rows", &Sheet::header_rows)
      .def_readonly("skipped_rows", &Sheet::skipped_rows, "Above the headings.")
      .def_property_readonly("decimal", [](const Sheet& sheet) { return std::string(1, sheet.decimal); })
      .def_readonly("dates", &Sheet::dates)
      .def_readonly("zone", &Sheet::zone, "Of moments without an offset; empty: the timetable's.")
      .def_readonly("resubmissions", &Sheet::resubmissions)
      .def_property_readonly(
          "columns",
          [](const Sheet& sheet) -> Columns {
            return in_order(sheet.columns, &SheetColumn::heading, &SheetColumn::question);
          },
          "Questions by headings, besides headings that are a question's own.")
      .def_readonly("ignored", &Sheet::ignored, "Headings of columns that answer no question.")
      .def_property_readonly(
          "roles", [](const Sheet& sheet) -> Roles { return in_order(sheet.roles, &RoleWord::word, &RoleWord::roles); },
          "What answers to the question of the role mean.");
  finish_value(bound, {"id", "role", "encoding", "separator", "worksheet", "header_rows", "skipped_rows", "decimal",
                       "dates", "zone", "resubmissions", "columns", "ignored", "roles"});
}

void bind_condition(py::module_& m) {
  py::class_<Condition> bound(m, "Condition", "What a rule of a person asks of the answers.");
  bound
      .def(py::init([](const Named<ConditionKind>& kind, std::string question, Texts values, std::int64_t number,
                       const std::optional<Date>& day, std::vector<Condition> of) {
             return Condition{by_name(kind, ConditionKind::age_until, "kind"),
                              std::move(question),
                              std::move(values),
                              number,
                              day.value_or(Date{}),
                              std::move(of)};
           }),
           py::arg("kind") = ConditionKind::answered, py::arg("question") = "", py::kw_only(),
           py::arg("values") = Texts(), py::arg("number") = 0, py::arg("day") = py::none(),
           py::arg("of") = std::vector<Condition>())
      .def_readonly("kind", &Condition::kind)
      .def_readonly("question", &Condition::question)
      .def_readonly("values", &Condition::values)
      .def_readonly("number", &Condition::number, "In the question's units.")
      .def_property_readonly(
          "day",
          [](const Condition& condition) {
            return condition.day == Date{} ? std::nullopt : std::optional(condition.day);
          },
          "None where there is none.")
      .def_readonly("of", &Condition::of, "Of all, any and none: other conditions.");
  finish_value(bound, {"kind", "question", "values", "number", "day", "of"});
}

std::int32_t millionths(double degrees) {
  if (!(std::abs(degrees) <= 180)) {
    throw InvalidInput("Location", "range", "degrees are from -180 to 180", std::to_string(degrees));
  }
  return static_cast<std::int32_t>(std::llround(degrees * 1e6));
}

void bind_places(py::module_& m) {
  py::class_<Location> location(m, "Location", "Where a place is, to a millionth of a degree.");
  location
      .def(py::init([](std::string name, double latitude, double longitude) {
             return Location{std::move(name), millionths(latitude), millionths(longitude)};
           }),
           py::arg("name") = "", py::arg("latitude") = 0.0, py::arg("longitude") = 0.0)
      .def_readonly("name", &Location::name)
      .def_property_readonly("latitude", [](const Location& place) { return place.latitude / 1e6; })
      .def_property_readonly("longitude", [](const Location& place) { return place.longitude / 1e6; });
  finish_value(location, {"name", "latitude", "longitude"});
  py::class_<TravelTime> time(m, "TravelTime", "How long it takes from one place to another, either way.");
  time.def(py::init([](std::string from, std::string to, std::int32_t minutes) {
             return TravelTime{std::move(from), std::move(to), minutes};
           }),
           py::arg("origin") = "", py::arg("destination") = "", py::arg("minutes") = 0)
      .def_readonly("origin", &TravelTime::from)
      .def_readonly("destination", &TravelTime::to)
      .def_readonly("minutes", &TravelTime::minutes);
  finish_value(time, {"origin", "destination", "minutes"});
  py::class_<EvaluationQuestion> asked(m, "EvaluationQuestion", "What an evaluation asks, on a scale of 1 to 5.");
  asked
      .def(py::init([](std::string id, std::string sentence) {
             return EvaluationQuestion{std::move(id), std::move(sentence)};
           }),
           py::arg("id") = "", py::arg("sentence") = "")
      .def_readonly("id", &EvaluationQuestion::id)
      .def_readonly("sentence", &EvaluationQuestion::sentence);
  finish_value(asked, {"id", "sentence"});
}

}  // namespace

void bind_scheme_questions(py::module_& m) {
  bind_question_enums(m);
  bind_question(m);
  bind_sheet(m);
  bind_condition(m);
  bind_places(m);
}
