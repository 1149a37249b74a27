/// Binds pairwell/match/doctor and worth: what changes of rules would do, and which rules to relax.
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <tuple>
#include <utility>
#include <variant>
#include <vector>

#include <pybind11/native_enum.h>
#include <pybind11/stl.h>

#include "bind_match.hpp"
#include "bindings.hpp"
#include "interpreter.hpp"
#include "pairwell/match/doctor.hpp"
#include "pairwell/match/worth.hpp"
#include "watch.hpp"

namespace py = pybind11;

namespace {

using pairwell::DoctorOptions;
using pairwell::PersonRemedies;
using pairwell::Relaxation;
using pairwell::Remedy;
using pairwell::RuleChange;
using pairwell::RuleChangeKind;
using pairwell::Treatment;
using pairwell::Twos;
using pairwell::Worth;

std::unique_ptr<Treatment> doctor(const pairwell::Problem& problem, const pairwell::Matching& matching,
                                  const std::vector<std::int64_t>& mentees, const std::vector<std::int64_t>& mentors,
                                  std::int64_t most, Twos twos, NameFields fields, std::optional<ProgressCall> progress,
                                  const std::optional<double>& time_limit) {
  DoctorOptions options{.most = to_position(most, "the most"), .twos = twos};
  for (const std::int64_t mentee : mentees) options.mentees.emplace_back(to_position(mentee, "a mentee"));
  for (const std::int64_t mentor : mentors) options.mentors.emplace_back(to_position(mentor, "a mentor"));
  const pairwell::Names names = to_names(std::move(fields));
  Watch watch(std::move(progress), time_limit);
  return watch.run([&] {
    return std::make_unique<Treatment>(pairwell::doctor(problem, matching, options, names, watch.control()));
  });
}

std::vector<Worth> worth(const pairwell::Problem& problem, const pairwell::Matching& matching, NameFields fields,
                         std::optional<ProgressCall> progress, const std::optional<double>& time_limit) {
  const pairwell::Names names = to_names(std::move(fields));
  Watch watch(std::move(progress), time_limit);
  return watch.run([&] { return pairwell::worth(problem, matching, names, watch.control()); });
}

/// The range that is raised, as a change of rules.
RuleChange change_of(const Worth& own) {
  RuleChange change{.before = own.most, .after = own.most + 1};
  std::visit([&](const auto& subject) { change.subject = subject; }, own.subject);
  return change;
}

/// "mentee", "mentor", "mentee_group", "mentor_group", "pair" or "floor", and the position of each that it is about.
struct SubjectFields {
  std::string kind;
  std::vector<std::int32_t> ids;

  explicit SubjectFields(const RuleChange& change) : kind("floor") {
    if (change.subject) std::visit(*this, *change.subject);
  }

  void operator()(pairwell::MenteeId id) { put("mentee", {id.value}); }
  void operator()(pairwell::MentorId id) { put("mentor", {id.value}); }
  void operator()(pairwell::MenteeGroupId id) { put("mentee_group", {id.value}); }
  void operator()(pairwell::MentorGroupId id) { put("mentor_group", {id.value}); }
  void operator()(const pairwell::Pair& pair) { put("pair", {pair.mentee.value, pair.mentor.value}); }

 private:
  void put(const char* own, std::vector<std::int32_t> subject) {
    kind = own;
    ids = std::move(subject);
  }
};

}  // namespace

void bind_doctor(py::module_& m) {
  py::native_enum<RuleChangeKind>(m, "RuleChangeKind", "enum.Enum", "What becomes of a rule.")
      .value("MOST_RAISED", RuleChangeKind::most_raised, "A person or a group may be in more pairs.")
      .value("PAIR_ADMITTED", RuleChangeKind::pair_admitted, "A forbidden pair is allowed.")
      .value("FLOOR_LOWERED", RuleChangeKind::floor_lowered, "The floor of the objective falls.")
      .value("PAIR_UNLOCKED", RuleChangeKind::pair_unlocked, "A locked pair need not be.")
      .value("LEAST_LOWERED", RuleChangeKind::least_lowered, "A person or a group may be in fewer pairs.")
      .finalize();
  py::native_enum<Twos>(m, "Twos", "enum.Enum", "When changes are tried in twos.")
      .value("WHERE_NEEDED", Twos::where_needed, "For people whom no single change pairs.")
      .value("ALWAYS", Twos::always, "For everybody.")
      .value("NEVER", Twos::never, "For nobody.")
      .finalize();
  py::class_<RuleChange>(m, "RuleChange")
      .def_readonly("kind", &RuleChange::kind)
      .def_property_readonly("subject",
                             [](const RuleChange& own) {
                               SubjectFields fields(own);
                               return std::pair(std::move(fields.kind), std::move(fields.ids));
                             })
      .def_readonly("before", &RuleChange::before)
      .def_readonly("after", &RuleChange::after);
  py::class_<Remedy>(m, "Remedy")
      .def_readonly("changes", &Remedy::changes)
      .def_property_readonly("pairs", [](const Remedy& own) { return closed(from_pairs(own.pairs)); })
      .def_readonly("text", &Remedy::text)
      .def_readonly("detail", &Remedy::detail)
      .def_readonly("consequences", &Remedy::consequences);
  py::class_<PersonRemedies>(m, "PersonRemedies")
      .def_property_readonly("person",
                             [](const PersonRemedies& own) {
                               const auto* mentee = std::get_if<pairwell::MenteeId>(&own.person);
                               return mentee != nullptr ? std::pair(0, mentee->value)
                                                        : std::pair(1, std::get<pairwell::MentorId>(own.person).value);
                             })
      .def_readonly("remedies", &PersonRemedies::remedies)
      .def_readonly("found", &PersonRemedies::found)
      .def_readonly("is_cut", &PersonRemedies::is_cut)
      .def_readonly("is_tied", &PersonRemedies::is_tied)
      .def_readonly("text", &PersonRemedies::text);
  py::class_<Relaxation>(m, "Relaxation")
      .def_readonly("changes", &Relaxation::changes)
      .def_readonly("units", &Relaxation::units)
      .def_readonly("is_smallest", &Relaxation::is_smallest)
      .def_readonly("text", &Relaxation::text);
  py::class_<Treatment>(m, "Treatment")
      .def_readonly("people", &Treatment::people)
      .def_readonly("relaxation", &Treatment::relaxation);
  m.def("doctor", &doctor, py::arg("problem"), py::arg("matching"), py::arg("mentees"), py::arg("mentors"),
        py::arg("most"), py::arg("twos"), py::arg("names"), py::arg("progress"), py::arg("time_limit"));
  py::class_<Worth>(m, "Worth")
      .def_property_readonly("change", &change_of)
      .def_readonly("consequences", &Worth::gained)
      .def_readonly("text", &Worth::text)
      .def_readonly("detail", &Worth::detail);
  m.def("worth", &worth, py::arg("problem"), py::arg("matching"), py::arg("names"), py::arg("progress"),
        py::arg("time_limit"));
}
