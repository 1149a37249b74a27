/// Binds pairwell/match: objective, match, certificate, explain. The problem is in bind_match_problem.cpp.
#include "bind_match.hpp"

#include <cstddef>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <variant>
#include <vector>

#include <pybind11/native_enum.h>
#include <pybind11/stl.h>

#include "bindings.hpp"
#include "interpreter.hpp"
#include "pairwell/core/stage.hpp"
#include "pairwell/match/certificate.hpp"
#include "pairwell/match/explain.hpp"
#include "pairwell/match/match.hpp"
#include "pairwell/match/previous.hpp"
#include "watch.hpp"

namespace py = pybind11;

namespace {

using pairwell::Claim;
using pairwell::Infeasibility;
using pairwell::LevelCount;
using pairwell::LevelStep;
using pairwell::Matching;
using pairwell::Prices;
using pairwell::Problem;
using pairwell::StageParameter;
using pairwell::StageResult;
using pairwell::StageRow;

pairwell::Stage to_stage(const StageFields& fields) {
  const auto& [name, parameter] = fields;
  const auto kind = pairwell::parse_stage(name);
  if (!kind) throw pairwell::InvalidInput("match", "objective", "no stage has this name", name);
  pairwell::StageParameters parameters;
  switch (row_of(*kind).parameter) {
    case StageParameter::none:
      break;
    case StageParameter::points:
      parameters.floor = pairwell::Points(parameter.cast<std::int64_t>());
      break;
    case StageParameter::pairs:
      parameters.previous = to_pairs(parameter.cast<AnyInt64>());
      break;
    case StageParameter::seed:
      parameters.seed = parameter.cast<std::uint64_t>();
      break;
  }
  return make_stage(*kind, std::move(parameters));
}

py::object parameter(const pairwell::Stage& stage) {
  if (const auto* floor = std::get_if<pairwell::Floor>(&stage)) return py::int_(floor->points.units);
  if (const auto* lottery = std::get_if<pairwell::Lottery>(&stage)) return py::int_(lottery->seed);
  if (const auto* changes = std::get_if<pairwell::FewestChanges>(&stage)) return closed(from_pairs(changes->previous));
  return py::none();
}

std::vector<LevelCount> to_profile(const AnyInt64& array) {
  if (array.ndim() != 2 || array.shape(1) != 2) {
    throw pairwell::InvalidInput("pairwell", "shape", "a profile is an array of k x 2");
  }
  std::vector<LevelCount> profile;
  const auto view = array.unchecked<2>();
  for (py::ssize_t index = 0; index < array.shape(0); ++index) profile.push_back({view(index, 0), view(index, 1)});
  return profile;
}

/// Positions in the problem, and positions in the earlier one of pairs that are gone.
std::pair<py::array_t<std::int64_t>, py::array_t<std::int64_t>> previous_pairs(const Problem& before,
                                                                               const Matching& matching,
                                                                               const Problem& problem) {
  pairwell::PreviousPairs previous;
  {
    const WithoutGil without_gil;
    previous = pairwell::previous_pairs(before, matching, problem);
  }
  return {from_pairs(previous.pairs), from_pairs(previous.gone)};
}

/// "mentee", "mentor", "mentee_group", "mentor_group" or "locked_pair"; its id, or the two of a pair; and the pairs.
using ClaimFields = std::tuple<std::string, std::int64_t, std::int64_t, std::int64_t>;

std::vector<ClaimFields> from_claims(const std::vector<Claim>& claims) {
  struct Fields {
    std::int64_t pairs;

    ClaimFields operator()(pairwell::MenteeId id) const { return {"mentee", id.value, 0, pairs}; }
    ClaimFields operator()(pairwell::MentorId id) const { return {"mentor", id.value, 0, pairs}; }
    ClaimFields operator()(pairwell::MenteeGroupId id) const { return {"mentee_group", id.value, 0, pairs}; }
    ClaimFields operator()(pairwell::MentorGroupId id) const { return {"mentor_group", id.value, 0, pairs}; }
    ClaimFields operator()(const pairwell::Pair& pair) const {
      return {"locked_pair", pair.mentee.value, pair.mentor.value, pairs};
    }
  };
  std::vector<ClaimFields> fields;
  for (const Claim& claim : claims) fields.push_back(std::visit(Fields{claim.pairs}, claim.subject));
  return fields;
}

Claim to_claim(const ClaimFields& fields) {
  const auto& [kind, first, second, pairs] = fields;
  const std::int32_t id = to_position(first, "a claim");
  if (kind == "mentee") return {pairwell::MenteeId(id), pairs};
  if (kind == "mentor") return {pairwell::MentorId(id), pairs};
  if (kind == "mentee_group") return {pairwell::MenteeGroupId(id), pairs};
  if (kind == "mentor_group") return {pairwell::MentorGroupId(id), pairs};
  if (kind == "locked_pair") {
    return {pairwell::Pair{pairwell::MenteeId(id), pairwell::MentorId(to_position(second, "a claim"))}, pairs};
  }
  throw pairwell::InvalidInput("pairwell", "claim", "no claim is of this kind", kind);
}

std::vector<Claim> to_claims(const std::vector<ClaimFields>& fields) {
  std::vector<Claim> claims;
  for (const ClaimFields& each : fields) claims.push_back(to_claim(each));
  return claims;
}

template <class Id>
std::vector<std::int32_t> positions(const std::vector<Id>& ids) {
  std::vector<std::int32_t> numbers;
  for (const Id id : ids) numbers.push_back(id.value);
  return numbers;
}

std::unique_ptr<Matching> match(const Problem& problem, const std::vector<StageFields>& stages, bool certificate,
                                const std::optional<const Matching*>& warm_start, std::int32_t threads,
                                std::optional<ProgressCall> progress, const std::optional<double>& time_limit) {
  const pairwell::Objective objective = to_objective(stages);
  Watch watch(std::move(progress), time_limit);
  pairwell::MatchOptions options;
  options.certificate = certificate;
  options.warm_start = warm_start.value_or(nullptr);
  options.threads = threads;
  options.control = watch.control();
  return watch.run([&] { return std::make_unique<Matching>(pairwell::match(problem, objective, options)); });
}

template <class Id>
pairwell::WhyUnmatched why_unmatched(const Problem& problem, const Matching& matching, Id person, NameFields fields,
                                     std::optional<ProgressCall> progress, const std::optional<double>& time_limit) {
  const pairwell::Names names = to_names(std::move(fields));
  Watch watch(std::move(progress), time_limit);
  return watch.run([&] { return pairwell::why_unmatched(problem, matching, person, names, watch.control()); });
}

std::unique_ptr<pairwell::AllUnmatched> why_unmatched_all(const Problem& problem, const Matching& matching,
                                                          NameFields fields, std::optional<ProgressCall> progress,
                                                          const std::optional<double>& time_limit) {
  const pairwell::Names names = to_names(std::move(fields));
  Watch watch(std::move(progress), time_limit);
  return watch.run([&] {
    return std::make_unique<pairwell::AllUnmatched>(
        pairwell::why_unmatched_all(problem, matching, names, watch.control()));
  });
}

/// The people of one side who are in no pair, each with the answer.
template <class Id>
std::vector<std::pair<std::int32_t, pairwell::WhyUnmatched>> answers(
    const std::map<Id, pairwell::WhyUnmatched>& of_side) {
  std::vector<std::pair<std::int32_t, pairwell::WhyUnmatched>> listed;
  for (const auto& [id, answer] : of_side) listed.emplace_back(id.value, answer);
  return listed;
}

void bind_stages(py::module_& m) {
  const auto pair_of = [](const pairwell::CountedWords& words) { return std::pair(words.one, words.many); };
  py::class_<StageRow>(m, "StageRow", "What a stage of an objective is called, and what people read of it.")
      .def_readonly("name", &StageRow::name)
      .def_readonly("title", &StageRow::title, "What it asks for, in a few words.")
      .def_property_readonly(
          "parameter",
          [](const StageRow& row) -> std::optional<std::string_view> {
            if (row.parameter == StageParameter::none) return std::nullopt;
            return to_string(row.parameter);
          },
          "What it must be told: \"points\", \"pairs\", \"seed\" or None.")
      .def_readonly("in_points", &StageRow::in_points, "Whether its value is in units of points.")
      .def_property_readonly("has_profile",
                             [](const StageRow& row) { return row.levels != pairwell::StageLevels::none; })
      .def_readonly("is_of_programmes", &StageRow::is_of_programmes, "Whether a programme may name it.")
      .def_property_readonly(
          "reached", [pair_of](const StageRow& row) { return pair_of(row.reached); },
          "Words around its value 1, and around any other: # is the value, @ the parameter.")
      .def("__eq__", equal<StageRow>(), py::is_operator())
      .def("__repr__", [](const StageRow& row) { return "<StageRow: " + std::string(row.name) + ">"; });
  m.def(
      "stage_rows",
      [] {
        const auto rows = pairwell::stage_rows();
        return std::vector<StageRow>(rows.begin(), rows.end());
      },
      "The table of stages.");
}

void bind_results(py::module_& m) {
  py::class_<Prices>(m, "Prices")
      .def(py::init([](const AnyInt64& mentee, const AnyInt64& mentor, const AnyInt64& mentee_group,
                       const AnyInt64& mentor_group) {
             return Prices{to_vector(mentee), to_vector(mentor), to_vector(mentee_group), to_vector(mentor_group)};
           }),
           py::kw_only(), py::arg("mentee"), py::arg("mentor"), py::arg("mentee_group"), py::arg("mentor_group"))
      .def_property_readonly("mentee", [](const Prices& prices) { return closed(copied(prices.mentee)); })
      .def_property_readonly("mentor", [](const Prices& prices) { return closed(copied(prices.mentor)); })
      .def_property_readonly("mentee_group", [](const Prices& prices) { return closed(copied(prices.mentee_group)); })
      .def_property_readonly("mentor_group", [](const Prices& prices) { return closed(copied(prices.mentor_group)); });
  py::class_<LevelStep>(m, "LevelStep")
      .def(py::init([](std::int64_t first, std::int64_t last, Prices prices) {
             return LevelStep{first, last, std::move(prices)};
           }),
           py::kw_only(), py::arg("first"), py::arg("last"), py::arg("prices"))
      .def_readonly("first", &LevelStep::first)
      .def_readonly("last", &LevelStep::last)
      .def_readonly("prices", &LevelStep::prices);
  py::class_<StageResult>(m, "StageResult")
      .def(py::init([](const StageFields& stage, std::optional<std::int64_t> value, Prices prices,
                       const AnyInt64& profile, std::vector<LevelStep> steps, const AnyInt64& lost) {
             return StageResult{to_stage(stage),  value,         std::move(prices), to_profile(profile),
                                std::move(steps), to_pairs(lost)};
           }),
           py::kw_only(), py::arg("stage"), py::arg("value"), py::arg("prices"), py::arg("profile"), py::arg("steps"),
           py::arg("lost"))
      .def_property_readonly("name", [](const StageResult& result) { return name(result.stage); })
      .def_property_readonly("parameter", [](const StageResult& result) { return parameter(result.stage); })
      .def_readonly("value", &StageResult::value)
      .def_readonly("prices", &StageResult::prices)
      .def_property_readonly("profile", [](const StageResult& result) { return closed(from_profile(result.profile)); })
      .def_readonly("steps", &StageResult::steps)
      .def_property_readonly("lost", [](const StageResult& result) { return closed(from_pairs(result.lost)); });
  py::class_<Infeasibility>(m, "Infeasibility")
      .def(
          py::init([](std::string reason, Prices prices, const std::vector<ClaimFields>& asked,
                      const std::vector<ClaimFields>& limits, std::int64_t open_pairs) {
            return Infeasibility{std::move(reason), std::move(prices), to_claims(asked), to_claims(limits), open_pairs};
          }),
          py::kw_only(), py::arg("reason"), py::arg("prices"), py::arg("asked"), py::arg("limits"),
          py::arg("open_pairs"))
      .def_readonly("reason", &Infeasibility::reason)
      .def_readonly("prices", &Infeasibility::prices)
      .def_property_readonly("asked", [](const Infeasibility& own) { return from_claims(own.asked); })
      .def_property_readonly("limits", [](const Infeasibility& own) { return from_claims(own.limits); })
      .def_readonly("open_pairs", &Infeasibility::open_pairs);
  py::class_<Matching>(m, "Matching")
      .def(
          py::init([](pairwell::Status status, const AnyInt64& pairs, std::int64_t units,
                      std::vector<StageResult> stages, std::optional<Infeasibility> infeasibility, std::string digest) {
            return Matching{
                status,           to_pairs(pairs), pairwell::Points(units), std::move(stages), std::move(infeasibility),
                std::move(digest)};
          }),
          py::kw_only(), py::arg("status"), py::arg("pairs"), py::arg("units"), py::arg("stages"),
          py::arg("infeasibility"), py::arg("digest"))
      .def_readonly("status", &Matching::status)
      .def_property_readonly("pairs", [](const Matching& matching) { return closed(from_pairs(matching.pairs)); })
      .def_property_readonly("units", [](const Matching& matching) { return matching.points.units; })
      .def_readonly("stages", &Matching::stages)
      .def_readonly("infeasibility", &Matching::infeasibility)
      .def_readonly("digest", &Matching::digest);
  py::class_<pairwell::Verdict>(m, "Verdict", "What checking a matching found.")
      .def_readonly("holds", &pairwell::Verdict::holds)
      .def_readonly("failures", &pairwell::Verdict::failures);
}

void bind_explanation(py::module_& m) {
  using pairwell::Unmatched;
  using pairwell::WhyUnmatched;
  py::native_enum<Unmatched>(m, "Unmatched", "enum.Enum", "Why a mentee or a mentor has no pair.")
      .value("NOBODY_ADMISSIBLE", Unmatched::nobody_admissible, "No pair with this person is allowed.")
      .value("NO_CAPACITY", Unmatched::no_capacity, "This person's own capacity is 0.")
      .value("AGAINST_RULES", Unmatched::against_rules, "Any pair with this person would break a rule of others.")
      .value("WORSE_OVERALL", Unmatched::worse_overall, "The person could be in, at the cost that is given.")
      .finalize();
  py::class_<WhyUnmatched>(m, "WhyUnmatched")
      .def_readonly("why", &WhyUnmatched::why)
      .def_readonly("admissible", &WhyUnmatched::admissible)
      .def_readonly("text", &WhyUnmatched::text)
      .def_readonly("detail", &WhyUnmatched::detail)
      .def_readonly("stage", &WhyUnmatched::stage)
      .def_readonly("cost", &WhyUnmatched::cost)
      .def_property_readonly("pairs", [](const WhyUnmatched& own) { return closed(from_pairs(own.pairs)); })
      .def_property_readonly("losing_mentees", [](const WhyUnmatched& own) { return positions(own.losing_mentees); })
      .def_property_readonly("losing_mentors", [](const WhyUnmatched& own) { return positions(own.losing_mentors); })
      .def_readonly("infeasibility", &WhyUnmatched::infeasibility);
  m.def(
      "why_mentee_unmatched",
      [](const Problem& problem, const Matching& matching, std::int64_t mentee, NameFields names,
         std::optional<ProgressCall> progress, const std::optional<double>& time_limit) {
        const pairwell::MenteeId id(to_position(mentee, "a mentee"));
        return why_unmatched(problem, matching, id, std::move(names), std::move(progress), time_limit);
      },
      py::arg("problem"), py::arg("matching"), py::arg("mentee"), py::arg("names"), py::arg("progress"),
      py::arg("time_limit"));
  m.def(
      "why_mentor_unmatched",
      [](const Problem& problem, const Matching& matching, std::int64_t mentor, NameFields names,
         std::optional<ProgressCall> progress, const std::optional<double>& time_limit) {
        const pairwell::MentorId id(to_position(mentor, "a mentor"));
        return why_unmatched(problem, matching, id, std::move(names), std::move(progress), time_limit);
      },
      py::arg("problem"), py::arg("matching"), py::arg("mentor"), py::arg("names"), py::arg("progress"),
      py::arg("time_limit"));
  py::class_<pairwell::AllUnmatched>(m, "AllUnmatched")
      .def_property_readonly("mentees", [](const pairwell::AllUnmatched& own) { return answers(own.mentees); })
      .def_property_readonly("mentors", [](const pairwell::AllUnmatched& own) { return answers(own.mentors); });
  m.def("why_unmatched_all", &why_unmatched_all, py::arg("problem"), py::arg("matching"), py::arg("names"),
        py::arg("progress"), py::arg("time_limit"));
  m.def(
      "why_infeasible",
      [](const Infeasibility& infeasibility, const Problem& problem, NameFields names) {
        return in_words(infeasibility, problem, to_names(std::move(names)));
      },
      py::arg("infeasibility"), py::arg("problem"), py::arg("names"), "The reason, with names in it.");
}

}  // namespace

std::vector<StageFields> from_objective(const pairwell::Objective& objective) {
  std::vector<StageFields> stages;
  for (const pairwell::Stage& stage : objective) stages.emplace_back(name(stage), parameter(stage));
  return stages;
}

pairwell::Objective to_objective(const std::vector<StageFields>& stages) {
  pairwell::Objective objective;
  for (const StageFields& stage : stages) objective.push_back(to_stage(stage));
  return objective;
}

void bind_match(py::module_& m) {
  bind_problem(m);
  bind_stages(m);
  bind_results(m);
  m.def("match", &match, py::arg("problem"), py::kw_only(), py::arg("objective"), py::arg("certificate"),
        py::arg("warm_start"), py::arg("threads"), py::arg("progress"), py::arg("time_limit"));
  m.def(
      "default_objective", [](std::uint64_t seed) { return from_objective(pairwell::default_objective(seed)); },
      py::arg("seed"));
  m.def(
      "check_objective",
      [](const Problem& problem, const std::vector<StageFields>& stages) {
        return check(problem, to_objective(stages));
      },
      py::arg("problem"), py::arg("objective"));
  m.def("previous_pairs", &previous_pairs, py::arg("before"), py::arg("matching"), py::arg("problem"));
  m.def("was_made_for", &pairwell::was_made_for, py::arg("problem"), py::arg("matching"), ReleaseGil(),
        "Whether the digest is that of the problem and of the matching's own objective.");
  m.def(
      "verify",
      [](const Problem& problem, const Matching& matching) {
        Watch watch;
        return watch.run([&] { return verify(problem, matching, watch.control()); });
      },
      py::arg("problem"), py::arg("matching"));
  bind_explanation(m);
  bind_receipts(m);
  bind_why_not(m);
  bind_alternates(m);
  bind_doctor(m);
  bind_repair(m);
}
