/// Life cycles: the states that an application, a pair, an agreement, a meeting and an attendance go through, and the
/// moves that are legal from each. One table holds them all: what is refused, what help pages and diagrams say, and
/// what a move must be told come from it.
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace pairwell {

/// What goes through states.
enum class LifeCycle {
  application,  ///< A form, from its draft to the end of the programme.
  pair,         ///< A proposed pair, from the matching to the end of the relationship.
  agreement,    ///< What the two of a pair agree on and sign.
  meeting,      ///< One meeting of a pair.
  attendance,   ///< One person at one event.
};

/// "pair".
std::string_view to_string(LifeCycle cycle);

/// Reads the name of a life cycle.
/// @throws InvalidInput for anything else, with the names.
LifeCycle parse_life_cycle(std::string_view text);

/// The names of all life cycles, in the order of the enumeration.
std::span<const std::string_view> life_cycles();

/// One state of a life cycle. Its texts live as long as the program.
struct LifeState {
  std::string_view name{};      ///< "conversation_held".
  std::string_view sentence{};  ///< For people: "The two have talked, and neither has decided yet."
  bool is_final = false;        ///< No move leads out of it.

  friend bool operator==(const LifeState&, const LifeState&) = default;
};

/// One legal move: one row of the table. Its texts live as long as the program.
struct Move {
  std::string_view name{};  ///< "decline".
  std::string_view from{};
  std::string_view to{};
  bool needs_by = false;        ///< Whether it must be said who makes it.
  bool needs_reason = false;    ///< Whether it must be said why.
  std::string_view sentence{};  ///< For people: "One of the two declines, and says why."

  friend bool operator==(const Move&, const Move&) = default;
};

/// What is known about a move that somebody wants to make.
struct MoveFacts {
  std::string by{};      ///< The person who makes it.
  std::string reason{};  ///< Why.
};

/// All states of a life cycle, the first one first.
std::span<const LifeState> states(LifeCycle cycle);

/// All legal moves of a life cycle, by the state that they leave, in the order of states().
std::span<const Move> moves(LifeCycle cycle);

/// The legal moves out of a state; none where it is final.
/// @throws InvalidInput for a state that is not of the life cycle, with those that are.
std::span<const Move> moves_from(LifeCycle cycle, std::string_view state);

/// Makes a move, and gives the row of the table that allows it; its `to` is the new state.
/// @throws InvalidInput for an unknown state or move; for a move that is illegal in the state, with the legal ones;
/// and for everything that the move must be told and was not.
Move make_move(LifeCycle cycle, std::string_view state, std::string_view move, const MoveFacts& facts = {});

/// The life cycle as a state diagram in the language of Mermaid, a line for each pair of states.
std::string diagram(LifeCycle cycle);

}  // namespace pairwell
