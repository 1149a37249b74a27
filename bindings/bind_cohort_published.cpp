/// Binds pairwell/cohort/orlib and pairwell/cohort/preflib.
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

}  // namespace

void bind_published(py::module_& m) {
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
