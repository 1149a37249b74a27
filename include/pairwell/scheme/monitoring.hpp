/// Equality monitoring: answers that may be counted and may not decide about anyone.
///
/// A type of its own that nothing converts from or to: the scorer, eligibility and the engine cannot be handed it
/// (Data Protection Act 2018, Schedule 1, paragraph 8(3)).
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "pairwell/core/error.hpp"
#include "pairwell/scheme/answers.hpp"
#include "pairwell/scheme/programme.hpp"
#include "pairwell/scheme/sheet.hpp"

namespace pairwell {

/// What one person answered for monitoring; any answer may be blank.
struct MonitoringAnswers {
  std::string reference{};
  std::vector<Answer> answers{};  ///< To questions that are kept with monitoring.

  friend bool operator==(const MonitoringAnswers&, const MonitoringAnswers&) = default;
};

/// The cell of one question as it was given, without outer blanks; empty where there is none.
std::string given(const MonitoringAnswers& answers, std::string_view question);

/// The standard questions of monitoring, by their ids, which a table of forms may not have.
const std::vector<std::string>& monitoring_columns();

/// What reading a table of monitoring answers gives.
struct MonitoringRead {
  std::vector<MonitoringAnswers> answers{};
  Findings findings{};
};

/// Reads monitoring answers from a table of their own: the reference, and the programme's questions that are kept with
/// monitoring; the standard ones without a programme.
MonitoringRead read_monitoring(const Table& table, const Programme& programme);
MonitoringRead read_monitoring(const Table& table);

}  // namespace pairwell
