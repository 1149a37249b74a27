/// Binds pairwell/match/assignment_check, for tables in the forms of assign_table and assign_rows.
#include <algorithm>
#include <cstdint>
#include <iterator>
#include <limits>
#include <string>
#include <vector>

#include <pybind11/numpy.h>
#include <pybind11/stl.h>

#include "arrays.hpp"
#include "bind_assignment.hpp"
#include "pairwell/core/progress.hpp"
#include "pairwell/core/status.hpp"
#include "pairwell/match/assignment.hpp"
#include "pairwell/match/assignment_check.hpp"
#include "watch.hpp"

namespace py = pybind11;

namespace {

template <class Number>
using RowOf = py::array_t<Number, py::array::c_style>;

/// What is too large to be a position stays outside of every table.
std::vector<std::int32_t> positions_of(const RowOf<std::int64_t>& array) {
  std::vector<std::int32_t> positions;
  for (const std::int64_t one : numbers_of(array)) {
    const auto position = std::clamp<std::int64_t>(one, -2, std::numeric_limits<std::int32_t>::max());
    positions.push_back(static_cast<std::int32_t>(position));
  }
  return positions;
}

/// What check(costs, assignment, control) comes to, without the GIL, for what Python holds: a dense table alone, or the
/// number of columns, the row starts, and the column and the cost of each pair. Positions are copied, for they must not
/// change while they are read.
template <class Result, class Call>
Result with_assignment(const py::tuple& costs, pairwell::Status status, const RowOf<std::int64_t>& column_of_row,
                       const py::array& row_prices, const py::array& column_prices,
                       const RowOf<std::int64_t>& unassignable, const Call& check) {
  const auto cost = costs[costs.size() - 1].cast<py::array>();
  Result result{};
  with_cost_type(cost.dtype(), [&]<class Cost>(Cost) {
    using Prices = RowOf<pairwell::PriceOf<Cost>>;
    const pairwell::Assignment<Cost> assignment{.status = status,
                                                .column_of_row = positions_of(column_of_row),
                                                .row_price = numbers_of(Prices(row_prices)),
                                                .column_price = numbers_of(Prices(column_prices)),
                                                .unassignable = positions_of(unassignable)};
    Watch watch;
    if (costs.size() == 1) {
      const auto table = table_of<Cost>(cost, "verify");
      result = watch.run([&] { return check(table, assignment, watch.control()); });
      return;
    }
    const auto row_start = numbers_of(costs[1].cast<RowOf<std::int64_t>>());
    const auto column = numbers_of(costs[2].cast<RowOf<std::int32_t>>());
    const pairwell::SparseCosts<Cost> rows{.rows = to_size(std::ssize(row_start) - 1, "verify"),
                                           .columns = costs[0].cast<std::int32_t>(),
                                           .row_start = row_start,
                                           .column = column,
                                           .cost = span_of<Cost>(cost)};
    result = watch.run([&] { return check(rows, assignment, watch.control()); });
  });
  return result;
}

}  // namespace

void bind_assignment_check(py::module_& m) {
  m.def(
      "assignment_failures",
      [](const py::tuple& costs, bool maximise, pairwell::Status status, const RowOf<std::int64_t>& column_of_row,
         const py::array& row_prices, const py::array& column_prices, const RowOf<std::int64_t>& unassignable) {
        return with_assignment<std::vector<std::string>>(
            costs, status, column_of_row, row_prices, column_prices, unassignable,
            [&](const auto& table, const auto& assignment, const pairwell::Control& control) {
              return verify(table, assignment, maximise, control).failures;
            });
      },
      py::arg("costs"), py::arg("maximise"), py::arg("status"), py::arg("column_of_row"), py::arg("row_prices"),
      py::arg("column_prices"), py::arg("unassignable"));
  m.def(
      "assignment_gap",
      [](const py::tuple& costs, bool maximise, pairwell::Status status, const RowOf<std::int64_t>& column_of_row,
         const py::array& row_prices, const py::array& column_prices, const RowOf<std::int64_t>& unassignable) {
        return with_assignment<double>(
            costs, status, column_of_row, row_prices, column_prices, unassignable,
            [&](const auto& table, const auto& assignment, const pairwell::Control& control) {
              return gap(table, assignment, maximise, control);
            });
      },
      py::arg("costs"), py::arg("maximise"), py::arg("status"), py::arg("column_of_row"), py::arg("row_prices"),
      py::arg("column_prices"), py::arg("unassignable"));
}
