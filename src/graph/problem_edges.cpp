#include "pairwell/graph/problem_edges.hpp"

#include <algorithm>
#include <cassert>
#include <numeric>
#include <variant>

#include "core/at.hpp"

namespace pairwell {
void ProblemEdgeIterator::settle() {
  const SparseTable* sparse = edges_->sparse_;
  const std::int64_t mentors = edges_->problem_->mentors;
  for (; place_ < last_; ++place_) {
    if (!is_of_mentor_) {
      edge_.entry = place_;
      while (place_ >= edges_->row_end(edge_.pair.mentee.value)) ++edge_.pair.mentee.value;
      edge_.pair.mentor =
          MentorId(sparse != nullptr ? sparse->mentor[at(place_)]
                                     : static_cast<std::int32_t>(place_ - edge_.pair.mentee.value * mentors));
    } else if (sparse != nullptr) {
      edge_.entry = edges_->column_entry_[at(place_)];
      edge_.pair.mentee = MenteeId(edges_->column_mentee_[at(place_)]);
    } else {
      edge_.entry = place_ * mentors + edge_.pair.mentor.value;
      edge_.pair.mentee = MenteeId(static_cast<std::int32_t>(place_));
    }
    assert(edge_.pair.mentor.value >= 0 && edge_.pair.mentor.value < mentors);
    if (edges_->is_admissible(edge_)) return;
  }
}

ProblemEdges::ProblemEdges(const Problem& problem)
    : problem_(&problem), sparse_(std::get_if<SparseTable>(&problem.points)) {
  throw_if_errors("ProblemEdges", check(problem));
  units_ = sparse_ != nullptr ? sparse_->units : std::get<DenseTable>(problem.points).units;
  forbidden_ = problem.forbidden;
  std::ranges::sort(forbidden_);
  locked_ = problem.locked;
  std::ranges::sort(locked_);
  has_forbidden_.assign(at(problem.mentees), false);
  for (const Pair& pair : forbidden_) has_forbidden_[at(pair.mentee.value)] = true;
  if (sparse_ != nullptr) index_by_mentor();
  pairs_of_mentee_.assign(at(problem.mentees), 0);
  pairs_of_mentor_.assign(at(problem.mentors), 0);
  for (auto [edge, end] = all(); edge != end; ++edge) {
    ++size_;
    ++pairs_of_mentee_[at(edge->pair.mentee.value)];
    ++pairs_of_mentor_[at(edge->pair.mentor.value)];
  }
}

void ProblemEdges::index_by_mentor() {
  column_start_.assign(at(problem_->mentors) + 1, 0);
  for (const std::int32_t mentor : sparse_->mentor) ++column_start_[at(mentor) + 1];
  std::partial_sum(column_start_.begin(), column_start_.end(), column_start_.begin());
  std::vector<std::int64_t> next(column_start_.begin(), column_start_.end() - 1);
  column_mentee_.resize(sparse_->mentor.size());
  column_entry_.resize(sparse_->mentor.size());
  for (std::int32_t mentee = 0; mentee < problem_->mentees; ++mentee) {
    for (std::int64_t entry = sparse_->row_start[at(mentee)]; entry < row_end(mentee); ++entry) {
      const std::size_t place = at(next[at(sparse_->mentor[at(entry)])]++);
      column_mentee_[place] = mentee;
      column_entry_[place] = entry;
    }
  }
}

std::int64_t ProblemEdges::row_end(std::int32_t mentee) const {
  return sparse_ != nullptr ? sparse_->row_start[at(mentee) + 1]
                            : (std::int64_t{mentee} + 1) * std::int64_t{problem_->mentors};
}

bool ProblemEdges::is_admissible(const ProblemEdge& edge) const {
  if (sparse_ == nullptr && units_[at(edge.entry)] == DenseTable::forbidden) return false;
  return !has_forbidden_[at(edge.pair.mentee.value)] || !std::ranges::binary_search(forbidden_, edge.pair);
}

ProblemEdges::Iterators ProblemEdges::all() const {
  const std::int64_t last = std::ssize(units_);
  return {{*this, {}, false, 0, last}, {*this, {}, false, last, last}};
}

ProblemEdges::Iterators ProblemEdges::of(MenteeId mentee, bool incoming) const {
  assert(mentee.value >= 0 && mentee.value < problem_->mentees);
  const std::int64_t first = mentee.value == 0 ? 0 : row_end(mentee.value - 1);
  const std::int64_t last = row_end(mentee.value);
  const ProblemEdge start{{mentee, {}}, incoming};
  return {{*this, start, false, first, last}, {*this, start, false, last, last}};
}

ProblemEdges::Iterators ProblemEdges::of(MentorId mentor, bool incoming) const {
  assert(mentor.value >= 0 && mentor.value < problem_->mentors);
  const std::int64_t first = sparse_ != nullptr ? column_start_[at(mentor.value)] : 0;
  const std::int64_t last = sparse_ != nullptr ? column_start_[at(mentor.value) + 1] : problem_->mentees;
  const ProblemEdge start{{{}, mentor}, !incoming};
  return {{*this, start, true, first, last}, {*this, start, true, last, last}};
}

std::pair<ProblemEdge, bool> ProblemEdges::find(const Pair& pair) const {
  ProblemEdge edge{pair, false, std::int64_t{pair.mentee.value} * problem_->mentors + pair.mentor.value};
  if (sparse_ != nullptr) {
    const auto first = sparse_->mentor.begin() + sparse_->row_start[at(pair.mentee.value)];
    const auto last = sparse_->mentor.begin() + row_end(pair.mentee.value);
    const auto found = std::lower_bound(first, last, pair.mentor.value);
    if (found == last || *found != pair.mentor.value) return {{}, false};
    edge.entry = found - sparse_->mentor.begin();
  }
  if (!is_admissible(edge)) return {{}, false};
  return {edge, true};
}

bool ProblemEdges::is_locked(const ProblemEdge& edge) const { return std::ranges::binary_search(locked_, edge.pair); }

}  // namespace pairwell
