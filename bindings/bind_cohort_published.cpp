/// Binds pairwell/cohort/cultures, pairwell/cohort/dimacs, pairwell/cohort/orlib and pairwell/cohort/preflib.
#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include <pybind11/stl.h>

#include "bind_cohort.hpp"
#include "bind_match.hpp"
#include "bindings.hpp"
#include "pairwell/cohort/cultures.hpp"
#include "pairwell/cohort/dimacs.hpp"
#include "pairwell/cohort/orlib.hpp"
#include "pairwell/cohort/preflib.hpp"

namespace py = pybind11;

namespace {

using pairwell::Preferences;
using OrderFields = std::pair<std::int64_t, std::vector<std::vector<std::int32_t>>>;

/// What a reader makes of a text, while other threads of Python run.
template <class Reader>
auto read(const py::bytes& bytes, Reader reader) {
  const std::string text = bytes;
  const WithoutGil without_gil;
  return reader(text);
}

py::list to_texts(const std::vector<std::string>& texts) {
  py::list result;
  for (const std::string& text : texts) result.append(to_python_text(text));
  return result;
}

py::tuple to_fields(const Preferences& preferences) {
  py::dict metadata;
  for (const auto& [key, value] : preferences.metadata) metadata[to_python_text(key)] = to_python_text(value);
  py::list orders;
  for (const pairwell::PreferenceOrder& order : preferences.orders) {
    orders.append(py::make_tuple(order.count, order.ranks));
  }
  return py::make_tuple(to_string(preferences.kind), metadata, to_texts(preferences.alternatives),
                        to_texts(preferences.categories), preferences.voters, orders);
}

/// What as_problem looks at: names have no say, only how many there are.
pairwell::Problem problem_of(bool has_categories, std::size_t alternatives, std::size_t categories,
                             std::vector<OrderFields> orders, pairwell::PreferenceProblem options) {
  Preferences preferences;
  preferences.kind = has_categories ? pairwell::PreferenceKind::cat : pairwell::PreferenceKind::toi;
  preferences.alternatives.resize(alternatives);
  preferences.categories.resize(categories);
  for (auto& [count, ranks] : orders) preferences.orders.push_back({count, std::move(ranks)});
  return as_problem(preferences, options);
}

pairwell::PreferenceKind parse_kind(const std::string& name) {
  using enum pairwell::PreferenceKind;
  for (const pairwell::PreferenceKind kind : {soc, soi, toc, toi, cat}) {
    if (to_string(kind) == name) return kind;
  }
  throw py::value_error("preferences are soc, soi, toc, toi or cat (value: " + name + ")");
}

/// A culture as fields, made while other threads of Python run.
template <class Make>
py::tuple culture(std::int64_t voters, std::int64_t alternatives, std::int64_t length, std::uint64_t seed, Make make) {
  Preferences preferences;
  {
    const WithoutGil without_gil;
    preferences =
        make(pairwell::CultureOptions{.voters = voters, .alternatives = alternatives, .length = length, .seed = seed});
  }
  return to_fields(preferences);
}

void bind_cultures(py::module_& m) {
  m.def(
      "impartial_culture",
      [](std::int64_t voters, std::int64_t alternatives, std::int64_t length, std::uint64_t seed) {
        return culture(voters, alternatives, length, seed,
                       [](const pairwell::CultureOptions& options) { return pairwell::impartial_culture(options); });
      },
      py::kw_only(), py::arg("voters"), py::arg("alternatives"), py::arg("length"), py::arg("seed"),
      "Random orders, as read_preferences gives them.");
  m.def(
      "urn_culture",
      [](std::int64_t voters, std::int64_t alternatives, std::int64_t length, std::uint64_t seed, std::int64_t alpha) {
        return culture(voters, alternatives, length, seed, [alpha](const pairwell::CultureOptions& options) {
          return pairwell::urn_culture(options, alpha);
        });
      },
      py::kw_only(), py::arg("voters"), py::arg("alternatives"), py::arg("length"), py::arg("seed"), py::arg("alpha"),
      "Orders of an urn, as read_preferences gives them.");
  m.def(
      "mallows_culture",
      [](std::int64_t voters, std::int64_t alternatives, std::int64_t length, std::uint64_t seed, std::int64_t norm_phi,
         const std::vector<std::int32_t>& centre) {
        return culture(voters, alternatives, length, seed, [&](const pairwell::CultureOptions& options) {
          return pairwell::mallows_culture(options, norm_phi, centre);
        });
      },
      py::kw_only(), py::arg("voters"), py::arg("alternatives"), py::arg("length"), py::arg("seed"),
      py::arg("norm_phi"), py::arg("centre"), "Orders about a centre, as read_preferences gives them.");
  m.def("mallows_phi", &pairwell::mallows_phi, py::kw_only(), py::arg("alternatives"), py::arg("norm_phi"),
        "The dispersion, in multiples of 2^-32, that a normalised one in millionths stands for.");
}

void bind_dimacs(py::module_& m) {
  m.def(
      "read_dimacs",
      [](const py::bytes& bytes, const std::string& file) {
        pairwell::SparseInstance instance =
            read(bytes, [&file](const std::string& text) { return pairwell::read_dimacs(text, file); });
        return py::make_tuple(instance.rows, instance.columns, moved(std::move(instance.row_start)),
                              moved(std::move(instance.column)), moved(std::move(instance.cost)),
                              moved(std::move(instance.planted)));
      },
      py::arg("text"), py::arg("file"), "The fields of a sparse instance.");
  m.def(
      "write_dimacs",
      [](std::int32_t rows, std::int32_t columns, const AnyInt64& row_start,
         const py::array_t<std::int32_t, py::array::forcecast>& column, const AnyInt64& cost,
         const std::string& comment) {
        const pairwell::SparseInstance instance{.rows = rows,
                                                .columns = columns,
                                                .row_start = to_vector(row_start),
                                                .column = to_vector(column),
                                                .cost = to_vector(cost)};
        return py::bytes(pairwell::write_dimacs(instance, comment));
      },
      py::kw_only(), py::arg("rows"), py::arg("columns"), py::arg("row_start"), py::arg("column"), py::arg("cost"),
      py::arg("comment"), "The text of a file of DIMACS.");
}

}  // namespace

void bind_published(py::module_& m) {
  bind_cultures(m);
  bind_dimacs(m);
  m.def(
      "write_preferences",
      [](const std::string& kind, std::map<std::string, std::string> metadata, std::vector<std::string> alternatives,
         std::vector<std::string> categories, std::int64_t voters, std::vector<OrderFields> orders) {
        Preferences preferences{.kind = parse_kind(kind),
                                .metadata = std::move(metadata),
                                .alternatives = std::move(alternatives),
                                .categories = std::move(categories),
                                .voters = voters};
        for (auto& [count, ranks] : orders) preferences.orders.push_back({count, std::move(ranks)});
        return py::bytes(pairwell::write_preferences(preferences));
      },
      py::kw_only(), py::arg("kind"), py::arg("metadata"), py::arg("alternatives"), py::arg("categories"),
      py::arg("voters"), py::arg("orders"), "The text of a file of PrefLib.");
  m.def(
      "read_orlib",
      [](const py::bytes& bytes, const std::string& file) {
        return to_array(read(bytes, [&file](const std::string& text) { return pairwell::read_orlib(text, file); }));
      },
      py::arg("text"), py::arg("file"), "The costs of a file of OR-Library.");
  m.def(
      "read_preferences",
      [](const py::bytes& bytes, const std::string& file) {
        return to_fields(
            read(bytes, [&file](const std::string& text) { return pairwell::read_preferences(text, file); }));
      },
      py::arg("text"), py::arg("file"),
      "Kind, metadata, alternatives, categories, number of voters and orders of a file of PrefLib.");
  m.def(
      "read_preference_groups",
      [](const py::bytes& bytes, std::int32_t alternatives, const std::string& file) {
        return from_groups(read(bytes, [&](const std::string& text) {
          return pairwell::read_preference_groups(text, alternatives, file);
        }));
      },
      py::arg("text"), py::arg("alternatives"), py::arg("file"),
      "Name, alternatives, least and most pairs of each group.");
  m.def(
      "problem_of_preferences",
      [](bool has_categories, std::size_t alternatives, std::size_t categories, std::vector<OrderFields> orders,
         std::vector<std::int64_t> points, const AnyInt64& voter_capacity, const AnyInt64& alternative_capacity,
         const std::vector<GroupFields>& groups) {
        return problem_of(has_categories, alternatives, categories, std::move(orders),
                          {.points = std::move(points),
                           .voter_capacity = to_ranges(voter_capacity),
                           .alternative_capacity = to_ranges(alternative_capacity),
                           .groups = to_groups<pairwell::MentorId>(groups)});
      },
      py::kw_only(), py::arg("has_categories"), py::arg("alternatives"), py::arg("categories"), py::arg("orders"),
      py::arg("points"), py::arg("voter_capacity"), py::arg("alternative_capacity"), py::arg("groups"),
      "The problem of some preferences.");
}
