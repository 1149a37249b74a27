/// What the files that bind pairwell/match/assignment and its check share.
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <string>

#include <pybind11/numpy.h>

#include "pairwell/core/error.hpp"
#include "pairwell/match/assignment.hpp"

/// Calls a function with a value of the cost type of an array; false where its numbers are of another type.
template <class Function>
bool with_cost_type(const pybind11::dtype& type, Function function) {
  const int number = type.normalized_num();
  if (number == pybind11::dtype::num_of<double>()) {
    function(double{});
  } else if (number == pybind11::dtype::num_of<std::int64_t>()) {
    function(std::int64_t{});
  } else if (number == pybind11::dtype::num_of<std::int32_t>()) {
    function(std::int32_t{});
  } else if (number == pybind11::dtype::num_of<float>()) {
    function(float{});
  } else {
    return false;
  }
  return true;
}

/// Whether an array's numbers can be read where they lie: native, aligned and whole numbers of them apart.
inline bool is_readable(const pybind11::array& numbers, const pybind11::dtype& type) {
  const char order = type.byteorder();
  if (order != '=' && order != '|') return false;
  if ((numbers.flags() & pybind11::detail::npy_api::NPY_ARRAY_ALIGNED_) == 0) return false;
  for (pybind11::ssize_t axis = 0; axis < numbers.ndim(); ++axis) {
    if (numbers.strides(axis) % type.itemsize() != 0) return false;
  }
  return true;
}

/// The numbers of an array that lie side by side.
template <class Number>
std::span<const Number> span_of(const pybind11::array& numbers) {
  return {static_cast<const Number*>(numbers.data()), static_cast<std::size_t>(numbers.size())};
}

inline std::int32_t to_size(pybind11::ssize_t size, const char* function) {
  if (size > std::numeric_limits<std::int32_t>::max()) {
    throw pairwell::InvalidInput(function, "shape", "a table has fewer than 2^31 rows and columns",
                                 std::to_string(size));
  }
  return static_cast<std::int32_t>(size);
}

/// A table of two dimensions where it lies.
template <pairwell::CostNumber Cost>
pairwell::CostTable<Cost> table_of(const pybind11::array& costs, const char* function) {
  const auto size = static_cast<pybind11::ssize_t>(sizeof(Cost));
  return {.first = static_cast<const Cost*>(costs.data()),
          .rows = to_size(costs.shape(0), function),
          .columns = to_size(costs.shape(1), function),
          .row_stride = costs.strides(0) / size,
          .column_stride = costs.strides(1) / size};
}

/// Binds the assignment of many tables.
void bind_assignment_batch(pybind11::module_& m);
/// Binds the check of an assignment.
void bind_assignment_check(pybind11::module_& m);
/// Binds what puts compressed rows in the order that assign() wants.
void bind_assignment_rows(pybind11::module_& m);
