#include "pairwell/match/receipts.hpp"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <stop_token>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "pairwell/core/digest.hpp"
#include "pairwell/core/error.hpp"
#include "pairwell/core/random.hpp"
#include "support/findings.hpp"
#include "support/problems.hpp"

namespace pairwell {
namespace {

/// Greedy pairs for 8 + 4; the best is 5 + 9.
Problem small() { return {.mentees = 2, .mentors = 2, .points = DenseTable{{8, 5, 9, 4}}, .scale = 1}; }

Names people() { return {.mentee = {"Ana", "Ben"}, .mentor = {"Xu", "Yates"}}; }

void expect_all_hold(const Receipts& made) {
  EXPECT_EQ(check(made.prices).failures, std::vector<std::string>());
  for (const auto* side : {&made.mentees, &made.mentors}) {
    for (const Receipt& receipt : *side) {
      EXPECT_EQ(check(receipt, made.prices).failures, std::vector<std::string>());
    }
  }
}

std::string first_failure(const Receipt& receipt, const PublishedPrices& prices) {
  const Verdict verdict = check(receipt, prices);
  EXPECT_EQ(verdict.holds, verdict.failures.empty());
  return verdict.holds ? "" : verdict.failures.front();
}

TEST(Receipts, TellEverybodyThePricesAndTheirOwnPoints) {
  const Problem problem = small();
  const Receipts made = receipts(problem, match(problem, {MostPoints{}}), people());
  expect_all_hold(made);
  ASSERT_EQ(made.prices.lists.size(), 1U);
  EXPECT_EQ(made.prices.mentees, (std::vector<std::string>{"Ana", "Ben"}));
  EXPECT_EQ(made.prices.stages.front().value, 14);
  const Receipt& ana = made.mentees.front();
  EXPECT_EQ(ana.range, (Range{0, 1}));
  ASSERT_EQ(ana.partners.size(), 2U);
  EXPECT_EQ(ana.partners[0], (AllowedPartner{.partner = 0, .units = 8}));
  EXPECT_EQ(ana.partners[1], (AllowedPartner{.partner = 1, .units = 5, .is_paired = true}));
  // What is left of the others is no more than what hers leave.
  const auto& price = made.prices.lists.front().mentor;
  EXPECT_LE(8 - price[0], 5 - price[1]);
  const auto& list = made.prices.lists.front();
  EXPECT_EQ(std::stoi(list.mentee_shares) + std::stoi(list.mentor_shares) + std::stoi(list.group_shares), 14);
}

TEST(Receipts, GoByPositionsWithoutNames) {
  const Receipts made = receipts(small(), match(small()));
  EXPECT_EQ(made.prices.mentors, (std::vector<std::string>{"0", "1"}));
}

TEST(Receipts, OfNobodyAreNone) {
  const Problem nobody;
  const Receipts made = receipts(nobody, match(nobody));
  EXPECT_TRUE(made.mentees.empty() && made.mentors.empty());
  EXPECT_TRUE(check(made.prices).holds);
}

TEST(Receipts, AddUpTheGroupsAroundAPerson) {
  Problem problem{.mentees = 3, .mentors = 3, .points = DenseTable{{9, 8, 7, 8, 7, 6, 1, 1, 1}}, .scale = 1};
  problem.mentee_groups = {{"", {MenteeId(0), MenteeId(1)}, {0, 1}},
                           {"all", {MenteeId(0), MenteeId(1), MenteeId(2)}, {0, 2}}};
  const Receipts made = receipts(problem, match(problem, {MostPoints{}}), {.mentee_group = {"", "Wales"}});
  expect_all_hold(made);
  EXPECT_EQ(made.prices.mentee_groups[0], (PublishedGroup{"0", {0, 1}, 1}));
  EXPECT_EQ(made.prices.mentee_groups[1], (PublishedGroup{"Wales", {0, 2}, 2}));
  EXPECT_EQ(made.mentees[0].groups, (std::vector<std::int32_t>{0, 1}));
  EXPECT_EQ(made.mentees[2].groups, std::vector<std::int32_t>{1});
  EXPECT_GT(made.prices.lists.front().mentee_group[0], 0);
}

TEST(Receipts, HoldForEveryStageAndForLockedPairs) {
  Problem problem = small();
  problem.locked = {{MenteeId(0), MentorId(0)}};
  for (const Objective& objective :
       {Objective{MostPairs{}, Floor{Points(6)}, BestWorst{}, FewestChanges{{{MenteeId(1), MentorId(1)}}}, Lottery{7}},
        Objective{MostPairs{}, Leximin{}}, Objective{RankMaximal{}, MostPoints{}},
        Objective{MostPairs{}, Generous{}}}) {
    for (const Problem& asked : {small(), problem}) {
      const Receipts made = receipts(asked, match(asked, objective));
      expect_all_hold(made);
      EXPECT_EQ(made.mentees[0].partners[0].is_locked, asked == problem);
    }
  }
}

TEST(Receipts, TellTicketsAndRanksOnlyWhereAStageGoesByThem) {
  const Receipts plain = receipts(small(), match(small(), {MostPoints{}}));
  EXPECT_EQ(plain.mentees[0].partners[0].ticket, 0);
  EXPECT_EQ(plain.mentees[0].partners[0].rank, 0);
  const Receipts ranked = receipts(small(), match(small(), {RankMaximal{}, Lottery{7}}));
  EXPECT_EQ(ranked.mentees[0].partners[0].rank, 1);
  EXPECT_EQ(ranked.mentors[1].partners[1].rank, 2);
  EXPECT_EQ(ranked.mentees[0].partners[1].ticket, static_cast<std::int64_t>(ticket(7, 0, 1) >> 24));
}

TEST(Receipts, FillAWholeDocument) {
  const Problem problem{.mentees = 1, .mentors = 1, .points = DenseTable{{3}}, .scale = 1};
  const Receipts made = receipts(problem, match(problem, {MostPairs{}, Lottery{7}}), {.mentee = {"A\"\\"}});
  const auto& [first, second] = std::pair(made.prices.lists.at(0), made.prices.lists.at(1));
  const auto text = [](std::int64_t number) { return '"' + std::to_string(number) + '"'; };
  const std::string drawn = text(made.mentees[0].partners[0].ticket);
  const auto of_list = [](std::string_view stage, const PriceList& list) {
    return "{\"stage\":" + std::string(stage) + ",\"first\":null,\"last\":null,\"open\":[],\"shares\":{\"mentees\":\"" +
           list.mentee_shares + "\",\"mentors\":\"" + list.mentor_shares + "\",\"groups\":\"0\"}}";
  };
  const std::string rules =
      "{\"matching\":\"" + made.prices.matching +
      R"(","scale":"1","stages":[{"name":"most_pairs","parameter":null,"value":"1","profile":[]},)"
      R"({"name":"lottery","parameter":"7","value":)" +
      drawn + ",\"profile\":[]}],\"lists\":[" + of_list("0", first) + ',' + of_list("1", second) + "],\"groups\":[]}";
  const auto prices = [&](const std::vector<std::int64_t>& one, const std::vector<std::int64_t>& two) {
    return "[" + text(one[0]) + ',' + text(two[0]) + ']';
  };
  const std::string own = R"({"role":"mentee","label":"A\"\\","least":0,"most":1,"groups":[],"prices":)" +
                          prices(first.mentee, second.mentee) + ",\"shares\":[\"" + made.mentees[0].shares[0] +
                          "\",\"" + made.mentees[0].shares[1] +
                          R"("],"partners":[{"label":"0","units":"3","paired":true,"ticket":)" + drawn + "}]}";
  const std::string other = R"({"role":"mentor","label":"0","least":0,"most":1,"groups":[],"prices":)" +
                            prices(first.mentor, second.mentor) + ",\"shares\":[\"" + made.mentors[0].shares[0] +
                            "\",\"" + made.mentors[0].shares[1] +
                            R"("],"partners":[{"label":"A\"\\","units":"3","paired":true,"ticket":)" + drawn + "}]}";
  const std::string mentee =
      R"({"label":"A\"\\","prices":)" + prices(first.mentee, second.mentee) + ",\"own\":\"" + sha256(own) + "\"}";
  const std::string mentor =
      R"({"label":"0","prices":)" + prices(first.mentor, second.mentor) + ",\"own\":\"" + sha256(other) + "\"}";
  const ReceiptDigests told = digests(made);
  EXPECT_EQ(told.whole, sha256(sha256(rules) + ' ' + sha256(mentee) + ' ' + sha256(mentor)));
  EXPECT_EQ(to_json(made, told, MenteeId(0)), R"({"format":"pairwell receipt 1","digest":")" + told.whole +
                                                  "\",\"rules\":" + rules + ",\"others\":[" + mentor +
                                                  "],\"own\":" + own + ",\"path\":[]}");
}

TEST(Receipts, LeadFromALineToTheDigestOfAll) {
  const Problem problem{.mentees = 5, .mentors = 1, .points = DenseTable{{1, 2, 3, 4, 5}}};
  const Receipts made = receipts(problem, match(problem));
  const ReceiptDigests told = digests(made);
  const auto& line = told.mentee_lines;
  const std::string left = sha256(sha256(line[0] + line[1]) + sha256(line[2] + line[3]));
  const auto path_of = [&](std::int32_t mentee) {
    const std::string json = to_json(made, told, MenteeId(mentee));
    return json.substr(json.find("\"path\""));
  };
  EXPECT_EQ(path_of(4), "\"path\":[[\"left\",\"" + left + "\"]]}");
  EXPECT_EQ(path_of(2), "\"path\":[[\"right\",\"" + line[3] + "\"],[\"left\",\"" + sha256(line[0] + line[1]) +
                            "\"],[\"right\",\"" + line[4] + "\"]]}");
  Receipts other = made;
  other.mentees[1].partners[0].units += 1;
  EXPECT_NE(digests(other).whole, told.whole);
}

TEST(Receipts, ThatAreForgedDoNotHold) {
  const Receipts made = receipts(small(), match(small(), {MostPairs{}, MostPoints{}}), people());
  const Receipt& ana = made.mentees.front();
  const auto forged = [&](const std::function<void(Receipt&, PublishedPrices&)>& forge) {
    Receipt receipt = ana;
    PublishedPrices prices = made.prices;
    forge(receipt, prices);
    return first_failure(receipt, prices);
  };
  EXPECT_EQ(forged([](Receipt& own, PublishedPrices&) { own.partners[0].units = 20; }),
            "stage 2 (most_points): mentor Xu leaves more than the price and is no partner.");
  EXPECT_EQ(forged([](Receipt& own, PublishedPrices&) { own.partners[1].units = -20; }),
            "stage 2 (most_points): mentor Yates leaves less than the price and is a partner.");
  EXPECT_EQ(forged([](Receipt& own, PublishedPrices&) { own.shares[1] += "0"; }),
            "stage 2 (most_points): the share is not what the pairs and prices come to.");
  EXPECT_EQ(forged([](Receipt& own, PublishedPrices&) { own.prices[1] += 1; }),
            "stage 2 (most_points): the person's price is not the published one.");
  EXPECT_EQ(forged([](Receipt& own, PublishedPrices&) {
              own.range = {2, 2};
            }),
            "the number of pairs is outside the range.");
  EXPECT_EQ(forged([](Receipt& own, PublishedPrices&) { own.partners[0].is_locked = true; }),
            "the pair with mentor Xu is locked and not made.");
  EXPECT_EQ(forged([](Receipt& own, PublishedPrices&) { own.partners[0].partner = 7; }),
            "the receipt does not fit the published prices.");
  EXPECT_EQ(forged([](Receipt&, PublishedPrices& prices) { prices.stages[1].value = 15; }),
            "stage 2 (most_points): the total is not the value of the stage.");
  EXPECT_EQ(forged([](Receipt&, PublishedPrices& prices) { prices.lists[1].group_shares = "x"; }),
            "stage 2 (most_points): the share of the groups is not what they pay.");
  EXPECT_EQ(forged([](Receipt&, PublishedPrices& prices) { prices.lists.pop_back(); }),
            "stage 2 (most_points) does not have the prices that it needs.");
  EXPECT_EQ(forged([](Receipt&, PublishedPrices& prices) { prices.lists[0].mentor.pop_back(); }),
            "stage 1 (most_pairs) does not have a price for everybody.");
  EXPECT_EQ(forged([](Receipt&, PublishedPrices& prices) { prices.lists[0].stage = 7; }),
            "the lists of prices are not in the order of the stages.");
}

TEST(Receipts, OfGroupsAndLevelsThatAreForgedDoNotHold) {
  Problem problem = small();
  problem.mentee_groups = {{"Wales", {MenteeId(0), MenteeId(1)}, {0, 1}}};
  const Receipts made = receipts(problem, match(problem, {MostPairs{}, RankMaximal{}}));
  expect_all_hold(made);
  Receipts forged = made;
  forged.prices.mentee_groups[0].range.most = 2;
  EXPECT_EQ(first_failure(forged.mentees[0], forged.prices),
            "stage 1 (most_pairs): mentee group Wales has a price and is not at its limit.");
  forged = made;
  forged.prices.mentee_groups[0].pairs = 5;
  EXPECT_EQ(first_failure(forged.mentees[0], forged.prices),
            "mentee group Wales: the number of pairs is outside the range.");
  forged = made;
  forged.mentees[0].partners[1].rank = 1;
  EXPECT_EQ(first_failure(forged.mentees[0], forged.prices), "the rank of mentor 1 is not that of the points.");
  forged = made;
  forged.prices.stages[1].profile.clear();
  const Receipt& paired = made.mentees[made.mentees[0].partners[0].is_paired ? 0 : 1];
  EXPECT_EQ(first_failure(paired, forged.prices), "stage 2 (rank_maximal): the profile leaves out a pair at level 1.");
}

TEST(Receipts, NeedAMatchingThatProvesItself) {
  const Problem problem = small();
  const Matching matching = match(problem);
  const auto rule = [&](const Problem& asked, const Matching& told, const Names& names = {}) {
    std::vector<std::string> rules;
    for (const Finding& finding : testing::findings_of([&] { receipts(asked, told, names); })) {
      rules.push_back(finding.rule);
    }
    return rules;
  };
  using Rules = std::vector<std::string>;
  EXPECT_EQ(rule(problem, Matching{}), Rules{"status"});
  Problem other = problem;
  other.forbidden = {{MenteeId(0), MentorId(0)}};
  EXPECT_EQ(rule(other, matching), Rules{"digest"});
  EXPECT_EQ(rule(problem, match(problem, default_objective(), {.certificate = false})), Rules{"certificate"});
  EXPECT_EQ(rule(problem, match(problem, {MostPairs{}, Leximin{}}, {.certificate = false})), Rules{"certificate"});
  Matching forged = matching;
  forged.pairs = {{MenteeId(0), MentorId(0)}, {MenteeId(1), MentorId(1)}};
  forged.points = Points(12);
  EXPECT_EQ(rule(problem, forged), Rules{"proof"});
  EXPECT_EQ(rule(problem, matching, {.mentee = {"Ana"}}), Rules{"shape"});
  EXPECT_EQ(rule(problem, matching, {.mentee = {"Ana", "Ana"}}), Rules{"label"});
  EXPECT_EQ(rule(problem, matching, {.mentor = {"1", ""}}), Rules{"label"});
  EXPECT_EQ(rule(problem, matching, {.mentor = {"a\nb", "c"}}), Rules{"label"});
}

TEST(Receipts, AreNotWrittenWhereTheyDoNotFit) {
  const Receipts made = receipts(small(), match(small()));
  const ReceiptDigests told = digests(made);
  EXPECT_THROW(to_json(made, told, MenteeId(2)), InvalidInput);
  EXPECT_THROW(to_json(made, {}, MentorId(0)), InvalidInput);
  Receipts forged = made;
  forged.prices.lists[0].mentor.pop_back();
  EXPECT_THROW(digests(forged), InvalidInput);
  EXPECT_THROW(to_json(forged, told, MenteeId(0)), InvalidInput);
  forged = made;
  forged.mentees[0].partners[0].partner = 9;
  EXPECT_THROW(digests(forged), InvalidInput);
  EXPECT_THROW(to_json(forged, told, MenteeId(0)), InvalidInput);
  forged = made;
  forged.mentors.pop_back();
  EXPECT_THROW(digests(forged), InvalidInput);
}

TEST(Receipts, StopWhenAsked) {
  std::stop_source source;
  source.request_stop();
  const Control control{.stop = source.get_token()};
  EXPECT_THROW(receipts(small(), match(small()), {}, control), Stopped);
  EXPECT_THROW(digests(receipts(small(), match(small())), control), Stopped);
}

}  // namespace
}  // namespace pairwell
