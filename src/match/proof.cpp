#include "match/proof.hpp"

#include <algorithm>
#include <cassert>
#include <cstddef>

namespace pairwell::proof {
namespace {

/// A pair's worth is under 2^61 (see check), so that a gain stays in 64 bits where its pair pays no more than this.
constexpr std::int64_t most_paid = std::int64_t{3} << 61;

std::vector<Counted> people(std::int32_t count, const std::vector<Range>& capacity) {
  std::vector<Counted> counted(at(count), Counted{.least = 0, .most = 1});
  for (std::size_t person = 0; person < capacity.size(); ++person) {
    counted[person] = {.least = capacity[person].least, .most = capacity[person].most};
  }
  return counted;
}

template <class PersonId>
std::vector<Counted> groups(const std::vector<Group<PersonId>>& list) {
  std::vector<Counted> counted;
  for (const auto& group : list) counted.push_back({.least = group.pairs.least, .most = group.pairs.most});
  return counted;
}

template <class PersonId>
void spread(std::vector<std::int64_t>& paid, const std::vector<Group<PersonId>>& groups,
            const std::vector<std::int64_t>& price) {
  assert(price.size() == groups.size());
  for (std::size_t group = 0; group < groups.size(); ++group) {
    for (const PersonId member : groups[group].members) {
      paid[at(member.value)] = add(paid[at(member.value)], price[group]);
    }
  }
}

}  // namespace

std::int64_t add(std::int64_t a, std::int64_t b) {
  std::int64_t sum = 0;
  if (__builtin_add_overflow(a, b, &sum)) throw TooLarge();
  return sum;
}

std::int64_t subtract(std::int64_t a, std::int64_t b) {
  std::int64_t difference = 0;
  if (__builtin_sub_overflow(a, b, &difference)) throw TooLarge();
  return difference;
}

std::int64_t multiply(std::int64_t a, std::int64_t b) {
  std::int64_t product = 0;
  if (__builtin_mul_overflow(a, b, &product)) throw TooLarge();
  return product;
}

std::vector<std::string> Failures::list() && {
  if (untold_ > 0)
    told_.push_back(untold_ == 1 ? "there is 1 more failure like these."
                                 : "there are " + std::to_string(untold_) + " more failures like these.");
  return std::move(told_);
}

PairTable::PairTable(const Problem& problem, Checkpoint& checkpoint) : problem_(problem), checkpoint_(checkpoint) {
  if (const auto* dense = std::get_if<DenseTable>(&problem.points)) {
    cells_.resize(dense->units.size());
    for (std::size_t cell = 0; cell < cells_.size(); ++cell) {
      if (dense->units[cell] != DenseTable::forbidden) cells_[cell].face = Face::open;
    }
  } else {
    cells_.assign(std::get<SparseTable>(problem.points).units.size(), Cell{.face = Face::open});
  }
  for (const Pair& pair : problem.forbidden) {
    if (Cell* cell = find(pair).first) cell->face = Face::absent;
  }
  for (const Pair& pair : problem.locked) {
    if (Cell* cell = find(pair).first) *cell = Cell{.face = Face::always, .is_locked = true};
  }
}

std::pair<Cell*, Place> PairTable::find(const Pair& pair) {
  const auto [mentee, mentor] = std::pair(pair.mentee.value, pair.mentor.value);
  if (mentee < 0 || mentee >= problem_.mentees || mentor < 0 || mentor >= problem_.mentors) return {};
  Place place{.mentee = mentee, .mentor = mentor};
  if (const auto* dense = std::get_if<DenseTable>(&problem_.points)) {
    place.cell = at(mentee) * at(problem_.mentors) + at(mentor);
    place.units = dense->units[place.cell];
  } else {
    const auto& sparse = std::get<SparseTable>(problem_.points);
    const auto row = sparse.mentor.begin() + sparse.row_start[at(mentee)];
    const auto end = sparse.mentor.begin() + sparse.row_start[at(mentee) + 1];
    const auto found = std::lower_bound(row, end, mentor);
    if (found == end || *found != mentor) return {};
    place.cell = at(found - sparse.mentor.begin());
    place.units = sparse.units[place.cell];
  }
  Cell& cell = cells_[place.cell];
  if (cell.face == Face::absent) return {};
  return {&cell, place};
}

Everyone::Everyone(const Problem& problem)
    : mentee(people(problem.mentees, problem.mentee_capacity)),
      mentor(people(problem.mentors, problem.mentor_capacity)),
      mentee_group(groups(problem.mentee_groups)),
      mentor_group(groups(problem.mentor_groups)) {}

bool Everyone::fits(const Prices& prices) const {
  return prices.mentee.size() == mentee.size() && prices.mentor.size() == mentor.size() &&
         prices.mentee_group.size() == mentee_group.size() && prices.mentor_group.size() == mentor_group.size();
}

Paid::Paid(const Problem& problem, const Prices& prices) : mentee(prices.mentee), mentor(prices.mentor) {
  spread(mentee, problem.mentee_groups, prices.mentee_group);
  spread(mentor, problem.mentor_groups, prices.mentor_group);
  if (mentee.empty() || mentor.empty()) return;
  const auto [mentee_least, mentee_most] = std::ranges::minmax(mentee);
  const auto [mentor_least, mentor_most] = std::ranges::minmax(mentor);
  if (add(mentee_least, mentor_least) < -most_paid || add(mentee_most, mentor_most) > most_paid) throw TooLarge();
}

}  // namespace pairwell::proof
