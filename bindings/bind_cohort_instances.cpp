/// Binds pairwell/cohort/instances.
#include <cstdint>
#include <memory>
#include <string>
#include <tuple>
#include <utility>
#include <variant>
#include <vector>

#include <pybind11/stl.h>

#include "bind_cohort.hpp"
#include "bind_match.hpp"
#include "interpreter.hpp"

namespace py = pybind11;

py::array to_array(pairwell::DenseInstance instance) {
  const py::ssize_t rows = instance.rows;
  const py::ssize_t columns = instance.columns;
  return std::visit([=](auto& costs) { return py::array(moved(std::move(costs), {rows, columns})); }, instance.costs);
}

namespace {

pairwell::DenseInstance dense_instance(const std::string& kind, std::int64_t rows, std::int64_t columns,
                                       std::uint64_t seed) {
  return pairwell::dense_instance(pairwell::parse_dense_class(kind), {.rows = rows, .columns = columns, .seed = seed});
}

}  // namespace

void bind_instances(py::module_& m) {
  m.def(
      "dense_classes",
      [] {
        std::vector<std::string> names;
        for (const pairwell::DenseClass kind : pairwell::dense_classes()) names.push_back(to_string(kind));
        return names;
      },
      "The names of the classes of dense instances.");
  m.def(
      "dense_instance",
      [](const std::string& kind, std::int64_t rows, std::int64_t columns, std::uint64_t seed) {
        pairwell::DenseInstance instance;
        {
          const WithoutGil without_gil;
          instance = dense_instance(kind, rows, columns, seed);
        }
        return to_array(std::move(instance));
      },
      py::arg("kind"), py::kw_only(), py::arg("rows"), py::arg("columns"), py::arg("seed"),
      "The costs of a dense instance.");
  m.def(
      "sparse_instance",
      [](std::int64_t rows, std::int64_t columns, std::int64_t degree, std::int64_t most, std::uint64_t seed) {
        pairwell::SparseInstance instance;
        {
          const WithoutGil without_gil;
          instance = pairwell::sparse_instance(
              {.rows = rows, .columns = columns, .degree = degree, .most = most, .seed = seed});
        }
        return py::make_tuple(moved(std::move(instance.row_start)), moved(std::move(instance.column)),
                              moved(std::move(instance.cost)), moved(std::move(instance.planted)));
      },
      py::kw_only(), py::arg("rows"), py::arg("columns"), py::arg("degree"), py::arg("most"), py::arg("seed"),
      "Row starts, columns and costs of a sparse instance, and the column that was planted in each row.");
  m.def(
      "capacitated_instance",
      [](std::int64_t mentees, std::int64_t mentors, std::int64_t degree, std::int64_t nations, std::int64_t regions,
         std::uint64_t seed) {
        pairwell::CapacitatedInstance instance;
        {
          const WithoutGil without_gil;
          instance = pairwell::capacitated_instance({.mentees = mentees,
                                                     .mentors = mentors,
                                                     .degree = degree,
                                                     .nations = nations,
                                                     .regions = regions,
                                                     .seed = seed});
        }
        return py::make_tuple(py::cast(std::move(instance.problem)), from_pairs(instance.planted));
      },
      py::kw_only(), py::arg("mentees"), py::arg("mentors"), py::arg("degree"), py::arg("nations"), py::arg("regions"),
      py::arg("seed"), "The problem of a capacitated instance, and the pairs that were planted.");
  m.def(
      "problem_of_sparse_instance",
      [](std::int32_t rows, std::int32_t columns, const AnyInt64& row_start,
         const py::array_t<std::int32_t, py::array::forcecast>& column, const AnyInt64& cost) {
        return pairwell::as_problem({.rows = rows,
                                     .columns = columns,
                                     .row_start = to_vector(row_start),
                                     .column = to_vector(column),
                                     .cost = to_vector(cost)});
      },
      py::kw_only(), py::arg("rows"), py::arg("columns"), py::arg("row_start"), py::arg("column"), py::arg("cost"),
      "The problem of a sparse instance.");
}
