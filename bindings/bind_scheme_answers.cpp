/// Binds answers, and the reading of forms, sheets and monitoring answers.
#include <cstdint>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include <pybind11/stl.h>

#include "bindings.hpp"
#include "calendar_casters.hpp"
#include "pairwell/scheme/applications.hpp"
#include "pairwell/scheme/forms.hpp"
#include "pairwell/scheme/monitoring.hpp"
#include "pairwell/scheme/standard_questions.hpp"
#include "scheme/kept_forms.hpp"

namespace py = pybind11;

namespace {

using namespace pairwell;

void bind_values(py::module_& m) {
  py::class_<Need>(m, "Need", "A term with its priority: 1 matters most, 3 least.")
      .def_readonly("term", &Need::term)
      .def_readonly("priority", &Need::priority)
      .def("__eq__", equal<Need>(), py::is_operator())
      .def("__repr__",
           [](const Need& need) { return "<Need: " + need.term + ":" + std::to_string(need.priority) + ">"; })
      .def(py::pickle([](const Need& need) { return py::make_tuple(need.term, need.priority); },
                      [](const py::tuple& state) {
                        return Need{state[0].cast<std::string>(), state[1].cast<int>()};
                      }));
  py::class_<WeekStretch>(m, "WeekStretch", "A stretch of the week, in minutes from Monday 00:00 UTC.")
      .def_readonly("begin", &WeekStretch::begin, "0 to 10079.")
      .def_readonly("minutes", &WeekStretch::minutes,
                    "1 to 10080; from the end of the week it goes on at its beginning.")
      .def("__eq__", equal<WeekStretch>(), py::is_operator())
      .def("__repr__",
           [](const WeekStretch& stretch) {
             return "<WeekStretch: " + std::to_string(stretch.minutes) + " minutes from " +
                    std::to_string(stretch.begin) + ">";
           })
      .def(py::pickle([](const WeekStretch& stretch) { return py::make_tuple(stretch.begin, stretch.minutes); },
                      [](const py::tuple& state) {
                        return WeekStretch{state[0].cast<std::int32_t>(), state[1].cast<std::int32_t>()};
                      }));
  py::class_<Availability>(m, "Availability", "When somebody can meet.")
      .def_readonly("slots", &Availability::slots, "Names of weekly slots.")
      .def_readonly("stretches", &Availability::stretches)
      .def("__eq__", equal<Availability>(), py::is_operator())
      .def("__repr__",
           [](const Availability& own) {
             return "<Availability: " + std::to_string(own.slots.size()) + " slots, " +
                    std::to_string(own.stretches.size()) + " stretches>";
           })
      .def(py::pickle(
          [](const Availability& own) { return py::make_tuple(own.slots, own.stretches); },
          [](const py::tuple& state) {
            return Availability{state[0].cast<std::vector<std::string>>(), state[1].cast<std::vector<WeekStretch>>()};
          }));
  py::class_<LanguageLevel>(m, "LanguageLevel", "A language with its level.")
      .def_readonly("language", &LanguageLevel::language)
      .def_readonly("level", &LanguageLevel::level, "1 to 6 for A1 to C2, 7 for a first language, 0 where not said.")
      .def("__eq__", equal<LanguageLevel>(), py::is_operator())
      .def("__repr__",
           [](const LanguageLevel& own) {
             return "<LanguageLevel: " + own.language + ", " + std::to_string(own.level) + ">";
           })
      .def(py::pickle([](const LanguageLevel& own) { return py::make_tuple(own.language, own.level); },
                      [](const py::tuple& state) {
                        return LanguageLevel{state[0].cast<std::string>(), state[1].cast<int>()};
                      }));
}

const Answer& answer_to(const Form& form, const std::string& question) {
  const Answer* answer = find_answer(form, question);
  if (answer == nullptr) {
    throw py::key_error("pairwell: form " + form.reference + " has no answer to a question '" + question + "'");
  }
  return *answer;
}

py::dict by_question(const std::vector<Answer>& answers) {
  py::dict result;
  for (const Answer& answer : answers) result[py::str(answer.question)] = py::cast(answer.value);
  return result;
}

template <class RoleForm>
RoleForm with_references(RoleForm form, std::vector<std::string> references) {
  form.same_person = std::move(references);
  return form;
}

void bind_form(py::module_& m) {
  py::class_<Identity>(m, "Identity", "Who a reference is; kept apart from the form.")
      .def_readonly("reference", &Identity::reference)
      .def_readonly("name", &Identity::name)
      .def_readonly("email", &Identity::email)
      .def_property_readonly(
          "answers", [](const Identity& own) { return by_question(own.answers); },
          "What else is kept with identity, by question.")
      .def("__eq__", equal<Identity>(), py::is_operator())
      .def("__repr__", [](const Identity& identity) { return "<Identity: " + identity.reference + ">"; });
  py::class_<Form>(m, "Form", "An application; a blank answer is an empty list, an empty text or None.")
      .def_readonly("reference", &Form::reference, "Unique in the programme.")
      .def_readonly("row", &Form::row, "Row of the table it was read from.")
      .def_readonly("state", &Form::state)
      .def_readonly("submitted_at", &Form::submitted_at, "In UTC; None where it was not submitted.")
      .def_readonly("nation", &Form::nation, "The region that places are counted by.")
      .def_readonly("employer", &Form::employer)
      .def_readonly("team", &Form::team)
      .def_readonly("line_manager", &Form::line_manager, "Reference of the line manager.")
      .def_readonly("wishes", &Form::wishes, "References of the other role, the most wished for first.")
      .def_readonly("vetoes", &Form::vetoes)
      .def_readonly("conflicts", &Form::conflicts)
      .def_readonly("past_pairs", &Form::past_pairs)
      .def_readonly("again", &Form::again, "Past pairs that are asked for again.")
      .def_readonly("slots", &Form::slots)
      .def_readonly("access_pence", &Form::access_pence, "What access needs cost, in the currency's smallest part.")
      .def_readonly("same_person", &Form::same_person,
                    "References of the other role under which the person applies too.")
      .def_property_readonly(
          "answers", [](const Form& form) { return by_question(form.answers); },
          "What was answered, by question, in the programme's order; None where it was blank.")
      .def(
          "answer", [](const Form& form, const std::string& question) { return answer_to(form, question).value; },
          py::arg("question"), "The answer to a question; None where it is blank. KeyError where there is no such.")
      .def(
          "given", [](const Form& form, const std::string& question) { return answer_to(form, question).given; },
          py::arg("question"),
          "The cell as it was given, several between ';'. KeyError where there is no such question.");
  const char* with_same_person = "The form of somebody who applies under these references of the other role too.";
  py::class_<MenteeForm, Form>(m, "MenteeForm", "The application of a mentee.")
      .def("with_same_person", &with_references<MenteeForm>, py::arg("references"), with_same_person)
      .def("__eq__", equal<MenteeForm>(), py::is_operator())
      .def("__repr__", [](const MenteeForm& form) {
        return "<MenteeForm: " + form.reference + ", " + std::string(to_string(form.state)) + ">";
      });
  py::class_<MentorForm, Form>(m, "MentorForm", "The application of a mentor.")
      .def("with_same_person", &with_references<MentorForm>, py::arg("references"), with_same_person)
      .def_readonly("capacity", &MentorForm::capacity, "How many mentees the mentor would take.")
      .def(
          "with_capacity",
          [](MentorForm form, std::int32_t capacity) {
            form.capacity = capacity;
            return form;
          },
          py::arg("capacity"), "The form of a mentor who would take so many mentees.")
      .def("__eq__", equal<MentorForm>(), py::is_operator())
      .def("__repr__", [](const MentorForm& form) {
        return "<MentorForm: " + form.reference + ", " + std::string(to_string(form.state)) + ">";
      });
}

template <class RoleForm>
std::tuple<std::vector<RoleForm>, std::vector<Identity>, Findings> parts(FormsRead<RoleForm> read) {
  return {std::move(read.forms), std::move(read.identities), std::move(read.findings)};
}

void bind_reading(py::module_& m) {
  m.def("fit_items", &fit_items, "The statements of the standard questions fit_1 to fit_6.");
  m.def("form_columns", &form_columns, py::arg("role"), "The columns of the standard questions of a role.");
  m.def("monitoring_columns", &monitoring_columns, "The columns that a table of forms may not have.");
  m.def(
      "read_mentee_forms",
      [](const Table& table, const Programme& programme) { return parts(read_mentee_forms(table, programme)); },
      py::arg("table"), py::arg("programme"), ReleaseGil(), "Forms, identities and findings.");
  m.def(
      "read_mentor_forms",
      [](const Table& table, const Programme& programme) { return parts(read_mentor_forms(table, programme)); },
      py::arg("table"), py::arg("programme"), ReleaseGil(), "Forms, identities and findings.");
  m.def(
      "read_kept_mentee_forms",
      [](const Table& table, const Programme& programme) { return parts(read_kept_mentee_forms(table, programme)); },
      py::arg("table"), py::arg("programme"), ReleaseGil(),
      "Forms, identities and findings of a table that a store made of forms.");
  m.def(
      "read_kept_mentor_forms",
      [](const Table& table, const Programme& programme) { return parts(read_kept_mentor_forms(table, programme)); },
      py::arg("table"), py::arg("programme"), ReleaseGil(),
      "Forms, identities and findings of a table that a store made of forms.");
  m.def(
      "check_forms",
      [](const std::vector<MenteeForm>& mentees, const std::vector<MentorForm>& mentors) {
        return check(mentees, mentors);
      },
      py::arg("mentees"), py::arg("mentors"), ReleaseGil());
}

void bind_applications(py::module_& m) {
  py::class_<KnownApplicant>(m, "KnownApplicant", "Somebody whose reference is known from before.")
      .def(py::init([](Role role, std::string reference, std::string email, std::string name) {
             return KnownApplicant{role, std::move(reference), std::move(email), std::move(name)};
           }),
           py::kw_only(), py::arg("role"), py::arg("reference"), py::arg("email"), py::arg("name") = std::string())
      .def_readonly("role", &KnownApplicant::role)
      .def_readonly("reference", &KnownApplicant::reference)
      .def_readonly("email", &KnownApplicant::email)
      .def_readonly("name", &KnownApplicant::name, "Looked at where a row has no e-mail.")
      .def("__eq__", equal<KnownApplicant>(), py::is_operator())
      .def("__repr__", [](const KnownApplicant& known) { return "<KnownApplicant: " + known.reference + ">"; });
  m.def(
      "read_applications",
      [](const Programme& programme, const std::vector<std::pair<std::string, Table>>& tables,
         const std::vector<KnownApplicant>& known) {
        std::vector<SheetTable> sheets;
        for (const auto& [id, table] : tables) sheets.push_back({.sheet = sheet_of(programme, id), .table = table});
        Applications read = read_applications(programme, sheets, known);
        return std::tuple(std::move(read.mentees), std::move(read.mentors), std::move(read.identities),
                          std::move(read.monitoring), std::move(read.findings));
      },
      py::arg("programme"), py::arg("tables"), py::arg("known") = std::vector<KnownApplicant>(), ReleaseGil(),
      "Mentees, mentors, identities, monitoring answers and findings of tables, each with the id of its sheet.");
}

void bind_monitoring(py::module_& m) {
  py::class_<MonitoringAnswers>(m, "MonitoringAnswers", "What one person answered for monitoring.")
      .def_readonly("reference", &MonitoringAnswers::reference)
      .def_property_readonly(
          "answers", [](const MonitoringAnswers& own) { return by_question(own.answers); },
          "What was answered, by question; None where it was blank.")
      .def("given", &given, py::arg("question"),
           "The cell of a question as it was given, without outer blanks; empty where there is none.")
      .def("__eq__", equal<MonitoringAnswers>(), py::is_operator())
      .def("__repr__",
           [](const MonitoringAnswers& answers) { return "<MonitoringAnswers: " + answers.reference + ">"; });
  const auto parts_of = [](MonitoringRead read) {
    return std::pair(std::move(read.answers), std::move(read.findings));
  };
  m.def(
      "read_monitoring", [parts_of](const Table& table) { return parts_of(read_monitoring(table)); }, py::arg("table"),
      ReleaseGil(), "Answers and findings.");
  m.def(
      "read_monitoring",
      [parts_of](const Table& table, const Programme& programme) {
        return parts_of(read_monitoring(table, programme));
      },
      py::arg("table"), py::arg("programme"), ReleaseGil(), "Answers and findings.");
}

}  // namespace

void bind_scheme_answers(py::module_& m) {
  bind_values(m);
  bind_form(m);
  bind_reading(m);
  bind_monitoring(m);
  bind_applications(m);
}
