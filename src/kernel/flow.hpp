/// Flow: the first exact engine, successive shortest paths on a circulation between two trees
/// (docs/design/matching.md).
///
/// Flow runs from the root down the tree of mentee groups, over the pairs, up the tree of mentor groups and back to the
/// root. Every tree arc has a range; every pair carries 0 or 1. Plain arrays, no throwing, no allocation inside a
/// search. Invariant between searches: no residual arc has negative reduced cost under the potentials.
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <vector>

namespace pairwell::kernel {

/// Whether a pair may still change.
enum class PairState : std::uint8_t { free, out, in };

/// Nodes are numbered root, mentees, mentors, mentee groups, mentor groups.
struct Network {
  std::int32_t mentees = 0;
  std::int32_t mentors = 0;
  std::int32_t mentee_groups = 0;
  std::int32_t mentor_groups = 0;
  std::vector<std::int32_t> parent;     ///< Of each node; the root's is -1.
  std::vector<std::int64_t> least;      ///< Of the arc between a node and its parent.
  std::vector<std::int64_t> most;       ///< Finite for every node.
  std::vector<std::int64_t> row_start;  ///< The pairs of mentee i are row_start[i] to row_start[i + 1].
  std::vector<std::int32_t> mentor;     ///< Of each pair, counted from 0.
  std::vector<PairState> state;         ///< Of each pair.

  std::int32_t nodes() const { return 1 + mentees + mentors + mentee_groups + mentor_groups; }
  std::int32_t mentee_node(std::int32_t mentee) const { return 1 + mentee; }
  std::int32_t mentor_node(std::int32_t mentor_index) const { return 1 + mentees + mentor_index; }
  std::int32_t mentee_group_node(std::int32_t group) const { return 1 + mentees + mentors + group; }
  std::int32_t mentor_group_node(std::int32_t group) const { return 1 + mentees + mentors + mentee_groups + group; }
  bool is_mentee(std::int32_t node) const { return node >= 1 && node <= mentees; }
  bool is_mentor(std::int32_t node) const { return node > mentees && node <= mentees + mentors; }
  /// Whether flow runs from the parent to the node (mentee side) or from the node to the parent (mentor side).
  bool on_mentee_side(std::int32_t node) const {
    return is_mentee(node) || (node > mentees + mentors && node <= mentees + mentors + mentee_groups);
  }
};

/// A flow and the potentials that prove it. Start from an empty one; a flow of an earlier call is a warm start.
struct Flow {
  std::vector<std::uint8_t> chosen;     ///< Of each pair, 0 or 1.
  std::vector<std::int64_t> tree;       ///< Of the arc between each node and its parent.
  std::vector<std::int64_t> potential;  ///< Of each node; the root's is 0.
};

enum class Outcome { solved, infeasible, stopped };

/// Told how much work was done, in units of about a nanosecond; returns false to stop.
using Spend = std::function<bool(std::int64_t)>;

/// Finds the flow of greatest weight among those that obey the ranges and the states of the pairs.
///
/// Solved: potentials p make (weight - p[mentee] + p[mentor]) at most 0 on free pairs that are not chosen and at least
/// 0 on chosen ones; and p falls or rises along a tree arc only where its flow is at an end of its range. Infeasible:
/// the potentials are 0 on one side of a cut that asks for more than it lets through and constant on the other.
/// @param weight of each pair; (nodes + 1) times the largest must stay under 2^62.
/// @complexity O(phases x E log V), where every phase sends at least one unit and usually many.
Outcome maximise(const Network& network, std::span<const std::int64_t> weight, Flow& flow, const Spend& spend);

}  // namespace pairwell::kernel
