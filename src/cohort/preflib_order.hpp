/// One line of a file of PrefLib: how many voters, and their order.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "cohort/text.hpp"
#include "pairwell/cohort/preflib.hpp"

namespace pairwell {

/// Reads lines such as "12: 4,{1,7},2" and finds what a kind of preferences does not allow.
class OrderReader {
 public:
  /// @param alternatives How many there are; none where the file does not say so clearly.
  /// @param categories How many there are; only of cat.
  OrderReader(PreferenceKind kind, std::optional<std::int64_t> alternatives, std::optional<std::int64_t> categories,
              LineFaults& faults);

  /// The order of a line; none, with a fault, where it cannot be read.
  std::optional<PreferenceOrder> read(std::string_view line, std::int64_t number);

 private:
  /// Alternatives as the file counts them, from 1.
  using Ranks = std::vector<std::vector<std::int64_t>>;

  std::optional<Ranks> read_ranks(std::string_view text, std::int64_t line);
  void check(const Ranks& ranks, std::int64_t line);
  void check_alternatives(const Ranks& ranks, std::int64_t line);

  PreferenceKind kind_;
  std::optional<std::int64_t> alternatives_;
  std::optional<std::int64_t> categories_;
  LineFaults& faults_;
};

}  // namespace pairwell
