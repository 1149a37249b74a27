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

std::vector<std::string> ValueFields::assigned(const py::object& value) const {
  const py::object fresh = py::type::of(value)();
  std::vector<std::string> fields;
  for (const char* name : names_) {
    const py::object field = value.attr(name);
    if (!field.equal(fresh.attr(name))) fields.push_back(std::string(name) + "=" + written(field));
  }
  return fields;
}

std::string ValueFields::whole(const py::object& value) const {
  std::string inside;
  for (const std::string& field : assigned(value)) inside.append(inside.empty() ? "" : ", ").append(field);
  return py::type::of(value).attr("__name__").cast<std::string>() + "(" + inside + ")";
}

std::string ValueFields::shown(const py::object& value) const {
  std::string all = whole(value);
  if (all.size() <= longest_line) return all;
  const std::string end = "...)";
  std::string line = all.substr(0, all.find('(') + 1);
  for (const std::string& field : assigned(value)) {
    const std::string next = field + ", ";
    if (line.size() + next.size() + end.size() <= longest_line) line += next;
  }
  return line + end;
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
