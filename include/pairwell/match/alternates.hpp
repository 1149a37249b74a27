/// Alternates: the matchings of a problem one after another, the best first.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "pairwell/core/progress.hpp"
#include "pairwell/match/explain.hpp"
#include "pairwell/match/match.hpp"
#include "pairwell/match/problem.hpp"
#include "pairwell/match/why_not.hpp"

namespace pairwell {

/// A matching beside one that is best.
struct Alternate {
  Matching matching{};  ///< Optimal among the rest, with the value of each stage and the digest, without prices.
  Consequences consequences{};  ///< What it has otherwise than the one that is best.
  std::string text{};           ///< A full sentence that names nobody: how much worse it is.
  std::string detail{};         ///< A full sentence that names who changes.
};

/// Finds the matchings of a problem beside one that is best, in the order of the whole objective: each is at least as
/// good as all that come after it. No set of pairs comes twice, and all come in the end.
///
/// The space of matchings is split in two after each: into those that agree with it in one pair and those that do not
/// (Chegireddy and Hamacher, 1987, after Murty, 1968). The best of a space but one is the cheapest cycle in the
/// residual network of the best.
///
/// Among equally good ones the order depends on the problem and the objective alone.
class Alternates {
 public:
  /// @param problem, matching are kept by reference and must outlive it.
  /// @param names what the sentences call people; empty: their positions.
  /// @throws InvalidInput where the matching is not optimal, not the best of its problem, or was made for another
  /// problem, or a list of names is neither empty nor of as many as there are; Stopped where the control asks to stop.
  /// @complexity the proof of the matching is checked, O(E); without a certificate, a call of match.
  Alternates(const Problem& problem, const Matching& matching, const Names& names = {}, const Control& control = {});
  Alternates(Problem&&, const Matching&, const Names& = {}, const Control& = {}) = delete;
  Alternates(const Problem&, Matching&&, const Names& = {}, const Control& = {}) = delete;
  Alternates(Alternates&&) noexcept;
  Alternates& operator=(Alternates&&) noexcept;
  ~Alternates();

  /// The best matching that neither was told nor is the one given; none where there is no other. Optimal among the
  /// rest, with the value of each stage and without prices and digest.
  /// @throws Stopped where the control asks to stop; the next call then goes on where this one stopped.
  /// @complexity a cycle for each pair of two matchings, O(E log V) each at worst and usually the few nodes that are
  /// nearer than the best cycle so far. Objectives with a stage by levels, and spaces in which the worst pair must
  /// fall, cost a call of match for each pair.
  std::optional<Alternate> next(const Control& control = {});

 private:
  class Search;
  std::unique_ptr<Search> search_;
};

/// The first so many of them, or all where there are fewer.
/// @throws InvalidInput as Alternates does, and where `most` is under 1; Stopped where the control asks to stop.
std::vector<Alternate> alternates(const Problem& problem, const Matching& matching, std::int64_t most,
                                  const Names& names = {}, const Control& control = {});

}  // namespace pairwell
