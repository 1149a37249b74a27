#include "pairwell/score/scorer.hpp"

#include <algorithm>
#include <cassert>
#include <cstddef>
#include <iterator>
#include <limits>
#include <mutex>
#include <string_view>
#include <variant>

#include "score/arithmetic.hpp"
#include "score/scorer_state.hpp"
#include "score/scoring_check.hpp"

namespace pairwell {
namespace {

/// 100 points of 1000 units, for shares of 1000.
constexpr std::int64_t units_of_share = 100;

std::size_t vector_length(const AnswerColumn* column) {
  if (column == nullptr) return 0;
  for (const Value& value : column->values) {
    if (const auto* numbers = std::get_if<std::vector<std::int8_t>>(&value)) return numbers->size();
  }
  return 0;
}

void check_lengths(const Criterion& criterion, const Answers& mentees, const Answers& mentors, Findings& findings) {
  for (const Criterion& part : criterion.of) check_lengths(part, mentees, mentors, findings);
  if (criterion.compare != Comparison::dot) return;
  const std::size_t a = vector_length(mentees.find(criterion.mentee));
  const std::size_t b = vector_length(mentors.find(criterion.mentor));
  if (a == 0 || b == 0 || a == b) return;
  findings.push_back({.rule = "length",
                      .message = "Vectors of both roles must be of one length, and those of mentees have " +
                                 std::to_string(a) + " numbers, those of mentors " + std::to_string(b) + ".",
                      .column = "criteria." + criterion.id,
                      .value = criterion.mentee + " and " + criterion.mentor});
}

Scoring checked(Scoring scoring, const Answers& mentees, const Answers& mentors) {
  Findings findings = check(scoring);
  for (const auto& [answers, role] : {std::pair(&mentees, Role::mentee), {&mentors, Role::mentor}}) {
    if (answers->role != role) {
      findings.push_back({.rule = "role",
                          .message = "Answers of mentees come first, then answers of mentors.",
                          .column = std::string(to_string(role)) + "s",
                          .value = std::string(to_string(answers->role))});
    }
    const Findings wrong = check_answers(scoring, *answers);
    findings.insert(findings.end(), wrong.begin(), wrong.end());
  }
  if (findings.empty()) {
    for (const Criterion& criterion : scoring.criteria) check_lengths(criterion, mentees, mentors, findings);
    for (const PairRule& rule : scoring.pair_rules) check_lengths(rule.compare, mentees, mentors, findings);
  }
  throw_if_errors("Scorer", findings);
  return scoring;
}

std::vector<ScoredPart> parts_of(const Scoring& scoring) {
  std::vector<ScoredPart> parts;
  for (const Criterion& criterion : scoring.criteria) parts.push_back({.criterion = &criterion});
  for (const OwnCriterion& own : scoring.own) {
    const bool is_last = own.place < 0 || own.place > std::ssize(parts);
    parts.insert(is_last ? parts.end() : parts.begin() + own.place, {.own = &own});
  }
  return parts;
}

/// Shares the points of a pair out to its parts: each gets its exact worth rounded down, and what is left goes to the
/// largest remainders, the earlier first.
void share_out(PairScore& score, std::int64_t weight) {
  assert(weight > 0);
  std::vector<std::int64_t> remainders;
  std::int64_t left = score.points.units;
  for (PartScore& part : score.parts) {
    const std::int64_t worth = units_of_share * part.weight * part.share.value_or(0);
    part.points = Points(worth / weight);
    remainders.push_back(worth % weight);
    left -= worth / weight;
  }
  assert(left >= 0 && left <= std::ssize(remainders));
  for (; left > 0; --left) {
    const auto largest = std::ranges::max_element(remainders);
    ++score.parts[static_cast<std::size_t>(largest - remainders.begin())].points.units;
    *largest = -1;
  }
}

void check_pair(const Scorer& scorer, MenteeId mentee, MentorId mentor) {
  if (mentee.value >= 0 && mentee.value < scorer.mentees() && mentor.value >= 0 && mentor.value < scorer.mentors()) {
    return;
  }
  throw InvalidInput("Scorer", "pair",
                     "there is no such pair among " + std::to_string(scorer.mentees()) + " mentees and " +
                         std::to_string(scorer.mentors()) + " mentors",
                     to_string(Pair{mentee, mentor}));
}

}  // namespace

Scorer::State::State(Scoring scoring, Answers mentees, Answers mentors)
    : scoring_(checked(std::move(scoring), mentees, mentors)),
      mentees_(std::move(mentees)),
      mentors_(std::move(mentors)),
      comparisons_(scoring_, mentees_, mentors_),
      refusals_(scoring_, mentees_, mentors_),
      parts_(parts_of(scoring_)) {}

Share Scorer::State::share(const ScoredPart& part, MenteeId mentee, MentorId mentor) const {
  if (part.criterion != nullptr) return comparisons_.share(*part.criterion, mentee, mentor);
  return own_share(*part.own, mentee, mentor);
}

const Blocks& Scorer::State::blocks(const std::function<void()>& poll) const {
  if (const Blocks* made = made_) return *made;
  const std::lock_guard lock(compiling_);
  if (!blocks_) {
    blocks_ = std::make_unique<const Blocks>(parts_, comparisons_, refusals_, scoring_, rows::runnable().front(), poll);
  }
  made_ = blocks_.get();
  return *blocks_;
}

PairScore Scorer::State::pair(MenteeId mentee, MentorId mentor) const {
  PairScore score;
  std::int64_t sum = 0;
  std::int64_t weight = 0;
  std::int64_t answered = 0;
  std::int64_t all = 0;
  for (const ScoredPart& part : parts_) {
    const Share share = this->share(part, mentee, mentor);
    PartScore& scored = score.parts.emplace_back(PartScore{.id = part.id(),
                                                           .share = share ? share : part.blank(),
                                                           .answered = share.has_value(),
                                                           .weight = part.weight()});
    all += scored.weight;
    if (share) answered += scored.weight;
    if (scored.share) {
      sum += std::int64_t{scored.weight} * *scored.share;
      weight += scored.weight;
    }
    if (part.criterion == nullptr) continue;
    for (const Criterion& child : part.criterion->of) {
      const Share of_child = comparisons_.share(child, mentee, mentor);
      scored.of.push_back(
          {.id = child.id, .share = of_child, .answered = of_child.has_value(), .weight = weight_within(child)});
    }
  }
  assert(all > 0);
  score.coverage = static_cast<std::int32_t>(full_share * answered / all);
  if (weight > 0) {
    score.points = Points(divide(units_of_share * sum, weight));
    share_out(score, weight);
  }
  score.refusals = refusals_of(mentee, mentor);
  return score;
}

std::vector<Refusal> Scorer::State::refusals_of(MenteeId mentee, MentorId mentor) const {
  std::vector<Refusal> found = refusals_.of(mentee, mentor);
  for (const PairRule& rule : scoring_.pair_rules) {
    const Share share = comparisons_.share(rule.compare, mentee, mentor);
    if (share && (*share >= rule.share) == rule.forbids) {
      found.push_back({rule.id, rule.reason.empty() ? rule.sentence : rule.reason});
    }
  }
  return found;
}

Scoring scoring_of(const Programme& programme) {
  Scoring scoring{.questions = programme.questions,
                  .criteria = programme.criteria,
                  .own = {},
                  .pair_rules = programme.pair_rules,
                  .locations = programme.locations,
                  .travel_times = programme.travel_times,
                  .pairing = programme.pairing,
                  .most_access_cost = programme.pairing.most_access_pence,
                  .currency = programme.currency};
  if (scoring.most_access_cost > 0) return scoring;
  const auto fund = std::ranges::find(programme.funds, "access", &Fund::id);
  scoring.most_access_cost = fund == programme.funds.end() ? -1 : fund->pence;
  return scoring;
}

Scorer::Scorer(Scoring scoring, Answers mentees, Answers mentors)
    : state_(std::make_shared<const State>(std::move(scoring), std::move(mentees), std::move(mentors))) {}

Scorer::Scorer(const Programme& programme, std::span<const MenteeForm> mentees, std::span<const MentorForm> mentors)
    : Scorer(scoring_of(programme), answers_of(programme, mentees), answers_of(programme, mentors)) {}

std::int32_t Scorer::mentees() const { return state_->answers(Role::mentee).people(); }
std::int32_t Scorer::mentors() const { return state_->answers(Role::mentor).people(); }
const Scoring& Scorer::scoring() const { return state_->scoring(); }
const Answers& Scorer::answers(Role role) const { return state_->answers(role); }

std::vector<std::string> Scorer::parts() const {
  std::vector<std::string> ids;
  for (const ScoredPart& part : state_->parts()) ids.push_back(part.id());
  return ids;
}

std::optional<std::int32_t> Scorer::most_points(std::int32_t mentee, std::int32_t strip) const {
  static_assert(strip_of_most_points == Blocks::strip_of_ranges);
  return state_->blocks().most_points(mentee, static_cast<std::size_t>(strip));
}

std::vector<std::int32_t> Scorer::in_order(Role role) const { return state_->blocks().in_order(role); }

PairScore Scorer::pair(MenteeId mentee, MentorId mentor) const {
  check_pair(*this, mentee, mentor);
  return state_->pair(mentee, mentor);
}

std::vector<PartInWords> Scorer::explain(MenteeId mentee, MentorId mentor) const {
  check_pair(*this, mentee, mentor);
  return state_->explain(mentee, mentor);
}

}  // namespace pairwell
