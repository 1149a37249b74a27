/// Equality monitoring: answers that may be counted and may not decide about anyone.
///
/// A type of its own that nothing converts from or to: the scorer, eligibility and the engine cannot be handed it
/// (Data Protection Act 2018, Schedule 1, paragraph 8(3)).
#pragma once

#include <string>
#include <vector>

#include "pairwell/core/error.hpp"
#include "pairwell/scheme/forms.hpp"

namespace pairwell {

/// What one person answered for monitoring; any answer may be blank.
struct MonitoringAnswers {
  std::string reference{};
  std::string age_band{};
  std::string disability{};
  std::string ethnicity{};
  std::string gender{};
  std::string religion{};
  std::string sexual_orientation{};
};

/// The columns of monitoring data, which a table of forms may not have.
const std::vector<std::string>& monitoring_columns();

/// What reading a table of monitoring answers gives.
struct MonitoringRead {
  std::vector<MonitoringAnswers> answers{};
  Findings findings{};
};

/// Reads monitoring answers from a table of their own: "reference" and the monitoring columns.
MonitoringRead read_monitoring(const Table& table);

}  // namespace pairwell
