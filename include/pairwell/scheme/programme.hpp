/// Programme: everything that is fixed before the first form arrives, read from one TOML file and checked whole.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "pairwell/core/error.hpp"
#include "pairwell/core/range.hpp"
#include "pairwell/scheme/condition.hpp"
#include "pairwell/scheme/criterion.hpp"
#include "pairwell/scheme/question.hpp"
#include "pairwell/scheme/sheet.hpp"
#include "pairwell/scheme/timetable.hpp"

namespace pairwell {

/// A programme's capacity by region and role.
struct Place {
  Role role = Role::mentee;
  std::string region{};  ///< One of the programme's nations.
  Range people{};        ///< How many take part.

  friend bool operator==(const Place&, const Place&) = default;
};

/// Whether pairs may cross regions. Separate from places: a place says who takes part, this says with whom.
enum class Across { allowed, forbidden };

/// The enumerator's name: "allowed".
std::string_view to_string(Across across);

/// Ring-fenced money, in whole pence.
struct Fund {
  std::string id{};       ///< "travel".
  std::string purpose{};  ///< "Travel costs".
  std::int64_t pence = 0;

  friend bool operator==(const Fund&, const Fund&) = default;
};

/// One eligibility rule: data, with its version and the sentence that an applicant reads.
struct EligibilityRule {
  std::string id{};  ///< "works-in-sector".
  int version = 1;
  std::string sentence{};     ///< "You work, volunteer or freelance in the museum sector."
  std::string reason{};       ///< Said where it fails: "The form does not say that ...".
  std::vector<Role> roles{};  ///< Whom it applies to; both where empty.
  Condition condition{};      ///< What the answers must be.

  friend bool operator==(const EligibilityRule&, const EligibilityRule&) = default;
};

/// How much each part of a pair's score weighs; whole numbers, 0 switches a part off. The default sums to 100.
struct Weights {
  std::int32_t needs = 35;         ///< The mentee's development needs met by the mentor's offer.
  std::int32_t preference = 20;    ///< Expressed preference of both sides.
  std::int32_t deep_fit = 20;      ///< Values, ways of working, challenge and support.
  std::int32_t expectations = 10;  ///< Frequency, format, length, purpose.
  std::int32_t practicality = 10;  ///< Common time beyond the minimum, travel.
  std::int32_t reciprocity = 5;    ///< The mentor's own learning aims met by the mentee's offer.

  friend bool operator==(const Weights&, const Weights&) = default;
};

/// The names of the objective's stages, in order, and their parameters.
struct ObjectiveRules {
  std::vector<std::string> stages{"most_pairs", "floor", "best_worst", "most_points"};
  std::int32_t floor = 40;  ///< Points under which a pair counts as below the floor, 0 to 100.
  std::uint64_t seed =
      0;  ///< Of the published lottery, drawn last in every objective and in every tie of the shortlist.

  friend bool operator==(const ObjectiveRules&, const ObjectiveRules&) = default;
};

/// Rules of pairing that are never points.
struct PairRules {
  std::int32_t common_slots = 1;       ///< The fewest slots that a pair must have in common.
  Across regions = Across::allowed;    ///< Whether mentee and mentor may be of different regions.
  bool same_employer = true;           ///< Whether two people of one employer may be paired; one team never may.
  std::int64_t most_access_pence = 0;  ///< The most one person's access needs may cost; 0: the whole access fund.

  friend bool operator==(const PairRules&, const PairRules&) = default;
};

/// One line of the published rubric that panel members score against.
struct RubricLine {
  std::string id{};        ///< "need".
  std::string sentence{};  ///< "How clearly the form says what the applicant needs."
  std::int32_t most = 5;   ///< Marks run from 0 to this.
  std::int32_t weight = 1;

  friend bool operator==(const RubricLine&, const RubricLine&) = default;
};

/// How applicants are shortlisted.
struct SelectionRules {
  std::vector<RubricLine> rubric{};
  std::int32_t panel_members = 2;       ///< The fewest panel members who must score each form.
  std::int32_t reserves = 0;            ///< How many more than its places each region and role shortlists.
  std::vector<std::string> tie_rule{};  ///< Rubric lines compared in order before the lottery: need, commitment.

  friend bool operator==(const SelectionRules&, const SelectionRules&) = default;
};

/// Where a place is, for distances.
struct Location {
  std::string name{};          ///< As an answer has it: "Leeds", "LS1".
  std::int32_t latitude = 0;   ///< In millionths of a degree, -90 to 90 degrees.
  std::int32_t longitude = 0;  ///< In millionths of a degree, -180 to 180 degrees.

  friend bool operator==(const Location&, const Location&) = default;
};

/// How long it takes from one place to another, either way.
struct TravelTime {
  std::string from{};
  std::string to{};
  std::int32_t minutes = 0;

  friend bool operator==(const TravelTime&, const TravelTime&) = default;
};

/// What a programme's evaluation asks of both roles, before and after, on a scale of 1 to 5.
struct EvaluationQuestion {
  std::string id{};
  std::string sentence{};

  friend bool operator==(const EvaluationQuestion&, const EvaluationQuestion&) = default;
};

/// A programme of mentoring: one run of it from call to closing.
struct Programme {
  std::string id{};    ///< "mentoring-for-all-2017".
  std::string name{};  ///< "Mentoring for All".
  std::string organisation{};
  std::string summary{};
  Month starts{};  ///< First month of the running period.
  Month ends{};    ///< Last month of the running period.
  std::vector<std::string> nations{};
  std::vector<std::string> funders{};
  std::vector<std::string> references{};
  std::vector<std::string> vocabulary{};  ///< The terms of needs and offers; empty: any term.
  Timetable timetable{};
  std::vector<Place> places{};
  std::vector<Fund> funds{};
  std::vector<EligibilityRule> rules{};
  SelectionRules selection{};
  PairRules pairing{};
  ObjectiveRules objective{};
  std::vector<Question> questions{};   ///< What applicants are asked, in order.
  std::vector<Sheet> sheets{};         ///< How exported files are read.
  std::vector<Criterion> criteria{};   ///< What a pair's points are made of, in order.
  std::vector<PairRule> pair_rules{};  ///< Beside the rules that follow from the parts that questions play.
  std::int32_t least_coverage = 0;     ///< Thousandths of the weight; a pair that answered less is reported.
  std::vector<Location> locations{};   ///< For questions of the kind place.
  std::vector<TravelTime> travel_times{};
  std::string currency = "GBP";                  ///< Of all amounts: an ISO 4217 code.
  std::string language = "en";                   ///< Of yes and no, days, months and levels of agreement in answers.
  std::vector<EvaluationQuestion> evaluation{};  ///< Empty: evaluation_questions().

  friend bool operator==(const Programme&, const Programme&) = default;
};

/// The six criteria of a programme that has none of its own, for the standard questions; in all of them a blank leaves.
/// @param common_slots the fewest that a pair must have in common, which therefore count nothing.
std::vector<Criterion> standard_criteria(const Weights& weights, std::int32_t common_slots = 1);

/// What reading a programme gives.
struct ProgrammeFile {
  Programme programme{};
  Findings warnings{};   ///< What a person should look at; never errors.
  std::string digest{};  ///< SHA-256 of the text and of its tables: the version that decisions record.
};

/// The names of the tables that a programme's text wants beside it: of places and of travel times. A text that cannot
/// be read names none.
std::vector<std::string> tables_of_programme(std::string_view toml);

/// Reads a programme from the text of a TOML file and checks it whole. What it does not say is as usual: it has the
/// standard questions where it has no [questions], and the standard criteria where it has no [criteria].
/// @param file the name that findings carry.
/// @param tables those that the text names, each under the name that stands there.
/// @throws InvalidInput with every error: syntax, unknown or missing keys, wrong types, values out of range,
/// references to what is not there; each with line, dotted key and value.
ProgrammeFile read_programme(std::string_view toml, std::string_view file = "programme.toml",
                             const std::vector<Table>& tables = {});

/// The text of a file that reads back as this programme, with every question and criterion written out. It names no
/// tables. What check() refuses may read back otherwise.
/// @param comments what stands above a table or a key of the top, by its dotted key ("questions.grade"): lines without
/// their "#".
std::string to_toml(const Programme& programme, const std::map<std::string, std::string>& comments = {});

/// The same of questions, of criteria and of rules of pairs alone: tables that can stand in a programme's file. The
/// numbers of criteria are written in the decimals of the questions that they name.
std::string to_toml(const std::vector<Question>& questions, const std::map<std::string, std::string>& comments = {});
std::string to_toml(const std::vector<Criterion>& criteria, const std::vector<Question>& questions,
                    const std::map<std::string, std::string>& comments = {});
std::string to_toml(const std::vector<PairRule>& rules, const std::vector<Question>& questions,
                    const std::map<std::string, std::string>& comments = {});

/// Checks rules against the questions that they look at: ids, sentences, questions that are not asked of whom the rule
/// is for or are kept with identity or monitoring, conditions that do not fit the kind of the answer.
Findings check(const std::vector<EligibilityRule>& rules, const std::vector<Question>& questions);

/// Checks a programme that was built in code: everything that read_programme checks, without lines.
Findings check(const Programme& programme);

}  // namespace pairwell
