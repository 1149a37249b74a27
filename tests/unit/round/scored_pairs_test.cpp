#include "pairwell/round/scored_pairs.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include <gtest/gtest.h>

#include "core/at.hpp"
#include "pairwell/cohort/synthetic.hpp"
#include "pairwell/core/error.hpp"
#include "pairwell/match/certificate.hpp"
#include "pairwell/match/match.hpp"
#include "pairwell/round/round.hpp"
#include "pairwell/scheme/forms.hpp"
#include "pairwell/score/score.hpp"
#include "support/scheme_builders.hpp"

namespace pairwell {
namespace {

struct Forms {
  Programme programme = testing::small_programme();
  std::vector<MenteeForm> mentees;
  std::vector<MentorForm> mentors;

  explicit Forms(std::int32_t people) {
    const SyntheticCohort cohort = synthetic_cohort(programme, {.mentees = people, .mentors = people, .flaws = false});
    mentees = read_mentee_forms(cohort.mentees, programme).forms;
    mentors = read_mentor_forms(cohort.mentors, programme).forms;
  }

  Scorer scorer() const { return Scorer(programme, mentees, mentors); }
};

TEST(ScoredPairs, AreWorthWhatTheTableSays) {
  const Forms forms(60);
  const ScoredPairs source(forms.scorer());
  const ScoreTable scores = score_pairs(forms.programme, forms.mentees, forms.mentors);
  const Problem problem = make_problem(forms.programme, forms.mentees, forms.mentors, scores);
  const auto& table = std::get<DenseTable>(problem.points).units;
  std::vector<std::int32_t> units(table.size());
  source.units({0, source.mentees(), 0, source.mentors()}, units);
  int refused = 0;
  for (std::size_t cell = 0; cell < table.size(); ++cell) {
    const bool is_out = table[cell] == DenseTable::forbidden;
    refused += is_out ? 1 : 0;
    ASSERT_EQ(units[cell], is_out ? PairSource::refused : table[cell]);
  }
  EXPECT_GT(refused, 0);

  const Objective objective{MostPairs{}, BestWorst{}, MostPoints{}, Lottery{4}};
  const OnDemandMatching found = match_on_demand(source, problem, objective, {.list_length = 3});
  const Matching wanted = match(problem, objective);
  EXPECT_EQ(found.matching.pairs, wanted.pairs) << "the lottery leaves one";
  EXPECT_TRUE(verify_on_demand(source, problem, found.matching).holds);
}

TEST(ScoredPairs, AreNamedByAllThatTheyComeFrom) {
  const Forms forms(12);
  const std::string name = ScoredPairs(forms.scorer()).digest();
  EXPECT_EQ(ScoredPairs(forms.scorer()).digest(), name);
  const auto other = [&](auto change) {
    Forms changed = forms;
    change(changed);
    return ScoredPairs(changed.scorer()).digest() != name;
  };
  EXPECT_TRUE(other([](Forms& it) { std::swap(it.mentees[0], it.mentees[1]); }));
  EXPECT_TRUE(other([](Forms& it) { it.mentors[3].reference += "x"; }));
  EXPECT_TRUE(other([](Forms& it) { it.programme.criteria[0].weight += 1; }));
  EXPECT_TRUE(other([](Forms& it) { it.programme.pairing.regions = Across::forbidden; }));
  const auto by_answers = [&](auto change) {
    const Scorer scorer = forms.scorer();
    Answers answers = scorer.answers(Role::mentee);
    change(answers);
    return ScoredPairs(Scorer(scorer.scoring(), answers, scorer.answers(Role::mentor))).digest() != name;
  };
  EXPECT_FALSE(by_answers([](Answers&) {}));
  for (std::size_t column = 0; column < forms.scorer().answers(Role::mentee).columns.size(); ++column) {
    const bool had_one = !is_blank(forms.scorer().answers(Role::mentee).columns[column].values[2]);
    EXPECT_EQ(by_answers([&](Answers& it) { it.columns[column].values[2] = std::monostate(); }), had_one);
  }
}

TEST(ScoredPairs, MarkEveryPersonByWhatTheyAnswered) {
  const Forms forms(12);
  const PersonMarks marks = *ScoredPairs(forms.scorer()).marks();
  ASSERT_EQ(marks.mentee.size(), 12U);
  ASSERT_EQ(marks.mentor.size(), 12U);
  EXPECT_NE(marks.mentee[0], marks.mentee[1]);
  Forms other = forms;
  std::swap(other.mentees[0], other.mentees[4]);
  other.mentors[3].reference += "x";
  const PersonMarks of_other = *ScoredPairs(other.scorer()).marks();
  EXPECT_EQ(of_other.common, marks.common);
  EXPECT_EQ(of_other.mentee[4], marks.mentee[0]);
  EXPECT_EQ(of_other.mentee[5], marks.mentee[5]);
  for (std::size_t mentor = 0; mentor < 12; ++mentor) {
    EXPECT_EQ(of_other.mentor[mentor] == marks.mentor[mentor], mentor != 3);
  }
  other.programme.criteria[0].weight += 1;
  EXPECT_NE(ScoredPairs(other.scorer()).marks()->common, marks.common);
  const Scorer scorer = forms.scorer();
  for (std::size_t column = 0; column < scorer.answers(Role::mentee).columns.size(); ++column) {
    Answers answers = scorer.answers(Role::mentee);
    const bool had_one = !is_blank(answers.columns[column].values[2]);
    answers.columns[column].values[2] = std::monostate();
    const ScoredPairs changed(Scorer(scorer.scoring(), answers, scorer.answers(Role::mentor)));
    EXPECT_EQ(changed.marks()->mentee[2] != marks.mentee[2], had_one);
  }
  Scoring own = scorer.scoring();
  own.own = {{.id = "own", .share = [](MenteeId, MentorId) { return 500; }, .weight = 1}};
  const ScoredPairs with_own(Scorer(own, scorer.answers(Role::mentee), scorer.answers(Role::mentor)));
  EXPECT_FALSE(with_own.marks()) << "what such a comparison says is not known";
  EXPECT_EQ(with_own.for_mentors(std::vector<std::int32_t>{1}), nullptr);
}

/// The first answer of each kind that has terms.
std::vector<std::string> terms_in(const Value& value) {
  if (const auto* needs = std::get_if<std::vector<Need>>(&value)) {
    std::vector<std::string> terms;
    for (const Need& need : *needs) terms.push_back(need.term);
    return terms;
  }
  if (const auto* list = std::get_if<std::vector<std::string>>(&value)) return *list;
  if (const auto* text = std::get_if<std::string>(&value)) return {*text};
  return {};
}

TEST(ScoredPairs, PutPeopleWhoGaveATermInCommonIntoABlock) {
  const Forms forms(40);
  const Scorer scorer = forms.scorer();
  const std::vector<BlockRule> rules{{"purpose", "purpose"}, {"area", "area"}};
  const std::vector<BlockRule> topics{{"needs", "offers"}};
  for (const std::vector<BlockRule>& some : {std::vector{rules[0]}, std::vector{rules[1]}, rules, topics}) {
    const PersonBlocks blocks = ScoredPairs(scorer).blocks(some);
    ASSERT_EQ(blocks.mentee.size(), 40U);
    ASSERT_EQ(blocks.mentor.size(), 40U);
    int sharing = 0;
    for (std::size_t mentee = 0; mentee < 40; ++mentee) {
      for (std::size_t mentor = 0; mentor < 40; ++mentor) {
        const auto have_common = [](const auto& one, const auto& other) {
          return std::ranges::any_of(one,
                                     [&](const auto& each) { return std::ranges::find(other, each) != other.end(); });
        };
        const bool is_wanted = std::ranges::any_of(some, [&](const BlockRule& rule) {
          return have_common(terms_in(scorer.answers(Role::mentee).find(rule.mentee)->values[mentee]),
                             terms_in(scorer.answers(Role::mentor).find(rule.mentor)->values[mentor]));
        });
        ASSERT_EQ(have_common(blocks.mentee[mentee], blocks.mentor[mentor]), is_wanted);
        sharing += is_wanted ? 1 : 0;
      }
    }
    EXPECT_GT(sharing, 0);
    EXPECT_LT(sharing, some[0].mentee == "needs" ? 1601 : 1600) << "few topics, of which everybody names several";
  }
}

TEST(ScoredPairs, SayWhichQuestionsMakeBlocks) {
  const Forms forms(6);
  const ScoredPairs source(forms.scorer());
  const std::vector<BlockRule> rules{{"needs", "nothing"}, {"capacity", "nation"}};
  try {
    source.blocks(rules);
    FAIL();
  } catch (const InvalidInput& fault) {
    ASSERT_EQ(fault.findings().size(), 2U);
    EXPECT_EQ(fault.findings()[0].value, "nothing");
    EXPECT_EQ(fault.findings()[0].column, "mentors");
    EXPECT_NE(fault.findings()[0].message.find("offers"), std::string::npos) << fault.findings()[0].message;
    EXPECT_EQ(fault.findings()[1].value, "capacity");
    EXPECT_EQ(fault.findings()[1].column, "mentees");
  }
}

TEST(ScoredPairs, GiveTheSamePairsOfSomeMentorsAlone) {
  const Forms forms(40);
  const ScoredPairs source(forms.scorer());
  const std::vector<std::int32_t> chosen{31, 4, 5, 39, 0};
  const auto some = source.for_mentors(chosen);
  ASSERT_EQ(some->mentors(), 5);
  ASSERT_EQ(some->mentees(), 40);
  for (std::int32_t mentee = 0; mentee < 40; ++mentee) {
    for (std::int32_t place = 0; place < 5; ++place) {
      EXPECT_EQ(some->units_of({MenteeId(mentee), MentorId(place)}),
                source.units_of({MenteeId(mentee), MentorId(chosen[at(place)])}));
    }
  }
}

}  // namespace
}  // namespace pairwell
