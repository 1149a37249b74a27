/// Reads tables of points of any number type and layout, without a copy in between.
#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <concepts>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <iterator>
#include <limits>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "bind_match.hpp"
#include "core/at.hpp"
#include "pairwell/core/error.hpp"
#include "pairwell/core/progress.hpp"
#include "pairwell/core/scale.hpp"
#include "watch.hpp"

namespace py = pybind11;

namespace {

using pairwell::at;
using pairwell::Checkpoint;
using pairwell::Problem;

constexpr std::int64_t forbidden = pairwell::DenseTable::forbidden;

/// Gathers the numbers of a table that are no points, at most twenty in full and one finding that counts the rest.
class Misfits {
 public:
  void add(const char* rule, const std::string& what, std::int64_t row, std::int64_t column, std::string value) {
    if (++count_ > told) return;
    findings_.push_back({.severity = pairwell::Severity::error,
                         .rule = rule,
                         .message = "points[" + std::to_string(row) + ", " + std::to_string(column) + "] " + what,
                         .column = "points",
                         .value = std::move(value)});
  }

  void report(pairwell::Findings& findings) {
    for (pairwell::Finding& finding : findings_) findings.push_back(std::move(finding));
    if (count_ > told) {
      findings.push_back({.rule = "points",
                          .message = "more numbers of the table cannot be used",
                          .column = "points",
                          .value = std::to_string(count_ - told)});
    }
  }

 private:
  static constexpr std::int64_t told = 20;
  std::int64_t count_ = 0;
  pairwell::Findings findings_;
};

/// The units of a whole number of points; 0 for a misfit.
template <std::integral Number>
std::int64_t whole_units(Number number, std::int64_t scale, std::int64_t row, std::int64_t column, Misfits& misfits) {
  constexpr std::int64_t largest = pairwell::end_of_scales - 1;
  if constexpr (std::same_as<Number, bool>) {
    return number ? scale : 0;
  } else {
    if (std::cmp_less_equal(number, largest / scale) && std::cmp_greater_equal(number, -largest / scale)) {
      return static_cast<std::int64_t>(number) * scale;
    }
    misfits.add("range", "is beyond 2^62 units", row, column, std::to_string(number));
    return 0;
  }
}

/// Writes the units of whole numbers that lie side by side; false where one is beyond `most` units. In loops without a
/// branch, a division or a comparison, which compilers make vectors of with what every processor has.
template <std::integral Number>
bool put_whole_units(const char* from, std::int64_t count, std::int64_t scale, std::int64_t most_units,
                     std::int64_t* units) {
  const auto most = static_cast<std::uint64_t>(most_units / scale);
  const auto number_at = [from](std::int64_t index) {
    Number number;
    std::memcpy(&number, from + index * static_cast<std::int64_t>(sizeof(Number)), sizeof(Number));
    return static_cast<std::uint64_t>(number);
  };
  std::uint64_t beyond = 0;  // its highest bit says whether any is
  if (sizeof(Number) == sizeof(std::int64_t) || most <= std::numeric_limits<std::uint32_t>::max()) {
    for (std::int64_t index = 0; index < count; ++index) {
      const std::uint64_t number = number_at(index);
      beyond |= (most + number) | (most - number) | (std::unsigned_integral<Number> ? number : 0);
    }
  }
  const auto units_of_point = static_cast<std::uint64_t>(scale);
  if (sizeof(Number) == sizeof(std::int64_t) && scale == 1) {
    std::memcpy(units, from, at(count) * sizeof(Number));
  } else {
    for (std::int64_t index = 0; index < count; ++index) {
      units[index] = static_cast<std::int64_t>(number_at(index) * units_of_point);
    }
  }
  return beyond >> 63 == 0;
}

/// Notes a real number that a grid does not take.
template <std::floating_point Number>
void add_misfit(Number number, std::int64_t scale, std::int64_t most, std::int64_t row, std::int64_t column,
                Misfits& misfits) {
  std::array<char, 32> text{};
  const auto end = std::to_chars(text.data(), text.data() + text.size(), number).ptr;
  std::string value(text.data(), end);
  if (!std::isfinite(number)) {
    misfits.add("finite", "must be finite, or -inf for a forbidden pair", row, column, std::move(value));
    return;
  }
  misfits.add("range",
              "is beyond " + std::to_string(most) + " units of 0, the most that sums of this problem have room for: " +
                  (scale == 1 ? "" : "give a smaller scale, or ") + "divide all points by a power of ten",
              row, column, std::move(value));
}

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

/// A read-only look at an array of one or two dimensions that needs no GIL.
struct Layout {
  explicit Layout(const py::array& array)
      : data(static_cast<const char*>(array.data())),
        rows(array.ndim() > 1 ? array.shape(0) : 1),
        columns(array.shape(array.ndim() - 1)),
        row_step(array.ndim() > 1 ? array.strides(0) : 0),
        column_step(array.strides(array.ndim() - 1)) {}

  template <class Number>
  Number read(std::int64_t row, std::int64_t column) const {
    Number number;
    std::memcpy(&number, data + row * row_step + column * column_step, sizeof(Number));
    return number;
  }

  /// Whether all rows lie one behind the other, so that they are as one.
  bool is_flat(std::int64_t size) const { return rows > 1 && column_step == size && row_step == columns * size; }

  Layout flat() const {
    Layout row = *this;
    row.rows = 1;
    row.columns = rows * columns;
    return row;
  }

  Layout turned() const {
    Layout other = *this;
    std::swap(other.rows, other.columns);
    std::swap(other.row_step, other.column_step);
    return other;
  }

  const char* data;
  std::int64_t rows;
  std::int64_t columns;
  std::int64_t row_step;
  std::int64_t column_step;
};

/// Calls visit(row, column, numbers) with runs of a table, row by row, until it is to end; what is left out is minus
/// infinity.
template <std::floating_point Number, class Visit>
void each_run(const Layout& layout, const std::optional<Layout>& left_out, Checkpoint& checkpoint, Visit visit) {
  std::array<Number, 512> run{};
  for (std::int64_t row = 0; row < layout.rows; ++row) {
    for (std::int64_t start = 0; start < layout.columns; start += std::ssize(run)) {
      const std::int64_t count = std::min(std::ssize(run), layout.columns - start);
      if (!checkpoint.spend(4 * count)) return;
      if (layout.column_step == sizeof(Number)) {
        std::memcpy(run.data(), layout.data + row * layout.row_step + start * layout.column_step,
                    at(count) * sizeof(Number));
      } else {
        for (std::int64_t index = 0; index < count; ++index) {
          run[at(index)] = layout.read<Number>(row, start + index);
        }
      }
      if (left_out) {
        for (std::int64_t index = 0; index < count; ++index) {
          if (left_out->read<bool>(row, start + index)) run[at(index)] = -std::numeric_limits<Number>::infinity();
        }
      }
      visit(row, start, std::span<const Number>(run.data(), at(count)));
    }
  }
}

/// Puts real numbers on a grid, whose scale is chosen where none is given. where(index) gives the row and the column of
/// a number, for messages.
template <std::floating_point Number, class Where>
std::vector<std::int64_t> read_real(Layout layout, std::optional<Layout> left_out, std::optional<std::int64_t> given,
                                    Problem& problem, Where where, Misfits& misfits, Checkpoint& checkpoint) {
  if (layout.is_flat(sizeof(Number)) && (!left_out || left_out->is_flat(sizeof(bool)))) {
    layout = layout.flat();
    if (left_out) left_out = left_out->flat();
  }
  const std::int64_t most = most_units(problem);
  pairwell::ScaleChoice<Number> choice(most);
  if (!given) {
    const bool is_turned = std::abs(layout.column_step) > std::abs(layout.row_step);
    const auto in_memory = [is_turned](const Layout& any) { return is_turned ? any.turned() : any; };
    each_run<Number>(in_memory(layout), left_out ? std::optional(in_memory(*left_out)) : std::nullopt, checkpoint,
                     [&](std::int64_t, std::int64_t, std::span<const Number> run) { choice.show(run); });
  }
  problem.scale = given ? *given : choice.scale();
  pairwell::Grid grid(problem.scale, most, !given && choice.is_exact());
  // Grows as it is read, so that no memory is asked for that a call which is stopped does not need.
  std::vector<std::int64_t> units;
  units.reserve(at(layout.rows) * at(layout.columns));
  each_run<Number>(layout, left_out, checkpoint,
                   [&](std::int64_t row, std::int64_t start, std::span<const Number> run) {
                     const std::int64_t first = row * layout.columns + start;
                     units.resize(at(first) + run.size());
                     if (grid.put(run, units.data() + first)) return;
                     std::int64_t unused = 0;
                     for (std::int64_t index = 0; index < std::ssize(run); ++index) {
                       if (grid.put(run.subspan(at(index), 1), &unused)) continue;
                       const auto [of_row, of_column] = where(first + index);
                       add_misfit(run[at(index)], problem.scale, most, of_row, of_column, misfits);
                     }
                   });
  problem.rounding = rounding_bound(problem, grid.error());
  return units;
}

}  // namespace

bool read_dense(const py::array& points, const std::optional<py::array_t<bool>>& mask,
                std::optional<std::int64_t> scale, Problem& problem, pairwell::Findings& findings) {
  Misfits misfits;
  bool is_within = true;
  const Layout layout(points);
  std::optional<Layout> left_out;
  if (mask) left_out.emplace(*mask);
  with_number(points.dtype(), [&](auto kind) {
    using Number = decltype(kind);
    problem.points = pairwell::DenseTable{watched("Problem", [&](Checkpoint& checkpoint) {
      if constexpr (std::floating_point<Number>) {
        const auto where = [&layout](std::int64_t index) {
          return std::pair(index / layout.columns, index % layout.columns);
        };
        return read_real<Number>(layout, left_out, scale, problem, where, misfits, checkpoint);
      } else {
        problem.scale = scale.value_or(1);
        const std::int64_t most = most_units(problem);
        std::vector<std::int64_t> units;
        units.reserve(at(layout.rows) * at(layout.columns));
        for (std::int64_t row = 0; row < layout.rows && checkpoint.spend(4 * layout.columns); ++row) {
          units.resize(units.size() + at(layout.columns));
          std::int64_t* const out = units.data() + row * layout.columns;
          if (!left_out && layout.column_step == sizeof(Number) &&
              put_whole_units<Number>(layout.data + row * layout.row_step, layout.columns, problem.scale, most, out)) {
            continue;
          }
          is_within = false;  // it is not known
          for (std::int64_t column = 0; column < layout.columns; ++column) {
            const bool is_left_out = left_out && left_out->read<bool>(row, column);
            out[column] = is_left_out
                              ? forbidden
                              : whole_units(layout.read<Number>(row, column), problem.scale, row, column, misfits);
          }
        }
        return units;
      }
    })};
  });
  misfits.report(findings);
  return is_within;
}

void read_sparse(const py::array& points, const AnyInt64& row_start, const AnyInt64& columns,
                 std::optional<std::int64_t> scale, Problem& problem, pairwell::Findings& findings) {
  Misfits misfits;
  const Layout layout(points);
  const auto mentors = columns.unchecked<1>();
  const auto starts = row_starts_of(row_start, std::min<std::int64_t>(mentors.shape(0), layout.columns), "Problem");
  with_number(points.dtype(), [&](auto kind) {
    using Number = decltype(kind);
    problem.points = watched("Problem", [&](Checkpoint& checkpoint) {
      std::vector<std::int64_t> real;
      if constexpr (std::floating_point<Number>) {
        const auto where = [&](std::int64_t entry) {
          std::int64_t row = 0;
          while (starts[at(row + 1)] <= entry) ++row;
          return std::pair(row, std::int64_t{mentors(entry)});
        };
        real = read_real<Number>(layout, std::nullopt, scale, problem, where, misfits, checkpoint);
      } else {
        problem.scale = scale.value_or(1);
      }
      pairwell::SparseTable table;
      table.row_start.reserve(starts.size());
      table.mentor.reserve(at(mentors.shape(0)));
      table.units.reserve(at(mentors.shape(0)));
      table.row_start.push_back(0);
      for (std::int64_t row = 0; row + 1 < std::ssize(starts) && checkpoint.spend(8); ++row) {
        for (std::int64_t entry = starts[at(row)]; entry < starts[at(row + 1)]; ++entry) {
          std::int64_t units = 0;
          if constexpr (std::floating_point<Number>) {
            units = real[at(entry)];
          } else {
            units = whole_units(layout.read<Number>(0, entry), problem.scale, row, mentors(entry), misfits);
          }
          if (units == forbidden) continue;
          table.mentor.push_back(to_position(mentors(entry), "a mentor"));
          table.units.push_back(units);
        }
        checkpoint.spend(8 * (starts[at(row + 1)] - starts[at(row)]));
        table.row_start.push_back(std::ssize(table.mentor));
      }
      return table;
    });
  });
  misfits.report(findings);
}
