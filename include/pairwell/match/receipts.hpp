/// Receipts: for each person a statement that this person can check alone, against prices that everybody sees.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "pairwell/core/ids.hpp"
#include "pairwell/core/progress.hpp"
#include "pairwell/core/range.hpp"
#include "pairwell/core/stage.hpp"
#include "pairwell/match/certificate.hpp"
#include "pairwell/match/explain.hpp"
#include "pairwell/match/match.hpp"
#include "pairwell/match/problem.hpp"

namespace pairwell {

/// What is published of a stage of the objective.
struct PublishedStage {
  StageKind kind = StageKind::most_pairs;
  std::int64_t floor = 0;               ///< Of floor, in units.
  std::int64_t previous = 0;            ///< Of fewest_changes: how many pairs there were.
  std::uint64_t seed = 0;               ///< Of lottery.
  std::optional<std::int64_t> value{};  ///< As StageResult::value.
  std::vector<LevelCount> profile{};    ///< As StageResult::profile.

  friend bool operator==(const PublishedStage&, const PublishedStage&) = default;
};

/// One set of prices: of a stage, or of a step of a stage by levels. The price of a person is what a pair pays for
/// them: their own price and those of all their groups, added up, so that it tells nobody's groups.
struct PriceList {
  std::size_t stage = 0;   ///< Of the objective.
  std::int64_t first = 0;  ///< Of a step, as LevelStep::first and last; else 0.
  std::int64_t last = 0;
  std::vector<LevelCount> open{};  ///< Of a step: pairs that were open at each of its levels, in their order.
  std::vector<std::int64_t> mentee{};
  std::vector<std::int64_t> mentor{};
  std::vector<std::int64_t> mentee_group{};  ///< Of the group alone.
  std::vector<std::int64_t> mentor_group{};

  /// What the shares of each kind come to (see Receipt::shares), as decimals, since they may leave 64 bits. Together
  /// they are the worth of all pairs, which no matching that the earlier stages allow exceeds; of best_worst they are
  /// under 0, which shows that no matching has a better worst pair.
  std::string mentee_shares{};
  std::string mentor_shares{};
  std::string group_shares{};

  friend bool operator==(const PriceList&, const PriceList&) = default;
};

/// What is published of a group.
struct PublishedGroup {
  std::string label{};
  Range range{};
  std::int64_t pairs = 0;  ///< Of its members together.

  friend bool operator==(const PublishedGroup&, const PublishedGroup&) = default;
};

/// What all receipts of a matching share. A mentee is shown the prices of mentors, a mentor those of mentees, and both
/// the rest.
struct PublishedPrices {
  std::string matching{};  ///< The matching's digest.
  std::int64_t scale = 1;  ///< Units in a point.
  std::vector<PublishedStage> stages{};
  std::vector<PriceList> lists{};  ///< In the order of the stages and steps.
  std::vector<PublishedGroup> mentee_groups{};
  std::vector<PublishedGroup> mentor_groups{};
  std::vector<std::string> mentees{};  ///< Labels, all different.
  std::vector<std::string> mentors{};

  friend bool operator==(const PublishedPrices&, const PublishedPrices&) = default;
};

/// A person of the other side whom the rules allow.
struct AllowedPartner {
  std::int32_t partner = 0;  ///< Of the other side.
  std::int32_t rank = 0;     ///< Of the pair for its mentee, from 1; 0 where no stage goes by ranks.
  std::int64_t units = 0;    ///< Points of the pair.
  std::int64_t ticket = 0;   ///< Of the pair; 0 without a lottery.
  bool is_paired = false;
  bool is_locked = false;
  bool was_previous = false;  ///< Whether it is one of the pairs of fewest_changes.

  friend bool operator==(const AllowedPartner&, const AllowedPartner&) = default;
};

/// What one person is told alone.
struct Receipt {
  std::variant<MenteeId, MentorId> person{};
  Range range{};                           ///< How many pairs the person may have.
  std::vector<std::int32_t> groups{};      ///< Of the person's side, rising.
  std::vector<std::int64_t> prices{};      ///< The person's own in each list, with those of the groups.
  std::vector<AllowedPartner> partners{};  ///< Everybody whom the rules allow, rising.

  /// What of each list's total stands on this person, as decimals. A mentee: what the pairs leave, less what the groups
  /// cost for them. A mentor: the price without the groups, for each pair. Of best_worst: the person's terms of the sum
  /// that is under 0 (docs/design/matching.md, Receipts).
  std::vector<std::string> shares{};

  friend bool operator==(const Receipt&, const Receipt&) = default;
};

/// A receipt for everybody, in order.
struct Receipts {
  PublishedPrices prices{};
  std::vector<Receipt> mentees{};
  std::vector<Receipt> mentors{};
};

/// Writes a receipt for everybody.
/// @param names the labels under which people and groups are published; where a list or a name is empty, a group's own
/// name, and else the position.
/// @throws InvalidInput where the matching is not optimal, carries no certificate, was made for another problem or does
/// not prove itself, and where two of a kind would have the same label or one holds a control character; Stopped where
/// the control asks to stop.
/// @complexity as verify; every admissible pair is in two receipts, at 32 bytes each.
/// @see docs/design/matching.md, Receipts
Receipts receipts(const Problem& problem, const Matching& matching, const Names& names = {},
                  const Control& control = {});

/// Whether what is published holds by itself: groups that have a price are at the end of their range, and the totals
/// are those of the stages. Anybody can check this.
/// @complexity linear in the lists and groups.
Verdict check(const PublishedPrices& prices);

/// Whether a receipt holds against the published prices: in each list no other allowed partner that earlier stages
/// leave open is worth more than the prices of both, none of the person's own is worth less, the person's price fits
/// the range of pairs, and the shares are what they are said to be. Shares no code with what makes receipts.
/// @complexity linear in the partners and lists.
Verdict check(const Receipt& receipt, const PublishedPrices& prices);

/// What stands for receipts where they are compared, as SHA-256.
struct ReceiptDigests {
  std::string whole{};                 ///< Of everything: the same for all who were told the same.
  std::vector<std::string> mentees{};  ///< Of each one's own part.
  std::vector<std::string> mentors{};
  std::vector<std::string> mentee_lines{};  ///< Of what the other side is shown of each.
  std::vector<std::string> mentor_lines{};
};

/// The digests of receipts. One for all is made of them by a tree, so that each person can see that their own price and
/// part are in it without being shown those of others (docs/reference/match.md).
/// @throws InvalidInput where a list has not a price for everybody, or a receipt speaks of others; Stopped where the
/// control asks to stop.
/// @complexity linear in the documents' own parts, some 50 bytes a partner.
ReceiptDigests digests(const Receipts& receipts, const Control& control = {});

/// A receipt as a JSON document that needs nothing besides: what is published but for the other people of the person's
/// own side, and the person's own part. Its form is in docs/reference/match.md.
/// @throws InvalidInput where a list has not a price for everybody, or the person has no receipt.
/// @complexity linear in all people and in the person's partners, for each list.
std::string to_json(const Receipts& receipts, const ReceiptDigests& digests, MenteeId mentee);
std::string to_json(const Receipts& receipts, const ReceiptDigests& digests, MentorId mentor);

}  // namespace pairwell
