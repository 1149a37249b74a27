/// Binds the life cycles of pairwell/scheme.
#include <span>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include <pybind11/native_enum.h>
#include <pybind11/stl.h>

#include "bindings.hpp"
#include "named.hpp"
#include "pairwell/scheme/life_cycle.hpp"

namespace py = pybind11;

namespace {

using namespace pairwell;
using AnyCycle = Named<LifeCycle>;

LifeCycle cycle_of(const AnyCycle& cycle) {
  const auto* name = std::get_if<std::string>(&cycle);
  return name == nullptr ? std::get<LifeCycle>(cycle) : parse_life_cycle(*name);
}

template <class Row>
std::vector<Row> listed(std::span<const Row> rows) {
  return {rows.begin(), rows.end()};
}

void bind_rows(py::module_& m) {
  py::class_<LifeState>(m, "LifeState", "One state of a life cycle.")
      .def_readonly("name", &LifeState::name)
      .def_readonly("sentence", &LifeState::sentence, "For people.")
      .def_readonly("is_final", &LifeState::is_final, "Whether no move leads out of it.")
      .def("__eq__", equal<LifeState>(), py::is_operator())
      .def("__repr__", [](const LifeState& state) { return "<LifeState: " + std::string(state.name) + ">"; });
  py::class_<Move>(m, "Move", "One legal move: one row of the table.")
      .def_readonly("name", &Move::name)
      .def_property_readonly("from_state", [](const Move& move) { return move.from; })
      .def_readonly("to", &Move::to, "The new state.")
      .def_readonly("needs_by", &Move::needs_by, "Whether it must be said who makes it.")
      .def_readonly("needs_reason", &Move::needs_reason, "Whether it must be said why.")
      .def_readonly("sentence", &Move::sentence, "For people.")
      .def("__eq__", equal<Move>(), py::is_operator())
      .def("__repr__", [](const Move& move) {
        return "<Move: " + std::string(move.from) + " -> " + std::string(move.to) + " by " + std::string(move.name) +
               ">";
      });
}

}  // namespace

void bind_scheme_life(py::module_& m) {
  py::native_enum<LifeCycle>(m, "LifeCycle", "enum.Enum", "What goes through states.")
      .value("APPLICATION", LifeCycle::application, "A form, from its draft to the end of the programme.")
      .value("PAIR", LifeCycle::pair, "A proposed pair, from the matching to the end of the relationship.")
      .value("AGREEMENT", LifeCycle::agreement, "What the two of a pair agree on and sign.")
      .value("MEETING", LifeCycle::meeting, "One meeting of a pair.")
      .value("ATTENDANCE", LifeCycle::attendance, "One person at one event.")
      .finalize();
  bind_rows(m);
  m.def(
      "states", [](const AnyCycle& cycle) { return listed(states(cycle_of(cycle))); }, py::arg("cycle"),
      "All states of a life cycle, the first one first.\n\n"
      ">>> import pairwell as pw\n"
      ">>> [state.name for state in pw.states(\"meeting\")]\n"
      "['planned', 'held', 'missed', 'cancelled']");
  m.def(
      "moves", [](const AnyCycle& cycle) { return listed(moves(cycle_of(cycle))); }, py::arg("cycle"),
      "All legal moves of a life cycle, by the state that they leave.");
  m.def(
      "moves_from",
      [](const AnyCycle& cycle, const std::string& state) { return listed(moves_from(cycle_of(cycle), state)); },
      py::arg("cycle"), py::arg("state"),
      "The legal moves out of a state; none where it is final.\n\n"
      ">>> import pairwell as pw\n"
      ">>> [move.name for move in pw.moves_from(\"application\", \"shortlisted\")]\n"
      "['interview', 'accept', 'reserve', 'not_select', 'withdraw']");
  m.def(
      "make_move",
      [](const AnyCycle& cycle, const std::string& state, const std::string& move, std::string by, std::string reason) {
        return make_move(cycle_of(cycle), state, move, {.by = std::move(by), .reason = std::move(reason)});
      },
      py::arg("cycle"), py::arg("state"), py::arg("move"), py::kw_only(), py::arg("by") = "", py::arg("reason") = "",
      "The row of the table that allows a move; its `to` is the new state. Raises InvalidInput with the legal "
      "moves.\n\n"
      ">>> import pairwell as pw\n"
      ">>> pw.make_move(\"application\", \"eligible\", \"shortlist\", by=\"the panel\").to\n"
      "'shortlisted'");
  m.def(
      "diagram", [](const AnyCycle& cycle) { return diagram(cycle_of(cycle)); }, py::arg("cycle"),
      "The life cycle as a state diagram in the language of Mermaid.");
}
