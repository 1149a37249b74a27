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

using pairwell::ReceiptDigests;
using pairwell::Receipts;

/// Receipts with their digests.
struct ToldReceipts {
  Receipts receipts;
  ReceiptDigests digests;
};

std::unique_ptr<ToldReceipts> receipts(const pairwell::Problem& problem, const pairwell::Matching& matching,
                                       NameFields fields, std::optional<ProgressCall> progress,
                                       const std::optional<double>& time_limit) {
  const pairwell::Names names = to_names(std::move(fields));
  Watch watch(std::move(progress), time_limit);
  return watch.run([&] {
    auto told = std::make_unique<ToldReceipts>();
    told->receipts = pairwell::receipts(problem, matching, names, watch.control());
    told->digests = pairwell::digests(told->receipts, watch.control());
    return told;
  });
}

}  // namespace

void bind_receipts(py::module_& m) {
  py::class_<ToldReceipts>(m, "Receipts")
      .def_property_readonly("digest", [](const ToldReceipts& own) { return own.digests.whole; })
      .def(
          "json",
          [](const ToldReceipts& own, std::size_t side, std::int32_t person) {
            return side == 0 ? pairwell::to_json(own.receipts, own.digests, pairwell::MenteeId(person))
                             : pairwell::to_json(own.receipts, own.digests, pairwell::MentorId(person));
          },
          py::arg("side"), py::arg("person"))
      .def(
          "failures",
          [](const ToldReceipts& own, std::size_t side, std::size_t person) {
            const auto& receipt = (side == 0 ? own.receipts.mentees : own.receipts.mentors).at(person);
            return pairwell::check(receipt, own.receipts.prices).failures;
          },
          py::arg("side"), py::arg("person"));
  m.def("receipts", &receipts, py::arg("problem"), py::arg("matching"), py::arg("names"), py::arg("progress"),
        py::arg("time_limit"));
}
