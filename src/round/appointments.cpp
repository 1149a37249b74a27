#include "pairwell/round/appointments.hpp"

#include <algorithm>
#include <cassert>
#include <cstddef>
#include <functional>
#include <map>
#include <set>
#include <tuple>
#include <utility>

#include "pairwell/core/error.hpp"
#include "pairwell/core/random.hpp"
#include "round/balance.hpp"

namespace pairwell {
namespace {

/// A sitting that somebody could have, one column of the problem.
struct Sitting {
  std::int32_t host = 0;
  Interval when;
  std::int32_t fixed_for = -1;  ///< The request that it was fixed for; -1: it is open.
};

template <class Rows, class Name>
std::map<std::string, std::int32_t> positions(const Rows& rows, Name name) {
  std::map<std::string, std::int32_t> result;
  for (const auto& row : rows) result.emplace(std::invoke(name, row), static_cast<std::int32_t>(result.size()));
  return result;
}

/// What is taken of the time of those who are named.
std::vector<const Taken*> taken_of(const std::vector<Taken>& taken, const std::string& name,
                                   const std::vector<std::string>& members = {}) {
  std::vector<const Taken*> result;
  for (const Taken& each : taken) {
    const auto is_theirs = [&](const std::string& who) {
      return who == name || std::ranges::find(members, who) != members.end();
    };
    if (std::ranges::any_of(each.who, is_theirs)) result.push_back(&each);
  }
  return result;
}

/// The columns of the problem: by host, those that are fixed first.
std::vector<Sitting> all_sittings(const std::vector<ScheduleHost>& hosts, const ScheduleRules& rules,
                                  const ScheduleOptions& options,
                                  const std::map<std::string, std::int32_t>& person_at) {
  const std::int64_t pause = std::int64_t{rules.pause} * 60;
  const auto with_pause = [&](const Interval& when) {
    return Interval{{when.from.seconds - pause}, {when.to.seconds + pause}};
  };
  std::vector<Sitting> result;
  for (std::size_t host = 0; host < hosts.size(); ++host) {
    std::vector<Interval> gone;
    for (const Appointment& appointment : options.fixed) {
      if (appointment.host != hosts[host].id) continue;
      result.push_back({static_cast<std::int32_t>(host), appointment.when, person_at.at(appointment.person)});
      gone.push_back(with_pause(appointment.when));
    }
    for (const Taken* each : taken_of(options.taken, hosts[host].id, hosts[host].members)) {
      gone.push_back(each->is_sitting ? with_pause(each->when) : each->when);
    }
    for (const Interval& when : sittings(hosts[host], rules)) {
      if (std::ranges::any_of(gone, [&](const Interval& each) { return overlap(each, when); })) continue;
      result.push_back({static_cast<std::int32_t>(host), when});
    }
  }
  return result;
}

bool may_meet(const ScheduleRequest& request, const ScheduleHost& host) {
  const auto is_named = [](const std::vector<std::string>& names, const std::string& name) {
    return std::ranges::find(names, name) != names.end();
  };
  if (!request.hosts.empty() && !is_named(request.hosts, host.id)) return false;
  if (is_named(request.not_by, host.id)) return false;
  return std::ranges::none_of(host.members, [&](const auto& member) { return is_named(request.not_by, member); });
}

/// The columns that each request could have.
std::vector<std::vector<std::int32_t>> columns_of(const std::vector<ScheduleRequest>& requests,
                                                  const std::vector<ScheduleHost>& hosts,
                                                  const std::vector<Sitting>& sittings,
                                                  const std::vector<Taken>& taken) {
  std::vector<std::vector<std::int32_t>> result(requests.size());
  for (std::size_t row = 0; row < requests.size(); ++row) {
    const std::vector<Interval> free = merged(requests[row].free);
    const std::vector<const Taken*> busy = taken_of(taken, requests[row].person);
    std::vector<bool> may;
    for (const ScheduleHost& host : hosts) may.push_back(may_meet(requests[row], host));
    for (std::size_t column = 0; column < sittings.size(); ++column) {
      const Sitting& sitting = sittings[column];
      const bool is_open =
          sitting.fixed_for < 0 && may[static_cast<std::size_t>(sitting.host)] &&
          std::ranges::any_of(free, [&](const Interval& own) { return covers(own, sitting.when); }) &&
          std::ranges::none_of(busy, [&](const Taken* own) { return overlap(own->when, sitting.when); });
      if (is_open || sitting.fixed_for == static_cast<std::int32_t>(row)) {
        result[row].push_back(static_cast<std::int32_t>(column));
      }
    }
  }
  return result;
}

Problem problem_of(const std::vector<ScheduleRequest>& requests, const std::vector<ScheduleHost>& hosts,
                   const std::vector<Sitting>& sittings, const std::vector<std::vector<std::int32_t>>& columns) {
  assert(columns.size() == requests.size());
  Problem problem{.mentees = static_cast<std::int32_t>(requests.size()),
                  .mentors = static_cast<std::int32_t>(sittings.size())};
  SparseTable table{.row_start = {0}, .mentor = {}, .units = {}};
  for (const auto& row : columns) {
    table.mentor.insert(table.mentor.end(), row.begin(), row.end());
    table.row_start.push_back(std::ssize(table.mentor));
  }
  table.units.assign(table.mentor.size(), 0);
  problem.points = std::move(table);
  for (const ScheduleHost& host : hosts) {
    problem.mentor_groups.push_back({.name = host.id, .members = {}, .pairs = {0, Range::no_limit}});
  }
  for (std::int32_t column = 0; column < problem.mentors; ++column) {
    const Sitting& sitting = sittings[static_cast<std::size_t>(column)];
    const auto host = static_cast<std::size_t>(sitting.host);
    problem.mentor_groups[host].members.emplace_back(column);
    problem.mentor_keys.push_back(lottery_key(hosts[host].id + " " + std::to_string(sitting.when.from.seconds)));
    if (sitting.fixed_for >= 0) problem.locked.push_back({MenteeId(sitting.fixed_for), MentorId(column)});
  }
  for (const ScheduleRequest& request : requests) problem.mentee_keys.push_back(lottery_key(request.person));
  return problem;
}

/// The previous appointments that are still possible, as pairs of the problem.
std::vector<Pair> still_possible(const std::vector<Appointment>& previous, const std::vector<ScheduleHost>& hosts,
                                 const std::vector<Sitting>& sittings,
                                 const std::vector<std::vector<std::int32_t>>& columns,
                                 const std::map<std::string, std::int32_t>& person_at) {
  std::set<Pair> result;
  for (const Appointment& appointment : previous) {
    const auto row = person_at.find(appointment.person);
    if (row == person_at.end()) continue;
    for (const std::int32_t column : columns[static_cast<std::size_t>(row->second)]) {
      const Sitting& sitting = sittings[static_cast<std::size_t>(column)];
      if (sitting.when == appointment.when && hosts[static_cast<std::size_t>(sitting.host)].id == appointment.host) {
        result.insert({MenteeId(row->second), MentorId(column)});
      }
    }
  }
  return {result.begin(), result.end()};
}

/// Sets each host's range to the evenest load that leaves everybody who is seated, and every kept appointment, in
/// place.
void even_out(Problem& problem, const std::vector<Sitting>& sittings,
              const std::vector<std::vector<std::int32_t>>& columns, const std::vector<Pair>& previous,
              const Matching& matching) {
  assert(problem.mentors == std::ssize(sittings) && problem.mentees == std::ssize(columns));
  Seating seating{.columns_of = columns, .host_of = {}, .person_in = {}, .stays = {}};
  for (const Sitting& sitting : sittings) {
    seating.host_of.push_back(sitting.host);
    seating.stays.push_back(sitting.fixed_for >= 0);
  }
  seating.person_in.assign(sittings.size(), -1);
  const std::set<Pair> kept(previous.begin(), previous.end());
  for (const Pair& pair : matching.pairs) {
    const auto column = static_cast<std::size_t>(pair.mentor.value);
    seating.person_in[column] = pair.mentee.value;
    if (kept.contains(pair)) seating.stays[column] = true;
  }
  const std::vector<std::int32_t> loads = balance(seating, static_cast<std::int32_t>(problem.mentor_groups.size()));
  for (std::size_t host = 0; host < loads.size(); ++host)
    problem.mentor_groups[host].pairs = {loads[host], loads[host]};
}

std::string why_without(const ScheduleRequest& request, const std::vector<ScheduleHost>& hosts,
                        const std::vector<Sitting>& sittings, const std::vector<Taken>& taken, std::size_t possible) {
  if (possible > 0) {
    return "Could have any of " + std::to_string(possible) +
           (possible == 1 ? " sitting, which went" : " sittings, which all went") +
           " to others; giving them one would leave somebody else without.";
  }
  const auto offered = std::ranges::count_if(sittings, [&](const Sitting& sitting) {
    return sitting.fixed_for < 0 && may_meet(request, hosts[static_cast<std::size_t>(sitting.host)]);
  });
  if (std::ranges::none_of(hosts, [&](const ScheduleHost& host) { return may_meet(request, host); })) {
    return "There is no host who may see them.";
  }
  if (offered == 0) return "The hosts who may see them have no open sitting.";
  const std::vector<Interval> free = merged(request.free);
  const std::vector<const Taken*> busy = taken_of(taken, request.person);
  for (const Sitting& sitting : sittings) {
    if (sitting.fixed_for >= 0 || !may_meet(request, hosts[static_cast<std::size_t>(sitting.host)])) continue;
    if (std::ranges::none_of(free, [&](const Interval& own) { return covers(own, sitting.when); })) continue;
    // Free, and yet not possible: something of theirs is in the way.
    const auto own = std::ranges::find_if(busy, [&](const Taken* each) { return overlap(each->when, sitting.when); });
    assert(own != busy.end());
    return "Has " + (*own)->what + " whenever an open sitting would suit them.";
  }
  return "Free in none of the " + std::to_string(offered) + " open sittings of the hosts who may see them.";
}

/// Fills in what the matching says, in words of people and hosts.
void tell(Schedule& schedule, const std::vector<ScheduleRequest>& requests, const std::vector<ScheduleHost>& hosts,
          const std::vector<Sitting>& sittings, const std::vector<std::vector<std::int32_t>>& columns,
          const std::vector<Taken>& taken) {
  std::vector<bool> has_one(requests.size());
  for (const ScheduleHost& host : hosts) schedule.loads.push_back({host.id, 0});
  for (const Pair& pair : schedule.matching.pairs) {
    const auto row = static_cast<std::size_t>(pair.mentee.value);
    const Sitting& sitting = sittings[static_cast<std::size_t>(pair.mentor.value)];
    const auto host = static_cast<std::size_t>(sitting.host);
    has_one[row] = true;
    ++schedule.loads[host].sittings;
    schedule.appointments.push_back({requests[row].person, hosts[host].id, sitting.when, sitting.fixed_for >= 0});
  }
  std::ranges::sort(schedule.appointments, {}, [](const Appointment& own) { return std::tuple(own.when, own.host); });
  for (std::size_t row = 0; row < requests.size(); ++row) {
    if (has_one[row]) continue;
    schedule.unscheduled.push_back(
        {requests[row].person, why_without(requests[row], hosts, sittings, taken, columns[row].size())});
  }
}

}  // namespace

Schedule make_schedule(const std::vector<ScheduleRequest>& requests, const std::vector<ScheduleHost>& hosts,
                       const ScheduleRules& rules, const ScheduleOptions& options) {
  throw_if_errors("make_schedule", check(requests, hosts, rules, options.fixed, options.taken));
  const auto person_at = positions(requests, &ScheduleRequest::person);
  const std::vector<Sitting> sittings = all_sittings(hosts, rules, options, person_at);
  const auto columns = columns_of(requests, hosts, sittings, options.taken);
  const std::vector<Pair> previous = still_possible(options.previous, hosts, sittings, columns, person_at);
  Schedule schedule;
  schedule.problem = problem_of(requests, hosts, sittings, columns);
  const Objective objective{MostPairs{}, FewestChanges{previous}, Lottery{rules.seed}};
  schedule.matching = match(schedule.problem, objective, {.control = options.control});
  if (rules.equal_load && schedule.matching.status == Status::optimal) {
    even_out(schedule.problem, sittings, columns, previous, schedule.matching);
    schedule.matching = match(schedule.problem, objective, {.control = options.control});
  }
  if (schedule.matching.status != Status::optimal) return schedule;
  tell(schedule, requests, hosts, sittings, columns, options.taken);
  const auto is_kept = [&](const Appointment& own) {
    return std::ranges::any_of(schedule.appointments, [&](const Appointment& now) {
      return now.person == own.person && now.host == own.host && now.when == own.when;
    });
  };
  schedule.moved = static_cast<std::int32_t>(
      std::ranges::count_if(options.previous, [&](const Appointment& own) { return !is_kept(own); }));
  return schedule;
}

}  // namespace pairwell
