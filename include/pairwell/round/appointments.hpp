/// Appointments: who meets whom when, as a matching of people with sittings on the engine.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "pairwell/core/progress.hpp"
#include "pairwell/match/match.hpp"
#include "pairwell/scheme/schedule.hpp"

namespace pairwell {

/// Somebody who got no sitting.
struct Unscheduled {
  std::string person{};
  std::string reason{};  ///< A full sentence: "Free in none of the 24 sittings of the hosts who may see them."

  friend bool operator==(const Unscheduled&, const Unscheduled&) = default;
};

/// How many sittings a host got.
struct HostLoad {
  std::string host{};
  std::int32_t sittings = 0;

  friend bool operator==(const HostLoad&, const HostLoad&) = default;
};

/// Who got which sitting, who got none and why. The problem and the matching are there to be verified.
struct Schedule {
  std::vector<Appointment> appointments{};  ///< By start, then host.
  std::vector<Unscheduled> unscheduled{};   ///< In the order of the requests.
  std::vector<HostLoad> loads{};            ///< In the order of the hosts.
  std::int32_t moved = 0;                   ///< Previous appointments that are not kept.
  Problem problem{};                        ///< Requests are its mentees, sittings its mentors, hosts its groups.
  Matching matching{};
};

/// How make_schedule() goes about it.
struct ScheduleOptions {
  std::vector<Appointment> fixed{};     ///< Decided by a person: each stays, also outside of anybody's free time.
  std::vector<Appointment> previous{};  ///< Of an earlier schedule: as many as can be are kept.
  std::vector<Taken> taken{};           ///< What stands and is not planned here: nobody in it gets a sitting then.
  Control control{};                    ///< How to watch and stop the call. DEFAULT: runs to its end, unwatched.
};

/// Gives sittings to as many people as can be, keeps as many of the previous appointments as can be, and leaves the
/// rest to the lottery. A sitting goes to one person, who is free in all of it; it is with a host who may be asked and
/// none of whose members has a conflict. Hosts never have two sittings at once. With equal_load the loads of the hosts
/// are as even as they can be without anybody going without or a kept appointment moving: their squares have the least
/// sum. A fixed appointment takes the place of the host's sittings that it overlaps, the pause included, and so does
/// a sitting that is taken.
/// @throws InvalidInput with every fault of check(requests, hosts, rules, fixed, taken).
/// @complexity two calls of match, and a search through who could sit where for each sitting that changes hosts.
/// @returns a schedule without appointments where the call was stopped; the status of its matching says so.
/// @see docs/design/schedule.md
Schedule make_schedule(const std::vector<ScheduleRequest>& requests, const std::vector<ScheduleHost>& hosts,
                       const ScheduleRules& rules = {}, const ScheduleOptions& options = {});

}  // namespace pairwell
