/// Schedule: when people could meet whom. Availability in any time zone, cut into sittings that somebody can be given.
///
/// An interview is a sitting of an applicant with a panel; a conversation is one of a mentee with the mentor of the
/// pair. Who gets which sitting is decided by make_schedule (round/appointments.hpp).
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "pairwell/core/error.hpp"
#include "pairwell/scheme/calendar.hpp"

namespace pairwell {

/// A stretch of time, from its first instant up to, and without, its last.
struct Interval {
  Instant from{};
  Instant to{};

  friend auto operator<=>(const Interval&, const Interval&) = default;
};

/// Whether two stretches share an instant, and whether the first holds all of the second.
bool overlap(const Interval& a, const Interval& b);
bool covers(const Interval& whole, const Interval& part);

/// A stretch between two wall-clock readings of a zone; its length is real time, also over a change of clocks.
/// @throws InvalidInput for a reading that the clocks skip or repeat unless when_unclear picks one, and where the end
/// is not after the start.
Interval interval(const Zone& zone, const LocalTime& from, const LocalTime& to,
                  WhenUnclear when_unclear = WhenUnclear::reject);

/// Stretches in order, with those that touch or overlap made one.
std::vector<Interval> merged(std::vector<Interval> stretches);

/// Who is met: a panel for interviews, a mentor for conversations.
struct ScheduleHost {
  std::string id{};                    ///< "panel A", or the mentor's reference.
  std::vector<std::string> members{};  ///< Who sits in it; each person in one host only. Empty: the id is the person.
  std::vector<Interval> free{};        ///< When all members can; any order.

  friend bool operator==(const ScheduleHost&, const ScheduleHost&) = default;
};

/// Somebody who needs one sitting.
struct ScheduleRequest {
  std::string person{};               ///< Reference.
  std::vector<Interval> free{};       ///< When the person can; any order.
  std::vector<std::string> hosts{};   ///< Whom the person may meet; empty: any host.
  std::vector<std::string> not_by{};  ///< Members, by name, who have a conflict of interest with the person.

  friend bool operator==(const ScheduleRequest&, const ScheduleRequest&) = default;
};

/// A sitting that somebody was given.
struct Appointment {
  std::string person{};
  std::string host{};
  Interval when{};
  bool is_fixed = false;  ///< A person decided on it, and it stays.

  friend bool operator==(const Appointment&, const Appointment&) = default;
};

/// Time that somebody has given away already: to an appointment that stands, or to an event.
struct Taken {
  std::vector<std::string> who{};  ///< Persons, hosts and members whose time it is.
  Interval when{};
  std::string what{};       ///< For people: "the interview of MM-014 with panel A".
  bool is_sitting = false;  ///< Whether a host keeps the pause of the rules before and after it.

  friend bool operator==(const Taken&, const Taken&) = default;
};

/// What sittings are like.
struct ScheduleRules {
  std::int32_t minutes = 30;        ///< How long a sitting takes.
  std::int32_t pause = 0;           ///< Minutes between two sittings of a host.
  std::vector<Interval> windows{};  ///< The days and hours in which sittings are; empty: any time.
  bool equal_load = true;           ///< Whether hosts get as equal numbers of sittings as can be.
  std::uint64_t seed = 0;           ///< Of the lottery that decides what nothing else does.

  friend bool operator==(const ScheduleRules&, const ScheduleRules&) = default;
};

/// The sittings that a host can give, in order: from the start of each stretch in which the host is free within the
/// windows, one behind the other with the pause between them. They never overlap.
/// @throws InvalidInput where minutes is not 1 to 1440, or pause not 0 to 1440.
std::vector<Interval> sittings(const ScheduleHost& host, const ScheduleRules& rules);

/// Every fault of what a schedule is made from: persons and hosts without a name or that appear twice, somebody who
/// sits in two hosts or is asked for besides, requests for a host that is not there, stretches that end before they
/// begin, lengths out of range; and of the appointments that are fixed: people and hosts that are not there, a person
/// with two, a host with two that overlap, and one that overlaps what is taken.
Findings check(const std::vector<ScheduleRequest>& requests, const std::vector<ScheduleHost>& hosts,
               const ScheduleRules& rules, const std::vector<Appointment>& fixed = {},
               const std::vector<Taken>& taken = {});

}  // namespace pairwell
