#include "pairwell/match/doctor.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <set>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

#include "core/at.hpp"
#include "match/consequences.hpp"
#include "match/fingerprint.hpp"
#include "match/loss.hpp"
#include "match/proved.hpp"
#include "match/reasons.hpp"
#include "match/relaxation.hpp"
#include "match/remedies.hpp"
#include "match/rule_changes.hpp"
#include "match/sentences.hpp"
#include "match/tables.hpp"
#include "pairwell/core/error.hpp"
#include "pairwell/core/stage.hpp"
#include "pairwell/match/certificate.hpp"

namespace pairwell {
namespace {

constexpr std::string_view of_doctor = "doctor";

void check_options(const DoctorOptions& options) {
  if (options.most >= 1) return;
  throw InvalidInput(of_doctor, "range", "at least 1 remedy of each person is listed", std::to_string(options.most));
}

/// Of an infeasible matching what check_matching looks at of an optimal one.
void check_infeasible(const Problem& problem, const Matching& matching, const DoctorOptions& options,
                      const Names& names) {
  if (!was_made_for(problem, matching)) {
    throw InvalidInput(of_doctor, "digest", "the matching was made for another problem", matching.digest);
  }
  throw_if_errors(of_doctor, check_names(problem, names));
  if (options.mentees.empty() && options.mentors.empty()) return;
  throw InvalidInput(of_doctor, "status", "where no matching obeys the rules, nobody can be asked about",
                     options.mentees.empty() ? to_string(options.mentors.front()) : to_string(options.mentees.front()));
}

/// Whom the caller asks about: in the problem, in no pair, and once.
std::vector<AnyPerson> people_asked(const Problem& problem, const Matching& matching, const DoctorOptions& options) {
  std::set<AnyPerson> paired;
  for (const Pair& pair : matching.pairs) paired.insert({pair.mentee, pair.mentor});
  std::vector<AnyPerson> people;
  if (options.mentees.empty() && options.mentors.empty()) {
    for (std::int32_t mentee = 0; mentee < problem.mentees; ++mentee) people.emplace_back(MenteeId(mentee));
    for (std::int32_t mentor = 0; mentor < problem.mentors; ++mentor) people.emplace_back(MentorId(mentor));
    std::erase_if(people, [&](const AnyPerson& person) { return paired.contains(person); });
    return people;
  }
  Findings findings;
  std::set<AnyPerson> seen;
  const auto add = [&](const auto id, std::int32_t count, const char* column) {
    const auto fault = [&](const char* rule, const char* message) {
      findings.push_back({.rule = rule, .message = message, .column = column, .value = to_string(id)});
    };
    if (id.value < 0 || id.value >= count) {
      fault("id", "the person is not in the problem");
    } else if (paired.contains(id)) {
      fault("matched", "the person has a pair");
    } else if (!seen.insert(id).second) {
      fault("duplicate", "the person is asked about twice");
    } else {
      people.emplace_back(id);
    }
  };
  for (const MenteeId mentee : options.mentees) add(mentee, problem.mentees, "mentee");
  for (const MentorId mentor : options.mentors) add(mentor, problem.mentors, "mentor");
  throw_if_errors(of_doctor, findings);
  return people;
}

/// Writes what was found.
class Wording {
 public:
  Wording(const Problem& problem, const Matching& matching, const Names& names)
      : problem_(problem), matching_(matching), call_(problem, names) {}

  PersonRemedies of(const RemedySearch::Case& found, const DoctorOptions& options) const {
    PersonRemedies answer{
        .person = found.person, .found = std::ssize(found.found), .is_cut = found.is_cut, .is_tied = found.is_tied};
    const auto listed = std::min<std::size_t>(found.found.size(), at(options.most));
    for (std::size_t remedy = 0; remedy < listed; ++remedy) {
      answer.remedies.push_back(of(found.found[remedy], found.person));
    }
    answer.text = summary(answer, options.twos) + left_out(found);
    return answer;
  }

  std::string called(const AnyPerson& person) const { return std::visit(call_, person); }

  const Caller& call() const { return call_; }

 private:
  Remedy of(const RemedySearch::Found& found, const AnyPerson& person) const {
    Remedy remedy{.changes = found.changes, .pairs = pairs_of(person, found.matching->pairs)};
    remedy.consequences = changes_to(problem_, matching_, *found.matching, remedy.pairs.front());
    std::vector<std::string> changes;
    for (const RuleChange& change : found.changes) changes.push_back(in_words(change, problem_, call_));
    std::vector<std::string> partners;
    for (const Pair& pair : remedy.pairs) {
      const std::string partner = std::holds_alternative<MenteeId>(person) ? call_(pair.mentor) : call_(pair.mentee);
      partners.push_back(partner + " (" + in_points(units_in_table(problem_, pair), problem_.scale) + ")");
    }
    remedy.text = "With " + Caller::join(std::move(changes)) + ", " + called(person) + " would be paired with " +
                  Caller::join(std::move(partners)) + who_loses(remedy.consequences) + ".";
    remedy.detail = "The best matching then " + pairwell::in_words(remedy.consequences, problem_, call_) + ".";
    if (const auto stage = remedy.consequences.stage) {
      const std::string before = reached(matching_.stages[*stage], problem_.scale);
      const std::string after = reached(found.matching->stages[*stage], problem_.scale);
      if (!before.empty() && !after.empty()) {
        remedy.detail = "There would be " + after + " instead of " + before + ". " + remedy.detail;
      }
    }
    return remedy;
  }

  /// ", but 1 other would lose a pair and 2 others would lose points": it names nobody.
  static std::string who_loses(const Consequences& consequences) {
    std::int64_t pairs = 0;
    std::int64_t points = 0;
    const auto count = [&](const auto& gains) {
      for (const auto& gain : gains) {
        if (gain.pairs < 0) ++pairs;
        if (gain.pairs == 0 && gain.units < 0) ++points;  // who has a pair more gains
      }
    };
    count(consequences.mentees);
    count(consequences.mentors);
    if (pairs + points == 0) return " and nobody would lose anything";
    std::vector<std::string> parts;
    const auto add = [&](std::int64_t people, const char* what, const char* of_many) {
      if (people == 0) return;
      const char* others = people == 1 ? " other" : " others";
      parts.push_back(std::to_string(people) + (parts.empty() ? others : "") + " would lose " +
                      (people == 1 ? what : of_many));
    };
    add(pairs, "a pair", "pairs");
    add(points, "points", "points");
    return ", but " + Caller::join(std::move(parts));
  }

  /// What was not tried, where it is known how much.
  static std::string left_out(const RemedySearch::Case& found) {
    if (found.followed >= found.firsts) return "";
    return " In twos, " + std::to_string(found.followed) + " of " + std::to_string(found.firsts) +
           " first changes were followed.";
  }

  std::string summary(const PersonRemedies& answer, Twos twos) const {
    const std::string person = called(answer.person);
    if (answer.is_tied) {
      return "An equally good matching pairs " + person +
             ": no rule need change, the objective does not tell the two " + "apart.";
    }
    if (answer.found == 0) {
      if (answer.is_cut) return "No change was found that would pair " + person + ", but not all were tried.";
      return std::string("No change of one rule") + (twos == Twos::never ? "" : ", or of two,") + " would pair " +
             person + ".";
    }
    const bool is_one = answer.found == 1;
    const bool is_two = answer.remedies.front().changes.size() > 1;
    std::string text = (answer.is_cut ? "At least " : "") + std::to_string(answer.found);
    text += is_two ? (is_one ? " change of two rules" : " changes of two rules")
                   : (is_one ? " change of rules" : " changes of rules");
    text += " would pair " + person + ".";
    if (std::ssize(answer.remedies) < answer.found) {
      text += " The " +
              std::string(answer.remedies.size() == 1 ? "first" : "first " + std::to_string(answer.remedies.size())) +
              (answer.remedies.size() == 1 ? " is listed." : " are listed.");
    }
    return text;
  }

  const Problem& problem_;
  const Matching& matching_;
  const Caller call_;
};

}  // namespace

std::string_view to_string(Twos twos) {
  switch (twos) {
    case Twos::where_needed:
      return "where_needed";
    case Twos::always:
      return "always";
    case Twos::never:
      return "never";
  }
  return "unknown";
}

Treatment doctor(const Problem& problem, const Matching& matching, const DoctorOptions& options, const Names& names,
                 const Control& control) {
  check_options(options);
  Treatment treatment;
  if (matching.status == Status::infeasible) {
    check_infeasible(problem, matching, options, names);
    const Caller call(problem, names);
    treatment.relaxation = smallest_relaxation(of_doctor, problem, call, control);
    return treatment;
  }
  if (matching.status != Status::optimal) {
    throw InvalidInput(of_doctor, "status", "the call that made the matching was stopped, so that there is none to ask",
                       to_string(matching.status));
  }
  check_matching(of_doctor, problem, matching, names);
  const std::vector<AnyPerson> people = people_asked(problem, matching, options);
  const Wording wording(problem, matching, names);
  Checkpoint checkpoint(control);
  checkpoint.enter("reading", 0);
  const Matching with_proof = proved(of_doctor, problem, matching, control, checkpoint);
  RemedySearch search(of_doctor, problem, with_proof, objective_of(matching), people, control);
  for (const RemedySearch::Case& found : search.run(options.twos))
    treatment.people.push_back(wording.of(found, options));
  return treatment;
}

}  // namespace pairwell
