/// Binds the assignment of many tables in one call.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <new>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include <pybind11/numpy.h>
#include <pybind11/stl.h>

#include "arrays.hpp"
#include "bind_assignment.hpp"
#include "pairwell/core/error.hpp"
#include "pairwell/match/assignment_batch.hpp"
#include "watch.hpp"

namespace py = pybind11;

namespace {

/// The tables of a stack where they lie.
template <pairwell::CostNumber Cost>
std::vector<pairwell::CostTable<Cost>> tables_of(const py::array& stack) {
  const auto size = static_cast<py::ssize_t>(sizeof(Cost));
  const pairwell::CostTable<Cost> first{.first = static_cast<const Cost*>(stack.data()),
                                        .rows = to_size(stack.shape(1), "assign_batch"),
                                        .columns = to_size(stack.shape(2), "assign_batch"),
                                        .row_stride = stack.strides(1) / size,
                                        .column_stride = stack.strides(2) / size};
  std::vector<pairwell::CostTable<Cost>> tables(static_cast<std::size_t>(stack.shape(0)), first);
  for (std::size_t table = 0; table < tables.size(); ++table) {
    tables[table].first += static_cast<py::ssize_t>(table) * (stack.strides(0) / size);
  }
  return tables;
}

/// An array with a line for each table.
template <class Number, class From>
py::array_t<Number> lines_of(const std::vector<From>& numbers, std::size_t tables, std::int32_t length) {
  py::array_t<Number> lines({static_cast<py::ssize_t>(tables), static_cast<py::ssize_t>(length)});
  std::ranges::copy(numbers, lines.mutable_data());
  return closed(std::move(lines));
}

template <pairwell::CostNumber Cost>
py::tuple fields_of_batch(const pairwell::AssignmentBatch<Cost>& batch, bool prices) {
  using Price = pairwell::PriceOf<Cost>;
  const std::size_t tables = batch.status.size();
  std::vector<std::uint8_t> status;
  status.reserve(tables);
  for (const pairwell::Status one : batch.status) status.push_back(static_cast<std::uint8_t>(one));
  py::dict unassignable;
  for (std::size_t table = 0; table < tables; ++table) {
    const auto& found = batch.unassignable[table];
    if (found.empty()) continue;
    unassignable[py::int_(table)] = closed(moved(std::vector<std::int64_t>(found.begin(), found.end())));
  }
  const auto lines = [&](const std::vector<Price>& numbers, std::int32_t length) -> py::object {
    if (!prices) return py::none();
    return lines_of<Price>(numbers, tables, length);
  };
  return py::make_tuple(closed(moved(std::move(status))),
                        lines_of<std::int64_t>(batch.column_of_row, tables, batch.rows),
                        lines(batch.row_price, batch.rows), lines(batch.column_price, batch.columns), unassignable);
}

template <pairwell::CostNumber Cost>
py::tuple assign_tables(const std::vector<pairwell::CostTable<Cost>>& tables, pairwell::AssignmentOptions options,
                        std::optional<ProgressCall> progress, const std::optional<double>& time_limit) {
  Watch watch(std::move(progress), time_limit);
  options.control = watch.control();
  try {
    return fields_of_batch(
        watch.run([&] { return pairwell::assign_batch(std::span<const pairwell::CostTable<Cost>>(tables), options); }),
        options.prices);
  } catch (const std::bad_alloc&) {
    raise_memory_error("assign_batch: not enough memory for " + std::to_string(tables.size()) + " tables");
  }
}

/// @param stack of three dimensions, or several of two, all of one type.
py::tuple assign_batch(const py::array& stack, bool maximise, bool prices, std::int32_t threads,
                       std::optional<ProgressCall> progress, const std::optional<double>& time_limit) {
  py::tuple result;
  const py::dtype type = stack.dtype();
  const pairwell::AssignmentOptions options{.maximise = maximise, .prices = prices, .threads = threads};
  const bool known = stack.ndim() == 3 && is_readable(stack, type) && with_cost_type(type, [&]<class Cost>(Cost) {
                       result = assign_tables(tables_of<Cost>(stack), options, std::move(progress), time_limit);
                     });
  if (!known) throw pairwell::InvalidInput("assign_batch", "type", "tables must be of native numbers");
  return result;
}

py::tuple assign_batch_of(const std::vector<py::array>& given, bool maximise, bool prices, std::int32_t threads,
                          std::optional<ProgressCall> progress, const std::optional<double>& time_limit) {
  py::tuple result;
  const py::dtype type = given.empty() ? py::dtype::of<double>() : given.front().dtype();
  const pairwell::AssignmentOptions options{.maximise = maximise, .prices = prices, .threads = threads};
  const bool fit = std::ranges::all_of(given, [&](const py::array& table) {
    return table.ndim() == 2 && table.dtype().normalized_num() == type.normalized_num() && is_readable(table, type);
  });
  const bool known = fit && with_cost_type(type, [&]<class Cost>(Cost) {
                       std::vector<pairwell::CostTable<Cost>> tables;
                       tables.reserve(given.size());
                       for (const py::array& table : given) tables.push_back(table_of<Cost>(table, "assign_batch"));
                       result = assign_tables(tables, options, std::move(progress), time_limit);
                     });
  if (!known) throw pairwell::InvalidInput("assign_batch", "type", "tables must be of native numbers of one type");
  return result;
}

}  // namespace

void bind_assignment_batch(py::module_& m) {
  m.def("assign_batch", &assign_batch, py::arg("tables"), py::kw_only(), py::arg("maximise"), py::arg("prices"),
        py::arg("threads"), py::arg("progress"), py::arg("time_limit"));
  m.def("assign_batch_of", &assign_batch_of, py::arg("tables"), py::kw_only(), py::arg("maximise"), py::arg("prices"),
        py::arg("threads"), py::arg("progress"), py::arg("time_limit"));
}
