#include "cohort/preflib_order.hpp"

#include <algorithm>
#include <cassert>
#include <cstddef>
#include <string>
#include <utility>

namespace pairwell {
namespace {

bool is_strict(PreferenceKind kind) { return kind == PreferenceKind::soc || kind == PreferenceKind::soi; }

bool is_complete(PreferenceKind kind) { return kind == PreferenceKind::soc || kind == PreferenceKind::toc; }

/// Takes an order apart: numbers, commas and braces.
class OrderScanner {
 public:
  explicit OrderScanner(std::string_view text) : rest_(text) { skip_blanks(); }

  bool at_end() const { return rest_.empty(); }
  std::string_view rest() const { return rest_; }

  /// Takes a sign where it is next.
  bool take(char sign) {
    if (!rest_.starts_with(sign)) return false;
    rest_.remove_prefix(1);
    skip_blanks();
    return true;
  }

  std::optional<std::int64_t> number() {
    const std::size_t digits = std::min(rest_.find_first_not_of("0123456789"), rest_.size());
    const auto result = whole_number(rest_.substr(0, digits));
    if (!result) return std::nullopt;
    rest_.remove_prefix(digits);
    skip_blanks();
    return result;
  }

 private:
  void skip_blanks() { rest_.remove_prefix(std::min(rest_.find_first_not_of(" \t"), rest_.size())); }

  std::string_view rest_;
};

/// The numbers between braces, of which the first is taken already; none where they do not end.
std::optional<std::vector<std::int64_t>> braced(OrderScanner& scanner) {
  std::vector<std::int64_t> numbers;
  if (scanner.take('}')) return numbers;
  do {
    const auto number = scanner.number();
    if (!number) return std::nullopt;
    numbers.push_back(*number);
  } while (scanner.take(','));
  if (!scanner.take('}')) return std::nullopt;
  return numbers;
}

}  // namespace

OrderReader::OrderReader(PreferenceKind kind, std::optional<std::int64_t> alternatives,
                         std::optional<std::int64_t> categories, LineFaults& faults)
    : kind_(kind), alternatives_(alternatives), categories_(categories), faults_(faults) {}

std::optional<PreferenceOrder> OrderReader::read(std::string_view line, std::int64_t number) {
  assert(number >= 1);
  const std::size_t colon = line.find(':');
  if (colon == std::string_view::npos) {
    faults_.add(number, "order", "order", "an order is written \"voters: alternative,alternative,...\"", line);
    return std::nullopt;
  }
  const std::string_view text = trimmed(line.substr(0, colon));
  const auto count = whole_number(text);
  const bool counts = count && *count >= 1 && *count <= largest_number;
  if (!counts) {
    faults_.add(number, "count", "order", "an order is that of 1 to 2^31 - 1 voters", text);
  }
  const auto ranks = read_ranks(trimmed(line.substr(colon + 1)), number);
  if (!ranks) return std::nullopt;
  check(*ranks, number);
  if (!counts) return std::nullopt;
  PreferenceOrder order{.count = *count};
  for (const auto& rank : *ranks) {
    auto& positions = order.ranks.emplace_back();
    // Numbers outside are faults already, so that nobody sees what they become here.
    for (const std::int64_t alternative : rank) positions.push_back(static_cast<std::int32_t>(alternative - 1));
  }
  return order;
}

std::optional<OrderReader::Ranks> OrderReader::read_ranks(std::string_view text, std::int64_t line) {
  Ranks ranks;
  OrderScanner scanner(text);
  if (scanner.at_end()) return ranks;
  do {
    const std::string_view here = scanner.rest();
    if (scanner.take('{')) {
      auto tied = braced(scanner);
      if (!tied) {
        faults_.add(line, "order", "order", "braces hold whole numbers with commas between them", here);
        return std::nullopt;
      }
      ranks.push_back(std::move(*tied));
    } else if (const auto one = scanner.number()) {
      ranks.push_back({*one});
    } else {
      faults_.add(line, "order", "order", "an alternative must come here", here);
      return std::nullopt;
    }
  } while (scanner.take(','));
  if (scanner.at_end()) return ranks;
  faults_.add(line, "order", "order", "a comma or the end of the line must come here", scanner.rest());
  return std::nullopt;
}

void OrderReader::check(const Ranks& ranks, std::int64_t line) {
  const std::string kind = to_string(kind_);
  if (kind_ == PreferenceKind::cat) {
    if (categories_ && std::ssize(ranks) > *categories_) {
      faults_.add(line, "categories", "order", "there are " + std::to_string(*categories_) + " categories",
                  std::to_string(ranks.size()));
    }
  } else if (std::ranges::any_of(ranks, [](const auto& rank) { return rank.empty(); })) {
    faults_.add(line, "empty", "order", "only a category may be empty, not a rank of ." + kind);
  }
  if (is_strict(kind_)) {
    const auto tied = std::ranges::find_if(ranks, [](const auto& rank) { return rank.size() > 1; });
    if (tied != ranks.end()) {
      faults_.add(line, "ties", "order", "an order of ." + kind + " has no ties", std::to_string(tied->front()));
    }
  }
  check_alternatives(ranks, line);
}

void OrderReader::check_alternatives(const Ranks& ranks, std::int64_t line) {
  std::vector<std::int64_t> named;
  for (const auto& rank : ranks) named.insert(named.end(), rank.begin(), rank.end());
  std::ranges::sort(named);
  for (std::size_t index = 1; index < named.size(); ++index) {
    // Once an alternative, however often it stands there.
    if (named[index] == named[index - 1] && (index == 1 || named[index - 2] != named[index])) {
      faults_.add(line, "duplicate", "order", "an alternative may appear only once in an order",
                  std::to_string(named[index]));
    }
  }
  const std::int64_t most = alternatives_.value_or(largest_number);
  for (const std::int64_t alternative : named) {
    if (alternative >= 1 && alternative <= most) continue;
    faults_.add(line, "alternative", "order", "alternatives are numbered from 1 to " + std::to_string(most),
                std::to_string(alternative));
  }
  const auto different = std::unique(named.begin(), named.end()) - named.begin();
  if (is_complete(kind_) && alternatives_ && different < *alternatives_) {
    faults_.add(line, "incomplete", "order",
                "an order of ." + to_string(kind_) + " names all " + std::to_string(*alternatives_) + " alternatives",
                std::to_string(different));
  }
}

}  // namespace pairwell
