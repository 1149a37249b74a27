/// What the files that bind pairwell/match, or make its problems, share: tables of whole numbers between NumPy and
/// vectors.
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include <pybind11/numpy.h>

#include "arrays.hpp"
#include "bindings.hpp"
#include "pairwell/core/error.hpp"
#include "pairwell/core/ids.hpp"
#include "pairwell/match/explain.hpp"
#include "pairwell/match/match.hpp"
#include "pairwell/match/objective.hpp"
#include "pairwell/match/problem.hpp"

/// A stage of an objective in Python: its name, and the floor in units, the seed of the lottery, the previous
/// pairs, or None.
using StageFields = std::pair<std::string, pybind11::object>;

std::vector<StageFields> from_objective(const pairwell::Objective& objective);

/// @throws InvalidInput for a name that no stage has.
pairwell::Objective to_objective(const std::vector<StageFields>& stages);

/// Any array of whole numbers, as int64.
using AnyInt64 = pybind11::array_t<std::int64_t, pybind11::array::forcecast>;

/// Puts a table into a problem whose people, groups and capacities are set, and sets its scale and rounding. Without a
/// scale, whole numbers have one unit a point, and real ones the scale that ScaleChoice finds. Minus infinity and what
/// the mask marks may not be; every other number that is no points becomes a finding.
/// @return whether all units are known to lie within most_units() of 0, or to be DenseTable::forbidden.
bool read_dense(const pybind11::array& points, const std::optional<pybind11::array_t<bool>>& mask,
                std::optional<std::int64_t> scale, pairwell::Problem& problem, pairwell::Findings& findings);

/// The same for compressed rows; minus infinity takes an entry out.
void read_sparse(const pybind11::array& points, const AnyInt64& row_start, const AnyInt64& columns,
                 std::optional<std::int64_t> scale, pairwell::Problem& problem, pairwell::Findings& findings);

/// Binds pairwell/match/problem.
void bind_problem(pybind11::module_& m);

/// Binds pairwell/match/alternates, common_core and firmness.
void bind_alternates(pybind11::module_& m);

/// Binds pairwell/match/receipts.
void bind_receipts(pybind11::module_& m);

/// Binds pairwell/match/why_not.
void bind_why_not(pybind11::module_& m);

/// Binds pairwell/match/doctor.
void bind_doctor(pybind11::module_& m);

/// Binds pairwell/match/repair.
void bind_repair(pybind11::module_& m);

/// Any array of one dimension as a vector.
template <class Number>
std::vector<Number> to_vector(const pybind11::array_t<Number, pybind11::array::forcecast>& numbers) {
  std::vector<Number> result;
  result.reserve(static_cast<std::size_t>(numbers.size()));
  const auto view = numbers.template unchecked<1>();
  for (pybind11::ssize_t index = 0; index < numbers.size(); ++index) result.push_back(view(index));
  return result;
}

/// A position that an id can hold; one that is too large is refused instead of wrapped.
inline std::int32_t to_position(std::int64_t number, const char* what) {
  if (number < std::numeric_limits<std::int32_t>::min() || number > std::numeric_limits<std::int32_t>::max()) {
    throw pairwell::InvalidInput("pairwell", "id", std::string(what) + " does not fit 32 bits", std::to_string(number));
  }
  return static_cast<std::int32_t>(number);
}

/// Pairs as an array of k x 2.
inline pybind11::array_t<std::int64_t> from_pairs(const std::vector<pairwell::Pair>& pairs) {
  pybind11::array_t<std::int64_t> result({static_cast<pybind11::ssize_t>(pairs.size()), pybind11::ssize_t{2}});
  auto view = result.mutable_unchecked<2>();
  for (std::size_t pair = 0; pair < pairs.size(); ++pair) {
    view(static_cast<pybind11::ssize_t>(pair), 0) = pairs[pair].mentee.value;
    view(static_cast<pybind11::ssize_t>(pair), 1) = pairs[pair].mentor.value;
  }
  return result;
}

/// An array of k x 2 as pairs.
inline std::vector<pairwell::Pair> to_pairs(const pybind11::array_t<std::int64_t, pybind11::array::forcecast>& array) {
  if (array.ndim() != 2 || array.shape(1) != 2) {
    throw pairwell::InvalidInput("pairwell", "shape", "pairs are an array of k x 2");
  }
  std::vector<pairwell::Pair> pairs;
  pairs.reserve(static_cast<std::size_t>(array.shape(0)));
  const auto view = array.unchecked<2>();
  for (pybind11::ssize_t pair = 0; pair < array.shape(0); ++pair) {
    pairs.push_back({pairwell::MenteeId(to_position(view(pair, 0), "a mentee")),
                     pairwell::MentorId(to_position(view(pair, 1), "a mentor"))});
  }
  return pairs;
}

/// One range a person, where the problem leaves them to their default too.
inline pybind11::array_t<std::int64_t> from_ranges(const std::vector<pairwell::Range>& ranges, std::int32_t people) {
  pybind11::array_t<std::int64_t> result({pybind11::ssize_t{people}, pybind11::ssize_t{2}});
  auto view = result.mutable_unchecked<2>();
  for (std::int32_t person = 0; person < people; ++person) {
    const pairwell::Range range = ranges.empty() ? pairwell::Range{} : ranges[static_cast<std::size_t>(person)];
    view(person, 0) = range.least;
    view(person, 1) = range.most;
  }
  return result;
}

/// Ranges from an array of k x 2.
inline std::vector<pairwell::Range> to_ranges(const AnyInt64& array) {
  std::vector<pairwell::Range> ranges;
  const auto view = array.unchecked<2>();
  for (pybind11::ssize_t row = 0; row < array.shape(0); ++row) {
    ranges.push_back({to_position(view(row, 0), "a capacity"), to_position(view(row, 1), "a capacity")});
  }
  return ranges;
}

/// A group in Python: its name, its members, and the least and most of its pairs.
using GroupFields = std::tuple<std::string, AnyInt64, std::int32_t, std::int32_t>;

/// The same on the way to Python.
using TextGroupFields = std::tuple<pybind11::str, std::vector<std::int32_t>, std::int32_t, std::int32_t>;

/// Groups as Python sees them; a name that is no UTF-8, as files may have, is told all the same.
template <class PersonId>
std::vector<TextGroupFields> from_groups(const std::vector<pairwell::Group<PersonId>>& groups) {
  std::vector<TextGroupFields> fields;
  for (const pairwell::Group<PersonId>& group : groups) {
    std::vector<std::int32_t> members;
    for (const PersonId member : group.members) members.push_back(member.value);
    fields.emplace_back(to_python_text(group.name), std::move(members), group.pairs.least, group.pairs.most);
  }
  return fields;
}

template <class PersonId>
std::vector<pairwell::Group<PersonId>> to_groups(const std::vector<GroupFields>& fields) {
  std::vector<pairwell::Group<PersonId>> groups;
  for (const auto& [name, members, least, most] : fields) {
    groups.push_back({.name = name, .members = {}, .pairs = {least, most}});
    auto& ids = groups.back().members;
    ids.reserve(static_cast<std::size_t>(members.size()));
    const auto view = members.template unchecked<1>();
    for (pybind11::ssize_t index = 0; index < members.size(); ++index) {
      ids.emplace_back(to_position(view(index), "a member"));
    }
  }
  return groups;
}

/// Levels and their pairs as an array of k x 2.
inline pybind11::array_t<std::int64_t> from_profile(const std::vector<pairwell::LevelCount>& profile) {
  pybind11::array_t<std::int64_t> result({static_cast<pybind11::ssize_t>(profile.size()), pybind11::ssize_t{2}});
  auto view = result.mutable_unchecked<2>();
  for (std::size_t index = 0; index < profile.size(); ++index) {
    view(static_cast<pybind11::ssize_t>(index), 0) = profile[index].level;
    view(static_cast<pybind11::ssize_t>(index), 1) = profile[index].pairs;
  }
  return result;
}

/// Mentees, mentors, groups of mentees and groups of mentors.
using NameFields =
    std::tuple<std::vector<std::string>, std::vector<std::string>, std::vector<std::string>, std::vector<std::string>>;

inline pairwell::Names to_names(NameFields fields) {
  auto& [mentee, mentor, mentee_group, mentor_group] = fields;
  return {std::move(mentee), std::move(mentor), std::move(mentee_group), std::move(mentor_group)};
}
