#include <algorithm>
#include <array>
#include <cassert>
#include <cstddef>
#include <cstdint>
#include <numeric>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "cohort/applicants.hpp"
#include "cohort/draws.hpp"
#include "cohort/lists.hpp"
#include "core/at.hpp"
#include "pairwell/cohort/synthetic.hpp"
#include "pairwell/core/error.hpp"
#include "pairwell/core/random.hpp"

namespace pairwell {
namespace {

// Apart from the streams of synthetic_cohort.
constexpr std::uint64_t people_streams = 100;
constexpr std::uint64_t topic_stream = people_streams;
constexpr std::uint64_t acquaintance_stream = people_streams + 1;
constexpr std::uint64_t mentee_people_stream = people_streams + 2;
constexpr std::uint64_t mentor_people_stream = people_streams + 3;

using Cell = std::optional<std::string>;

/// A region with its people in hundreds of thousands.
struct Region {
  std::string_view name;
  std::uint32_t people;
};

// Office for National Statistics, population of the United Kingdom, mid-2022, rounded.
constexpr std::array<Region, 12> regions{{{"East", 64},
                                          {"East Midlands", 49},
                                          {"London", 89},
                                          {"North East", 27},
                                          {"North West", 75},
                                          {"Northern Ireland", 19},
                                          {"Scotland", 54},
                                          {"South East", 94},
                                          {"South West", 58},
                                          {"Wales", 31},
                                          {"West Midlands", 60},
                                          {"Yorkshire and the Humber", 55}}};

/// A piece of the week, with how many of those who name it there are for one who names the least common.
struct Piece {
  std::string_view when;
  std::uint32_t common;
};

constexpr std::array<Piece, 12> pieces{{{"Mon 09:00-12:00", 2},
                                        {"Mon 13:00-17:00", 2},
                                        {"Mon 18:00-20:00", 3},
                                        {"Tue 09:00-12:00", 3},
                                        {"Tue 13:00-17:00", 3},
                                        {"Tue 18:00-20:00", 4},
                                        {"Wed 09:00-12:00", 3},
                                        {"Wed 18:00-20:00", 4},
                                        {"Thu 13:00-17:00", 3},
                                        {"Thu 18:00-20:00", 3},
                                        {"Fri 09:00-12:00", 2},
                                        {"Sat 10:00-13:00", 1}}};

/// Draws positions by whole weights.
class Weighted {
 public:
  void add(std::uint64_t weight) { sums_.push_back((sums_.empty() ? 0 : sums_.back()) + weight); }

  std::size_t draw(Random& random) const {
    assert(!sums_.empty());
    return static_cast<std::size_t>(std::ranges::upper_bound(sums_, random.below(sums_.back())) - sums_.begin());
  }

 private:
  std::vector<std::uint64_t> sums_;
};

/// Who is acquainted with whom: a mentee with at most one mentor, and a mentor with at most one mentee, by the map
/// i -> factor * i + shift modulo the larger side, which goes both ways and needs no table.
class Acquaintances {
 public:
  explicit Acquaintances(const PeopleOptions& options)
      : mentees_(options.mentees), mentors_(options.mentors), size_(std::max(options.mentees, options.mentors)) {
    Random random(ticket(options.seed, acquaintance_stream));
    do {
      factor_ = static_cast<std::int64_t>(random.below(static_cast<std::uint64_t>(size_)));
    } while (std::gcd(factor_, size_) != 1);
    shift_ = static_cast<std::int64_t>(random.below(static_cast<std::uint64_t>(size_)));
    inverse_ = inverse(factor_, size_);
  }

  /// The other of a person; none where there is none.
  std::optional<std::int64_t> of(Role role, std::int64_t position) const {
    const std::int64_t other = role == Role::mentee ? (factor_ * position + shift_) % size_
                                                    : inverse_ * ((position - shift_ + size_) % size_) % size_;
    if (other >= (role == Role::mentee ? mentors_ : mentees_)) return std::nullopt;
    return other;
  }

 private:
  /// What a number that shares no factor with the size is multiplied by to give 1 (Euclid).
  static std::int64_t inverse(std::int64_t number, std::int64_t size) {
    std::int64_t before = size;
    std::int64_t now = number;
    std::int64_t of_before = 0;
    std::int64_t of_now = 1;
    while (now != 0) {
      const std::int64_t times = before / now;
      before = std::exchange(now, before - times * now);
      of_before = std::exchange(of_now, of_before - times * of_now);
    }
    assert(before == 1);
    return (of_before % size + size) % size;
  }

  std::int64_t mentees_;
  std::int64_t mentors_;
  std::int64_t size_;
  std::int64_t factor_ = 1;
  std::int64_t shift_ = 0;
  std::int64_t inverse_ = 1;
};

/// Makes people of one role, each from a stream of draws of their own.
class PeopleMaker {
 public:
  PeopleMaker(const PeopleOptions& options, Role role)
      : options_(options),
        role_(role),
        is_mentor_(role == Role::mentor),
        others_(is_mentor_ ? options.mentees : options.mentors),
        acquaintances_(options),
        topics_(lists::terms()) {
    topics_.insert(topics_.end(), lists::subjects().begin(), lists::subjects().end());
    Random random(ticket(options.seed, topic_stream));
    random.shuffle(std::span(topics_));
    // Zipf's law: the second topic is half as common as the first, the third a third.
    for (std::size_t i = 0; i < topics_.size(); ++i) popular_.add((std::uint64_t{1} << 32) / (i + 1));
    for (const Region& region : regions) by_people_.add(region.people);
    for (const Piece& piece : pieces) by_piece_.add(piece.common);
  }

  std::vector<std::string> columns() const {
    std::vector<std::string> names{"Reference", "Region", "Topics", "Grade", "Meetings", "Times", "Wishes"};
    if (is_mentor_) names.emplace_back("Capacity");
    return names;
  }

  std::vector<Cell> make(std::int64_t position) {
    Random random(ticket(options_.seed, is_mentor_ ? mentor_people_stream : mentee_people_stream, at(position)));
    std::vector<Cell> row;
    row.reserve(8);
    row.emplace_back(numbered_reference(role_, static_cast<std::int32_t>(position + 1)));
    row.emplace_back(regions[by_people_.draw(random)].name);
    row.push_back(answer(random, topics(random)));
    row.push_back(answer(random, grade(random)));
    row.push_back(answer(random, std::to_string(meetings(random))));
    row.push_back(answer(random, times(random)));
    row.push_back(wishes(random, position));
    if (is_mentor_) row.push_back(answer(random, capacity(random)));
    return row;
  }

 private:
  static bool chance(Random& random, std::int32_t percent) {
    return random.below(100) < static_cast<std::uint64_t>(percent);
  }

  static std::int64_t between(Random& random, std::int64_t least, std::int64_t most) {
    return least + static_cast<std::int64_t>(random.below(static_cast<std::uint64_t>(most - least + 1)));
  }

  /// An answer that some leave out. It is drawn all the same, so that a share of blanks changes nothing else.
  Cell answer(Random& random, std::string text) const {
    return chance(random, options_.blanks) ? Cell() : Cell(std::move(text));
  }

  std::string topics(Random& random) {
    const std::int64_t wanted = is_mentor_ ? between(random, 3, 6) : between(random, 2, 4);
    chosen_.clear();
    while (std::ssize(chosen_) < wanted) {
      const bool is_scarce = is_mentor_ && chance(random, options_.scarcity);
      const std::size_t topic =
          is_scarce ? static_cast<std::size_t>(random.below(topics_.size())) : popular_.draw(random);
      if (std::ranges::find(chosen_, topic) == chosen_.end()) chosen_.push_back(topic);
    }
    std::string text;
    for (const std::size_t topic : chosen_) text += (text.empty() ? "" : "; ") + topics_[topic];
    return text;
  }

  /// From 1 to 9, in the middle of a role's range more often than at its ends; mentors stand two higher.
  std::string grade(Random& random) const {
    const std::int64_t low = between(random, 1, 4);  // On its own: the two draws of one sum may come in either order.
    const std::int64_t more = between(random, 0, 3);
    return std::to_string(low + more + (is_mentor_ ? 2 : 0));
  }

  static std::int64_t meetings(Random& random) {
    if (chance(random, 60)) return 1;
    if (chance(random, 75)) return 2;
    return between(random, 3, 4);
  }

  std::string times(Random& random) {
    const std::int64_t wanted = between(random, 2, 6);
    chosen_.clear();
    while (std::ssize(chosen_) < wanted) {
      const std::size_t piece = by_piece_.draw(random);
      if (std::ranges::find(chosen_, piece) == chosen_.end()) chosen_.push_back(piece);
    }
    std::ranges::sort(chosen_);
    std::string text;
    for (const std::size_t piece : chosen_) text.append(text.empty() ? "" : "; ").append(pieces[piece].when);
    return text;
  }

  /// One to three of the other role: an acquaintance half of the time, and others who are wished for by many.
  Cell wishes(Random& random, std::int64_t position) {
    const bool has_wishes = chance(random, options_.wishes);
    const std::int64_t wanted = std::min(between(random, 1, 3), others_);
    wished_.clear();
    const auto acquaintance = acquaintances_.of(role_, position);
    if (chance(random, 50) && acquaintance) wished_.push_back(*acquaintance);
    // The lowest of three draws: one in a hundred has three of a hundred wishes. With few others it may come again.
    for (int look = 0; look < 12 && std::ssize(wished_) < wanted; ++look) {
      std::int64_t other = between(random, 0, others_ - 1);
      for (int again = 0; again < 2; ++again) other = std::min(other, between(random, 0, others_ - 1));
      if (std::ranges::find(wished_, other) == wished_.end()) wished_.push_back(other);
    }
    if (!has_wishes) return std::nullopt;
    std::string text;
    for (const std::int64_t other : wished_) {
      text += (text.empty() ? "" : "; ") +
              numbered_reference(is_mentor_ ? Role::mentee : Role::mentor, static_cast<std::int32_t>(other + 1));
    }
    return text;
  }

  static std::string capacity(Random& random) {
    if (chance(random, 60)) return "1";
    return chance(random, 70) ? "2" : "3";
  }

  const PeopleOptions& options_;
  Role role_;
  bool is_mentor_;
  std::int64_t others_;
  Acquaintances acquaintances_;
  std::vector<std::string> topics_;  ///< The most popular first.
  Weighted popular_;
  Weighted by_people_;
  Weighted by_piece_;
  std::vector<std::size_t> chosen_;
  std::vector<std::int64_t> wished_;
};

void check_people_options(const PeopleOptions& options, std::int64_t first, std::int64_t count) {
  constexpr std::int64_t most = 2'147'483'647;
  Findings findings;
  check_between(findings, "mentees", options.mentees, 1, most);
  check_between(findings, "mentors", options.mentors, 1, most);
  check_between(findings, "blanks", options.blanks, 0, 100);
  check_between(findings, "wishes", options.wishes, 0, 100);
  check_between(findings, "scarcity", options.scarcity, 0, 100);
  check_between(findings, "first", first, 0, most);
  check_between(findings, "count", count, 0, most);
  throw_if_errors("synthetic_people", findings);
}

}  // namespace

Table synthetic_people(const PeopleOptions& options, Role role, std::int64_t first, std::int64_t count) {
  check_people_options(options, first, count);
  PeopleMaker maker(options, role);
  Table table{.name = role == Role::mentor ? "mentors" : "mentees", .columns = maker.columns()};
  const std::int64_t end = std::min(role == Role::mentor ? options.mentors : options.mentees, first + count);
  if (end > first) table.rows.reserve(at(end - first));
  for (std::int64_t position = first; position < end; ++position) table.rows.push_back(maker.make(position));
  return table;
}

}  // namespace pairwell
