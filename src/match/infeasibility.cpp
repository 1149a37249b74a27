#include "match/infeasibility.hpp"

#include <cassert>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include "core/at.hpp"

namespace pairwell {
namespace {

constexpr std::size_t names_in_a_sentence = 8;

/// A number of pairs with those who ask for it, or who limit it.
struct Claim {
  std::int64_t pairs = 0;
  std::vector<std::string> names;

  void add(std::int64_t count, std::string name) {
    pairs += count;
    names.push_back(std::move(name));
  }

  std::string in_words() const {
    std::string text;
    for (std::size_t index = 0; index < names.size() && index < names_in_a_sentence; ++index) {
      text.append(index == 0 ? "" : "; ").append(names[index]);
    }
    if (names.size() > names_in_a_sentence) {
      text.append("; and ").append(std::to_string(names.size() - names_in_a_sentence)).append(" more");
    }
    return text;
  }
};

std::string count_pairs(std::int64_t pairs) { return std::to_string(pairs) + (pairs == 1 ? " pair" : " pairs"); }

/// Sorts people and groups by the sign of their price: below 0 asks, above 0 limits.
class Claims {
 public:
  template <class Id>
  void add(Id id, const std::string& name, const Range& range, std::int64_t price) {
    const std::string who = name.empty() ? to_string(id) : to_string(id) + " \"" + name + "\"";
    if (price < 0) asked.add(range.least * -price, who + " asks for at least " + std::to_string(range.least));
    if (price > 0) limit.add(range.most * price, who + " takes at most " + std::to_string(range.most));
  }

  template <class PersonId>
  void add_people(const std::vector<Range>& capacity, const std::vector<std::int64_t>& prices) {
    for (std::int32_t person = 0; person < std::ssize(prices); ++person) {
      add(PersonId(person), {}, capacity.empty() ? Range{} : capacity[at(person)], prices[at(person)]);
    }
  }

  template <class GroupId, class PersonId>
  void add_groups(const std::vector<Group<PersonId>>& groups, const std::vector<std::int64_t>& prices) {
    for (std::int32_t group = 0; group < std::ssize(groups); ++group) {
      add(GroupId(group), groups[at(group)].name, groups[at(group)].pairs, prices[at(group)]);
    }
  }

  Claim asked;
  Claim limit;
};

}  // namespace

std::string in_words(const Problem& problem, const MatchNetwork& match, const Prices& prices,
                     const kernel::Spend& spend) {
  Claims claims;
  claims.add_people<MenteeId>(problem.mentee_capacity, prices.mentee);
  claims.add_people<MentorId>(problem.mentor_capacity, prices.mentor);
  claims.add_groups<MenteeGroupId>(problem.mentee_groups, prices.mentee_group);
  claims.add_groups<MentorGroupId>(problem.mentor_groups, prices.mentor_group);

  const PaidPrices paid = paid_prices(match, prices);
  std::int64_t open_pairs = 0;
  [[maybe_unused]] const bool is_done =
      match.each_pair(spend, [&](std::size_t pair, std::int32_t row, std::int32_t column) {
        if (match.network.state[pair] == kernel::PairState::out) return;
        const std::int64_t gain = -paid.row[at(row)] - paid.column[at(column)];
        if (match.locked[pair] && gain < 0) {
          claims.asked.add(-gain, to_string(match.people(row, column)) + " is locked");
        } else if (gain > 0) {
          open_pairs += gain;
        }
      });
  if (open_pairs > 0) claims.limit.add(open_pairs, "only " + count_pairs(open_pairs) + " allowed besides");
  assert(!is_done || claims.asked.pairs > claims.limit.pairs);  // Else the prices are no proof.

  std::string text =
      "At least " + count_pairs(claims.asked.pairs) + " must be made (" + claims.asked.in_words() + "), ";
  if (claims.limit.names.empty()) return text + "but no pair is allowed for them.";
  return text + "but no more than " + std::to_string(claims.limit.pairs) + " can be (" + claims.limit.in_words() + ").";
}

}  // namespace pairwell
