/// Any bytes are a small table and a claim of an assignment: what assign gives is proved, and a claim that holds is
/// true, which trying everything says.
#include <algorithm>
#include <cmath>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <limits>
#include <numeric>
#include <optional>
#include <span>
#include <vector>

#include "pairwell/core/error.hpp"
#include "pairwell/match/assignment.hpp"
#include "pairwell/match/assignment_check.hpp"

namespace {

__extension__ using Whole = __int128;

void require(bool claim) {
  if (!claim) std::abort();
}

/// Numbers one after the other, zeros once the bytes are at an end.
class Bytes {
 public:
  explicit Bytes(std::span<const std::uint8_t> bytes) : bytes_(bytes) {}

  template <class Number>
  Number next() {
    Number number{};
    const std::size_t size = std::min(sizeof(Number), bytes_.size());
    if (size > 0) std::memcpy(&number, bytes_.data(), size);
    bytes_ = bytes_.subspan(size);
    return number;
  }

  std::int32_t below(std::int32_t end) { return next<std::uint8_t>() % end; }

 private:
  std::span<const std::uint8_t> bytes_;
};

/// The best total of a table of integers with no more rows than columns by trying everything; reals are only asked
/// whether there is one.
template <class Cost>
std::optional<Whole> best(const std::vector<std::vector<Cost>>& rows, bool maximise) {
  std::vector<std::size_t> columns(rows.empty() ? 0 : rows.front().size());
  std::iota(columns.begin(), columns.end(), std::size_t{0});
  std::optional<Whole> found;
  do {
    Whole total = 0;
    bool may_be = true;
    for (std::size_t row = 0; row < rows.size(); ++row) {
      const Cost cost = rows[row][columns[row]];
      if constexpr (std::floating_point<Cost>) {
        may_be = may_be && std::abs(cost) < std::numeric_limits<Cost>::infinity();
      } else {
        total += cost;
      }
    }
    if (may_be) found = !found ? total : maximise ? std::max(*found, total) : std::min(*found, total);
  } while (std::next_permutation(columns.begin(), columns.end()));
  return found;
}

template <class Cost>
void try_type(Bytes& bytes) {
  const bool maximise = bytes.below(2) == 1;
  const bool by_columns = bytes.below(2) == 1;
  const std::int32_t rows = bytes.below(5);
  const std::int32_t columns = bytes.below(5);
  std::vector<Cost> numbers;
  for (std::int32_t cell = 0; cell < rows * columns; ++cell) numbers.push_back(bytes.next<Cost>());
  const pairwell::CostTable<Cost> table{.first = numbers.data(),
                                        .rows = rows,
                                        .columns = columns,
                                        .row_stride = by_columns ? 1 : columns,
                                        .column_stride = by_columns ? rows : 1};
  const auto cost = [&](std::int32_t row, std::int32_t column) {
    return table.first[row * table.row_stride + column * table.column_stride];
  };
  std::vector<std::vector<Cost>> upright(static_cast<std::size_t>(std::min(rows, columns)));
  for (std::int32_t row = 0; row < rows; ++row) {
    for (std::int32_t column = 0; column < columns; ++column) {
      upright[static_cast<std::size_t>(rows <= columns ? row : column)].push_back(cost(row, column));
    }
  }
  const std::optional<Whole> truth = best(upright, maximise);

  try {
    const auto result = pairwell::assign(table, {.maximise = maximise});
    require(pairwell::verify(table, result, maximise).holds);
    require((result.status == pairwell::Status::optimal) == truth.has_value());
  } catch (const pairwell::InvalidInput& error) {
    const auto& rule = error.findings().front().rule;
    require(rule == "cost" || rule == "size");
  }

  pairwell::Assignment<Cost> claim{.status =
                                       bytes.below(2) == 1 ? pairwell::Status::optimal : pairwell::Status::infeasible};
  Whole total = 0;
  const std::int32_t claimed = bytes.below(6);
  for (std::int32_t row = 0; row < claimed; ++row) {
    const auto column = static_cast<std::int32_t>(bytes.next<std::int8_t>());
    claim.column_of_row.push_back(column);
    if constexpr (std::integral<Cost>) {
      if (row < rows && column >= 0 && column < columns) total += cost(row, column);
    }
  }
  for (auto* prices : {&claim.row_price, &claim.column_price}) {
    const std::int32_t size = bytes.below(6);
    for (std::int32_t place = 0; place < size; ++place) prices->push_back(bytes.next<pairwell::PriceOf<Cost>>());
  }
  const std::int32_t named = bytes.below(6);
  for (std::int32_t place = 0; place < named; ++place) claim.unassignable.push_back(bytes.next<std::int8_t>());
  const bool holds = pairwell::verify(table, claim, maximise).holds;
  const double gap = pairwell::gap(table, claim, maximise);
  require(gap >= 0);
  if (!holds) return;
  require((claim.status == pairwell::Status::optimal) == truth.has_value());
  if (std::integral<Cost> && truth) require(total == *truth && gap == 0);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  Bytes bytes({data, size});
  switch (bytes.below(4)) {
    case 0:
      try_type<std::int32_t>(bytes);
      break;
    case 1:
      try_type<std::int64_t>(bytes);
      break;
    case 2:
      try_type<float>(bytes);
      break;
    default:
      try_type<double>(bytes);
  }
  return 0;
}
