#include "pairwell/graph/problem_graph.hpp"

namespace pairwell {

Range ProblemGraph::capacity_of(std::size_t vertex) const {
  const auto& capacity = is_mentee(vertex) ? problem().mentee_capacity : problem().mentor_capacity;
  if (capacity.empty()) return {};
  return capacity[is_mentee(vertex) ? vertex : vertex - static_cast<std::size_t>(problem().mentees)];
}

std::pair<ProblemGraph::vertex_iterator, ProblemGraph::vertex_iterator> vertices(const ProblemGraph& graph) {
  return {ProblemGraph::vertex_iterator(0), ProblemGraph::vertex_iterator(num_vertices(graph))};
}

std::size_t num_vertices(const ProblemGraph& graph) {
  return static_cast<std::size_t>(graph.problem().mentees) + static_cast<std::size_t>(graph.problem().mentors);
}

ProblemEdges::Iterators edges(const ProblemGraph& graph) { return graph.all(); }

std::size_t num_edges(const ProblemGraph& graph) { return static_cast<std::size_t>(graph.size()); }

std::size_t source(const ProblemEdge& edge, const ProblemGraph& graph) {
  return edge.is_from_mentor ? graph.vertex_of(edge.pair.mentor) : graph.vertex_of(edge.pair.mentee);
}

std::size_t target(const ProblemEdge& edge, const ProblemGraph& graph) {
  return edge.is_from_mentor ? graph.vertex_of(edge.pair.mentee) : graph.vertex_of(edge.pair.mentor);
}

ProblemEdges::Iterators out_edges(std::size_t vertex, const ProblemGraph& graph) {
  return graph.is_mentee(vertex) ? graph.of(graph.mentee_of(vertex)) : graph.of(graph.mentor_of(vertex));
}

std::size_t out_degree(std::size_t vertex, const ProblemGraph& graph) {
  return graph.is_mentee(vertex) ? graph.count_of(graph.mentee_of(vertex)) : graph.count_of(graph.mentor_of(vertex));
}

ProblemEdges::Iterators in_edges(std::size_t vertex, const ProblemGraph& graph) {
  return graph.is_mentee(vertex) ? graph.of(graph.mentee_of(vertex), true) : graph.of(graph.mentor_of(vertex), true);
}

std::size_t in_degree(std::size_t vertex, const ProblemGraph& graph) { return out_degree(vertex, graph); }

std::size_t degree(std::size_t vertex, const ProblemGraph& graph) { return out_degree(vertex, graph); }

std::pair<ProblemGraph::adjacency_iterator, ProblemGraph::adjacency_iterator> adjacent_vertices(
    std::size_t vertex, const ProblemGraph& graph) {
  const auto [first, last] = out_edges(vertex, graph);
  return {ProblemGraph::adjacency_iterator(first, &graph), ProblemGraph::adjacency_iterator(last, &graph)};
}

std::pair<ProblemEdge, bool> edge(std::size_t from, std::size_t to, const ProblemGraph& graph) {
  if (graph.is_mentee(from) == graph.is_mentee(to)) return {{}, false};
  const std::size_t mentee = graph.is_mentee(from) ? from : to;
  const std::size_t mentor = graph.is_mentee(from) ? to : from;
  auto found = graph.find({graph.mentee_of(mentee), graph.mentor_of(mentor)});
  found.first.is_from_mentor = from == mentor;
  return found;
}

}  // namespace pairwell
