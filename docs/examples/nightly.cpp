// Keeps a scheme's matching over a year: people join, leave and change their answers by day, and every night the
// matching is made anew from the one before, proved over all pairs. How many people and nights there are may be said:
// example_nightly 5000 365
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <iostream>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "pairwell/core/digest.hpp"
#include "pairwell/core/ids.hpp"
#include "pairwell/core/random.hpp"
#include "pairwell/match/match.hpp"
#include "pairwell/match/objective.hpp"
#include "pairwell/match/on_demand.hpp"
#include "pairwell/match/problem.hpp"

namespace {

/// What is known of a mentee or a mentor. Nobody has the number of anybody else, ever.
struct Person {
  std::uint64_t number = 0;
  std::uint32_t topics = 0;  // a bit for each of 24
  std::int32_t grade = 0;
  std::int32_t region = 0;
  std::int32_t places = 1;
};

/// Points of a pair, worked out whenever they are asked for: topics that the mentor has of those that the mentee wants,
/// grades that are near each other, one region.
class Scheme final : public pairwell::PairSource {
 public:
  Scheme(std::vector<Person> of_mentees, std::vector<Person> of_mentors)
      : of_mentees_(std::move(of_mentees)), of_mentors_(std::move(of_mentors)) {}

  std::int32_t mentees() const override { return static_cast<std::int32_t>(of_mentees_.size()); }
  std::int32_t mentors() const override { return static_cast<std::int32_t>(of_mentors_.size()); }

  void units(const pairwell::Block& block, std::span<std::int32_t> units) const override {
    auto next = units.begin();
    for (std::int32_t i = 0; i < block.mentees; ++i) {
      const Person& mentee = of_mentees_[static_cast<std::size_t>(block.first_mentee + i)];
      for (std::int32_t j = 0; j < block.mentors; ++j) {
        const Person& mentor = of_mentors_[static_cast<std::size_t>(block.first_mentor + j)];
        const std::int32_t ahead = mentor.grade - mentee.grade;
        const std::int32_t topics = 1000 * std::popcount(mentee.topics & mentor.topics);
        const std::int32_t grades = 500 - 3 * std::abs(ahead - 120);
        *next++ = ahead < 0 ? refused : topics + grades + (mentee.region == mentor.region ? 1500 : 0);
      }
    }
  }

  std::string digest() const override {
    pairwell::Digest digest;
    for (const auto* side : {&of_mentees_, &of_mentors_}) {
      for (const Person& one : *side) digest.add(one.topics).add(one.grade).add(one.region);
      digest.add("end of a side");
    }
    return digest.hex();
  }

  std::optional<pairwell::PersonMarks> marks() const override {
    pairwell::PersonMarks marks{.common = "topics, grades and regions, first form"};
    const auto mark = [](const Person& one) {
      return pairwell::PersonMark{
          one.topics, static_cast<std::uint64_t>(one.grade) << 32U | static_cast<std::uint64_t>(one.region)};
    };
    for (const Person& one : of_mentees_) marks.mentee.push_back(mark(one));
    for (const Person& one : of_mentors_) marks.mentor.push_back(mark(one));
    return marks;
  }

 private:
  std::vector<Person> of_mentees_;
  std::vector<Person> of_mentors_;
};

class Service {
 public:
  explicit Service(std::int32_t people) {
    for (std::int32_t k = 0; k < people; ++k) mentees_.push_back(somebody(1));
    for (std::int32_t k = 0; k < 2 * people / 3; ++k) mentors_.push_back(somebody(3));
  }

  void run(std::int32_t nights) {
    match();
    tell("at first", 1);
    for (std::int32_t night = 1; night <= nights; ++night) {
      pass_day();
      match();
      if (night % 28 == 0 || night == nights) tell("night " + std::to_string(night), night % 28 == 0 ? 28 : night % 28);
    }
    const Scheme scheme(mentees_, mentors_);
    std::cout << "proved: " << (pairwell::verify_on_demand(scheme, rules(), found_.matching).holds ? "yes" : "no")
              << "\n";
  }

 private:
  std::int32_t below(std::uint64_t end) { return static_cast<std::int32_t>(random_.below(end)); }

  Person somebody(std::uint64_t most_places) {
    Person person{.number = next_number_++, .grade = 10 * below(60), .region = below(12)};
    for (int k = 0; k < 5; ++k) person.topics |= 1U << random_.below(24);
    person.places = 1 + below(most_places);
    return person;
  }

  /// Of each side about one in 300 leaves, as many join, and as many change what they answered.
  void pass_day() {
    before_ = {};
    pass_day_of(mentees_, before_.mentee_before, 1);
    pass_day_of(mentors_, before_.mentor_before, 3);
  }

  void pass_day_of(std::vector<Person>& side, std::vector<std::int32_t>& before, std::uint64_t most_places) {
    std::vector<Person> now;
    std::int32_t left = 0;
    for (std::size_t place = 0; place < side.size(); ++place) {
      const std::int32_t draw = below(300);
      if (draw == 0) ++left;
      if (draw == 0) continue;
      now.push_back(side[place]);
      before.push_back(static_cast<std::int32_t>(place));
      if (draw == 1) now.back().topics ^= 1U << random_.below(24);
    }
    for (; left > 0; --left) {
      now.push_back(somebody(most_places));
      before.push_back(-1);
    }
    side = std::move(now);
  }

  pairwell::Problem rules() const {
    pairwell::Problem rules;
    rules.mentees = static_cast<std::int32_t>(mentees_.size());
    rules.mentors = static_cast<std::int32_t>(mentors_.size());
    for (const Person& one : mentees_) rules.mentee_keys.push_back(one.number);
    for (const Person& one : mentors_) {
      rules.mentor_keys.push_back(one.number);
      rules.mentor_capacity.push_back({0, one.places});
    }
    return rules;
  }

  void match() {
    const Scheme scheme(mentees_, mentors_);
    const pairwell::OnDemandMatching earlier = std::move(found_);
    before_.found = &earlier;
    const bool is_first = earlier.passes.empty();
    const pairwell::Objective objective{pairwell::MostPairs{}, pairwell::MostPoints{}, pairwell::Lottery{2027}};
    found_ = pairwell::match_on_demand(scheme, rules(), objective, {.begin_from = is_first ? nullptr : &before_});
    for (const pairwell::Pass& pass : found_.passes) read_ += pass.pairs;
  }

  void tell(const std::string& when, std::int32_t nights) {
    const auto pairs = static_cast<std::int64_t>(mentees_.size() * mentors_.size());
    std::cout << when << ": " << found_.matching.pairs.size() << " pairs, " << to_string(found_.matching.points)
              << " points, " << (found_.covers_all ? "" : "not ") << "held against all pairs, "
              << 100 * read_ / (pairs * nights) << " read a night of 100\n";
    read_ = 0;
  }

  pairwell::Random random_{2027};
  std::uint64_t next_number_ = 0;
  std::vector<Person> mentees_;
  std::vector<Person> mentors_;
  pairwell::OnDemandMatching found_;
  pairwell::Earlier before_;
  std::int64_t read_ = 0;
};

}  // namespace

int main(int count, char** words) {
  const std::int32_t people = count > 1 ? std::stoi(words[1]) : 240;
  const std::int32_t nights = count > 2 ? std::stoi(words[2]) : 56;
  Service(people).run(nights);
}
