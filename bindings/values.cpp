#include "values.hpp"

#include <algorithm>
#include <cstddef>

#include "scheme/findings.hpp"

namespace py = pybind11;

namespace {

/// A value shows itself in one line of a log.
constexpr std::size_t longest_line = 120;

/// As a caller would write it: an enumerator by its name in small letters.
std::string written(const py::handle& value) {
  if (py::isinstance(value, py::module_::import("enum").attr("Enum"))) {
    return py::repr(value.attr("name").attr("lower")()).cast<std::string>();
  }
  if (py::isinstance<py::list>(value)) {
    std::string text;
    for (const py::handle& item : value) text.append(text.empty() ? "" : ", ").append(written(item));
    return "[" + text + "]";
  }
  if (py::isinstance<py::dict>(value)) {
    std::string text;
    for (const auto& [key, item] : value.cast<py::dict>()) {
      text.append(text.empty() ? "" : ", ").append(written(key)).append(": ").append(written(item));
    }
    return "{" + text + "}";
  }
  return py::repr(value).cast<std::string>();
}

}  // namespace

py::dict ValueFields::of(const py::object& value) const {
  py::dict fields;
  for (const char* name : names_) fields[name] = value.attr(name);
  return fields;
}

std::string ValueFields::shown(const py::object& value) const {
  const py::object type = py::type::of(value);
  const py::object fresh = type();
  const auto title = type.attr("__name__").cast<std::string>();
  const std::string mark = "...";
  const std::size_t room = longest_line - title.size() - std::string("()").size();
  std::string whole;
  std::string part;
  for (const char* name : names_) {
    const py::object field = value.attr(name);
    if (field.equal(fresh.attr(name))) continue;
    const std::string said = std::string(name) + "=" + written(field) + ", ";
    whole += said;
    if (part.size() + said.size() + mark.size() <= room) part += said;
  }
  whole.resize(whole.size() - std::min(whole.size(), std::string(", ").size()));
  return title + "(" + (whole.size() <= room ? whole : part + mark) + ")";
}

py::object ValueFields::replaced(const py::object& value, const py::kwargs& changes) const {
  py::dict fields = of(value);
  const std::vector<std::string> known(names_.begin(), names_.end());
  for (const auto& [key, change] : changes) {
    const auto name = key.cast<std::string>();
    if (std::ranges::find(known, name) == known.end()) {
      throw py::type_error("replace() has no field '" + name + "'." +
                           pairwell::suggestion(pairwell::likely_word(name, known)));
    }
    fields[key] = change;
  }
  return py::type::of(value)(**fields);
}
