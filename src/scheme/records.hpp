/// Records: what the checks of agreements, meetings, attendance and evaluation share: faults by row and column.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "pairwell/core/error.hpp"
#include "pairwell/scheme/calendar.hpp"
#include "pairwell/scheme/life_cycle.hpp"

namespace pairwell {

/// Findings about the rows of one list, in the making. A requirement that is not met becomes an error of the row.
class RecordFaults {
 public:
  explicit RecordFaults(const char* file) : file_(file) {}

  void next_row() { ++row_; }

  void add(const char* rule, std::string message, const char* column, std::string value) {
    push(Severity::error, rule, std::move(message), column, std::move(value));
  }
  void warn(const char* rule, std::string message, const char* column, std::string value) {
    push(Severity::warning, rule, std::move(message), column, std::move(value));
  }

  void require_text(std::string_view text, const char* column);
  void require_pair(std::string_view mentee, std::string_view mentor);
  void require_word(std::string_view word, const std::vector<std::string>& known, const char* column);
  void require_state(LifeCycle cycle, std::string_view state);
  void require_number(std::int64_t number, std::int64_t least, std::int64_t most, const char* column);
  /// Also says whether the day exists, for checks that need one.
  bool require_day(const Date& day, const char* column);

  Findings take() { return std::move(findings_); }

 private:
  void push(Severity severity, const char* rule, std::string message, const char* column, std::string value);

  const char* file_;
  std::int64_t row_ = 0;
  Findings findings_;
};

}  // namespace pairwell
