/// Binds the calendar, the timetable and the programme of pairwell/scheme.
#include <cstdint>
#include <optional>
#include <string>
#include <tuple>
#include <utility>

#include <pybind11/native_enum.h>
#include <pybind11/stl.h>

#include "bindings.hpp"
#include "calendar_casters.hpp"
#include "pairwell/core/range.hpp"
#include "pairwell/scheme/calendar.hpp"
#include "pairwell/scheme/programme.hpp"
#include "pairwell/scheme/timetable.hpp"

namespace py = pybind11;

namespace {

using namespace pairwell;

/// A plain value: equal by its fields, shown as "<Name: text>".
template <class Value, class Text>
py::class_<Value> bind_value(py::module_& m, const char* name, const char* doc, Text text) {
  return py::class_<Value>(m, name, doc)
      .def("__eq__", equal<Value>(), py::is_operator())
      .def("__repr__", [name, text](const Value& value) {
        return "<" + std::string(name) + ": " + std::string(text(value)) + ">";
      });
}

void bind_calendar_types(py::module_& m) {
  py::native_enum<Weekday>(m, "Weekday", "enum.Enum", "A day of the week; Monday is 0, as in datetime.")
      .value("MONDAY", Weekday::monday)
      .value("TUESDAY", Weekday::tuesday)
      .value("WEDNESDAY", Weekday::wednesday)
      .value("THURSDAY", Weekday::thursday)
      .value("FRIDAY", Weekday::friday)
      .value("SATURDAY", Weekday::saturday)
      .value("SUNDAY", Weekday::sunday)
      .finalize();
  py::native_enum<WhenUnclear>(m, "WhenUnclear", "enum.Enum",
                               "What to do with a reading that a change of clocks skips or repeats.")
      .value("REJECT", WhenUnclear::reject, "Refuse it, and name both readings.")
      .value("EARLIEST", WhenUnclear::earliest, "Take the earlier of both readings.")
      .value("LATEST", WhenUnclear::latest, "Take the later of both readings.")
      .finalize();
  py::class_<Month>(m, "Month", "A month, for dates that are to be fixed later.")
      .def(py::init([](int year, int month) {
             return parse_month(to_string(Month{year, month}));
           }),
           py::arg("year"), py::arg("month"))
      .def_readonly("year", &Month::year)
      .def_readonly("month", &Month::month)
      .def("__eq__", equal<Month>(), py::is_operator())
      .def(
          "__lt__", [](const Month& a, const Month& b) { return a < b; }, py::is_operator())
      .def(
          "__le__", [](const Month& a, const Month& b) { return a <= b; }, py::is_operator())
      .def("__hash__", [](const Month& month) { return month.year * 12 + month.month; })
      .def("__str__", [](const Month& month) { return to_string(month); })
      .def("__repr__", [](const Month& month) { return "<Month: " + to_string(month) + ">"; })
      .def(py::pickle([](const Month& month) { return py::make_tuple(month.year, month.month); },
                      [](const py::tuple& state) {
                        return Month{state[0].cast<int>(), state[1].cast<int>()};
                      }));
}

pairwell_bindings::OffsetTime with_offset(const Zone& zone, Instant instant) {
  return {zone.local(instant), zone.offset(instant), zone.label(instant)};
}

void bind_calendar(py::module_& m) {
  m.def("parse_weekday", &parse_weekday, py::arg("text"));
  m.def("parse_date", &parse_date, py::arg("text"));
  m.def("parse_month", &parse_month, py::arg("text"));
  m.def("parse_local_time", &parse_local_time, py::arg("text"));
  m.def("parse_instant", &parse_instant, py::arg("text"));
  m.def("weekday", &weekday, py::arg("date"));
  m.def("in_words", py::overload_cast<const Date&>(&in_words), py::arg("date"));
  m.def("in_words", py::overload_cast<const Month&>(&in_words), py::arg("month"));
  m.def("in_words", py::overload_cast<const LocalTime&>(&in_words), py::arg("time"));

  py::class_<Zone>(m, "Zone", "A named time zone; refuses years for which its clocks are not known.")
      .def_static("named", &Zone::named, py::arg("name"),
                  "A zone by its name in the zone data of IANA, or \"anywhere on Earth\".")
      .def_static("names", &Zone::names, "The names that named() takes, in order.")
      .def_static("folders", &Zone::folders, "The folders in which zones are looked for, in order.")
      .def_static("set_folders", &Zone::set_folders, py::arg("folders"),
                  "Look for zones in these folders, in this order, and then among those that are built in.")
      .def_property_readonly("name", &Zone::name)
      .def_property_readonly("iana_name", &Zone::iana_name, "\"Etc/GMT+12\" for anywhere on Earth, else the name.")
      .def_property_readonly("source", &Zone::source, "The folder that it was found in, or \"built in\".")
      .def_property_readonly("first_year", &Zone::first_year)
      .def_property_readonly("last_year", &Zone::last_year)
      .def("instant", &Zone::instant, py::arg("local"), py::arg("when_unclear") = WhenUnclear::reject,
           "The instant of a wall-clock reading, in UTC.")
      .def("start_of", &Zone::start_of, py::arg("date"), "The first instant of a day, in UTC.")
      .def("local", &Zone::local, py::arg("instant"), "The wall-clock reading of an instant.")
      .def("with_offset", &with_offset, py::arg("instant"),
           "The same, with the offset and the label of then as its tzinfo.")
      .def("offset", &Zone::offset, py::arg("instant"), "Seconds that the zone is ahead of UTC at an instant.")
      .def("is_summer", &Zone::is_summer, py::arg("instant"), "Whether daylight saving time is in force.")
      .def("abbreviation", &Zone::abbreviation, py::arg("instant"), "\"GMT\" or \"BST\", or \"+0545\".")
      .def("label", &Zone::label, py::arg("instant"), "The same for people: \"UTC+05:45\", \"anywhere on Earth\".")
      .def("changes", &Zone::changes, py::arg("start"), py::arg("end"),
           "The instants after one and up to another at which the clocks change.")
      .def("__repr__", [](const Zone& zone) { return "<Zone: " + zone.name() + ">"; })
      .def(py::pickle([](const Zone& zone) { return zone.name(); },
                      [](const std::string& name) { return Zone::named(name); }));
}

void bind_timetable(py::module_& m) {
  py::native_enum<EventKind>(m, "EventKind", "enum.Enum", "What an event is for.")
      .value("TALK", EventKind::talk)
      .value("DEADLINE", EventKind::deadline, "The one that decisions look at.")
      .value("INTERVIEWS", EventKind::interviews)
      .value("CONVERSATIONS", EventKind::conversations)
      .value("WORKSHOP", EventKind::workshop)
      .value("TRAINING", EventKind::training)
      .value("SUPERVISION", EventKind::supervision)
      .value("OTHER", EventKind::other)
      .finalize();
  bind_value<EventDay>(m, "EventDay", "One day of an event, with the day of the week that its author gave.",
                       [](const EventDay& day) { return in_words(day.date); })
      .def_property_readonly("date", [](const EventDay& day) { return day.date; })
      .def_readonly("stated", &EventDay::stated, "As written beside the date; None where nothing was.");
  bind_value<Event>(m, "Event", "Something on one or several days, or in a month that has yet to be narrowed to a day.",
                    [](const Event& event) { return event.id; })
      .def_readonly("id", &Event::id)
      .def_readonly("kind", &Event::kind)
      .def_readonly("title", &Event::title)
      .def_readonly("days", &Event::days, "In order; empty where only the month is known.")
      .def_readonly("month", &Event::month, "Set instead of days.")
      .def_property_readonly(
          "at", [](const Event& event) { return event.at; }, "Wall clock on the first day, where there is a time.")
      .def_readonly("for_whom", &Event::for_whom)
      .def_readonly("note", &Event::note)
      .def_readonly("zone", &Event::zone, "The zone of its time of day; empty for that of the timetable.");
  bind_value<Timetable>(m, "Timetable", "A programme's events, in one time zone where an event has none of its own.",
                        [](const Timetable& timetable) { return std::to_string(timetable.events.size()) + " events"; })
      .def_readonly("zone", &Timetable::zone)
      .def_readonly("events", &Timetable::events, "In the order of the file.");
  m.def("zone_of", &zone_of, py::arg("timetable"), py::arg("event"), "The zone of an event's time of day.");
  m.def("start", &start, py::arg("timetable"), py::arg("event"), "The instant of an event's start.");
  m.def("deadline", &deadline, py::arg("timetable"), py::return_value_policy::copy, "The one event of kind deadline.");
  m.def("in_words", py::overload_cast<const Timetable&, const Event&>(&in_words), py::arg("timetable"),
        py::arg("event"), "An event's dates for people.");
  m.def("parse_event_date", &parse_event_date, py::arg("text"), "A day or a month as people write it.");
}

void bind_programme_enums(py::module_& m) {
  py::native_enum<Role>(m, "Role", "enum.Enum", "Who an applicant would be in a pair.")
      .value("MENTEE", Role::mentee)
      .value("MENTOR", Role::mentor)
      .finalize();
  py::native_enum<Across>(m, "Across", "enum.Enum", "Whether pairs may cross regions.")
      .value("ALLOWED", Across::allowed)
      .value("FORBIDDEN", Across::forbidden)
      .finalize();
}

void bind_programme_parts(py::module_& m) {
  bind_value<Range>(m, "Range", "A whole number of pairs, people or places, both ends included.",
                    [](const Range& range) { return to_string(range); })
      .def_readonly("least", &Range::least)
      .def_property_readonly(
          "most",
          [](const Range& range) { return range.most == Range::no_limit ? std::optional<std::int32_t>() : range.most; },
          "None where there is no limit.")
      .def("__str__", [](const Range& range) { return to_string(range); });
  bind_value<Place>(m, "Place", "A programme's capacity by region and role.",
                    [](const Place& place) {
                      return place.region + ", " + std::string(to_string(place.role)) + "s, " + to_string(place.people);
                    })
      .def_readonly("role", &Place::role)
      .def_readonly("region", &Place::region)
      .def_readonly("people", &Place::people);
  bind_value<Fund>(m, "Fund", "Ring-fenced money, in whole pence.", [](const Fund& fund) { return fund.id; })
      .def_readonly("id", &Fund::id)
      .def_readonly("purpose", &Fund::purpose)
      .def_readonly("pence", &Fund::pence);
  bind_value<EligibilityRule>(
      m, "EligibilityRule", "One eligibility rule, with its version and its sentence.",
      [](const EligibilityRule& rule) { return rule.id + ", version " + std::to_string(rule.version); })
      .def_readonly("id", &EligibilityRule::id)
      .def_readonly("version", &EligibilityRule::version)
      .def_readonly("sentence", &EligibilityRule::sentence, "What an applicant reads.")
      .def_readonly("reason", &EligibilityRule::reason, "Said where it fails.")
      .def_readonly("roles", &EligibilityRule::roles, "Whom it applies to; both where empty.")
      .def_readonly("condition", &EligibilityRule::condition, "What the answers must be.");
}

void bind_programme_rules(py::module_& m) {
  bind_value<Weights>(m, "Weights", "How much each part of a pair's score weighs.",
                      [](const Weights& weights) { return "needs " + std::to_string(weights.needs) + ", ..."; })
      .def_readonly("needs", &Weights::needs)
      .def_readonly("preference", &Weights::preference)
      .def_readonly("deep_fit", &Weights::deep_fit)
      .def_readonly("expectations", &Weights::expectations)
      .def_readonly("practicality", &Weights::practicality)
      .def_readonly("reciprocity", &Weights::reciprocity);
  bind_value<ObjectiveRules>(m, "ObjectiveRules", "The names of the objective's stages, in order.",
                             [](const ObjectiveRules& rules) {
                               std::string text;
                               for (const std::string& stage : rules.stages) text += stage + ", ";
                               return text + "seed " + std::to_string(rules.seed);
                             })
      .def_readonly("stages", &ObjectiveRules::stages)
      .def_readonly("floor", &ObjectiveRules::floor, "Points under which a pair counts as below the floor.")
      .def_readonly("seed", &ObjectiveRules::seed, "Of the published lottery.");
  bind_value<PairRules>(m, "PairRules", "Rules of pairing that are never points.",
                        [](const PairRules& rules) { return std::to_string(rules.common_slots) + " common slots"; })
      .def_readonly("common_slots", &PairRules::common_slots)
      .def_readonly("regions", &PairRules::regions)
      .def_readonly("same_employer", &PairRules::same_employer)
      .def_readonly("most_access_pence", &PairRules::most_access_pence);
  bind_value<RubricLine>(m, "RubricLine", "One line of the published rubric.",
                         [](const RubricLine& line) { return line.id; })
      .def_readonly("id", &RubricLine::id)
      .def_readonly("sentence", &RubricLine::sentence)
      .def_readonly("most", &RubricLine::most, "Marks run from 0 to this.")
      .def_readonly("weight", &RubricLine::weight);
  bind_value<SelectionRules>(m, "SelectionRules", "How applicants are shortlisted.",
                             [](const SelectionRules& rules) { return std::to_string(rules.rubric.size()) + " lines"; })
      .def_readonly("rubric", &SelectionRules::rubric)
      .def_readonly("panel_members", &SelectionRules::panel_members)
      .def_readonly("reserves", &SelectionRules::reserves)
      .def_readonly("tie_rule", &SelectionRules::tie_rule);
}

void bind_programme(py::module_& m) {
  bind_value<Programme>(m, "Programme", "A programme of mentoring: one run of it from call to closing.",
                        [](const Programme& programme) { return programme.id; })
      .def(py::init<const Programme&>(), py::arg("other"))
      .def_readonly("id", &Programme::id)
      .def_readonly("name", &Programme::name)
      .def_readonly("organisation", &Programme::organisation)
      .def_readonly("summary", &Programme::summary)
      .def_readonly("starts", &Programme::starts, "First month of the running period.")
      .def_readonly("ends", &Programme::ends, "Last month of the running period.")
      .def_readonly("nations", &Programme::nations)
      .def_readonly("funders", &Programme::funders)
      .def_readonly("references", &Programme::references)
      .def_readonly("vocabulary", &Programme::vocabulary, "The terms of needs and offers; empty: any term.")
      .def_readonly("timetable", &Programme::timetable)
      .def_readonly("places", &Programme::places)
      .def_readonly("funds", &Programme::funds)
      .def_readonly("rules", &Programme::rules)
      .def_readonly("selection", &Programme::selection)
      .def_readonly("pairing", &Programme::pairing)
      .def_readonly("objective", &Programme::objective)
      .def_readonly("questions", &Programme::questions, "What applicants are asked, in order.")
      .def_readonly("sheets", &Programme::sheets, "How exported files are read.")
      .def_readonly("criteria", &Programme::criteria, "What a pair's points are made of, in order.")
      .def_readonly("pair_rules", &Programme::pair_rules)
      .def_readonly("least_coverage", &Programme::least_coverage, "Thousandths of the weight.")
      .def_readonly("locations", &Programme::locations)
      .def_readonly("travel_times", &Programme::travel_times)
      .def_readonly("currency", &Programme::currency, "Of all amounts: an ISO 4217 code.")
      .def_readonly("language", &Programme::language, "Of yes and no, days, months and agreement in answers.")
      .def_readonly("evaluation", &Programme::evaluation, "Empty: evaluation_questions().");
}

}  // namespace

void bind_scheme(py::module_& m) {
  bind_calendar_types(m);
  bind_calendar(m);
  bind_timetable(m);
  bind_programme_enums(m);
  bind_scheme_questions(m);
  bind_scheme_criteria(m);
  bind_programme_parts(m);
  bind_programme_rules(m);
  bind_programme(m);
}
