#include "pairwell/match/explain.hpp"

#include <algorithm>
#include <cassert>
#include <iterator>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "core/at.hpp"
#include "match/explaining.hpp"
#include "match/forced.hpp"
#include "match/reasons.hpp"
#include "match/sentences.hpp"
#include "match/tables.hpp"
#include "pairwell/core/error.hpp"

namespace pairwell {
namespace {

/// Everything about one person that does not depend on the side.
template <class PersonId>
struct Side;

template <>
struct Side<MenteeId> {
  static constexpr const char* own = "mentee";
  static constexpr const char* others = "mentor";
  static std::int32_t people(const Problem& problem) { return problem.mentees; }
  static MenteeId of(const Pair& pair) { return pair.mentee; }
  static MentorId other(const Pair& pair) { return pair.mentor; }
  static const std::vector<Range>& capacity(const Problem& problem) { return problem.mentee_capacity; }
  static const std::vector<Range>& capacity_of_others(const Problem& problem) { return problem.mentor_capacity; }
  static const std::vector<MenteeGroup>& groups(const Problem& problem) { return problem.mentee_groups; }
  using GroupId = MenteeGroupId;
};

template <>
struct Side<MentorId> {
  static constexpr const char* own = "mentor";
  static constexpr const char* others = "mentee";
  static std::int32_t people(const Problem& problem) { return problem.mentors; }
  static MentorId of(const Pair& pair) { return pair.mentor; }
  static MenteeId other(const Pair& pair) { return pair.mentee; }
  static const std::vector<Range>& capacity(const Problem& problem) { return problem.mentor_capacity; }
  static const std::vector<Range>& capacity_of_others(const Problem& problem) { return problem.mentee_capacity; }
  static const std::vector<MentorGroup>& groups(const Problem& problem) { return problem.mentor_groups; }
  using GroupId = MentorGroupId;
};

/// How many of the other side the rules allow, and how many of them have a capacity above 0.
struct Allowed {
  std::int32_t people = 0;
  std::int32_t with_capacity = 0;
};

/// Of each person of a side.
template <class PersonId>
std::vector<Allowed> count_allowed(const Problem& problem, Checkpoint& checkpoint) {
  const AdmissiblePairs admissible(problem);
  const std::vector<Range>& capacity = Side<PersonId>::capacity_of_others(problem);
  std::vector<Allowed> counts(at(Side<PersonId>::people(problem)));
  for (std::int32_t mentee = 0; mentee < problem.mentees; ++mentee) {
    admissible.each_of(mentee, [&](std::int32_t mentor, std::int64_t) {
      const Pair pair{MenteeId(mentee), MentorId(mentor)};
      Allowed& count = counts[at(Side<PersonId>::of(pair).value)];
      ++count.people;
      if (capacity.empty() || capacity[at(Side<PersonId>::other(pair).value)].most > 0) ++count.with_capacity;
    });
    if (!checkpoint.spend(4 * std::int64_t{problem.mentors})) break;
  }
  return counts;
}

template <class PersonId>
void check_person(const Problem& problem, const Matching& matching, PersonId person) {
  if (person.value < 0 || person.value >= Side<PersonId>::people(problem)) {
    throw InvalidInput("why_unmatched", "id", "the person is not in the problem", to_string(person));
  }
  if (std::ranges::any_of(matching.pairs, [&](const Pair& pair) { return Side<PersonId>::of(pair) == person; })) {
    throw InvalidInput("why_unmatched", "matched", "the person has a pair", to_string(person));
  }
}

/// How many pairs fewer each of one side has in another matching; under 0 where it is more.
template <class PersonId>
std::vector<std::int32_t> pairs_lost(const Problem& problem, const Matching& matching, const Matching& other) {
  std::vector<std::int32_t> lost(at(Side<PersonId>::people(problem)), 0);
  for (const Pair& pair : matching.pairs) ++lost[at(Side<PersonId>::of(pair).value)];
  for (const Pair& pair : other.pairs) --lost[at(Side<PersonId>::of(pair).value)];
  return lost;
}

template <class PersonId>
std::vector<PersonId> losing(const std::vector<std::int32_t>& lost) {
  std::vector<PersonId> found;
  for (std::int32_t person = 0; person < std::ssize(lost); ++person) {
    if (lost[at(person)] > 0) found.emplace_back(person);
  }
  return found;
}

/// What becomes of those who are neither the person nor with them.
struct Others {
  bool lose_one_each = true;
  bool gain_one_each = true;
  std::int64_t gaining = 0;
};

/// @param own, partners: how many pairs those of the person's side lose, and those of the other side.
template <class PersonId>
Others others_of(const std::vector<std::int32_t>& own, const std::vector<std::int32_t>& partners,
                 const std::vector<Pair>& pairs, PersonId person) {
  Others others;
  for (const auto* lost : {&own, &partners}) {
    for (const std::int32_t fewer : *lost) {
      others.lose_one_each = others.lose_one_each && fewer <= 1;
      others.gain_one_each = others.gain_one_each && fewer >= -1;
      if (fewer < 0) ++others.gaining;
    }
  }
  if (own[at(person.value)] < 0) --others.gaining;
  others.gaining -= std::ranges::count_if(
      pairs, [&](const Pair& pair) { return partners[at(Side<PersonId>::other(pair).value)] < 0; });
  assert(others.gaining >= 0);
  return others;
}

/// The groups with each person in them that have as many pairs as they may.
template <class PersonId>
std::vector<std::vector<typename Side<PersonId>::GroupId>> full_groups(const Problem& problem,
                                                                       const Matching& matching) {
  std::vector<std::int64_t> pairs(at(Side<PersonId>::people(problem)), 0);
  for (const Pair& pair : matching.pairs) ++pairs[at(Side<PersonId>::of(pair).value)];
  std::vector<std::vector<typename Side<PersonId>::GroupId>> full(pairs.size());
  std::int32_t number = 0;
  for (const auto& group : Side<PersonId>::groups(problem)) {
    const typename Side<PersonId>::GroupId id(number++);
    std::int64_t sum = 0;
    for (const PersonId member : group.members) sum += pairs[at(member.value)];
    if (sum != group.pairs.most) continue;
    for (const PersonId member : group.members) full[at(member.value)].push_back(id);
  }
  return full;
}

/// "Both places in mentee group "Wales" are held by mentee 0 and mentee 3."
template <class PersonId>
std::string who_holds(const Problem& problem, const Matching& matching, typename Side<PersonId>::GroupId id,
                      const Caller& call) {
  const auto& group = Side<PersonId>::groups(problem)[at(id.value)];
  assert(group.pairs.most > 0);
  std::set<PersonId> paired;
  for (const Pair& pair : matching.pairs) paired.insert(Side<PersonId>::of(pair));
  std::vector<std::string> holders;
  for (const PersonId member : group.members) {
    if (paired.contains(member)) holders.push_back(call(member));
  }
  const std::string places = group.pairs.most == 1   ? "The only place in "
                             : group.pairs.most == 2 ? "Both places in "
                                                     : "All " + std::to_string(group.pairs.most) + " places in ";
  return places + call(id) + (group.pairs.most == 1 ? " is" : " are") + " held by " + Caller::join(std::move(holders)) +
         ".";
}

/// The groups that leave no place, for a sentence that names no person.
template <class PersonId>
std::string against_rules(const Infeasibility& infeasibility, const Allowed& allowed, const Caller& call) {
  if (allowed.with_capacity == 0) return std::string("No allowed ") + Side<PersonId>::others + " has a place.";
  return breaks_a_rule("A pair", "others", infeasibility, call);
}

template <class PersonId>
std::string who_gives_way(const WhyUnmatched& answer, const Others& others, PersonId person, const Caller& call) {
  std::vector<std::string> partners;
  for (const Pair& pair : answer.pairs) partners.push_back(call(Side<PersonId>::other(pair)));
  std::vector<std::string> losing;
  for (const MenteeId mentee : answer.losing_mentees) losing.push_back(call(mentee));
  for (const MentorId mentor : answer.losing_mentors) losing.push_back(call(mentor));
  std::string text =
      "A best matching in which " + call(person) + " has a pair puts them with " + Caller::join(std::move(partners));
  const std::string gaining = std::to_string(others.gaining) + (others.gaining == 1 ? " other" : " others");
  if (losing.empty() && others.gaining == 0) return text + ".";
  if (losing.empty())
    return text + " and gives " + (others.gain_one_each ? "a pair" : "pairs") + " to " + gaining + ".";
  const bool is_one = losing.size() == 1;
  const std::string pairs = !others.lose_one_each ? "pairs" : is_one ? "a pair" : "a pair each";
  text += (others.gaining == 0 ? " and takes " : ", takes ") + pairs + " from " + Caller::join(std::move(losing));
  if (others.gaining == 0) return text + ".";
  return text + ", and gives " + (others.gain_one_each ? "one" : "pairs") + " to " + gaining + ".";
}

template <class PersonId>
std::string cost_in_words(const Allowed& allowed, const std::string& loss) {
  const std::string others = Side<PersonId>::others;
  const bool is_one = allowed.with_capacity == 1;
  std::string whom = is_one ? "the only allowed " + others
                            : "one of " + std::to_string(allowed.with_capacity) + " allowed " + others + "s";
  if (allowed.with_capacity < allowed.people)
    whom += std::string(is_one ? " who takes a " : " who take a ") + Side<PersonId>::own;
  return (is_one ? "A pair with " : "Even the best pair with ") + whom + " would mean " + loss + ".";
}

/// What is asked of one side of a matching: it reads the problem once for all people.
template <class PersonId>
class Question {
 public:
  Question(std::string_view function, const Problem& problem, const Matching& matching, const Names& names,
           Checkpoint& checkpoint)
      : function_(function),
        problem_(problem),
        matching_(matching),
        names_(names),
        call_(problem, names),
        allowed_(count_allowed<PersonId>(problem, checkpoint)),
        full_(full_groups<PersonId>(problem, matching)) {}

  /// Where the answer needs no other matching; else none.
  std::optional<WhyUnmatched> at_once(PersonId person) const {
    const std::vector<Range>& capacity = Side<PersonId>::capacity(problem_);
    WhyUnmatched answer{.admissible = allowed_[at(person.value)].people};
    if (answer.admissible == 0) {
      answer.text = std::string("No ") + Side<PersonId>::others + " is allowed under the hard rules.";
      return answer;
    }
    if (!capacity.empty() && capacity[at(person.value)].most == 0) {
      answer.why = Unmatched::no_capacity;
      answer.text = "Offers no capacity.";
      return answer;
    }
    return std::nullopt;
  }

  /// By the matching, if there is one, in which the person has a pair.
  WhyUnmatched by(const Matching& forced, PersonId person) const {
    const Allowed& allowed = allowed_[at(person.value)];
    WhyUnmatched answer{.admissible = allowed.people};
    if (forced.status == Status::infeasible) {
      answer.why = Unmatched::against_rules;
      answer.text = against_rules<PersonId>(*forced.infeasibility, allowed, call_);
      answer.detail = who_holds_the_places(*forced.infeasibility, person, "others", call_);
      answer.infeasibility = forced.infeasibility;
      answer.infeasibility->reason = in_words(*forced.infeasibility, problem_, names_);
      return answer;
    }
    answer.why = Unmatched::worse_overall;
    answer.text = "An equally good matching includes this person: the objective does not tell the two apart.";
    if (const auto loss = first_loss(function_, problem_, matching_, forced)) {
      answer.stage = loss->stage;
      answer.cost = loss->loss.cost;
      answer.text = cost_in_words<PersonId>(allowed, loss->loss.text);
    }
    std::vector<std::string> full;
    std::string holders;
    for (const auto group : full_[at(person.value)]) {
      full.push_back(call_(group));
      holders += ' ' + who_holds<PersonId>(problem_, matching_, group, call_);
    }
    if (!full.empty()) answer.text += " No place is left in " + Caller::join(std::move(full), "or") + ".";
    std::ranges::copy_if(forced.pairs, std::back_inserter(answer.pairs),
                         [&](const Pair& pair) { return Side<PersonId>::of(pair) == person; });
    const auto mentees = pairs_lost<MenteeId>(problem_, matching_, forced);
    const auto mentors = pairs_lost<MentorId>(problem_, matching_, forced);
    answer.losing_mentees = losing<MenteeId>(mentees);
    answer.losing_mentors = losing<MentorId>(mentors);
    const bool is_mentee = std::is_same_v<PersonId, MenteeId>;
    const Others others = others_of(is_mentee ? mentees : mentors, is_mentee ? mentors : mentees, answer.pairs, person);
    answer.detail = who_gives_way(answer, others, person, call_) + holders;
    return answer;
  }

 private:
  std::string_view function_;
  const Problem& problem_;
  const Matching& matching_;
  const Names& names_;
  const Caller call_;
  const std::vector<Allowed> allowed_;
  const std::vector<std::vector<typename Side<PersonId>::GroupId>> full_;
};

/// Everybody of a side who is in no pair.
template <class PersonId>
std::vector<PersonId> unmatched(const Problem& problem, const Matching& matching) {
  std::vector<bool> is_matched(at(Side<PersonId>::people(problem)), false);
  for (const Pair& pair : matching.pairs) is_matched[at(Side<PersonId>::of(pair).value)] = true;
  std::vector<PersonId> people;
  for (std::int32_t person = 0; person < std::ssize(is_matched); ++person) {
    if (!is_matched[at(person)]) people.emplace_back(person);
  }
  return people;
}

/// The reasons of people of one side.
template <class PersonId>
std::map<PersonId, WhyUnmatched> reasons(Explaining& explaining, const std::vector<PersonId>& people) {
  std::map<PersonId, WhyUnmatched> answers;
  if (people.empty()) return answers;
  const Question<PersonId> question(explaining.function, explaining.problem, explaining.matching, explaining.names,
                                    explaining.checkpoint());
  explaining.checkpoint().throw_if_ended(explaining.function);
  std::vector<std::int32_t> others;
  for (const PersonId person : people) {
    if (auto answer = question.at_once(person)) {
      answers.emplace(person, *std::move(answer));
      explaining.step();
      explaining.step();
    } else {
      others.push_back(person.value);
    }
  }
  if (others.empty()) return answers;
  const auto visit = [&](std::int32_t person, const Matching& forced) {
    answers.emplace(PersonId(person), question.by(forced, PersonId(person)));
  };
  if constexpr (std::is_same_v<PersonId, MenteeId>) {
    explaining.forced().each_mentee(others, visit);
  } else {
    explaining.forced().each_mentor(others, visit);
  }
  return answers;
}

template <class PersonId>
WhyUnmatched why(const Problem& problem, const Matching& matching, PersonId person, const Names& names,
                 const Control& control) {
  check_matching("why_unmatched", problem, matching, names);
  check_person(problem, matching, person);
  Explaining explaining("why_unmatched", problem, matching, names, control, 1);
  return reasons(explaining, std::vector<PersonId>{person}).at(person);
}

}  // namespace

std::string_view to_string(Unmatched why) {
  switch (why) {
    case Unmatched::nobody_admissible:
      return "nobody_admissible";
    case Unmatched::no_capacity:
      return "no_capacity";
    case Unmatched::against_rules:
      return "against_rules";
    case Unmatched::worse_overall:
      return "worse_overall";
  }
  return "unknown";
}

WhyUnmatched why_unmatched(const Problem& problem, const Matching& matching, MenteeId mentee, const Names& names,
                           const Control& control) {
  return why(problem, matching, mentee, names, control);
}

WhyUnmatched why_unmatched(const Problem& problem, const Matching& matching, MentorId mentor, const Names& names,
                           const Control& control) {
  return why(problem, matching, mentor, names, control);
}

std::int64_t count_unmatched(const Problem& problem, const Matching& matching) {
  return std::ssize(unmatched<MenteeId>(problem, matching)) + std::ssize(unmatched<MentorId>(problem, matching));
}

AllUnmatched why_unmatched_by(Explaining& explaining) {
  return {.mentees = reasons(explaining, unmatched<MenteeId>(explaining.problem, explaining.matching)),
          .mentors = reasons(explaining, unmatched<MentorId>(explaining.problem, explaining.matching))};
}

AllUnmatched why_unmatched_all(const Problem& problem, const Matching& matching, const Names& names,
                               const Control& control) {
  check_matching("why_unmatched_all", problem, matching, names);
  Explaining explaining("why_unmatched_all", problem, matching, names, control, count_unmatched(problem, matching));
  return why_unmatched_by(explaining);
}

}  // namespace pairwell
