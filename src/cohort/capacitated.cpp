#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <numeric>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "cohort/draws.hpp"
#include "cohort/mentoring.hpp"
#include "core/at.hpp"
#include "pairwell/cohort/instances.hpp"
#include "pairwell/core/error.hpp"
#include "pairwell/core/random.hpp"

namespace pairwell {
namespace {

Findings check(const CapacitatedOptions& options) {
  Findings findings;
  check_side(findings, "mentees", options.mentees);
  check_side(findings, "mentors", options.mentors);
  if (findings.empty()) {
    check_between(findings, "degree", options.degree, 0, options.mentors);
    if (findings.empty()) {
      check_pairs(findings, "mentees x degree", options.mentees,
                  options.degree == 0 ? options.mentors : options.degree);
    }
  }
  check_between(findings, "nations", options.nations, 0, 1000);
  check_between(findings, "regions", options.regions, 1, 1000);
  return findings;
}

/// The mentor of each mentee, or -1: nine tenths of the pairs that capacities allow, drawn at random.
std::vector<std::int32_t> plant(Random& random, std::int32_t mentees, const std::vector<Range>& capacity) {
  std::vector<std::int32_t> openings;
  for (std::size_t mentor = 0; mentor < capacity.size(); ++mentor) {
    openings.insert(openings.end(), at(capacity[mentor].most), static_cast<std::int32_t>(mentor));
  }
  random.shuffle(std::span<std::int32_t>(openings));
  std::vector<std::int32_t> order(at(mentees));
  std::iota(order.begin(), order.end(), 0);
  random.shuffle(std::span<std::int32_t>(order));
  std::vector<std::int32_t> mentor_of(at(mentees), -1);
  const std::size_t pairs = (std::min(order.size(), openings.size()) * 9 + 9) / 10;
  for (std::size_t pair = 0; pair < pairs; ++pair) mentor_of[at(order[pair])] = openings[pair];
  return mentor_of;
}

DenseTable dense_points(const MentoringAnswers& answers, std::int32_t mentees, std::int32_t mentors) {
  DenseTable table;
  table.units.reserve(at(mentees) * at(mentors));
  for (std::int32_t mentee = 0; mentee < mentees; ++mentee) {
    const MentoringRow points(answers, mentee);
    for (std::int32_t mentor = 0; mentor < mentors; ++mentor) table.units.push_back(points[mentor]);
  }
  return table;
}

SparseTable sparse_points(Halves& halves, const MentoringAnswers& answers, const CapacitatedOptions& options,
                          const std::vector<std::int32_t>& planted) {
  SparseTable table;
  table.row_start.push_back(0);
  table.mentor.resize(at(options.mentees) * at(options.degree));
  table.units.reserve(table.mentor.size());
  ColumnSets sets(static_cast<std::int32_t>(options.mentors));
  for (std::int32_t mentee = 0; mentee < options.mentees; ++mentee) {
    const std::span<std::int32_t> row(table.mentor.data() + mentee * options.degree, at(options.degree));
    sets.draw(halves, planted[at(mentee)], row);
    const MentoringRow points(answers, mentee);
    for (const std::int32_t mentor : row) table.units.push_back(points[mentor]);
    table.row_start.push_back(table.row_start.back() + options.degree);
  }
  return table;
}

/// Nations, then the regions in them, with ranges around the number of planted pairs of their people. A nation has no
/// pair to spare, so that places are short; regions have some. Groups without people are left out.
template <class PersonId>
std::vector<Group<PersonId>> draw_groups(Halves& halves, const CapacitatedOptions& options,
                                         const std::vector<std::int32_t>& pairs_of) {
  const std::int64_t regions = options.nations * options.regions;
  std::vector<Group<PersonId>> all(at(options.nations + regions));
  std::vector<std::int32_t> pairs(all.size(), 0);
  if (regions == 0) return all;
  for (std::size_t person = 0; person < pairs_of.size(); ++person) {
    const std::int64_t region = halves.below(static_cast<std::uint32_t>(regions));
    for (const std::int64_t group : {region / options.regions, options.nations + region}) {
      all[at(group)].members.push_back(PersonId(static_cast<std::int32_t>(person)));
      pairs[at(group)] += pairs_of[person];
    }
  }
  std::vector<Group<PersonId>> groups;
  for (std::int64_t index = 0; index < std::ssize(all); ++index) {
    if (all[at(index)].members.empty()) continue;
    const bool is_nation = index < options.nations;
    const std::int64_t region = index - options.nations;
    const std::int32_t planted = pairs[at(index)];
    all[at(index)].name = is_nation ? "nation " + std::to_string(index + 1)
                                    : "region " + std::to_string(region / options.regions + 1) + "." +
                                          std::to_string(region % options.regions + 1);
    all[at(index)].pairs =
        is_nation ? Range{planted - planted / 8, planted} : Range{planted - planted / 4, planted + planted / 8};
    groups.push_back(std::move(all[at(index)]));
  }
  return groups;
}

}  // namespace

CapacitatedInstance capacitated_instance(const CapacitatedOptions& options) {
  throw_if_errors("capacitated_instance", check(options));
  CapacitatedInstance instance;
  Problem& problem = instance.problem;
  problem.mentees = static_cast<std::int32_t>(options.mentees);
  problem.mentors = static_cast<std::int32_t>(options.mentors);
  problem.scale = 1;
  Random random(options.seed);
  Halves halves(random);
  for (std::int32_t mentor = 0; mentor < problem.mentors; ++mentor) {
    problem.mentor_capacity.push_back({0, 1 + static_cast<std::int32_t>(halves.below(4))});
  }
  const std::vector<std::int32_t> mentor_of = plant(random, problem.mentees, problem.mentor_capacity);
  const MentoringAnswers answers(halves, problem.mentees, problem.mentors);
  if (options.degree == 0) {
    problem.points = dense_points(answers, problem.mentees, problem.mentors);
  } else {
    problem.points = sparse_points(halves, answers, options, mentor_of);
  }
  std::vector<std::int32_t> pairs_of_mentee(at(problem.mentees), 0);
  std::vector<std::int32_t> pairs_of_mentor(at(problem.mentors), 0);
  for (std::int32_t mentee = 0; mentee < problem.mentees; ++mentee) {
    const std::int32_t mentor = mentor_of[at(mentee)];
    if (mentor < 0) continue;
    instance.planted.push_back({MenteeId(mentee), MentorId(mentor)});
    ++pairs_of_mentee[at(mentee)];
    ++pairs_of_mentor[at(mentor)];
  }
  problem.mentee_groups = draw_groups<MenteeId>(halves, options, pairs_of_mentee);
  problem.mentor_groups = draw_groups<MentorId>(halves, options, pairs_of_mentor);
  throw_if_errors("capacitated_instance", pairwell::check(problem));
  return instance;
}

}  // namespace pairwell
