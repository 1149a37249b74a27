/// A round from forms to pairs, on made-up applicants of the programme file that is given. Shown in
/// docs/reference/round.md.
#include "pairwell/round/round.hpp"

#include <cstddef>
#include <fstream>
#include <iostream>
#include <iterator>
#include <string>
#include <vector>

#include "pairwell/cohort/synthetic.hpp"
#include "pairwell/match/certificate.hpp"
#include "pairwell/match/match.hpp"
#include "pairwell/scheme/eligibility.hpp"

using namespace pairwell;

template <class RoleForm>
std::vector<RoleForm> eligible(const Programme& programme, const std::vector<RoleForm>& forms) {
  const std::vector<Decision> decisions = decide(programme, forms);
  std::vector<RoleForm> kept;
  for (std::size_t i = 0; i < forms.size(); ++i) {
    if (decisions[i].outcome == Outcome::eligible) kept.push_back(forms[i]);
  }
  return kept;
}

int main(int, char** arguments) {
  std::ifstream file(arguments[1]);
  const std::string text{std::istreambuf_iterator<char>(file), {}};
  const Programme programme = read_programme(text, arguments[1]).programme;
  const SyntheticCohort cohort = synthetic_cohort(programme);

  const auto mentees = eligible(programme, read_mentee_forms(cohort.mentees, programme).forms);
  const auto mentors = eligible(programme, read_mentor_forms(cohort.mentors, programme).forms);
  const ScoreTable scores = score_pairs(programme, mentees, mentors);
  const Problem problem = make_problem(programme, mentees, mentors, scores);
  const Matching matching = match(problem, make_objective(programme));

  std::cout << mentees.size() << " mentees and " << mentors.size() << " mentors: " << matching.pairs.size()
            << " pairs, " << to_string(matching.points) << " points, proved: " << std::boolalpha
            << verify(problem, matching).holds << "\n";
}
