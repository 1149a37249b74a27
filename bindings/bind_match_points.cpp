/// Reads tables of points of any number type and layout, once and without a copy in between.
#include <array>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <cstring>
#include <limits>
#include <optional>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include "bind_match.hpp"
#include "core/at.hpp"
#include "pairwell/core/progress.hpp"
#include "watch.hpp"

namespace py = pybind11;

namespace {

using pairwell::at;

constexpr std::int64_t forbidden = pairwell::DenseTable::forbidden;
constexpr std::int64_t faults_told = 20;

/// Turns a table's numbers into units and gathers those that cannot be.
class Grid {
 public:
  explicit Grid(std::int64_t scale) : scale_(scale) {}

  /// The units of a number of points; `forbidden` for minus infinity.
  template <class Number>
  std::int64_t units(Number number, std::int64_t row, std::int64_t column) {
    if constexpr (std::is_floating_point_v<Number>) {
      const double points = static_cast<double>(number);
      const double units = points * static_cast<double>(scale_);
      if (std::abs(units) < largest) return pairwell::nearest_even(units);
      if (points == -std::numeric_limits<double>::infinity()) return forbidden;
      std::array<char, 32> text{};
      const auto end = std::to_chars(text.data(), text.data() + text.size(), number).ptr;
      const bool finite = std::isfinite(points);
      return fault(finite ? "range" : "finite",
                   finite ? "is beyond 2^62 units" : "must be finite, or -inf for a forbidden pair", row, column,
                   std::string(text.data(), end));
    } else {
      if (std::cmp_less_equal(number, largest_units / scale_) &&
          std::cmp_greater_equal(number, -largest_units / scale_)) {
        return static_cast<std::int64_t>(number) * scale_;
      }
      return fault("range", "is beyond 2^62 units", row, column, std::to_string(number));
    }
  }

  std::int64_t units(bool number, std::int64_t /*row*/, std::int64_t /*column*/) { return number ? scale_ : 0; }

  /// The faults in the order of the table, at most twenty in full and one that counts the rest.
  void report(pairwell::Findings& findings) {
    for (pairwell::Finding& finding : findings_) findings.push_back(std::move(finding));
    if (faults_ > faults_told) {
      findings.push_back({.rule = "points",
                          .message = "more numbers of the table cannot be used",
                          .column = "points",
                          .value = std::to_string(faults_ - faults_told)});
    }
  }

 private:
  std::int64_t fault(const char* rule, const char* what, std::int64_t row, std::int64_t column, std::string value) {
    if (++faults_ <= faults_told) {
      findings_.push_back({.severity = pairwell::Severity::error,
                           .rule = rule,
                           .message = "points[" + std::to_string(row) + ", " + std::to_string(column) + "] " + what,
                           .column = "points",
                           .value = std::move(value)});
    }
    return 0;
  }

  static constexpr std::int64_t largest_units = (std::int64_t{1} << 62) - 1;
  static constexpr double largest = 0x1.0p62;
  std::int64_t scale_;
  std::int64_t faults_ = 0;
  pairwell::Findings findings_;
};

/// Calls a function with a value of the C++ type of an array's numbers.
template <class Function>
void with_number(const py::dtype& type, Function function) {
  const auto size = type.itemsize();
  switch (type.kind()) {
    case 'b':
      return function(bool{});
    case 'i':
      if (size == 1) return function(std::int8_t{});
      if (size == 2) return function(std::int16_t{});
      if (size == 4) return function(std::int32_t{});
      if (size == 8) return function(std::int64_t{});
      break;
    case 'u':
      if (size == 1) return function(std::uint8_t{});
      if (size == 2) return function(std::uint16_t{});
      if (size == 4) return function(std::uint32_t{});
      if (size == 8) return function(std::uint64_t{});
      break;
    case 'f':
      if (size == 4) return function(float{});
      if (size == 8) return function(double{});
      break;
    default:
      break;
  }
  throw pairwell::InvalidInput("Problem", "type", "points must be whole or real numbers",
                               py::str(type).cast<std::string>());
}

/// A read-only look at an array of two dimensions that needs no GIL.
struct Layout {
  explicit Layout(const py::array& array)
      : data(static_cast<const char*>(array.data())),
        rows(array.shape(0)),
        columns(array.ndim() > 1 ? array.shape(1) : 1),
        row_step(array.strides(0)),
        column_step(array.ndim() > 1 ? array.strides(1) : 0) {}

  template <class Number>
  Number read(std::int64_t row, std::int64_t column) const {
    Number number;
    std::memcpy(&number, data + row * row_step + column * column_step, sizeof(Number));
    return number;
  }

  const char* data;
  std::int64_t rows;
  std::int64_t columns;
  std::int64_t row_step;
  std::int64_t column_step;
};

}  // namespace

pairwell::DenseTable read_dense(const py::array& points, const std::optional<py::array_t<bool>>& mask,
                                std::int64_t scale, pairwell::Findings& findings) {
  Grid grid(scale);
  const Layout layout(points);
  std::optional<Layout> left_out;
  if (mask) left_out.emplace(*mask);
  pairwell::DenseTable table;
  with_number(points.dtype(), [&](auto kind) {
    using Number = decltype(kind);
    table.units = watched("Problem", [&](pairwell::Checkpoint& checkpoint) {
      std::vector<std::int64_t> units;
      units.reserve(at(layout.rows) * at(layout.columns));
      for (std::int64_t row = 0; row < layout.rows && checkpoint.spend(4 * layout.columns); ++row) {
        units.resize(units.size() + at(layout.columns));
        std::int64_t* const out = units.data() + row * layout.columns;
        for (std::int64_t column = 0; column < layout.columns; ++column) {
          const bool is_left_out = left_out && left_out->read<bool>(row, column);
          out[column] = is_left_out ? forbidden : grid.units(layout.read<Number>(row, column), row, column);
        }
      }
      return units;
    });
  });
  grid.report(findings);
  return table;
}

pairwell::SparseTable read_sparse(const py::array& points, const AnyInt64& row_start, const AnyInt64& columns,
                                  std::int64_t scale, pairwell::Findings& findings) {
  Grid grid(scale);
  const Layout layout(points);
  const auto starts = row_start.unchecked<1>();
  const auto mentors = columns.unchecked<1>();
  pairwell::SparseTable table;
  with_number(points.dtype(), [&](auto kind) {
    using Number = decltype(kind);
    table = watched("Problem", [&](pairwell::Checkpoint& checkpoint) {
      pairwell::SparseTable read;
      read.row_start.reserve(at(row_start.size()));
      read.mentor.reserve(at(columns.size()));
      read.units.reserve(at(columns.size()));
      read.row_start.push_back(0);
      for (std::int64_t row = 0; row + 1 < starts.shape(0) && checkpoint.spend(8); ++row) {
        for (std::int64_t entry = starts(row); entry < starts(row + 1); ++entry) {
          const std::int64_t units = grid.units(layout.read<Number>(entry, 0), row, mentors(entry));
          if (units == forbidden) continue;
          read.mentor.push_back(to_position(mentors(entry), "a mentor"));
          read.units.push_back(units);
        }
        checkpoint.spend(8 * (starts(row + 1) - starts(row)));
        read.row_start.push_back(std::ssize(read.mentor));
      }
      return read;
    });
  });
  grid.report(findings);
  return table;
}
