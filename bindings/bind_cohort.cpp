/// Binds pairwell/cohort.
#include "bind_cohort.hpp"

#include <cstdint>
#include <tuple>
#include <utility>

#include <pybind11/stl.h>

#include "bindings.hpp"
#include "pairwell/cohort/synthetic.hpp"

namespace py = pybind11;

void bind_cohort(py::module_& m) {
  bind_instances(m);
  bind_published(m);
  m.def(
      "synthetic_cohort",
      [](const pairwell::Programme& programme, std::int32_t mentees, std::int32_t mentors, std::uint64_t seed,
         bool flaws) {
        pairwell::SyntheticCohort cohort = pairwell::synthetic_cohort(
            programme, {.mentees = mentees, .mentors = mentors, .seed = seed, .flaws = flaws});
        return std::tuple(std::move(cohort.mentees), std::move(cohort.mentors), std::move(cohort.panel),
                          std::move(cohort.people), std::move(cohort.monitoring));
      },
      py::arg("programme"), py::kw_only(), py::arg("mentees"), py::arg("mentors"), py::arg("seed"), py::arg("flaws"),
      ReleaseGil(), "The tables of mentees, mentors, panel scores, both roles and monitoring.");
  m.def(
      "synthetic_people",
      [](bool of_mentors, std::int64_t first, std::int64_t count, std::int64_t mentees, std::int64_t mentors,
         std::uint64_t seed, std::int32_t blanks, std::int32_t wishes, std::int32_t scarcity) {
        return pairwell::synthetic_people({.mentees = mentees,
                                           .mentors = mentors,
                                           .seed = seed,
                                           .blanks = blanks,
                                           .wishes = wishes,
                                           .scarcity = scarcity},
                                          of_mentors ? pairwell::Role::mentor : pairwell::Role::mentee, first, count);
      },
      py::kw_only(), py::arg("of_mentors"), py::arg("first"), py::arg("count"), py::arg("mentees"), py::arg("mentors"),
      py::arg("seed"), py::arg("blanks"), py::arg("wishes"), py::arg("scarcity"), ReleaseGil(),
      "Some people of one role in a table of answers.");
}
