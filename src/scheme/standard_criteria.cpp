#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "pairwell/scheme/programme.hpp"
#include "pairwell/scheme/standard_questions.hpp"

namespace pairwell {
namespace {

Criterion criterion(std::string id, Comparison compare, std::string mentee, std::string mentor) {
  Criterion result;
  result.id = std::move(id);
  result.compare = compare;
  result.mentee = std::move(mentee);
  result.mentor = std::move(mentor);
  return result;
}

Criterion of_both(std::string question, Comparison compare) { return criterion(question, compare, question, question); }

Criterion mean(std::string id, std::vector<Criterion> of) {
  Criterion result = criterion(std::move(id), Comparison::mean, {}, {});
  result.of = std::move(of);
  return result;
}

/// Statements about values: equal and next to equal answers are full, and each further step costs more.
Criterion deep_fit() {
  std::vector<Criterion> items;
  for (std::size_t item = 0; item < fit_items().size(); ++item) {
    Criterion near = of_both("fit_" + std::to_string(item + 1), Comparison::near);
    near.low = 1;
    near.high = 4;
    near.curve = Curve::square;
    items.push_back(std::move(near));
  }
  return mean("deep_fit", std::move(items));
}

Criterion expectations() {
  Criterion format = of_both("format", Comparison::same);
  format.any = {"either"};
  return mean("expectations", {of_both("meetings_a_month", Comparison::ratio), std::move(format),
                               of_both("minutes", Comparison::ratio), of_both("purpose", Comparison::same)});
}

Criterion practicality(std::int32_t common_slots) {
  Criterion time = of_both("slots", Comparison::common_time);
  time.low = common_slots;
  time.high = 3;
  Criterion travel = of_both("area", Comparison::travel);
  travel.minutes = "travel_minutes";
  travel.format = "format";
  travel.any = {"remote", "either"};
  travel.bands = {{30, 250}, {60, 500}, {120, 750}};
  return mean("practicality", {std::move(time), std::move(travel)});
}

}  // namespace

std::vector<Criterion> standard_criteria(const Weights& weights, std::int32_t common_slots) {
  Criterion reciprocity = criterion("reciprocity", Comparison::covers, "offers", "needs");
  reciprocity.needs_of = Role::mentor;
  std::vector<Criterion> criteria{criterion("needs", Comparison::covers, "needs", "offers"),
                                  criterion("preference", Comparison::wish, "wishes", "wishes"),
                                  deep_fit(),
                                  expectations(),
                                  practicality(common_slots),
                                  std::move(reciprocity)};
  const std::pair<const char*, std::int32_t> said[] = {
      {"Development needs", weights.needs},   {"Preference", weights.preference},
      {"Values and ways", weights.deep_fit},  {"Expectations", weights.expectations},
      {"Practicality", weights.practicality}, {"Mentor's learning", weights.reciprocity}};
  for (std::size_t i = 0; i < criteria.size(); ++i) {
    criteria[i].words = said[i].first;
    criteria[i].weight = said[i].second;
    criteria[i].blank = Blank::leaves;
  }
  return criteria;
}

}  // namespace pairwell
