#include "scheme/cells.hpp"

#include <algorithm>
#include <cassert>
#include <cstddef>
#include <set>
#include <utility>

#include "core/unicode.hpp"
#include "scheme/findings.hpp"
#include "scheme/words.hpp"

namespace pairwell {
namespace {

/// What no person types and no sheet of ours needs, so that work on one cell is bounded.
constexpr std::size_t most_items = 1000;
/// Of one kind in one cell that are named; the others are counted.
constexpr std::size_t most_named = 20;
constexpr std::int64_t most_pounds = 1'000'000;

/// Whether the time of day ends in an offset: "...Z", "...+01:00".
bool has_offset(std::string_view text) {
  constexpr std::size_t date_length = 10;
  return text.size() > date_length && text.find_first_of("Zz+-", date_length) != std::string_view::npos;
}

/// Pence of "120", "120.5" or "120.50"; none where text is anything else.
std::optional<std::int64_t> pence_of(std::string_view text) {
  const std::size_t point = std::min(text.find('.'), text.size());
  const std::string_view pounds = text.substr(0, point);
  std::string decimals(text.substr(std::min(point + 1, text.size())));
  if (point < text.size() && decimals.empty()) return std::nullopt;
  if (pounds.empty() || decimals.size() > 2) return std::nullopt;
  decimals.resize(2, '0');
  constexpr std::string_view digits = "0123456789";
  if (pounds.find_first_not_of(digits) != std::string_view::npos) return std::nullopt;
  if (decimals.find_first_not_of(digits) != std::string::npos) return std::nullopt;
  const auto whole = words::whole_number(pounds);
  if (!whole || *whole > most_pounds) return std::nullopt;
  return *whole * 100 + *words::whole_number(decimals);
}

}  // namespace

TableReader::TableReader(const Table& table, TableShape shape, Findings& findings)
    : table_(table), shape_(std::move(shape)), findings_(findings) {
  if (!table.row_numbers.empty() && table.row_numbers.size() != table.rows.size()) {
    throw InvalidInput("Table", "row numbers",
                       "row_numbers must be empty or have one number for each of the " +
                           words::count(static_cast<std::int64_t>(table.rows.size()), "row"),
                       std::to_string(table.row_numbers.size()));
  }
  find_columns();
  require_columns();
}

std::int64_t TableReader::row_number(std::size_t row) const {
  assert(row < table_.rows.size());
  return table_.row_numbers.empty() ? static_cast<std::int64_t>(row) + 1 : table_.row_numbers[row];
}

void TableReader::find_columns() {
  std::set<std::string> seen;
  for (std::size_t i = 0; i < table_.columns.size(); ++i) {
    const std::string column(words::trim(table_.columns[i]));
    const std::string key = words::key(column);
    if (!key.empty() && !seen.insert(key).second) {
      add(Severity::error, 0, column, "column", "The column appears twice in the table; keep one of them.", column);
      usable_ = false;
    } else if (std::ranges::find(shape_.columns, column) == shape_.columns.end()) {
      refuse(column);
    } else {
      position_.emplace(column, i);
      columns_.emplace_back(column, i);
    }
  }
}

void TableReader::refuse(const std::string& column) {
  const std::string refusal = shape_.refusal ? shape_.refusal(column) : std::string();
  if (!refusal.empty()) {
    add(Severity::error, 0, column, "column", refusal, column);
  } else if (column.empty()) {
    add(Severity::error, 0, column, "column", "A column has no name; name it or take it out of the table.", column);
  } else {
    add(Severity::error, 0, column, "column",
        "There is no column " + words::quote(column) + "." + suggestion(likely_word(column, shape_.columns)) +
            " Rename the column or take it out of the table.",
        column);
  }
}

void TableReader::require_columns() {
  for (const std::string& column : shape_.required) {
    if (position_.contains(column)) continue;
    add(Severity::error, 0, column, "column", "The column is missing; every row needs it.", {});
    usable_ = false;
  }
}

void TableReader::add(Severity severity, std::int64_t row, std::string_view column, std::string_view rule,
                      std::string_view message, std::string_view value) {
  findings_.push_back({.severity = severity,
                       .rule = std::string(rule),
                       .message = words::as_text(message),
                       .file = words::as_text(table_.name),
                       .row = row,
                       .column = words::as_text(column),
                       .value = words::shortened(words::as_text(value))});
}

Row::Row(TableReader& reader, std::size_t index) : reader_(reader), index_(index), number_(reader.row_number(index)) {
  const std::size_t cells = reader.table_.rows[index].size();
  const std::size_t columns = reader.table_.columns.size();
  if (cells != columns) {
    is_ragged_ = true;
    error({}, "shape",
          "The row has " + words::count(static_cast<std::int64_t>(cells), "cell") + " where the table has " +
              words::count(static_cast<std::int64_t>(columns), "column") + ".",
          {});
    return;
  }
  for (const auto& [column, position] : reader.columns_) {
    const std::string_view given = raw(column);
    if (words::is_text(given)) continue;
    error(column, "text", "The cell holds bytes that are not text (UTF-8 without the NUL character).", given);
  }
}

std::string_view Row::raw(std::string_view column) const {
  const auto found = reader_.position_.find(column);
  if (found == reader_.position_.end() || is_ragged_) return {};
  assert(found->second < reader_.table_.rows[index_].size());
  const auto& cell = reader_.table_.rows[index_][found->second];
  return cell ? std::string_view(*cell) : std::string_view();
}

std::string Row::text(std::string_view column) const { return std::string(words::trim(raw(column))); }

std::string Row::reference(std::string_view column) {
  std::string given = unicode::composed(text(column));
  if (!has_column(column)) return given;
  if (given.empty()) {
    error(column, "blank", "The " + std::string(column) + " is blank; every row needs one.", {});
  } else if (const std::string why = words::why_no_reference(given); !why.empty()) {
    error(column, "reference", words::quote(given) + " cannot be a reference: " + why + ".", given);
  }
  return given;
}

std::vector<std::string> Row::references(std::string_view column) {
  std::vector<std::string> given = parts(column);
  for (std::string& item : given) {
    item = unicode::composed(item);
    const std::string why = words::why_no_reference(item);
    if (why.empty()) continue;
    error(column, "reference", words::quote(item) + " cannot be a reference: " + why + ".", item);
    return {};
  }
  // By the letter: of "mr-1;MR-1" only the second names somebody.
  return once(column, std::move(given), [](std::string_view item) { return std::string(item); });
}

std::optional<int> Row::whole(std::string_view column, int least, int most) {
  const std::string given = text(column);
  if (given.empty()) return std::nullopt;
  const auto number = words::whole_number(unicode::fold(given));
  if (number && *number >= least && *number <= most) return static_cast<int>(*number);
  error(column, number ? "range" : "number",
        words::quote(given) + " is not a whole number from " + std::to_string(least) + " to " + std::to_string(most) +
            "; leave the cell empty where there is no answer.",
        given);
  return std::nullopt;
}

std::optional<std::int64_t> Row::pence(std::string_view column) {
  const std::string given = text(column);
  if (given.empty()) return std::nullopt;
  const auto amount = pence_of(unicode::fold(given));
  if (!amount) {
    error(column, "money",
          words::quote(given) +
              " is not an amount in pounds from 0 to 1000000; write 120 or 120.50, without a currency sign or commas.",
          given);
  }
  return amount;
}

std::string Row::choice(std::string_view column, const std::vector<std::string>& known) {
  const std::string given = text(column);
  if (given.empty()) return {};
  if (const auto word = words::spelling(given, known)) return *word;
  error(column, "choice",
        words::quote(given) + " is not one of " + words::join(known, " or ") + "." +
            suggestion(likely_word(given, known)),
        given);
  return {};
}

std::optional<Instant> Row::instant(std::string_view column, const Zone& zone) {
  const std::string given = text(column);
  if (given.empty()) return std::nullopt;
  try {
    const Instant result = has_offset(given) ? parse_instant(given) : zone.instant(parse_local_time(given));
    static_cast<void>(zone.local(result));  // Refuses years for which the zone has no rule.
    return result;
  } catch (const InvalidInput& fault) {
    error(column, "date",
          words::quote(given) + " is not a time such as 2017-04-24T09:30:00: " + fault.findings().front().message,
          given);
    return std::nullopt;
  }
}

std::vector<std::string> Row::parts(std::string_view column) {
  std::vector<std::string> items = words::split(raw(column), ';');
  if (items.size() <= most_items) return items;
  error(
      column, "list",
      "The list has " + std::to_string(items.size()) + " items; a list has at most " + std::to_string(most_items) + ".",
      {});
  return {};
}

std::vector<std::string> Row::once(std::string_view column, std::vector<std::string> items,
                                   std::string (*key)(std::string_view)) {
  std::set<std::string> seen;
  std::size_t repeated = 0;
  std::erase_if(items, [&](const std::string& item) {
    if (seen.insert(key(item)).second) return false;
    if (++repeated <= most_named) {
      warning(column, "twice", words::quote(item) + " appears twice in the list and counts once.", item);
    }
    return true;
  });
  if (repeated > most_named) {
    warning(column, "twice",
            words::count(static_cast<std::int64_t>(repeated - most_named), "more item") +
                " of the list repeat earlier ones and count once.",
            {});
  }
  return items;
}

std::optional<std::string> Row::term(std::string_view column, std::string_view rule, const std::string& item,
                                     const std::vector<std::string>& vocabulary) {
  if (vocabulary.empty()) return item;
  auto spelling = words::spelling(item, vocabulary);
  if (!spelling && ++unknown_ <= most_named) {
    const std::string near = likely_word(item, vocabulary);
    error(column, rule,
          "There is no " + std::string(rule) + " " + words::quote(item) +
              (near.empty() ? "; known are " + words::join(vocabulary) + "." : "." + suggestion(near)),
          item);
  }
  return spelling;
}

std::vector<std::string> Row::terms(std::string_view column, std::string_view rule,
                                    const std::vector<std::string>& vocabulary) {
  std::vector<std::string> result;
  unknown_ = 0;
  for (const std::string& item : once(column, parts(column), words::key)) {
    if (auto found = term(column, rule, item, vocabulary)) result.push_back(std::move(*found));
  }
  tell_of_more(column, rule);
  return result;
}

void Row::tell_of_more(std::string_view column, std::string_view rule) {
  if (unknown_ <= most_named) return;
  error(column, rule,
        words::count(static_cast<std::int64_t>(unknown_ - most_named), "more item") + " of the list are unknown.", {});
}

std::optional<Need> Row::need(std::string_view column, const std::string& item,
                              const std::vector<std::string>& vocabulary) {
  const std::size_t colon = std::min(item.rfind(':'), item.size());
  const std::string name(words::trim(std::string_view(item).substr(0, colon)));
  Need result;
  if (name.empty()) {
    error(column, "term", words::quote(item) + " names no term; write \"term:1\".", item);
    return std::nullopt;
  }
  if (colon < item.size()) {
    const auto priority = words::whole_number(std::string_view(item).substr(colon + 1));
    if (!priority || *priority < 1 || *priority > 3) {
      error(column, "priority",
            words::quote(item) + " has no priority of 1 (matters most), 2 or 3 after its colon; write \"term:1\".",
            item);
      return std::nullopt;
    }
    result.priority = static_cast<int>(*priority);
  }
  auto found = term(column, "term", name, vocabulary);
  if (!found) return std::nullopt;
  result.term = std::move(*found);
  return result;
}

std::vector<Need> Row::needs(std::string_view column, const std::vector<std::string>& vocabulary) {
  std::vector<Need> result;
  std::map<std::string, int> priorities;
  unknown_ = 0;
  for (const std::string& item : once(column, parts(column), words::key)) {
    auto found = need(column, item, vocabulary);
    if (!found) continue;
    const auto [earlier, is_new] = priorities.emplace(words::key(found->term), found->priority);
    if (is_new) {
      result.push_back(std::move(*found));
    } else if (earlier->second == found->priority) {
      warning(column, "twice", words::quote(item) + " appears twice in the list and counts once.", item);
    } else {
      error(column, "priority", words::quote(found->term) + " appears twice with different priorities; keep one.",
            item);
    }
  }
  tell_of_more(column, "term");
  return result;
}

void Row::error(std::string_view column, std::string_view rule, std::string_view message, std::string_view value) {
  has_error_ = true;
  reader_.add(Severity::error, number_, column, rule, message, value);
}

void Row::warning(std::string_view column, std::string_view rule, std::string_view message, std::string_view value) {
  reader_.add(Severity::warning, number_, column, rule, message, value);
}

bool FirstRows::add(Row& row, const std::string& reference) {
  const auto [first, is_new] = rows_.emplace(words::key(reference), std::pair(reference, row.number()));
  if (is_new) return true;
  const auto& [earlier, number] = first->second;
  const std::string where = "row " + std::to_string(number);
  row.error("reference", "duplicate",
            earlier == reference
                ? words::quote(reference) + " already appears in " + where + "; keep one row for each reference."
                : words::quote(reference) + " can hardly be told from " + words::quote(earlier) + " in " + where +
                      "; give one of them another reference.",
            reference);
  return false;
}

}  // namespace pairwell
