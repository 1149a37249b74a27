// First lists by blocks, beside those of all pairs.
#include "match/blocking.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <numeric>
#include <optional>
#include <span>
#include <string>
#include <tuple>
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

/// A table that is asked like a source, of all mentors or of some.
class BlockedTable : public PairSource {
 public:
  explicit BlockedTable(const Problem& problem, bool gives_mentors = true)
      : whole_(problem), chosen_(at(problem.mentors)), gives_mentors_(gives_mentors) {
    std::iota(chosen_.begin(), chosen_.end(), 0);
  }

  std::int32_t mentees() const override { return whole_.mentees; }
  std::int32_t mentors() const override { return static_cast<std::int32_t>(chosen_.size()); }
  std::string digest() const override { return "a table"; }
  std::optional<PersonMarks> marks() const override {
    PersonMarks marks;
    for (std::uint64_t i = 0; i < at(mentees()); ++i) marks.mentee.push_back({i, 1});
    for (std::uint64_t j = 0; j < at(mentors()); ++j) marks.mentor.push_back({j, 2});
    return marks;
  }
  void units(const Block& block, std::span<std::int32_t> units) const override {
    const auto& table = std::get<DenseTable>(whole_.points).units;
    auto next = units.begin();
    for (std::int32_t i = block.first_mentee; i < block.first_mentee + block.mentees; ++i) {
      for (std::int32_t j = block.first_mentor; j < block.first_mentor + block.mentors; ++j) {
        const std::int64_t here = table[at(std::int64_t{i} * whole_.mentors + chosen_[at(j)])];
        *next++ = here == DenseTable::forbidden ? refused : static_cast<std::int32_t>(here);
      }
    }
  }
  std::unique_ptr<const PairSource> for_mentors(std::span<const std::int32_t> mentors) const override {
    if (!gives_mentors_) return nullptr;
    auto some = std::make_unique<BlockedTable>(whole_);
    some->chosen_.clear();
    for (const std::int32_t mentor : mentors) some->chosen_.push_back(chosen_[at(mentor)]);
    return some;
  }

 private:
  Problem whole_;
  std::vector<std::int32_t> chosen_;
  bool gives_mentors_;
};

std::vector<std::vector<std::int32_t>> random_labels(Random& random, std::int32_t people, std::int32_t labels,
                                                     std::int32_t most) {
  std::vector<std::vector<std::int32_t>> all(at(people));
  for (auto& of_person : all) {
    const std::int32_t count = support::between(random, 0, most);
    for (std::int32_t k = 0; k < count; ++k) of_person.push_back(7 * support::between(random, 0, labels - 1));
  }
  return all;
}

PersonBlocks random_blocks(std::uint64_t seed, const Problem& problem) {
  Random random(seed);
  const std::int32_t labels = support::between(random, 1, 6);
  const std::int32_t most = support::between(random, 1, 4);
  return {random_labels(random, problem.mentees, labels, most), random_labels(random, problem.mentors, labels, most)};
}

bool share(const PersonBlocks& blocks, std::int32_t mentee, std::int32_t mentor) {
  const auto& others = blocks.mentor[at(mentor)];
  return std::ranges::any_of(blocks.mentee[at(mentee)],
                             [&](std::int32_t label) { return std::ranges::find(others, label) != others.end(); });
}

std::int64_t pairs_that_share(const PersonBlocks& blocks) {
  std::int64_t pairs = 0;
  for (std::int32_t i = 0; i < std::ssize(blocks.mentee); ++i) {
    for (std::int32_t j = 0; j < std::ssize(blocks.mentor); ++j) pairs += share(blocks, i, j) ? 1 : 0;
  }
  return pairs;
}

/// Everybody is liked by some more than by others, and capacities are 1.
Problem liked(std::int32_t mentees, std::int32_t mentors, std::uint64_t seed, std::int32_t spread) {
  Random random(seed);
  DenseTable table;
  std::vector<std::int64_t> worth;
  for (std::int32_t mentor = 0; mentor < mentors; ++mentor) worth.push_back(support::between(random, 0, spread));
  for (std::int32_t mentee = 0; mentee < mentees; ++mentee) {
    for (std::int32_t mentor = 0; mentor < mentors; ++mentor) {
      const std::int64_t units = worth[at(mentor)] + support::between(random, 0, spread / 4);
      table.units.push_back(random.below(9) == 0 ? DenseTable::forbidden : units);
    }
  }
  return {.mentees = mentees, .mentors = mentors, .points = std::move(table)};
}

/// The best of each person by the definition.
struct BestBySorting {
  explicit BestBySorting(std::int32_t length) : length_(length) {}
  void offer(std::int32_t units, Pair pair) {
    entries_.emplace_back(units, tie_number(pair.mentee.value, pair.mentor.value), pair);
  }
  void take(std::vector<ListedPair>& pairs) {
    std::ranges::sort(entries_, std::greater{});
    entries_.resize(std::min(entries_.size(), at(length_)));
    for (const auto& [units, tie, pair] : entries_) pairs.push_back({pair, units});
    entries_.clear();
  }

 private:
  std::int32_t length_;
  std::vector<std::tuple<std::int32_t, std::uint32_t, Pair>> entries_;
};

std::vector<std::tuple<Pair, std::int32_t>> sorted(const std::vector<ListedPair>& pairs) {
  std::vector<std::tuple<Pair, std::int32_t>> found;
  for (const auto& [pair, units] : pairs) found.emplace_back(pair, units);
  std::ranges::sort(found);
  return found;
}

TEST(Blocking, ListsTheBestOfEverybodyAmongThoseWhoShareABlock) {
  for (std::uint64_t seed = 0; seed < 60; ++seed) {
    SCOPED_TRACE(seed);
    const Problem problem = liked(20 + static_cast<std::int32_t>(seed % 50), 31, seed, 12);
    const BlockedTable source(problem, seed % 2 == 0);
    const PersonBlocks blocks = random_blocks(seed, problem);
    const std::vector<Pair> forbidden{
        {MenteeId(2), MentorId(3)}, {MenteeId(2), MentorId(9)}, {MenteeId(7), MentorId(0)}};
    const PairRows rows(source, forbidden, 1 + static_cast<std::int32_t>(seed % 3));
    const ListLengths lengths{3, 4};
    std::vector<ListedPair> of_mentees;
    std::vector<ListedPair> of_mentors;
    const auto offer = [&](BestBySorting& best, std::int32_t i, std::int32_t j) {
      const Pair pair{MenteeId(i), MentorId(j)};
      if (share(blocks, i, j) && rows.units_of(pair) != PairSource::refused) best.offer(rows.units_of(pair), pair);
    };
    for (std::int32_t i = 0; i < problem.mentees; ++i) {
      BestBySorting best(lengths.of_mentee);
      for (std::int32_t j = 0; j < problem.mentors; ++j) offer(best, i, j);
      best.take(of_mentees);
    }
    for (std::int32_t j = 0; j < problem.mentors; ++j) {
      BestBySorting best(lengths.of_mentor);
      for (std::int32_t i = 0; i < problem.mentees; ++i) offer(best, i, j);
      best.take(of_mentors);
    }
    Checkpoint checkpoint{Control{}};
    const MenteesInBlocks in_blocks = in_order_of_blocks(blocks);
    const auto found =
        best_in_blocks(rows, in_blocks.mentees, in_blocks.labels, flat_labels(blocks.mentor), lengths, checkpoint);
    ASSERT_TRUE(found);
    EXPECT_EQ(sorted(found->best.of_mentees), sorted(of_mentees));
    EXPECT_EQ(sorted(found->best.of_mentors), sorted(of_mentors));
    EXPECT_EQ(found->read.pairs, pairs_that_share(blocks));
  }
}

TEST(Blocking, ReachesWhatMatchDoesWhateverTheBlocks) {
  for (std::uint64_t seed = 0; seed < 150; ++seed) {
    SCOPED_TRACE(seed);
    const Problem problem = support::random_problem(seed, {.mentees = 12, .mentors = 10, .levels = 9});
    const BlockedTable source(problem, seed % 3 != 0);
    const PersonBlocks blocks = random_blocks(seed, problem);
    for (const Objective& objective :
         {default_objective(7), Objective{MostPairs{}, MostPoints{}, Lottery{3}}, Objective{MostPoints{}},
          Objective{MostPairs{}, Floor{Points(2)}, MostPoints{}}, Objective{BestWorst{}, MostPairs{}}}) {
      const Matching wanted = match(problem, objective);
      const OnDemandMatching found = match_on_demand(
          source, problem, objective, {.list_length = static_cast<std::int32_t>(1 + seed % 4), .blocks = &blocks});
      ASSERT_TRUE(found.covers_all);
      ASSERT_EQ(found.matching.status, wanted.status);
      for (std::size_t stage = 0; stage < wanted.stages.size(); ++stage) {
        ASSERT_EQ(found.matching.stages[stage].value, wanted.stages[stage].value) << name(objective[stage]);
      }
      EXPECT_EQ(found.passes[0].pairs, pairs_that_share(blocks));
      ASSERT_TRUE(verify_on_demand(source, problem, found.matching).holds);
    }
  }
}

TEST(Blocking, IsAsWithoutWhereEverybodySharesOneBlock) {
  const Problem problem = liked(150, 120, 4, 3000);
  const BlockedTable source(problem);
  const Objective objective{MostPairs{}, MostPoints{}, Lottery{2}};
  const OnDemandMatching without = match_on_demand(source, problem, objective, {.list_length = 4});
  PersonBlocks blocks{{150, {3}}, {120, {3}}};
  for (const std::int32_t more : {-1, 5}) {
    if (more >= 0) {  // a second block, of some, has nothing that the first has not
      for (std::size_t person = 0; person < 120; person += 3) {
        blocks.mentee[person] = {more, 3, more};
        blocks.mentor[person].push_back(more);
      }
    }
    const OnDemandMatching found =
        match_on_demand(source, problem, objective, {.list_length = 4, .threads = 2, .blocks = &blocks});
    EXPECT_EQ(found.matching.pairs, without.matching.pairs);
    EXPECT_EQ(found.matching.stages[1].prices, without.matching.stages[1].prices);
    EXPECT_EQ(found.passes, without.passes);
    EXPECT_EQ(found.kept, without.kept);
  }
}

TEST(Blocking, CoversAllPairsWhereNobodyOrNotEverybodySharesABlock) {
  const Problem problem = liked(90, 70, 8, 3000);
  const BlockedTable source(problem);
  const Objective objective{MostPairs{}, BestWorst{}, MostPoints{}};
  const Matching wanted = match(problem, objective);
  const PersonBlocks nobody{{90, {1}}, {70, {2}}};
  const PersonBlocks none{std::vector<std::vector<std::int32_t>>(90), std::vector<std::vector<std::int32_t>>(70)};
  PersonBlocks all_but_one{{90, {1}}, {70, {1}}};
  all_but_one.mentee[4].clear();
  all_but_one.mentor[9].clear();
  for (const auto& [blocks, pairs] : {std::pair(&nobody, 0), {&none, 0}, {&all_but_one, 89 * 69}}) {
    const OnDemandMatching found = match_on_demand(source, problem, objective, {.list_length = 5, .blocks = blocks});
    EXPECT_EQ(found.passes[0].pairs, pairs);
    EXPECT_EQ(found.passes[0].mentees, 0) << "the pairs of none were all read";
    EXPECT_TRUE(found.covers_all);
    for (std::size_t stage = 0; stage < 3; ++stage) {
      EXPECT_EQ(found.matching.stages[stage].value, wanted.stages[stage].value);
    }
    EXPECT_TRUE(verify_on_demand(source, problem, found.matching).holds);
    const OnDemandMatching short_of =
        match_on_demand(source, problem, objective, {.list_length = 5, .most_passes = 1, .blocks = blocks});
    EXPECT_FALSE(short_of.covers_all);
    EXPECT_LE(short_of.matching.stages[0].value, wanted.stages[0].value);
  }
}

TEST(Blocking, FindsTheSameWithAnyThreadsAndWhereverItIsRead) {
  Problem problem = liked(400, 170, 6, 4000);
  problem.forbidden = {{MenteeId(3), MentorId(4)}, {MenteeId(50), MentorId(60)}};
  const BlockedTable source(problem);
  const PersonBlocks blocks = random_blocks(12, problem);
  const Objective objective{MostPairs{}, MostPoints{}};
  const OnDemandMatching one = match_on_demand(source, problem, objective, {.list_length = 4, .blocks = &blocks});
  EXPECT_EQ(one.passes[0].pairs, pairs_that_share(blocks));
  EXPECT_LT(one.passes[0].pairs, 400 * 170);
  const auto is_same = [&](const OnDemandMatching& other) {
    EXPECT_EQ(other.matching.pairs, one.matching.pairs);
    EXPECT_EQ(other.matching.stages[1].prices, one.matching.stages[1].prices);
    EXPECT_EQ(other.passes, one.passes);
    EXPECT_EQ(other.kept, one.kept);
  };
  is_same(match_on_demand(source, problem, objective, {.list_length = 4, .threads = 3, .blocks = &blocks}));
  is_same(match_on_demand(BlockedTable(problem, false), problem, objective, {.list_length = 4, .blocks = &blocks}));
  std::vector<std::string> sent;
  for (const std::int32_t parts : {1, 4, 1000}) {
    Distribution distribution{.parts = parts};
    distribution.read = [&](const std::string& common, const std::vector<std::string>& asked) {
      if (sent.empty()) sent = {common, asked.front()};
      return support::answers_to(source, common, asked);
    };
    is_same(match_on_demand(source, problem, objective,
                            {.list_length = 4, .distribution = &distribution, .blocks = &blocks}));
  }
  for (std::size_t size = 0; size < sent[1].size(); ++size) {
    EXPECT_THROW(read_part(source, sent[0], sent[1].substr(0, size)), InvalidInput);
  }
  for (std::size_t size = 0; size < sent[0].size(); size += 7) {
    EXPECT_THROW(read_part(source, sent[0].substr(0, size), sent[1]), InvalidInput);
  }
  EXPECT_THROW(read_part(BlockedTable(liked(20, 20, 1, 9)), sent[0], sent[1]), InvalidInput);
}

TEST(Blocking, KeepsNothingWhereNobodyIsLeftToRead) {
  const Problem problem = liked(30, 30, 6, 400);
  const PersonBlocks blocks{{30, {1}}, {30, {1}}};
  Distribution distribution{.read = [](const std::string&, const auto&) { return std::vector<std::string>(); }};
  const OnDemandMatching found = match_on_demand(BlockedTable(problem), problem, default_objective(),
                                                 {.distribution = &distribution, .blocks = &blocks});
  EXPECT_EQ(found.ended, Status::cancelled);
  EXPECT_EQ(found.matching.status, Status::cancelled);
}

TEST(Blocking, LeavesTheListsOfTheDayBeforeAsTheyAre) {
  const Problem problem = liked(120, 90, 2, 3000);
  Problem tomorrow = problem;
  tomorrow.forbidden = {{MenteeId(5), MentorId(0)}};
  const BlockedTable source(problem);
  const PersonBlocks blocks = random_blocks(3, problem);
  const Objective objective{MostPairs{}, MostPoints{}};
  const OnDemandMatching today = match_on_demand(source, problem, objective, {.list_length = 4, .blocks = &blocks});
  Earlier earlier{.found = &today};
  const OnDemandOptions without{.list_length = 4, .begin_from = &earlier};
  const OnDemandOptions with{.list_length = 4, .begin_from = &earlier, .blocks = &blocks};
  const OnDemandMatching night = match_on_demand(source, tomorrow, objective, with);
  EXPECT_TRUE(night.covers_all);
  EXPECT_EQ(night.passes, match_on_demand(source, tomorrow, objective, without).passes);
  EXPECT_EQ(night.passes[0].pairs, 0) << "nobody is new";
  EXPECT_EQ(night.matching.stages[1].value, match(tomorrow, objective).stages[1].value);
  EXPECT_TRUE(verify_on_demand(source, tomorrow, night.matching).holds);
  OnDemandMatching damaged = today;
  damaged.kept.clear();
  earlier.found = &damaged;
  EXPECT_EQ(match_on_demand(source, tomorrow, objective, with).passes[0].pairs, pairs_that_share(blocks))
      << "where nothing is carried over, the first lists are by blocks";
}

TEST(Blocking, RefusesLabelsOfOtherPeopleAndNegativeOnes) {
  const Problem problem = liked(5, 4, 2, 30);
  const BlockedTable source(problem);
  const auto told = [&](const PersonBlocks& blocks) {
    try {
      match_on_demand(source, problem, default_objective(), {.blocks = &blocks});
    } catch (const InvalidInput& fault) {
      return std::string(fault.what());
    }
    return std::string();
  };
  EXPECT_EQ(told({{5, {1}}, {4, {9}}}), "");
  EXPECT_EQ(told({{4, {1}}, {4, {9}}}),
            "match_on_demand: there are labels for each of 5 mentees, perhaps none (rule: blocks, value: 4)");
  EXPECT_EQ(told({{5, {1}}, {}}),
            "match_on_demand: there are labels for each of 4 mentors, perhaps none (rule: blocks, value: 0)");
  EXPECT_EQ(told({{5, {1}}, {{1}, {2}, {3, -4}, {}}}),
            "match_on_demand: a label is 0 or more, and one of mentor 2 is not (rule: blocks, value: -4)");
}

}  // namespace
}  // namespace pairwell
