// Receipts as JSON, and the digests that are made of it. Numbers that may be large are written as texts, since not
// every reader of JSON has whole numbers of 64 bits.
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "core/at.hpp"
#include "pairwell/core/digest.hpp"
#include "pairwell/core/error.hpp"
#include "pairwell/match/receipts.hpp"

namespace pairwell {
namespace {

/// A text in quotes. Nothing in it is a control character, since labels hold none.
std::string quoted(std::string_view text) {
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
  return "{\"name\":" + quoted(row.name) + ",\"parameter\":" + parameter + ",\"value\":" + quoted_or_null(stage.value) +
         ",\"profile\":" + of_levels(stage.profile) + '}';
}

std::string of_list(const PriceList& list, const PublishedPrices& prices) {
  const bool is_step = row_of(prices.stages[list.stage].kind).levels != StageLevels::none;
  return "{\"stage\":" + std::to_string(list.stage) + ",\"first\":" + (is_step ? quoted_number(list.first) : "null") +
         ",\"last\":" + (is_step ? quoted_number(list.last) : "null") + ",\"open\":" + of_levels(list.open) +
         ",\"shares\":{\"mentees\":" + quoted(list.mentee_shares) + ",\"mentors\":" + quoted(list.mentor_shares) +
         ",\"groups\":" + quoted(list.group_shares) + "}}";
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
          .append(quoted(role))
          .append(",\"label\":")
          .append(quoted(groups[group].label))
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
  return "{\"matching\":" + quoted(prices.matching) + ",\"scale\":" + quoted_number(prices.scale) +
         ",\"stages\":" + json_list(prices.stages, of_stage) +
         ",\"lists\":" + json_list(prices.lists, [&](const PriceList& list) { return of_list(list, prices); }) +
         ",\"groups\":" + of_groups(prices) + '}';
}

/// What the other side is shown of one.
std::string json_of_people(const PublishedPrices& prices, bool is_mentees) {
  const auto& labels = is_mentees ? prices.mentees : prices.mentors;
  std::string json = "[";
  for (std::size_t person = 0; person < labels.size(); ++person) {
    json.append(person > 0 ? "," : "")
        .append("{\"label\":")
        .append(quoted(labels[person]))
        .append(",\"prices\":")
        .append(of_prices(prices, is_mentees ? &PriceList::mentee : &PriceList::mentor, person))
        .append("}");
  }
  return json + ']';
}

/// What one person alone is shown. Of a partner only what is the case is written, and what a stage asks for.
std::string json_of_own(const Receipt& receipt, const PublishedPrices& prices) {
  const bool is_mentee = std::holds_alternative<MenteeId>(receipt.person);
  const std::int32_t person = std::visit([](auto id) { return id.value; }, receipt.person);
  const auto& own = is_mentee ? prices.mentees : prices.mentors;
  const auto& others = is_mentee ? prices.mentors : prices.mentees;
  const auto& groups = is_mentee ? prices.mentee_groups : prices.mentor_groups;
  bool is_drawn = false;
  for (const PublishedStage& stage : prices.stages) is_drawn = is_drawn || stage.kind == StageKind::lottery;
  const auto of_partner = [&](const AllowedPartner& partner) {
    std::string json =
        "{\"label\":" + quoted(others[at(partner.partner)]) + ",\"units\":" + quoted_number(partner.units);
    if (partner.is_paired) json += ",\"paired\":true";
    if (partner.is_locked) json += ",\"locked\":true";
    if (partner.was_previous) json += ",\"previous\":true";
    if (partner.rank > 0) json += ",\"rank\":" + std::to_string(partner.rank);
    if (is_drawn) json += ",\"ticket\":" + quoted_number(partner.ticket);
    return json + '}';
  };
  return "{\"role\":" + quoted(is_mentee ? "mentee" : "mentor") + ",\"label\":" + quoted(own[at(person)]) + ',' +
         of_range(receipt.range) + ",\"groups\":" +
         json_list(receipt.groups, [&](std::int32_t group) { return quoted(groups[at(group)].label); }) +
         ",\"prices\":" + json_list(receipt.prices, [](std::int64_t price) { return quoted_number(price); }) +
         ",\"shares\":" + json_list(receipt.shares, [](const std::string& share) { return quoted(share); }) +
         ",\"partners\":" + json_list(receipt.partners, of_partner) + '}';
}

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

/// One digest of three, so that a person can make it without being shown the people of their own side.
std::string digest_of_published(const std::string& rules, const std::string& mentees, const std::string& mentors) {
  return sha256(rules + ' ' + mentees + ' ' + mentors);
}

}  // namespace

std::string digest(const PublishedPrices& prices) {
  check_price_lists("digest", prices);
  return digest_of_published(sha256(json_of_rules(prices)), sha256(json_of_people(prices, true)),
                             sha256(json_of_people(prices, false)));
}

std::string to_json(const Receipt& receipt, const PublishedPrices& prices) {
  check_price_lists("to_json", prices);
  check_people("to_json", receipt, prices);
  const bool is_mentee = std::holds_alternative<MenteeId>(receipt.person);
  const std::string rules = json_of_rules(prices);
  const std::string mentees = json_of_people(prices, true);
  const std::string mentors = json_of_people(prices, false);
  const std::string own = json_of_own(receipt, prices);
  const std::string digests[] = {sha256(rules), sha256(mentees), sha256(mentors)};
  const std::string whole = digest_of_published(digests[0], digests[1], digests[2]);
  return "{\"format\":\"pairwell receipt 1\",\"digest\":" + quoted(whole) +
         ",\"digests\":{\"rules\":" + quoted(digests[0]) + ",\"mentees\":" + quoted(digests[1]) +
         ",\"mentors\":" + quoted(digests[2]) + "},\"rules\":" + rules +
         ",\"others\":" + (is_mentee ? mentors : mentees) + ",\"own\":" + own +
         ",\"own_digest\":" + quoted(sha256(whole + ' ' + own)) + '}';
}

}  // namespace pairwell
