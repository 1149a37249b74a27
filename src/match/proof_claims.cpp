#include "match/proof_claims.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <set>
#include <string>
#include <variant>
#include <vector>

#include "core/at.hpp"

namespace pairwell::proof {
namespace {

/// Farkas' sum over the rules that are named, and no others.
class NamedRules {
 public:
  NamedRules(const Problem& problem, const Infeasibility& why, PairTable& table, Everyone& everyone)
      : why_(why), table_(table), everyone_(everyone), paid_(problem, why.prices) {}

  bool collide() {
    for (const Claim& claim : why_.asked) {
      if (!add(claim, false)) return false;
    }
    for (const Claim& claim : why_.limits) {
      if (!add(claim, true)) return false;
    }
    return names_every_limit() && adds_open_pairs() && sum_ < 0 && asked_ > most_;
  }

 private:
  /// Whether a rule is the problem's own, has a price of the right sign and is named once.
  bool add(const Claim& claim, bool is_limit) {
    if (!seen_.insert(claim.subject).second) return false;
    const std::int64_t price =
        std::visit([&](const auto& subject) { return price_of(subject, claim.pairs, is_limit); }, claim.subject);
    if (is_limit ? price <= 0 : price >= 0) return false;
    sum_ = proof::add(sum_, multiply(price, claim.pairs));
    std::int64_t& pairs = is_limit ? most_ : asked_;
    pairs = proof::add(pairs, claim.pairs);
    return true;
  }

  /// 0 where the rule is not the problem's.
  std::int64_t price_of(const Pair& pair, std::int64_t pairs, bool is_limit) {
    const auto [cell, place] = table_.find(pair);
    return cell != nullptr && cell->is_locked && pairs == 1 && !is_limit ? -paid_.by(place) : 0;
  }

  std::int64_t price_of(MenteeId id, std::int64_t pairs, bool is_limit) const {
    return price_of(id.value, everyone_.mentee, why_.prices.mentee, pairs, is_limit);
  }

  std::int64_t price_of(MentorId id, std::int64_t pairs, bool is_limit) const {
    return price_of(id.value, everyone_.mentor, why_.prices.mentor, pairs, is_limit);
  }

  std::int64_t price_of(MenteeGroupId id, std::int64_t pairs, bool is_limit) const {
    return price_of(id.value, everyone_.mentee_group, why_.prices.mentee_group, pairs, is_limit);
  }

  std::int64_t price_of(MentorGroupId id, std::int64_t pairs, bool is_limit) const {
    return price_of(id.value, everyone_.mentor_group, why_.prices.mentor_group, pairs, is_limit);
  }

  static std::int64_t price_of(std::int32_t id, const std::vector<Counted>& counted,
                               const std::vector<std::int64_t>& prices, std::int64_t pairs, bool is_limit) {
    if (id < 0 || id >= std::ssize(counted)) return 0;
    const Counted& one = counted[at(id)];
    return pairs == (is_limit ? one.most : one.least) ? prices[at(id)] : 0;
  }

  /// A limit that the prices use and the rules do not name would be missing from the sum.
  bool names_every_limit() const {
    std::int64_t priced = 0;
    for (const auto* side :
         {&why_.prices.mentee, &why_.prices.mentor, &why_.prices.mentee_group, &why_.prices.mentor_group}) {
      priced += std::ranges::count_if(*side, [](std::int64_t price) { return price > 0; });
    }
    return priced == std::ssize(why_.limits);
  }

  bool adds_open_pairs() {
    std::int64_t open = 0;
    table_.each([&](const Cell&, const Place& place) {
      const std::int64_t gain = -paid_.by(place);
      if (gain <= 0) return;
      sum_ = proof::add(sum_, gain);
      ++open;
    });
    most_ = proof::add(most_, open);
    return open == why_.open_pairs;
  }

  const Infeasibility& why_;
  PairTable& table_;
  Everyone& everyone_;
  Paid paid_;
  std::set<Claim::Subject> seen_;
  std::int64_t sum_ = 0;
  std::int64_t asked_ = 0;
  std::int64_t most_ = 0;
};

}  // namespace

void check_claims(const Problem& problem, const Infeasibility& why, PairTable& table, Everyone& everyone,
                  Failures& failures) {
  if (NamedRules(problem, why, table, everyone).collide()) return;
  failures.add([] { return std::string("the rules that are named are not shown to collide by themselves."); });
}

}  // namespace pairwell::proof
