/// Stages: solves the stages of one problem in turn, each on the face that the earlier ones left.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "kernel/flow/bottleneck.hpp"
#include "kernel/marks.hpp"
#include "match/levels.hpp"
#include "match/network.hpp"
#include "match/optimal_face.hpp"
#include "match/solve.hpp"
#include "pairwell/match/match.hpp"

namespace pairwell {

inline constexpr auto free_pair = kernel::PairState::free;

class Stages {
 public:
  /// What becomes of the network once all stages are solved.
  enum class Face : std::uint8_t { is_dropped, is_kept };

  /// Reads a problem that check() finds nothing wrong with, and that outlives this.
  Stages(const Problem& problem, const MatchOptions& options, Checkpoint& checkpoint, Face face = Face::is_dropped,
         ForbiddenUnits forbidden = ForbiddenUnits::perhaps);

  /// Holds a pair in or out, before the run. Prices then prove what is best among the matchings that hold it so.
  void hold(const HeldPair& held);

  /// Everything but the digest. May be run once.
  Matching run(const Objective& objective);

  /// The same, with the network of all that is best, which is to be kept.
  OptimalFace run_to_face(const Objective& objective);

 private:
  bool maximise(kernel::Weights weight, kernel::Start start = kernel::Start::cold);
  /// Says that the next search brings the stage from where it is to so many of its steps.
  kernel::Reach reach_until(std::int64_t until);
  /// Calls visit(pair, row) for each pair of the flow.
  template <class Visit>
  void each_chosen(Visit visit) const {
    for (std::int32_t row = 0; row < match_.network.rows; ++row) {
      kernel::each_mark(flow_.chosen, match_.network.first_pair(row), match_.network.end_pair(row), std::uint8_t{1},
                        [&](std::int64_t pair) { visit(static_cast<std::size_t>(pair), row); });
    }
  }

  // The solver of each stage: one without does not compile.
  StageResult solve(const MostPairs& stage);
  StageResult solve(const Floor& stage);
  StageResult solve(const BestWorst& stage);
  StageResult solve(const Leximin& stage);
  StageResult solve(const RankMaximal& stage);
  StageResult solve(const Generous& stage);
  StageResult solve(const FewestChanges& stage);
  StageResult solve(const MostPoints& stage);
  StageResult solve(const Lottery& stage);

  // Stages that sum a worth of each pair.
  StageResult linear(kernel::Weights weight);
  std::vector<std::int64_t> worths(const Stage& stage) const;
  std::optional<std::int64_t> reach(kernel::Weights weight, Prices& prices);
  std::optional<std::int64_t> settle(kernel::Weights weight, Prices& prices);
  std::optional<std::int64_t> settle_stage(kernel::Weights weight, Prices& prices);

  // Beginning from an earlier matching.
  void choose_pairs_of(const Matching& earlier);
  void begin_from(const Stage& stage);

  // Stages that go by levels.
  struct Raised {
    std::optional<std::int32_t> worst{};  ///< The lowest turn of a chosen free pair; none where there is no such pair.
    std::optional<Prices> proof{};        ///< That no higher threshold can be kept; none where the highest can.
  };
  struct OpenLevel {
    std::int32_t turn = 0;
    std::int64_t pairs = 0;  ///< Free ones.
  };
  StageResult profiled(std::optional<Levels> listed, bool as_many);
  kernel::WorthBound highest_worst() const;
  StageResult raise_whole_rows(kernel::WorthBound highest);
  std::optional<std::int64_t> lowest_held() const;
  bool take_out_below(std::int64_t units);
  std::optional<std::int64_t> units_of_best(std::int64_t count) const;
  bool drop_low_pairs(std::int64_t highest);
  std::optional<Raised> raise(const Levels& levels, std::int32_t from, std::int32_t most,
                              std::optional<std::int64_t> guess = {});
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
  bool has_flow_ = false;  // whether what it has chosen is a matching, the best so far
  std::optional<Infeasibility> infeasibility_;
  bool is_last_ = false;                       // whether no stage comes after the one at hand
  bool keeps_face_;                            // whether the last stage narrows the network, too
  kernel::Start start_ = kernel::Start::cold;  // of the stage at hand
  std::int64_t until_ = 0;                     // steps of the stage that the search at hand is to reach
  std::int32_t threads_;
  Checkpoint& checkpoint_;
  kernel::Spend spend_;
};

}  // namespace pairwell
