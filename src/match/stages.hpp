/// Stages: solves the stages of one problem in turn, each on the face that the earlier ones left.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "match/levels.hpp"
#include "match/network.hpp"
#include "pairwell/match/match.hpp"

namespace pairwell {

/// Tickets are numbers of this many bits.
inline constexpr int ticket_bits = 40;

class Stages {
 public:
  Stages(const Problem& problem, const MatchOptions& options);

  /// Everything but the digest.
  Matching run(const Objective& objective);

 private:
  bool maximise(kernel::Weights weight);
  StageResult solve(const Stage& stage);

  // Stages that sum a worth of each pair.
  StageResult linear(const Stage& stage);
  StageResult fewest_changes(const FewestChanges& stage);
  std::vector<std::int64_t> weight(const Stage& stage) const;
  std::optional<std::int64_t> settle(kernel::Weights weight, Prices& prices);

  // Stages that go by levels.
  struct Raised {
    std::optional<std::int32_t> worst;  ///< The lowest turn of a chosen free pair; none where there is no such pair.
    std::optional<Prices> proof;        ///< That no higher threshold can be kept; none where the highest can.
  };
  struct OpenLevel {
    std::int32_t turn = 0;
    std::int64_t pairs = 0;  ///< Free ones.
  };
  StageResult best_worst();
  StageResult profiled(const Stage& stage);
  std::optional<Raised> raise(const Levels& levels, std::int32_t from, std::int32_t most);
  std::vector<std::size_t> take_out(const Levels& levels, std::int32_t from, std::int32_t threshold);
  std::optional<std::int32_t> lowest_chosen(const Levels& levels, std::int32_t from) const;
  std::vector<OpenLevel> open_levels(const Levels& levels, std::int32_t from) const;
  std::size_t fitting(const std::vector<OpenLevel>& open) const;
  std::vector<LevelCount> profile(const Levels& levels) const;

  Prices no_prices() const;

  const Problem& problem_;
  const MatchOptions& options_;
  MatchNetwork match_;
  kernel::Flow flow_;
  std::optional<Infeasibility> infeasibility_;
  Checkpoint checkpoint_;
  kernel::Spend spend_;
};

}  // namespace pairwell
