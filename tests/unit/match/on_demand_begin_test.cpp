// Matchings on demand that begin from one of the day before, beside those that begin anew.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include <gtest/gtest.h>

#include "core/at.hpp"
#include "pairwell/core/error.hpp"
#include "pairwell/core/random.hpp"
#include "pairwell/match/on_demand.hpp"
#include "support/parts.hpp"
#include "support/problems.hpp"

namespace pairwell {
namespace {

/// Somebody of one side: who it is, and what is known of them, which decides what their pairs are worth.
struct Somebody {
  std::uint64_t name = 0;
  std::uint64_t answers = 0;
  Range capacity{0, 1};
};

std::uint64_t mixed(std::uint64_t one, std::uint64_t other) {
  std::uint64_t number = one * 0x9e3779b97f4a7c15U ^ (other + 0x7f4a7c15U) * 0xbf58476d1ce4e5b9U;
  number ^= number >> 29;
  number *= 0x94d049bb133111ebU;
  return number ^ (number >> 32);
}

/// The people of one day as a source, and the pairs that were read of it.
class Day : public PairSource {
 public:
  std::vector<Somebody> of_mentees;
  std::vector<Somebody> of_mentors;
  std::int32_t levels = 9;
  bool has_marks = true;
  bool gives_columns = false;
  mutable std::int64_t read = 0;

  std::int32_t mentees() const override { return static_cast<std::int32_t>(of_mentees.size()); }
  std::int32_t mentors() const override { return static_cast<std::int32_t>(of_mentors.size()); }

  void units(const Block& block, std::span<std::int32_t> units) const override {
    read += std::ssize(units);
    auto next = units.begin();
    for (std::int32_t i = block.first_mentee; i < block.first_mentee + block.mentees; ++i) {
      for (std::int32_t j = block.first_mentor; j < block.first_mentor + block.mentors; ++j) {
        *next++ = worth(of_mentees[at(i)].answers, of_mentors[at(j)].answers);
      }
    }
  }

  std::string digest() const override {
    std::string text;
    for (const auto* side : {&of_mentees, &of_mentors}) {
      for (const Somebody& one : *side) text += std::to_string(one.answers) + " ";
      text += "/";
    }
    return text;
  }

  std::optional<PersonMarks> marks() const override {
    if (!has_marks) return {};
    PersonMarks marks{.common = "levels " + std::to_string(levels)};
    for (const Somebody& one : of_mentees) marks.mentee.push_back({one.answers, 1});
    for (const Somebody& one : of_mentors) marks.mentor.push_back({one.answers, 2});
    return marks;
  }

  std::unique_ptr<const PairSource> for_mentors(std::span<const std::int32_t> mentors) const override {
    if (!gives_columns) return nullptr;
    auto some = std::make_unique<Day>();
    some->of_mentees = of_mentees;
    some->levels = levels;
    for (const std::int32_t mentor : mentors) some->of_mentors.push_back(of_mentors[at(mentor)]);
    return some;
  }

 private:
  std::int32_t worth(std::uint64_t mentee, std::uint64_t mentor) const {
    const std::uint64_t number = mixed(mentee, mentor);
    if (number % 7 == 0) return refused;
    // Some mentors are liked by all.
    return static_cast<std::int32_t>(number / 7 % static_cast<std::uint64_t>(levels) +
                                     mentor % static_cast<std::uint64_t>(levels)) -
           1;
  }
};

/// A day's people with the rest of the problem.
struct World {
  std::unique_ptr<Day> day = std::make_unique<Day>();
  Problem rules{};
  std::uint64_t names = 0;
};

Somebody somebody(Random& random, std::uint64_t name, std::int32_t most) {
  const std::int32_t least = random.below(20) == 0 ? 1 : 0;
  return {.name = name, .answers = random.below(1000), .capacity = {least, support::between(random, 1, most)}};
}

/// Rules for the people of the day: capacities, keys, groups that go by name, forbidden and locked pairs.
void make_rules(World& world, Random& random, bool has_groups) {
  const Day& day = *world.day;
  Problem& rules = world.rules;
  const std::vector<Pair> were = std::exchange(rules.forbidden, {});
  rules = {.mentees = day.mentees(), .mentors = day.mentors()};
  for (const Somebody& one : day.of_mentees) {
    rules.mentee_capacity.push_back(one.capacity);
    rules.mentee_keys.push_back(one.name);
  }
  for (const Somebody& one : day.of_mentors) {
    rules.mentor_capacity.push_back(one.capacity);
    rules.mentor_keys.push_back(one.name);
  }
  if (has_groups) {
    rules.mentor_groups.resize(2);
    for (std::int32_t mentor = 0; mentor < rules.mentors; ++mentor) {
      const std::uint64_t name = day.of_mentors[at(mentor)].name;
      if (name % 3 != 2) rules.mentor_groups[name % 3].members.push_back(MentorId(mentor));
    }
    for (MentorGroup& group : rules.mentor_groups)
      group.pairs = {0, 1 + static_cast<std::int32_t>(group.members.size()) / 2};
    std::erase_if(rules.mentor_groups, [](const MentorGroup& group) { return group.members.empty(); });
  }
  for (std::int32_t mentee = 0; mentee < rules.mentees; ++mentee) {
    for (std::int32_t mentor = 0; mentor < rules.mentors; ++mentor) {
      const Pair pair{MenteeId(mentee), MentorId(mentor)};
      const std::uint64_t draw = random.below(120);
      if (draw < 4) rules.forbidden.push_back(pair);
      if (draw == 5 && day.units_of(pair) != PairSource::refused) rules.locked.push_back(pair);
    }
  }
}

/// What happens in a night. Gives where everybody was.
Earlier pass_night(World& world, Random& random, std::int32_t levels) {
  Earlier earlier;
  auto next = std::make_unique<Day>();
  next->levels = levels;
  next->gives_columns = random.below(2) == 0;
  const auto move_on = [&](const std::vector<Somebody>& before, std::vector<Somebody>& now,
                           std::vector<std::int32_t>& positions, std::int32_t most) {
    std::vector<std::int32_t> order;
    for (std::int32_t person = 0; person < std::ssize(before); ++person) {
      if (random.below(9) != 0) order.push_back(person);
    }
    for (std::uint64_t come = random.below(3); come > 0; --come) order.push_back(-1);
    if (random.below(2) == 0) random.shuffle(std::span<std::int32_t>(order));
    for (const std::int32_t person : order) {
      positions.push_back(person);
      now.push_back(person < 0 ? somebody(random, world.names++, most) : before[at(person)]);
      if (random.below(9) == 0) now.back().answers = random.below(1000);
      if (random.below(9) == 0) now.back().capacity = somebody(random, 0, most).capacity;
    }
  };
  move_on(world.day->of_mentees, next->of_mentees, earlier.mentee_before, 2);
  move_on(world.day->of_mentors, next->of_mentors, earlier.mentor_before, 3);
  world.day = std::move(next);
  return earlier;
}

std::vector<Objective> objectives_of(const World& world) {
  std::vector<Pair> previous;
  for (std::int32_t person = 0; person < std::min(world.rules.mentees, world.rules.mentors); ++person) {
    previous.push_back({MenteeId(person), MentorId(person)});
  }
  return {{MostPairs{}, MostPoints{}},
          default_objective(7),
          {MostPairs{}, FewestChanges{previous}, BestWorst{}, MostPoints{}},
          {MostPairs{}, Floor{Points(4)}, MostPoints{}, Lottery{5}},
          {MostPoints{}},
          {BestWorst{}, MostPairs{}, MostPoints{}}};
}

std::string told(const Verdict& verdict) {
  std::string text;
  for (const std::string& failure : verdict.failures) text += failure + "\n";
  return text;
}

std::int64_t pairs_read(const OnDemandMatching& found) {
  std::int64_t pairs = 0;
  for (const Pass& pass : found.passes) pairs += pass.pairs;
  return pairs;
}

void expect_same(const World& world, const OnDemandMatching& found, const OnDemandMatching& anew) {
  ASSERT_TRUE(found.covers_all);
  ASSERT_EQ(found.matching.status, anew.matching.status);
  ASSERT_EQ(found.matching.digest, anew.matching.digest);
  for (std::size_t stage = 0; stage < anew.matching.stages.size(); ++stage) {
    ASSERT_EQ(found.matching.stages[stage].value, anew.matching.stages[stage].value)
        << name(anew.matching.stages[stage].stage);
  }
  const Verdict verdict = verify_on_demand(*world.day, world.rules, found.matching);
  ASSERT_TRUE(verdict.holds) << told(verdict);
}

/// Some weeks of a small scheme, one night after another. Gives how many pairs were read in all, from the day before
/// and anew.
std::pair<std::int64_t, std::int64_t> live(std::uint64_t seed, std::size_t which, std::int32_t people,
                                           std::int32_t nights) {
  Random random(seed);
  World world;
  const std::int32_t levels = random.below(2) == 0 ? 5 : 400;
  world.day->levels = levels;
  for (std::int32_t k = 0; k < people; ++k) {
    world.day->of_mentees.push_back(somebody(random, world.names++, 2));
    world.day->of_mentors.push_back(somebody(random, world.names++, 3));
  }
  const bool has_groups = random.below(2) == 0;
  make_rules(world, random, has_groups);
  OnDemandOptions options{.list_length = static_cast<std::int32_t>(1 + random.below(4))};
  OnDemandMatching found = match_on_demand(*world.day, world.rules, objectives_of(world)[which], options);
  std::pair<std::int64_t, std::int64_t> read;
  for (std::int32_t night = 0; night < nights; ++night) {
    SCOPED_TRACE("seed " + std::to_string(seed) + ", objective " + std::to_string(which) + ", night " +
                 std::to_string(night));
    Earlier earlier = pass_night(world, random, levels);
    make_rules(world, random, has_groups);
    const OnDemandMatching before = std::move(found);
    earlier.found = &before;
    const Objective objective = objectives_of(world)[which];
    options.threads = static_cast<std::int32_t>(1 + random.below(3));
    options.begin_from = nullptr;
    const OnDemandMatching anew = match_on_demand(*world.day, world.rules, objective, options);
    options.begin_from = &earlier;
    found = match_on_demand(*world.day, world.rules, objective, options);
    expect_same(world, found, anew);
    if (testing::Test::HasFatalFailure()) return read;
    read.first += pairs_read(found);
    read.second += pairs_read(anew);
  }
  return read;
}

TEST(OnDemandBegin, ReachesWhatBeginningAnewDoesNightAfterNight) {
  std::int64_t from_before = 0;
  std::int64_t anew = 0;
  for (std::uint64_t seed = 0; seed < 60; ++seed) {
    for (std::size_t which = 0; which < 6; ++which) {
      const auto [warm, cold] = live(seed, which, 14, 5);
      if (HasFatalFailure()) return;
      from_before += warm;
      anew += cold;
    }
  }
  EXPECT_LT(from_before, anew);
}

/// Many people whose points tell pairs apart.
World fine_world(std::int32_t people) {
  Random random(3);
  World world;
  world.day->levels = 100'000;
  for (std::int32_t k = 0; k < people; ++k) {
    world.day->of_mentees.push_back({world.names++, random.next(), {0, 1}});
    world.day->of_mentors.push_back({world.names++, random.next(), {0, 2}});
  }
  make_rules(world, random, false);
  world.rules.forbidden.clear();
  world.rules.locked.clear();
  return world;
}

Earlier at_same_positions(const OnDemandMatching& found) { return {.found = &found}; }

TEST(OnDemandBegin, ReadsFewPairsWhereFewPeopleChanged) {
  World world = fine_world(600);
  const Objective objective{MostPairs{}, MostPoints{}, Lottery{3}};
  const OnDemandMatching before = match_on_demand(*world.day, world.rules, objective);
  const Earlier earlier = at_same_positions(before);
  OnDemandOptions options{.begin_from = &earlier};
  world.day->read = 0;
  const OnDemandMatching same = match_on_demand(*world.day, world.rules, objective, options);
  EXPECT_EQ(same.matching.pairs, before.matching.pairs);
  EXPECT_TRUE(same.covers_all);
  EXPECT_EQ(pairs_read(same), 0) << "nothing has changed";
  EXPECT_EQ(world.day->read, 0);

  world.day->of_mentees[5].answers += 1;
  world.day->of_mentors[7].answers += 1;
  const OnDemandMatching found = match_on_demand(*world.day, world.rules, objective, options);
  expect_same(world, found, match_on_demand(*world.day, world.rules, objective));
  EXPECT_LT(pairs_read(found), 600 * 600 / 20);
  EXPECT_EQ(found.passes[0], (Pass{.mentees = 1, .pairs = 1200, .added = found.passes[0].added}));
  options.threads = 3;
  const OnDemandMatching three = match_on_demand(*world.day, world.rules, objective, options);
  EXPECT_EQ(three.matching.stages[1].prices, found.matching.stages[1].prices);
  EXPECT_EQ(three.passes, found.passes);
  EXPECT_EQ(three.kept, found.kept);

  Distribution distribution{.parts = 3};
  distribution.read = [&](const std::string& common, const std::vector<std::string>& asked) {
    return support::answers_to(*world.day, common, asked);
  };
  options.distribution = &distribution;
  const OnDemandMatching there = match_on_demand(*world.day, world.rules, objective, options);
  EXPECT_EQ(there.matching.pairs, found.matching.pairs);
  EXPECT_EQ(there.passes, found.passes);
  EXPECT_EQ(there.kept, found.kept);
}

TEST(OnDemandBegin, ReadsFewPairsWherePlacesAreShort) {
  World world = fine_world(600);
  for (std::int32_t mentor = 0; mentor < 600; ++mentor) {
    world.rules.mentor_capacity[at(mentor)] = {0, mentor % 6 == 0 ? 1 : 0};
  }
  const Objective objective{MostPairs{}, MostPoints{}, Lottery{3}};
  OnDemandMatching before = match_on_demand(*world.day, world.rules, objective);
  EXPECT_LT(pairs_read(before), 600 * 600 * 5 / 4);
  for (std::int32_t night = 0; night < 4; ++night) {
    world.day->of_mentees[at(5 + night)].answers += 1;
    world.day->of_mentors[at(6 * night)].answers += 1;
    const Earlier earlier = at_same_positions(before);
    OnDemandMatching found = match_on_demand(*world.day, world.rules, objective, {.begin_from = &earlier});
    expect_same(world, found, match_on_demand(*world.day, world.rules, objective));
    EXPECT_LT(pairs_read(found), 600 * 600 / 10) << "night " << night;
    before = std::move(found);
  }
}

TEST(OnDemandBegin, TakesThoseWhoAreNoLongerForbiddenToEachOther) {
  World world = fine_world(60);
  const Objective objective{MostPairs{}, MostPoints{}};
  world.rules.mentor_capacity.clear();
  const OnDemandMatching free = match_on_demand(*world.day, world.rules, objective);
  world.rules.forbidden = free.matching.pairs;
  const OnDemandMatching before = match_on_demand(*world.day, world.rules, objective);
  ASSERT_LT(before.matching.points, free.matching.points);
  world.rules.forbidden.clear();
  const Earlier earlier = at_same_positions(before);
  expect_same(world, match_on_demand(*world.day, world.rules, objective, {.begin_from = &earlier}), free);
}

TEST(OnDemandBegin, ReadsAllWhereItIsNotKnownWhoIsAsBefore) {
  World world = fine_world(40);
  const Objective objective{MostPairs{}, MostPoints{}};
  const OnDemandMatching before = match_on_demand(*world.day, world.rules, objective);
  const auto read_of = [&](const OnDemandMatching& earlier_found, const Objective& asked) {
    const Earlier earlier = at_same_positions(earlier_found);
    const OnDemandMatching found = match_on_demand(*world.day, world.rules, asked, {.begin_from = &earlier});
    expect_same(world, found, match_on_demand(*world.day, world.rules, asked));
    return pairs_read(found);
  };
  EXPECT_EQ(read_of(before, objective), 0);
  EXPECT_LT(read_of(before, {MostPairs{}, MostPoints{}, Lottery{9}}), 1600) << "units are the same by any objective";
  OnDemandMatching changed = before;
  // What was kept by another version, or is not whole, is no use; and none of it can do harm.
  for (std::size_t size = 0; size < before.kept.size(); size += 1 + size / 3) {
    changed.kept = before.kept.substr(0, size);
    EXPECT_GE(read_of(changed, objective), 1600);
  }
  for (std::size_t place = 0; place < before.kept.size(); place += 1 + before.kept.size() / 97) {
    changed.kept = before.kept;
    changed.kept[place] = static_cast<char>(changed.kept[place] ^ 1);
    EXPECT_GE(read_of(changed, objective), 1600) << "byte " << place;
  }
  changed = before;
  std::get<SparseTable>(changed.listed.points).units.front() += 5;
  EXPECT_GE(read_of(changed, objective), 1600) << "listed pairs of another call";
  changed = before;
  changed.matching.pairs.back().mentee = MenteeId(40);
  EXPECT_GE(read_of(changed, objective), 1600) << "a pair of nobody";
  changed = before;
  changed.matching.stages.back().prices.mentor.pop_back();
  EXPECT_GE(read_of(changed, objective), 1600) << "a mentor without a price";
  changed = before;
  changed.matching.status = Status::infeasible;
  EXPECT_GE(read_of(changed, objective), 1600);
  world.day->levels = 1000;  // worth something else, and said so
  EXPECT_GE(read_of(before, objective), 1600);
  world.day->levels = 100'000;
  world.day->has_marks = false;
  EXPECT_GE(read_of(before, objective), 1600);
}

TEST(OnDemandBegin, RefusesPositionsThatNobodyOrTwoHad) {
  const World world = fine_world(4);
  const OnDemandMatching before = match_on_demand(*world.day, world.rules, {MostPoints{}});
  const auto rule_of = [&](const Earlier& earlier) -> std::string {
    try {
      match_on_demand(*world.day, world.rules, {MostPoints{}}, {.begin_from = &earlier});
    } catch (const InvalidInput& fault) {
      return fault.findings().front().rule;
    }
    return "none";
  };
  EXPECT_EQ(rule_of({.found = &before, .mentee_before = {0, 1, 2, -1}}), "none");
  EXPECT_EQ(rule_of({.found = &before, .mentee_before = {0, 1, 2}}), "begin_from");
  EXPECT_EQ(rule_of({.found = &before, .mentee_before = {0, 1, 2, 4}}), "begin_from");
  EXPECT_EQ(rule_of({.found = &before, .mentee_before = {0, 1, 2, -2}}), "begin_from");
  EXPECT_EQ(rule_of({.found = &before, .mentor_before = {0, 1, 1, -1}}), "begin_from");
  EXPECT_EQ(rule_of({}), "begin_from");
}

}  // namespace
}  // namespace pairwell
