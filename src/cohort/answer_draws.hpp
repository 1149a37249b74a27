/// Answer draws: made-up answers to a programme's own questions, written as people and form services write them.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "cohort/applicants.hpp"
#include "cohort/rule_wants.hpp"

namespace pairwell {

/// A part of an answer: a term, and what stands with it ("1" of a priority, "C1" of a language).
struct AnswerItem {
  std::string term{};
  std::string mark{};
};

/// Draws answers by the kind of a question. Of the options, which are in a random order of their own, the earlier are
/// drawn more often, by people of both roles, so that people compete.
class AnswerDraws {
 public:
  AnswerDraws(const Setting& setting, const Sheet& sheet);

  /// The items of an answer; none where nothing can be drawn, as of people, who are drawn by their place.
  std::vector<AnswerItem> draw(const Question& question, Role role, const AnswerWants& wants, Draw& draw) const;

  /// The cells of an answer, one for each of its headings.
  std::vector<std::string> cells(const Question& question, const std::vector<std::string>& headings,
                                 const std::vector<AnswerItem>& items) const;

  /// A moment as the sheet would have it.
  std::string moment(Instant instant) const;

 private:
  std::vector<std::string> options_of(const Question& question) const;
  std::vector<AnswerItem> listed(const Question& question, Role role, const AnswerWants& wants, Draw& draw) const;
  std::int64_t number(const Question& question, Role role, const AnswerWants& wants, Draw& draw) const;
  std::string number_text(const Question& question, std::int64_t value, Draw& draw) const;
  std::vector<AnswerItem> available(const Question& question, Draw& draw) const;
  std::vector<AnswerItem> languages(const Question& question, Draw& draw) const;
  std::string day(const AnswerWants& wants, Draw& draw) const;
  std::string day_text(const Date& date) const;
  std::vector<std::string> split_cells(const Question& question, const std::vector<std::string>& headings,
                                       const std::vector<AnswerItem>& items) const;

  const Setting& setting_;
  const Sheet& sheet_;
  Zone zone_;
  std::map<std::string, std::pair<std::int64_t, std::int64_t>>
      gaps_{};  ///< By question: the mentor's minus the mentee's.
};

}  // namespace pairwell
