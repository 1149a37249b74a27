/// Sentences: how people, groups and rules are written, by name where there are names.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "pairwell/core/error.hpp"
#include "pairwell/core/ids.hpp"
#include "pairwell/match/explain.hpp"
#include "pairwell/match/match.hpp"
#include "pairwell/match/problem.hpp"

namespace pairwell {

/// "1 pair", "2 pairs".
std::string count_pairs(std::int64_t pairs);

/// Writes what a problem's ids stand for.
class Caller {
 public:
  Caller(const Problem& problem, const Names& names) : problem_(problem), names_(names) {}

  std::string operator()(MenteeId id) const;
  std::string operator()(MentorId id) const;
  std::string operator()(MenteeGroupId id) const;
  std::string operator()(MentorGroupId id) const;
  std::string operator()(const Pair& pair) const;

  /// "mentee 0 asks for at least 1; mentee 0 with mentor 0 is locked".
  std::string asks(const std::vector<Claim>& asked) const;

  /// "mentor 0 takes at most 1; only 2 pairs are allowed besides".
  std::string limits(const Infeasibility& infeasibility) const;

  /// "one; another; and 2 more": the first few, then how many more there are.
  static std::string list(std::vector<std::string> parts);

  /// "mentee 0, mentee 1 and mentee 2".
  static std::string join(std::vector<std::string> parts, std::string_view conjunction = "and");

 private:
  const Problem& problem_;
  const Names& names_;
};

/// A fault for each list of names that is neither empty nor of as many as there are.
Findings check_names(const Problem& problem, const Names& names);

/// How many pairs the limits and the open pairs let through.
std::int64_t most_pairs(const Infeasibility& infeasibility);

}  // namespace pairwell
