/// Binds pairwell/match/why_not: why two people are no pair, and why two others are one.
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include <pybind11/native_enum.h>
#include <pybind11/stl.h>

#include "bind_match.hpp"
#include "bindings.hpp"
#include "interpreter.hpp"
#include "pairwell/match/why_not.hpp"
#include "watch.hpp"

namespace py = pybind11;

namespace {

using pairwell::AllExplained;
using pairwell::ChainStep;
using pairwell::Consequences;
using pairwell::NotPaired;
using pairwell::PairExplanation;
using pairwell::PairPrice;
using pairwell::PartnerRank;
using pairwell::StageChange;
using pairwell::WhyNot;

pairwell::Pair to_pair(std::int64_t mentee, std::int64_t mentor) {
  return {pairwell::MenteeId(to_position(mentee, "a mentee")), pairwell::MentorId(to_position(mentor, "a mentor"))};
}

std::unique_ptr<WhyNot> why_not(const pairwell::Problem& problem, const pairwell::Matching& matching,
                                std::int64_t mentee, std::int64_t mentor, NameFields fields,
                                std::optional<ProgressCall> progress, const std::optional<double>& time_limit) {
  const pairwell::Pair pair = to_pair(mentee, mentor);
  const pairwell::Names names = to_names(std::move(fields));
  Watch watch(std::move(progress), time_limit);
  return watch.run([&] {
    return std::make_unique<WhyNot>(
        pairwell::why_not(problem, matching, pair.mentee, pair.mentor, names, watch.control()));
  });
}

std::unique_ptr<PairExplanation> explain(const pairwell::Problem& problem, const pairwell::Matching& matching,
                                         std::int64_t mentee, std::int64_t mentor, NameFields fields,
                                         std::optional<ProgressCall> progress,
                                         const std::optional<double>& time_limit) {
  const pairwell::Pair pair = to_pair(mentee, mentor);
  const pairwell::Names names = to_names(std::move(fields));
  Watch watch(std::move(progress), time_limit);
  return watch.run([&] {
    return std::make_unique<PairExplanation>(
        pairwell::explain(problem, matching, pair.mentee, pair.mentor, names, watch.control()));
  });
}

std::unique_ptr<AllExplained> explain_all(const pairwell::Problem& problem, const pairwell::Matching& matching,
                                          NameFields fields, std::optional<ProgressCall> progress,
                                          const std::optional<double>& time_limit) {
  const pairwell::Names names = to_names(std::move(fields));
  Watch watch(std::move(progress), time_limit);
  return watch.run(
      [&] { return std::make_unique<AllExplained>(pairwell::explain_all(problem, matching, names, watch.control())); });
}

/// Pairs, the first stage of each that is worse, and by how much; -1 where there is none, and -2 where the pair cannot
/// be.
std::tuple<py::array_t<std::int64_t>, py::array_t<std::int64_t>, py::array_t<std::int64_t>> pair_prices(
    const pairwell::Problem& problem, const pairwell::Matching& matching, std::optional<ProgressCall> progress,
    const std::optional<double>& time_limit) {
  Watch watch(std::move(progress), time_limit);
  const auto prices = watch.run([&] { return pairwell::pair_prices(problem, matching, watch.control()); });
  std::vector<std::int64_t> pairs;
  std::vector<std::int64_t> stages;
  std::vector<std::int64_t> costs;
  pairs.reserve(2 * prices.size());
  stages.reserve(prices.size());
  costs.reserve(prices.size());
  for (const PairPrice& price : prices) {
    pairs.push_back(price.pair.mentee.value);
    pairs.push_back(price.pair.mentor.value);
    stages.push_back(!price.is_possible ? -2 : price.stage ? static_cast<std::int64_t>(*price.stage) : -1);
    costs.push_back(price.cost);
  }
  const auto count = static_cast<py::ssize_t>(prices.size());
  return {closed(moved(std::move(pairs), {count, 2})), closed(moved(std::move(stages))),
          closed(moved(std::move(costs)))};
}

/// Position, pairs and units of each person.
template <class PersonId>
std::vector<std::tuple<std::int32_t, std::int64_t, std::int64_t>> from_gains(
    const std::vector<pairwell::Gain<PersonId>>& gains) {
  std::vector<std::tuple<std::int32_t, std::int64_t, std::int64_t>> fields;
  for (const auto& gain : gains) fields.emplace_back(gain.person.value, gain.pairs, gain.units);
  return fields;
}

/// Mentee, mentor, whether the pair begins, and its units.
std::vector<std::tuple<std::int32_t, std::int32_t, bool, std::int64_t>> from_chain(
    const std::vector<ChainStep>& chain) {
  std::vector<std::tuple<std::int32_t, std::int32_t, bool, std::int64_t>> fields;
  for (const auto& [pair, begins, units] : chain) {
    fields.emplace_back(pair.mentee.value, pair.mentor.value, begins, units);
  }
  return fields;
}

}  // namespace

void bind_why_not(py::module_& m) {
  py::native_enum<NotPaired>(m, "NotPaired", "enum.Enum", "Why two people are no pair.")
      .value("FORBIDDEN", NotPaired::forbidden, "The points or the forbidden pairs leave the pair out.")
      .value("NO_CAPACITY", NotPaired::no_capacity, "The capacity of one of the two is 0.")
      .value("AGAINST_RULES", NotPaired::against_rules, "The pair would break a rule of other pairs.")
      .value("WORSE_OVERALL", NotPaired::worse_overall, "There could be the pair, at the cost that is given.")
      .finalize();
  py::class_<StageChange>(m, "StageChange")
      .def_readonly("before", &StageChange::before)
      .def_readonly("after", &StageChange::after)
      .def_property_readonly("profile_before",
                             [](const StageChange& own) { return closed(from_profile(own.profile_before)); })
      .def_property_readonly("profile_after",
                             [](const StageChange& own) { return closed(from_profile(own.profile_after)); })
      .def_readonly("worse_by", &StageChange::worse_by);
  py::class_<Consequences>(m, "Consequences")
      .def_readonly("stage", &Consequences::stage)
      .def_readonly("cost", &Consequences::cost)
      .def_readonly("stages", &Consequences::stages)
      .def_property_readonly("pairs", [](const Consequences& own) { return closed(from_pairs(own.pairs)); })
      .def_property_readonly("units", [](const Consequences& own) { return own.points.units; })
      .def_property_readonly("chain", [](const Consequences& own) { return from_chain(own.chain); })
      .def_property_readonly("mentees", [](const Consequences& own) { return from_gains(own.mentees); })
      .def_property_readonly("mentors", [](const Consequences& own) { return from_gains(own.mentors); });
  py::class_<WhyNot>(m, "WhyNot")
      .def_readonly("why", &WhyNot::why)
      .def_readonly("text", &WhyNot::text)
      .def_readonly("detail", &WhyNot::detail)
      .def_readonly("consequences", &WhyNot::with)
      .def_readonly("infeasibility", &WhyNot::infeasibility);
  py::class_<PartnerRank>(m, "PartnerRank", "How a pair compares with all that the rules allow for one of the two.")
      .def_readonly("rank", &PartnerRank::rank, "1 more than the number of different points above its own.")
      .def_readonly("allowed", &PartnerRank::allowed, "Partners that the rules would allow, this one too.")
      .def_readonly("better", &PartnerRank::better, "Of these, with more points.")
      .def_readonly("tied", &PartnerRank::tied, "Others with as many points.")
      .def("__eq__", equal<PartnerRank>(), py::is_operator())
      .def("__repr__", [](const PartnerRank& own) {
        return "<PartnerRank: " + std::to_string(own.rank) + ", " + std::to_string(own.better) + " of " +
               std::to_string(own.allowed) + " better, " + std::to_string(own.tied) + " tied>";
      });
  py::class_<PairExplanation>(m, "PairExplanation")
      .def_property_readonly("units", [](const PairExplanation& own) { return own.points.units; })
      .def_readonly("is_locked", &PairExplanation::is_locked)
      .def_readonly("of_mentee", &PairExplanation::of_mentee)
      .def_readonly("of_mentor", &PairExplanation::of_mentor)
      .def_readonly("text", &PairExplanation::text)
      .def_readonly("detail", &PairExplanation::detail)
      .def_readonly("consequences", &PairExplanation::without)
      .def_readonly("infeasibility", &PairExplanation::infeasibility);
  m.def("why_not", &why_not, py::arg("problem"), py::arg("matching"), py::arg("mentee"), py::arg("mentor"),
        py::arg("names"), py::arg("progress"), py::arg("time_limit"));
  m.def("explain", &explain, py::arg("problem"), py::arg("matching"), py::arg("mentee"), py::arg("mentor"),
        py::arg("names"), py::arg("progress"), py::arg("time_limit"));
  m.def("pair_prices", &pair_prices, py::arg("problem"), py::arg("matching"), py::arg("progress"),
        py::arg("time_limit"));
  py::class_<AllExplained>(m, "AllExplained")
      .def_readonly("pairs", &AllExplained::pairs)
      .def_readonly("unmatched", &AllExplained::unmatched);
  m.def("explain_all", &explain_all, py::arg("problem"), py::arg("matching"), py::arg("names"), py::arg("progress"),
        py::arg("time_limit"));
}
