/// Agreement: what the two of a pair agree on, and the meetings that they have under it.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "pairwell/core/error.hpp"
#include "pairwell/scheme/programme.hpp"

namespace pairwell {

/// What one pair agrees on. Its state moves by the life cycle of agreements.
struct Agreement {
  std::string mentee{};
  std::string mentor{};
  std::string state = "drafted";
  Date from{};                       ///< First day of working together.
  Date until{};                      ///< Last day.
  std::int32_t meetings = 1;         ///< How many the two plan, 1 to 200.
  std::int32_t minutes = 60;         ///< How long each takes, 15 to 240.
  std::string format = "either";     ///< "in person", "remote" or "either".
  std::vector<std::string> goals{};  ///< What the mentee, or the mentor, wants to reach.

  friend bool operator==(const Agreement&, const Agreement&) = default;
};

/// One meeting of a pair. Its state moves by the life cycle of meetings.
struct Meeting {
  std::string mentee{};
  std::string mentor{};
  Date on{};
  std::int32_t minutes = 60;  ///< How long it takes, 5 to 480.
  std::string format = "remote";
  std::string state = "planned";

  friend bool operator==(const Meeting&, const Meeting&) = default;
};

/// Every fault of the agreements: blank references, an unknown state or format, days that do not exist, are out of
/// order or lie outside the running period, numbers out of range, a signed one without a goal, and a pair with two that
/// are not over.
Findings check(const Programme& programme, const std::vector<Agreement>& agreements);

/// Every fault of the meetings: a pair without an agreement that is or was in force, a day that does not exist or is
/// outside every such agreement of the pair, an unknown state or format, minutes out of range; and, as a warning, two
/// meetings of a pair on one day.
Findings check(const std::vector<Agreement>& agreements, const std::vector<Meeting>& meetings);

/// The meetings of one pair by their state.
struct MeetingCount {
  std::string mentee{};
  std::string mentor{};
  std::int32_t planned = 0;
  std::int32_t held = 0;
  std::int32_t missed = 0;
  std::int32_t cancelled = 0;

  friend bool operator==(const MeetingCount&, const MeetingCount&) = default;
};

/// Counts meetings by pair, in the order of mentee and mentor.
/// @throws InvalidInput for an unknown state.
std::vector<MeetingCount> meeting_counts(const std::vector<Meeting>& meetings);

}  // namespace pairwell
