/// Row source: how the assignment kernel reads costs, whatever they lie in (docs/design/matching.md, Row sources).
///
/// A row source lists the pairs of a row that are cheapest under today's column prices, and a bound on the rest.
/// Prices of columns only ever fall, so a bound once found holds until the list is made anew.
#pragma once

#include <cstdint>
#include <vector>

#include "kernel/candidates/candidate_lists.hpp"
#include "kernel/candidates/scan.hpp"
#include "kernel/common.hpp"
#include "kernel/work_meter.hpp"

namespace pairwell::kernel {

/// How a table is read; what comes of it does not depend on it.
struct Reading {
  std::int32_t threads = 1;
  ScanChoice scans = nullptr;
};

/// What the assignment kernel asks of a table. One call reads a whole row at least, so that what a virtual call costs
/// does not show, and the kernel is compiled once for each number type, not once for each way a table may lie.
template <class Value>
class RowSource {
 public:
  RowSource(std::int32_t rows, std::int32_t columns, Reading reading)
      : rows_(rows), columns_(columns), reading_(reading) {}
  RowSource(const RowSource&) = delete;
  RowSource& operator=(const RowSource&) = delete;
  virtual ~RowSource() = default;

  std::int32_t rows() const { return rows_; }
  std::int32_t columns() const { return columns_; }
  Reading reading() const { return reading_; }

  /// The work of reading a row, in units of about a nanosecond.
  virtual std::int64_t effort() const = 0;

  /// Checks all rows and lists them at once, in the order and with the threads that suit the source. No price says that
  /// all are 0. Solved: all rows were listed.
  virtual Outcome list_all(const Value* price, std::int32_t count, CandidateLists<Value>& lists, WorkMeter& spend) = 0;

  /// Appends about `count` of the row's cheapest pairs, in rising order of `low`, and returns the bound on the others.
  /// Reads faster where `guess` is a bound under which there are likely to be enough pairs.
  virtual Value list(std::int32_t row, const Value* price, std::int32_t count, Value guess,
                     std::vector<Candidate<Value>>& pairs) = 0;

  /// Whether `copy_row` is quick and `list_all` takes prices, so that first prices may come from a sample.
  virtual bool can_be_sampled() const = 0;
  /// Writes the costs of a row, one a column.
  virtual void copy_row(std::int32_t row, Value* costs) const = 0;

 private:
  std::int32_t rows_;
  std::int32_t columns_;
  Reading reading_;
};

/// The largest integer cost: prices stay under 512 times (rows + 1) times that (DenseAssignment::scale has the most
/// steps).
template <class Value>
Value cost_limit(std::int32_t rows) {
  return infinite<Value>() / 512 / (static_cast<Value>(rows) + 1);
}

}  // namespace pairwell::kernel
