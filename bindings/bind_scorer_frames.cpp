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

/// Whom people named in answer to a question, in order.
std::vector<std::vector<std::string>> people_answers(const Answers& answers, const std::string& question) {
  const AnswerColumn* column = answers.find(question);
  if (column == nullptr) throw InvalidInput("people_answers", "question", "there is no such question", question);
  std::vector<std::vector<std::string>> named;
  named.reserve(column->values.size());
  for (const Value& value : column->values) {
    const auto* list = std::get_if<std::vector<std::string>>(&value);
    named.push_back(list == nullptr ? std::vector<std::string>() : *list);
  }
  return named;
}

/// The answers, with other people named in answer to one question; who named nobody gave no answer.
Answers with_people(Answers answers, const std::string& question, std::vector<std::vector<std::string>> named) {
  for (AnswerColumn& column : answers.columns) {
    if (column.question != question) continue;
    column.values.clear();
    for (std::vector<std::string>& list : named) {
      column.values.push_back(list.empty() ? Value() : Value(std::move(list)));
    }
  }
  return answers;
}

}  // namespace

void bind_scorer_frames(py::module_& m) {
  m.def("whole_answers", &whole_answers, py::arg("answers"), py::arg("question"), ReleaseGil(),
        "What people answered to a question of whole numbers, in units; None for a blank.");
  m.def("people_answers", &people_answers, py::arg("answers"), py::arg("question"), ReleaseGil(),
        "Whom people named in answer to a question, in order; nobody for a blank.");
  m.def("with_people", &with_people, py::arg("answers"), py::arg("question"), py::arg("named"), ReleaseGil(),
        "The answers, with other people named in answer to one question.");
  m.def(
      "refusal",
      [](std::string rule, std::string text) {
        return Refusal{std::move(rule), std::move(text)};
      },
      py::arg("rule"), py::arg("text"), "A refusal by a rule that the core does not know.");
}
