#include "pairwell/cohort/orlib.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "cohort/text.hpp"

namespace pairwell {
namespace {

/// The words of a text with their lines.
class Words {
 public:
  explicit Words(std::string_view text) : lines_(text) {}

  std::optional<std::string_view> next() {
    for (rest_ = trimmed(rest_); rest_.empty(); rest_ = trimmed(rest_)) {
      const auto line = lines_.next();
      if (!line) return std::nullopt;
      rest_ = *line;
    }
    const std::string_view word = rest_.substr(0, rest_.find_first_of(" \t\r\v\f"));
    rest_.remove_prefix(word.size());
    return word;
  }

  std::int64_t line() const { return lines_.number(); }

 private:
  Lines lines_;
  std::string_view rest_;
};

/// The number of rows; none, with a fault, where the first word is no such number.
std::optional<std::int64_t> read_side(Words& words, LineFaults& faults) {
  const auto word = words.next();
  if (!word) {
    faults.add(0, "size", "n", "the file is empty: it should begin with the number of rows");
    return std::nullopt;
  }
  const auto side = whole_number(*word);
  if (side && *side >= 0 && *side <= largest_number) return side;
  faults.add(words.line(), "size", "n", "a file begins with its number of rows, from 0 to 2^31 - 1", *word);
  return std::nullopt;
}

}  // namespace

DenseInstance read_orlib(std::string_view text, std::string_view file) {
  LineFaults faults(file);
  Words words(text);
  const std::optional<std::int64_t> side = read_side(words, faults);
  std::vector<std::int64_t> costs;
  std::int64_t given = 0;
  // What the file claims is not believed before it is there: memory grows with the text only.
  while (const auto word = words.next()) {
    ++given;
    const auto cost = whole_number(*word);
    if (cost) {
      costs.push_back(*cost);
    } else {
      faults.add(words.line(), "whole", "cost " + std::to_string(given), "a cost is a whole number of 64 bits", *word);
    }
  }
  if (side && given != *side * *side) {
    faults.add(words.line(), "size", "costs",
               "there must be " + std::to_string(*side * *side) + " costs for " + std::to_string(*side) + " rows",
               std::to_string(given));
  }
  faults.throw_if_any("read_orlib");
  const auto rows = static_cast<std::int32_t>(*side);
  return {rows, rows, std::move(costs)};
}

}  // namespace pairwell
