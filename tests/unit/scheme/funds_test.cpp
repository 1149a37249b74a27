#include "pairwell/scheme/funds.hpp"

#include <limits>
#include <map>

#include <gtest/gtest.h>

#include "pairwell/core/random.hpp"
#include "support/scheme_builders.hpp"

namespace pairwell {
namespace {

using testing::small_programme;

Programme with_funds(std::int64_t travel = 10'000, std::int64_t access = 5'000) {
  Programme programme = small_programme();
  programme.funds = {{.id = "travel", .purpose = "Travel costs", .pence = travel},
                     {.id = "access", .purpose = "Access needs", .pence = access}};
  return programme;
}

LedgerEntry entry(EntryKind kind, std::int64_t pence, const std::string& grant = "T-1",
                  const std::string& fund = "travel") {
  return {.fund = fund, .kind = kind, .pence = pence, .grant = grant, .on = {2017, 6, 1}, .by = "A. Officer"};
}

std::vector<std::string> messages(const Findings& findings) {
  std::vector<std::string> result;
  for (const Finding& finding : findings) result.push_back(to_string(finding));
  return result;
}

TEST(Funds, StartWithTheirWholeAvailable) {
  const auto all = balances(with_funds(), {});
  ASSERT_EQ(all.size(), 2U);
  EXPECT_EQ(all[0], (FundBalance{.fund = "travel", .whole = 10'000, .amounts = {}, .available = 10'000}));
  EXPECT_EQ(all[1].fund, "access");
}

TEST(Funds, FollowAGrantFromItsOfferToItsRelease) {
  const Ledger ledger{entry(EntryKind::offer, 3'000), entry(EntryKind::commit, 2'000), entry(EntryKind::spend, 1'500),
                      entry(EntryKind::refund, 200), entry(EntryKind::release, 1'100)};
  const auto balance = balances(with_funds(), ledger)[0];
  // 1000 of the offer is released first, then 100 of the 700 that are committed.
  EXPECT_EQ(balance.amounts, (Amounts{.offered = 0, .committed = 600, .spent = 1'300, .released = 1'100}));
  EXPECT_EQ(balance.available, 8'100);
}

TEST(Funds, CommitWhatWasOfferedAndTheRestFromWhatIsAvailable) {
  const auto balance = balances(with_funds(), {entry(EntryKind::offer, 300), entry(EntryKind::commit, 1'000)})[0];
  EXPECT_EQ(balance.amounts, (Amounts{.offered = 0, .committed = 1'000}));
  EXPECT_EQ(balance.available, 9'000);
}

TEST(Funds, NameAmountsInTheProgrammesCurrency) {
  Programme programme = with_funds();
  programme.currency = "JPY";
  const auto found = check(programme, {entry(EntryKind::offer, 10'001)});
  ASSERT_EQ(found.size(), 1U);
  EXPECT_NE(found[0].message.find("Of JPY 10001, only JPY 10000 is"), std::string::npos) << found[0].message;
}

TEST(Funds, RefuseToBeOverspentAndNameWhatIsAvailable) {
  const Ledger ledger{entry(EntryKind::offer, 9'000)};
  EXPECT_EQ(add_entry(with_funds(), ledger, entry(EntryKind::offer, 1'000, "T-2")).size(), 2U) << "to the last penny";
  try {
    add_entry(with_funds(), ledger, entry(EntryKind::offer, 1'001, "T-2"));
    FAIL();
  } catch (const InvalidInput& fault) {
    ASSERT_EQ(fault.findings().size(), 1U);
    EXPECT_EQ(to_string(fault.findings()[0]),
              "ledger, row 2, column pence: Of GBP 10.01, only GBP 10.00 is available in the fund. (rule: overspent, "
              "value: 1001)");
  }
}

TEST(Funds, NeverMoveMoreThanTheGrantHas) {
  const std::map<EntryKind, std::string> expected{
      {EntryKind::commit, "only GBP 96.00 is offered to the grant or available in the fund"},
      {EntryKind::spend, "only GBP 2.00 is committed to the grant"},
      {EntryKind::refund, "only GBP 1.00 is spent on the grant"},
      {EntryKind::release, "only GBP 3.00 is offered or committed to the grant"}};
  const Ledger ledger{entry(EntryKind::offer, 400), entry(EntryKind::commit, 300), entry(EntryKind::spend, 100),
                      entry(EntryKind::offer, 100, "T-2")};
  for (const auto& [kind, text] : expected) {
    Ledger more = ledger;
    more.push_back(entry(kind, 9'900));
    const auto found = messages(check(with_funds(), more));
    ASSERT_EQ(found.size(), 1U) << to_string(kind);
    EXPECT_NE(found[0].find(text), std::string::npos) << found[0];
  }
}

TEST(Funds, AreRingFenced) {
  const Ledger ledger{entry(EntryKind::offer, 5'000, "A-1", "access")};
  EXPECT_THROW(add_entry(with_funds(), ledger, entry(EntryKind::offer, 1, "A-2", "access")), InvalidInput)
      << "the travel fund has money, and it is not for access";
}

TEST(Funds, AddUpByGrantPairAndEvent) {
  Programme programme = with_funds();
  programme.timetable.events.push_back({.id = "training", .kind = EventKind::training, .title = "Training"});
  LedgerEntry first = entry(EntryKind::offer, 100, "T-1");
  first.mentee = "MM-1";
  first.mentor = "MR-1";
  LedgerEntry second = entry(EntryKind::commit, 50, "T-2");
  second.mentee = "MM-1";
  second.mentor = "MR-1";
  second.event = "training";
  LedgerEntry alone = entry(EntryKind::offer, 7, "A-1", "access");
  alone.mentor = "MR-2";
  const Ledger ledger{first, second, alone, entry(EntryKind::spend, 20, "T-2")};
  using Totals = std::vector<LedgerTotal>;
  EXPECT_EQ(totals(programme, ledger, LedgerKey::pair),
            (Totals{{"travel", "MM-1 with MR-1", {.offered = 100, .committed = 30, .spent = 20}},
                    {"access", "MR-2", {.offered = 7}}}));
  EXPECT_EQ(totals(programme, ledger, LedgerKey::event), (Totals{{"travel", "", {.offered = 100}},
                                                                 {"travel", "training", {.committed = 30, .spent = 20}},
                                                                 {"access", "", {.offered = 7}}}));
  EXPECT_EQ(totals(programme, ledger, LedgerKey::grant).size(), 3U);
}

TEST(Funds, SayEveryFaultOfALedgerAtOnce) {
  LedgerEntry bad = entry(EntryKind::offer, 0, " ", "trvel");
  bad.on = {2017, 2, 29};
  bad.by = "";
  bad.event = "party";
  LedgerEntry other = entry(EntryKind::commit, 10, "T-1", "access");
  other.mentee = "MM-2";
  const Ledger ledger{bad, entry(EntryKind::offer, 100), other};
  std::vector<std::string> found;
  for (const Finding& finding : check(with_funds(), ledger)) {
    found.push_back(std::to_string(finding.row) + " " + finding.rule + " " + finding.column);
  }
  EXPECT_EQ(found, (std::vector<std::string>{"1 fund fund", "1 range pence", "1 blank grant", "1 blank by",
                                             "1 calendar on", "1 event event", "3 grant fund", "3 grant mentee"}));
  EXPECT_THROW(balances(with_funds(), ledger), InvalidInput);
  EXPECT_THROW(totals(with_funds(), ledger, LedgerKey::pair), InvalidInput);
}

TEST(Funds, KeepTheirWholeWhateverIsEntered) {
  Random random(11);
  const Programme programme = with_funds();
  for (int round = 0; round < 50; ++round) {
    Ledger ledger;
    int refused = 0;
    for (int i = 0; i < 60; ++i) {
      LedgerEntry next =
          entry(static_cast<EntryKind>(random.below(5)), 1 + static_cast<std::int64_t>(random.below(4'000)),
                "G-" + std::to_string(random.below(4)), random.below(2) == 0 ? "travel" : "access");
      try {
        ledger = add_entry(programme, ledger, next);
      } catch (const InvalidInput&) {
        ++refused;
      }
      for (const FundBalance& balance : balances(programme, ledger)) {
        const Amounts& a = balance.amounts;
        EXPECT_EQ(a.offered + a.committed + a.spent + balance.available, balance.whole);
        EXPECT_TRUE(a.offered >= 0 && a.committed >= 0 && a.spent >= 0 && balance.available >= 0);
      }
    }
    EXPECT_GT(refused, 0);
    EXPECT_GT(ledger.size(), 0U);
  }
}

TEST(Funds, WriteMoneyInWords) {
  EXPECT_EQ(money_in_words(0), "GBP 0.00");
  EXPECT_EQ(money_in_words(123'456), "GBP 1234.56");
  EXPECT_EQ(money_in_words(-5), "GBP -0.05");
  EXPECT_EQ(money_in_words(std::numeric_limits<std::int64_t>::min()), "GBP -92233720368547758.08");
  EXPECT_EQ(money_in_words(123'456, "CHF"), "CHF 1234.56");
  EXPECT_EQ(money_in_words(123'456, "JPY"), "JPY 123456") << "a yen has no smaller part";
  EXPECT_EQ(money_in_words(-5, "KWD"), "KWD -0.005");
}

TEST(Funds, NameTheirWords) {
  EXPECT_EQ(to_string(EntryKind::refund), "refund");
  EXPECT_EQ(to_string(LedgerKey::pair), "pair");
}

}  // namespace
}  // namespace pairwell
