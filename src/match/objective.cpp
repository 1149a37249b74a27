#include "pairwell/match/objective.hpp"

namespace pairwell {
namespace {

struct Name {
  const char* operator()(const MostPairs&) const { return "most_pairs"; }
  const char* operator()(const Floor&) const { return "floor"; }
  const char* operator()(const BestWorst&) const { return "best_worst"; }
  const char* operator()(const MostPoints&) const { return "most_points"; }
  const char* operator()(const Lottery&) const { return "lottery"; }
};

}  // namespace

std::string name(const Stage& stage) { return std::visit(Name{}, stage); }

Objective default_objective(std::uint64_t seed) { return {MostPairs{}, BestWorst{}, MostPoints{}, Lottery{seed}}; }

}  // namespace pairwell
