/// Value repeats: the items of a list that stood in it before.
#pragma once

#include <cstddef>
#include <cstdint>
#include <set>
#include <string>

#include "scheme/value_reader.hpp"
#include "scheme/words.hpp"

namespace pairwell {

/// Finds the items of one list that stood in it before, and warns of them.
class ValueReader::Repeats {
 public:
  Repeats(const ValueReader& reader, CellFaults& faults) : reader_(reader), faults_(faults) {}

  /// Whether a key is new; else takes note of the item.
  bool is_new(const std::string& key, const Item& item) {
    if (seen_.insert(key).second) return true;
    tell(item);
    return false;
  }

  void tell(const Item& item) {
    if (++repeated_ > most_told) return;
    reader_.add(Severity::warning, item.cell, "twice",
                reader_.said(item.text) + " appears twice in the list and counts once.", item.text, faults_);
  }

  void tell_of_more() const {
    if (repeated_ <= most_told) return;
    reader_.add(Severity::warning, 0, "twice",
                words::count(static_cast<std::int64_t>(repeated_ - most_told), "more item") +
                    " of the list repeat earlier ones and count once.",
                {}, faults_);
  }

 private:
  /// That are named; the others are counted.
  static constexpr std::size_t most_told = 20;

  const ValueReader& reader_;
  CellFaults& faults_;
  std::set<std::string> seen_;
  std::size_t repeated_ = 0;
};

}  // namespace pairwell
