#include "pairwell/score/score.hpp"

#include <algorithm>
#include <array>
#include <functional>
#include <numeric>
#include <span>

#include <gtest/gtest.h>

#include "pairwell/core/random.hpp"

namespace pairwell {
namespace {

Programme programme() {
  Programme result;
  result.funds = {{.id = "access", .purpose = "Access needs", .pence = 500'000}};
  return result;
}

MenteeForm mentee(std::function<void(MenteeForm&)> change = [](MenteeForm&) {}) {
  MenteeForm form;
  form.reference = "MM-001";
  change(form);
  return form;
}

MentorForm mentor(std::function<void(MentorForm&)> change = [](MentorForm&) {}) {
  MentorForm form;
  form.reference = "MR-001";
  change(form);
  return form;
}

std::optional<std::int32_t> share(const SixPartPair& score, Part part) {
  return score.parts[static_cast<std::size_t>(part)].share;
}

std::vector<std::string> rules(const SixPartPair& score) {
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
void fill(Form& form, std::string_view others, Random& random) {
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
  std::vector<MenteeForm> mentees;
  std::vector<MentorForm> mentors;
};

People random_people(std::uint64_t seed) {
  Random random(seed);
  People people;
  for (int i = 0; i < 6; ++i) {
    fill(people.mentees.emplace_back(), "R", random);
    people.mentees.back().reference = "M" + std::to_string(i);
    fill(people.mentors.emplace_back(), "M", random);
    people.mentors.back().reference = "R" + std::to_string(i);
  }
  return people;
}

TEST(Score, OfTwoBlankFormsIsNoPointsFromNoWeight) {
  const SixPartPair result = score(programme(), mentee(), mentor());
  EXPECT_EQ(result.points, Points(0));
  EXPECT_EQ(result.coverage, 0);
  for (const SixPartScore& part : result.parts) {
    EXPECT_FALSE(part.share.has_value());
    EXPECT_EQ(part.points, Points(0));
  }
  EXPECT_TRUE(result.refusals.empty());
  EXPECT_EQ(in_words(result), "0 from 0% of the weight answered");
}

TEST(Score, OfAPerfectPairIsAHundredPointsFromAllTheWeight) {
  const auto both = [](Form& form) {
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
  const SixPartPair result = score(programme(), mentee([&](MenteeForm& form) {
                                     both(form);
                                     form.wishes = {"MR-001"};
                                   }),
                                   mentor([&](MentorForm& form) {
                                     both(form);
                                     form.wishes = {"MM-001"};
                                   }));
  EXPECT_EQ(result.points, Points(100'000));
  EXPECT_EQ(result.coverage, 1000);
  EXPECT_EQ(in_words(result), "100 from 100% of the weight answered");
}

/// The example of docs/design/score.md.
TEST(Score, OfTheWorkedExample) {
  const MenteeForm learner = mentee([](MenteeForm& form) {
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
  MentorForm helper = mentor([](MentorForm& form) {
    form.reference = "MR-007";
    form.needs = {{"digital", 1}, {"evaluation", 2}};
    form.offers = {"leadership", "public speaking", "strategy"};
    form.fit = {4, 4, 1, 3, 3, std::nullopt};
    form.meetings_a_month = 1;
    form.minutes = 60;
    form.format = "in person";
    form.slots = {"tue-pm", "thu-am", "fri-am"};
    form.area = "York";
    form.travel_minutes = 30;
  });
  const SixPartPair silent = score(programme(), learner, helper);
  const std::array<SixPartScore, part_count> parts{{{667, 35, Points(29'181)},
                                                    {std::nullopt, 20, Points(0)},
                                                    {722, 20, Points(18'050)},
                                                    {833, 10, Points(10'413)},
                                                    {417, 10, Points(5'212)},
                                                    {600, 5, Points(3'750)}}};
  EXPECT_EQ(silent.parts, parts);
  EXPECT_EQ(silent.points, Points(66'606));
  EXPECT_EQ(in_words(silent), "66.6 from 80% of the weight answered");
  EXPECT_TRUE(silent.refusals.empty());

  helper.wishes = {"MM-014"};
  const SixPartPair wished = score(programme(), learner, helper);
  EXPECT_EQ(share(wished, Part::preference), 949);
  EXPECT_EQ(wished.points, Points(72'265));
  EXPECT_EQ(wished.coverage, 1000);
}

TEST(Needs, AreTheShareCoveredWeightedByPriority) {
  const MenteeForm learner = mentee([](MenteeForm& form) {
    form.needs = {{"leadership", 1}, {"budgets", 2}, {"writing", 3}};  // They weigh 3, 2 and 1.
  });
  const auto with_offers = [&](std::vector<std::string> offers) {
    return share(score(programme(), learner, mentor([&](MentorForm& form) { form.offers = offers; })), Part::needs);
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
    return share(score(programme(), mentee([](MenteeForm& form) {
                         form.needs = {{"Grant writing", 2}};
                       }),
                       mentor([&](MentorForm& form) { form.offers = {offer}; })),
                 Part::needs);
  };
  EXPECT_EQ(covered("grant writing "), 1000);
  EXPECT_EQ(covered("writing"), 0);
  EXPECT_EQ(covered("grant writing workshops"), 0);
}

TEST(Needs, CountATermOnceWithItsHighestPriority) {
  const auto needs = [](std::vector<Need> listed) {
    return share(score(programme(), mentee([&](MenteeForm& form) { form.needs = listed; }),
                       mentor([](MentorForm& form) { form.offers = {"budgets"}; })),
                 Part::needs);
  };
  EXPECT_EQ(needs({{"budgets", 3}, {"writing", 2}, {"budgets", 1}}), 600);  // 3 of 3 + 2.
}

TEST(Needs, AreOneDirectionalAndReciprocityIsTheirMirror) {
  const SixPartPair result = score(programme(), mentee([](MenteeForm& form) {
                                     form.needs = {{"leadership", 1}};
                                     form.offers = {"social media"};
                                   }),
                                   mentor([](MentorForm& form) {
                                     form.needs = {{"social media", 1}, {"budgets", 1}};
                                     form.offers = {"budgets"};
                                   }));
  EXPECT_EQ(share(result, Part::needs), 0);
  EXPECT_EQ(share(result, Part::reciprocity), 500);
}

TEST(Preference, IsTheGeometricMeanOfBothWishes) {
  const auto wished = [](std::vector<std::string> by_mentee, std::vector<std::string> by_mentor) {
    return share(score(programme(), mentee([&](MenteeForm& form) { form.wishes = by_mentee; }),
                       mentor([&](MentorForm& form) { form.wishes = by_mentor; })),
                 Part::preference);
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
    return score(programme(), mentee([&](MenteeForm& form) {
                   form.wishes = wishes;
                   form.needs = {{"budgets", 1}};
                 }),
                 mentor([](MentorForm& form) { form.offers = {"budgets"}; }))
        .points;
  };
  EXPECT_EQ(points({"MR-001"}), points({}));
  EXPECT_EQ(points({"MR-002"}), points({}));
}

TEST(DeepFit, IsSymmetricAndConcaveWithoutExtraForTheNearIdentical) {
  const auto fit = [](std::optional<int> a, std::optional<int> b) {
    return share(score(programme(), mentee([&](MenteeForm& form) { form.fit = {a}; }),
                       mentor([&](MentorForm& form) { form.fit = {b}; })),
                 Part::deep_fit);
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
  const SixPartPair result = score(programme(), mentee([](MenteeForm& form) {
                                     form.fit = {1, std::nullopt, 2, 5};
                                   }),
                                   mentor([](MentorForm& form) {
                                     form.fit = {5, 3, 2};
                                   }));
  EXPECT_EQ(share(result, Part::deep_fit), 500);  // 0 and 1000; one blank and one missing item leave.
}

TEST(Expectations, AreTheMeanOfWhatBothAnswered) {
  const auto expected = [](auto of_mentee, auto of_mentor) {
    return share(score(programme(), mentee(of_mentee), mentor(of_mentor)), Part::expectations);
  };
  const auto meetings = [](int count) { return [count](Form& form) { form.meetings_a_month = count; }; };
  const auto minutes = [](int count) { return [count](Form& form) { form.minutes = count; }; };
  const auto format = [](std::string text) { return [text](Form& form) { form.format = text; }; };
  const auto purpose = [](std::string text) { return [text](Form& form) { form.purpose = text; }; };
  EXPECT_EQ(expected(meetings(2), meetings(2)), 1000);
  EXPECT_EQ(expected(meetings(2), meetings(8)), 250);
  EXPECT_EQ(expected(minutes(60), minutes(90)), 667);
  EXPECT_EQ(expected(format("remote"), format("either")), 1000);
  EXPECT_EQ(expected(format("remote"), format("in person")), 0);
  EXPECT_EQ(expected(purpose("career"), purpose("career")), 1000);
  EXPECT_EQ(expected(purpose("career"), purpose("skills")), 0);
  EXPECT_EQ(expected(meetings(2), minutes(60)), std::nullopt);
  const auto all = [](Form& form) {
    form.meetings_a_month = 1;
    form.minutes = 60;
    form.format = "remote";
    form.purpose = "career";
  };
  EXPECT_EQ(expected(all,
                     [](Form& form) {
                       form.meetings_a_month = 2;
                       form.format = "in person";
                       form.purpose = "career";
                     }),
            500);  // 500, 0 and 1000.
}

TEST(Practicality, CountsCommonTimeBeyondTheMinimum) {
  Programme two = programme();
  two.pairing.common_slots = 2;
  const auto practical = [&](std::size_t common) {
    return share(score(two, mentee([&](MenteeForm& form) { form.slots = slots; }), mentor([&](MentorForm& form) {
                         form.slots.assign(slots.begin(), slots.begin() + static_cast<std::ptrdiff_t>(common));
                         form.slots.push_back("sun-pm");
                         form.slots.push_back(form.slots.front());
                       })),
                 Part::practicality);
  };
  EXPECT_EQ(practical(1), 0);
  EXPECT_EQ(practical(2), 0);
  EXPECT_EQ(practical(3), 333);
  EXPECT_EQ(practical(4), 667);
  EXPECT_EQ(practical(5), 1000);
}

TEST(Practicality, PutsTravelIntoCostBands) {
  const auto travel = [](std::string area, std::optional<int> minutes, std::string format = "in person") {
    return share(score(programme(), mentee([&](MenteeForm& form) {
                         form.area = area;
                         form.travel_minutes = minutes;
                         form.format = format;
                       }),
                       mentor([](MentorForm& form) {
                         form.area = "Leeds";
                         form.travel_minutes = 15;
                         form.format = "either";
                       })),
                 Part::practicality);
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
  const SixPartPair result = score(programme(), mentee([](MenteeForm& form) {
                                     form.needs = {{"budgets", 1}};
                                     form.fit = {1};
                                   }),
                                   mentor([](MentorForm& form) {
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
  Programme only_reciprocity = programme();
  only_reciprocity.weights = {0, 0, 0, 0, 0, 7};
  const SixPartPair result = score(only_reciprocity, mentee([](MenteeForm& form) {
                                     form.needs = {{"budgets", 1}};
                                     form.offers = {"writing"};
                                   }),
                                   mentor([](MentorForm& form) {
                                     form.needs = {{"writing", 1}, {"networks", 1}};
                                     form.offers = {"budgets"};
                                   }));
  EXPECT_EQ(result.points, Points(50'000));
  EXPECT_EQ(result.coverage, 1000);
  EXPECT_EQ(share(result, Part::needs), 1000);  // Shown, and worth nothing.
  EXPECT_EQ(result.parts[0].points, Points(0));
}

TEST(Points, OfThePartsSumToThoseOfThePair) {
  std::int64_t answered = 0;
  for (std::uint64_t seed = 0; seed < 300; ++seed) {
    Random random(seed);
    Programme weighed = programme();
    weighed.weights = {static_cast<std::int32_t>(random.below(1000)), static_cast<std::int32_t>(random.below(9)),
                       static_cast<std::int32_t>(random.below(3)),    static_cast<std::int32_t>(random.below(97)),
                       static_cast<std::int32_t>(random.below(41)),   1};
    const People people = random_people(seed);
    for (const SixPartPair& pair : score_all(weighed, people.mentees, people.mentors).pairs) {
      std::int64_t sum = 0;
      for (const SixPartScore& part : pair.parts) {
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

TEST(ScoreAll, AgreesWithScoringOnePair) {
  for (std::uint64_t seed = 0; seed < 20; ++seed) {
    const People people = random_people(seed);
    const ScoreTable table = score_all(programme(), people.mentees, people.mentors);
    ASSERT_EQ(table.mentees, 6);
    ASSERT_EQ(table.mentors, 6);
    for (std::int32_t i = 0; i < 6; ++i) {
      for (std::int32_t j = 0; j < 6; ++j) {
        EXPECT_EQ(table.at(MenteeId(i), MentorId(j)), score(programme(), people.mentees[static_cast<std::size_t>(i)],
                                                            people.mentors[static_cast<std::size_t>(j)]))
            << "seed " << seed << " pair " << i << ", " << j;
      }
    }
  }
}

TEST(ScoreAll, TellsOfMenteesAndStops) {
  const std::vector<MenteeForm> mentees(2000, mentee());
  const std::vector<MentorForm> mentors(2000, mentor());
  std::vector<std::int64_t> done;
  Control control;
  control.progress = [&](const Progress& now) {
    EXPECT_EQ(now.stage, "scores");
    EXPECT_EQ(now.total, 2000);
    done.push_back(now.done);
    return done.size() < 2;
  };
  EXPECT_THROW(score_all(programme(), mentees, mentors, control), Stopped);
  ASSERT_EQ(done.size(), 2U) << "nothing is told after a request to stop";
  EXPECT_LT(done[0], done[1]);
  EXPECT_LT(done[1], 2000);
}

TEST(ScoreAll, TakesEmptySides) {
  EXPECT_TRUE(score_all(programme(), {}, {}).pairs.empty());
  const ScoreTable no_mentors = score_all(programme(), {mentee()}, {});
  EXPECT_EQ(no_mentors.mentees, 1);
  EXPECT_TRUE(no_mentors.pairs.empty());
}

TEST(Score, DoesNotDependOnTheOrderOfUnorderedLists) {
  for (std::uint64_t seed = 0; seed < 50; ++seed) {
    People people = random_people(seed);
    const auto before = score_all(programme(), people.mentees, people.mentors).pairs;
    Random random(seed + 1000);
    const auto mix = [&](Form& form) {
      random.shuffle(std::span(form.needs));
      random.shuffle(std::span(form.offers));
      random.shuffle(std::span(form.slots));
      random.shuffle(std::span(form.vetoes));
    };
    std::for_each(people.mentees.begin(), people.mentees.end(), mix);
    std::for_each(people.mentors.begin(), people.mentors.end(), mix);
    EXPECT_EQ(score_all(programme(), people.mentees, people.mentors).pairs, before) << "seed " << seed;
  }
}

TEST(Score, SwappingTheRolesSwapsNeedsAndReciprocityOnly) {
  for (std::uint64_t seed = 0; seed < 30; ++seed) {
    const People people = random_people(seed);
    const SixPartPair one = score(programme(), people.mentees[0], people.mentors[0]);
    MenteeForm mentor_as_mentee;
    static_cast<Form&>(mentor_as_mentee) = people.mentors[0];
    MentorForm mentee_as_mentor;
    static_cast<Form&>(mentee_as_mentor) = people.mentees[0];
    const SixPartPair other = score(programme(), mentor_as_mentee, mentee_as_mentor);
    EXPECT_EQ(share(one, Part::needs), share(other, Part::reciprocity));
    EXPECT_EQ(share(one, Part::reciprocity), share(other, Part::needs));
    for (Part part : {Part::preference, Part::deep_fit, Part::expectations, Part::practicality}) {
      EXPECT_EQ(share(one, part), share(other, part)) << to_string(part) << " at seed " << seed;
    }
  }
}

TEST(Score, NeverFallsWhenAMentorOffersWhatIsNeeded) {
  for (std::uint64_t seed = 0; seed < 100; ++seed) {
    People people = random_people(seed);
    MentorForm& helper = people.mentors[0];
    if (helper.offers.empty()) helper.offers = {"something else"};
    const SixPartPair before = score(programme(), people.mentees[0], helper);
    for (const Need& need : people.mentees[0].needs) helper.offers.push_back(need.term);
    const SixPartPair after = score(programme(), people.mentees[0], helper);
    EXPECT_GE(share(after, Part::needs), share(before, Part::needs)) << "seed " << seed;
    EXPECT_GE(after.points, before.points) << "seed " << seed;
  }
}

TEST(Score, IsTheSameWhateverAccessCosts) {
  const auto with_cost = [](std::optional<std::int64_t> pence) {
    return score(programme(), mentee([&](MenteeForm& form) {
                   form.access_pence = pence;
                   form.fit = {1, 2};
                   form.area = "Leeds";
                 }),
                 mentor([&](MentorForm& form) {
                   form.access_pence = pence;
                   form.fit = {4, 2};
                   form.area = "Leeds";
                 }));
  };
  const SixPartPair none = with_cost(std::nullopt);
  EXPECT_EQ(with_cost(0), none);
  EXPECT_EQ(with_cost(500'000), none);
  EXPECT_EQ(with_cost(500'001).points, none.points);
  EXPECT_EQ(rules(with_cost(500'001)), (Rules{"access-cost", "access-cost"}));
}

TEST(Refusals, FollowAVetoOfEitherSide) {
  const SixPartPair by_mentee =
      score(programme(), mentee([](MenteeForm& form) { form.vetoes = {"MR-001"}; }), mentor());
  ASSERT_EQ(rules(by_mentee), Rules{"veto"});
  EXPECT_EQ(by_mentee.refusals[0].text, "Mentee MM-001 asked not to be paired with mentor MR-001.");
  const SixPartPair by_mentor =
      score(programme(), mentee(), mentor([](MentorForm& form) { form.vetoes = {"MM-001"}; }));
  ASSERT_EQ(rules(by_mentor), Rules{"veto"});
  EXPECT_EQ(by_mentor.refusals[0].text, "Mentor MR-001 asked not to be paired with mentee MM-001.");
  EXPECT_TRUE(
      score(programme(), mentee([](MenteeForm& form) { form.vetoes = {"MR-002"}; }), mentor()).refusals.empty());
}

TEST(Refusals, FollowADeclaredConflictOfEitherSideOnce) {
  const auto declare = [](bool by_mentee, bool by_mentor) {
    return rules(score(programme(), mentee([&](MenteeForm& form) {
                         if (by_mentee) form.conflicts = {"MR-001"};
                       }),
                       mentor([&](MentorForm& form) {
                         if (by_mentor) form.conflicts = {"MM-001"};
                       })));
  };
  EXPECT_EQ(declare(true, false), Rules{"conflict"});
  EXPECT_EQ(declare(false, true), Rules{"conflict"});
  EXPECT_EQ(declare(true, true), Rules{"conflict"});
  EXPECT_EQ(declare(false, false), Rules{});
}

TEST(Refusals, FollowLineManagementEitherWay) {
  const SixPartPair managed =
      score(programme(), mentee([](MenteeForm& form) { form.line_manager = "MR-001"; }), mentor());
  ASSERT_EQ(rules(managed), Rules{"line-management"});
  EXPECT_EQ(managed.refusals[0].text, "Mentor MR-001 is the line manager of mentee MM-001.");
  const SixPartPair managing =
      score(programme(), mentee(), mentor([](MentorForm& form) { form.line_manager = "MM-001"; }));
  ASSERT_EQ(rules(managing), Rules{"line-management"});
  EXPECT_EQ(managing.refusals[0].text, "Mentee MM-001 is the line manager of mentor MR-001.");
}

TEST(Refusals, ForbidOneTeamAlwaysAndOneEmployerWhereTheProgrammeSaysSo) {
  const auto at = [](const Programme& rules_of, std::string employer, std::string team) {
    return rules(score(rules_of, mentee([](MenteeForm& form) {
                         form.employer = "City Museum";
                         form.team = "Learning";
                       }),
                       mentor([&](MentorForm& form) {
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
  const auto nothing = [](Form&) {};
  const auto mentee_was = [](Form& form) { form.past_pairs = {"MR-001"}; };
  EXPECT_EQ(past(mentee_was, nothing), Rules{"past-pair"});
  EXPECT_EQ(past(nothing, [](Form& form) { form.past_pairs = {"MM-001"}; }), Rules{"past-pair"});
  EXPECT_EQ(past(mentee_was, [](Form& form) { form.again = {"MM-001"}; }), Rules{});
  EXPECT_EQ(past(
                [](Form& form) {
                  form.past_pairs = {"MR-001"};
                  form.again = {"MR-001"};
                },
                nothing),
            Rules{});
  EXPECT_EQ(past(mentee_was,
                 [](Form& form) {
                   form.again = {"MM-001"};
                   form.vetoes = {"MM-001"};
                 }),
            Rules{"veto"});
}

TEST(Refusals, NeedEvidenceOfTooFewCommonSlots) {
  const auto common = [](std::vector<std::string> of_mentee, std::vector<std::string> of_mentor, std::int32_t minimum) {
    Programme rules_of = programme();
    rules_of.pairing.common_slots = minimum;
    return score(rules_of, mentee([&](MenteeForm& form) { form.slots = of_mentee; }),
                 mentor([&](MentorForm& form) { form.slots = of_mentor; }));
  };
  const SixPartPair none = common({"mon-am"}, {"tue-am"}, 1);
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
  const MenteeForm costly = mentee([](MenteeForm& form) { form.access_pence = 120'005; });
  Programme limited = programme();
  limited.pairing.most_access_pence = 120'000;
  const SixPartPair above = score(limited, costly, mentor());
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
    return rules(score(rules_of, mentee([&](MenteeForm& form) { form.nation = of_mentee; }),
                       mentor([&](MentorForm& form) { form.nation = of_mentor; })));
  };
  EXPECT_EQ(regions(Across::forbidden, "England", "Scotland"), Rules{"region"});
  EXPECT_EQ(regions(Across::forbidden, "England", "england"), Rules{});
  EXPECT_EQ(regions(Across::forbidden, "", "Scotland"), Rules{});
  EXPECT_EQ(regions(Across::allowed, "England", "Scotland"), Rules{});
}

TEST(Refusals, AreGivenAllAtOnce) {
  const SixPartPair result = score(programme(), mentee([](MenteeForm& form) {
                                     form.vetoes = {"MR-001"};
                                     form.line_manager = "MR-001";
                                     form.past_pairs = {"MR-001"};
                                     form.slots = {"mon-am"};
                                   }),
                                   mentor([](MentorForm& form) { form.slots = {"tue-am"}; }));
  EXPECT_EQ(rules(result), (Rules{"veto", "line-management", "past-pair", "common-slots"}));
}

TEST(Refusals, OfABlankLineManagerAreNone) {
  EXPECT_TRUE(score(programme(), mentee([](MenteeForm& form) { form.reference = ""; }),
                    mentor([](MentorForm& form) { form.reference = ""; }))
                  .refusals.empty());
}

TEST(Score, RefusesBadWeightsAndAnswersAllAtOnce) {
  Programme wrong = programme();
  wrong.weights.needs = -1;
  const MenteeForm bad = mentee([](MenteeForm& form) {
    form.row = 7;
    form.needs = {{"budgets", 4}};
    form.fit = {6};
    form.meetings_a_month = 0;
    form.format = "by post";
    form.minutes = 10;
    form.travel_minutes = 601;
    form.access_pence = -1;
  });
  try {
    score(wrong, bad, mentor());
    FAIL() << "should have thrown";
  } catch (const InvalidInput& error) {
    std::vector<std::string> columns;
    for (const Finding& finding : error.findings()) columns.push_back(finding.column);
    EXPECT_EQ(columns, (std::vector<std::string>{"weights.needs", "needs", "fit", "meetings_a_month", "minutes",
                                                 "travel_minutes", "access_pence", "format"}));
    EXPECT_EQ(error.findings()[1].value, "budgets:4");
    EXPECT_EQ(error.findings()[1].row, 7);
  }
  Programme weightless = programme();
  weightless.weights = {0, 0, 0, 0, 0, 0};
  EXPECT_THROW(score(weightless, mentee(), mentor()), InvalidInput);
}

TEST(InWords, RoundsPointsToATenth) {
  SixPartPair result;
  result.points = Points(72'449);
  result.coverage = 609;
  EXPECT_EQ(in_words(result), "72.4 from 60% of the weight answered");
  result.points = Points(72'450);
  EXPECT_EQ(in_words(result), "72.5 from 60% of the weight answered");
}

TEST(Part, HasTheNameOfItsWeight) {
  EXPECT_EQ(to_string(Part::needs), "needs");
  EXPECT_EQ(to_string(Part::deep_fit), "deep_fit");
  EXPECT_EQ(to_string(Part::reciprocity), "reciprocity");
}

}  // namespace
}  // namespace pairwell
