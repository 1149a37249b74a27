#include "pairwell/score/score.hpp"

#include <algorithm>
#include <functional>
#include <optional>
#include <span>
#include <stop_token>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include <gtest/gtest.h>

#include "pairwell/core/random.hpp"
#include "support/pilot_forms.hpp"

namespace pairwell {
namespace {

using testing::mentee_form;
using testing::mentor_form;
using testing::PilotForm;

/// The standard questions and criteria.
Programme programme(const Weights& weights = {}, std::int32_t common_slots = 1) {
  Programme result;
  result.questions = standard_questions({}, {});
  result.pairing.common_slots = common_slots;
  result.criteria = standard_criteria(weights, common_slots);
  result.funds = {{.id = "access", .purpose = "Access needs", .pence = 500'000}};
  return result;
}

MenteeForm mentee(std::function<void(PilotForm&)> change = [](PilotForm&) {}) {
  PilotForm form{.reference = "MM-001"};
  change(form);
  return mentee_form(form);
}

MentorForm mentor(std::function<void(PilotForm&)> change = [](PilotForm&) {}) {
  PilotForm form{.reference = "MR-001"};
  change(form);
  return mentor_form(form);
}

PartScore part(const PairScore& score, std::string_view id) {
  const auto found = std::ranges::find(score.parts, id, &PartScore::id);
  return found == score.parts.end() ? PartScore{} : *found;
}

std::optional<std::int32_t> share(const PairScore& score, std::string_view id) { return part(score, id).share; }

std::vector<std::string> rules(const PairScore& score) {
  std::vector<std::string> result;
  for (const Refusal& refusal : score.refusals) result.push_back(refusal.rule);
  return result;
}

using Rules = std::vector<std::string>;

const std::vector<std::string> terms{"budgets", "collections", "fundraising", "leadership", "networks", "writing"};
const std::vector<std::string> slots{"mon-am", "mon-pm", "tue-am", "tue-pm", "wed-am"};

template <class Item>
std::vector<Item> some_of(const std::vector<Item>& items, Random& random) {
  std::vector<Item> result;
  for (const Item& item : items) {
    if (random.below(2) == 0) result.push_back(item);
  }
  return result;
}

/// Fills in a form at random; every answer may stay blank.
void fill(PilotForm& form, std::string_view others, Random& random) {
  const auto answered = [&] { return random.below(4) != 0; };
  const auto number = [&](std::int64_t least, std::int64_t most) {
    return static_cast<int>(least +
                            static_cast<std::int64_t>(random.below(static_cast<std::uint64_t>(most - least + 1))));
  };
  const auto reference = [&] { return std::string(others) + std::to_string(number(0, 5)); };
  if (answered()) form.offers = some_of(terms, random);
  if (answered()) {
    for (const std::string& term : some_of(terms, random)) form.needs.push_back({term, number(1, 3)});
  }
  if (answered()) form.wishes = {reference(), reference()};
  if (random.below(4) == 0) form.vetoes = {reference()};
  if (random.below(4) == 0) form.past_pairs = {reference()};
  if (random.below(4) == 0) form.again = {reference()};
  for (int i = 0; i < 4; ++i) form.fit.push_back(answered() ? std::optional(number(1, 5)) : std::nullopt);
  if (answered()) form.meetings_a_month = number(1, 8);
  if (answered()) form.format = number(0, 1) == 0 ? "remote" : "in person";
  if (answered()) form.minutes = number(15, 240);
  if (answered()) form.purpose = number(0, 1) == 0 ? "career" : "skills";
  if (answered()) form.slots = some_of(slots, random);
  if (answered()) form.travel_minutes = number(0, 600);
  if (answered()) form.area = number(0, 1) == 0 ? "Leeds" : "York";
  if (answered()) form.nation = number(0, 1) == 0 ? "England" : "Scotland";
  if (answered()) form.access_pence = number(0, 600'000);
}

struct People {
  std::vector<PilotForm> said_by_mentees;
  std::vector<PilotForm> said_by_mentors;

  std::vector<MenteeForm> mentees() const {
    std::vector<MenteeForm> forms;
    for (const PilotForm& form : said_by_mentees) forms.push_back(mentee_form(form));
    return forms;
  }
  std::vector<MentorForm> mentors() const {
    std::vector<MentorForm> forms;
    for (const PilotForm& form : said_by_mentors) forms.push_back(mentor_form(form));
    return forms;
  }
};

/// Every pair of a table.
std::vector<PairScore> pairs_of(const ScoreTable& table) {
  std::vector<PairScore> pairs;
  for (std::int32_t i = 0; i < table.mentees; ++i) {
    for (std::int32_t j = 0; j < table.mentors; ++j) pairs.push_back(table.at(MenteeId(i), MentorId(j)));
  }
  return pairs;
}

People random_people(std::uint64_t seed) {
  Random random(seed);
  People people;
  for (int i = 0; i < 6; ++i) {
    fill(people.said_by_mentees.emplace_back(), "R", random);
    people.said_by_mentees.back().reference = "M" + std::to_string(i);
    fill(people.said_by_mentors.emplace_back(), "M", random);
    people.said_by_mentors.back().reference = "R" + std::to_string(i);
  }
  return people;
}

TEST(Score, OfTwoBlankFormsIsNoPointsFromNoWeight) {
  const PairScore result = score(programme(), mentee(), mentor());
  EXPECT_EQ(result.points, Points(0));
  EXPECT_EQ(result.coverage, 0);
  for (const PartScore& part : result.parts) {
    EXPECT_FALSE(part.share.has_value());
    EXPECT_EQ(part.points, Points(0));
  }
  EXPECT_TRUE(result.refusals.empty());
  EXPECT_EQ(in_words(result), "0 from 0% of the weight answered");
}

TEST(Score, OfAPerfectPairIsAHundredPointsFromAllTheWeight) {
  const auto both = [](PilotForm& form) {
    form.offers = {"leadership", "budgets"};
    form.needs = {{"leadership", 1}, {"budgets", 3}};
    form.fit = {3, 4};
    form.meetings_a_month = 2;
    form.format = "either";
    form.minutes = 60;
    form.purpose = "career";
    form.slots = {"mon-am", "tue-am", "wed-am", "thu-am"};
    form.area = "Leeds";
  };
  const PairScore result = score(programme(), mentee([&](PilotForm& form) {
                                   both(form);
                                   form.wishes = {"MR-001"};
                                 }),
                                 mentor([&](PilotForm& form) {
                                   both(form);
                                   form.wishes = {"MM-001"};
                                 }));
  EXPECT_EQ(result.points, Points(100'000));
  EXPECT_EQ(result.coverage, 1000);
  EXPECT_EQ(in_words(result), "100 from 100% of the weight answered");
}

/// The example of docs/design/score.md.
TEST(Score, OfTheWorkedExample) {
  const MenteeForm learner = mentee([](PilotForm& form) {
    form.reference = "MM-014";
    form.needs = {{"leadership", 1}, {"fundraising", 2}, {"public speaking", 3}};
    form.offers = {"digital"};
    form.wishes = {"MR-003", "MR-007"};
    form.fit = {4, 2, 5, std::nullopt, 3, 4};
    form.meetings_a_month = 2;
    form.minutes = 60;
    form.format = "either";
    form.purpose = "leadership";
    form.slots = {"mon-pm", "tue-pm", "thu-am"};
    form.area = "Leeds";
    form.travel_minutes = 60;
  });
  PilotForm helper{.reference = "MR-007"};
  helper.needs = {{"digital", 1}, {"evaluation", 2}};
  helper.offers = {"leadership", "public speaking", "strategy"};
  helper.fit = {4, 4, 1, 3, 3, std::nullopt};
  helper.meetings_a_month = 1;
  helper.minutes = 60;
  helper.format = "in person";
  helper.slots = {"tue-pm", "thu-am", "fri-am"};
  helper.area = "York";
  helper.travel_minutes = 30;
  const PairScore silent = score(programme(), learner, mentor_form(helper));
  using Counted = std::tuple<std::string, std::optional<std::int32_t>, std::int32_t, std::int64_t>;
  std::vector<Counted> parts;
  for (const PartScore& part : silent.parts) parts.emplace_back(part.id, part.share, part.weight, part.points.units);
  EXPECT_EQ(parts, (std::vector<Counted>{{"needs", 667, 35, 29'181},
                                         {"preference", std::nullopt, 20, 0},
                                         {"deep_fit", 722, 20, 18'050},
                                         {"expectations", 833, 10, 10'413},
                                         {"practicality", 417, 10, 5'212},
                                         {"reciprocity", 600, 5, 3'750}}));
  EXPECT_EQ(silent.points, Points(66'606));
  EXPECT_EQ(in_words(silent), "66.6 from 80% of the weight answered");
  EXPECT_TRUE(silent.refusals.empty());

  helper.wishes = {"MM-014"};
  const PairScore wished = score(programme(), learner, mentor_form(helper));
  EXPECT_EQ(share(wished, "preference"), 949);
  EXPECT_EQ(wished.points, Points(72'265));
  EXPECT_EQ(wished.coverage, 1000);
}

TEST(Needs, AreTheShareCoveredWeightedByPriority) {
  const MenteeForm learner = mentee([](PilotForm& form) {
    form.needs = {{"leadership", 1}, {"budgets", 2}, {"writing", 3}};  // They weigh 3, 2 and 1.
  });
  const auto with_offers = [&](std::vector<std::string> offers) {
    return share(score(programme(), learner, mentor([&](PilotForm& form) { form.offers = offers; })), "needs");
  };
  EXPECT_EQ(with_offers({"leadership"}), 500);
  EXPECT_EQ(with_offers({"budgets"}), 333);
  EXPECT_EQ(with_offers({"writing"}), 167);
  EXPECT_EQ(with_offers({"writing", "budgets", "leadership", "networks"}), 1000);
  EXPECT_EQ(with_offers({"networks"}), 0);
  EXPECT_EQ(with_offers({}), std::nullopt);
}

TEST(Needs, CompareWholeTermsWithoutCase) {
  const auto covered = [](std::string offer) {
    return share(score(programme(), mentee([](PilotForm& form) {
                         form.needs = {{"Grant writing", 2}};
                       }),
                       mentor([&](PilotForm& form) { form.offers = {offer}; })),
                 "needs");
  };
  EXPECT_EQ(covered("grant writing "), 1000);
  EXPECT_EQ(covered("writing"), 0);
  EXPECT_EQ(covered("grant writing workshops"), 0);
}

TEST(Needs, CountATermOnceWithItsHighestPriority) {
  const auto needs = [](std::vector<Need> listed) {
    return share(score(programme(), mentee([&](PilotForm& form) { form.needs = listed; }),
                       mentor([](PilotForm& form) { form.offers = {"budgets"}; })),
                 "needs");
  };
  EXPECT_EQ(needs({{"budgets", 3}, {"writing", 2}, {"budgets", 1}}), 600);  // 3 of 3 + 2.
}

TEST(Needs, AreOneDirectionalAndReciprocityIsTheirMirror) {
  const PairScore result = score(programme(), mentee([](PilotForm& form) {
                                   form.needs = {{"leadership", 1}};
                                   form.offers = {"social media"};
                                 }),
                                 mentor([](PilotForm& form) {
                                   form.needs = {{"social media", 1}, {"budgets", 1}};
                                   form.offers = {"budgets"};
                                 }));
  EXPECT_EQ(share(result, "needs"), 0);
  EXPECT_EQ(share(result, "reciprocity"), 500);
}

TEST(Preference, IsTheGeometricMeanOfBothWishes) {
  const auto wished = [](std::vector<std::string> by_mentee, std::vector<std::string> by_mentor) {
    return share(score(programme(), mentee([&](PilotForm& form) { form.wishes = by_mentee; }),
                       mentor([&](PilotForm& form) { form.wishes = by_mentor; })),
                 "preference");
  };
  EXPECT_EQ(wished({"MR-001"}, {"MM-001"}), 1000);
  EXPECT_EQ(wished({"MR-009", "MR-001"}, {"MM-001"}), 949);                           // The root of 900 x 1000.
  EXPECT_EQ(wished({"MR-009", "MR-001"}, {"MM-009", "MM-001"}), 900);                 // Both second.
  EXPECT_EQ(wished({"a", "b", "c", "d", "e", "f", "g", "MR-001"}, {"MM-001"}), 707);  // Never under half.
  EXPECT_EQ(wished({"MR-001"}, {"MM-009"}), 0);  // A one-sided wish does not carry.
  EXPECT_EQ(wished({"MR-009"}, {"MM-001"}), 0);
  EXPECT_EQ(wished({"MR-001"}, {}), std::nullopt);  // A blank is neither agreement nor refusal.
  EXPECT_EQ(wished({}, {"MM-001"}), std::nullopt);
  EXPECT_EQ(wished({}, {}), std::nullopt);
}

TEST(Preference, OfASilentMentorIsTheSameForWhomeverAMenteeWishes) {
  const auto points = [](std::vector<std::string> wishes) {
    return score(programme(), mentee([&](PilotForm& form) {
                   form.wishes = wishes;
                   form.needs = {{"budgets", 1}};
                 }),
                 mentor([](PilotForm& form) { form.offers = {"budgets"}; }))
        .points;
  };
  EXPECT_EQ(points({"MR-001"}), points({}));
  EXPECT_EQ(points({"MR-002"}), points({}));
}

TEST(DeepFit, IsSymmetricAndConcaveWithoutExtraForTheNearIdentical) {
  const auto fit = [](std::optional<int> a, std::optional<int> b) {
    return share(score(programme(), mentee([&](PilotForm& form) { form.fit = {a}; }),
                       mentor([&](PilotForm& form) { form.fit = {b}; })),
                 "deep_fit");
  };
  EXPECT_EQ(fit(3, 3), 1000);
  EXPECT_EQ(fit(3, 4), 1000);
  EXPECT_EQ(fit(3, 5), 889);
  EXPECT_EQ(fit(2, 5), 556);
  EXPECT_EQ(fit(1, 5), 0);
  EXPECT_EQ(fit(1, std::nullopt), std::nullopt);
  for (int a = 1; a <= 5; ++a) {
    for (int b = 1; b <= 5; ++b) EXPECT_EQ(fit(a, b), fit(b, a));
  }
  for (int b = 2; b <= 4; ++b) EXPECT_GE(*fit(1, b) - *fit(1, b + 1), *fit(1, b - 1) - *fit(1, b));
}

TEST(DeepFit, IsTheMeanOfTheItemsThatBothAnswered) {
  const PairScore result = score(programme(), mentee([](PilotForm& form) {
                                   form.fit = {1, std::nullopt, 2, 5};
                                 }),
                                 mentor([](PilotForm& form) {
                                   form.fit = {5, 3, 2};
                                 }));
  EXPECT_EQ(share(result, "deep_fit"), 500);  // 0 and 1000; one blank and one missing item leave.
}

TEST(Expectations, AreTheMeanOfWhatBothAnswered) {
  const auto expected = [](auto of_mentee, auto of_mentor) {
    return share(score(programme(), mentee(of_mentee), mentor(of_mentor)), "expectations");
  };
  const auto meetings = [](int count) { return [count](PilotForm& form) { form.meetings_a_month = count; }; };
  const auto minutes = [](int count) { return [count](PilotForm& form) { form.minutes = count; }; };
  const auto format = [](std::string text) { return [text](PilotForm& form) { form.format = text; }; };
  const auto purpose = [](std::string text) { return [text](PilotForm& form) { form.purpose = text; }; };
  EXPECT_EQ(expected(meetings(2), meetings(2)), 1000);
  EXPECT_EQ(expected(meetings(2), meetings(8)), 250);
  EXPECT_EQ(expected(minutes(60), minutes(90)), 667);
  EXPECT_EQ(expected(format("remote"), format("either")), 1000);
  EXPECT_EQ(expected(format("remote"), format("in person")), 0);
  EXPECT_EQ(expected(purpose("career"), purpose("career")), 1000);
  EXPECT_EQ(expected(purpose("career"), purpose("skills")), 0);
  EXPECT_EQ(expected(meetings(2), minutes(60)), std::nullopt);
  const auto all = [](PilotForm& form) {
    form.meetings_a_month = 1;
    form.minutes = 60;
    form.format = "remote";
    form.purpose = "career";
  };
  EXPECT_EQ(expected(all,
                     [](PilotForm& form) {
                       form.meetings_a_month = 2;
                       form.format = "in person";
                       form.purpose = "career";
                     }),
            500);  // 500, 0 and 1000.
}

TEST(Practicality, CountsCommonTimeBeyondTheMinimum) {
  const Programme two = programme({}, 2);
  const auto practical = [&](std::size_t common) {
    return share(score(two, mentee([&](PilotForm& form) { form.slots = slots; }), mentor([&](PilotForm& form) {
                         form.slots.assign(slots.begin(), slots.begin() + static_cast<std::ptrdiff_t>(common));
                         form.slots.push_back("sun-pm");
                         form.slots.push_back(form.slots.front());
                       })),
                 "practicality");
  };
  EXPECT_EQ(practical(1), 0);
  EXPECT_EQ(practical(2), 0);
  EXPECT_EQ(practical(3), 333);
  EXPECT_EQ(practical(4), 667);
  EXPECT_EQ(practical(5), 1000);
}

TEST(Practicality, PutsTravelIntoCostBands) {
  const auto travel = [](std::string area, std::optional<int> minutes, std::string format = "in person") {
    return share(score(programme(), mentee([&](PilotForm& form) {
                         form.area = area;
                         form.travel_minutes = minutes;
                         form.format = format;
                       }),
                       mentor([](PilotForm& form) {
                         form.area = "Leeds";
                         form.travel_minutes = 15;
                         form.format = "either";
                       })),
                 "practicality");
  };
  EXPECT_EQ(travel("leeds", std::nullopt), 1000);
  EXPECT_EQ(travel("York", 105), 750);
  EXPECT_EQ(travel("York", 104), 500);
  EXPECT_EQ(travel("York", 45), 500);
  EXPECT_EQ(travel("York", 15), 250);
  EXPECT_EQ(travel("York", 14), 0);
  EXPECT_EQ(travel("York", std::nullopt), std::nullopt);
  EXPECT_EQ(travel("", 60), std::nullopt);
  EXPECT_EQ(travel("York", 0, "remote"), 1000);
  EXPECT_EQ(travel("", std::nullopt, "either"), 1000);
}

TEST(Points, AreTheMeanOverTheWeightThatWasAnswered) {
  const PairScore result = score(programme(), mentee([](PilotForm& form) {
                                   form.needs = {{"budgets", 1}};
                                   form.fit = {1};
                                 }),
                                 mentor([](PilotForm& form) {
                                   form.offers = {"budgets"};
                                   form.fit = {5};
                                 }));
  EXPECT_EQ(result.coverage, 550);           // 35 + 20 of 100.
  EXPECT_EQ(result.points, Points(63'636));  // 35 of 55.
  EXPECT_EQ(result.parts[0].points, Points(63'636));
  EXPECT_EQ(result.parts[2].points, Points(0));
  EXPECT_EQ(in_words(result), "63.6 from 55% of the weight answered");
}

TEST(Points, FollowTheWeightsOfTheProgramme) {
  const Programme only_reciprocity = programme({0, 0, 0, 0, 0, 7});
  const PairScore result = score(only_reciprocity, mentee([](PilotForm& form) {
                                   form.needs = {{"budgets", 1}};
                                   form.offers = {"writing"};
                                 }),
                                 mentor([](PilotForm& form) {
                                   form.needs = {{"writing", 1}, {"networks", 1}};
                                   form.offers = {"budgets"};
                                 }));
  EXPECT_EQ(result.points, Points(50'000));
  EXPECT_EQ(result.coverage, 1000);
  EXPECT_EQ(share(result, "needs"), 1000);  // Shown, and worth nothing.
  EXPECT_EQ(result.parts[0].points, Points(0));
}

TEST(Points, OfThePartsSumToThoseOfThePair) {
  std::int64_t answered = 0;
  for (std::uint64_t seed = 0; seed < 300; ++seed) {
    Random random(seed);
    const Programme weighed =
        programme({static_cast<std::int32_t>(random.below(1000)), static_cast<std::int32_t>(random.below(9)),
                   static_cast<std::int32_t>(random.below(3)), static_cast<std::int32_t>(random.below(97)),
                   static_cast<std::int32_t>(random.below(41)), 1});
    const People people = random_people(seed);
    for (const PairScore& pair : pairs_of(score_pairs(weighed, people.mentees(), people.mentors()))) {
      std::int64_t sum = 0;
      for (const PartScore& part : pair.parts) {
        sum += part.points.units;
        EXPECT_GE(part.points.units, 0);
        if (!part.share) {
          EXPECT_EQ(part.points.units, 0);
        } else {
          EXPECT_GE(*part.share, 0);
          EXPECT_LE(*part.share, 1000);
          ++answered;
        }
      }
      EXPECT_EQ(sum, pair.points.units) << "seed " << seed;
      EXPECT_LE(pair.points.units, 100'000);
      EXPECT_LE(pair.coverage, 1000);
    }
  }
  EXPECT_GT(answered, 10'000);  // The forms were not all blank.
}

TEST(ScorePairs, AgreesWithScoringOnePair) {
  std::int32_t refused = 0;
  for (std::uint64_t seed = 0; seed < 20; ++seed) {
    const People people = random_people(seed);
    const auto mentees = people.mentees();
    const auto mentors = people.mentors();
    const ScoreTable table = score_pairs(programme(), mentees, mentors);
    ASSERT_EQ(table.mentees, 6);
    ASSERT_EQ(table.mentors, 6);
    ASSERT_EQ(table.units.size(), 36U);
    for (std::int32_t i = 0; i < 6; ++i) {
      for (std::int32_t j = 0; j < 6; ++j) {
        const PairScore alone =
            score(programme(), mentees[static_cast<std::size_t>(i)], mentors[static_cast<std::size_t>(j)]);
        EXPECT_EQ(table.at(MenteeId(i), MentorId(j)), alone) << "seed " << seed << " pair " << i << ", " << j;
        EXPECT_EQ(table.points(MenteeId(i), MentorId(j)), alone.points) << "seed " << seed;
        EXPECT_EQ(table.allowed(MenteeId(i), MentorId(j)), alone.refusals.empty()) << "seed " << seed;
        refused += !alone.refusals.empty();
      }
    }
  }
  EXPECT_GT(refused, 20);
}

TEST(ScorePairs, TellsOfMenteesAndStops) {
  const std::vector<MenteeForm> mentees(600, mentee());
  const std::vector<MentorForm> mentors(200, mentor());
  std::stop_source source;
  source.request_stop();
  std::vector<Progress> told;
  const Control watched{.progress =
                            [&](const Progress& now) {
                              told.push_back(now);
                              return true;
                            },
                        .stop = source.get_token(),
                        .time_limit = {}};
  EXPECT_THROW(score_pairs(programme(), mentees, mentors, {.control = watched}), Stopped);
  for (const Progress& now : told) EXPECT_EQ(now.stage, "scores");
  const ScoreTable one = score_pairs(programme(), mentees, mentors);
  EXPECT_EQ(score_pairs(programme(), mentees, mentors, {.control = {}, .threads = 3}).units, one.units);
}

TEST(ScorePairs, TakesEmptySides) {
  EXPECT_TRUE(score_pairs(programme(), {}, {}).units.empty());
  const ScoreTable no_mentors = score_pairs(programme(), {mentee()}, {});
  EXPECT_EQ(no_mentors.mentees, 1);
  EXPECT_TRUE(no_mentors.units.empty());
  EXPECT_THROW(no_mentors.at(MenteeId(0), MentorId(0)), InvalidInput);
}

TEST(ScoreTable, OfPointsAloneHasNoParts) {
  const ScoreTable table{.mentees = 1, .mentors = 2, .units = Units{70'000, ~30'000}, .scorer = {}};
  EXPECT_TRUE(table.allowed(MenteeId(0), MentorId(0)));
  EXPECT_EQ(table.at(MenteeId(0), MentorId(0)).points, Points(70'000));
  EXPECT_FALSE(table.allowed(MenteeId(0), MentorId(1)));
  const PairScore refused = table.at(MenteeId(0), MentorId(1));
  EXPECT_EQ(refused.points, Points(30'000));
  EXPECT_EQ(rules(refused), Rules{"table"});
  EXPECT_TRUE(refused.parts.empty());
}

TEST(Score, DoesNotDependOnTheOrderOfUnorderedLists) {
  for (std::uint64_t seed = 0; seed < 50; ++seed) {
    People people = random_people(seed);
    const auto before = pairs_of(score_pairs(programme(), people.mentees(), people.mentors()));
    Random random(seed + 1000);
    const auto mix = [&](PilotForm& form) {
      random.shuffle(std::span(form.needs));
      random.shuffle(std::span(form.offers));
      random.shuffle(std::span(form.slots));
      random.shuffle(std::span(form.vetoes));
    };
    std::ranges::for_each(people.said_by_mentees, mix);
    std::ranges::for_each(people.said_by_mentors, mix);
    EXPECT_EQ(pairs_of(score_pairs(programme(), people.mentees(), people.mentors())), before) << "seed " << seed;
  }
}

TEST(Score, SwappingTheRolesSwapsNeedsAndReciprocityOnly) {
  for (std::uint64_t seed = 0; seed < 30; ++seed) {
    const People people = random_people(seed);
    const PilotForm& first = people.said_by_mentees[0];
    const PilotForm& second = people.said_by_mentors[0];
    const PairScore one = score(programme(), mentee_form(first), mentor_form(second));
    const PairScore other = score(programme(), mentee_form(second), mentor_form(first));
    EXPECT_EQ(share(one, "needs"), share(other, "reciprocity"));
    EXPECT_EQ(share(one, "reciprocity"), share(other, "needs"));
    for (const char* part : {"preference", "deep_fit", "expectations", "practicality"}) {
      EXPECT_EQ(share(one, part), share(other, part)) << part << " at seed " << seed;
    }
  }
}

TEST(Score, NeverFallsWhenAMentorOffersWhatIsNeeded) {
  for (std::uint64_t seed = 0; seed < 100; ++seed) {
    People people = random_people(seed);
    PilotForm& helper = people.said_by_mentors[0];
    const MenteeForm learner = mentee_form(people.said_by_mentees[0]);
    if (helper.offers.empty()) helper.offers = {"something else"};
    const PairScore before = score(programme(), learner, mentor_form(helper));
    for (const Need& need : people.said_by_mentees[0].needs) helper.offers.push_back(need.term);
    const PairScore after = score(programme(), learner, mentor_form(helper));
    EXPECT_GE(share(after, "needs"), share(before, "needs")) << "seed " << seed;
    EXPECT_GE(after.points, before.points) << "seed " << seed;
  }
}

TEST(Score, IsTheSameWhateverAccessCosts) {
  const auto with_cost = [](std::optional<std::int64_t> pence) {
    return score(programme(), mentee([&](PilotForm& form) {
                   form.access_pence = pence;
                   form.fit = {1, 2};
                   form.area = "Leeds";
                 }),
                 mentor([&](PilotForm& form) {
                   form.access_pence = pence;
                   form.fit = {4, 2};
                   form.area = "Leeds";
                 }));
  };
  const PairScore none = with_cost(std::nullopt);
  EXPECT_EQ(with_cost(0), none);
  EXPECT_EQ(with_cost(500'000), none);
  EXPECT_EQ(with_cost(500'001).points, none.points);
  EXPECT_EQ(rules(with_cost(500'001)), (Rules{"access-cost", "access-cost"}));
}

TEST(Refusals, FollowAVetoOfEitherSide) {
  const PairScore by_mentee = score(programme(), mentee([](PilotForm& form) { form.vetoes = {"MR-001"}; }), mentor());
  ASSERT_EQ(rules(by_mentee), Rules{"veto"});
  EXPECT_EQ(by_mentee.refusals[0].text, "Mentee MM-001 asked not to be paired with mentor MR-001.");
  const PairScore by_mentor = score(programme(), mentee(), mentor([](PilotForm& form) { form.vetoes = {"MM-001"}; }));
  ASSERT_EQ(rules(by_mentor), Rules{"veto"});
  EXPECT_EQ(by_mentor.refusals[0].text, "Mentor MR-001 asked not to be paired with mentee MM-001.");
  EXPECT_TRUE(score(programme(), mentee([](PilotForm& form) { form.vetoes = {"MR-002"}; }), mentor()).refusals.empty());
}

TEST(Refusals, FollowADeclaredConflictOfEitherSideOnce) {
  const auto declare = [](bool by_mentee, bool by_mentor) {
    return rules(score(programme(), mentee([&](PilotForm& form) {
                         if (by_mentee) form.conflicts = {"MR-001"};
                       }),
                       mentor([&](PilotForm& form) {
                         if (by_mentor) form.conflicts = {"MM-001"};
                       })));
  };
  EXPECT_EQ(declare(true, false), Rules{"conflict"});
  EXPECT_EQ(declare(false, true), Rules{"conflict"});
  EXPECT_EQ(declare(true, true), Rules{"conflict"});
  EXPECT_EQ(declare(false, false), Rules{});
}

TEST(Refusals, FollowLineManagementEitherWay) {
  const PairScore managed = score(programme(), mentee([](PilotForm& form) { form.line_manager = "MR-001"; }), mentor());
  ASSERT_EQ(rules(managed), Rules{"line-management"});
  EXPECT_EQ(managed.refusals[0].text, "Mentor MR-001 is the line manager of mentee MM-001.");
  const PairScore managing =
      score(programme(), mentee(), mentor([](PilotForm& form) { form.line_manager = "MM-001"; }));
  ASSERT_EQ(rules(managing), Rules{"line-management"});
  EXPECT_EQ(managing.refusals[0].text, "Mentee MM-001 is the line manager of mentor MR-001.");
}

TEST(Refusals, ForbidOneTeamAlwaysAndOneEmployerWhereTheProgrammeSaysSo) {
  const auto at = [](const Programme& rules_of, std::string employer, std::string team) {
    return rules(score(rules_of, mentee([](PilotForm& form) {
                         form.employer = "City Museum";
                         form.team = "Learning";
                       }),
                       mentor([&](PilotForm& form) {
                         form.employer = employer;
                         form.team = team;
                       })));
  };
  Programme strict = programme();
  strict.pairing.same_employer = false;
  EXPECT_EQ(at(programme(), "city museum", "learning"), Rules{"same-team"});
  EXPECT_EQ(at(programme(), "City Museum", "Collections"), Rules{});
  EXPECT_EQ(at(programme(), "City Museum", ""), Rules{});
  EXPECT_EQ(at(programme(), "Other Museum", "Learning"), Rules{});
  EXPECT_EQ(at(programme(), "", "Learning"), Rules{});
  EXPECT_EQ(at(strict, "City Museum", "Learning"), (Rules{"same-team", "same-employer"}));
  EXPECT_EQ(at(strict, "City Museum", ""), Rules{"same-employer"});
}

TEST(Refusals, ForbidAPastPairUnlessEitherAsksForItAgain) {
  const auto past = [](auto of_mentee, auto of_mentor) {
    return rules(score(programme(), mentee(of_mentee), mentor(of_mentor)));
  };
  const auto nothing = [](PilotForm&) {};
  const auto mentee_was = [](PilotForm& form) { form.past_pairs = {"MR-001"}; };
  EXPECT_EQ(past(mentee_was, nothing), Rules{"past-pair"});
  EXPECT_EQ(past(nothing, [](PilotForm& form) { form.past_pairs = {"MM-001"}; }), Rules{"past-pair"});
  EXPECT_EQ(past(mentee_was, [](PilotForm& form) { form.again = {"MM-001"}; }), Rules{});
  EXPECT_EQ(past(
                [](PilotForm& form) {
                  form.past_pairs = {"MR-001"};
                  form.again = {"MR-001"};
                },
                nothing),
            Rules{});
  EXPECT_EQ(past(mentee_was,
                 [](PilotForm& form) {
                   form.again = {"MM-001"};
                   form.vetoes = {"MM-001"};
                 }),
            Rules{"veto"});
}

TEST(Refusals, NeedEvidenceOfTooFewCommonSlots) {
  const auto common = [](std::vector<std::string> of_mentee, std::vector<std::string> of_mentor, std::int32_t minimum) {
    const Programme rules_of = programme({}, minimum);
    return score(rules_of, mentee([&](PilotForm& form) { form.slots = of_mentee; }),
                 mentor([&](PilotForm& form) { form.slots = of_mentor; }));
  };
  const PairScore none = common({"mon-am"}, {"tue-am"}, 1);
  ASSERT_EQ(rules(none), Rules{"common-slots"});
  EXPECT_EQ(none.refusals[0].text,
            "Mentee MM-001 and mentor MR-001 have no slots in common, and the programme asks for 1.");
  EXPECT_EQ(common({"mon-am", "tue-am"}, {"tue-am"}, 2).refusals[0].text,
            "Mentee MM-001 and mentor MR-001 have 1 slot in common, and the programme asks for 2.");
  EXPECT_EQ(rules(common({"mon-am"}, {"mon-am"}, 1)), Rules{});
  EXPECT_EQ(rules(common({"mon-am"}, {"tue-am"}, 0)), Rules{});
  EXPECT_EQ(rules(common({}, {"tue-am"}, 1)), Rules{});
  EXPECT_EQ(rules(common({"mon-am"}, {}, 1)), Rules{});
}

TEST(Refusals, FollowAccessCostAboveTheFundableLimit) {
  const MenteeForm costly = mentee([](PilotForm& form) { form.access_pence = 120'005; });
  Programme limited = programme();
  limited.pairing.most_access_pence = 120'000;
  const PairScore above = score(limited, costly, mentor());
  ASSERT_EQ(rules(above), Rules{"access-cost"});
  EXPECT_EQ(above.refusals[0].text,
            "The access needs of mentee MM-001 cost \u00a31200.05, more than the \u00a31200.00 that can be funded for "
            "one person.");
  EXPECT_TRUE(score(programme(), costly, mentor()).refusals.empty());  // The whole fund is the limit.
  Programme without_fund = programme();
  without_fund.funds.clear();
  EXPECT_TRUE(score(without_fund, costly, mentor()).refusals.empty());
}

TEST(Refusals, FollowRegionsWhereTheProgrammePairsWithinThem) {
  const auto regions = [](Across across, std::string of_mentee, std::string of_mentor) {
    Programme rules_of = programme();
    rules_of.pairing.regions = across;
    return rules(score(rules_of, mentee([&](PilotForm& form) { form.nation = of_mentee; }),
                       mentor([&](PilotForm& form) { form.nation = of_mentor; })));
  };
  EXPECT_EQ(regions(Across::forbidden, "England", "Scotland"), Rules{"region"});
  EXPECT_EQ(regions(Across::forbidden, "England", "england"), Rules{});
  EXPECT_EQ(regions(Across::forbidden, "", "Scotland"), Rules{});
  EXPECT_EQ(regions(Across::allowed, "England", "Scotland"), Rules{});
}

TEST(Refusals, AreGivenAllAtOnce) {
  const PairScore result = score(programme(), mentee([](PilotForm& form) {
                                   form.vetoes = {"MR-001"};
                                   form.line_manager = "MR-001";
                                   form.past_pairs = {"MR-001"};
                                   form.slots = {"mon-am"};
                                 }),
                                 mentor([](PilotForm& form) { form.slots = {"tue-am"}; }));
  EXPECT_EQ(rules(result), (Rules{"veto", "line-management", "past-pair", "common-slots"}));
}

TEST(Refusals, OfABlankLineManagerAreNone) {
  EXPECT_TRUE(score(programme(), mentee([](PilotForm& form) { form.reference = ""; }),
                    mentor([](PilotForm& form) { form.reference = ""; }))
                  .refusals.empty());
}

TEST(Score, RefusesBadWeightsAllAtOnceAndAnswersOfOtherKinds) {
  Programme wrong = programme({-1, 20, 1001, 10, 10, 5});
  const auto columns = [](const Programme& of, const MenteeForm& form) {
    std::vector<std::string> found;
    try {
      score(of, form, mentor());
    } catch (const InvalidInput& error) {
      for (const Finding& finding : error.findings()) found.push_back(finding.column);
    }
    return found;
  };
  EXPECT_EQ(columns(wrong, mentee()), (std::vector<std::string>{"criteria.needs.weight", "criteria.deep_fit.weight"}));
  MenteeForm bad = mentee([](PilotForm& form) {
    form.needs = {{"budgets", 1}};
    form.minutes = 60;
  });
  for (Answer& answer : bad.answers) {
    if (answer.question == "needs" || answer.question == "minutes") answer.value = std::string("many");
  }
  EXPECT_EQ(columns(programme(), bad), (std::vector<std::string>{"needs", "minutes"}));
  EXPECT_EQ(columns(programme({0, 0, 0, 0, 0, 0}), mentee()), std::vector<std::string>{"criteria"});
}

TEST(InWords, RoundsPointsToATenth) {
  PairScore result;
  result.points = Points(72'449);
  result.coverage = 609;
  EXPECT_EQ(in_words(result), "72.4 from 60% of the weight answered");
  result.points = Points(72'450);
  EXPECT_EQ(in_words(result), "72.5 from 60% of the weight answered");
}

}  // namespace
}  // namespace pairwell
