/// What the two files that bind pairwell/match/assignment share.
#pragma once

#include <cstdint>

#include <pybind11/numpy.h>

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

/// Binds what puts compressed rows in the order that assign() wants.
void bind_assignment_rows(pybind11::module_& m);
