/// Forced side: what ForcedMatchings asks of the people of one side, who are the rows of a network.
#pragma once

#include <cstdint>
#include <optional>
#include <utility>

#include "match/exchange.hpp"
#include "match/forced.hpp"
#include "match/network.hpp"
#include "match/residual.hpp"

namespace pairwell {

/// What questions of one side are asked of: its people are the rows.
struct ForcedMatchings::Side {
  RowSide side{};
  MatchNetwork match{};
  std::optional<Residual> earlier{};  ///< Best by the stages before best_worst, whatever the units; none without it.
  std::optional<Residual> all{};      ///< Best by all stages but best_worst, at the threshold that this reaches.
  std::int64_t threshold = Residual::no_threshold;
  std::optional<ChangedMatchings> changed{};

  Side(RowSide own, MatchNetwork network) : side(own), match(std::move(network)) {}
  Side(const Side&) = delete;
  Side& operator=(const Side&) = delete;

  /// False where its numbers are too large.
  bool begin(const Problem& problem, const Matching& base, const kernel::Spend& spend);
};

}  // namespace pairwell
