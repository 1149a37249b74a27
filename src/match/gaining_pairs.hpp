/// Gaining pairs: which pairs that are not listed would gain by the prices of those that are.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

#include "match/listed_pairs.hpp"
#include "match/pair_reader.hpp"
#include "match/pair_rows.hpp"
#include "match/priced_stages.hpp"
#include "match/unlisted_bounds.hpp"
#include "pairwell/core/progress.hpp"
#include "pairwell/match/on_demand.hpp"
#include "pairwell/match/problem.hpp"

namespace pairwell {

/// Holds prices against all pairs. What was read before says of most that they need no reading: of an unlisted pair of
/// two people it says how much it loses at least at the prices that it was read at, so that only pairs whose two fell
/// by so much are read, or all of a person where there are many; or that it has no more units than were read, so that
/// rows are read whose prices fell under that.
class GainingPairs {
 public:
  /// @param lengths how many pairs of a row are given at once, and how many of a column that is read are kept as near
  /// @param bounds what is known; of the people of the rows
  GainingPairs(const PairRows& rows, const PairReader& reader, UnlistedBounds bounds, LotteryKeys keys,
               ListLengths lengths);

  /// The first prices are far from the last: a later reading of many rows is measured from prices of its own.
  void begin_roughly() { is_rough_ = true; }

  /// Takes what is known where nothing was: no pair that is not listed has more units than its row's and its column's.
  void know_most_units(std::vector<std::int32_t> of_row, std::vector<std::int32_t> of_column) {
    bounds_.most_of_row = std::move(of_row);
    bounds_.most_of_column = std::move(of_column);
  }

  /// The pairs that gain most, and what was read for them; none where the reading was ended, after which nothing is
  /// known. No pair would gain where none is given.
  std::optional<std::vector<ListedPair>> find(const PricedStages& now, const SparseTable& listed,
                                              Checkpoint& checkpoint, Pass& pass);

  /// What is known now, by one reference: rows that are measured from another are not known.
  UnlistedBounds take();

 private:
  /// The columns of a stage by how far what they pay fell since the reference, the largest fall first.
  struct Falls {
    std::vector<std::int64_t> fall;
    std::vector<std::int32_t> column;
  };
  /// What must be read beside whole rows.
  struct Single {
    std::vector<std::int32_t> columns;  ///< Of all rows.
    std::vector<Pair> pairs;
  };

  void begin_anew(const PricedStages& now);
  void take_lottery(const PricedStages& now);
  void take_worst(const PricedStages& now);
  std::int64_t most_beyond_price(const PricedStages& now) const;
  bool is_listed(const SparseTable& listed, std::int32_t mentee, std::int32_t mentor) const;
  void list_near(const PricedStages& now, std::vector<ListedPair>& pairs);
  bool is_like_unlisted(std::int32_t mentee, std::int32_t mentor, std::int32_t units, Margins lowered);
  const PricedStages& reference_of(std::int32_t mentee) const;
  void choose_reference(const PricedStages& now);
  Falls falls_of(const PricedStages& reference, const PricedStages& now, std::int32_t stage) const;
  std::size_t touched(const Falls& falls, const PricedStages& now, std::int32_t stage, std::int32_t mentee);
  Single unsettled(const PricedStages& now, const SparseTable& listed);
  bool read_columns(const std::vector<std::int32_t>& columns, const PricedStages& now, const SparseTable& listed,
                    Checkpoint& checkpoint, Pass& pass, std::vector<ListedPair>& pairs);
  void note_near(std::int32_t mentee, const NearMentor& one);
  bool read_pairs(const std::vector<Pair>& asked, const PricedStages& now, Checkpoint& checkpoint, Pass& pass,
                  std::vector<ListedPair>& pairs) const;
  bool read_rows(const PricedStages& now, const SparseTable& listed, Checkpoint& checkpoint, Pass& pass,
                 std::vector<ListedPair>& pairs);

  const PairRows& rows_;
  const PairReader& reader_;
  UnlistedBounds bounds_;
  std::vector<PricedStages> references_;    // the newest last; each has the stages of the bounds
  std::vector<std::int32_t> reference_at_;  // of each row, by its place there
  ListLengths lengths_;
  bool is_rough_ = false;
};

}  // namespace pairwell
