/// Puts compressed rows in order: columns rise, what appears twice is summed, zeros may be left out.
#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include "arrays.hpp"
#include "bind_assignment.hpp"
#include "interpreter.hpp"
#include "pairwell/core/error.hpp"

namespace py = pybind11;

namespace {

using Starts = py::array_t<std::int64_t, py::array::c_style>;
using Columns = py::array_t<std::int32_t, py::array::c_style>;

template <class Cost>
Cost sum(Cost a, Cost b) {
  Cost total{};
  bool is_beyond = false;
  if constexpr (std::is_integral_v<Cost>) {
    is_beyond = __builtin_add_overflow(a, b, &total);
  } else {
    total = a + b;
    is_beyond = std::isinf(total) && std::isfinite(a) && std::isfinite(b);
  }
  if (is_beyond) {
    throw pairwell::InvalidInput("assign", "range", "a pair's entries sum to more than their type can hold",
                                 std::to_string(a) + " + " + std::to_string(b));
  }
  return total;
}

template <class Cost>
struct Rows {
  std::vector<std::int64_t> start{0};
  std::vector<std::int32_t> column;
  std::vector<Cost> cost;
  std::int64_t zeros = 0;  ///< Left out.
};

/// The numbers of one row after the other, read where they lie.
template <class Cost>
class Given {
 public:
  Given(std::span<const std::int64_t> start, std::span<const std::int32_t> column, std::span<const Cost> cost)
      : start_(start), column_(column), cost_(cost) {}

  bool in_order(bool drop_zeros) const {
    for (std::size_t row = 0; row + 1 < start_.size(); ++row) {
      std::int64_t before = std::numeric_limits<std::int64_t>::min();
      for (auto at = static_cast<std::size_t>(start_[row]); at < static_cast<std::size_t>(start_[row + 1]); ++at) {
        if (column_[at] <= before || (drop_zeros && cost_[at] == Cost{})) return false;
        before = column_[at];
      }
    }
    return true;
  }

  Rows<Cost> put_in_order(bool drop_zeros) const {
    Rows<Cost> rows;
    rows.column.reserve(column_.size());
    rows.cost.reserve(cost_.size());
    std::vector<std::pair<std::int32_t, Cost>> entries;
    for (std::size_t row = 0; row + 1 < start_.size(); ++row) {
      entries.clear();
      for (std::int64_t at = start_[row]; at < start_[row + 1]; ++at) {
        entries.emplace_back(column_[static_cast<std::size_t>(at)], cost_[static_cast<std::size_t>(at)]);
      }
      std::ranges::stable_sort(entries, {}, &std::pair<std::int32_t, Cost>::first);
      add_row(entries, drop_zeros, rows);
    }
    return rows;
  }

 private:
  static void add_row(const std::vector<std::pair<std::int32_t, Cost>>& entries, bool drop_zeros, Rows<Cost>& rows) {
    for (std::size_t at = 0; at < entries.size();) {
      auto [column, cost] = entries[at++];
      for (; at < entries.size() && entries[at].first == column; ++at) cost = sum(cost, entries[at].second);
      if (drop_zeros && cost == Cost{}) {
        ++rows.zeros;
        continue;
      }
      rows.column.push_back(column);
      rows.cost.push_back(cost);
    }
    rows.start.push_back(std::ssize(rows.column));
  }

  std::span<const std::int64_t> start_;
  std::span<const std::int32_t> column_;
  std::span<const Cost> cost_;
};

/// What was given where it is in order already, and how many zeros were left out.
py::tuple sorted_rows(const Starts& row_start, const Columns& column, const py::array& cost, bool drop_zeros) {
  py::tuple result = py::make_tuple(row_start, column, cost, 0);
  const py::dtype type = cost.dtype();
  const bool contiguous = (cost.flags() & py::array::c_style) != 0;
  const bool known =
      cost.ndim() == 1 && contiguous && is_readable(cost, type) && with_cost_type(type, [&]<class Cost>(Cost) {
        const auto starts = row_starts_of(row_start, std::min(column.size(), cost.size()), "assign");
        const Given<Cost> given(starts, span_of<std::int32_t>(column), span_of<Cost>(cost));
        Rows<Cost> rows;
        {
          const WithoutGil without_gil;
          if (given.in_order(drop_zeros)) return;
          rows = given.put_in_order(drop_zeros);
        }
        result = py::make_tuple(moved(std::move(rows.start)), moved(std::move(rows.column)),
                                moved(std::move(rows.cost)), rows.zeros);
      });
  if (!known) throw pairwell::InvalidInput("assign", "type", "costs must be a row of native numbers");
  return result;
}

}  // namespace

void bind_assignment_rows(py::module_& m) {
  m.def("sorted_rows", &sorted_rows, py::arg("row_start"), py::arg("column"), py::arg("cost"), py::kw_only(),
        py::arg("drop_zeros"));
}
