/// Supervision: what a mentor talks about with a supervisor. That a session took place may be counted by anybody; what
/// was written about it is given under the name of its own supervisor alone.
///
/// The wall is made of types, as that of monitoring answers is: a note does not give its text away, and the one thing
/// that reads it is the view of a supervisor.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "pairwell/core/error.hpp"
#include "pairwell/scheme/programme.hpp"

namespace pairwell {

/// One session of supervision of a mentor, with a text that is given to its supervisor only.
class SupervisionNote {
 public:
  /// @throws InvalidInput where mentor, supervisor or text is blank or the day does not exist.
  SupervisionNote(std::string mentor, std::string supervisor, const Date& on, std::string text);

  const std::string& mentor() const { return mentor_; }
  const std::string& supervisor() const { return supervisor_; }
  const Date& on() const { return on_; }

 private:
  friend class SupervisorView;

  std::string mentor_;
  std::string supervisor_;
  Date on_;
  std::string text_;
};

/// What one supervisor may read.
class SupervisorView {
 public:
  /// @throws InvalidInput where the name is blank.
  explicit SupervisorView(std::string supervisor);

  const std::string& supervisor() const { return supervisor_; }

  /// The text of a note.
  /// @throws InvalidInput where the note is another supervisor's; the message does not quote it.
  const std::string& text(const SupervisionNote& note) const;

 private:
  std::string supervisor_;
};

/// Sessions of one mentor: what an organiser sees.
struct SupervisionCount {
  std::string mentor{};
  std::int32_t sessions = 0;

  friend bool operator==(const SupervisionCount&, const SupervisionCount&) = default;
};

/// Counts sessions by mentor, in alphabetical order.
std::vector<SupervisionCount> supervision_counts(const std::vector<SupervisionNote>& notes);

/// Every note whose day is outside the running period, and every second note of one supervisor about one mentor on a
/// day (a warning). No finding quotes a text.
Findings check(const Programme& programme, const std::vector<SupervisionNote>& notes);

}  // namespace pairwell
