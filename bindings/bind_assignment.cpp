/// Binds pairwell/match/assignment: tables are read where they lie, results are written once into NumPy's arrays.
#include "bind_assignment.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <new>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include <pybind11/numpy.h>
#include <pybind11/stl.h>

#include "arrays.hpp"
#include "bindings.hpp"
#include "kernel/assignment/whole_rows.hpp"
#include "pairwell/core/error.hpp"
#include "pairwell/match/assignment.hpp"
#include "watch.hpp"

namespace py = pybind11;

namespace {

using pairwell::Assignment;
using pairwell::AssignmentOptions;
using pairwell::CostTable;
using pairwell::InvalidInput;
using pairwell::SparseCosts;
using pairwell::Status;

/// Tables of so few cells are solved in well under a millisecond: not worth watching, nor letting others run meanwhile.
constexpr py::ssize_t unwatched_cells = 4096;

bool is_true(py::handle value) {
  const int truth = PyObject_IsTrue(value.ptr());
  if (truth < 0) throw py::error_already_set();
  return truth != 0;
}

/// Solves without the GIL; Python can see and interrupt it.
template <pairwell::CostNumber Cost, class Costs>
Assignment<Cost> assign_watched(const Costs& costs, AssignmentOptions options, std::optional<ProgressCall> progress,
                                const std::optional<double>& time_limit) {
  Watch watch(std::move(progress), time_limit);
  options.control = watch.control();
  try {
    return watch.run([&] { return pairwell::assign(costs, options); });
  } catch (const std::bad_alloc&) {
    raise_memory_error("assign: not enough memory for a table of " + std::to_string(costs.rows) + " x " +
                       std::to_string(costs.columns));
  }
}

/// What cannot all be assigned, for people: "rows 3, 5 and 8 have fewer than 3 admissible columns between them".
std::string unassignable_text(std::int64_t rows, std::int64_t columns, const std::vector<std::int32_t>& unassignable) {
  constexpr std::size_t told = 10;
  const std::string side = rows <= columns ? "row" : "column";
  const std::string partner = rows <= columns ? "column" : "row";
  if (unassignable.size() == 1) {
    return side + " " + std::to_string(unassignable.front()) + " has no admissible " + partner;
  }
  std::string text = side + "s ";
  for (std::size_t at = 0; at < std::min(told, unassignable.size()); ++at) {
    if (at > 0) text += at + 1 == unassignable.size() ? " and " : ", ";
    text += std::to_string(unassignable[at]);
  }
  if (unassignable.size() > told) text += " and " + std::to_string(unassignable.size() - told) + " more";
  return text + " have fewer than " + std::to_string(unassignable.size()) + " admissible " + partner + "s between them";
}

using Positions = py::array_t<std::int64_t>;

/// The assigned rows, rising, and the column of each.
std::pair<Positions, Positions> arrays_of(const std::vector<std::int32_t>& column_of_row, std::size_t count) {
  auto rows = unfilled<std::int64_t>(static_cast<py::ssize_t>(count));
  auto columns = unfilled<std::int64_t>(static_cast<py::ssize_t>(count));
  std::int64_t* row_out = rows.mutable_data();
  std::int64_t* column_out = columns.mutable_data();
  for (std::size_t row = 0; row < column_of_row.size(); ++row) {
    if (column_of_row[row] < 0) continue;
    *row_out++ = static_cast<std::int64_t>(row);
    *column_out++ = column_of_row[row];
  }
  return {std::move(rows), std::move(columns)};
}

template <pairwell::CostNumber Cost>
py::tuple fields_of(Assignment<Cost> assignment, std::int32_t shorter_side) {
  const auto count = assignment.status == Status::optimal ? static_cast<std::size_t>(shorter_side) : 0;
  auto [rows, columns] = arrays_of(assignment.column_of_row, count);
  std::vector<std::int64_t> unassignable(assignment.unassignable.begin(), assignment.unassignable.end());
  return py::make_tuple(assignment.status, closed(std::move(rows)), closed(std::move(columns)),
                        closed(moved(std::move(assignment.row_price))),
                        closed(moved(std::move(assignment.column_price))), closed(moved(std::move(unassignable))));
}

/// The numbers of an array in a type that the engine takes: the array itself where it can be read in place, or else a
/// copy that changes no number; none for what holds other numbers or whole ones beyond int64.
std::optional<py::array> in_engine_type(const py::array& costs) {
  constexpr int together = py::array::c_style | py::array::forcecast | py::detail::npy_api::NPY_ARRAY_ALIGNED_;
  const py::dtype type = costs.dtype();
  if (is_readable(costs, type) && with_cost_type(type, [](auto) {})) return costs;
  const char kind = type.kind();
  const py::ssize_t size = type.itemsize();
  if (kind == 'f' && size <= 4) return py::array_t<float, together>(costs);
  if (kind == 'f' && size == 8) return py::array_t<double, together>(costs);
  const bool is_whole = kind == 'i' || kind == 'u';
  if (kind == 'b' || (is_whole && size <= 2) || (kind == 'i' && size == 4)) {
    return py::array_t<std::int32_t, together>(costs);
  }
  if (!is_whole) return std::nullopt;
  const py::array_t<std::int64_t, together> whole(costs);
  const std::span numbers(whole.data(), static_cast<std::size_t>(whole.size()));
  const bool is_beyond = kind == 'u' && std::ranges::any_of(numbers, [](std::int64_t number) { return number < 0; });
  return is_beyond ? std::nullopt : std::optional<py::array>(whole);
}

/// A pair of arrays; None for what Python has to read first.
py::object linear_sum_assignment(const py::object& cost_matrix, const py::object& maximise) {
  constexpr auto name = "linear_sum_assignment";
  // A subclass may mean more than its numbers: a masked array does.
  if (Py_TYPE(cost_matrix.ptr()) != py::detail::npy_api::get().PyArray_Type_) return py::none();
  const auto given = py::reinterpret_borrow<py::array>(cost_matrix);
  if (given.ndim() != 2) return py::none();
  const std::optional<py::array> costs = in_engine_type(given);
  if (!costs) return py::none();
  const bool greatest = is_true(maximise);
  if (costs->size() == 0) return py::make_tuple(Positions(0), Positions(0));
  py::object result;
  with_cost_type(costs->dtype(), [&]<class Cost>(Cost) {
    const CostTable<Cost> table = table_of<Cost>(*costs, name);
    const AssignmentOptions options{.maximise = greatest, .prices = false};
    const auto assignment = costs->size() <= unwatched_cells
                                ? pairwell::assign(table, options)
                                : assign_watched<Cost>(table, options, std::nullopt, std::nullopt);
    if (assignment.status == Status::infeasible) {
      throw InvalidInput(name, "infeasible", "cost matrix is infeasible",
                         unassignable_text(table.rows, table.columns, assignment.unassignable));
    }
    auto [rows, columns] =
        arrays_of(assignment.column_of_row, static_cast<std::size_t>(std::min(table.rows, table.columns)));
    result = py::make_tuple(std::move(rows), std::move(columns));
  });
  return result;
}

py::tuple assign_table(const py::array& costs, bool maximise, std::int32_t threads,
                       std::optional<ProgressCall> progress, const std::optional<double>& time_limit) {
  const py::dtype type = costs.dtype();
  py::tuple result;
  const bool known = costs.ndim() == 2 && is_readable(costs, type) && with_cost_type(type, [&]<class Cost>(Cost) {
                       const CostTable<Cost> table = table_of<Cost>(costs, "assign");
                       const AssignmentOptions options{.maximise = maximise, .threads = threads};
                       result = fields_of(assign_watched<Cost>(table, options, std::move(progress), time_limit),
                                          std::min(table.rows, table.columns));
                     });
  if (!known) throw InvalidInput("assign", "type", "costs must be a table of native numbers");
  return result;
}

py::tuple assign_rows(std::int32_t columns, const py::array_t<std::int64_t, py::array::c_style>& row_start,
                      const py::array_t<std::int32_t, py::array::c_style>& column, const py::array& cost, bool maximise,
                      bool prices, std::int32_t threads, std::optional<ProgressCall> progress,
                      const std::optional<double>& time_limit) {
  const py::dtype type = cost.dtype();
  const bool contiguous = cost.ndim() == 1 && (cost.flags() & py::array::c_style) != 0;
  // Of their own, for what Python does meanwhile may change the arrays, and the engine has to find its way by these.
  const std::vector<std::int64_t> starts = numbers_of(row_start);
  const std::vector<std::int32_t> positions = numbers_of(column);
  py::tuple result;
  const bool known = contiguous && is_readable(cost, type) && with_cost_type(type, [&]<class Cost>(Cost) {
                       const SparseCosts<Cost> costs{
                           .rows = to_size(row_start.size() - 1, "assign"),
                           .columns = columns,
                           .row_start = starts,
                           .column = positions,
                           .cost = {static_cast<const Cost*>(cost.data()), static_cast<std::size_t>(cost.size())}};
                       const AssignmentOptions options{.maximise = maximise, .prices = prices, .threads = threads};
                       result = fields_of(assign_watched<Cost>(costs, options, std::move(progress), time_limit),
                                          std::min(costs.rows, costs.columns));
                     });
  if (!known) throw InvalidInput("assign", "type", "costs must be a row of native numbers");
  return result;
}

}  // namespace

void bind_assignment(py::module_& m) {
  m.def("linear_sum_assignment", &linear_sum_assignment, py::arg("cost_matrix"), py::arg("maximize"));
  m.def("assign_table", &assign_table, py::arg("costs"), py::kw_only(), py::arg("maximise"), py::arg("threads"),
        py::arg("progress"), py::arg("time_limit"));
  m.def("assign_rows", &assign_rows, py::arg("columns"), py::arg("row_start"), py::arg("column"), py::arg("cost"),
        py::kw_only(), py::arg("maximise"), py::arg("prices"), py::arg("threads") = 1, py::arg("progress"),
        py::arg("time_limit"));
  m.def("unassignable_text", &unassignable_text, py::arg("rows"), py::arg("columns"), py::arg("unassignable"));
  m.def("vector_set", [] { return std::string(pairwell::kernel::runnable_whole_rows().front().name); });
  bind_assignment_batch(m);
  bind_assignment_check(m);
  bind_assignment_rows(m);
}
