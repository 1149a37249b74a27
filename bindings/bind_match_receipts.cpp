/// Binds pairwell/match/receipts. Python gets a receipt as the JSON document that anybody gets.
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <pybind11/stl.h>

#include "bind_match.hpp"
#include "bindings.hpp"
#include "pairwell/match/receipts.hpp"
#include "watch.hpp"

namespace py = pybind11;

namespace {

using pairwell::Receipt;
using pairwell::Receipts;

std::unique_ptr<Receipts> receipts(const pairwell::Problem& problem, const pairwell::Matching& matching,
                                   NameFields fields, std::optional<ProgressCall> progress,
                                   const std::optional<double>& time_limit) {
  const pairwell::Names names = to_names(std::move(fields));
  Watch watch(std::move(progress), time_limit);
  return watch.run(
      [&] { return std::make_unique<Receipts>(pairwell::receipts(problem, matching, names, watch.control())); });
}

/// Of a mentee (0) or a mentor (1) who is there.
const Receipt& receipt_of(const Receipts& own, std::size_t side, std::size_t person) {
  return (side == 0 ? own.mentees : own.mentors).at(person);
}

}  // namespace

void bind_receipts(py::module_& m) {
  py::class_<Receipts>(m, "Receipts")
      .def_property_readonly("digest", [](const Receipts& own) { return pairwell::digest(own.prices); })
      .def_property_readonly("mentees", [](const Receipts& own) { return own.prices.mentees; })
      .def_property_readonly("mentors", [](const Receipts& own) { return own.prices.mentors; })
      .def(
          "json",
          [](const Receipts& own, std::size_t side, std::size_t person) {
            return pairwell::to_json(receipt_of(own, side, person), own.prices);
          },
          py::arg("side"), py::arg("person"))
      .def(
          "failures",
          [](const Receipts& own, std::size_t side, std::size_t person) {
            return pairwell::check(receipt_of(own, side, person), own.prices).failures;
          },
          py::arg("side"), py::arg("person"));
  m.def("receipts", &receipts, py::arg("problem"), py::arg("matching"), py::arg("names"), py::arg("progress"),
        py::arg("time_limit"));
}
