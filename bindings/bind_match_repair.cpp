/// Binds pairwell/match/repair: changes of a problem, and the session that repairs its matching after each.
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <utility>
#include <variant>
#include <vector>

#include <pybind11/stl.h>

#include "bind_match.hpp"
#include "bindings.hpp"
#include "interpreter.hpp"
#include "match/repair_changes.hpp"
#include "pairwell/match/repair.hpp"
#include "watch.hpp"

namespace py = pybind11;

namespace {

using pairwell::ProblemChange;
using pairwell::Repair;
using pairwell::Repairer;

/// One change; a class of its own, since pybind11 would take the variant apart.
struct BoundChange {
  ProblemChange change;
};

std::vector<ProblemChange> to_changes(const std::vector<BoundChange>& bound) {
  std::vector<ProblemChange> changes;
  changes.reserve(bound.size());
  for (const BoundChange& each : bound) changes.push_back(each.change);
  return changes;
}

BoundChange veto(std::int64_t mentee, std::int64_t mentor) {
  const pairwell::Pair pair{pairwell::MenteeId(to_position(mentee, "a mentee")),
                            pairwell::MentorId(to_position(mentor, "a mentor"))};
  return {pairwell::Veto{pair}};
}

BoundChange withdrawal(std::size_t side, std::int64_t person) {
  const std::int32_t id = to_position(person, "a person");
  if (side == 0) return {pairwell::Withdrawal{pairwell::MenteeId(id)}};
  return {pairwell::Withdrawal{pairwell::MentorId(id)}};
}

BoundChange new_range(std::size_t side, bool is_group, std::int64_t whose, std::int64_t least, std::int64_t most) {
  const std::int32_t id = to_position(whose, "whose range it is");
  const pairwell::Range pairs{to_position(least, "a capacity"), to_position(most, "a capacity")};
  if (is_group) {
    if (side == 0) return {pairwell::NewRange{pairwell::MenteeGroupId(id), pairs}};
    return {pairwell::NewRange{pairwell::MentorGroupId(id), pairs}};
  }
  if (side == 0) return {pairwell::NewRange{pairwell::MenteeId(id), pairs}};
  return {pairwell::NewRange{pairwell::MentorId(id), pairs}};
}

template <class GroupId>
BoundChange arrival_of(const AnyInt64& units, const pairwell::Range& pairs, const std::vector<std::int64_t>& groups,
                       std::optional<std::uint64_t> key) {
  pairwell::Arrival<GroupId> arrival{.units = to_vector(units), .pairs = pairs, .groups = {}, .key = key};
  for (const std::int64_t group : groups) arrival.groups.emplace_back(to_position(group, "a group"));
  return {std::move(arrival)};
}

BoundChange arrival(std::size_t side, const AnyInt64& units, std::int64_t least, std::int64_t most,
                    const std::vector<std::int64_t>& groups, std::optional<std::uint64_t> key) {
  const pairwell::Range pairs{to_position(least, "a capacity"), to_position(most, "a capacity")};
  return side == 0 ? arrival_of<pairwell::MenteeGroupId>(units, pairs, groups, key)
                   : arrival_of<pairwell::MentorGroupId>(units, pairs, groups, key);
}

/// A Repairer with its rules beside it, which Python reads without the table, and how often changes were made.
class RepairSession {
 public:
  RepairSession(const pairwell::Problem& problem, const pairwell::Matching& matching,
                const pairwell::RepairOptions& options)
      : rules_(pairwell::without_points(problem)), repairer_(problem, matching, options) {}

  std::unique_ptr<Repair> repair(const std::vector<ProblemChange>& changes, const pairwell::Control& control) {
    auto found = std::make_unique<Repair>(repairer_.repair(changes, control));
    for (const ProblemChange& change : changes) pairwell::change_rules(rules_, change);
    ++made_;
    return found;
  }

  const pairwell::Problem& rules() const { return rules_; }
  const pairwell::Matching& matching() { return repairer_.matching(); }
  std::int64_t made() const { return made_; }

 private:
  pairwell::Problem rules_;
  Repairer repairer_;
  std::int64_t made_ = 0;
};

std::unique_ptr<RepairSession> begin(const pairwell::Problem& problem, const pairwell::Matching& matching,
                                     const std::vector<StageFields>& objective, bool digest,
                                     std::optional<ProgressCall> progress, const std::optional<double>& time_limit) {
  pairwell::RepairOptions options{.objective = to_objective(objective), .digest = digest};
  Watch watch(std::move(progress), time_limit);
  options.control = watch.control();
  return watch.run([&] { return std::make_unique<RepairSession>(problem, matching, options); });
}

std::unique_ptr<Repair> repair(RepairSession& session, const std::vector<BoundChange>& bound,
                               std::optional<ProgressCall> progress, const std::optional<double>& time_limit) {
  const std::vector<ProblemChange> changes = to_changes(bound);
  Watch watch(std::move(progress), time_limit);
  return watch.run([&] { return session.repair(changes, watch.control()); });
}

std::unique_ptr<pairwell::Problem> changed(const pairwell::Problem& problem, const std::vector<BoundChange>& bound) {
  const std::vector<ProblemChange> changes = to_changes(bound);
  const WithoutGil without_gil;
  auto copy = std::make_unique<pairwell::Problem>(problem);
  pairwell::make_changes(*copy, changes);
  return copy;
}

}  // namespace

void bind_repair(py::module_& m) {
  py::class_<BoundChange>(m, "ProblemChange")
      .def_static("veto", &veto, py::arg("mentee"), py::arg("mentor"))
      .def_static("withdrawal", &withdrawal, py::arg("side"), py::arg("person"))
      .def_static("new_range", &new_range, py::arg("side"), py::arg("is_group"), py::arg("whose"), py::arg("least"),
                  py::arg("most"))
      .def_static("arrival", &arrival, py::arg("side"), py::arg("units"), py::arg("least"), py::arg("most"),
                  py::arg("groups"), py::arg("key"));
  m.def("make_changes", &changed, py::arg("problem"), py::arg("changes"), "A copy of the problem with them made.");
  py::class_<Repair>(m, "Repair")
      .def_readonly("matching", &Repair::matching)
      .def_property_readonly("kept", [](const Repair& own) { return closed(from_pairs(own.kept)); })
      .def_property_readonly("gone", [](const Repair& own) { return closed(from_pairs(own.gone)); })
      .def_property_readonly("moved", [](const Repair& own) { return closed(from_pairs(own.moved)); })
      .def_property_readonly("begun", [](const Repair& own) { return closed(from_pairs(own.begun)); })
      .def_readonly("is_from_proof", &Repair::is_from_proof);
  py::class_<RepairSession>(m, "RepairSession")
      .def(py::init(&begin), py::arg("problem"), py::arg("matching"), py::arg("objective"), py::arg("digest"),
           py::arg("progress"), py::arg("time_limit"))
      .def("repair", &repair, py::arg("changes"), py::arg("progress"), py::arg("time_limit"))
      .def(
          "matching",
          [](RepairSession& own) {
            const WithoutGil without_gil;
            return std::make_unique<pairwell::Matching>(own.matching());
          },
          "What was found last, with its digest.")
      .def_property_readonly("made", &RepairSession::made, "How many lists of changes were made.")
      .def_property_readonly(
          "mentee_capacity",
          [](const RepairSession& own) { return from_ranges(own.rules().mentee_capacity, own.rules().mentees); })
      .def_property_readonly(
          "mentor_capacity",
          [](const RepairSession& own) { return from_ranges(own.rules().mentor_capacity, own.rules().mentors); })
      .def_property_readonly("mentee_groups",
                             [](const RepairSession& own) { return from_groups(own.rules().mentee_groups); })
      .def_property_readonly("mentor_groups",
                             [](const RepairSession& own) { return from_groups(own.rules().mentor_groups); })
      .def_property_readonly("forbidden", [](const RepairSession& own) { return from_pairs(own.rules().forbidden); })
      .def_property_readonly("locked", [](const RepairSession& own) { return from_pairs(own.rules().locked); });
}
