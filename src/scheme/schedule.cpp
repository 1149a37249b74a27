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

/// The hosts' ids; `host_of` gets who sits where, a host in itself included.
std::set<std::string> check_hosts(const std::vector<ScheduleHost>& hosts, std::map<std::string, std::string>& host_of,
                                  Faults& faults) {
  std::set<std::string> ids;
  for (const ScheduleHost& host : hosts) {
    if (words::trim(host.id).empty()) faults.add("blank", "A host needs a name.", "hosts", {});
    const bool is_new = ids.insert(host.id).second;
    if (!is_new) faults.add("duplicate", "A host appears twice.", "hosts", host.id);
    std::vector<std::string> names = host.members;
    if (is_new) names.push_back(host.id);
    for (const std::string& name : names) {
      const auto [entry, is_first] = host_of.emplace(name, host.id);
      if (is_first || (is_new && entry->second == host.id)) continue;
      faults.add("duplicate",
                 "Somebody sits in " + words::quote(entry->second) + " and in " + words::quote(host.id) +
                     "; each member has one host, so that nobody is in two places.",
                 "hosts", name);
    }
    faults.check_stretches(host.free, "hosts", host.id);
  }
  return ids;
}

std::string at(const Appointment& own) { return words::quote(own.host) + " at " + to_string(own.when.from); }

void check_against_taken(const Appointment& own, const std::vector<ScheduleHost>& hosts,
                         const std::vector<Taken>& taken, Faults& faults) {
  const auto host = std::ranges::find(hosts, own.host, &ScheduleHost::id);
  for (const Taken& other : taken) {
    if (!overlap(other.when, own.when)) continue;
    const auto name = std::ranges::find_if(other.who, [&](const std::string& who) {
      return who == own.person || who == own.host ||
             (host != hosts.end() && std::ranges::find(host->members, who) != host->members.end());
    });
    if (name == other.who.end()) continue;
    faults.add("double-booking",
               words::quote(own.person) + " is fixed with " + at(own) + ", and " + words::quote(*name) + " has " +
                   other.what + " at that time.",
               "fixed", to_string(own.when.from));
  }
}

void check_fixed(const std::vector<Appointment>& fixed, const std::set<std::string>& persons,
                 const std::set<std::string>& hosts, Faults& faults) {
  for (std::size_t i = 0; i < fixed.size(); ++i) {
    const Appointment& own = fixed[i];
    if (!persons.contains(own.person)) {
      faults.add("unknown", "A fixed appointment is of somebody who is not asked for.", "fixed", own.person);
    }
    if (!hosts.contains(own.host)) {
      faults.add("unknown",
                 "The fixed appointment of " + words::quote(own.person) + " is with a host who is not there.", "fixed",
                 own.host);
    }
    faults.check_stretches({own.when}, "fixed", own.person);
    for (std::size_t j = 0; j < i; ++j) {
      const Appointment& other = fixed[j];
      if (other.person == own.person) {
        faults.add("duplicate", "A person has two fixed appointments: with " + at(other) + " and with " + at(own) + ".",
                   "fixed", own.person);
      } else if (other.host == own.host && overlap(other.when, own.when)) {
        faults.add("double-booking",
                   words::quote(own.host) + " would meet " + words::quote(other.person) + " and " +
                       words::quote(own.person) + " at the same time.",
                   "fixed", to_string(own.when.from));
      }
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
               const ScheduleRules& rules, const std::vector<Appointment>& fixed, const std::vector<Taken>& taken) {
  Faults faults;
  faults.check_lengths(rules);
  faults.check_stretches(rules.windows, "rules", "the windows");
  std::map<std::string, std::string> host_of;
  const std::set<std::string> known = check_hosts(hosts, host_of, faults);
  std::set<std::string> persons;
  for (const ScheduleRequest& request : requests) {
    if (words::trim(request.person).empty()) faults.add("blank", "A request needs a person.", "requests", {});
    if (!persons.insert(request.person).second) {
      faults.add("duplicate", "A person appears twice.", "requests", request.person);
    }
    if (const auto entry = host_of.find(request.person); entry != host_of.end()) {
      faults.add("duplicate",
                 "Somebody is asked for and sits in " + words::quote(entry->second) +
                     "; plan the two in two calls, so that nobody is in two places.",
                 "requests", request.person);
    }
    for (const std::string& host : request.hosts) {
      if (known.contains(host)) continue;
      faults.add("unknown", words::quote(request.person) + " asks for a host who is not there.", "requests", host);
    }
    faults.check_stretches(request.free, "requests", request.person);
  }
  check_fixed(fixed, persons, known, faults);
  for (const Appointment& own : fixed) check_against_taken(own, hosts, taken, faults);
  for (const Taken& own : taken) faults.check_stretches({own.when}, "taken", own.what);
  return faults.take();
}

}  // namespace pairwell
