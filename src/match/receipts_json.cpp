// Receipts as JSON, and the digests that are made of it. Numbers that may be large are written as texts, since not
// every reader of JSON has whole numbers of 64 bits.
#include <charconv>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <iterator>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "core/at.hpp"
#include "core/sha256.hpp"
#include "pairwell/core/digest.hpp"
#include "pairwell/core/error.hpp"
#include "pairwell/match/receipts.hpp"

namespace pairwell {
namespace {

/// A text in quotes. Nothing in it is a control character, since labels hold none.
std::string json_text(std::string_view text) {
  std::string json = "\"";
  for (const char sign : text) {
    if (sign == '"' || sign == '\\') json.push_back('\\');
    json.push_back(sign);
  }
  return json + '"';
}

template <class Number>
std::string quoted_number(Number number) {
  return '"' + std::to_string(number) + '"';
}

std::string quoted_or_null(const std::optional<std::int64_t>& number) {
  return number ? quoted_number(*number) : "null";
}

/// "[a,b]", each item written by `write`.
template <class Items, class Write>
std::string json_list(const Items& items, Write write) {
  std::string json = "[";
  for (const auto& item : items) json.append(json.size() > 1 ? "," : "").append(write(item));
  return json + ']';
}

std::string of_levels(const std::vector<LevelCount>& levels) {
  return json_list(levels, [](const LevelCount& own) {
    return "[" + quoted_number(own.level) + ',' + std::to_string(own.pairs) + ']';
  });
}

std::string of_range(const Range& range) {
  return "\"least\":" + std::to_string(range.least) +
         ",\"most\":" + (range.most == Range::no_limit ? "null" : std::to_string(range.most));
}

std::string of_stage(const PublishedStage& stage) {
  const StageRow& row = row_of(stage.kind);
  std::string parameter = "null";
  if (row.parameter == StageParameter::points) parameter = quoted_number(stage.floor);
  if (row.parameter == StageParameter::pairs) parameter = quoted_number(stage.previous);
  if (row.parameter == StageParameter::seed) parameter = quoted_number(stage.seed);
  return "{\"name\":" + json_text(row.name) + ",\"parameter\":" + parameter +
         ",\"value\":" + quoted_or_null(stage.value) + ",\"profile\":" + of_levels(stage.profile) + '}';
}

std::string of_list(const PriceList& list, const PublishedPrices& prices) {
  const bool is_step = row_of(prices.stages[list.stage].kind).levels != StageLevels::none;
  return "{\"stage\":" + std::to_string(list.stage) + ",\"first\":" + (is_step ? quoted_number(list.first) : "null") +
         ",\"last\":" + (is_step ? quoted_number(list.last) : "null") + ",\"open\":" + of_levels(list.open) +
         ",\"shares\":{\"mentees\":" + json_text(list.mentee_shares) + ",\"mentors\":" + json_text(list.mentor_shares) +
         ",\"groups\":" + json_text(list.group_shares) + "}}";
}

/// The prices of one in each list.
std::string of_prices(const PublishedPrices& prices, std::vector<std::int64_t> PriceList::*kind, std::size_t index) {
  return json_list(prices.lists, [&](const PriceList& list) { return quoted_number((list.*kind)[index]); });
}

std::string of_groups(const PublishedPrices& prices) {
  std::string json;
  const auto add = [&](std::string_view role, const std::vector<PublishedGroup>& groups,
                       std::vector<std::int64_t> PriceList::*kind) {
    for (std::size_t group = 0; group < groups.size(); ++group) {
      json.append(json.empty() ? "" : ",")
          .append("{\"role\":")
          .append(json_text(role))
          .append(",\"label\":")
          .append(json_text(groups[group].label))
          .append(",")
          .append(of_range(groups[group].range))
          .append(",\"pairs\":")
          .append(std::to_string(groups[group].pairs))
          .append(",\"prices\":")
          .append(of_prices(prices, kind, group))
          .append("}");
    }
  };
  add("mentee", prices.mentee_groups, &PriceList::mentee_group);
  add("mentor", prices.mentor_groups, &PriceList::mentor_group);
  return '[' + json + ']';
}

/// What both sides are shown.
std::string json_of_rules(const PublishedPrices& prices) {
  return "{\"matching\":" + json_text(prices.matching) + ",\"scale\":" + quoted_number(prices.scale) +
         ",\"stages\":" + json_list(prices.stages, of_stage) +
         ",\"lists\":" + json_list(prices.lists, [&](const PriceList& list) { return of_list(list, prices); }) +
         ",\"groups\":" + of_groups(prices) + '}';
}

/// What the other side is shown of one, with the digest of the own part, which nobody can guess.
std::string json_of_line(const PublishedPrices& prices, const std::string& label, const std::string& own,
                         std::vector<std::int64_t> PriceList::*kind, std::size_t person) {
  return "{\"label\":" + json_text(label) + ",\"prices\":" + of_prices(prices, kind, person) +
         ",\"own\":" + json_text(own) + '}';
}

std::string line_of_mentee(const PublishedPrices& prices, const ReceiptDigests& digests, std::size_t mentee) {
  return json_of_line(prices, prices.mentees[mentee], digests.mentees[mentee], &PriceList::mentee, mentee);
}

std::string line_of_mentor(const PublishedPrices& prices, const ReceiptDigests& digests, std::size_t mentor) {
  return json_of_line(prices, prices.mentors[mentor], digests.mentors[mentor], &PriceList::mentor, mentor);
}

/// What one person alone is shown. Everybody's are made one after the other, so that what they share is written once.
class OwnParts {
 public:
  explicit OwnParts(const PublishedPrices& prices)
      : prices_(prices), partner_(begin_partners(prices.mentors)), other_partner_(begin_partners(prices.mentees)) {
    for (const PublishedStage& stage : prices.stages) is_drawn_ = is_drawn_ || stage.kind == StageKind::lottery;
  }

  /// The text stays until the next one is asked for.
  std::string_view of(const Receipt& receipt) {
    size_ = 0;
    const bool is_mentee = std::holds_alternative<MenteeId>(receipt.person);
    const std::int32_t person = std::visit([](auto id) { return id.value; }, receipt.person);
    const auto& own = is_mentee ? prices_.mentees : prices_.mentors;
    const auto& groups = is_mentee ? prices_.mentee_groups : prices_.mentor_groups;
    add("{\"role\":" + json_text(is_mentee ? "mentee" : "mentor") + ",\"label\":" + json_text(own[at(person)]) + ',' +
        of_range(receipt.range) + ",\"groups\":" +
        json_list(receipt.groups, [&](std::int32_t group) { return json_text(groups[at(group)].label); }) +
        ",\"prices\":" + json_list(receipt.prices, [](std::int64_t price) { return quoted_number(price); }) +
        ",\"shares\":" + json_list(receipt.shares, [](const std::string& share) { return json_text(share); }) +
        ",\"partners\":[");
    bool is_first = true;
    for (const AllowedPartner& partner : receipt.partners) {
      if (!is_first) add(",");
      is_first = false;
      add((is_mentee ? partner_ : other_partner_)[at(partner.partner)], partner);
    }
    add("]}");
    return std::string_view(letters_).substr(0, size_);
  }

 private:
  static std::vector<std::string> begin_partners(const std::vector<std::string>& labels) {
    std::vector<std::string> begun;
    for (const std::string& label : labels) begun.push_back("{\"label\":" + json_text(label) + ",\"units\":\"");
    return begun;
  }

  /// Only what is the case is written, and what a stage asks for.
  void add(std::string_view begun, const AllowedPartner& partner) {
    add(begun);
    add_number(partner.units);
    add("\"");
    if (partner.is_paired) add(",\"paired\":true");
    if (partner.is_locked) add(",\"locked\":true");
    if (partner.was_previous) add(",\"previous\":true");
    if (partner.rank > 0) {
      add(",\"rank\":");
      add_number(partner.rank);
    }
    if (is_drawn_) {
      add(",\"ticket\":\"");
      add_number(partner.ticket);
      add("\"");
    }
    add("}");
  }

  void add(std::string_view text) {
    make_room(text.size());
    std::memcpy(letters_.data() + size_, text.data(), text.size());
    size_ += text.size();
  }

  void add_number(std::int64_t number) {
    constexpr std::size_t longest = 20;
    make_room(longest);
    char* const begin = letters_.data() + size_;
    size_ += static_cast<std::size_t>(std::to_chars(begin, begin + longest, number).ptr - begin);
  }

  void make_room(std::size_t more) {
    if (size_ + more > letters_.size()) letters_.resize(2 * (size_ + more));
  }

  const PublishedPrices& prices_;
  std::vector<std::string> partner_;        // how each mentor begins as a partner
  std::vector<std::string> other_partner_;  // how each mentee does
  bool is_drawn_ = false;
  std::string letters_;
  std::size_t size_ = 0;  // of the letters that are written
};

bool is_published(std::int32_t id, std::size_t count) { return id >= 0 && at(id) < count; }

/// @throws InvalidInput where there is not a price for everybody.
void check_price_lists(std::string_view function, const PublishedPrices& prices) {
  for (const PriceList& list : prices.lists) {
    if (list.stage < prices.stages.size() && list.mentee.size() == prices.mentees.size() &&
        list.mentor.size() == prices.mentors.size() && list.mentee_group.size() == prices.mentee_groups.size() &&
        list.mentor_group.size() == prices.mentor_groups.size()) {
      continue;
    }
    throw InvalidInput(function, "shape", "each list of prices is of a stage and has a price for everybody");
  }
}

/// @throws InvalidInput where a receipt speaks of somebody who is not there.
void check_people(std::string_view function, const Receipt& receipt, const PublishedPrices& prices) {
  const bool is_mentee = std::holds_alternative<MenteeId>(receipt.person);
  const std::int32_t person = std::visit([](auto id) { return id.value; }, receipt.person);
  bool is_right = is_published(person, (is_mentee ? prices.mentees : prices.mentors).size());
  for (const std::int32_t group : receipt.groups) {
    is_right = is_right && is_published(group, (is_mentee ? prices.mentee_groups : prices.mentor_groups).size());
  }
  for (const AllowedPartner& partner : receipt.partners) {
    is_right = is_right && is_published(partner.partner, (is_mentee ? prices.mentors : prices.mentees).size());
  }
  if (!is_right) throw InvalidInput(function, "id", "the receipt speaks of somebody who is not published");
}

/// The digests of pairs of neighbours, where the last may be left over.
std::vector<std::string> next_level(const std::vector<std::string>& level) {
  std::vector<std::string> next;
  for (std::size_t place = 0; place < level.size(); place += 2) {
    next.push_back(place + 1 < level.size() ? sha256(level[place] + level[place + 1]) : level[place]);
  }
  return next;
}

/// The root of a tree of digests (Merkle 1987), by which one line can be shown to be in it without the others.
std::string root_of(std::vector<std::string> level) {
  if (level.empty()) return sha256("");
  while (level.size() > 1) level = next_level(level);
  return level.front();
}

/// The neighbours on the way from a line to the root.
std::string json_of_path(std::vector<std::string> level, std::size_t place) {
  std::string json;
  for (; level.size() > 1; level = next_level(level), place /= 2) {
    const bool is_left = place % 2 == 1;
    if (!is_left && place + 1 == level.size()) continue;
    json.append(json.empty() ? "" : ",")
        .append(is_left ? "[\"left\"," : "[\"right\",")
        .append(json_text(level[is_left ? place - 1 : place + 1]))
        .append("]");
  }
  return '[' + json + ']';
}

std::vector<std::string> lines_of(const Receipts& receipts, const ReceiptDigests& digests, bool is_mentees,
                                  Checkpoint& checkpoint) {
  const std::size_t people = (is_mentees ? receipts.mentees : receipts.mentors).size();
  std::vector<std::string> lines;
  for (std::size_t person = 0; person < people; ++person) {
    lines.push_back(sha256(is_mentees ? line_of_mentee(receipts.prices, digests, person)
                                      : line_of_mentor(receipts.prices, digests, person)));
    constexpr std::int64_t work_of_line = 2000;
    if (!checkpoint.spend(work_of_line)) checkpoint.throw_if_ended("digests");
  }
  return lines;
}

/// @throws InvalidInput where receipts and what is published do not fit.
void check_all(std::string_view function, const Receipts& receipts) {
  check_price_lists(function, receipts.prices);
  if (receipts.mentees.size() != receipts.prices.mentees.size() ||
      receipts.mentors.size() != receipts.prices.mentors.size()) {
    throw InvalidInput(function, "shape", "there is not a receipt for everybody who is published");
  }
  for (const auto* side : {&receipts.mentees, &receipts.mentors}) {
    for (const Receipt& receipt : *side) check_people(function, receipt, receipts.prices);
  }
}

std::string json_of_document(const Receipts& receipts, const ReceiptDigests& digests, bool is_mentee,
                             std::int32_t person) {
  const PublishedPrices& prices = receipts.prices;
  check_price_lists("to_json", prices);
  const auto& own = is_mentee ? receipts.mentees : receipts.mentors;
  if (!is_published(person, own.size()) || digests.mentees.size() != prices.mentees.size() ||
      digests.mentors.size() != prices.mentors.size() || prices.mentees.size() != receipts.mentees.size() ||
      prices.mentors.size() != receipts.mentors.size()) {
    throw InvalidInput("to_json", "id", "the person has no receipt here, or the digests are of others");
  }
  check_people("to_json", own[at(person)], prices);
  std::string others;
  for (std::size_t other = 0; other < (is_mentee ? prices.mentors : prices.mentees).size(); ++other) {
    others.append(others.empty() ? "" : ",")
        .append(is_mentee ? line_of_mentor(prices, digests, other) : line_of_mentee(prices, digests, other));
  }
  return "{\"format\":\"pairwell receipt 1\",\"digest\":" + json_text(digests.whole) +
         ",\"rules\":" + json_of_rules(prices) + ",\"others\":[" + others +
         "],\"own\":" + std::string(OwnParts(prices).of(own[at(person)])) +
         ",\"path\":" + json_of_path(is_mentee ? digests.mentee_lines : digests.mentor_lines, at(person)) + '}';
}

}  // namespace

ReceiptDigests digests(const Receipts& receipts, const Control& control) {
  constexpr std::string_view function = "digests";
  check_all(function, receipts);
  Checkpoint checkpoint(control);
  checkpoint.enter("digests", std::ssize(receipts.mentees) + std::ssize(receipts.mentors));
  ReceiptDigests made;
  OwnParts parts(receipts.prices);
  OwnParts other_parts(receipts.prices);
  const auto add = [&](const std::vector<Receipt>& side, std::vector<std::string>& own) {
    for (std::size_t person = 0; person < side.size(); person += 2) {
      Sha256 one;
      Sha256 other;
      const bool is_last = person + 1 == side.size();
      const std::string_view json = parts.of(side[person]);
      const std::string_view other_json = is_last ? std::string_view() : other_parts.of(side[person + 1]);
      Sha256::update_both(one, json, other, other_json);
      own.push_back(one.hex());
      checkpoint.advance();
      if (!is_last) {
        own.push_back(other.hex());
        checkpoint.advance();
      }
      constexpr std::int64_t work_of_letter = 3;
      if (!checkpoint.spend(work_of_letter * (std::ssize(json) + std::ssize(other_json))))
        checkpoint.throw_if_ended(function);
    }
  };
  add(receipts.mentees, made.mentees);
  add(receipts.mentors, made.mentors);
  made.mentee_lines = lines_of(receipts, made, true, checkpoint);
  made.mentor_lines = lines_of(receipts, made, false, checkpoint);
  made.whole = sha256(sha256(json_of_rules(receipts.prices)) + ' ' + root_of(made.mentee_lines) + ' ' +
                      root_of(made.mentor_lines));
  return made;
}

std::string to_json(const Receipts& receipts, const ReceiptDigests& digests, MenteeId mentee) {
  return json_of_document(receipts, digests, true, mentee.value);
}

std::string to_json(const Receipts& receipts, const ReceiptDigests& digests, MentorId mentor) {
  return json_of_document(receipts, digests, false, mentor.value);
}

}  // namespace pairwell
