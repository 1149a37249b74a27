/// Units: the pairs that carry flow, found by column and by row.
#pragma once

#include <cassert>
#include <cstdint>
#include <vector>

#include "kernel/common.hpp"

namespace pairwell::kernel {

/// A unit of flow over a pair.
struct Unit {
  std::int64_t cost;
  std::int32_t row;
  std::int32_t column;
};

/// Units by number; a number is given again once its unit was removed.
class Units {
 public:
  Units(std::int32_t rows, std::int32_t columns)
      : of_row_(at(rows), none), of_column_(at(columns), none), marked_(at(columns), 0) {}

  const Unit& operator[](std::int32_t unit) const { return pool_[at(unit)]; }
  std::int32_t first_of_row(std::int32_t row) const { return of_row_[at(row)]; }
  std::int32_t first_of_column(std::int32_t column) const { return of_column_[at(column)]; }
  std::int32_t next_of_row(std::int32_t unit) const { return links_[at(unit)].by_row.next; }
  std::int32_t next_of_column(std::int32_t unit) const { return links_[at(unit)].by_column.next; }

  /// Tells a unit from others that had its number before.
  std::int32_t serial(std::int32_t unit) const { return links_[at(unit)].serial; }
  bool is(std::int32_t unit, std::int32_t serial) const { return links_[at(unit)].serial == serial; }

  /// Goes through the units of a row, which are few.
  bool has(std::int32_t row, std::int32_t column) const {
    for (std::int32_t unit = first_of_row(row); unit != none; unit = next_of_row(unit)) {
      if (pool_[at(unit)].column == column) return true;
    }
    return false;
  }

  /// Marks the columns that a row has and no others, so that they are not offered to it again. Returns how many.
  std::int32_t mark_columns_of(std::int32_t row) {
    ++mark_;
    std::int32_t units = 0;
    for (std::int32_t unit = first_of_row(row); unit != none; unit = next_of_row(unit), ++units) {
      marked_[at(pool_[at(unit)].column)] = mark_;
    }
    return units;
  }
  bool is_marked(std::int32_t column) const { return marked_[at(column)] == mark_; }

  std::int32_t add(const Unit& unit) {
    assert(!has(unit.row, unit.column));
    std::int32_t number = free_;
    if (number == none) {
      number = static_cast<std::int32_t>(pool_.size());
      pool_.push_back(unit);
      links_.push_back({});
    } else {
      free_ = links_[at(number)].by_row.next;
      pool_[at(number)] = unit;
    }
    links_[at(number)].serial = ++serials_;
    put_first(number, of_row_[at(unit.row)], &Links::by_row);
    put_first(number, of_column_[at(unit.column)], &Links::by_column);
    return number;
  }

  void remove(std::int32_t number) {
    assert(links_[at(number)].serial != 0);
    const Unit& unit = pool_[at(number)];
    take_out(number, of_row_[at(unit.row)], &Links::by_row);
    take_out(number, of_column_[at(unit.column)], &Links::by_column);
    links_[at(number)].by_row.next = free_;
    links_[at(number)].serial = 0;
    free_ = number;
  }

 private:
  struct Link {
    std::int32_t next = none;
    std::int32_t before = none;
  };
  struct Links {
    Link by_row;
    Link by_column;
    std::int32_t serial = 0;
  };

  void put_first(std::int32_t number, std::int32_t& first, Link Links::*by) {
    links_[at(number)].*by = {.next = first, .before = none};
    if (first != none) (links_[at(first)].*by).before = number;
    first = number;
  }

  void take_out(std::int32_t number, std::int32_t& first, Link Links::*by) {
    const Link link = links_[at(number)].*by;
    if (link.before == none) {
      assert(first == number);
      first = link.next;
    } else {
      (links_[at(link.before)].*by).next = link.next;
    }
    if (link.next != none) (links_[at(link.next)].*by).before = link.before;
  }

  std::vector<Unit> pool_;
  std::vector<Links> links_;
  std::vector<std::int32_t> of_row_;
  std::vector<std::int32_t> of_column_;
  std::vector<std::int32_t> marked_;  // of each column: the number of the mark
  std::int32_t mark_ = 0;
  std::int32_t free_ = none;
  std::int32_t serials_ = 0;
};

}  // namespace pairwell::kernel
