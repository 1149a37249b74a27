// Hubs of a residual: nodes of the tree that lead to many others. Nearly every search comes to one and would look at
// all that hang there; the nearest ways from it on are the same for all of them.
#include <algorithm>
#include <cassert>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <utility>
#include <vector>

#include "core/at.hpp"
#include "match/residual.hpp"

namespace pairwell {
namespace {

constexpr std::int32_t fewest_children = 2;
constexpr std::int32_t most_by_children = 64;  // a hub has at least this part of all nodes below it
constexpr std::size_t most_hubs = 16;

}  // namespace

/// The nodes with the most children. Which they are does not depend on what is asked.
void Residual::find_hubs() {
  if (std::exchange(has_hubs_, true)) return;
  const auto children = [&](std::int32_t node) { return child_start_[at(node) + 1] - child_start_[at(node)]; };
  const std::int32_t fewest = std::max(fewest_children, network_.nodes() / most_by_children);
  for (std::int32_t node = 0; node < network_.nodes(); ++node) {
    if (children(node) >= fewest) hubs_.push_back({.node = node});
  }
  std::ranges::stable_sort(hubs_, std::ranges::greater{}, [&](const Hub& hub) { return children(hub.node); });
  hubs_.resize(std::min(hubs_.size(), most_hubs));
}

Residual::Hub* Residual::hub_at(std::int32_t node) {
  if (network_.is_row(node) || network_.is_column(node)) return nullptr;
  const auto found = std::ranges::find(hubs_, node, &Hub::node);
  return found == hubs_.end() ? nullptr : &*found;
}

/// Finds the nearest ways from a hub to all nodes, without others.
void Residual::make_ways(Hub& hub) {
  const bool sorts_pairs = std::exchange(sorts_pairs_, false);
  const bool joins_hubs = std::exchange(joins_hubs_, false);
  assert(barred_ == nowhere);
  search_once(hub.node, nowhere, nullptr);
  hub.label = label_;
  hub.version = version_;
  hub.reaches_all = true;
  hub.farthest = {};
  for (std::int32_t column = 0; column < network_.columns; ++column) {
    const Label& way = hub.label[at(network_.column_node(column))];
    hub.reaches_all = hub.reaches_all && way.is_reached;
    if (way.is_reached && hub.farthest < way.distance) hub.farthest = way.distance;
  }
  sorts_pairs_ = sorts_pairs;
  joins_hubs_ = joins_hubs;
}

/// Offers the target the nearest way from a hub that the search comes to; nothing is looked at beyond it.
void Residual::pass(Hub& hub) {
  assert(hub.version == version_);
  passed_.push_back(static_cast<std::int32_t>(&hub - hubs_.data()));
  if (target_ == nowhere) return;
  const Label& way = hub.label[at(target_)];
  const Label& label = label_[at(hub.node)];
  if (!way.is_reached) return;
  offer(target_, label.distance + way.distance, std::min(label.width, way.width), hub.node, over_hub);
}

/// Whether a hub that the search came to has a nearer way to every column.
bool Residual::is_beyond_hubs(const SumInOrder& distance) const {
  return std::ranges::any_of(passed_, [&](std::int32_t place) {
    const Hub& hub = hubs_[at(place)];
    return hub.reaches_all && label_[at(hub.node)].distance + hub.farthest < distance;
  });
}

/// Whether a hub that the search came to has a way to a node that is as good as another one.
bool Residual::is_no_better_than_over_hubs(std::int32_t node, const SumInOrder& distance, std::int64_t width) const {
  if (node == target_) return false;  // which has that way in its label
  return std::ranges::any_of(passed_, [&](std::int32_t place) {
    const Hub& hub = hubs_[at(place)];
    const Label& way = hub.label[at(node)];
    if (!way.is_reached || node == hub.node) return false;
    const Label& label = label_[at(hub.node)];
    const SumInOrder over = label.distance + way.distance;
    return over < distance || (over == distance && std::min(label.width, way.width) >= width);
  });
}

bool Residual::each_row_from(std::int32_t column, const VisitRow& visit) {
  const std::int32_t source = network_.column_node(column);
  sorts_pairs_ = true;
  joins_hubs_ = true;
  search(source, nowhere);
  sorts_pairs_ = false;
  joins_hubs_ = false;
  if (stopped_) return false;
  for (std::int32_t row = 0; row < network_.rows; ++row) {
    const std::int32_t node = network_.row_node(row);
    Label best = label_[at(node)];
    for (const std::int32_t place : passed_) {
      const Hub& hub = hubs_[at(place)];
      const Label& way = hub.label[at(node)];
      if (!way.is_reached) continue;
      const Label& label = label_[at(hub.node)];
      const SumInOrder distance = label.distance + way.distance;
      const std::int64_t width = std::min(label.width, way.width);
      const bool is_better =
          !best.is_reached || distance < best.distance || (distance == best.distance && width > best.width);
      if (is_better) best = {.distance = distance, .width = width, .is_reached = true};
    }
    if (best.is_reached) visit(row, best.distance + potential_[at(node)] - potential_[at(source)], best.width);
  }
  work_ += 32 * network_.rows * (1 + std::ssize(passed_));
  return paid();
}

/// The way that a search found, from its end. What leads from a hub may come by a node that the way to the hub came by:
/// then what lies between costs nothing, and is left out.
std::vector<Residual::Step> Residual::steps_back(std::int32_t source, std::int32_t target) const {
  std::vector<Step> steps;
  for (std::int32_t node = target; node != source;) {
    const Label& label = label_[at(node)];
    if (label.pair != over_hub) {
      steps.push_back({label.from, node, label.pair});
      node = label.from;
      continue;
    }
    const auto hub = std::ranges::find(hubs_, label.from, &Hub::node);
    for (; node != hub->node; node = hub->label[at(node)].from) {
      steps.push_back({hub->label[at(node)].from, node, hub->label[at(node)].pair});
    }
  }
  const auto anew = std::ranges::find(steps, source, &Step::node);
  steps.erase(anew, steps.end());
  for (std::size_t own = 0; own < steps.size(); ++own) {
    for (std::size_t other = steps.size(); --other > own;) {
      if (steps[other].node != steps[own].node) continue;
      steps.erase(steps.begin() + static_cast<std::ptrdiff_t>(own), steps.begin() + static_cast<std::ptrdiff_t>(other));
      break;
    }
  }
  return steps;
}

}  // namespace pairwell
