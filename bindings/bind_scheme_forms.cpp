/// Binds tables, decisions and selections of pairwell/scheme.
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

#include <pybind11/native_enum.h>
#include <pybind11/stl.h>

#include "bindings.hpp"
#include "calendar_casters.hpp"
#include "pairwell/scheme/eligibility.hpp"
#include "pairwell/scheme/forms.hpp"
#include "pairwell/scheme/selection.hpp"

namespace py = pybind11;

namespace {

using namespace pairwell;

std::string text(std::string_view view) { return std::string(view); }

void bind_tables(py::module_& m) {
  py::class_<Table>(m, "Table", "Text cells under named columns; a cell is None where it was empty.")
      .def(py::init([](const py::str& name, std::vector<std::string> columns,
                       std::vector<std::vector<std::optional<std::string>>> rows,
                       std::vector<std::int64_t> row_numbers) {
             return Table{to_utf8(name), std::move(columns), std::move(rows), std::move(row_numbers)};
           }),
           py::arg("name"), py::arg("columns"), py::arg("rows"), py::arg("row_numbers") = std::vector<std::int64_t>())
      .def_readonly("name", &Table::name)
      .def_readonly("columns", &Table::columns)
      .def_readonly("rows", &Table::rows)
      .def_readonly("row_numbers", &Table::row_numbers);
}

void bind_eligibility(py::module_& m) {
  py::class_<Grace>(m, "Grace", "A late form that a person let in, and why.")
      .def(py::init([](std::string reference, Instant until, std::string reason, std::string decided_by) {
             return Grace{std::move(reference), until, std::move(reason), std::move(decided_by)};
           }),
           py::kw_only(), py::arg("reference"), py::arg("until"), py::arg("reason"), py::arg("decided_by"))
      .def(py::init([](std::string reference, const std::string& until, std::string reason, std::string decided_by) {
             return Grace{std::move(reference), parse_instant(until), std::move(reason), std::move(decided_by)};
           }),
           py::kw_only(), py::arg("reference"), py::arg("until"), py::arg("reason"), py::arg("decided_by"))
      .def_readonly("reference", &Grace::reference)
      .def_readonly("until", &Grace::until, "In time up to and including this second.")
      .def_readonly("reason", &Grace::reason)
      .def_readonly("decided_by", &Grace::decided_by)
      .def("__eq__", equal<Grace>(), py::is_operator())
      .def("__repr__",
           [](const Grace& grace) { return "<Grace: " + grace.reference + " until " + to_string(grace.until) + ">"; });
  py::class_<Reason>(m, "Reason", "One reason of a decision, in the version of the rule that gave it.")
      .def_readonly("rule", &Reason::rule)
      .def_readonly("version", &Reason::version)
      .def_readonly("text", &Reason::text, "A full sentence.")
      .def_readonly("field", &Reason::field, "The id of the question that it is about.")
      .def_readonly("question", &Reason::question, "The same as it was asked.")
      .def_readonly("value", &Reason::value, "What was answered, as it was given.")
      .def("__eq__", equal<Reason>(), py::is_operator())
      .def("__repr__", [](const Reason& reason) {
        return "<Reason: " + reason.rule + ", version " + std::to_string(reason.version) + ">";
      });
  py::class_<Decision>(m, "Decision", "The decision about one form.")
      .def_readonly("reference", &Decision::reference)
      .def_readonly("role", &Decision::role)
      .def_readonly("outcome", &Decision::outcome)
      .def_readonly("reasons", &Decision::reasons, "Every rule that fails; grace is a reason too.")
      .def_readonly("inputs", &Decision::inputs, "Digest of the form's fields that were looked at.")
      .def("__eq__", equal<Decision>(), py::is_operator())
      .def("__repr__", [](const Decision& decision) {
        return "<Decision: " + decision.reference + ", " + text(to_string(decision.outcome)) + ">";
      });
  using Graces = std::vector<Grace>;
  m.def("decide", py::overload_cast<const Programme&, const std::vector<MenteeForm>&, const Graces&>(&decide),
        py::arg("programme"), py::arg("forms"), py::arg("graces") = Graces(), ReleaseGil());
  m.def("decide", py::overload_cast<const Programme&, const std::vector<MentorForm>&, const Graces&>(&decide),
        py::arg("programme"), py::arg("forms"), py::arg("graces") = Graces(), ReleaseGil());
}

void bind_selection(py::module_& m) {
  py::class_<PanelScore>(m, "PanelScore", "One panel member's marks for one form, in the order of the rubric.")
      .def(py::init([](std::string reference, std::string member, std::vector<std::int32_t> marks) {
             return PanelScore{std::move(reference), std::move(member), std::move(marks)};
           }),
           py::kw_only(), py::arg("reference"), py::arg("member"), py::arg("marks"))
      .def_readonly("reference", &PanelScore::reference)
      .def_readonly("member", &PanelScore::member)
      .def_readonly("marks", &PanelScore::marks)
      .def("__eq__", equal<PanelScore>(), py::is_operator())
      .def("__repr__",
           [](const PanelScore& score) { return "<PanelScore: " + score.reference + " by " + score.member + ">"; });
  py::class_<PanelConflict>(m, "PanelConflict", "A panel member who does not mark an applicant, and why.")
      .def(py::init([](std::string member, std::string reference, std::string reason) {
             return PanelConflict{std::move(member), std::move(reference), std::move(reason)};
           }),
           py::kw_only(), py::arg("member"), py::arg("reference"), py::arg("reason"))
      .def_readonly("member", &PanelConflict::member)
      .def_readonly("reference", &PanelConflict::reference)
      .def_readonly("reason", &PanelConflict::reason)
      .def("__eq__", equal<PanelConflict>(), py::is_operator())
      .def("__repr__", [](const PanelConflict& conflict) {
        return "<PanelConflict: " + conflict.member + " does not mark " + conflict.reference + ">";
      });
  py::class_<Selection>(m, "Selection", "The decision of the panel about one eligible form.")
      .def_readonly("reference", &Selection::reference)
      .def_readonly("role", &Selection::role)
      .def_readonly("region", &Selection::region)
      .def_readonly("outcome", &Selection::outcome)
      .def_readonly("rank", &Selection::rank, "Within region and role, from 1; 0 where not scored.")
      .def_readonly("mean_thousandths", &Selection::mean_thousandths, "Of the most marks that could be had.")
      .def_readonly("reason", &Selection::reason, "A full sentence that names nobody else.")
      .def_readonly("detail", &Selection::detail, "Whose marks tie and what told them apart, or empty.")
      .def("__eq__", equal<Selection>(), py::is_operator())
      .def("__repr__", [](const Selection& selection) {
        return "<Selection: " + selection.reference + ", " + text(to_string(selection.outcome)) + ", rank " +
               std::to_string(selection.rank) + ">";
      });
  m.def(
      "read_panel",
      [](const Table& table, const Programme& programme) {
        PanelRead read = read_panel(table, programme);
        return std::pair(std::move(read.scores), std::move(read.findings));
      },
      py::arg("table"), py::arg("programme"), ReleaseGil(), "Scores and findings.");
  m.def(
      "check_panel",
      [](const std::vector<PanelScore>& scores, const std::vector<MenteeForm>& mentees,
         const std::vector<MentorForm>& mentors) { return check(scores, mentees, mentors); },
      py::arg("scores"), py::arg("mentees"), py::arg("mentors"), ReleaseGil());
  m.def("shortlist", &shortlist, py::arg("programme"), py::arg("role"), py::arg("decisions"), py::arg("forms"),
        py::arg("scores"), py::arg("conflicts") = std::vector<PanelConflict>(), ReleaseGil());
  m.def(
      "check_conflicts",
      [](const std::vector<PanelScore>& scores, const std::vector<PanelConflict>& conflicts) {
        return check(scores, conflicts);
      },
      py::arg("scores"), py::arg("conflicts"), ReleaseGil(), "Every score that a member gave in spite of a conflict.");
}

}  // namespace

void bind_scheme_forms(py::module_& m) {
  py::native_enum<FormState>(m, "FormState", "enum.Enum", "How far a form is.")
      .value("DRAFT", FormState::draft)
      .value("SUBMITTED", FormState::submitted)
      .value("WITHDRAWN", FormState::withdrawn)
      .finalize();
  py::native_enum<Outcome>(m, "Outcome", "enum.Enum", "Where a form stands after the deadline and the rules.")
      .value("ELIGIBLE", Outcome::eligible)
      .value("NOT_ELIGIBLE", Outcome::not_eligible, "In time, and at least one rule fails.")
      .value("LATE", Outcome::late, "Submitted after the deadline without grace.")
      .value("DRAFT", Outcome::draft, "Never submitted: kept, and reported as such.")
      .value("WITHDRAWN", Outcome::withdrawn, "Taken back by the applicant.")
      .finalize();
  py::native_enum<Selected>(m, "Selected", "enum.Enum", "Where an eligible form stands after the panel.")
      .value("SHORTLISTED", Selected::shortlisted, "Within the places of its region and role.")
      .value("RESERVE", Selected::reserve, "Within the reserves.")
      .value("NOT_SELECTED", Selected::not_selected, "Ranked after them.")
      .value("NOT_SCORED", Selected::not_scored, "Scored by too few panel members.")
      .finalize();
  bind_tables(m);
  bind_scheme_answers(m);
  bind_eligibility(m);
  bind_selection(m);
}
