/// Binds pairwell/match/problem.
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <tuple>
#include <utility>
#include <variant>
#include <vector>

#include <pybind11/stl.h>

#include "bind_match.hpp"
#include "match/checked_problem.hpp"
#include "match/tables.hpp"
#include "pairwell/core/error.hpp"
#include "pairwell/core/progress.hpp"
#include "pairwell/core/scale.hpp"
#include "pairwell/match/problem.hpp"
#include "watch.hpp"

namespace py = pybind11;

namespace {

using pairwell::Checkpoint;
using pairwell::DenseTable;
using pairwell::Problem;
using pairwell::SparseTable;
using AnyUint64 = py::array_t<std::uint64_t, py::array::forcecast>;

/// Whether units are known to be such that their sums fit.
enum class UnitsFit : std::uint8_t { perhaps, yes };

pairwell::Findings watched_check(const Problem& problem, UnitsFit fit = UnitsFit::perhaps) {
  return watched("Problem", [&](Checkpoint& checkpoint) {
    return fit == UnitsFit::yes ? check_all_but_units(problem, checkpoint) : check(problem, checkpoint);
  });
}

std::unique_ptr<Problem> make(std::int32_t mentees, std::int32_t mentors, const py::array& points,
                              const std::optional<AnyInt64>& row_start, const std::optional<AnyInt64>& columns,
                              const std::optional<py::array_t<bool>>& mask, std::optional<std::int64_t> scale,
                              const AnyInt64& mentee_capacity, const AnyInt64& mentor_capacity,
                              const AnyInt64& forbidden_pairs, const AnyInt64& locked,
                              const std::vector<GroupFields>& mentee_groups,
                              const std::vector<GroupFields>& mentor_groups, const AnyUint64& mentee_keys,
                              const AnyUint64& mentor_keys, pairwell::Findings findings) {
  auto problem = std::make_unique<Problem>();
  problem->mentees = mentees;
  problem->mentors = mentors;
  problem->mentee_capacity = to_ranges(mentee_capacity);
  problem->mentor_capacity = to_ranges(mentor_capacity);
  problem->forbidden = to_pairs(forbidden_pairs);
  problem->locked = to_pairs(locked);
  problem->mentee_groups = to_groups<pairwell::MenteeId>(mentee_groups);
  problem->mentor_groups = to_groups<pairwell::MentorId>(mentor_groups);
  problem->mentee_keys = to_vector(mentee_keys);
  problem->mentor_keys = to_vector(mentor_keys);
  // After the people, groups and capacities, which say how large units may be.
  auto fit = UnitsFit::perhaps;
  if (row_start && columns) {
    read_sparse(points, *row_start, *columns, scale, *problem, findings);
  } else {
    if (read_dense(points, mask, scale, *problem, findings)) fit = UnitsFit::yes;
  }
  pairwell::Findings more = watched_check(*problem, fit);
  findings.insert(findings.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
  throw_if_errors("Problem", findings);
  return problem;
}

/// Calls a function with each admissible pair and its units, by mentee, then mentor, until the call should end.
template <class Function>
void each_admissible(const Problem& problem, Checkpoint& checkpoint, Function function) {
  const pairwell::AdmissiblePairs admissible(problem);
  for (std::int32_t mentee = 0; mentee < problem.mentees && checkpoint.spend(4 * std::int64_t{problem.mentors});
       ++mentee) {
    admissible.each_of(mentee, [&](std::int32_t mentor, std::int64_t units) {
      function(pairwell::Pair{pairwell::MenteeId(mentee), pairwell::MentorId(mentor)}, units);
    });
  }
}

std::pair<py::array_t<std::int64_t>, py::array_t<std::int64_t>> admissible(const Problem& problem) {
  auto [pairs, units] = watched("admissible", [&](Checkpoint& checkpoint) {
    std::pair<std::vector<std::int64_t>, std::vector<std::int64_t>> found;
    each_admissible(problem, checkpoint, [&](const pairwell::Pair& pair, std::int64_t value) {
      found.first.push_back(pair.mentee.value);
      found.first.push_back(pair.mentor.value);
      found.second.push_back(value);
    });
    return found;
  });
  const auto count = static_cast<py::ssize_t>(units.size());
  return {moved(std::move(pairs), {count, 2}), moved(std::move(units))};
}

std::int64_t admissible_count(const Problem& problem) {
  return watched("admissible_count", [&](Checkpoint& checkpoint) {
    std::int64_t count = 0;
    each_admissible(problem, checkpoint, [&count](const pairwell::Pair&, std::int64_t) { ++count; });
    return count;
  });
}

/// The units of each pair; DenseTable::forbidden for a forbidden one.
py::array_t<std::int64_t> units_of(const Problem& problem, const AnyInt64& array) {
  const pairwell::AdmissiblePairs admissible(problem);
  std::vector<std::int64_t> units;
  for (const pairwell::Pair& pair : to_pairs(array)) {
    if (!is_within(problem, pair)) throw py::index_error("there is no " + to_string(pair));
    units.push_back(admissible.units_of(pair));
  }
  return copied(units);
}

/// The units of a real number as one of a table's, and whether they are it without an error; none beyond 2^62 units.
template <pairwell::RealPoints Number>
std::optional<std::pair<std::int64_t, bool>> units_of_real(const Problem& problem, Number number) {
  pairwell::Grid grid(problem.scale, pairwell::end_of_scales - 1);
  std::int64_t units = 0;
  if (!grid.put(std::span<const Number>(&number, 1), &units)) return std::nullopt;
  return std::pair(units, grid.error() == 0);
}

/// What __init__ takes to make the same problem again, with the table in units.
py::tuple state(const Problem& problem) {
  py::object table = py::none();
  if (const auto* dense = std::get_if<DenseTable>(&problem.points)) {
    table = copied(dense->units);
  } else {
    const auto& sparse = std::get<SparseTable>(problem.points);
    table = py::make_tuple(copied(sparse.row_start), copied(sparse.mentor), copied(sparse.units));
  }
  const auto ranges = [](const std::vector<pairwell::Range>& of) {
    return from_ranges(of, static_cast<std::int32_t>(of.size()));
  };
  return py::make_tuple(problem.mentees, problem.mentors, table, problem.scale, ranges(problem.mentee_capacity),
                        ranges(problem.mentor_capacity), from_pairs(problem.forbidden), from_pairs(problem.locked),
                        from_groups(problem.mentee_groups), from_groups(problem.mentor_groups),
                        copied(problem.mentee_keys), copied(problem.mentor_keys), problem.rounding);
}

std::unique_ptr<Problem> from_state(const py::tuple& state) {
  constexpr std::size_t fields = 13;
  if (state.size() != fields) {
    throw pairwell::InvalidInput("Problem", "state", "a state has " + std::to_string(fields) + " fields",
                                 std::to_string(state.size()));
  }
  auto problem = std::make_unique<Problem>();
  problem->mentees = state[0].cast<std::int32_t>();
  problem->mentors = state[1].cast<std::int32_t>();
  if (py::isinstance<py::tuple>(state[2])) {
    const auto table = state[2].cast<py::tuple>();
    problem->points = SparseTable{to_vector(table[0].cast<AnyInt64>()),
                                  to_vector(table[1].cast<py::array_t<std::int32_t, py::array::forcecast>>()),
                                  to_vector(table[2].cast<AnyInt64>())};
  } else {
    problem->points = DenseTable{to_vector(state[2].cast<AnyInt64>())};
  }
  problem->scale = state[3].cast<std::int64_t>();
  problem->mentee_capacity = to_ranges(state[4].cast<AnyInt64>());
  problem->mentor_capacity = to_ranges(state[5].cast<AnyInt64>());
  problem->forbidden = to_pairs(state[6].cast<AnyInt64>());
  problem->locked = to_pairs(state[7].cast<AnyInt64>());
  problem->mentee_groups = to_groups<pairwell::MenteeId>(state[8].cast<std::vector<GroupFields>>());
  problem->mentor_groups = to_groups<pairwell::MentorId>(state[9].cast<std::vector<GroupFields>>());
  problem->mentee_keys = to_vector(state[10].cast<AnyUint64>());
  problem->mentor_keys = to_vector(state[11].cast<AnyUint64>());
  problem->rounding = state[12].cast<double>();
  if (!std::isfinite(problem->rounding) || problem->rounding < 0) {
    throw pairwell::InvalidInput("Problem", "rounding", "what rounding may cost is finite, and 0 or more",
                                 std::to_string(problem->rounding));
  }
  throw_if_errors("Problem", watched_check(*problem));
  return problem;
}

}  // namespace

void bind_problem(py::module_& m) {
  m.attr("FORBIDDEN") = DenseTable::forbidden;
  py::class_<Problem>(m, "Problem", "What the engine is asked.")
      .def(py::init(&make), py::kw_only(), py::arg("mentees"), py::arg("mentors"), py::arg("points"),
           py::arg("row_start"), py::arg("columns"), py::arg("mask"), py::arg("scale"), py::arg("mentee_capacity"),
           py::arg("mentor_capacity"), py::arg("forbidden"), py::arg("locked"), py::arg("mentee_groups"),
           py::arg("mentor_groups"), py::arg("mentee_keys"), py::arg("mentor_keys"), py::arg("findings"))
      .def_readonly("mentees", &Problem::mentees)
      .def_readonly("mentors", &Problem::mentors)
      .def_readonly("scale", &Problem::scale)
      .def_readonly("rounding", &Problem::rounding)
      .def_property_readonly("is_sparse",
                             [](const Problem& problem) { return std::holds_alternative<SparseTable>(problem.points); })
      .def_property_readonly(
          "mentee_capacity",
          [](const Problem& problem) { return from_ranges(problem.mentee_capacity, problem.mentees); })
      .def_property_readonly(
          "mentor_capacity",
          [](const Problem& problem) { return from_ranges(problem.mentor_capacity, problem.mentors); })
      .def_property_readonly("forbidden", [](const Problem& problem) { return from_pairs(problem.forbidden); })
      .def_property_readonly("locked", [](const Problem& problem) { return from_pairs(problem.locked); })
      .def_property_readonly("mentee_groups", [](const Problem& problem) { return from_groups(problem.mentee_groups); })
      .def_property_readonly("mentor_groups", [](const Problem& problem) { return from_groups(problem.mentor_groups); })
      .def_property_readonly("mentee_keys", [](const Problem& problem) { return copied(problem.mentee_keys); })
      .def_property_readonly("mentor_keys", [](const Problem& problem) { return copied(problem.mentor_keys); })
      .def_property_readonly("digest",
                             [](const Problem& problem) {
                               return watched("digest",
                                              [&](Checkpoint& checkpoint) { return digest(problem, checkpoint); });
                             })
      .def("admissible", &admissible, "The admissible pairs (k x 2) and their units.")
      .def_property_readonly("admissible_count", &admissible_count)
      .def("units_of", &units_of, py::arg("pairs"), "The units of each pair (k x 2); FORBIDDEN for a forbidden one.")
      .def(
          "units_of_real",
          [](const Problem& problem, double number, bool is_float32) {
            return is_float32 ? units_of_real(problem, static_cast<float>(number)) : units_of_real(problem, number);
          },
          py::arg("number"), py::arg("is_float32"),
          "The units of a number as one of a table's, and whether they are it without an error.")
      .def("__eq__", equal<Problem>(), py::is_operator())
      .def(py::pickle(&state, &from_state));
}
