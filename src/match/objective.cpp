#include "pairwell/match/objective.hpp"

namespace pairwell {
namespace {

struct Name {
  const char* operator()(const MostPairs&) const { return "most_pairs"; }
  const char* operator()(const Floor&) const { return "floor"; }
  const char* operator()(const BestWorst&) const { return "best_worst"; }
  const char* operator()(const MostPoints&) const { return "most_points"; }
  const char* operator()(const Lottery&) const { return "lottery"; }
  const char* operator()(const Leximin&) const { return "leximin"; }
  const char* operator()(const RankMaximal&) const { return "rank_maximal"; }
  const char* operator()(const Generous&) const { return "generous"; }
  const char* operator()(const FewestChanges&) const { return "fewest_changes"; }
};

}  // namespace

std::string name(const Stage& stage) { return std::visit(Name{}, stage); }

bool has_profile(const Stage& stage) {
  return std::holds_alternative<Leximin>(stage) || std::holds_alternative<RankMaximal>(stage) ||
         std::holds_alternative<Generous>(stage);
}

Objective default_objective(std::uint64_t seed) { return {MostPairs{}, BestWorst{}, MostPoints{}, Lottery{seed}}; }

}  // namespace pairwell
