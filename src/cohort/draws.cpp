#include "cohort/draws.hpp"

#include <algorithm>
#include <cassert>
#include <cstddef>
#include <limits>
#include <numeric>
#include <string>

namespace pairwell {
namespace {

constexpr std::int64_t largest_side = std::numeric_limits<std::int32_t>::max();
constexpr std::int64_t most_pairs = std::int64_t{1} << 40;

void add(Findings& findings, std::string_view rule, std::string_view name, std::string message, std::int64_t value) {
  findings.push_back({.rule = std::string(rule),
                      .message = std::move(message),
                      .column = std::string(name),
                      .value = std::to_string(value)});
}

}  // namespace

bool ColumnSets::add(std::int32_t column) {
  assert(column >= 0 && column < std::ssize(drawn_for_));
  std::int64_t& last = drawn_for_[static_cast<std::size_t>(column)];
  if (last == draw_) return false;
  last = draw_;
  return true;
}

void ColumnSets::draw(Halves& halves, std::int32_t planted, std::span<std::int32_t> chosen) {
  assert(chosen.size() <= drawn_for_.size());
  assert(planted < 0 || !chosen.empty());
  ++draw_;
  auto room = static_cast<std::int32_t>(chosen.size());
  auto others = static_cast<std::int32_t>(drawn_for_.size());
  std::size_t filled = 0;
  if (planted >= 0) {
    add(planted);
    chosen[filled++] = planted;
    --room;
    --others;
  }
  // The columns other than the planted one are numbered without a gap.
  const auto column_of = [planted](std::int32_t other) { return other + (planted >= 0 && other >= planted ? 1 : 0); };
  for (std::int32_t last = others - room; last < others; ++last) {
    const std::int32_t drawn = column_of(static_cast<std::int32_t>(halves.below(static_cast<std::uint32_t>(last + 1))));
    const bool is_new = add(drawn);
    chosen[filled++] = is_new ? drawn : column_of(last);
    if (!is_new) add(column_of(last));
  }
  assert(filled == chosen.size());
  std::ranges::sort(chosen);
  assert(std::ranges::adjacent_find(chosen) == chosen.end());
}

std::vector<std::int32_t> random_assignment(Random& random, std::int32_t rows, std::int32_t columns) {
  assert(rows >= 0 && columns >= 0);
  std::vector<std::int32_t> longer(static_cast<std::size_t>(std::max(rows, columns)));
  std::iota(longer.begin(), longer.end(), 0);
  random.shuffle(std::span<std::int32_t>(longer));
  if (rows <= columns) {
    longer.resize(static_cast<std::size_t>(rows));
    return longer;
  }
  std::vector<std::int32_t> column_of(static_cast<std::size_t>(rows), -1);
  for (std::int32_t column = 0; column < columns; ++column) {
    column_of[static_cast<std::size_t>(longer[static_cast<std::size_t>(column)])] = column;
  }
  return column_of;
}

void check_side(Findings& findings, std::string_view name, std::int64_t side) {
  check_between(findings, name, side, 0, largest_side);
}

void check_between(Findings& findings, std::string_view name, std::int64_t number, std::int64_t least,
                   std::int64_t most) {
  if (number >= least && number <= most) return;
  add(findings, "range", name,
      std::string(name) + " must be from " + std::to_string(least) + " to " + std::to_string(most), number);
}

void check_pairs(Findings& findings, std::string_view names, std::int64_t rows, std::int64_t in_each) {
  assert(rows >= 0 && in_each >= 0);
  if (rows == 0 || in_each <= most_pairs / rows) return;
  add(findings, "size", names, "an instance has at most 2^40 pairs", rows * in_each);
}

}  // namespace pairwell
