#include "pairwell/scheme/supervision.hpp"

#include <cstddef>
#include <map>
#include <set>
#include <tuple>
#include <utility>

#include "scheme/period.hpp"
#include "scheme/words.hpp"

namespace pairwell {

SupervisionNote::SupervisionNote(std::string mentor, std::string supervisor, const Date& on, std::string text)
    : mentor_(std::move(mentor)), supervisor_(std::move(supervisor)), on_(on), text_(std::move(text)) {
  Findings findings;
  const auto require = [&](const std::string& value, const char* column) {
    if (!words::trim(value).empty()) return;
    findings.push_back({.rule = "blank", .message = "a note of supervision needs this", .column = column});
  };
  require(mentor_, "mentor");
  require(supervisor_, "supervisor");
  require(text_, "text");
  if (!exists(on_)) {
    findings.push_back(
        {.rule = "calendar", .message = "the calendar has no such day", .column = "on", .value = to_string(on_)});
  }
  throw_if_errors("SupervisionNote", findings);
}

SupervisorView::SupervisorView(std::string supervisor) : supervisor_(std::move(supervisor)) {
  if (words::trim(supervisor_).empty()) {
    throw InvalidInput("SupervisorView", "blank", "a view belongs to a supervisor with a name");
  }
}

const std::string& SupervisorView::text(const SupervisionNote& note) const {
  if (note.supervisor_ == supervisor_) return note.text_;
  throw InvalidInput("SupervisorView::text", "access", "the note is another supervisor's, who alone may read it",
                     supervisor_);
}

std::vector<SupervisionCount> supervision_counts(const std::vector<SupervisionNote>& notes) {
  std::map<std::string, std::int32_t> sessions;
  for (const SupervisionNote& note : notes) ++sessions[note.mentor()];
  std::vector<SupervisionCount> result;
  for (const auto& [mentor, count] : sessions) result.push_back({mentor, count});
  return result;
}

Findings check(const Programme& programme, const std::vector<SupervisionNote>& notes) {
  Findings findings;
  const Period period = running_period(programme);
  std::set<std::tuple<std::string, std::string, Date>> seen;
  for (std::size_t i = 0; i < notes.size(); ++i) {
    const SupervisionNote& note = notes[i];
    const auto add = [&](Severity severity, const char* rule, std::string message) {
      findings.push_back({.severity = severity,
                          .rule = rule,
                          .message = std::move(message),
                          .file = "supervision",
                          .row = static_cast<std::int64_t>(i + 1),
                          .column = "on",
                          .value = to_string(note.on())});
    };
    if (!period.holds(note.on())) add(Severity::error, "period", period.refusal());
    if (!seen.emplace(note.mentor(), note.supervisor(), note.on()).second) {
      add(Severity::warning, "twice",
          words::quote(note.supervisor()) + " has another note about " + words::quote(note.mentor()) + " on this day.");
    }
  }
  return findings;
}

}  // namespace pairwell
