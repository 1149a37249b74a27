#include "round/balance.hpp"

#include <algorithm>
#include <cassert>
#include <cstddef>
#include <functional>
#include <numeric>

#include "core/at.hpp"

namespace pairwell {
namespace {

constexpr std::int32_t unseen = -2;
constexpr std::int32_t path_root = -1;

std::vector<std::int32_t> loads_of(const Seating& seating, std::int32_t hosts) {
  std::vector<std::int32_t> loads(at(hosts));
  for (std::size_t column = 0; column < seating.host_of.size(); ++column) {
    if (seating.person_in[column] >= 0) ++loads[at(seating.host_of[column])];
  }
  return loads;
}

/// Whether everybody has one sitting at most, and only one that they could have.
[[maybe_unused]] bool is_sound(const Seating& seating, std::int32_t hosts) {
  const std::size_t columns = seating.host_of.size();
  if (seating.person_in.size() != columns || seating.stays.size() != columns) return false;
  std::vector<bool> has_one(seating.columns_of.size());
  for (std::size_t column = 0; column < columns; ++column) {
    if (seating.host_of[column] < 0 || seating.host_of[column] >= hosts) return false;
    const std::int32_t person = seating.person_in[column];
    if (person < 0) continue;
    if (person >= std::ssize(seating.columns_of) || has_one[at(person)]) return false;
    if (std::ranges::count(seating.columns_of[at(person)], static_cast<std::int32_t>(column)) != 1) return false;
    has_one[at(person)] = true;
  }
  return true;
}

/// Looks for a path from a sitting of one host to a free sitting of another whose load is less by two or more. A free
/// sitting of a host in between takes somebody, and another sitting of that host gives somebody away.
class PathSearch {
 public:
  PathSearch(Seating& seating, std::vector<std::int32_t>& loads)
      : seating_(seating), loads_(loads), came_from_(seating.host_of.size()), is_open_(loads.size()) {}

  /// Moves one sitting away from the host along the first such path; false where there is none.
  bool relieve(std::int32_t host) {
    std::ranges::fill(came_from_, unseen);
    is_open_.assign(loads_.size(), false);
    queue_.clear();
    open(host, path_root);
    for (std::size_t next = 0; next < queue_.size(); ++next) {
      const std::int32_t column = queue_[next];
      for (const std::int32_t other : seating_.columns_of[at(seating_.person_in[at(column)])]) {
        if (came_from_[at(other)] != unseen) continue;
        if (seating_.person_in[at(other)] >= 0) {
          if (!seating_.stays[at(other)]) reach(other, column);
          continue;
        }
        came_from_[at(other)] = column;
        const std::int32_t taker = seating_.host_of[at(other)];
        if (loads_[at(taker)] + 2 <= loads_[at(host)]) {
          shift(other);
          return true;
        }
        if (!is_open_[at(taker)]) open(taker, other);
      }
    }
    return false;
  }

 private:
  bool can_move(std::int32_t column) const {
    return seating_.person_in[at(column)] >= 0 && !seating_.stays[at(column)];
  }

  /// Every sitting of a host whose person may move goes on from a free sitting of that host, or begins a path.
  void open(std::int32_t host, std::int32_t from) {
    is_open_[at(host)] = true;
    for (std::int32_t column = 0; column < std::ssize(seating_.host_of); ++column) {
      const bool is_new = came_from_[at(column)] == unseen;
      if (is_new && seating_.host_of[at(column)] == host && can_move(column)) reach(column, from);
    }
  }

  void reach(std::int32_t column, std::int32_t from) {
    came_from_[at(column)] = from;
    queue_.push_back(column);
  }

  /// Everybody on the path takes the next sitting on it, from its end back to its beginning.
  void shift(std::int32_t free) {
    assert(seating_.person_in[at(free)] < 0);
    ++loads_[at(seating_.host_of[at(free)])];
    std::int32_t to = free;
    for (std::int32_t from = came_from_[at(to)]; from != path_root; to = from, from = came_from_[at(to)]) {
      // Behind a free sitting the host gives away the next one, which nobody takes: -1 moves on as a person would.
      seating_.person_in[at(to)] = seating_.person_in[at(from)];
    }
    seating_.person_in[at(to)] = -1;
    --loads_[at(seating_.host_of[at(to)])];
  }

  Seating& seating_;
  std::vector<std::int32_t>& loads_;
  std::vector<std::int32_t> came_from_;  ///< The sitting before on the path.
  std::vector<std::int32_t> queue_;
  std::vector<bool> is_open_;  ///< Whether a host's sittings are on paths already.
};

}  // namespace

std::vector<std::int32_t> balance(Seating& seating, std::int32_t hosts) {
  assert(is_sound(seating, hosts));
  std::vector<std::int32_t> loads = loads_of(seating, hosts);
  PathSearch search(seating, loads);
  std::vector<std::int32_t> order(at(hosts));
  std::iota(order.begin(), order.end(), 0);
  // Every move makes the sum of squares smaller, so this ends.
  for (bool moved = true; moved;) {
    std::ranges::stable_sort(order, std::ranges::greater(), [&](std::int32_t host) { return loads[at(host)]; });
    moved = std::ranges::any_of(order, [&](std::int32_t host) { return search.relieve(host); });
  }
  assert(is_sound(seating, hosts));
  assert(loads == loads_of(seating, hosts));
  return loads;
}

}  // namespace pairwell
