#include "pairwell/match/on_demand.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <stdexcept>
#include <stop_token>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include <gtest/gtest.h>

#include "core/at.hpp"
#include "pairwell/core/error.hpp"
#include "pairwell/core/random.hpp"
#include "support/parts.hpp"
#include "support/problems.hpp"

namespace pairwell {
namespace {

/// A table that is asked like a source.
class TableSource : public PairSource {
 public:
  explicit TableSource(const Problem& problem)
      : mentees_(problem.mentees),
        mentors_(problem.mentors),
        table_(std::get<DenseTable>(problem.points).units),
        digest_(pairwell::digest(problem)) {}

  std::int32_t mentees() const override { return mentees_; }
  std::int32_t mentors() const override { return mentors_; }
  void units(const Block& block, std::span<std::int32_t> units) const override {
    auto next = units.begin();
    for (std::int32_t i = block.first_mentee; i < block.first_mentee + block.mentees; ++i) {
      for (std::int32_t j = block.first_mentor; j < block.first_mentor + block.mentors; ++j) {
        const std::int64_t here = table_[at(std::int64_t{i} * mentors_ + j)];
        *next++ = here == DenseTable::forbidden ? refused : static_cast<std::int32_t>(here);
      }
    }
  }
  std::string digest() const override { return digest_; }

 private:
  std::int32_t mentees_;
  std::int32_t mentors_;
  std::vector<std::int64_t> table_;
  std::string digest_;
};

/// The same with its mentors in another order, and what strips of them can be worth at most.
class ArrangedSource : public TableSource {
 public:
  /// @param slack by how much more than the best pair of a strip it says
  ArrangedSource(const Problem& problem, std::int32_t strip, std::int32_t slack) : TableSource(problem) {
    arranged_.strip = strip;
    for (std::int32_t i = 0; i < problem.mentees; ++i) arranged_.mentees.push_back(problem.mentees - 1 - i);
    for (std::int32_t j = 0; j < problem.mentors; ++j) arranged_.mentors.push_back(j);
    Random random(static_cast<std::uint64_t>(problem.mentors));
    for (std::int32_t j = problem.mentors; j > 1; --j) {
      std::swap(arranged_.mentors[at(j - 1)], arranged_.mentors[random.below(static_cast<std::uint64_t>(j))]);
    }
    Problem moved = problem;
    auto& units = std::get<DenseTable>(moved.points).units;
    for (std::int32_t i = 0; i < problem.mentees; ++i) {
      for (std::int32_t j = 0; j < problem.mentors; ++j) {
        units[at(i * problem.mentors + j)] =
            std::get<DenseTable>(problem.points).units[at(i * problem.mentors + arranged_.mentors[at(j)])];
      }
    }
    arranged_.source = std::make_unique<Bounded>(moved, slack);
  }
  const ArrangedPairs* arranged() const override { return &arranged_; }

 private:
  class Bounded : public TableSource {
   public:
    Bounded(const Problem& problem, std::int32_t slack) : TableSource(problem), slack_(slack) {}
    std::int32_t most_units_of(std::int32_t mentee, std::int32_t first, std::int32_t count) const override {
      std::vector<std::int32_t> some(at(count));
      units({mentee, 1, first, count}, some);
      const std::int32_t most = std::ranges::max(some);
      return most == refused ? refused : most + slack_;
    }

   private:
    std::int32_t slack_;
  };

  ArrangedPairs arranged_;
};

std::string failures_of(const Verdict& verdict) {
  std::string text;
  for (const std::string& failure : verdict.failures) text += failure + "\n";
  return text;
}

/// Every third admissible pair: some are locked, some lost, some could be kept.
std::vector<Pair> some_pairs(const Problem& problem) {
  std::vector<Pair> pairs;
  const auto all = support::admissible_pairs(problem);
  for (std::size_t place = 0; place < all.size(); place += 3) pairs.push_back(all[place].pair);
  return pairs;
}

std::vector<Objective> objectives(const Problem& problem) {
  return {default_objective(7),
          {MostPairs{}, MostPoints{}, Lottery{3}},
          {MostPoints{}},
          {MostPairs{}, FewestChanges{some_pairs(problem)}, BestWorst{}, MostPoints{}},
          {MostPairs{}, Floor{Points(2)}, MostPoints{}, Lottery{5}},
          {MostPairs{}},
          {BestWorst{}, MostPairs{}}};
}

void reaches_what_match_does(const Problem& problem, const Objective& objective, const OnDemandOptions& options) {
  const TableSource source(problem);
  const Matching wanted = match(problem, objective);
  const OnDemandMatching found = match_on_demand(source, problem, objective, options);
  ASSERT_TRUE(found.covers_all);
  ASSERT_FALSE(found.ended);
  ASSERT_EQ(found.matching.status, wanted.status);
  for (std::size_t stage = 0; stage < wanted.stages.size(); ++stage) {
    ASSERT_EQ(found.matching.stages[stage].value, wanted.stages[stage].value) << name(objective[stage]);
  }
  const Verdict verdict = verify_on_demand(source, problem, found.matching);
  ASSERT_TRUE(verdict.holds) << failures_of(verdict);
  // The proof from the whole table is one here as well, and the other way round.
  Matching by_table = wanted;
  by_table.digest = found.matching.digest;
  const Verdict of_table = verify_on_demand(source, problem, by_table);
  ASSERT_TRUE(of_table.holds) << failures_of(of_table);
  Matching of_source = found.matching;
  of_source.digest = wanted.digest;
  const Verdict by_match = verify(problem, of_source);
  ASSERT_TRUE(by_match.holds) << failures_of(by_match);
}

TEST(OnDemand, IsTheSameHoweverPairsAreArranged) {
  std::int64_t passed_over = 0;
  for (std::uint64_t seed = 0; seed < 60; ++seed) {
    const Problem problem = support::random_problem(seed);
    if (!std::holds_alternative<DenseTable>(problem.points) || problem.mentors == 0) continue;
    for (const Objective& objective : objectives(problem)) {
      const OnDemandMatching wanted = match_on_demand(TableSource(problem), problem, objective, {.list_length = 2});
      for (const std::int32_t slack : {0, 3, 1'000'000}) {
        const ArrangedSource source(problem, 1 + static_cast<std::int32_t>(seed % 3), slack);
        const OnDemandMatching one = match_on_demand(source, problem, objective, {.list_length = 2});
        const OnDemandMatching three = match_on_demand(source, problem, objective, {.list_length = 2, .threads = 3});
        ASSERT_EQ(one.matching.pairs, wanted.matching.pairs) << "seed " << seed;
        ASSERT_EQ(one.matching.digest, wanted.matching.digest);
        ASSERT_EQ(digest(one.listed), digest(wanted.listed));
        ASSERT_EQ(one.passes, three.passes);
        ASSERT_EQ(one.matching.pairs, three.matching.pairs);
        ASSERT_EQ(digest(one.listed), digest(three.listed));
        for (std::size_t pass = 0; pass < one.passes.size(); ++pass) {
          ASSERT_LE(one.passes[pass].pairs, wanted.passes[pass].pairs);
          passed_over += wanted.passes[pass].pairs - one.passes[pass].pairs;
        }
      }
    }
  }
  EXPECT_GT(passed_over, 1000);
}

TEST(OnDemand, ReachesWhatMatchDoesWithEveryObjectiveAndLengthOfLists) {
  int infeasible = 0;
  for (std::uint64_t seed = 0; seed < 150; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    const Problem problem = support::random_problem(seed, {.mentees = 12, .mentors = 10, .levels = 9});
    if (match(problem, {MostPairs{}}).status == Status::infeasible) ++infeasible;
    for (const Objective& objective : objectives(problem)) {
      const auto length = static_cast<std::int32_t>(1 + seed % 4);
      reaches_what_match_does(problem, objective, {.list_length = length});
      if (HasFatalFailure()) return;
    }
  }
  EXPECT_GT(infeasible, 10);
}

Problem popular(std::int32_t people) {
  Random random(1);
  DenseTable table;
  std::vector<std::int64_t> worth;
  for (std::int32_t mentor = 0; mentor < people; ++mentor) worth.push_back(support::between(random, 0, 3000));
  for (std::int32_t mentee = 0; mentee < people; ++mentee) {
    for (std::int32_t mentor = 0; mentor < people; ++mentor) {
      table.units.push_back(worth[at(mentor)] + support::between(random, 0, 400));
    }
  }
  return {.mentees = people, .mentors = people, .points = std::move(table)};
}

TEST(OnDemand, FindsTheSameWithAnyNumberOfThreadsWhereAllWantTheSameMentors) {
  const Problem problem = popular(150);
  const TableSource source(problem);
  const Objective objective{MostPairs{}, MostPoints{}};
  const OnDemandMatching one = match_on_demand(source, problem, objective, {.list_length = 4});
  EXPECT_EQ(one.matching.points.units, match(problem, objective).points.units);
  EXPECT_GT(one.passes.size(), 2U) << "the first lists do not do";
  std::int64_t added = 0;
  for (const Pass& pass : one.passes) added += pass.added;
  EXPECT_EQ(added, std::ssize(std::get<SparseTable>(one.listed.points).mentor));
  EXPECT_LT(added, 150 * 150 / 2);
  EXPECT_EQ(one.passes.back().added, 0);
  const OnDemandMatching three = match_on_demand(source, problem, objective, {.list_length = 4, .threads = 3});
  EXPECT_EQ(three.matching.pairs, one.matching.pairs);
  EXPECT_EQ(three.matching.stages[1].prices, one.matching.stages[1].prices);
  EXPECT_EQ(three.passes, one.passes);
  EXPECT_TRUE(verify_on_demand(source, problem, one.matching, 3).holds);
}

Problem with_places(std::int32_t mentees, std::int32_t mentors, std::int32_t places) {
  Random random(4);
  DenseTable table;
  for (std::int32_t pair = 0; pair < mentees * mentors; ++pair) {
    table.units.push_back(support::between(random, 0, 100'000));
  }
  Problem problem{.mentees = mentees, .mentors = mentors, .points = std::move(table)};
  problem.mentor_capacity.assign(at(mentors), {0, places});
  return problem;
}

TEST(OnDemand, ReadsNoRowAgainWhoseUnlistedPairsHaveTooFewUnits) {
  // Everybody finds a mentor who is free, or every mentor somebody who finds none.
  for (const Problem& problem : {with_places(300, 300, 3), with_places(400, 100, 1)}) {
    const TableSource source(problem);
    for (const Objective& objective :
         {Objective{MostPairs{}, MostPoints{}}, Objective{MostPoints{}, Lottery{2}}, default_objective()}) {
      const OnDemandMatching found = match_on_demand(source, problem, objective, {.list_length = 8});
      ASSERT_TRUE(found.covers_all);
      std::int64_t read = 0;
      for (const Pass& pass : found.passes) read += pass.pairs;
      EXPECT_LT(read, problem.mentees * problem.mentors * 5 / 4) << name(objective[1]) << objective.size();
      EXPECT_EQ(found.matching.points, match(problem, objective).points);
      EXPECT_TRUE(verify_on_demand(source, problem, found.matching).holds);
    }
  }
}

TEST(OnDemand, SolvesALotteryOnceNoPairGainsBeforeIt) {
  Problem problem = popular(150);
  for (std::int64_t& units : std::get<DenseTable>(problem.points).units) units /= 100;
  const TableSource source(problem);
  const auto passes = [&](const Objective& objective) {
    return match_on_demand(source, problem, objective, {.list_length = 4}).passes;
  };
  const std::vector<Pass> before = passes({MostPairs{}, MostPoints{}});
  const std::vector<Pass> with = passes({MostPairs{}, MostPoints{}, Lottery{9}});
  ASSERT_GT(with.size(), before.size() + 1) << "among ties the lottery wants pairs that no stage before it does";
  EXPECT_TRUE(std::ranges::equal(before, std::span(with).first(before.size())));
  EXPECT_EQ(before.back().added, 0);
  EXPECT_GT(with[before.size()].added, 0);
}

TEST(OnDemand, FindsTheSameWhereItIsReadInPartsElsewhere) {
  Problem problem = popular(90);
  problem.forbidden = {{MenteeId(3), MentorId(4)}, {MenteeId(50), MentorId(60)}};
  for (std::uint64_t key = 0; key < 90; ++key) problem.mentee_keys.push_back(key * 80 % 91);
  const TableSource source(problem);
  const Objective objective{MostPairs{}, BestWorst{}, MostPoints{}, Lottery{5}};
  const OnDemandMatching here = match_on_demand(source, problem, objective, {.list_length = 4});
  std::vector<std::string> sent;
  for (const std::int32_t parts : {1, 4, 1000}) {
    Distribution distribution{.parts = parts};
    distribution.read = [&](const std::string& common, const std::vector<std::string>& asked) {
      sent = {common, asked.front()};
      return support::answers_to(source, common, asked);
    };
    const OnDemandMatching there =
        match_on_demand(source, problem, objective, {.list_length = 4, .distribution = &distribution});
    EXPECT_EQ(there.matching.pairs, here.matching.pairs);
    EXPECT_EQ(there.matching.digest, here.matching.digest);
    EXPECT_EQ(there.matching.stages[2].prices, here.matching.stages[2].prices);
    EXPECT_EQ(there.passes, here.passes);
    EXPECT_TRUE(there.covers_all);
  }
  // What is cut short or longer than it says is refused, and so are bytes of another source.
  for (std::size_t size = 0; size < sent[1].size(); ++size) {
    EXPECT_THROW(read_part(source, sent[0], sent[1].substr(0, size)), InvalidInput);
  }
  for (std::size_t size = 0; size < sent[0].size(); size += 7) {
    EXPECT_THROW(read_part(source, sent[0].substr(0, size), sent[1]), InvalidInput);
  }
  EXPECT_THROW(read_part(source, sent[0] + "x", sent[1]), InvalidInput);
  EXPECT_THROW(read_part(TableSource(popular(20)), sent[0], sent[1]), InvalidInput);
  Distribution wrong{.read = [](const std::string&, const auto&) { return std::vector<std::string>(7); }};
  EXPECT_THROW(match_on_demand(source, problem, objective, {.distribution = &wrong}), InvalidInput);
  wrong.read = nullptr;
  EXPECT_THROW(match_on_demand(source, problem, objective, {.distribution = &wrong}), InvalidInput);
}

TEST(OnDemand, KeepsWhatItFoundWhereNobodyIsLeftToRead) {
  const Problem problem = popular(60);
  const TableSource source(problem);
  for (const int readings : {0, 1, 2}) {
    int left = readings;
    Distribution distribution{.parts = 2};
    distribution.read = [&](const std::string& common, const std::vector<std::string>& asked) {
      return left-- == 0 ? std::vector<std::string>() : support::answers_to(source, common, asked);
    };
    const OnDemandMatching found = match_on_demand(source, problem, {MostPairs{}, MostPoints{}},
                                                   {.list_length = 3, .distribution = &distribution});
    EXPECT_EQ(found.ended, Status::cancelled);
    EXPECT_FALSE(found.covers_all);
    EXPECT_EQ(std::ssize(found.passes), readings);
    EXPECT_EQ(found.matching.status, readings == 0 ? Status::cancelled : Status::optimal);
  }
}

TEST(OnDemand, SaysWhatIsNotProvedWhereAPassIsLeftOut) {
  const Problem problem = popular(150);
  const TableSource source(problem);
  const Objective objective{MostPairs{}, MostPoints{}};
  const OnDemandMatching found = match_on_demand(source, problem, objective, {.list_length = 4, .most_passes = 1});
  EXPECT_EQ(found.passes.size(), 2U);
  EXPECT_FALSE(found.covers_all);
  EXPECT_LE(found.matching.points.units, match(problem, objective).points.units);
  const Verdict verdict = verify_on_demand(source, problem, found.matching);
  ASSERT_EQ(verdict.failures.size(), 1U);
  EXPECT_NE(verdict.failures[0].find("would gain in stage 2 and is left out"), std::string::npos)
      << verdict.failures[0];
}

TEST(OnDemand, VerifiesNoForgedMatching) {
  const Problem problem = popular(30);
  const TableSource source(problem);
  const Matching right = match_on_demand(source, problem, default_objective()).matching;
  ASSERT_TRUE(verify_on_demand(source, problem, right).holds);
  const auto forged = [&](auto change) {
    Matching matching = right;
    change(matching);
    return verify_on_demand(source, problem, matching);
  };
  EXPECT_FALSE(forged([](Matching& it) { it.pairs.pop_back(); }).holds);
  EXPECT_FALSE(forged([](Matching& it) { std::swap(it.pairs[0].mentor, it.pairs[1].mentor); }).holds);
  EXPECT_FALSE(forged([](Matching& it) { ++it.points.units; }).holds);
  EXPECT_FALSE(forged([](Matching& it) { ++*it.stages[1].value; }).holds);
  EXPECT_FALSE(forged([](Matching& it) { it.digest[0] ^= 1; }).holds);
  EXPECT_FALSE(forged([](Matching& it) { it.stages.clear(); }).holds);
  EXPECT_FALSE(forged([](Matching& it) { it.status = Status::infeasible; }).holds);
  EXPECT_FALSE(forged([](Matching& it) { it.stages[2].prices.mentor[3] -= 5000; }).holds);
  EXPECT_FALSE(forged([](Matching& it) { it.stages[1].prices = {}; }).holds);
  EXPECT_FALSE(forged([](Matching& it) { it.stages[0].stage = Leximin{}; }).holds);
  EXPECT_FALSE(forged([](Matching& it) {
                 for (std::int64_t& price : it.stages[1].prices.mentee) price = -1000;
               }).holds);
}

TEST(OnDemand, IsOfItsSource) {
  const Problem problem = popular(12);
  Problem other = problem;
  ++std::get<DenseTable>(other.points).units[0];
  const Matching matching = match_on_demand(TableSource(problem), problem, default_objective()).matching;
  EXPECT_FALSE(verify_on_demand(TableSource(other), problem, matching).holds);
}

TEST(OnDemand, TakesNobodyAndSourcesOfRefusedPairs) {
  for (const auto& [mentees, mentors] : {std::pair(0, 0), std::pair(0, 3), std::pair(3, 0), std::pair(3, 3)}) {
    DenseTable table{std::vector<std::int64_t>(at(mentees * mentors), DenseTable::forbidden)};
    const Problem problem{.mentees = mentees, .mentors = mentors, .points = std::move(table)};
    const TableSource source(problem);
    const OnDemandMatching found = match_on_demand(source, problem, default_objective());
    EXPECT_EQ(found.matching.status, Status::optimal);
    EXPECT_TRUE(found.matching.pairs.empty());
    EXPECT_TRUE(verify_on_demand(source, problem, found.matching).holds);
  }
}

TEST(OnDemand, StopsAndKeepsWhatItFound) {
  const Problem problem = popular(150);
  const TableSource source(problem);
  std::stop_source stop;
  stop.request_stop();
  const OnDemandMatching none =
      match_on_demand(source, problem, default_objective(), {.control = {.stop = stop.get_token()}});
  EXPECT_EQ(none.ended, Status::cancelled);
  EXPECT_EQ(none.matching.status, Status::cancelled);
  EXPECT_FALSE(none.covers_all);
  EXPECT_TRUE(none.matching.digest.empty());
  EXPECT_THROW(verify_on_demand(source, problem, match(problem), 1, {.stop = stop.get_token()}), Stopped);
}

std::vector<std::string> rules_of(const PairSource& source, const Problem& rules, const Objective& objective,
                                  const OnDemandOptions& options = {}) {
  std::vector<std::string> found;
  try {
    match_on_demand(source, rules, objective, options);
  } catch (const InvalidInput& fault) {
    for (const Finding& finding : fault.findings()) found.push_back(finding.rule);
  }
  return found;
}

TEST(OnDemand, RefusesWhatItCannotAnswer) {
  const Problem problem = popular(5);
  const TableSource source(problem);
  using Rules = std::vector<std::string>;
  EXPECT_EQ(rules_of(source, popular(6), default_objective()), Rules{"people"});
  EXPECT_EQ(rules_of(source, problem, {MostPairs{}, Leximin{}, RankMaximal{}}), (Rules{"objective", "objective"}));
  EXPECT_EQ(rules_of(source, problem, {}), Rules{"objective"});
  EXPECT_EQ(rules_of(source, problem, default_objective(), {.list_length = -1}), Rules{"list_length"});
  EXPECT_EQ(rules_of(source, problem, default_objective(), {.threads = 0}), Rules{"threads"});
  EXPECT_EQ(rules_of(source, problem, default_objective(), {.threads = 257}), Rules{"threads"});
  EXPECT_EQ(rules_of(source, problem, default_objective(), {.most_passes = -1}), Rules{"most_passes"});
  EXPECT_EQ(rules_of(source, problem, default_objective(), {.memory_limit = 10}), Rules{"memory_limit"});
  Problem locked = problem;
  locked.locked = {{MenteeId(0), MentorId(1)}, {MenteeId(0), MentorId(7)}};
  EXPECT_FALSE(rules_of(source, locked, default_objective()).empty());
}

TEST(OnDemand, SaysWhichListsFitTheMemory) {
  const Problem problem = popular(40);
  const TableSource source(problem);
  const std::int64_t limit = memory_of(source, {.list_length = 5});
  try {
    match_on_demand(source, problem, default_objective(), {.list_length = 9, .memory_limit = limit});
    FAIL();
  } catch (const InvalidInput& fault) {
    EXPECT_NE(std::string(fault.what()).find("a list_length of 5 fits"), std::string::npos) << fault.what();
  }
}

/// One pair has units that no source may give, and a source may throw.
class BadSource : public TableSource {
 public:
  using TableSource::TableSource;
  void units(const Block& block, std::span<std::int32_t> units) const override {
    TableSource::units(block, units);
    const std::int32_t row = 2 - block.first_mentee;
    if (row < 0 || row >= block.mentees) return;
    if (throws) throw std::runtime_error("row 2 cannot be read");
    units[at(row) * at(block.mentors)] = most_units + 1;
  }
  bool throws = false;
};

TEST(OnDemand, NamesThePairWhoseUnitsAreOutOfRangeAndPassesOnWhatASourceThrows) {
  const Problem problem = popular(6);
  BadSource source(problem);
  try {
    match_on_demand(source, problem, default_objective(), {.threads = 2});
    FAIL();
  } catch (const InvalidInput& fault) {
    EXPECT_NE(std::string(fault.what()).find("mentee 2 with mentor 0"), std::string::npos) << fault.what();
  }
  source.throws = true;
  EXPECT_THROW(match_on_demand(source, problem, default_objective(), {.threads = 2}), std::runtime_error);
}

}  // namespace
}  // namespace pairwell
