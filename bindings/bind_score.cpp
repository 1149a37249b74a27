/// Binds pairwell/score.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <pybind11/native_enum.h>
#include <pybind11/numpy.h>
#include <pybind11/stl.h>

#include "bindings.hpp"
#include "pairwell/core/error.hpp"
#include "pairwell/score/score.hpp"
#include "watch.hpp"

namespace py = pybind11;

namespace {

using pairwell::MenteeForm;
using pairwell::MenteeId;
using pairwell::MentorForm;
using pairwell::MentorId;
using pairwell::Part;
using pairwell::Programme;
using pairwell::Refusal;
using pairwell::ScoreTable;
using pairwell::SixPartPair;
using pairwell::SixPartScore;

/// One number of every pair, mentees by mentors.
template <class Number, class Field>
py::array_t<Number> table_of(const ScoreTable& scores, Field field) {
  py::array_t<Number> table({scores.mentees, scores.mentors});
  std::transform(scores.pairs.begin(), scores.pairs.end(), table.mutable_data(), field);
  table.attr("setflags")(py::arg("write") = false);
  return table;
}

const SixPartPair& pair_at(const ScoreTable& scores, std::int32_t mentee, std::int32_t mentor) {
  if (mentee < 0 || mentee >= scores.mentees || mentor < 0 || mentor >= scores.mentors) {
    throw py::index_error("ScoreTable.at: there is no pair (" + std::to_string(mentee) + ", " + std::to_string(mentor) +
                          ") in a table of " + std::to_string(scores.mentees) + " mentees by " +
                          std::to_string(scores.mentors) + " mentors");
  }
  return scores.at(MenteeId(mentee), MentorId(mentor));
}

void bind_pair_score(py::module_& m) {
  py::native_enum<Part>(m, "Part", "enum.Enum", "The parts of a pair's score, in the order of the weights.")
      .value("NEEDS", Part::needs)
      .value("PREFERENCE", Part::preference)
      .value("DEEP_FIT", Part::deep_fit)
      .value("EXPECTATIONS", Part::expectations)
      .value("PRACTICALITY", Part::practicality)
      .value("RECIPROCITY", Part::reciprocity)
      .finalize();
  py::class_<Refusal>(m, "Refusal", "A hard rule that forbids a pair.")
      .def_readonly("rule", &Refusal::rule, "The rule's name: \"veto\".")
      .def_readonly("text", &Refusal::text, "A full sentence.")
      .def("__eq__", equal<Refusal>(), py::is_operator())
      .def("__repr__", [](const Refusal& refusal) { return "<Refusal: " + refusal.rule + ">"; });
  py::class_<SixPartScore>(m, "PartScore", "One part of one pair's score.")
      .def_readonly("share", &SixPartScore::share, "How well it fits, 0 to 1000; None where an answer is blank.")
      .def_readonly("weight", &SixPartScore::weight, "The programme's weight of the part.")
      .def_property_readonly(
          "units", [](const SixPartScore& part) { return part.points.units; }, "Thousandths of a point that it adds.")
      .def_property_readonly(
          "points", [](const SixPartScore& part) { return to_double(part.points); }, "The points that it adds.")
      .def("__eq__", equal<SixPartScore>(), py::is_operator())
      .def("__repr__",
           [](const SixPartScore& part) { return "<PartScore: " + pairwell::to_string(part.points) + " points>"; });
  py::class_<SixPartPair>(m, "PairScore", "What one pair is worth, and why it is refused.")
      .def_property_readonly(
          "units", [](const SixPartPair& pair) { return pair.points.units; }, "Thousandths of a point, 0 to 100000.")
      .def_property_readonly(
          "points", [](const SixPartPair& pair) { return to_double(pair.points); },
          "Points from 0 to 100, over the parts that were answered.")
      .def_readonly("coverage", &SixPartPair::coverage, "Thousandths of the weight that was answered.")
      .def_property_readonly(
          "parts", [](const SixPartPair& pair) { return py::tuple(py::cast(pair.parts)); }, "In the order of Part.")
      .def(
          "part", [](const SixPartPair& pair, Part part) { return pair.parts[static_cast<std::size_t>(part)]; },
          py::arg("part"), "One part of the score.")
      .def_readonly("refusals", &SixPartPair::refusals, "Every hard rule that forbids the pair.")
      .def("__str__", [](const SixPartPair& pair) { return in_words(pair); })
      .def("__eq__", equal<SixPartPair>(), py::is_operator())
      .def("__repr__", [](const SixPartPair& pair) {
        return "<PairScore: " + in_words(pair) + (pair.refusals.empty() ? ">" : ", refused>");
      });
}

}  // namespace

void bind_score(py::module_& m) {
  bind_pair_score(m);
  py::class_<ScoreTable>(m, "ScoreTable", "The scores of all pairs, mentees by mentors.")
      .def_readonly("mentees", &ScoreTable::mentees)
      .def_readonly("mentors", &ScoreTable::mentors)
      .def("at", &pair_at, py::arg("mentee"), py::arg("mentor"), py::return_value_policy::reference_internal)
      .def("units",
           [](const ScoreTable& scores) {
             return table_of<std::int64_t>(scores, [](const SixPartPair& pair) { return pair.points.units; });
           })
      .def("coverage",
           [](const ScoreTable& scores) {
             return table_of<std::int32_t>(scores, [](const SixPartPair& pair) { return pair.coverage; });
           })
      .def("allowed",
           [](const ScoreTable& scores) {
             return table_of<bool>(scores, [](const SixPartPair& pair) { return pair.refusals.empty(); });
           })
      .def(
          "shares",
          [](const ScoreTable& scores, Part part) {
            return table_of<std::int32_t>(scores, [k = static_cast<std::size_t>(part)](const SixPartPair& pair) {
              return pair.parts[k].share.value_or(-1);
            });
          },
          py::arg("part"));
  m.def("score", &pairwell::score, py::arg("programme"), py::arg("mentee"), py::arg("mentor"));
  m.def(
      "score_all",
      [](const Programme& programme, const std::vector<MenteeForm>& mentees, const std::vector<MentorForm>& mentors,
         std::optional<ProgressCall> progress, const std::optional<double>& time_limit) {
        if (time_limit && !(*time_limit >= 0)) {
          throw pairwell::InvalidInput("score_all", "time_limit", "a time limit is a number of seconds, 0 or more",
                                       std::to_string(*time_limit));
        }
        Watch watch(std::move(progress), time_limit);
        return watch.run(
            [&] { return std::make_unique<ScoreTable>(score_all(programme, mentees, mentors, watch.control())); });
      },
      py::arg("programme"), py::arg("mentees"), py::arg("mentors"), py::arg("progress"), py::arg("time_limit"));
}
