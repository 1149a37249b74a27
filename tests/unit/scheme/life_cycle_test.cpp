#include "pairwell/scheme/life_cycle.hpp"

#include <algorithm>
#include <set>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "pairwell/core/error.hpp"

namespace pairwell {
namespace {

const MoveFacts told{.by = "A. Officer", .reason = "as recorded"};

std::string message_of(LifeCycle cycle, std::string_view state, std::string_view move, const MoveFacts& facts = told) {
  try {
    make_move(cycle, state, move, facts);
  } catch (const InvalidInput& fault) {
    return fault.what();
  }
  return "no fault";
}

class EveryLifeCycle : public ::testing::TestWithParam<LifeCycle> {};

INSTANTIATE_TEST_SUITE_P(All, EveryLifeCycle,
                         ::testing::Values(LifeCycle::application, LifeCycle::pair, LifeCycle::agreement,
                                           LifeCycle::meeting, LifeCycle::attendance),
                         [](const auto& cycle) { return std::string(to_string(cycle.param)); });

TEST_P(EveryLifeCycle, HasStatesWithNamesOfTheirOwn) {
  std::set<std::string_view> names;
  for (const LifeState& state : states(GetParam())) {
    EXPECT_TRUE(names.insert(state.name).second) << state.name;
    EXPECT_TRUE(state.sentence.ends_with('.')) << state.name;
  }
}

TEST_P(EveryLifeCycle, ReachesEveryStateFromTheFirst) {
  std::set<std::string_view> reached{states(GetParam()).front().name};
  for (bool grew = true; grew;) {
    grew = false;
    for (const Move& move : moves(GetParam())) grew |= reached.contains(move.from) && reached.insert(move.to).second;
  }
  EXPECT_EQ(reached.size(), states(GetParam()).size());
}

TEST_P(EveryLifeCycle, LeavesEveryStateThatIsNotFinalAndNoOther) {
  for (const LifeState& state : states(GetParam())) {
    EXPECT_EQ(moves_from(GetParam(), state.name).empty(), state.is_final) << state.name;
  }
}

TEST_P(EveryLifeCycle, ListsMovesInTheOrderOfTheStatesThatTheyLeave) {
  std::vector<std::string> expected;
  for (const LifeState& state : states(GetParam())) {
    for (const Move& move : moves_from(GetParam(), state.name)) {
      EXPECT_EQ(move.from, state.name);
      expected.push_back(std::string(move.from) + " " + std::string(move.name));
    }
  }
  std::vector<std::string> listed;
  for (const Move& move : moves(GetParam())) listed.push_back(std::string(move.from) + " " + std::string(move.name));
  EXPECT_EQ(listed, expected);
  EXPECT_EQ(std::set(listed.begin(), listed.end()).size(), listed.size()) << "a move from a state leads to one state";
}

TEST_P(EveryLifeCycle, SaysWhoDecidesWhereverItAsksForAReason) {
  for (const Move& move : moves(GetParam())) {
    EXPECT_TRUE(move.needs_by || !move.needs_reason) << move.from << " " << move.name;
    EXPECT_TRUE(move.sentence.ends_with('.')) << move.name;
  }
}

TEST_P(EveryLifeCycle, AllowsWhatTheTableSaysAndRefusesAllElse) {
  std::set<std::string_view> names;
  for (const Move& move : moves(GetParam())) names.insert(move.name);
  for (const LifeState& state : states(GetParam())) {
    const auto legal = moves_from(GetParam(), state.name);
    for (const std::string_view name : names) {
      const auto row = std::ranges::find(legal, name, &Move::name);
      if (row != legal.end()) {
        EXPECT_EQ(make_move(GetParam(), state.name, name, told), *row);
        continue;
      }
      const std::string message = message_of(GetParam(), state.name, name);
      EXPECT_NE(message.find(std::string(state.name)), std::string::npos) << message;
      for (const Move& move : legal) EXPECT_NE(message.find(std::string(move.name)), std::string::npos) << message;
    }
  }
}

TEST_P(EveryLifeCycle, RefusesAMoveThatIsNotToldWhatItNeeds) {
  for (const Move& move : moves(GetParam())) {
    std::vector<std::string> columns;
    try {
      make_move(GetParam(), move.from, move.name, {.by = " ", .reason = "\t"});
    } catch (const InvalidInput& fault) {
      for (const Finding& finding : fault.findings()) columns.push_back(finding.column);
    }
    std::vector<std::string> expected;
    if (move.needs_by) expected.push_back("by");
    if (move.needs_reason) expected.push_back("reason");
    EXPECT_EQ(columns, expected) << move.name << " from " << move.from;
  }
}

TEST_P(EveryLifeCycle, IsDrawnWithEveryMove) {
  const std::string drawn = diagram(GetParam());
  EXPECT_TRUE(drawn.starts_with("stateDiagram-v2\n  [*] --> " + std::string(states(GetParam()).front().name) + "\n"));
  for (const Move& move : moves(GetParam())) {
    const std::string line =
        "  " + std::string(move.from) + " --> " + std::string(move.to) + ": " + std::string(move.name) + "\n";
    EXPECT_NE(drawn.find(line), std::string::npos) << line;
  }
}

TEST_P(EveryLifeCycle, IsReadByItsName) { EXPECT_EQ(parse_life_cycle(to_string(GetParam())), GetParam()); }

TEST(LifeCycle, KnowsItsNames) {
  ASSERT_EQ(life_cycles().size(), 5U);
  EXPECT_EQ(life_cycles()[1], "pair");
  try {
    parse_life_cycle("pears");
    FAIL();
  } catch (const InvalidInput& fault) {
    EXPECT_STREQ(fault.what(),
                 "parse_life_cycle: a life cycle is application, pair, agreement, meeting or attendance "
                 "(rule: life-cycle, value: pears)");
  }
}

TEST(LifeCycle, LetsAnApplicantWithdrawFromEveryStageButTheLast) {
  for (const LifeState& state : states(LifeCycle::application)) {
    if (state.is_final) continue;
    const Move move = make_move(LifeCycle::application, state.name, "withdraw", {.by = "the applicant"});
    EXPECT_EQ(move.to, "withdrawn");
    EXPECT_FALSE(move.needs_reason) << "nobody must say why they withdraw";
  }
}

TEST(LifeCycle, EndsAPairFromEveryStageWhenSomebodyLeaves) {
  for (const LifeState& state : states(LifeCycle::pair)) {
    if (state.is_final) continue;
    EXPECT_EQ(make_move(LifeCycle::pair, state.name, "withdraw", told).to, "withdrawn");
  }
}

TEST(LifeCycle, TakesAPairFromTheMatchingToTheEnd) {
  std::string_view state = states(LifeCycle::pair).front().name;
  for (const char* move : {"review", "hold_conversation", "confirm", "publish", "start", "complete"}) {
    state = make_move(LifeCycle::pair, state, move, {.by = "A. Officer"}).to;
  }
  EXPECT_EQ(state, "completed");
}

TEST(LifeCycle, TellsWhatIsLegalInstead) {
  EXPECT_EQ(message_of(LifeCycle::pair, "proposed", "complete"),
            "make_move: a pair that is proposed cannot make this move; the moves from proposed are review, decline, "
            "replace and withdraw. (rule: move, value: complete)");
  EXPECT_EQ(message_of(LifeCycle::application, "withdrawn", "submit"),
            "make_move: an application that is withdrawn cannot make this move; withdrawn is final, and no move leads "
            "out of it. (rule: move, value: submit)");
  EXPECT_EQ(message_of(LifeCycle::pair, "reviewed", "declin"),
            "make_move: no move of a pair has this name; the moves from reviewed are hold_conversation, decline, "
            "replace and withdraw. Did you mean 'decline'? (rule: move, value: declin)");
  EXPECT_EQ(message_of(LifeCycle::meeting, "plan", "hold"),
            "make_move: a meeting has no such state; its states are planned, held, missed and cancelled. "
            "(rule: state, value: plan)");
  EXPECT_EQ(message_of(LifeCycle::pair, "reviewed", "decline", {.by = "the mentor"}),
            "make_move: 1 error\n  reason: the move decline of a pair must say why it is made (rule: blank)");
}

}  // namespace
}  // namespace pairwell
