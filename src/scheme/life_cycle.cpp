#include "pairwell/scheme/life_cycle.hpp"

#include <algorithm>
#include <array>
#include <cassert>
#include <cstddef>
#include <vector>

#include "pairwell/core/error.hpp"
#include "scheme/findings.hpp"
#include "scheme/life_cycle_table.hpp"
#include "scheme/words.hpp"

namespace pairwell {
namespace {

constexpr std::array<std::string_view, 5> cycle_names{"application", "pair", "agreement", "meeting", "attendance"};

/// "an application", "a pair".
std::string with_article(LifeCycle cycle) {
  const std::string_view name = to_string(cycle);
  return (name.starts_with('a') ? "an " : "a ") + std::string(name);
}

template <class Rows>
std::vector<std::string> names_of(const Rows& rows) {
  std::vector<std::string> names;
  for (const auto& row : rows) {
    if (std::ranges::find(names, row.name) == names.end()) names.emplace_back(row.name);
  }
  return names;
}

void require_state(const char* function, LifeCycle cycle, std::string_view state) {
  const std::vector<std::string> known = names_of(states(cycle));
  if (std::ranges::find(known, state) != known.end()) return;
  throw InvalidInput(function, "state",
                     with_article(cycle) + " has no such state; its states are " + words::join(known) + "." +
                         suggestion(likely_word(state, known)),
                     state);
}

/// "the moves from proposed are review, decline, replace and withdraw", or that there are none.
std::string legal_in_words(std::string_view state, std::span<const Move> legal) {
  if (legal.empty()) return std::string(state) + " is final, and no move leads out of it";
  return "the moves from " + std::string(state) + " are " + words::join(names_of(legal));
}

[[noreturn]] void refuse(LifeCycle cycle, std::string_view state, std::string_view move, std::span<const Move> legal) {
  const std::vector<std::string> known = names_of(moves(cycle));
  if (std::ranges::find(known, move) == known.end()) {
    throw InvalidInput("make_move", "move",
                       "no move of " + with_article(cycle) + " has this name; " + legal_in_words(state, legal) + "." +
                           suggestion(likely_word(move, known)),
                       move);
  }
  throw InvalidInput("make_move", "move",
                     with_article(cycle) + " that is " + std::string(state) + " cannot make this move; " +
                         legal_in_words(state, legal) + ".",
                     move);
}

}  // namespace

std::string_view to_string(LifeCycle cycle) { return cycle_names.at(static_cast<std::size_t>(cycle)); }

LifeCycle parse_life_cycle(std::string_view text) {
  const auto found = std::ranges::find(cycle_names, text);
  if (found == cycle_names.end()) {
    throw InvalidInput("parse_life_cycle", "life-cycle",
                       "a life cycle is " + words::join({cycle_names.begin(), cycle_names.end()}, " or "), text);
  }
  return static_cast<LifeCycle>(found - cycle_names.begin());
}

std::span<const std::string_view> life_cycles() { return cycle_names; }

std::span<const LifeState> states(LifeCycle cycle) {
  switch (cycle) {
    case LifeCycle::application:
      return life::application_states;
    case LifeCycle::pair:
      return life::pair_states;
    case LifeCycle::agreement:
      return life::agreement_states;
    case LifeCycle::meeting:
      return life::meeting_states;
    case LifeCycle::attendance:
      return life::attendance_states;
  }
  return {};
}

std::span<const Move> moves(LifeCycle cycle) {
  switch (cycle) {
    case LifeCycle::application:
      return life::application_moves;
    case LifeCycle::pair:
      return life::pair_moves;
    case LifeCycle::agreement:
      return life::agreement_moves;
    case LifeCycle::meeting:
      return life::meeting_moves;
    case LifeCycle::attendance:
      return life::attendance_moves;
  }
  return {};
}

std::span<const Move> moves_from(LifeCycle cycle, std::string_view state) {
  require_state("moves_from", cycle, state);
  // The rows of a state stand side by side in the table.
  const std::span<const Move> all = moves(cycle);
  const auto first = std::ranges::find(all, state, &Move::from);
  const auto last = std::find_if(first, all.end(), [&](const Move& move) { return move.from != state; });
  assert(std::find_if(last, all.end(), [&](const Move& move) { return move.from == state; }) == all.end());
  return {first, last};
}

Move make_move(LifeCycle cycle, std::string_view state, std::string_view move, const MoveFacts& facts) {
  require_state("make_move", cycle, state);
  const std::span<const Move> legal = moves_from(cycle, state);
  const auto row = std::ranges::find(legal, move, &Move::name);
  if (row == legal.end()) refuse(cycle, state, move, legal);
  Findings findings;
  const auto require = [&](bool is_needed, const std::string& fact, const char* column, const char* what) {
    if (!is_needed || !words::trim(fact).empty()) return;
    findings.push_back({.rule = "blank",
                        .message = "the move " + std::string(move) + " of " + with_article(cycle) + " must say " + what,
                        .column = column});
  };
  require(row->needs_by, facts.by, "by", "who makes it");
  require(row->needs_reason, facts.reason, "reason", "why it is made");
  throw_if_errors("make_move", findings);
  return *row;
}

std::string diagram(LifeCycle cycle) {
  const std::span<const LifeState> all = states(cycle);
  std::string text = "stateDiagram-v2\n  [*] --> " + std::string(all.front().name) + "\n";
  for (const Move& move : moves(cycle)) {
    text.append("  ").append(move.from).append(" --> ").append(move.to).append(": ").append(move.name).append("\n");
  }
  for (const LifeState& state : all) {
    if (state.is_final) text.append("  ").append(state.name).append(" --> [*]\n");
  }
  return text;
}

}  // namespace pairwell
