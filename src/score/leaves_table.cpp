#include "score/leaves_table.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <unordered_map>
#include <utility>
#include <variant>
#include <vector>

#include "scheme/words.hpp"
#include "score/arithmetic.hpp"
#include "score/terms.hpp"

namespace pairwell {
namespace {

/// How many shares are worked out before the first block, and how large the rows that are kept may be.
constexpr std::int64_t most_prepared = 1'000'000;
constexpr std::int64_t least_kept = 1'000'000;

/// Distinct answers of one role, in the order in which they first came.
struct Distinct {
  std::vector<std::int32_t> codes;    ///< Of each person; -1 for a blank.
  std::vector<std::int32_t> example;  ///< A person of each code.

  std::int32_t size() const { return static_cast<std::int32_t>(example.size()); }
};

template <class Key>
Distinct distinct(const std::vector<std::optional<Key>>& keys) {
  Distinct result;
  using Ordered = std::map<Key, std::int32_t>;
  using Hashed = std::unordered_map<Key, std::int32_t>;
  std::conditional_t<std::is_default_constructible_v<std::hash<Key>>, Hashed, Ordered> known;
  for (std::size_t person = 0; person < keys.size(); ++person) {
    if (!keys[person]) {
      result.codes.push_back(-1);
      continue;
    }
    const auto [found, is_new] = known.try_emplace(*keys[person], result.size());
    if (is_new) result.example.push_back(static_cast<std::int32_t>(person));
    result.codes.push_back(found->second);
  }
  return result;
}

/// Writes the shares of one distinct answer of mentees with every one of mentors.
using Fill = std::function<void(std::int32_t code, ShareCell* shares)>;

class TableLeaf : public Leaf {
 public:
  TableLeaf(Distinct mentees, Distinct mentors, Fill fill)
      : mentees_(std::move(mentees)), mentors_(std::move(mentors)), fill_(std::move(fill)) {
    const auto columns = static_cast<std::int64_t>(mentors_.codes.size());
    const auto pairs = static_cast<std::int64_t>(mentees_.codes.size()) * columns;
    const std::int64_t distinct_pairs = std::int64_t{mentees_.size()} * mentors_.size();
    for (std::int32_t& code : mentors_.codes) {
      if (code < 0) code = mentors_.size();
    }
    if (distinct_pairs > most_prepared || mentees_.size() * columns > std::max(pairs / 8, least_kept)) return;
    std::vector<ShareCell> shares;
    kept_.reserve(static_cast<std::size_t>(mentees_.size() * columns));
    for (std::int32_t code = 0; code < mentees_.size(); ++code) {
      look_up(code, shares);
      for (const std::int32_t other : mentors_.codes) kept_.push_back(shares[static_cast<std::size_t>(other)]);
    }
  }

  const ShareCell* shares(std::int32_t mentee, Strip strip, ShareCell* room, Scratch& scratch) const override {
    const std::int32_t code = mentees_.codes[static_cast<std::size_t>(mentee)];
    if (code < 0) return scratch.blanks.data();
    if (!kept_.empty()) {
      return kept_.data() + static_cast<std::size_t>(code) * mentors_.codes.size() +
             static_cast<std::size_t>(strip.first);
    }
    look_up(code, scratch.table);
    const std::int32_t* codes = mentors_.codes.data() + strip.first;
    for (std::int32_t j = 0; j < strip.size; ++j) {
      room[j] = scratch.table[static_cast<std::size_t>(codes[j])];
    }
    return room;
  }

  bool prepare_ranges(std::int32_t strip) override {
    if (kept_.empty()) return false;
    const std::size_t columns = mentors_.codes.size();
    const auto width = static_cast<std::size_t>(strip);
    strips_ = (columns + width - 1) / width;
    ranges_.assign(static_cast<std::size_t>(mentees_.size()) * strips_, {0, false});
    for (std::size_t k = 0; k < kept_.size(); ++k) {
      ShareRange& range = ranges_[k / columns * strips_ + k % columns / width];
      range.most = std::max(range.most, kept_[k]);
      if (kept_[k] < 0) range.may_be_blank = true;
    }
    return true;
  }

  ShareRange range(std::int32_t mentee, std::size_t strip) const override {
    const std::int32_t code = mentees_.codes[static_cast<std::size_t>(mentee)];
    return code < 0 ? ShareRange{0, true} : ranges_[static_cast<std::size_t>(code) * strips_ + strip];
  }

  std::vector<std::int32_t> likeness(Role role) const override {
    return role == Role::mentee ? mentees_.codes : mentors_.codes;
  }

  MenteeCodes codes() const override {
    MenteeCodes codes{mentees_.codes, mentees_.size() + 1};
    for (std::int32_t& code : codes.of) code = code < 0 ? mentees_.size() : code;
    return codes;
  }

  std::int64_t work() const override { return kept_.empty() ? 50 : 1; }

 private:
  void look_up(std::int32_t code, std::vector<ShareCell>& shares) const {
    shares.resize(mentors_.example.size() + 1);
    fill_(code, shares.data());
    shares.back() = rows::blank_mark;
  }

  Distinct mentees_;
  Distinct mentors_;
  Fill fill_;
  std::vector<ShareCell> kept_;
  std::size_t strips_ = 0;
  std::vector<ShareRange> ranges_;  ///< Of each distinct answer of mentees in each strip.
};

template <class PersonId, class Key>
auto keys_of(const Comparisons& comparisons, Role role, const std::string& question, Key key) {
  std::vector<decltype(key(Value{}, Question{}))> keys;
  for (std::int32_t person = 0; person < comparisons.answers(role).people(); ++person) {
    keys.push_back(key(comparisons.answer(question, PersonId(person)), comparisons.question(question)));
  }
  return keys;
}

template <class Key>
std::pair<Distinct, Distinct> distinct_of(const Criterion& criterion, const Comparisons& comparisons, Key key) {
  return {distinct(keys_of<MenteeId>(comparisons, Role::mentee, criterion.mentee, key)),
          distinct(keys_of<MentorId>(comparisons, Role::mentor, criterion.mentor, key))};
}

std::optional<std::string> term_key(const Value& value, const Question& question) {
  std::string text = term(value, question);
  return text.empty() ? std::nullopt : std::optional(std::move(text));
}

std::optional<std::int64_t> number_key(const Value& value, const Question&) { return number(value); }

/// Everything that common_language looks at.
std::optional<std::vector<std::pair<std::string, int>>> language_key(const Value& value, const Question&) {
  const auto* languages = std::get_if<std::vector<LanguageLevel>>(&value);
  if (languages == nullptr) return std::nullopt;
  std::vector<std::pair<std::string, int>> key;
  for (const LanguageLevel& language : *languages) key.emplace_back(words::key(language.language), language.level);
  return key;
}

std::unique_ptr<Leaf> compile_numbers(const Criterion& criterion, const Comparisons& comparisons) {
  auto [mentees, mentors] = distinct_of(criterion, comparisons, number_key);
  const auto values = [](const Distinct& all, const auto& value_of) {
    std::vector<std::int64_t> numbers;
    for (const std::int32_t person : all.example) numbers.push_back(value_of(person));
    return numbers;
  };
  std::vector<std::int64_t> xs = values(mentees, [&](std::int32_t person) {
    return number(comparisons.answer(criterion.mentee, MenteeId(person))).value_or(0);
  });
  std::vector<std::int64_t> ys = values(mentors, [&](std::int32_t person) {
    return number(comparisons.answer(criterion.mentor, MentorId(person))).value_or(0);
  });
  Fill fill = [&criterion, xs = std::move(xs), ys = std::move(ys)](std::int32_t code, ShareCell* shares) {
    const std::int64_t x = xs[static_cast<std::size_t>(code)];
    const auto each = [&](auto share) {
      for (std::size_t k = 0; k < ys.size(); ++k) shares[k] = static_cast<ShareCell>(share(ys[k]));
    };
    switch (criterion.compare) {
      case Comparison::near:
        return each([&](std::int64_t y) { return near_share(criterion, x, y); });
      case Comparison::at_least:
        return each([&](std::int64_t y) { return at_least_share(criterion, x, y); });
      case Comparison::gap:
        return each([&](std::int64_t y) { return gap_share(criterion, x, y); });
      default:
        return each([&](std::int64_t y) { return ratio_share(x, y); });
    }
  };
  return std::make_unique<TableLeaf>(std::move(mentees), std::move(mentors), std::move(fill));
}

std::unique_ptr<Leaf> compile_equality(const Criterion& criterion, const Comparisons& comparisons) {
  auto [mentees, mentors] = distinct_of(criterion, comparisons, term_key);
  const Question& of_mentee = comparisons.question(criterion.mentee);
  const Question& of_mentor = comparisons.question(criterion.mentor);
  const bool is_same = criterion.compare == Comparison::same;
  const ShareCell equal = is_same ? full_share : 0;
  const ShareCell unequal = is_same ? 0 : full_share;
  std::map<std::string, std::int32_t> codes;
  std::vector<ShareCell> base;  // What those who match nobody have: 1000 where any answer suits them.
  for (std::int32_t code = 0; code < mentors.size(); ++code) {
    const Value& value =
        comparisons.answer(criterion.mentor, MentorId(mentors.example[static_cast<std::size_t>(code)]));
    codes.emplace(term(value, of_mentor), code);
    base.push_back(is_same && is_any(criterion, value, of_mentor) ? equal : unequal);
  }
  std::vector<std::int32_t> twins;  // The mentors' code of the same term, -1 where nobody has it, -2 where any suits.
  for (const std::int32_t person : mentees.example) {
    const Value& value = comparisons.answer(criterion.mentee, MenteeId(person));
    const auto found = codes.find(term(value, of_mentee));
    twins.push_back(is_same && is_any(criterion, value, of_mentee) ? -2 : found == codes.end() ? -1 : found->second);
  }
  Fill fill = [equal, base = std::move(base), twins = std::move(twins)](std::int32_t code, ShareCell* shares) {
    const std::int32_t twin = twins[static_cast<std::size_t>(code)];
    if (twin == -2) {
      std::fill_n(shares, base.size(), equal);
      return;
    }
    std::ranges::copy(base, shares);
    if (twin >= 0) shares[twin] = equal;
  };
  return std::make_unique<TableLeaf>(std::move(mentees), std::move(mentors), std::move(fill));
}

std::unique_ptr<Leaf> compile_written_table(const Criterion& criterion, const Comparisons& comparisons) {
  auto [mentees, mentors] = distinct_of(criterion, comparisons, term_key);
  std::map<std::string, std::int32_t> columns;
  for (std::int32_t code = 0; code < mentors.size(); ++code) {
    const MentorId mentor(mentors.example[static_cast<std::size_t>(code)]);
    columns.emplace(term(comparisons.answer(criterion.mentor, mentor), comparisons.question(criterion.mentor)), code);
  }
  std::map<std::string, std::vector<std::pair<std::int32_t, ShareCell>>> by_mentee;
  for (const TableShare& row : criterion.table) {
    const auto found = columns.find(words::key(row.mentor));
    if (found == columns.end()) continue;
    by_mentee[words::key(row.mentee)].emplace_back(found->second, static_cast<ShareCell>(row.share));
  }
  std::vector<std::vector<std::pair<std::int32_t, ShareCell>>> rows;
  for (const std::int32_t person : mentees.example) {
    rows.push_back(by_mentee[term(comparisons.answer(criterion.mentee, MenteeId(person)),
                                  comparisons.question(criterion.mentee))]);
  }
  const auto otherwise = static_cast<ShareCell>(criterion.otherwise);
  Fill fill = [otherwise, size = mentors.size(), rows = std::move(rows)](std::int32_t code, ShareCell* shares) {
    std::fill_n(shares, size, otherwise);
    for (const auto& [column, share] : rows[static_cast<std::size_t>(code)]) shares[column] = share;
  };
  return std::make_unique<TableLeaf>(std::move(mentees), std::move(mentors), std::move(fill));
}

/// The comparison itself, of one person for each distinct answer.
std::unique_ptr<Leaf> compile_examples(const Criterion& criterion, const Comparisons& comparisons,
                                       std::pair<Distinct, Distinct> both) {
  auto& [mentees, mentors] = both;
  Fill fill = [&criterion, &comparisons, xs = mentees.example, ys = mentors.example](std::int32_t code,
                                                                                     ShareCell* shares) {
    const MenteeId mentee(xs[static_cast<std::size_t>(code)]);
    for (std::size_t k = 0; k < ys.size(); ++k) {
      shares[k] = cell(comparisons.share(criterion, mentee, MentorId(ys[k])));
    }
  };
  return std::make_unique<TableLeaf>(std::move(mentees), std::move(mentors), std::move(fill));
}

/// Rows that differ from a common one in few places.
class ListLeaf : public Leaf {
 public:
  struct Entry {
    std::int32_t mentor = 0;
    ShareCell share = 0;
  };

  /// What mentees have with mentors of whom no list says anything: `base` for those with `has_base`, else blanks.
  std::vector<ShareCell> base;
  std::vector<bool> has_base;
  std::vector<std::vector<Entry>> lists;  ///< Of each mentee, by mentor.

  const ShareCell* shares(std::int32_t mentee, Strip strip, ShareCell* room, Scratch& scratch) const override {
    const auto row = static_cast<std::size_t>(mentee);
    if (!has_base[row]) return scratch.blanks.data();
    const ShareCell* common = base.data() + strip.first;
    const auto first = std::ranges::lower_bound(lists[row], strip.first, {}, &Entry::mentor);
    const std::int32_t end = strip.first + strip.size;
    if (first == lists[row].end() || first->mentor >= end) return common;
    std::copy_n(common, strip.size, room);
    for (auto entry = first; entry != lists[row].end() && entry->mentor < end; ++entry) {
      room[entry->mentor - strip.first] = entry->share;
    }
    return room;
  }

  std::int64_t work() const override { return 1; }
};

using ReferencePlaces = std::multimap<std::string_view, std::int32_t>;

ReferencePlaces reference_places(const Answers& answers) {
  ReferencePlaces places;
  for (std::int32_t person = 0; person < answers.people(); ++person) {
    const std::string& reference = answers.references[static_cast<std::size_t>(person)];
    if (!reference.empty()) places.emplace(reference, person);
  }
  return places;
}

/// The strengths of the wishes of everybody of a role, by the people of the other; none where nobody was named.
template <class PersonId>
std::vector<std::optional<std::map<std::int32_t, std::int32_t>>> strengths(const Comparisons& comparisons,
                                                                           std::string_view question, Role role) {
  const Answers& others = comparisons.answers(role == Role::mentee ? Role::mentor : Role::mentee);
  const ReferencePlaces places = reference_places(others);
  std::vector<std::optional<std::map<std::int32_t, std::int32_t>>> all;
  for (std::int32_t person = 0; person < comparisons.answers(role).people(); ++person) {
    auto& of_person = all.emplace_back();
    const auto* named = std::get_if<std::vector<std::string>>(&comparisons.answer(question, PersonId(person)));
    if (named == nullptr || named->empty()) continue;
    of_person.emplace();
    for (std::size_t rank = 0; rank < named->size(); ++rank) {
      const auto [first, last] = places.equal_range((*named)[rank]);
      for (auto it = first; it != last; ++it) of_person->try_emplace(it->second, wish_strength(rank));
    }
  }
  return all;
}

std::unique_ptr<Leaf> compile_wish(const Criterion& criterion, const Comparisons& comparisons) {
  const auto by_mentee =
      strengths<MenteeId>(comparisons, comparisons.question_of(criterion, Role::mentee), Role::mentee);
  const auto by_mentor =
      strengths<MentorId>(comparisons, comparisons.question_of(criterion, Role::mentor), Role::mentor);
  auto leaf = std::make_unique<ListLeaf>();
  const bool by_both = criterion.sides == Sides::both;
  for (const auto& wishes : by_mentor) {
    leaf->base.push_back(criterion.sides == Sides::mentee || wishes ? ShareCell{0} : rows::blank_mark);
  }
  for (const auto& wishes : by_mentee) {
    leaf->has_base.push_back(criterion.sides == Sides::mentor || wishes);
    auto& list = leaf->lists.emplace_back();
    if (!wishes || criterion.sides == Sides::mentor) continue;
    const auto mentee = static_cast<std::int32_t>(leaf->lists.size() - 1);
    for (const auto& [mentor, strength] : *wishes) {
      if (!by_both) {
        list.push_back({mentor, static_cast<ShareCell>(strength)});
        continue;
      }
      const auto& back = by_mentor[static_cast<std::size_t>(mentor)];
      const auto found = back ? back->find(mentee) : decltype(back->end()){};
      if (!back || found == back->end()) continue;
      list.push_back({mentor, static_cast<ShareCell>(square_root(strength * found->second))});
    }
  }
  if (criterion.sides != Sides::mentor) return leaf;
  for (std::size_t mentor = 0; mentor < by_mentor.size(); ++mentor) {
    if (!by_mentor[mentor]) continue;
    for (const auto& [mentee, strength] : *by_mentor[mentor]) {
      leaf->lists[static_cast<std::size_t>(mentee)].push_back(
          {static_cast<std::int32_t>(mentor), static_cast<ShareCell>(strength)});
    }
  }
  return leaf;
}

std::unique_ptr<Leaf> compile_given(const Criterion& criterion, const Comparisons& comparisons) {
  auto leaf = std::make_unique<ListLeaf>();
  leaf->base.assign(comparisons.answers(Role::mentor).references.size(), static_cast<ShareCell>(criterion.otherwise));
  leaf->has_base.assign(comparisons.answers(Role::mentee).references.size(), true);
  leaf->lists.resize(comparisons.answers(Role::mentee).references.size());
  // Here a blank reference is a reference as any other: the list may name it.
  const auto places = [](const Answers& answers) {
    ReferencePlaces all;
    for (std::int32_t person = 0; person < answers.people(); ++person) {
      all.emplace(answers.references[static_cast<std::size_t>(person)], person);
    }
    return all;
  };
  const ReferencePlaces mentees = places(comparisons.answers(Role::mentee));
  const ReferencePlaces mentors = places(comparisons.answers(Role::mentor));
  for (const GivenShare& pair : criterion.pairs) {
    const auto [first, last] = mentees.equal_range(pair.mentee);
    const auto [begin, end] = mentors.equal_range(pair.mentor);
    for (auto mentee = first; mentee != last; ++mentee) {
      for (auto mentor = begin; mentor != end; ++mentor) {
        leaf->lists[static_cast<std::size_t>(mentee->second)].push_back(
            {mentor->second, static_cast<ShareCell>(pair.share)});
      }
    }
  }
  for (auto& list : leaf->lists) std::ranges::sort(list, {}, &ListLeaf::Entry::mentor);
  return leaf;
}

}  // namespace

std::unique_ptr<Leaf> compile_table(const Criterion& criterion, const Comparisons& comparisons) {
  switch (criterion.compare) {
    case Comparison::same:
    case Comparison::different:
      return compile_equality(criterion, comparisons);
    case Comparison::table:
      return compile_written_table(criterion, comparisons);
    case Comparison::distance:
      return compile_examples(criterion, comparisons, distinct_of(criterion, comparisons, term_key));
    case Comparison::common_language:
      return compile_examples(criterion, comparisons, distinct_of(criterion, comparisons, language_key));
    default:
      return compile_numbers(criterion, comparisons);
  }
}

std::unique_ptr<Leaf> compile_list(const Criterion& criterion, const Comparisons& comparisons) {
  return criterion.compare == Comparison::wish ? compile_wish(criterion, comparisons)
                                               : compile_given(criterion, comparisons);
}

}  // namespace pairwell
