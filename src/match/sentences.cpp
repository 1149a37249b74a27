#include "match/sentences.hpp"

#include <algorithm>
#include <cassert>
#include <cstddef>
#include <cstdint>
#include <numeric>
#include <string_view>
#include <utility>
#include <variant>

#include "core/at.hpp"
#include "pairwell/core/range.hpp"

namespace pairwell {
namespace {

constexpr std::size_t names_in_a_sentence = 8;

template <class Id>
std::string called(std::string_view kind, Id id, const std::vector<std::string>& names) {
  assert(id.value >= 0 && (names.empty() || id.value < std::ssize(names)));
  if (names.empty() || names[at(id.value)].empty()) return to_string(id);
  return std::string(kind) + names[at(id.value)];
}

/// By what the caller calls it, else by the group's own name, else by its position.
template <class Id, class PersonId>
std::string called(std::string_view kind, Id id, const std::vector<std::string>& names,
                   const std::vector<Group<PersonId>>& groups) {
  if (!names.empty() && !names[at(id.value)].empty()) return "the group \"" + names[at(id.value)] + '"';
  const std::string& own = groups[at(id.value)].name;
  return own.empty() ? to_string(id) : std::string(kind) + '"' + own + '"';
}

std::int64_t sum(const std::vector<Claim>& claims) {
  return std::accumulate(claims.begin(), claims.end(), std::int64_t{0},
                         [](std::int64_t pairs, const Claim& claim) { return pairs + claim.pairs; });
}

/// Whether the problem has whom a rule speaks of.
struct IsKnown {
  const Problem& problem;

  bool operator()(MenteeId id) const { return is_one_of(id.value, problem.mentees); }
  bool operator()(MentorId id) const { return is_one_of(id.value, problem.mentors); }
  bool operator()(MenteeGroupId id) const { return is_one_of(id.value, std::ssize(problem.mentee_groups)); }
  bool operator()(MentorGroupId id) const { return is_one_of(id.value, std::ssize(problem.mentor_groups)); }
  bool operator()(const Pair& pair) const { return (*this)(pair.mentee) && (*this)(pair.mentor); }

  static bool is_one_of(std::int32_t id, std::int64_t count) { return id >= 0 && id < count; }
};

/// After it, no sum of claims is beyond 64 bits.
Findings check_claims(const Problem& problem, const Infeasibility& infeasibility) {
  Findings findings;
  const auto check_count = [&findings](std::int64_t pairs, std::int64_t most, const char* column) {
    if (pairs >= 0 && pairs <= most) return;
    findings.push_back({.rule = "range",
                        .message = "an infeasibility speaks of 0 to " + count_pairs(most),
                        .column = column,
                        .value = std::to_string(pairs)});
  };
  check_count(infeasibility.open_pairs, std::int64_t{problem.mentees} * problem.mentors, "open_pairs");
  for (const auto* claims : {&infeasibility.asked, &infeasibility.limits}) {
    for (const Claim& claim : *claims) {
      check_count(claim.pairs, Range::no_limit, claims == &infeasibility.asked ? "asked" : "limits");
      if (std::visit(IsKnown{problem}, claim.subject)) continue;
      findings.push_back({.rule = "id",
                          .message = "the infeasibility is of another problem",
                          .value = std::visit([](const auto& subject) { return to_string(subject); }, claim.subject)});
    }
  }
  return findings;
}

}  // namespace

std::string count_pairs(std::int64_t pairs) { return std::to_string(pairs) + (pairs == 1 ? " pair" : " pairs"); }

std::int64_t most_pairs(const Infeasibility& infeasibility) {
  return sum(infeasibility.limits) + infeasibility.open_pairs;
}

std::string Caller::operator()(MenteeId id) const { return called("mentee ", id, names_.mentee); }

std::string Caller::operator()(MentorId id) const { return called("mentor ", id, names_.mentor); }

std::string Caller::operator()(MenteeGroupId id) const {
  return called("mentee group ", id, names_.mentee_group, problem_.mentee_groups);
}

std::string Caller::operator()(MentorGroupId id) const {
  return called("mentor group ", id, names_.mentor_group, problem_.mentor_groups);
}

std::string Caller::operator()(const Pair& pair) const {
  return (*this)(pair.mentee) + " with " + (*this)(pair.mentor);
}

std::string Caller::asks(const std::vector<Claim>& asked) const {
  std::vector<std::string> parts;
  for (const Claim& claim : asked) {
    const std::string subject = std::visit(*this, claim.subject);
    const bool is_locked = std::holds_alternative<Pair>(claim.subject);
    parts.push_back(subject + (is_locked ? " is locked" : " asks for at least " + std::to_string(claim.pairs)));
  }
  return list(std::move(parts));
}

std::string Caller::limits(const Infeasibility& infeasibility) const {
  std::vector<std::string> parts;
  for (const Claim& claim : infeasibility.limits) {
    parts.push_back(std::visit(*this, claim.subject) + " takes at most " + std::to_string(claim.pairs));
  }
  std::string text = list(std::move(parts));
  if (infeasibility.open_pairs == 0) return text;
  if (!text.empty()) text += "; ";
  return text.append("only ")
      .append(count_pairs(infeasibility.open_pairs))
      .append(" allowed")
      .append(infeasibility.limits.empty() ? "" : " besides");
}

std::string Caller::list(std::vector<std::string> parts) {
  if (parts.size() > names_in_a_sentence) {
    const std::size_t more = parts.size() - names_in_a_sentence;
    parts.resize(names_in_a_sentence);
    parts.push_back("and " + std::to_string(more) + " more");
  }
  std::string text;
  for (const std::string& part : parts) text.append(text.empty() ? "" : "; ").append(part);
  return text;
}

std::string Caller::join(std::vector<std::string> parts, std::string_view conjunction) {
  if (parts.size() > names_in_a_sentence) {
    const std::size_t more = parts.size() - names_in_a_sentence;
    parts.resize(names_in_a_sentence);
    parts.push_back(std::to_string(more) + " more");
  }
  std::string text;
  for (std::size_t index = 0; index < parts.size(); ++index) {
    if (index > 0 && index + 1 < parts.size()) text += ", ";
    if (index > 0 && index + 1 == parts.size()) text.append(" ").append(conjunction).append(" ");
    text += parts[index];
  }
  return text;
}

Findings check_names(const Problem& problem, const Names& names) {
  Findings findings;
  const auto check = [&](const char* column, const std::vector<std::string>& given, std::size_t there) {
    if (given.empty() || given.size() == there) return;
    findings.push_back({.rule = "shape",
                        .message = "there must be a name for each of " + std::to_string(there) + ", or none",
                        .column = column,
                        .value = std::to_string(given.size())});
  };
  check("mentee", names.mentee, at(problem.mentees));
  check("mentor", names.mentor, at(problem.mentors));
  check("mentee_group", names.mentee_group, problem.mentee_groups.size());
  check("mentor_group", names.mentor_group, problem.mentor_groups.size());
  return findings;
}

std::string in_words(const Infeasibility& infeasibility, const Problem& problem, const Names& names) {
  throw_if_errors("in_words", check_claims(problem, infeasibility));
  throw_if_errors("in_words", check_names(problem, names));
  const Caller call(problem, names);
  const std::int64_t asked = sum(infeasibility.asked);
  const std::int64_t most = most_pairs(infeasibility);
  const std::string limits = call.limits(infeasibility);
  return "At least " + count_pairs(asked) + " must be made (" + call.asks(infeasibility.asked) + "), but " +
         (limits.empty() ? "no pair is allowed for them"
          : most == 0    ? "none can be (" + limits + ")"
                         : "no more than " + std::to_string(most) + " can be (" + limits + ")") +
         ".";
}

}  // namespace pairwell
