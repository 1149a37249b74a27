/// Binds what scores of frames need beside the scorer.
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include <pybind11/stl.h>

#include "bindings.hpp"
#include "pairwell/core/error.hpp"
#include "pairwell/scheme/answers.hpp"
#include "pairwell/score/scorer.hpp"

namespace py = pybind11;

namespace {

using namespace pairwell;

/// The whole numbers that people answered to a question, in units; none for a blank or for what is no number.
std::vector<std::optional<std::int64_t>> whole_answers(const Answers& answers, const std::string& question) {
  const AnswerColumn* column = answers.find(question);
  if (column == nullptr) throw InvalidInput("whole_answers", "question", "there is no such question", question);
  std::vector<std::optional<std::int64_t>> numbers;
  numbers.reserve(column->values.size());
  for (const Value& value : column->values) {
    const auto* whole = std::get_if<std::int64_t>(&value);
    numbers.push_back(whole == nullptr ? std::nullopt : std::optional(*whole));
  }
  return numbers;
}

}  // namespace

void bind_scorer_frames(py::module_& m) {
  m.def("whole_answers", &whole_answers, py::arg("answers"), py::arg("question"), ReleaseGil(),
        "What people answered to a question of whole numbers, in units; None for a blank.");
  m.def(
      "refusal",
      [](std::string rule, std::string text) {
        return Refusal{std::move(rule), std::move(text)};
      },
      py::arg("rule"), py::arg("text"), "A refusal by a rule that the core does not know.");
}
