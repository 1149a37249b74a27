#include "pairwell/scheme/schedule.hpp"

#include <algorithm>
#include <cassert>
#include <cstddef>
#include <map>
#include <set>
#include <utility>

#include "scheme/words.hpp"

namespace pairwell {
namespace {

constexpr std::int32_t longest = 24 * 60;

/// The faults of a schedule, in the making.
class Faults {
 public:
  void add(const char* rule, std::string message, const char* file, std::string value) {
    findings_.push_back({.rule = rule, .message = std::move(message), .file = file, .value = std::move(value)});
  }

  void check_stretches(const std::vector<Interval>& stretches, const char* file, const std::string& whose) {
    for (const Interval& stretch : stretches) {
      if (stretch.from < stretch.to) continue;
      add("interval", "A stretch of time must end after it begins; this one belongs to " + words::quote(whose) + ".",
          file, to_string(stretch.from) + " to " + to_string(stretch.to));
    }
  }

  void check_lengths(const ScheduleRules& rules) {
    if (rules.minutes < 1 || rules.minutes > longest) {
      add("range", "A sitting takes 1 to 1440 minutes.", "rules", std::to_string(rules.minutes));
    }
    if (rules.pause < 0 || rules.pause > longest) {
      add("range", "The pause between two sittings is 0 to 1440 minutes.", "rules", std::to_string(rules.pause));
    }
  }

  Findings take() { return std::move(findings_); }

 private:
  Findings findings_;
};

std::set<std::string> check_hosts(const std::vector<ScheduleHost>& hosts, Faults& faults) {
  std::set<std::string> ids;
  std::map<std::string, std::string> host_of;
  for (const ScheduleHost& host : hosts) {
    if (words::trim(host.id).empty()) faults.add("blank", "A host needs a name.", "hosts", {});
    if (!ids.insert(host.id).second) faults.add("duplicate", "A host appears twice.", "hosts", host.id);
    for (const std::string& member : host.members) {
      const auto [entry, is_new] = host_of.emplace(member, host.id);
      if (is_new) continue;
      faults.add("duplicate",
                 "Somebody sits in " + words::quote(entry->second) + " and in " + words::quote(host.id) +
                     "; each member has one host, so that nobody is in two places.",
                 "hosts", member);
    }
    faults.check_stretches(host.free, "hosts", host.id);
  }
  return ids;
}

void check_fixed(const std::vector<Appointment>& fixed, const std::set<std::string>& persons,
                 const std::set<std::string>& hosts, Faults& faults) {
  std::set<std::string> booked;
  for (std::size_t i = 0; i < fixed.size(); ++i) {
    const Appointment& own = fixed[i];
    if (!persons.contains(own.person)) faults.add("unknown", "No request is of this person.", "fixed", own.person);
    if (!hosts.contains(own.host)) faults.add("unknown", "There is no such host.", "fixed", own.host);
    if (!booked.insert(own.person).second) faults.add("duplicate", "A person has two sittings.", "fixed", own.person);
    faults.check_stretches({own.when}, "fixed", own.person);
    for (std::size_t j = 0; j < i; ++j) {
      if (fixed[j].host != own.host || !overlap(fixed[j].when, own.when)) continue;
      faults.add("double-booking",
                 words::quote(own.host) + " would meet " + words::quote(fixed[j].person) + " and " +
                     words::quote(own.person) + " at the same time.",
                 "fixed", to_string(own.when.from));
    }
  }
}

}  // namespace

bool overlap(const Interval& a, const Interval& b) { return a.from < b.to && b.from < a.to; }

bool covers(const Interval& whole, const Interval& part) { return whole.from <= part.from && part.to <= whole.to; }

Interval interval(const Zone& zone, const LocalTime& from, const LocalTime& to, WhenUnclear when_unclear) {
  const Interval result{zone.instant(from, when_unclear), zone.instant(to, when_unclear)};
  if (result.from < result.to) return result;
  throw InvalidInput("interval", "interval", "a stretch of time must end after it begins",
                     to_string(from) + " to " + to_string(to) + " in " + zone.name());
}

std::vector<Interval> merged(std::vector<Interval> stretches) {
  std::ranges::sort(stretches);
  std::vector<Interval> result;
  for (const Interval& stretch : stretches) {
    if (!result.empty() && stretch.from <= result.back().to) {
      result.back().to = std::max(result.back().to, stretch.to);
    } else {
      result.push_back(stretch);
    }
  }
  return result;
}

std::vector<Interval> sittings(const ScheduleHost& host, const ScheduleRules& rules) {
  Faults faults;
  faults.check_lengths(rules);
  throw_if_errors("sittings", faults.take());
  const std::int64_t length = std::int64_t{rules.minutes} * 60;
  const std::int64_t step = length + std::int64_t{rules.pause} * 60;
  std::vector<Interval> stretches;
  for (const Interval& free : merged(host.free)) {
    if (rules.windows.empty()) stretches.push_back(free);
    for (const Interval& window : merged(rules.windows)) {
      if (overlap(free, window)) stretches.push_back({std::max(free.from, window.from), std::min(free.to, window.to)});
    }
  }
  std::vector<Interval> result;
  for (const Interval& stretch : stretches) {
    // A pause is kept to the sitting before also where that is in the stretch before.
    std::int64_t from = stretch.from.seconds;
    if (!result.empty()) from = std::max(from, result.back().from.seconds + step);
    for (; from + length <= stretch.to.seconds; from += step) {
      assert(result.empty() || result.back().from.seconds + step <= from);
      result.push_back({Instant{from}, Instant{from + length}});
    }
  }
  return result;
}

Findings check(const std::vector<ScheduleRequest>& requests, const std::vector<ScheduleHost>& hosts,
               const ScheduleRules& rules, const std::vector<Appointment>& fixed) {
  Faults faults;
  faults.check_lengths(rules);
  faults.check_stretches(rules.windows, "rules", "the windows");
  const std::set<std::string> known = check_hosts(hosts, faults);
  std::set<std::string> persons;
  for (const ScheduleRequest& request : requests) {
    if (words::trim(request.person).empty()) faults.add("blank", "A request needs a person.", "requests", {});
    if (!persons.insert(request.person).second) {
      faults.add("duplicate", "A person appears twice.", "requests", request.person);
    }
    for (const std::string& host : request.hosts) {
      if (known.contains(host)) continue;
      faults.add("unknown", words::quote(request.person) + " asks for a host who is not there.", "requests", host);
    }
    faults.check_stretches(request.free, "requests", request.person);
  }
  check_fixed(fixed, persons, known, faults);
  return faults.take();
}

}  // namespace pairwell
