/// How dates cross: Date is datetime.date, LocalTime a datetime without a zone, Instant a datetime with one (UTC back).
///
/// Every file of bindings whose signatures hold one of these types must include this header.
#pragma once

#include <cstdint>
#include <string>

#include <pybind11/pybind11.h>

#include "pairwell/scheme/calendar.hpp"

namespace pairwell_bindings {

namespace py = pybind11;

inline bool is_instance(py::handle source, const char* type) {
  return py::isinstance(source, py::module_::import("datetime").attr(type));
}

inline void require_whole_seconds(py::handle source) {
  if (source.attr("microsecond").cast<int>() != 0) throw py::value_error("pairwell: times are whole seconds");
}

inline pairwell::LocalTime wall_clock(py::handle source) {
  return {{source.attr("year").cast<int>(), source.attr("month").cast<int>(), source.attr("day").cast<int>()},
          source.attr("hour").cast<int>(),
          source.attr("minute").cast<int>(),
          source.attr("second").cast<int>()};
}

inline py::object python_datetime(const pairwell::LocalTime& time, const py::object& zone) {
  return py::module_::import("datetime")
      .attr("datetime")(time.date.year, time.date.month, time.date.day, time.hour, time.minute, time.second, 0, zone);
}

/// A reading of a zone that goes out with the offset and the label of then.
struct OffsetTime {
  pairwell::LocalTime local{};
  std::int64_t offset = 0;
  std::string label{};
};

}  // namespace pairwell_bindings

namespace pybind11::detail {

template <>
struct type_caster<pairwell::Date> {
  PYBIND11_TYPE_CASTER(pairwell::Date, const_name("datetime.date"));

  bool load(handle source, bool) {
    if (!pairwell_bindings::is_instance(source, "date")) return false;
    if (pairwell_bindings::is_instance(source, "datetime")) return false;
    value = {source.attr("year").cast<int>(), source.attr("month").cast<int>(), source.attr("day").cast<int>()};
    return true;
  }

  static handle cast(const pairwell::Date& date, return_value_policy, handle) {
    return module_::import("datetime").attr("date")(date.year, date.month, date.day).release();
  }
};

template <>
struct type_caster<pairwell::LocalTime> {
  PYBIND11_TYPE_CASTER(pairwell::LocalTime, const_name("datetime.datetime"));

  bool load(handle source, bool) {
    if (!pairwell_bindings::is_instance(source, "datetime")) return false;
    if (!source.attr("tzinfo").is_none()) {
      throw value_error("pairwell: a wall-clock reading has no tzinfo; give the zone beside it");
    }
    pairwell_bindings::require_whole_seconds(source);
    value = pairwell_bindings::wall_clock(source);
    return true;
  }

  static handle cast(const pairwell::LocalTime& time, return_value_policy, handle) {
    return pairwell_bindings::python_datetime(time, none()).release();
  }
};

template <>
struct type_caster<pairwell::Instant> {
  PYBIND11_TYPE_CASTER(pairwell::Instant, const_name("datetime.datetime"));

  bool load(handle source, bool) {
    if (!pairwell_bindings::is_instance(source, "datetime")) return false;
    if (source.attr("utcoffset")().is_none()) {
      throw value_error("pairwell: an instant needs a datetime with a time zone (tzinfo), and this one has none");
    }
    const object utc = source.attr("astimezone")(module_::import("datetime").attr("timezone").attr("utc"));
    pairwell_bindings::require_whole_seconds(utc);
    value = pairwell::Zone::named("UTC").instant(pairwell_bindings::wall_clock(utc));
    return true;
  }

  static handle cast(pairwell::Instant instant, return_value_policy, handle) {
    const object utc = module_::import("datetime").attr("timezone").attr("utc");
    return pairwell_bindings::python_datetime(pairwell::Zone::named("UTC").local(instant), utc).release();
  }
};

template <>
struct type_caster<pairwell_bindings::OffsetTime> {
  PYBIND11_TYPE_CASTER(pairwell_bindings::OffsetTime, const_name("datetime.datetime"));

  static handle cast(const pairwell_bindings::OffsetTime& time, return_value_policy, handle) {
    const module_ datetime = module_::import("datetime");
    const object offset = datetime.attr("timedelta")(arg("seconds") = time.offset);
    return pairwell_bindings::python_datetime(time.local, datetime.attr("timezone")(offset, time.label)).release();
  }
};

}  // namespace pybind11::detail
