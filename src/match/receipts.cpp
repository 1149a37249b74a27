#include "pairwell/match/receipts.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <set>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "core/at.hpp"
#include "match/nested.hpp"
#include "match/proof.hpp"
#include "match/receipts_write.hpp"
#include "match/sentences.hpp"
#include "pairwell/core/error.hpp"

namespace pairwell {
namespace {

std::vector<std::string> labels_of(const std::vector<std::string>& names, std::size_t count) {
  std::vector<std::string> labels;
  for (std::size_t index = 0; index < count; ++index) {
    labels.push_back(names.empty() || names[index].empty() ? std::to_string(index) : names[index]);
  }
  return labels;
}

template <class PersonId>
std::vector<PublishedGroup> as_published(const std::vector<Group<PersonId>>& groups,
                                         const std::vector<std::string>& names) {
  std::vector<std::string> own;
  for (std::size_t group = 0; group < groups.size(); ++group) {
    own.push_back(names.empty() || names[group].empty() ? groups[group].name : names[group]);
  }
  const std::vector<std::string> labels = labels_of(own, groups.size());
  std::vector<PublishedGroup> list;
  for (std::size_t group = 0; group < groups.size(); ++group) {
    list.push_back({.label = labels[group], .range = groups[group].pairs});
  }
  return list;
}

/// A label must say who is meant, and stand in one line.
void check_labels(const std::vector<std::string>& labels, const char* column, Findings& findings) {
  std::set<std::string_view> seen;
  for (const std::string& label : labels) {
    if (std::ranges::any_of(label,
                            [](char sign) { return static_cast<unsigned char>(sign) < ' ' || sign == '\x7f'; })) {
      findings.push_back({.rule = "label",
                          .message = "a label may hold no control character, such as the end of a line",
                          .column = column});
    }
    if (!seen.insert(label).second) {
      findings.push_back({.rule = "label",
                          .message = "two have the same label, so that it names neither; give each its own in names",
                          .column = column,
                          .value = label});
    }
  }
}

std::vector<std::string> labels_of(const std::vector<PublishedGroup>& groups) {
  std::vector<std::string> labels;
  for (const PublishedGroup& group : groups) labels.push_back(group.label);
  return labels;
}

PublishedStage as_published(const StageResult& result) {
  PublishedStage stage{.kind = row_of(result.stage).kind, .value = result.value, .profile = result.profile};
  if (const auto* floor = std::get_if<Floor>(&result.stage)) stage.floor = floor->points.units;
  if (const auto* lottery = std::get_if<Lottery>(&result.stage)) stage.seed = lottery->seed;
  if (const auto* changes = std::get_if<FewestChanges>(&result.stage)) stage.previous = std::ssize(changes->previous);
  return stage;
}

bool carries_its_proof(const Matching& matching, const proof::Everyone& everyone) {
  return std::ranges::all_of(matching.stages, [&](const StageResult& result) {
    if (!has_profile(result.stage)) return everyone.fits(result.prices);
    return std::ranges::all_of(result.steps, [&](const LevelStep& step) { return everyone.fits(step.prices); });
  });
}

/// @throws InvalidInput where there is nothing that receipts could be written of.
void check_receipts_asked(std::string_view function, const Problem& problem, const Matching& matching,
                          const Names& names) {
  if (matching.status != Status::optimal) {
    throw InvalidInput(function, "status", "only an optimal matching has receipts", to_string(matching.status));
  }
  if (!was_made_for(problem, matching)) {
    throw InvalidInput(function, "digest", "the matching was made for another problem", matching.digest);
  }
  if (!carries_its_proof(matching, proof::Everyone(problem))) {
    throw InvalidInput(function, "certificate", "the matching carries no prices; make it with its certificate");
  }
  throw_if_errors(function, check_names(problem, names));
}

}  // namespace

Receipts receipts(const Problem& problem, const Matching& matching, const Names& names, const Control& control) {
  constexpr std::string_view function = "receipts";
  Checkpoint checkpoint(control);
  checkpoint.enter("receipts", 2);
  check_receipts_asked(function, problem, matching, names);
  Receipts made;
  made.prices = {.matching = matching.digest,
                 .scale = problem.scale,
                 .mentee_groups = as_published(problem.mentee_groups, names.mentee_group),
                 .mentor_groups = as_published(problem.mentor_groups, names.mentor_group),
                 .mentees = labels_of(names.mentee, at(problem.mentees)),
                 .mentors = labels_of(names.mentor, at(problem.mentors))};
  for (const StageResult& result : matching.stages) made.prices.stages.push_back(as_published(result));
  Findings findings;
  check_labels(made.prices.mentees, "names.mentee", findings);
  check_labels(made.prices.mentors, "names.mentor", findings);
  check_labels(labels_of(made.prices.mentee_groups), "names.mentee_group", findings);
  check_labels(labels_of(made.prices.mentor_groups), "names.mentor_group", findings);
  throw_if_errors(function, findings);
  try {
    const Verdict verdict = verify(problem, matching, nested(control, checkpoint));
    if (!verdict.holds) {
      throw InvalidInput(function, "proof", "the matching does not prove itself: " + verdict.failures.front());
    }
    checkpoint.advance();
    write_receipts(problem, matching, checkpoint, made);
    checkpoint.advance();
  } catch (const Stopped&) {  // of verify, or of its table
    look_now(checkpoint);
    checkpoint.throw_if_ended(function);
    throw;
  }
  checkpoint.throw_if_ended(function);
  return made;
}

}  // namespace pairwell
