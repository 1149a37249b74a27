/// A class of Python whose attributes, comparison and text share their code. pybind11's own makes a dispatcher for each
/// of them, and code for each length of a docstring, which took a fifth of the time that the bindings compile.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include <pybind11/pybind11.h>
#include <pybind11/stl.h>

/// The value in an object of Python. Of another type, pybind11 says that the arguments do not fit, or, of an operator,
/// that it is not implemented.
template <class Value>
const Value& value_in(const pybind11::object& object) {
  pybind11::detail::make_caster<Value> caster;
  if (!caster.load(object, false)) throw pybind11::reference_cast_error();
  return pybind11::detail::cast_op<const Value&>(caster);
}

struct AnyObject;
/// A pointer to a field whose class and type are not known: cast back before it is used.
using AnyField = char AnyObject::*;
using FindField = const void* (*)(const pybind11::object& self, AnyField field);

template <class Value, class Field>
const void* find_field(const pybind11::object& self, AnyField field) {
  return &(value_in<Value>(self).*reinterpret_cast<Field Value::*>(field));
}

/// Adds what cannot be assigned to, from what reads it.
void add_property(const pybind11::object& owner, const char* name, const pybind11::cpp_function& get, const char* doc);
void add_equal(pybind11::object owner, bool (*equal)(const pybind11::object&, const pybind11::object&));
void add_repr(const pybind11::object& owner, pybind11::str (*repr)(const pybind11::object&));

template <class Field>
void add_field(const pybind11::object& owner, const char* name, FindField find, AnyField field, const char* doc) {
  const pybind11::cpp_function get(
      [find, field](const pybind11::object& self) -> const Field& {
        return *static_cast<const Field*>(find(self, field));
      },
      pybind11::is_method(owner), pybind11::return_value_policy::reference_internal);
  add_property(owner, name, get, doc);
}

template <class Result>
void add_getter(const pybind11::object& owner, const char* name, Result (*read)(const pybind11::object&),
                const char* doc) {
  add_property(
      owner, name,
      pybind11::cpp_function(read, pybind11::is_method(owner), pybind11::return_value_policy::reference_internal), doc);
}

// What most fields are is compiled once, in python_class.cpp.
extern template void add_field<bool>(const pybind11::object&, const char*, FindField, AnyField, const char*);
extern template void add_field<std::int32_t>(const pybind11::object&, const char*, FindField, AnyField, const char*);
extern template void add_field<std::int64_t>(const pybind11::object&, const char*, FindField, AnyField, const char*);
extern template void add_field<std::string>(const pybind11::object&, const char*, FindField, AnyField, const char*);
extern template void add_field<std::vector<std::string>>(const pybind11::object&, const char*, FindField, AnyField,
                                                         const char*);

/// pybind11::class_ with the same words, and def_equal() and def_repr() besides.
template <class Value, class... Bases>
class PythonClass : public pybind11::class_<Value, Bases...> {
  using Base = pybind11::class_<Value, Bases...>;

 public:
  using Base::Base;

  template <class Field, class Owner>
  PythonClass& def_readonly(const char* name, Field Owner::*field, const char* doc = "") {
    Field Value::*const own = field;
    add_field<std::remove_const_t<Field>>(*this, name, &find_field<Value, Field>, reinterpret_cast<AnyField>(own), doc);
    return *this;
  }

  /// @param getter a member function, or a lambda without captures.
  template <class Getter>
  PythonClass& def_property_readonly(const char* name, Getter getter, const char* doc = "") {
    if constexpr (std::is_empty_v<Getter>) {
      add_getter<std::invoke_result_t<Getter, const Value&>>(*this, name, &called_with<Getter>, doc);
    } else {
      Base::def_property_readonly(name, getter, doc);
    }
    return *this;
  }

  /// By ==; comparing with anything else is NotImplemented.
  PythonClass& def_equal() {
    add_equal(*this, [](const pybind11::object& a, const pybind11::object& b) {
      return value_in<Value>(a) == value_in<Value>(b);
    });
    return *this;
  }

  /// @param repr a lambda without captures.
  template <class Repr>
  PythonClass& def_repr(Repr) {
    add_repr(*this, [](const pybind11::object& self) { return pybind11::str(Repr()(value_in<Value>(self))); });
    return *this;
  }

  template <class... Rest>
  PythonClass& def(Rest&&... rest) {
    Base::def(without_length(std::forward<Rest>(rest))...);
    return *this;
  }

  template <class... Rest>
  PythonClass& def_static(Rest&&... rest) {
    Base::def_static(without_length(std::forward<Rest>(rest))...);
    return *this;
  }

 private:
  template <class Getter>
  static std::invoke_result_t<Getter, const Value&> called_with(const pybind11::object& self) {
    return Getter()(value_in<Value>(self));
  }

  template <std::size_t length>
  static const char* without_length(const char (&text)[length]) {
    return text;
  }
  template <class Any>
  static Any&& without_length(Any&& any) {
    return std::forward<Any>(any);
  }
};
