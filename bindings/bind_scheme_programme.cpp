/// Binds the programme's file: reading it with the tables beside it, checking its parts, and writing it.
#include <cstdint>
#include <map>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include <pybind11/stl.h>

#include "bindings.hpp"
#include "pairwell/scheme/programme.hpp"
#include "pairwell/scheme/standard_questions.hpp"

namespace py = pybind11;

namespace {

using namespace pairwell;

using Comments = std::map<std::string, std::string>;

std::tuple<Programme, Findings, std::string> read_with_tables(const py::bytes& toml, const std::string& file,
                                                              const std::vector<Table>& tables) {
  const std::string text = toml;
  const WithoutGil without_gil;
  ProgrammeFile result = read_programme(text, file, tables);
  return {std::move(result.programme), std::move(result.warnings), std::move(result.digest)};
}

void bind_writing(py::module_& m) {
  m.def(
      "programme_to_toml",
      [](const Programme& programme, const Comments& comments) { return to_toml(programme, comments); },
      py::arg("programme"), py::arg("comments") = Comments(), "A text that reads back as this programme.");
  m.def(
      "questions_to_toml",
      [](const std::vector<Question>& questions, const Comments& comments) { return to_toml(questions, comments); },
      py::arg("questions"), py::arg("comments") = Comments(), "Their tables in a programme's file.");
  m.def(
      "criteria_to_toml",
      [](const std::vector<Criterion>& criteria, const std::vector<Question>& questions, const Comments& comments) {
        return to_toml(criteria, questions, comments);
      },
      py::arg("criteria"), py::arg("questions"), py::arg("comments") = Comments(),
      "Their tables in a programme's file.");
  m.def(
      "pair_rules_to_toml",
      [](const std::vector<PairRule>& rules, const std::vector<Question>& questions, const Comments& comments) {
        return to_toml(rules, questions, comments);
      },
      py::arg("rules"), py::arg("questions"), py::arg("comments") = Comments(), "Their tables in a programme's file.");
}

}  // namespace

void bind_scheme_programme(py::module_& m) {
  m.def(
      "tables_of_programme", [](const py::bytes& toml) { return tables_of_programme(std::string(toml)); },
      py::arg("toml"), "The names of the tables that a programme's text wants beside it.");
  m.def("read_programme", &read_with_tables, py::arg("toml"), py::arg("file"), py::arg("tables") = std::vector<Table>(),
        "Programme, warnings and digest.");
  m.def(
      "check_criteria",
      [](const std::vector<Criterion>& criteria, const std::vector<Question>& questions) {
        return check(criteria, questions);
      },
      py::arg("criteria"), py::arg("questions"), "What is wrong with criteria, by their keys.");
  m.def(
      "check_pair_rules",
      [](const std::vector<PairRule>& rules, const std::vector<Question>& questions) {
        return check(rules, questions);
      },
      py::arg("rules"), py::arg("questions"), "What is wrong with rules of pairs, by their keys.");
  m.def(
      "standard_criteria",
      [](std::int32_t needs, std::int32_t preference, std::int32_t deep_fit, std::int32_t expectations,
         std::int32_t practicality, std::int32_t reciprocity, std::int32_t common_slots) {
        return standard_criteria({needs, preference, deep_fit, expectations, practicality, reciprocity}, common_slots);
      },
      py::kw_only(), py::arg("needs") = 35, py::arg("preference") = 20, py::arg("deep_fit") = 20,
      py::arg("expectations") = 10, py::arg("practicality") = 10, py::arg("reciprocity") = 5,
      py::arg("common_slots") = 1, "The criteria of a programme that has none of its own.");
  m.def("standard_questions", &standard_questions, py::arg("nations"), py::arg("vocabulary"),
        "The questions of a programme that has none of its own.");
  bind_writing(m);
}
