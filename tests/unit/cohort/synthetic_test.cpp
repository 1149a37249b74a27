#include "pairwell/cohort/synthetic.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "pairwell/core/digest.hpp"
#include "pairwell/scheme/eligibility.hpp"
#include "pairwell/scheme/monitoring.hpp"
#include "pairwell/scheme/selection.hpp"
#include "pairwell/scheme/standard_questions.hpp"
#include "pairwell/score/score.hpp"
#include "support/findings.hpp"

namespace pairwell {
namespace {

/// A programme much like the pilot: two nations, a deadline, rules and a rubric.
Programme pilot_like() {
  Programme result;
  result.id = "test";
  result.name = "Test";
  result.starts = {2017, 6};
  result.ends = {2017, 11};
  result.nations = {"England", "Scotland"};
  result.questions = standard_questions(result.nations, result.vocabulary);
  result.criteria = standard_criteria({});
  result.timetable.events = {{.id = "deadline",
                              .kind = EventKind::deadline,
                              .title = "Applications close",
                              .days = {{.date = {2017, 4, 24}, .stated = Weekday::monday}},
                              .at = LocalTime{{2017, 4, 24}, 10, 0, 0}}};
  result.funds = {{.id = "access", .purpose = "Access needs", .pence = 300'000}};
  const auto one_of = [](std::string id, std::string field, std::vector<std::string> values) {
    return EligibilityRule{.id = id,
                           .sentence = "You fit.",
                           .reason = "You do not fit.",
                           .roles = {},
                           .condition = {.kind = ConditionKind::one_of, .question = field, .values = values}};
  };
  result.rules = {one_of("works", "works_as", {"employee", "volunteer", "freelancer"}),
                  one_of("sector", "sector", {"museums", "galleries", "heritage"}),
                  one_of("nation", "nation", {"England", "Scotland"}),
                  {.id = "consent",
                   .sentence = "You agree.",
                   .reason = "You do not.",
                   .condition = {.kind = ConditionKind::confirmed, .question = "consent"}},
                  {.id = "need",
                   .sentence = "You name a need.",
                   .reason = "You do not.",
                   .roles = {Role::mentee},
                   .condition = {.kind = ConditionKind::answered, .question = "needs"}},
                  {.id = "offer",
                   .sentence = "You name an offer.",
                   .reason = "You do not.",
                   .roles = {Role::mentor},
                   .condition = {.kind = ConditionKind::answered, .question = "offers"}}};
  result.selection.rubric = {{.id = "need", .sentence = "Need.", .most = 5, .weight = 2},
                             {.id = "commitment", .sentence = "Commitment.", .most = 4, .weight = 1}};
  return result;
}

struct FormsOfBoth {
  FormsRead<MenteeForm> mentees;
  FormsRead<MentorForm> mentors;
};

FormsOfBoth read(const SyntheticCohort& cohort, const Programme& of) {
  return {read_mentee_forms(cohort.mentees, of), read_mentor_forms(cohort.mentors, of)};
}

template <class RoleForm>
std::map<Outcome, int> outcomes(const Programme& of, const std::vector<RoleForm>& forms) {
  std::map<Outcome, int> counts;
  for (const Decision& decision : decide(of, forms)) ++counts[decision.outcome];
  return counts;
}

std::size_t column(const Table& table, const std::string& name) {
  const auto found = std::ranges::find(table.columns, name);
  EXPECT_NE(found, table.columns.end()) << name;
  return static_cast<std::size_t>(found - table.columns.begin());
}

/// How many rows leave each column blank.
std::map<std::string, std::size_t> blanks(const Table& table) {
  std::map<std::string, std::size_t> counts;
  for (const auto& row : table.rows) {
    for (std::size_t c = 0; c < row.size(); ++c) counts[table.columns[c]] += row[c] ? 0 : 1;
  }
  return counts;
}

bool same(const Table& a, const Table& b) { return a.name == b.name && a.columns == b.columns && a.rows == b.rows; }

TEST(SyntheticCohort, HasTheSizeThatWasAskedForAndFormsThatCanBeRead) {
  const SyntheticCohort cohort = synthetic_cohort(pilot_like());
  EXPECT_EQ(cohort.mentees.rows.size(), 60U);
  EXPECT_EQ(cohort.mentors.rows.size(), 30U);
  EXPECT_EQ(cohort.mentees.columns, form_columns(Role::mentee));
  EXPECT_EQ(cohort.mentors.columns, form_columns(Role::mentor));
  for (std::uint64_t seed : {2017U, 1U, 2U, 3U}) {
    const FormsOfBoth people = read(synthetic_cohort(pilot_like(), {.seed = seed}), pilot_like());
    EXPECT_FALSE(has_errors(people.mentees.findings)) << "seed " << seed;
    EXPECT_FALSE(has_errors(people.mentors.findings)) << "seed " << seed;
    EXPECT_EQ(people.mentees.forms.size(), 60U);
    EXPECT_EQ(people.mentors.forms.size(), 30U);
    EXPECT_FALSE(has_errors(check(people.mentees.forms, people.mentors.forms)));
  }
}

TEST(SyntheticCohort, IsTheSameForTheSameSeedAndAnotherForAnother) {
  const SyntheticCohort one = synthetic_cohort(pilot_like(), {.seed = 5});
  const SyntheticCohort again = synthetic_cohort(pilot_like(), {.seed = 5});
  const SyntheticCohort other = synthetic_cohort(pilot_like(), {.seed = 6});
  EXPECT_TRUE(same(one.mentees, again.mentees) && same(one.mentors, again.mentors) && same(one.panel, again.panel));
  EXPECT_FALSE(same(one.mentees, other.mentees));
  EXPECT_FALSE(same(one.mentors, other.mentors));
  EXPECT_FALSE(same(one.panel, other.panel));
}

TEST(SyntheticCohort, IsTheSameOnEveryPlatform) {
  const SyntheticCohort cohort = synthetic_cohort(pilot_like(), {.mentees = 3, .mentors = 1, .flaws = false});
  const auto cell = [&](const char* name) { return cohort.mentees.rows[2][column(cohort.mentees, name)]; };
  EXPECT_EQ(cell("name"), "Daniel Davies");
  EXPECT_EQ(cell("submitted_at"), "2017-04-22T20:25:32+01:00");
  EXPECT_EQ(cell("needs"), "career planning:1;collections care:3;people management:3");
  EXPECT_EQ(
      cell("statement"),
      "I volunteer at Staithes House Museum and would like help with career planning and collections care. I would "
      "value an honest view from a person who does not know my workplace. I have time from June onwards.");
}

TEST(SyntheticCohort, DrawsAPersonRegardlessOfHowManyThereAre) {
  const SyntheticCohort small = synthetic_cohort(pilot_like(), {.mentees = 5, .mentors = 4, .flaws = false});
  const SyntheticCohort large = synthetic_cohort(pilot_like(), {.mentees = 50, .mentors = 4, .flaws = false});
  for (const char* name : {"reference", "name", "submitted_at", "needs", "slots"}) {
    const std::size_t c = column(small.mentees, name);
    for (std::size_t i = 0; i < 5; ++i) EXPECT_EQ(small.mentees.rows[i][c], large.mentees.rows[i][c]) << name;
  }
}

TEST(SyntheticCohort, WithoutFlawsIsInTimeAndEligible) {
  for (std::uint64_t seed = 0; seed < 5; ++seed) {
    const SyntheticCohort cohort = synthetic_cohort(pilot_like(), {.seed = seed, .flaws = false});
    const FormsOfBoth people = read(cohort, pilot_like());
    EXPECT_TRUE(people.mentees.findings.empty()) << to_string(people.mentees.findings.front());
    EXPECT_TRUE(people.mentors.findings.empty());
    EXPECT_TRUE(check(people.mentees.forms, people.mentors.forms).empty());
    EXPECT_EQ(outcomes(pilot_like(), people.mentees.forms)[Outcome::eligible], 60);
    EXPECT_EQ(outcomes(pilot_like(), people.mentors.forms)[Outcome::eligible], 30);
  }
}

TEST(SyntheticCohort, HasEveryKindOfFlaw) {
  for (std::uint64_t seed : {2017U, 1U, 2U, 3U}) {
    const Programme of = pilot_like();
    const FormsOfBoth people = read(synthetic_cohort(of, {.seed = seed}), of);
    const std::int64_t deadline = start(of.timetable, pairwell::deadline(of.timetable)).seconds;
    const auto& mentees = people.mentees.forms;
    std::multiset<std::int64_t> late;
    for (const MenteeForm& form : mentees) {
      if (form.state == FormState::submitted && form.submitted_at->seconds >= deadline) {
        late.insert(form.submitted_at->seconds - deadline);
      }
    }
    EXPECT_EQ(late, (std::multiset<std::int64_t>{0, 1, 12312})) << "seed " << seed;

    auto counts = outcomes(of, mentees);
    EXPECT_EQ(counts[Outcome::late], 2);
    EXPECT_EQ(counts[Outcome::draft], 4);
    EXPECT_EQ(counts[Outcome::withdrawn], 1);
    EXPECT_EQ(counts[Outcome::not_eligible], 6);
    std::set<std::string> reasons;
    for (const Decision& decision : decide(of, mentees)) {
      for (const Reason& reason : decision.reasons) reasons.insert(reason.rule);
    }
    EXPECT_EQ(reasons, (std::set<std::string>{"consent", "deadline", "nation", "need", "sector", "state", "works"}));

    std::set<std::string> warnings;
    for (const Finding& finding : people.mentees.findings) warnings.insert(finding.rule);
    EXPECT_EQ(warnings, (std::set<std::string>{"draft", "same-person"}));
    const Findings between = check(mentees, people.mentors.forms);
    EXPECT_EQ(between.size(), 1U);  // The slip of the pen.

    auto mentor_counts = outcomes(of, people.mentors.forms);
    EXPECT_EQ(mentor_counts[Outcome::late], 2);
    EXPECT_EQ(mentor_counts[Outcome::draft], 1);
    EXPECT_EQ(mentor_counts[Outcome::withdrawn], 1);
    EXPECT_EQ(mentor_counts[Outcome::not_eligible], 2);
  }
}

TEST(SyntheticCohort, HasPairsThatEveryHardRuleAboutPeopleRefuses) {
  for (std::uint64_t seed : {2017U, 1U, 2U, 3U}) {
    const FormsOfBoth people = read(synthetic_cohort(pilot_like(), {.seed = seed}), pilot_like());
    std::map<std::string, int> refused;
    const ScoreTable scores = score_pairs(pilot_like(), people.mentees.forms, people.mentors.forms);
    for (std::int32_t i = 0; i < scores.mentees; ++i) {
      for (std::int32_t j = 0; j < scores.mentors; ++j) {
        if (scores.allowed(MenteeId(i), MentorId(j))) continue;
        for (const Refusal& refusal : scores.at(MenteeId(i), MentorId(j)).refusals) ++refused[refusal.rule];
      }
    }
    EXPECT_EQ(refused["conflict"], 1) << "seed " << seed;
    EXPECT_EQ(refused["line-management"], 1);
    EXPECT_EQ(refused["veto"], 2);
    EXPECT_EQ(refused["past-pair"], 1);
    EXPECT_GE(refused["same-team"], 2);
    EXPECT_GE(refused["common-slots"], 10);
  }
}

TEST(SyntheticCohort, HasMutualAndOneSidedWishesAndMentorsOfSeveralCapacities) {
  const FormsOfBoth people = read(synthetic_cohort(pilot_like()), pilot_like());
  int mutual = 0;
  int one_sided = 0;
  for (const MenteeForm& mentee : people.mentees.forms) {
    for (const MentorForm& mentor : people.mentors.forms) {
      const bool there = std::ranges::find(mentee.wishes, mentor.reference) != mentee.wishes.end();
      const bool back = std::ranges::find(mentor.wishes, mentee.reference) != mentor.wishes.end();
      mutual += there && back;
      one_sided += there != back;
    }
  }
  EXPECT_GE(mutual, 2);
  EXPECT_GE(one_sided, 10);
  std::set<std::int32_t> capacities;
  for (const MentorForm& mentor : people.mentors.forms) capacities.insert(mentor.capacity);
  EXPECT_TRUE(capacities.contains(1) && capacities.contains(2)) << capacities.size();
}

TEST(SyntheticCohort, LeavesBlanksWhereApplicantsWould) {
  const SyntheticCohort cohort = synthetic_cohort(pilot_like(), {.mentees = 2000, .mentors = 2000, .flaws = false});
  auto blank = blanks(cohort.mentees);
  for (const char* required : {"reference", "state", "submitted_at", "name", "email", "nation", "works_as", "needs"}) {
    EXPECT_EQ(blank[required], 0U) << required;
  }
  const auto between = [&](const char* name, std::size_t least, std::size_t most) {
    EXPECT_GE(blank[name], least) << name;
    EXPECT_LE(blank[name], most) << name;
  };
  between("statement", 60, 150);       // About 5 in 100.
  between("slots", 150, 260);          // About 10.
  between("fit_3", 240, 390);          // About 15.
  between("offers", 420, 590);         // About 25.
  between("access_cost", 1650, 1850);  // About 88.
  blank = blanks(cohort.mentors);
  EXPECT_EQ(blank["offers"], 0U);
  between("needs", 510, 700);     // About 30.
  between("capacity", 140, 270);  // About 10.
}

TEST(SyntheticCohort, HasSeveralPeopleOfEveryNationUnspoilt) {
  for (std::uint64_t seed : {2017U, 1U, 2U, 3U}) {
    const FormsOfBoth people = read(synthetic_cohort(pilot_like(), {.seed = seed}), pilot_like());
    const auto scottish = [](const auto& forms) {
      int count = 0;
      for (const Decision& decision : decide(pilot_like(), forms)) {
        const auto form =
            std::ranges::find_if(forms, [&](const Form& each) { return each.reference == decision.reference; });
        count += decision.outcome == Outcome::eligible && form->nation == "Scotland";
      }
      return count;
    };
    EXPECT_GE(scottish(people.mentees.forms), 3) << "seed " << seed;
    EXPECT_GE(scottish(people.mentors.forms), 3) << "seed " << seed;
  }
}

TEST(SyntheticCohort, HasTwoOrThreePanelMembersForFormsThatWereSent) {
  const SyntheticCohort cohort = synthetic_cohort(pilot_like());
  EXPECT_EQ(cohort.panel.columns, (std::vector<std::string>{"reference", "member", "need", "commitment"}));
  const PanelRead panel = read_panel(cohort.panel, pilot_like());
  EXPECT_TRUE(panel.findings.empty());
  std::map<std::string, int> members;
  for (const PanelScore& score : panel.scores) {
    ++members[score.reference];
    EXPECT_LE(score.marks[0], 5);
    EXPECT_LE(score.marks[1], 4);
  }
  const FormsOfBoth people = read(cohort, pilot_like());
  std::map<int, int> counts;
  for (const MenteeForm& form : people.mentees.forms) {
    EXPECT_TRUE(form.state == FormState::submitted || !members.contains(form.reference)) << form.reference;
    if (form.state == FormState::submitted) ++counts[members[form.reference]];
  }
  EXPECT_EQ(counts[0], 1);  // The second form of one person.
  EXPECT_EQ(counts[1], 1);  // A panel member was away.
  EXPECT_GE(counts[2], 30);
  EXPECT_GE(counts[3], 8);
}

TEST(SyntheticCohort, HasNoMonitoringColumns) {
  const SyntheticCohort cohort = synthetic_cohort(pilot_like());
  for (const std::string& name : monitoring_columns()) {
    for (const Table* table : {&cohort.mentees, &cohort.mentors, &cohort.panel}) {
      EXPECT_EQ(std::ranges::find(table->columns, name) == table->columns.end(), true) << name;
    }
  }
}

TEST(SyntheticCohort, OfAnySizeCanBeRead) {
  for (const auto& [mentees, mentors] : {std::pair(1, 1), {1, 9}, {2, 3}, {7, 2}, {1200, 5}}) {
    const SyntheticCohort cohort = synthetic_cohort(pilot_like(), {.mentees = mentees, .mentors = mentors});
    const FormsOfBoth people = read(cohort, pilot_like());
    EXPECT_EQ(people.mentees.forms.size(), static_cast<std::size_t>(mentees));
    EXPECT_EQ(people.mentors.forms.size(), static_cast<std::size_t>(mentors));
  }
}

TEST(SyntheticCohort, DrawsFromTheProgrammesOwnAnswersAndVocabulary) {
  Programme other = pilot_like();
  other.nations = {"Ruritania"};
  other.vocabulary = {"fencing", "diplomacy"};
  other.rules[0].condition.values = {"courtier"};
  other.rules[2].condition.values = {"Ruritania"};
  other.timetable.zone = "UTC";
  const FormsOfBoth people = read(synthetic_cohort(other, {.flaws = false}), other);
  EXPECT_TRUE(people.mentees.findings.empty());
  EXPECT_EQ(outcomes(other, people.mentees.forms)[Outcome::eligible], 60);
  const Answer* works_as = find_answer(people.mentees.forms[0], "works_as");
  ASSERT_NE(works_as, nullptr);
  EXPECT_EQ(works_as->value, Value(std::string("courtier")));
}

TEST(SyntheticCohort, WithoutARubricHasNoMarks) {
  Programme plain = pilot_like();
  plain.selection.rubric.clear();
  EXPECT_TRUE(synthetic_cohort(plain).panel.rows.empty());
}

TEST(SyntheticCohort, RefusesWhatItCannotMakeAllAtOnce) {
  try {
    synthetic_cohort(Programme{}, {.mentees = 0, .mentors = -1});
    FAIL() << "should have thrown";
  } catch (const InvalidInput& error) {
    std::vector<std::string> rules;
    for (const Finding& finding : error.findings()) rules.push_back(finding.rule);
    EXPECT_EQ(rules, (std::vector<std::string>{"range", "range", "nations", "deadline"}));
    EXPECT_EQ(error.findings()[1].value, "-1");
  }
}

using Rows = std::vector<std::vector<std::optional<std::string>>>;

std::vector<std::string> items_of(const std::optional<std::string>& cell) {
  std::vector<std::string> items;
  std::string rest = cell.value_or("");
  while (!rest.empty()) {
    const std::size_t end = rest.find("; ");
    items.push_back(rest.substr(0, end));
    rest = end == std::string::npos ? "" : rest.substr(end + 2);
  }
  return items;
}

std::string fingerprint_of(const Table& table) {
  Digest digest;
  for (const std::string& column : table.columns) digest.add(column);
  for (const auto& row : table.rows) {
    for (const auto& cell : row) digest.add(cell.value_or("-"));
  }
  return digest.hex().substr(0, 16);
}

/// How often each item of a column is named.
std::map<std::string, int> counts_of(const Table& table, std::size_t column) {
  std::map<std::string, int> counts;
  for (const auto& row : table.rows) {
    for (const std::string& item : items_of(row[column])) ++counts[item];
  }
  return counts;
}

TEST(SyntheticPeople, AreTheSameInPartsOfAnySize) {
  const PeopleOptions options{.mentees = 100, .mentors = 37, .seed = 5};
  for (const Role role : {Role::mentee, Role::mentor}) {
    const Table all = synthetic_people(options, role, 0, 1000);
    ASSERT_EQ(std::ssize(all.rows), role == Role::mentee ? 100 : 37);
    for (const std::int64_t size : {1, 7, 64}) {
      Rows rows;
      for (std::int64_t first = 0; first < 100; first += size) {
        const Table part = synthetic_people(options, role, first, size);
        EXPECT_EQ(part.columns, all.columns);
        rows.insert(rows.end(), part.rows.begin(), part.rows.end());
      }
      EXPECT_EQ(rows, all.rows);
    }
  }
  EXPECT_TRUE(synthetic_people(options, Role::mentee, 100, 5).rows.empty());
  EXPECT_TRUE(synthetic_people(options, Role::mentee, 3, 0).rows.empty());
}

TEST(SyntheticPeople, AreTheSameOnEveryPlatform) {
  const PeopleOptions options{.mentees = 1'000'000, .mentors = 400'000};
  EXPECT_EQ(fingerprint_of(synthetic_people(options, Role::mentee, 999'000, 500)), "b9216eff95776540");
  EXPECT_EQ(fingerprint_of(synthetic_people(options, Role::mentor, 7, 500)), "1c2e2303f5453a1a");
}

TEST(SyntheticPeople, LiveWherePeopleLive) {
  const Table table = synthetic_people({.mentees = 20'250, .mentors = 5}, Role::mentee, 0, 20'250);
  const std::map<std::string, int> counts = counts_of(table, 1);
  ASSERT_EQ(counts.size(), 12U);
  // Of 675 hundred thousand, thirty draws each: the statistic with 11 degrees of freedom, once in a thousand seeds.
  const std::map<std::string, double> people{
      {"East", 64},       {"East Midlands", 49}, {"London", 89},
      {"North East", 27}, {"North West", 75},    {"Northern Ireland", 19},
      {"Scotland", 54},   {"South East", 94},    {"South West", 58},
      {"Wales", 31},      {"West Midlands", 60}, {"Yorkshire and the Humber", 55}};
  double statistic = 0;
  for (const auto& [region, hundreds] : people) {
    const double expected = 30 * hundreds;
    statistic += (counts.at(region) - expected) * (counts.at(region) - expected) / expected;
  }
  EXPECT_LT(statistic, 31.26);
}

TEST(SyntheticPeople, WantPopularTopicsThatAreScarceAmongMentors) {
  const auto share_of_most_wanted = [](Role role, std::int32_t scarcity) {
    const PeopleOptions options{.mentees = 4000, .mentors = 4000, .scarcity = scarcity};
    const std::map<std::string, int> wanted = counts_of(synthetic_people(options, Role::mentee, 0, 4000), 2);
    const auto most = std::ranges::max_element(wanted, {}, [](const auto& entry) { return entry.second; })->first;
    int all = 0;
    const std::map<std::string, int> counts = counts_of(synthetic_people(options, role, 0, 4000), 2);
    for (const auto& [topic, count] : counts) all += count;
    return static_cast<double>(counts.at(most)) / all;
  };
  const double wanted = share_of_most_wanted(Role::mentee, 0);
  EXPECT_GT(wanted, 0.15);
  EXPECT_NEAR(share_of_most_wanted(Role::mentor, 0), wanted, 0.06);
  EXPECT_LT(share_of_most_wanted(Role::mentor, 60), 0.75 * share_of_most_wanted(Role::mentor, 0));
  EXPECT_NEAR(share_of_most_wanted(Role::mentor, 100), 1.0 / 30, 0.006);
  EXPECT_EQ(share_of_most_wanted(Role::mentee, 100), wanted);
}

TEST(SyntheticPeople, LeaveAnswersOutAsOftenAsAsked) {
  const auto blanks = [](std::int32_t percent) {
    const Table table = synthetic_people({.mentees = 5, .mentors = 4000, .blanks = percent}, Role::mentor, 0, 4000);
    std::vector<int> counts(table.columns.size());
    for (const auto& row : table.rows) {
      for (std::size_t column = 0; column < row.size(); ++column) counts[column] += row[column] ? 0 : 1;
    }
    return counts;
  };
  const std::vector<int> some = blanks(20);
  for (const std::size_t column : {2U, 3U, 4U, 5U, 7U}) EXPECT_NEAR(some[column], 800, 100) << column;
  EXPECT_EQ(some[0] + some[1], 0);
  EXPECT_EQ(blanks(0)[2] + blanks(0)[7], 0);
  EXPECT_EQ(blanks(100)[3], 4000);
}

TEST(SyntheticPeople, WishForPeopleWhoAreThereSomeOfThemMutually) {
  const PeopleOptions options{.mentees = 300, .mentors = 200, .wishes = 60};
  const Table mentees = synthetic_people(options, Role::mentee, 0, 300);
  const Table mentors = synthetic_people(options, Role::mentor, 0, 200);
  std::set<std::string> names;
  for (const auto& row : mentees.rows) names.insert(*row[0]);
  for (const auto& row : mentors.rows) names.insert(*row[0]);
  EXPECT_EQ(names.size(), 500U);
  std::set<std::pair<std::string, std::string>> wishes;
  int wishing = 0;
  for (const auto& row : mentees.rows) {
    wishing += row[6] ? 1 : 0;
    for (const std::string& other : items_of(row[6])) {
      EXPECT_TRUE(other.starts_with("MR-") && names.contains(other));
      EXPECT_TRUE(wishes.insert({*row[0], other}).second);
    }
  }
  EXPECT_NEAR(wishing, 180, 40);
  int mutual = 0;
  int others = 0;
  for (const auto& row : mentors.rows) {
    for (const std::string& other : items_of(row[6])) {
      EXPECT_TRUE(other.starts_with("MM-") && names.contains(other));
      (wishes.contains({other, *row[0]}) ? mutual : others) += 1;
    }
  }
  EXPECT_GT(mutual, 8);
  EXPECT_GT(others, 80);
}

TEST(SyntheticPeople, OfTheSmallestCohortAreMade) {
  for (const std::int64_t mentees : {1, 2, 3}) {
    for (const std::int64_t mentors : {1, 2}) {
      const PeopleOptions options{.mentees = mentees, .mentors = mentors, .wishes = 100};
      EXPECT_EQ(std::ssize(synthetic_people(options, Role::mentee, 0, 9).rows), mentees);
      EXPECT_EQ(std::ssize(synthetic_people(options, Role::mentor, 0, 9).rows), mentors);
    }
  }
}

TEST(SyntheticPeople, RefuseWhatCannotBe) {
  const auto call = [] {
    synthetic_people({.mentees = 0, .mentors = std::int64_t{1} << 31, .blanks = -1, .wishes = 101, .scarcity = 200},
                     Role::mentee, -1, -2);
  };
  EXPECT_EQ(
      testing::with_values(testing::findings_of(call)),
      (std::vector<std::string>{"0:mentees:range:0", "0:mentors:range:2147483648", "0:blanks:range:-1",
                                "0:wishes:range:101", "0:scarcity:range:200", "0:first:range:-1", "0:count:range:-2"}));
}

}  // namespace
}  // namespace pairwell
