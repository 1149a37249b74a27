#include "pairwell/scheme/agreement.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <string_view>
#include <tuple>
#include <utility>

#include "pairwell/scheme/life_cycle.hpp"
#include "scheme/meeting_formats.hpp"
#include "scheme/period.hpp"
#include "scheme/records.hpp"

namespace pairwell {
namespace {

using PairName = std::pair<std::string, std::string>;

bool is_over(std::string_view state) { return state == "ended" || state == "cancelled"; }

/// Whether the pair works, or worked, under an agreement.
bool counts(std::string_view state) { return state == "in_force" || state == "ended"; }

/// Whether somebody has signed it as it stands.
bool is_signed(std::string_view state) { return state != "drafted" && state != "cancelled"; }

void check_days(const Agreement& agreement, const Period& period, RecordFaults& faults) {
  if (!faults.require_day(agreement.from, "from") || !faults.require_day(agreement.until, "until")) return;
  if (agreement.until < agreement.from) {
    faults.add("order", "An agreement must end on or after its first day.", "until", to_string(agreement.until));
  }
  for (const auto& [day, column] : {std::pair(agreement.from, "from"), std::pair(agreement.until, "until")}) {
    if (!period.holds(day)) faults.add("period", period.refusal(), column, to_string(day));
  }
}

}  // namespace

Findings check(const Programme& programme, const std::vector<Agreement>& agreements) {
  RecordFaults faults("agreements");
  const Period period = running_period(programme);
  std::set<PairName> living;
  for (const Agreement& agreement : agreements) {
    faults.next_row();
    faults.require_pair(agreement.mentee, agreement.mentor);
    faults.require_state(LifeCycle::agreement, agreement.state);
    faults.require_word(agreement.format, meeting_formats(), "format");
    faults.require_number(agreement.meetings, 1, 200, "meetings");
    faults.require_number(agreement.minutes, 15, 240, "minutes");
    check_days(agreement, period, faults);
    for (const std::string& goal : agreement.goals) faults.require_text(goal, "goals");
    if (agreement.goals.empty() && is_signed(agreement.state)) {
      faults.add("blank", "An agreement that is signed names at least one goal.", "goals", {});
    }
    if (!is_over(agreement.state) && !living.emplace(agreement.mentee, agreement.mentor).second) {
      faults.add("duplicate", "The pair has another agreement that is not over.", "mentee",
                 agreement.mentee + " with " + agreement.mentor);
    }
  }
  return faults.take();
}

Findings check(const std::vector<Agreement>& agreements, const std::vector<Meeting>& meetings) {
  RecordFaults faults("meetings");
  std::multimap<PairName, const Agreement*> agreements_of;
  for (const Agreement& agreement : agreements) {
    if (counts(agreement.state)) agreements_of.emplace(PairName(agreement.mentee, agreement.mentor), &agreement);
  }
  std::set<std::tuple<std::string, std::string, Date>> days;
  for (const Meeting& meeting : meetings) {
    faults.next_row();
    faults.require_pair(meeting.mentee, meeting.mentor);
    faults.require_state(LifeCycle::meeting, meeting.state);
    faults.require_word(meeting.format, meeting_formats(), "format");
    faults.require_number(meeting.minutes, 5, 480, "minutes");
    const std::string name = meeting.mentee + " with " + meeting.mentor;
    const auto [first, last] = agreements_of.equal_range(PairName(meeting.mentee, meeting.mentor));
    if (first == last) {
      faults.add("agreement", "The pair has no agreement that is or was in force.", "mentee", name);
    }
    if (!faults.require_day(meeting.on, "on")) continue;
    const auto holds = [&](const auto& entry) {
      return entry.second->from <= meeting.on && meeting.on <= entry.second->until;
    };
    if (first != last && std::none_of(first, last, holds)) {
      faults.add("period", "The day is outside the days that the pair agreed on.", "on", to_string(meeting.on));
    }
    if (!days.emplace(meeting.mentee, meeting.mentor, meeting.on).second) {
      faults.warn("twice", "The pair has another meeting on this day.", "on", to_string(meeting.on));
    }
  }
  return faults.take();
}

std::vector<MeetingCount> meeting_counts(const std::vector<Meeting>& meetings) {
  RecordFaults faults("meetings");
  std::map<PairName, MeetingCount> counted;
  for (const Meeting& meeting : meetings) {
    faults.next_row();
    faults.require_state(LifeCycle::meeting, meeting.state);
    MeetingCount& count = counted[{meeting.mentee, meeting.mentor}];
    count.mentee = meeting.mentee;
    count.mentor = meeting.mentor;
    count.planned += meeting.state == "planned";
    count.held += meeting.state == "held";
    count.missed += meeting.state == "missed";
    count.cancelled += meeting.state == "cancelled";
  }
  throw_if_errors("meeting_counts", faults.take());
  std::vector<MeetingCount> result;
  for (const auto& [name, count] : counted) result.push_back(count);
  return result;
}

}  // namespace pairwell
