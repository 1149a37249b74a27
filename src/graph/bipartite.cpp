#include "pairwell/graph/bipartite.hpp"

#include <algorithm>
#include <cassert>
#include <numeric>

#include "core/at.hpp"
#include "pairwell/core/error.hpp"

namespace pairwell {
namespace {

/// Connected parts in which each vertex knows whether it is on the side of the part's lowest number.
class Parts {
 public:
  explicit Parts(std::size_t count) : parent_(count), differs_(count, 0) {
    std::iota(parent_.begin(), parent_.end(), 0);
  }

  struct Place {
    std::int32_t lowest;
    std::uint8_t side;
  };

  Place find(std::int32_t vertex) {
    Place place{vertex, 0};
    while (parent_[at(place.lowest)] != place.lowest) {
      place.side ^= differs_[at(place.lowest)];
      place.lowest = parent_[at(place.lowest)];
    }
    // All that were passed now point at the lowest.
    for (std::uint8_t side = place.side; vertex != place.lowest;) {
      const std::int32_t next = parent_[at(vertex)];
      const auto next_side = static_cast<std::uint8_t>(side ^ differs_[at(vertex)]);
      parent_[at(vertex)] = place.lowest;
      differs_[at(vertex)] = side;
      vertex = next;
      side = next_side;
    }
    return place;
  }

  /// Puts the ends of an edge on different sides; false where they already are on the same.
  bool join(std::int32_t first, std::int32_t second) {
    Place one = find(first);
    Place other = find(second);
    if (one.lowest == other.lowest) return one.side != other.side;
    if (one.lowest > other.lowest) std::swap(one, other);
    parent_[at(other.lowest)] = one.lowest;
    differs_[at(other.lowest)] = static_cast<std::uint8_t>(one.side ^ other.side ^ 1);
    return true;
  }

 private:
  std::vector<std::int32_t> parent_;  // Never higher than the vertex itself.
  std::vector<std::uint8_t> differs_;
};

std::string name_edge(std::int32_t source, std::int32_t target) {
  return "edge " + std::to_string(source) + " to " + std::to_string(target);
}

/// The positions of edges in the order of keys from 0 to count - 1; equal keys keep the order that they had.
std::vector<std::int64_t> by_key(const std::vector<std::int64_t>& order, const std::vector<std::int32_t>& key,
                                 std::size_t count) {
  assert(order.size() == key.size());
  std::vector<std::int64_t> next(count + 1, 0);
  for (const std::int32_t one : key) ++next[at(one) + 1];
  std::partial_sum(next.begin(), next.end(), next.begin());
  std::vector<std::int64_t> sorted(order.size());
  for (const std::int64_t edge : order) sorted[at(next[at(key[at(edge)])]++)] = edge;
  return sorted;
}

}  // namespace

void refuse_graph(const std::string& function, const std::string& rule, const std::string& message,
                  const std::string& value) {
  throw boost::bad_graph(InvalidInput(function, rule, message, value).what());
}

std::vector<std::uint8_t> find_sides(const char* function, std::size_t count, const std::vector<std::int32_t>& source,
                                     const std::vector<std::int32_t>& target) {
  assert(source.size() == target.size());
  Parts parts(count);
  for (std::size_t edge = 0; edge < source.size(); ++edge) {
    if (parts.join(source[edge], target[edge])) continue;
    refuse_graph(function, "bipartite",
                 "the graph must be bipartite, and an edge closes a cycle of odd length (vertices are numbered as in "
                 "vertices(graph))",
                 name_edge(source[edge], target[edge]));
  }
  std::vector<std::uint8_t> side;
  side.reserve(count);
  for (std::size_t vertex = 0; vertex < count; ++vertex) {
    side.push_back(parts.find(static_cast<std::int32_t>(vertex)).side);
  }
  return side;
}

void check_sides(const char* function, const std::vector<std::uint8_t>& side, const std::vector<std::int32_t>& source,
                 const std::vector<std::int32_t>& target) {
  assert(source.size() == target.size());
  for (std::size_t edge = 0; edge < source.size(); ++edge) {
    if (side[at(source[edge])] != side[at(target[edge])]) continue;
    refuse_graph(function, "partition",
                 "no edge may join two vertices of one side (vertices are numbered as in vertices(graph))",
                 name_edge(source[edge], target[edge]));
  }
}

template <class Weight>
PairRows<Weight> rows_of(const BipartiteEdges<Weight>& edges, std::uint8_t side_of_rows) {
  PairRows<Weight> rows;
  std::vector<std::int32_t> place(edges.side.size());
  for (std::size_t vertex = 0; vertex < edges.side.size(); ++vertex) {
    auto& list = edges.side[vertex] == side_of_rows ? rows.row_vertex : rows.column_vertex;
    place[vertex] = static_cast<std::int32_t>(list.size());
    list.push_back(static_cast<std::int32_t>(vertex));
  }
  const std::size_t count = edges.source.size();
  assert(edges.target.size() == count && edges.weight.size() == count);
  std::vector<std::int32_t> row(count);
  std::vector<std::int32_t> column(count);
  for (std::size_t edge = 0; edge < count; ++edge) {
    const bool is_forward = edges.side[at(edges.source[edge])] == side_of_rows;
    row[edge] = place[at(is_forward ? edges.source[edge] : edges.target[edge])];
    column[edge] = place[at(is_forward ? edges.target[edge] : edges.source[edge])];
  }
  std::vector<std::int64_t> order(count);
  std::iota(order.begin(), order.end(), 0);
  order = by_key(by_key(order, column, rows.column_vertex.size()), row, rows.row_vertex.size());

  rows.row_start.reserve(rows.row_vertex.size() + 1);
  rows.row_start.push_back(0);
  rows.column.reserve(count);
  rows.weight.reserve(count);
  auto next = order.begin();
  for (std::int32_t here = 0; here < std::ssize(rows.row_vertex); ++here) {
    for (; next != order.end() && row[at(*next)] == here; ++next) {
      const Weight weight = edges.weight[at(*next)];
      if (std::ssize(rows.column) > rows.row_start.back() && rows.column.back() == column[at(*next)]) {
        rows.weight.back() = std::max(rows.weight.back(), weight);
      } else {
        rows.column.push_back(column[at(*next)]);
        rows.weight.push_back(weight);
      }
    }
    rows.row_start.push_back(std::ssize(rows.column));
  }
  assert(next == order.end());
  return rows;
}

template PairRows<std::int64_t> rows_of(const BipartiteEdges<std::int64_t>&, std::uint8_t);
template PairRows<double> rows_of(const BipartiteEdges<double>&, std::uint8_t);

}  // namespace pairwell
