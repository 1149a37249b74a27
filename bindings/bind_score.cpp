/// Binds pairwell/score.
#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include <pybind11/numpy.h>
#include <pybind11/stl.h>
#include <pybind11/typing.h>

#include "arrays.hpp"
#include "bindings.hpp"
#include "pairwell/core/error.hpp"
#include "pairwell/core/progress.hpp"
#include "pairwell/score/score.hpp"
#include "watch.hpp"

namespace py = pybind11;

namespace {

using pairwell::Block;
using pairwell::Checkpoint;
using pairwell::Control;
using pairwell::InvalidInput;
using pairwell::MenteeForm;
using pairwell::MenteeId;
using pairwell::MentorForm;
using pairwell::MentorId;
using pairwell::PairScore;
using pairwell::PartScore;
using pairwell::Programme;
using pairwell::Refusal;
using pairwell::Scorer;
using pairwell::ScoreTable;

/// One number of every pair, mentees by mentors, from its units.
template <class Number, class Of>
py::array_t<Number> table_of(const ScoreTable& scores, Of of) {
  py::array_t<Number> table({scores.mentees, scores.mentors});
  std::transform(scores.units.begin(), scores.units.end(), table.mutable_data(), of);
  return closed(std::move(table));
}

/// What the scorer says of every pair.
template <class Fill>
py::array_t<std::int32_t> scored(const ScoreTable& scores, Fill fill) {
  py::array_t<std::int32_t> table({scores.mentees, scores.mentors});
  const std::span<std::int32_t> cells(table.mutable_data(), static_cast<std::size_t>(table.size()));
  {
    const WithoutGil without_gil;
    fill(*scores.scorer, Block{0, scores.mentees, 0, scores.mentors}, cells);
  }
  return closed(std::move(table));
}

PairScore pair_at(const ScoreTable& scores, std::int32_t mentee, std::int32_t mentor) {
  if (mentee < 0 || mentee >= scores.mentees || mentor < 0 || mentor >= scores.mentors) {
    throw py::index_error("ScoreTable.at: there is no pair (" + std::to_string(mentee) + ", " + std::to_string(mentor) +
                          ") in a table of " + std::to_string(scores.mentees) + " mentees by " +
                          std::to_string(scores.mentors) + " mentors");
  }
  return scores.at(MenteeId(mentee), MentorId(mentor));
}

py::array_t<std::int32_t> shares_at(const ScoreTable& scores, std::size_t part) {
  return scored(scores, [part](const Scorer& scorer, const Block& block, std::span<std::int32_t> cells) {
    scorer.shares(part, block, cells);
  });
}

py::array_t<std::int32_t> shares_of(const ScoreTable& scores, const std::string& part) {
  const std::vector<std::string> parts = scores.scorer->parts();
  const auto found = std::ranges::find(parts, part);
  if (found == parts.end()) throw InvalidInput("ScoreTable.shares", "part", "there is no such criterion", part);
  return shares_at(scores, static_cast<std::size_t>(found - parts.begin()));
}

PartScore part_of(const PairScore& pair, const std::string& id) {
  const auto found = std::ranges::find(pair.parts, id, &PartScore::id);
  if (found == pair.parts.end()) throw InvalidInput("PairScore.part", "part", "there is no such criterion", id);
  return *found;
}

void bind_pair_score(py::module_& m) {
  py::class_<Refusal>(m, "Refusal", "A hard rule that forbids a pair.")
      .def_readonly("rule", &Refusal::rule, "The rule's name: \"veto\".")
      .def_readonly("text", &Refusal::text, "A full sentence.")
      .def("__eq__", equal<Refusal>(), py::is_operator())
      .def("__repr__", [](const Refusal& refusal) { return to_python_text("<Refusal: " + refusal.rule + ">"); });
  py::class_<PartScore>(m, "PartScore", "One criterion of one pair's score.")
      .def_readonly("id", &PartScore::id, "The criterion's.")
      .def_readonly("share", &PartScore::share, "What it counts, 0 to 1000; None where a blank leaves.")
      .def_readonly("answered", &PartScore::answered, "Whether it is no blank.")
      .def_readonly("weight", &PartScore::weight, "The criterion's.")
      .def_property_readonly(
          "units", [](const PartScore& part) { return part.points.units; }, "Thousandths of a point that it adds.")
      .def_property_readonly(
          "points", [](const PartScore& part) { return to_double(part.points); }, "The points that it adds.")
      .def_property_readonly(
          "of", [](const PartScore& part) { return py::tuple(py::cast(part.of)); }, "What a mean is the mean of.")
      .def("__eq__", equal<PartScore>(), py::is_operator())
      .def("__repr__", [](const PartScore& part) {
        return to_python_text("<PartScore: " + part.id + ", " + pairwell::to_string(part.points) + " points>");
      });
  py::class_<PairScore>(m, "PairScore", "What one pair is worth by each criterion, and why it is refused.")
      .def_property_readonly(
          "units", [](const PairScore& pair) { return pair.points.units; }, "Thousandths of a point, 0 to 100000.")
      .def_property_readonly(
          "points", [](const PairScore& pair) { return to_double(pair.points); }, "Points from 0 to 100.")
      .def_readonly("coverage", &PairScore::coverage, "Thousandths of the weight that was answered.")
      .def_property_readonly(
          "parts", [](const PairScore& pair) { return py::tuple(py::cast(pair.parts)); },
          "In the order of the criteria.")
      .def("part", &part_of, py::arg("id"), "One criterion of the score.")
      .def_readonly("refusals", &PairScore::refusals, "Every hard rule that forbids the pair.")
      .def("__str__", [](const PairScore& pair) { return in_words(pair); })
      .def("__eq__", equal<PairScore>(), py::is_operator())
      .def("__repr__", [](const PairScore& pair) {
        return "<PairScore: " + in_words(pair) + (pair.refusals.empty() ? ">" : ", refused>");
      });
}

/// Where the forms of a list lie. Forms do not change, and live as long as the list.
template <class Form>
std::vector<const Form*> places_of(const py::list& list) {
  std::vector<const Form*> places;
  places.reserve(list.size());
  for (const py::handle& form : list) places.push_back(&form.cast<const Form&>());
  return places;
}

/// Copies of forms, while a stop is seen.
template <class Form>
std::vector<Form> copies_of(const std::vector<const Form*>& places, Checkpoint& checkpoint) {
  constexpr std::int64_t work_of_a_copy = 10'000;
  std::vector<Form> forms;
  forms.reserve(places.size());
  for (const Form* form : places) {
    forms.push_back(*form);
    if (!checkpoint.spend(work_of_a_copy)) checkpoint.throw_if_ended("score_pairs");
  }
  return forms;
}

std::unique_ptr<ScoreTable> scored_pairs(const Programme& programme, const py::typing::List<MenteeForm>& mentees,
                                         const py::typing::List<MentorForm>& mentors,
                                         std::optional<ProgressCall> progress, const std::optional<double>& time_limit,
                                         std::int32_t threads) {
  if (time_limit && !(*time_limit >= 0)) {
    throw InvalidInput("score_pairs", "time_limit", "a time limit is a number of seconds, 0 or more",
                       std::to_string(*time_limit));
  }
  const auto begin = std::chrono::steady_clock::now();
  const auto of_mentees = places_of<MenteeForm>(mentees);
  const auto of_mentors = places_of<MentorForm>(mentors);
  Watch watch(std::move(progress), time_limit);
  return watch.run([&] {
    Checkpoint checkpoint(watch.control());
    checkpoint.enter("scores", std::ssize(of_mentees));
    const std::vector<MenteeForm> mentee_forms = copies_of(of_mentees, checkpoint);
    const std::vector<MentorForm> mentor_forms = copies_of(of_mentors, checkpoint);
    Control rest = watch.control();
    if (rest.time_limit) {
      const auto left = *rest.time_limit - (std::chrono::steady_clock::now() - begin);
      rest.time_limit = std::max(left, std::chrono::steady_clock::duration{});
    }
    return std::make_unique<ScoreTable>(
        score_pairs(programme, mentee_forms, mentor_forms, {.control = std::move(rest), .threads = threads}));
  });
}

}  // namespace

void bind_score(py::module_& m) {
  bind_pair_score(m);
  py::class_<ScoreTable>(m, "ScoreTable", "The scores of all pairs, mentees by mentors.")
      .def_readonly("mentees", &ScoreTable::mentees)
      .def_readonly("mentors", &ScoreTable::mentors)
      .def_property_readonly(
          "parts", [](const ScoreTable& scores) { return py::tuple(py::cast(scores.scorer->parts())); },
          "The ids of the criteria, in order.")
      .def("at", &pair_at, py::arg("mentee"), py::arg("mentor"))
      .def(
          "units",
          [](const ScoreTable& scores) {
            return table_of<std::int64_t>(scores, [](std::int32_t units) { return units < 0 ? ~units : units; });
          },
          "Thousandths of a point, of refused pairs too.")
      .def(
          "allowed",
          [](const ScoreTable& scores) {
            return table_of<bool>(scores, [](std::int32_t units) { return units >= 0; });
          },
          "Whether no hard rule forbids the pair.")
      .def(
          "coverage",
          [](const ScoreTable& scores) {
            return scored(scores, [](const Scorer& scorer, const Block& block, std::span<std::int32_t> cells) {
              scorer.coverage(block, cells);
            });
          },
          "Thousandths of the weight that was answered.")
      .def("shares", &shares_at, py::arg("part"), "What one criterion counts, by its place; -1 where a blank leaves.")
      .def("shares", &shares_of, py::arg("part"), "The same by its id.");
  m.def("score", &pairwell::score, py::arg("programme"), py::arg("mentee"), py::arg("mentor"));
  m.def("score_pairs", &scored_pairs, py::arg("programme"), py::arg("mentees"), py::arg("mentors"), py::arg("progress"),
        py::arg("time_limit"), py::arg("threads"));
}
