/// Eligibility: whether a form was in time and meets the rules, with every reason.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "pairwell/scheme/forms.hpp"
#include "pairwell/scheme/programme.hpp"

namespace pairwell {

/// A late form that a person let in, and why. Without a recorded reason there is no grace.
struct Grace {
  std::string reference{};
  Instant until{};  ///< The form counts as in time up to and including this second.
  std::string reason{};
  std::string decided_by{};

  friend bool operator==(const Grace&, const Grace&) = default;
};

/// Where a form stands after the deadline and the rules.
enum class Outcome {
  eligible,
  not_eligible,  ///< In time, and at least one rule fails.
  late,          ///< Submitted after the deadline without grace.
  draft,         ///< Never submitted: kept, and reported as such.
  withdrawn,     ///< Taken back by the applicant.
};

/// The enumerator's name: "not_eligible".
std::string_view to_string(Outcome outcome);

/// One reason of a decision, in the version of the rule that gave it.
struct Reason {
  std::string rule{};  ///< Id of the rule; "deadline" and "state" are the built-in ones.
  int version = 1;
  std::string text{};      ///< A full sentence: "Submitted at 10:00:01 on ..., 1 second after the deadline."
  std::string field{};     ///< The id of the question that it is about; several between ", ", none for some reasons.
  std::string question{};  ///< The same as it was asked: "Nation of work"; several between "; ".
  std::string value{};     ///< What was answered, as it was given; several between "; ".

  friend bool operator==(const Reason&, const Reason&) = default;
};

/// The decision about one form. A value: the record of it is what the function returns.
struct Decision {
  std::string reference{};
  Role role = Role::mentee;
  Outcome outcome = Outcome::draft;
  std::vector<Reason>
      reasons{};         ///< Every rule that fails, not the first; grace is a reason too. Empty where plainly eligible.
  std::string inputs{};  ///< Digest of the answers, as given, to every question that was looked at.

  friend bool operator==(const Decision&, const Decision&) = default;
};

/// Decides about every form, in order. On time is up to and including the second of the deadline.
/// @throws InvalidInput where the programme has errors, or a grace has no reason, no decider or names nobody.
/// @complexity linear in forms times rules.
std::vector<Decision> decide(const Programme& programme, const std::vector<MenteeForm>& forms,
                             const std::vector<Grace>& graces = {});
std::vector<Decision> decide(const Programme& programme, const std::vector<MentorForm>& forms,
                             const std::vector<Grace>& graces = {});

}  // namespace pairwell
