/// Vectors of numbers as arrays of NumPy.
#pragma once

#include <algorithm>
#include <cstdint>
#include <memory>
#include <utility>
#include <vector>

#include <pybind11/numpy.h>

#include "pairwell/core/error.hpp"

/// The numbers of an array whose rows lie one behind the other, as they are now: it may change while they are read.
template <class Number>
std::vector<Number> numbers_of(const pybind11::array_t<Number, pybind11::array::c_style>& array) {
  return {array.data(), array.data() + array.size()};
}

/// The starts of compressed rows, as they are now.
/// @throws InvalidInput where one is no position among the entries.
inline std::vector<std::int64_t> row_starts_of(
    const pybind11::array_t<std::int64_t, pybind11::array::c_style | pybind11::array::forcecast>& array,
    std::int64_t entries, const char* function) {
  std::vector<std::int64_t> starts(array.data(), array.data() + array.size());
  if (starts.empty() || starts.front() < 0 || starts.back() > entries || !std::ranges::is_sorted(starts)) {
    throw pairwell::InvalidInput(function, "row_start", "row starts must rise from 0 to the number of entries");
  }
  return starts;
}

/// A vector's numbers as an array of their own.
template <class Number>
pybind11::array_t<Number> copied(const std::vector<Number>& numbers) {
  return pybind11::array_t<Number>(static_cast<pybind11::ssize_t>(numbers.size()), numbers.data());
}

/// An array of a length for the caller to fill: pybind11's own constructors, which make vectors of shape and strides,
/// take longer than a small problem may.
template <class Number>
pybind11::array_t<Number> unfilled(pybind11::ssize_t size) {
  const auto& numpy = pybind11::detail::npy_api::get();
  PyObject* const type = pybind11::dtype::of<Number>().release().ptr();
  PyObject* const made = numpy.PyArray_NewFromDescr_(numpy.PyArray_Type_, type, 1, &size, nullptr, nullptr, 0, nullptr);
  if (made == nullptr) throw pybind11::error_already_set();
  return pybind11::reinterpret_steal<pybind11::array_t<Number>>(made);
}

/// A vector as an array of a shape, without a copy: the array owns the vector.
template <class Number>
pybind11::array_t<Number> moved(std::vector<Number> numbers, std::vector<pybind11::ssize_t> shape) {
  auto kept = std::make_unique<std::vector<Number>>(std::move(numbers));
  Number* const data = kept->data();
  const pybind11::capsule owner(kept.get(), [](void* vector) { delete static_cast<std::vector<Number>*>(vector); });
  kept.release();
  return pybind11::array_t<Number>(std::move(shape), data, owner);
}

template <class Number>
pybind11::array_t<Number> moved(std::vector<Number> numbers) {
  const auto count = static_cast<pybind11::ssize_t>(numbers.size());
  return moved(std::move(numbers), {count});
}

/// The same array, closed for writing: what a frozen value of Python may keep without a copy of its own.
template <class Array>
Array closed(Array array) {
  pybind11::detail::array_proxy(array.ptr())->flags &= ~pybind11::detail::npy_api::NPY_ARRAY_WRITEABLE_;
  return array;
}
