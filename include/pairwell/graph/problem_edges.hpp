/// Problem edges: the admissible pairs of a problem, gone through from either side without copying a dense table.
///
/// What graph/problem_graph.hpp shows to Boost.Graph; it needs no Boost itself.
#pragma once

#include <compare>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <iterator>
#include <span>
#include <utility>
#include <vector>

#include "pairwell/match/problem.hpp"

namespace pairwell {

/// An admissible pair as an edge. The edge from a mentor to a mentee equals the one from the mentee to the mentor.
struct ProblemEdge {
  Pair pair{};
  bool is_from_mentor = false;  ///< Which end is the source.
  std::int64_t entry = 0;       ///< Where its units are in the problem's table.

  friend bool operator==(const ProblemEdge& one, const ProblemEdge& other) { return one.pair == other.pair; }
  friend auto operator<=>(const ProblemEdge& one, const ProblemEdge& other) { return one.pair <=> other.pair; }
};

class ProblemEdges;

/// Goes through the pairs of one person, or through all by mentee and then mentor. Forward, and gives values.
class ProblemEdgeIterator {
 public:
  using value_type = ProblemEdge;
  using difference_type = std::ptrdiff_t;
  using reference = ProblemEdge;
  using pointer = const ProblemEdge*;
  using iterator_category = std::input_iterator_tag;
  using iterator_concept = std::forward_iterator_tag;

  ProblemEdgeIterator() = default;

  ProblemEdge operator*() const { return edge_; }
  const ProblemEdge* operator->() const { return &edge_; }
  ProblemEdgeIterator& operator++() {
    ++place_;
    settle();
    return *this;
  }
  ProblemEdgeIterator operator++(int) {
    ProblemEdgeIterator before = *this;
    ++*this;
    return before;
  }
  /// Of iterators over the same pairs.
  friend bool operator==(const ProblemEdgeIterator& one, const ProblemEdgeIterator& other) {
    return one.place_ == other.place_;
  }

 private:
  friend class ProblemEdges;

  ProblemEdgeIterator(const ProblemEdges& edges, const ProblemEdge& start, bool is_of_mentor, std::int64_t place,
                      std::int64_t last)
      : edges_(&edges), edge_(start), is_of_mentor_(is_of_mentor), place_(place), last_(last) {
    settle();
  }

  void settle();

  const ProblemEdges* edges_ = nullptr;
  ProblemEdge edge_;
  bool is_of_mentor_ = false;  // Then the place is a mentee (dense) or a position among pairs by mentor (sparse).
  std::int64_t place_ = 0;     // Else it is an entry of the table.
  std::int64_t last_ = 0;
};

/// The pairs of a problem's table that are not on its list of forbidden ones. Dense tables are read in place, and only
/// the number of pairs of each person is stored; sparse ones get 12 bytes a pair for the way back from mentors.
class ProblemEdges {
 public:
  using Iterators = std::pair<ProblemEdgeIterator, ProblemEdgeIterator>;

  /// The problem must outlive this and stay as it is.
  /// @throws InvalidInput with every fault of the problem (see check).
  /// @complexity linear in the table, and log F more for each pair of a mentee who is in one of F forbidden pairs.
  explicit ProblemEdges(const Problem& problem);
  explicit ProblemEdges(Problem&&) = delete;

  const Problem& problem() const { return *problem_; }
  std::int64_t size() const { return size_; }

  Iterators all() const;
  /// The edges from a person, or to it where `incoming`.
  Iterators of(MenteeId mentee, bool incoming = false) const;
  Iterators of(MentorId mentor, bool incoming = false) const;
  std::size_t count_of(MenteeId mentee) const { return pairs_of_mentee_[static_cast<std::size_t>(mentee.value)]; }
  std::size_t count_of(MentorId mentor) const { return pairs_of_mentor_[static_cast<std::size_t>(mentor.value)]; }

  /// The edge of a pair, from its mentee; false where the pair is not admissible. Logarithmic for sparse tables.
  std::pair<ProblemEdge, bool> find(const Pair& pair) const;

  std::int64_t units_of(const ProblemEdge& edge) const { return units_[static_cast<std::size_t>(edge.entry)]; }
  bool is_locked(const ProblemEdge& edge) const;

 private:
  friend class ProblemEdgeIterator;

  void index_by_mentor();
  bool is_admissible(const ProblemEdge& edge) const;
  std::int64_t row_end(std::int32_t mentee) const;

  const Problem* problem_;
  std::span<const std::int64_t> units_;
  const SparseTable* sparse_ = nullptr;  // Null for a dense table.
  std::vector<Pair> forbidden_;          // Rising.
  std::vector<Pair> locked_;             // Rising.
  std::vector<bool> has_forbidden_;      // Of each mentee.
  std::vector<std::size_t> pairs_of_mentee_;
  std::vector<std::size_t> pairs_of_mentor_;
  std::int64_t size_ = 0;
  // Of a sparse table: the pairs of mentor j are those from column_start_[j] to column_start_[j + 1].
  std::vector<std::int64_t> column_start_;
  std::vector<std::int32_t> column_mentee_;
  std::vector<std::int64_t> column_entry_;
};

}  // namespace pairwell

template <>
struct std::hash<pairwell::ProblemEdge> {
  std::size_t operator()(const pairwell::ProblemEdge& edge) const noexcept {
    return std::hash<std::int64_t>{}(edge.entry);
  }
};
