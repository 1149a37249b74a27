// Matches made-up people of a programme on demand: their pairs are scored whenever they are looked at, and no table of
// them is made. How many people there are a side, how many threads, and how many pairs each mentee lists at first:
// example_on_demand pilot.toml 1000000 2 96
#include "pairwell/match/on_demand.hpp"

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <fstream>
#include <iostream>
#include <iterator>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "pairwell/cohort/synthetic.hpp"
#include "pairwell/core/ids.hpp"
#include "pairwell/core/progress.hpp"
#include "pairwell/core/range.hpp"
#include "pairwell/match/match.hpp"
#include "pairwell/match/objective.hpp"
#include "pairwell/match/problem.hpp"
#include "pairwell/round/scored_pairs.hpp"
#include "pairwell/scheme/answers.hpp"
#include "pairwell/scheme/criterion.hpp"
#include "pairwell/scheme/forms.hpp"
#include "pairwell/scheme/programme.hpp"
#include "pairwell/scheme/question.hpp"
#include "pairwell/score/scorer.hpp"

namespace {

using Clock = std::chrono::steady_clock;

/// Whether a criterion compares what people answered to a question.
bool compares(const pairwell::Criterion& criterion, const std::string& question) {
  const bool does = criterion.mentee == question || criterion.mentor == question || criterion.minutes == question ||
                    criterion.format == question;
  return does || std::ranges::any_of(criterion.of, [&](const auto& part) { return compares(part, question); });
}

/// Answers that no pair depends on take most of the memory: what people wrote, how they are reached.
void forget_what_no_pair_depends_on(const pairwell::Scoring& scoring, pairwell::Answers& answers) {
  std::erase_if(answers.columns, [&](const pairwell::AnswerColumn& column) {
    const auto question = std::ranges::find(scoring.questions, column.question, &pairwell::Question::id);
    const bool plays = question != scoring.questions.end() && question->plays != pairwell::Plays::nothing;
    const bool is_compared = std::ranges::any_of(
        scoring.criteria, [&](const auto& criterion) { return compares(criterion, column.question); });
    const bool is_ruled = std::ranges::any_of(
        scoring.pair_rules, [&](const auto& rule) { return compares(rule.compare, column.question); });
    return !plays && !is_compared && !is_ruled;
  });
}

/// People of one side by nation, with places for nine tenths of what they could take.
template <class Group, class Id>
std::vector<Group> places_by_nation(const std::vector<std::string>& nations,
                                    const std::vector<pairwell::Range>& capacity) {
  std::map<std::string, Group> groups;
  std::map<std::string, std::int64_t> most;
  for (std::size_t person = 0; person < nations.size(); ++person) {
    groups[nations[person]].members.push_back(Id(static_cast<std::int32_t>(person)));
    most[nations[person]] += capacity[person].most;
  }
  std::vector<Group> all;
  for (auto& [nation, group] : groups) {
    group.name = nation;
    group.pairs = {0, static_cast<std::int32_t>(most[nation] * 9 / 10)};
    all.push_back(std::move(group));
  }
  return all;
}

/// A problem without points, and where they come from.
struct People {
  pairwell::Problem rules;
  pairwell::Answers mentees, mentors;
};

/// One side after the other, so that only one of them is there in words at a time.
People make_people(const pairwell::Programme& programme, std::int32_t people) {
  const pairwell::Scoring scoring = scoring_of(programme);
  People made;
  made.rules.mentees = made.rules.mentors = people;
  std::vector<std::string> nations;
  {
    const auto cohort = pairwell::synthetic_cohort(programme, {.mentees = people, .mentors = 1, .flaws = false});
    const auto forms = pairwell::read_mentee_forms(cohort.mentees, programme).forms;
    for (const pairwell::MenteeForm& form : forms) nations.push_back(form.nation);
    made.mentees = answers_of(programme, forms);
  }
  forget_what_no_pair_depends_on(scoring, made.mentees);
  made.rules.mentee_capacity.assign(nations.size(), {0, 1});
  made.rules.mentee_groups =
      places_by_nation<pairwell::MenteeGroup, pairwell::MenteeId>(nations, made.rules.mentee_capacity);
  nations.clear();
  {
    const auto cohort = pairwell::synthetic_cohort(programme, {.mentees = 1, .mentors = people, .flaws = false});
    const auto forms = pairwell::read_mentor_forms(cohort.mentors, programme).forms;
    for (const pairwell::MentorForm& form : forms) {
      nations.push_back(form.nation);
      made.rules.mentor_capacity.push_back({0, std::max(form.capacity, 1)});
    }
    made.mentors = answers_of(programme, forms);
  }
  forget_what_no_pair_depends_on(scoring, made.mentors);
  made.rules.mentor_groups =
      places_by_nation<pairwell::MentorGroup, pairwell::MentorId>(nations, made.rules.mentor_capacity);
  return made;
}

/// Tells of each stage that takes more than a second, and every minute.
class Telling {
 public:
  bool operator()(const pairwell::Progress& progress) {
    const Clock::time_point now = Clock::now();
    const bool is_new = progress.stage != stage_;
    if (is_new) began_ = now;
    stage_ = progress.stage;
    if (is_new) told_ = now - std::chrono::seconds(59);
    if (now - told_ < std::chrono::minutes(1)) return true;
    told_ = now;
    std::cerr << stage_ << ": " << progress.done << " of " << progress.total << ", "
              << std::chrono::duration_cast<std::chrono::seconds>(now - began_).count() << " s\n";
    return true;
  }

 private:
  std::string stage_;
  Clock::time_point began_ = Clock::now();
  Clock::time_point told_ = began_;
};

void run(const pairwell::Programme& programme, std::int32_t people, std::int32_t threads, std::int32_t list_length) {
  People made = make_people(programme, people);
  const pairwell::ScoredPairs source(
      pairwell::Scorer(scoring_of(programme), std::move(made.mentees), std::move(made.mentors)));
  pairwell::OnDemandOptions options{.list_length = list_length, .threads = threads};
  options.control.progress = Telling();
  const Clock::time_point start = Clock::now();
  const auto seconds = [&] { return std::chrono::duration<double>(Clock::now() - start).count(); };
  const pairwell::OnDemandMatching found =
      pairwell::match_on_demand(source, made.rules, {pairwell::MostPairs{}, pairwell::MostPoints{}}, options);
  std::int64_t read = 0;
  for (const pairwell::Pass& pass : found.passes) read += pass.pairs;
  std::cerr << "matched in " << seconds() << " s\n";
  std::cout << people << " people a side: " << found.matching.pairs.size() << " pairs, "
            << to_string(found.matching.points) << " points, " << (found.covers_all ? "" : "not ")
            << "held against all pairs; " << found.passes.size() << " passes, "
            << 100 * read / (std::int64_t{people} * people) << " pairs read of each 100\n";
  const bool holds = pairwell::verify_on_demand(source, made.rules, found.matching, threads, options.control).holds;
  std::cerr << "matched and verified in " << seconds() << " s\n";
  std::cout << "proved: " << (holds ? "yes" : "no") << "\n";
}

}  // namespace

int main(int count, char** words) {
  const auto number = [&](int place, std::int32_t otherwise) {
    return count > place ? std::stoi(words[place]) : otherwise;
  };
  std::ifstream file(count > 1 ? words[1] : "pilot.toml");
  const std::string toml{std::istreambuf_iterator<char>(file), {}};
  run(pairwell::read_programme(toml).programme, number(2, 400), number(3, 1), number(4, 0));
}
