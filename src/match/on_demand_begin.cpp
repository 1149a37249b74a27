#include "match/on_demand_begin.hpp"

#include <algorithm>
#include <compare>
#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

#include "core/at.hpp"
#include "match/bytes.hpp"
#include "match/keep_greatest.hpp"
#include "match/listed_pairs.hpp"
#include "match/priced_stages.hpp"
#include "pairwell/core/digest.hpp"
#include "pairwell/core/error.hpp"

namespace pairwell {
namespace {

/// What was kept, read again.
struct KeptEarlier {
  std::optional<PersonMarks> marks;
  UnlistedBounds bounds;
};

constexpr std::size_t digest_size = 64;

/// Of what was kept with the pairs that it was kept beside.
std::string digest_of_kept(std::string_view bytes, const Problem& listed) {
  return Digest().add(bytes).add(digest(listed)).hex();
}

/// None for bytes of another version, and for those that are not as they were written, or not of these listed pairs.
std::optional<KeptEarlier> read_kept(const OnDemandMatching& earlier) {
  if (earlier.kept.size() < digest_size) return {};
  const std::string_view bytes = std::string_view(earlier.kept).substr(0, earlier.kept.size() - digest_size);
  if (earlier.kept.substr(bytes.size()) != digest_of_kept(bytes, earlier.listed)) return {};
  KeptEarlier kept;
  std::string of_bounds;
  try {
    ByteReader reader(bytes, "what was kept");
    if (reader.number<std::uint8_t>() != 0) {
      PersonMarks marks;
      const std::vector<char> common = reader.list<char>();
      marks.common.assign(common.begin(), common.end());
      marks.mentee = reader.list<PersonMark>();
      marks.mentor = reader.list<PersonMark>();
      const Problem& listed = earlier.listed;
      if (std::ssize(marks.mentee) != listed.mentees || std::ssize(marks.mentor) != listed.mentors) return {};
      kept.marks = std::move(marks);
    }
    const std::vector<char> told = reader.list<char>();
    of_bounds.assign(told.begin(), told.end());
    reader.end();
  } catch (const InvalidInput&) {
    return {};
  }
  std::optional<UnlistedBounds> bounds = bounds_from_bytes(of_bounds, earlier.listed.mentees, earlier.listed.mentors);
  if (!bounds) return {};
  kept.bounds = std::move(*bounds);
  return kept;
}

bool have_sizes_of(const Prices& prices, const Problem& problem) {
  return std::ssize(prices.mentee) == problem.mentees && std::ssize(prices.mentor) == problem.mentors &&
         prices.mentee_group.size() == problem.mentee_groups.size() &&
         prices.mentor_group.size() == problem.mentor_groups.size();
}

/// Whether a matching speaks of no others than the people and groups of a problem.
bool is_of(const Matching& matching, const Problem& problem) {
  const auto is_within = [&](const Pair& pair) {
    return pair.mentee.value >= 0 && pair.mentee.value < problem.mentees && pair.mentor.value >= 0 &&
           pair.mentor.value < problem.mentors;
  };
  const auto is_priced = [&](const StageResult& result) {
    return result.prices == Prices{} || have_sizes_of(result.prices, problem);
  };
  return std::ranges::all_of(matching.pairs, is_within) && std::ranges::all_of(matching.stages, is_priced);
}

std::uint64_t drawn_key(const std::vector<std::uint64_t>& keys, std::int32_t person) {
  return keys.empty() ? static_cast<std::uint64_t>(person) : keys[at(person)];
}

/// The people of one side: where they were, and whether they are as they were.
struct CarriedSide {
  std::vector<std::int32_t> before{};  ///< -1: new.
  std::vector<std::int32_t> now{};     ///< Of those before; -1: gone.
  std::vector<std::uint8_t> is_same{};

  std::int32_t people() const { return static_cast<std::int32_t>(before.size()); }
  bool same(std::int32_t person) const { return is_same[at(person)] != 0; }
};

/// @param are_like whether marks and keys of a person now and of one before are the same
template <class AreLike>
CarriedSide carried_side(const std::vector<std::int32_t>& given, std::int32_t people, std::int32_t people_before,
                         const AreLike& are_like) {
  CarriedSide side{.now = std::vector<std::int32_t>(at(people_before), -1)};
  for (std::int32_t person = 0; person < people; ++person) {
    const std::int32_t by_position = person < people_before ? person : -1;
    const std::int32_t before = given.empty() ? by_position : given[at(person)];
    side.before.push_back(before);
    side.is_same.push_back(before >= 0 && are_like(person, before) ? 1 : 0);
    if (before >= 0) side.now[at(before)] = person;
  }
  return side;
}

template <class Number>
std::vector<Number> carried(const std::vector<Number>& before, const CarriedSide& side, Number of_new) {
  std::vector<Number> now;
  now.reserve(side.before.size());
  for (const std::int32_t position : side.before) now.push_back(position < 0 ? of_new : before[at(position)]);
  return now;
}

template <class PersonId>
void pay_groups(std::vector<std::int64_t>& prices, const std::vector<Group<PersonId>>& groups,
                std::vector<std::int64_t>& of_groups) {
  for (std::size_t group = 0; group < groups.size(); ++group) {
    for (const PersonId member : groups[group].members) prices[at(member.value)] += of_groups[group];
  }
}

/// The stage of points, where there is one with prices.
Prices* prices_of_points(Matching& start) {
  for (StageResult& result : start.stages) {
    if (std::holds_alternative<MostPoints>(result.stage) && result.prices != Prices{}) return &result.prices;
  }
  return nullptr;
}

/// A pair by what it is worth beyond what the other pays. The better ones are the greater.
struct BeyondPrice {
  std::int64_t beyond = 0;
  std::uint32_t tie = 0;
  std::int32_t other = 0;
  std::int32_t units = 0;

  friend auto operator<=>(const BeyondPrice&, const BeyondPrice&) = default;
};

bool is_under(const std::vector<BeyondPrice>& heap, std::int32_t most, std::int64_t beyond) {
  return std::ssize(heap) >= most && beyond < heap.front().beyond;
}

/// What a person pays at whom no pair gains.
std::int64_t price_without_gain(const std::vector<BeyondPrice>& best) {
  std::int64_t price = 0;
  for (const BeyondPrice& one : best) price = std::max(price, one.beyond);
  return price;
}

/// Carries an earlier matching over.
class Carrying {
 public:
  Carrying(const PairSource& source, const std::optional<PersonMarks>& marks, const Problem& rules,
           const Earlier& earlier, KeptEarlier kept)
      : rules_(rules),
        earlier_(*earlier.found),
        kept_(std::move(kept)),
        reference_(kept_.bounds.stages, {earlier_.listed.mentee_keys, earlier_.listed.mentor_keys}) {
    const bool are_comparable =
        marks && kept_.marks && marks->common == kept_.marks->common && source.scale() == earlier_.listed.scale;
    const bool is_drawn = std::ranges::any_of(
        kept_.bounds.stages, [](const PricedStage& stage) { return stage.kind == PricedStage::Kind::lottery; });
    const auto likeness = [&](const std::vector<PersonMark> PersonMarks::*side, const auto& keys, const auto& before) {
      return [&, side](std::int32_t person, std::int32_t was) {
        return are_comparable && ((*marks).*side)[at(person)] == ((*kept_.marks).*side)[at(was)] &&
               (!is_drawn || drawn_key(keys, person) == drawn_key(before, was));
      };
    };
    mentees_ = carried_side(earlier.mentee_before, rules.mentees, earlier_.listed.mentees,
                            likeness(&PersonMarks::mentee, rules.mentee_keys, earlier_.listed.mentee_keys));
    mentors_ = carried_side(earlier.mentor_before, rules.mentors, earlier_.listed.mentors,
                            likeness(&PersonMarks::mentor, rules.mentor_keys, earlier_.listed.mentor_keys));
  }

  Begun run() {
    Begun begun;
    begun.table = table();
    begun.start = start();
    begun.bounds = bounds();
    begun.mentees = changed(mentees_);
    begun.mentors = changed(mentors_);
    begun.freed = freed();
    return begun;
  }

 private:
  static std::vector<std::int32_t> changed(const CarriedSide& side) {
    std::vector<std::int32_t> people;
    for (std::int32_t person = 0; person < side.people(); ++person) {
      if (!side.same(person)) people.push_back(person);
    }
    return people;
  }

  /// The pair's place now; none where one of the two is not as before.
  std::optional<Pair> same_pair(std::int32_t mentee, std::int32_t mentor) const {
    const std::int32_t row = mentees_.now[at(mentee)];
    const std::int32_t column = mentors_.now[at(mentor)];
    if (row < 0 || column < 0 || !mentees_.same(row) || !mentors_.same(column)) return {};
    return Pair{MenteeId(row), MentorId(column)};
  }

  /// Pairs that were listed or near, but for those that lose so much that they are like those that were not, so that
  /// lists do not grow from call to call.
  SparseTable table() {
    std::vector<Pair> forbidden = rules_.forbidden;
    std::ranges::sort(forbidden);
    const auto& listed = std::get<SparseTable>(earlier_.listed.points);
    std::vector<ListedPair> pairs;
    std::vector<std::int64_t> lowered(at(reference_.count()));
    auto chosen = earlier_.matching.pairs.begin();
    const auto take = [&](std::int32_t mentee, std::int32_t mentor, std::int32_t units, bool is_chosen) {
      const std::optional<Pair> pair = same_pair(mentee, mentor);
      if (!pair || std::ranges::binary_search(forbidden, *pair)) return;
      const bool is_known = kept_.bounds.is_known(mentee) && kept_.bounds.knows_column[at(mentor)] != 0;
      if (is_known && !is_chosen && kept_.bounds.is_bounded(mentee)) {
        if (units <= kept_.bounds.most_units_of(mentee, mentor)) return;
      } else if (is_known && !is_chosen) {
        const Margins margins = kept_.bounds.margins_of(mentee);
        std::ranges::copy(margins, lowered.begin());
        reference_.gain_as_if_in(mentee, mentor, units, lowered);
        if (std::ranges::equal(lowered, margins)) return;
      }
      pairs.push_back({*pair, units});
    };
    for (std::int32_t mentee = 0; mentee < earlier_.listed.mentees; ++mentee) {
      for (std::int64_t place = listed.row_start[at(mentee)]; place < listed.row_start[at(mentee) + 1]; ++place) {
        const Pair pair{MenteeId(mentee), MentorId(listed.mentor[at(place)])};
        while (chosen != earlier_.matching.pairs.end() && *chosen < pair) ++chosen;
        const bool is_chosen = chosen != earlier_.matching.pairs.end() && *chosen == pair;
        take(mentee, pair.mentor.value, static_cast<std::int32_t>(listed.units[at(place)]), is_chosen);
      }
      for (const NearMentor& one : kept_.bounds.near[at(mentee)]) take(mentee, one.mentor, one.units, false);
    }
    SparseTable now{.row_start = std::vector<std::int64_t>(at(rules_.mentees) + 1, 0)};
    add_pairs(now, rules_.mentees, std::move(pairs));
    return now;
  }

  /// Pairs of people who are still there, and prices; those of groups stay with their members where the groups are
  /// others.
  Matching start() const {
    Matching start{.status = Status::optimal};
    for (const Pair& pair : earlier_.matching.pairs) {
      const std::int32_t row = mentees_.now[at(pair.mentee.value)];
      const std::int32_t column = mentors_.now[at(pair.mentor.value)];
      if (row >= 0 && column >= 0) start.pairs.push_back({MenteeId(row), MentorId(column)});
    }
    std::ranges::sort(start.pairs);
    const Problem& before = earlier_.listed;
    for (StageResult result : earlier_.matching.stages) {
      Prices prices = std::move(result.prices);
      if (prices == Prices{}) continue;
      if (before.mentee_groups.size() != rules_.mentee_groups.size()) {
        pay_groups(prices.mentee, before.mentee_groups, prices.mentee_group);
        prices.mentee_group.assign(rules_.mentee_groups.size(), 0);
      }
      if (before.mentor_groups.size() != rules_.mentor_groups.size()) {
        pay_groups(prices.mentor, before.mentor_groups, prices.mentor_group);
        prices.mentor_group.assign(rules_.mentor_groups.size(), 0);
      }
      prices.mentee = carried<std::int64_t>(prices.mentee, mentees_, 0);
      prices.mentor = carried<std::int64_t>(prices.mentor, mentors_, 0);
      result.prices = std::move(prices);
      start.stages.push_back(std::move(result));
    }
    return start;
  }

  UnlistedBounds bounds() {
    const std::size_t count = kept_.bounds.stages.size();
    UnlistedBounds now(rules_.mentees, rules_.mentors);
    for (const PricedStage& stage : kept_.bounds.stages) {
      PricedStage& of_now =
          now.stages.emplace_back(PricedStage{.kind = stage.kind,
                                              .number = stage.number,
                                              .mentee = carried<std::int64_t>(stage.mentee, mentees_, 0),
                                              .mentor = carried<std::int64_t>(stage.mentor, mentors_, 0)});
      if (!of_now.mentor.empty()) of_now.least_of_mentors = std::ranges::min(of_now.mentor);
    }
    now.margins.assign(at(rules_.mentees) * count, no_margin_needed);
    for (std::int32_t mentee = 0; mentee < rules_.mentees; ++mentee) {
      if (!mentees_.same(mentee)) continue;
      const std::int32_t before = mentees_.before[at(mentee)];
      now.knows_row[at(mentee)] = kept_.bounds.knows_row[at(before)];
      now.most_of_row[at(mentee)] = kept_.bounds.most_of_row[at(before)];
      std::ranges::copy(kept_.bounds.margins_of(before), now.margins_of(mentee).begin());
    }
    for (std::int32_t mentor = 0; mentor < rules_.mentors; ++mentor) {
      const bool is_known = mentors_.same(mentor) && kept_.bounds.knows_column[at(mentors_.before[at(mentor)])] != 0;
      now.knows_column[at(mentor)] = is_known ? 1 : 0;
      if (is_known) now.most_of_column[at(mentor)] = kept_.bounds.most_of_column[at(mentors_.before[at(mentor)])];
    }
    return now;
  }

  std::vector<Pair> freed() const {
    std::vector<Pair> forbidden = rules_.forbidden;
    std::ranges::sort(forbidden);
    std::vector<Pair> pairs;
    for (const Pair& before : earlier_.listed.forbidden) {
      const std::optional<Pair> pair = same_pair(before.mentee.value, before.mentor.value);
      if (pair && !std::ranges::binary_search(forbidden, *pair)) pairs.push_back(*pair);
    }
    return pairs;
  }

  const Problem& rules_;
  const OnDemandMatching& earlier_;
  KeptEarlier kept_;
  PricedStages reference_;
  CarriedSide mentees_;
  CarriedSide mentors_;
};

}  // namespace

std::optional<Begun> carry_over(const PairSource& source, const std::optional<PersonMarks>& marks, const Problem& rules,
                                const Earlier& earlier) {
  if (earlier.found->matching.status != Status::optimal || !is_of(earlier.found->matching, earlier.found->listed)) {
    return {};
  }
  std::optional<KeptEarlier> kept = read_kept(*earlier.found);
  if (!kept) return {};
  return Carrying(source, marks, rules, earlier, std::move(*kept)).run();
}

std::optional<std::vector<ListedPair>> best_of_changed(const PairRows& rows, const Begun& begun, ListLengths lengths,
                                                       Matching& start, Checkpoint& checkpoint) {
  Prices* const prices = prices_of_points(start);
  const std::vector<std::int64_t> nothing;
  const auto paid = [&](const std::vector<std::int64_t>& of_side, std::int32_t person) {
    return of_side.empty() ? 0 : of_side[at(person)];
  };
  std::vector<ListedPair> pairs;
  std::vector<std::vector<BeyondPrice>> of_rows(begun.mentees.size());
  const std::vector<std::int64_t>& mentor_prices = prices == nullptr ? nothing : prices->mentor;
  const auto read_row = [&](std::int32_t, std::size_t place, std::int32_t first, std::span<const std::int32_t> units) {
    for (std::int32_t column = first; column < first + std::ssize(units); ++column) {
      const std::int32_t worth = units[at(column - first)];
      if (worth == PairSource::refused) continue;
      const std::int32_t mentor = rows.mentor_of(column);
      check_units({MenteeId(begun.mentees[place]), MentorId(mentor)}, worth);
      const std::int64_t beyond = worth - paid(mentor_prices, mentor);
      if (is_under(of_rows[place], lengths.of_mentee, beyond)) continue;
      keep_greatest(of_rows[place], at(lengths.of_mentee),
                    BeyondPrice{beyond, tie_number(begun.mentees[place], mentor), mentor, worth});
    }
  };
  if (!rows.read(begun.mentees, checkpoint, read_row)) return {};
  for (std::size_t place = 0; place < of_rows.size(); ++place) {
    const std::int32_t mentee = begun.mentees[place];
    if (prices != nullptr) prices->mentee[at(mentee)] = price_without_gain(of_rows[place]);
    for (const BeyondPrice& one : of_rows[place]) {
      pairs.push_back({{MenteeId(mentee), MentorId(one.other)}, one.units});
    }
  }
  const std::vector<std::int64_t>& mentee_prices = prices == nullptr ? nothing : prices->mentee;
  std::vector<std::vector<std::vector<BeyondPrice>>> found(at(rows.blocks_of_columns()));
  for (auto& of_block : found) of_block.resize(begun.mentors.size());
  const auto read_column = [&](std::int32_t block, std::size_t place, std::int32_t first,
                               std::span<const std::int32_t> units) {
    for (std::int32_t mentee = first; mentee < first + std::ssize(units); ++mentee) {
      const std::int32_t worth = units[at(mentee - first)];
      if (worth == PairSource::refused) continue;
      check_units({MenteeId(mentee), MentorId(begun.mentors[place])}, worth);
      std::vector<BeyondPrice>& best = found[at(block)][place];
      const std::int64_t beyond = worth - paid(mentee_prices, mentee);
      if (is_under(best, lengths.of_mentor, beyond)) continue;
      keep_greatest(best, at(lengths.of_mentor),
                    BeyondPrice{beyond, tie_number(mentee, begun.mentors[place]), mentee, worth});
    }
  };
  if (!rows.read_columns(begun.mentors, checkpoint, read_column)) return {};
  for (std::size_t place = 0; place < begun.mentors.size(); ++place) {
    std::vector<BeyondPrice> best;
    for (const auto& of_block : found) {
      for (const BeyondPrice& one : of_block[place]) keep_greatest(best, at(lengths.of_mentor), one);
    }
    const std::int32_t mentor = begun.mentors[place];
    if (prices != nullptr) prices->mentor[at(mentor)] = price_without_gain(best);
    for (const BeyondPrice& one : best) pairs.push_back({{MenteeId(one.other), MentorId(mentor)}, one.units});
  }
  return pairs;
}

std::string kept_bytes(const std::optional<PersonMarks>& marks, const UnlistedBounds& bounds, const Problem& listed) {
  ByteWriter writer;
  writer.add(static_cast<std::uint8_t>(marks ? 1 : 0));
  if (marks) {
    writer.add_list(std::span(marks->common.data(), marks->common.size()));
    writer.add_list(marks->mentee).add_list(marks->mentor);
  }
  const std::string of_bounds = to_bytes(bounds);
  writer.add_list(std::span(of_bounds.data(), of_bounds.size()));
  const std::string bytes = writer.take();
  return bytes + digest_of_kept(bytes, listed);
}

}  // namespace pairwell
