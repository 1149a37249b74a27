/// Binds the evaluation and the reliability of pairwell/scheme.
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <pybind11/native_enum.h>
#include <pybind11/stl.h>

#include "bindings.hpp"
#include "named.hpp"
#include "pairwell/scheme/evaluation.hpp"
#include "pairwell/scheme/reliability.hpp"

namespace py = pybind11;

namespace {

using namespace pairwell;
using Marks = std::vector<std::optional<int>>;

void bind_share(py::module_& m) {
  py::native_enum<Disclosure>(m, "Disclosure", "enum.Enum", "How much of a share may be published.")
      .value("SHOWN", Disclosure::shown, "Count, rate and interval.")
      .value("TOO_FEW_TO_SAY", Disclosure::too_few_to_say, "A rate from under 10 people would say nothing.")
      .value("SUPPRESSED", Disclosure::suppressed, "Count or remainder is under 5.")
      .finalize();
  py::class_<Share>(m, "Share", "So many of so many.")
      .def(py::init([](std::int64_t count, std::int64_t of) {
             if (count != 0 || of != 0) exact_interval(count, of);
             return Share{count, of};
           }),
           py::arg("count"), py::arg("of"))
      .def_readonly("count", &Share::count)
      .def_readonly("of", &Share::of)
      .def_property_readonly("disclosure", [](const Share& share) { return disclosure(share); })
      .def_property_readonly(
          "published", [](const Share& share) { return published(share); },
          "The share as it may be published, with small numbers suppressed.")
      .def("__str__", [](const Share& share) { return in_words(share); })
      .def("__eq__", equal<Share>(), py::is_operator())
      .def("__repr__", [](const Share& share) {
        return "<Share: " + std::to_string(share.count) + " of " + std::to_string(share.of) + ">";
      });
  m.def(
      "exact_interval",
      [](std::int64_t count, std::int64_t of, double confidence) {
        const ShareInterval interval = exact_interval(count, of, confidence);
        return std::pair(interval.lower, interval.upper);
      },
      py::arg("count"), py::arg("of"), py::arg("confidence") = 0.95,
      "The exact interval of Clopper and Pearson for a share.\n\n"
      ">>> import pairwell as pw\n"
      ">>> [round(end, 3) for end in pw.exact_interval(9, 12)]\n"
      "[0.428, 0.945]");
}

void bind_inputs(py::module_& m) {
  py::native_enum<When>(m, "When", "enum.Enum", "When questions were answered.")
      .value("BEFORE", When::before)
      .value("AFTER", When::after)
      .finalize();
  py::class_<EvaluationAnswers>(m, "EvaluationAnswers", "What one person answered at one time.")
      .def(py::init([](std::string reference, const Named<Role>& role, const Named<When>& when, Marks marks) {
             return EvaluationAnswers{std::move(reference), by_name(role, Role::mentor, "role"),
                                      by_name(when, When::after, "when"), std::move(marks)};
           }),
           py::kw_only(), py::arg("reference"), py::arg("role"), py::arg("when"), py::arg("marks"))
      .def_readonly("reference", &EvaluationAnswers::reference)
      .def_readonly("role", &EvaluationAnswers::role)
      .def_readonly("when", &EvaluationAnswers::when)
      .def_readonly("marks", &EvaluationAnswers::marks, "In the order of the questions; None: left blank.")
      .def("__eq__", equal<EvaluationAnswers>(), py::is_operator())
      .def("__repr__", [](const EvaluationAnswers& own) {
        return "<EvaluationAnswers: " + own.reference + ", " + std::string(to_string(own.when)) + ">";
      });
  py::class_<PairOutcome>(m, "PairOutcome", "What became of one pair.")
      .def(py::init([](std::string mentee, std::string mentor, std::string state, bool is_started, std::int32_t goals,
                       std::int32_t goals_met, std::optional<std::int64_t> predicted, std::optional<int> mentee_fit,
                       std::optional<int> mentor_fit) {
             return PairOutcome{std::move(mentee), std::move(mentor), std::move(state), is_started, goals,
                                goals_met,         predicted,         mentee_fit,       mentor_fit};
           }),
           py::kw_only(), py::arg("mentee"), py::arg("mentor"), py::arg("state"), py::arg("is_started") = true,
           py::arg("goals") = 0, py::arg("goals_met") = 0, py::arg("predicted") = std::nullopt,
           py::arg("mentee_fit") = std::nullopt, py::arg("mentor_fit") = std::nullopt)
      .def_readonly("mentee", &PairOutcome::mentee)
      .def_readonly("mentor", &PairOutcome::mentor)
      .def_readonly("state", &PairOutcome::state, "By the life cycle of pairs.")
      .def_readonly("is_started", &PairOutcome::is_started, "Whether it ever was active.")
      .def_readonly("goals", &PairOutcome::goals)
      .def_readonly("goals_met", &PairOutcome::goals_met)
      .def_readonly("predicted", &PairOutcome::predicted, "Units of the pair's points, when it was made.")
      .def_readonly("mentee_fit", &PairOutcome::mentee_fit, "1 to 5.")
      .def_readonly("mentor_fit", &PairOutcome::mentor_fit, "1 to 5.")
      .def("__eq__", equal<PairOutcome>(), py::is_operator())
      .def("__repr__", [](const PairOutcome& own) {
        return "<PairOutcome: " + own.mentee + " with " + own.mentor + ", " + own.state + ">";
      });
}

void bind_evaluation_results(py::module_& m) {
  py::class_<QuestionResult>(m, "QuestionResult", "One question for one role, from who answered it both times.")
      .def_readonly("question", &QuestionResult::question)
      .def_readonly("role", &QuestionResult::role)
      .def_readonly("improved", &QuestionResult::improved, "Whose mark rose.")
      .def_readonly("mean_change_thousandths", &QuestionResult::mean_change_thousandths,
                    "Of a mark; None from fewer than 10 people.")
      .def("__eq__", equal<QuestionResult>(), py::is_operator())
      .def("__repr__", [](const QuestionResult& own) {
        return "<QuestionResult: " + own.question + ", " + std::string(to_string(own.role)) + ">";
      });
  py::class_<FitRow>(m, "FitRow", "Predicted beside reported fit of one pair. For the organiser: it names people.")
      .def_readonly("mentee", &FitRow::mentee)
      .def_readonly("mentor", &FitRow::mentor)
      .def_readonly("predicted", &FitRow::predicted, "Units of points.")
      .def_readonly("reported_halves", &FitRow::reported_halves, "The mean of both sides' marks in halves.")
      .def("__eq__", equal<FitRow>(), py::is_operator())
      .def("__repr__", [](const FitRow& row) { return "<FitRow: " + row.mentee + " with " + row.mentor + ">"; });
  py::class_<Evaluation>(m, "Evaluation", "What came of the pairs.")
      .def_readonly("completed", &Evaluation::completed, "Of the pairs that started.")
      .def_readonly("goals_met", &Evaluation::goals_met, "Of the goals of these pairs.")
      .def_readonly("questions", &Evaluation::questions, "By question: mentees, then mentors.")
      .def_readonly("fits", &Evaluation::fits, "By points, the most first.")
      .def_readonly("fit_tau_thousandths", &Evaluation::fit_tau_thousandths,
                    "Kendall's tau-b of predicted and reported fit; None from fewer than 10 pairs.")
      .def("__repr__", [](const Evaluation& own) {
        return "<Evaluation: completed " + std::to_string(own.completed.count) + " of " +
               std::to_string(own.completed.of) + ", goals met " + std::to_string(own.goals_met.count) + " of " +
               std::to_string(own.goals_met.of) + ">";
      });
}

void bind_reliability(py::module_& m) {
  py::class_<PanelAgreement>(m, "PanelAgreement", "How far marks agree for one line of the rubric, or for the sum.")
      .def_readonly("line", &PanelAgreement::line, "Empty for the weighted sum.")
      .def_readonly("alpha_thousandths", &PanelAgreement::alpha_thousandths,
                    "Krippendorff's alpha; None: nothing varies.")
      .def_readonly("forms", &PanelAgreement::forms, "Forms that two or more members marked.")
      .def_readonly("marks", &PanelAgreement::marks)
      .def("__str__", [](const PanelAgreement& agreement) { return in_words(agreement); })
      .def("__eq__", equal<PanelAgreement>(), py::is_operator())
      .def("__repr__", [](const PanelAgreement& agreement) { return "<PanelAgreement: " + in_words(agreement) + ">"; });
  m.def(
      "panel_agreement",
      [](const Programme& programme, const std::vector<PanelScore>& scores) {
        return panel_agreement(programme.selection, scores);
      },
      py::arg("programme"), py::arg("scores"), "Krippendorff's alpha for the weighted sum and for each line.");
}

}  // namespace

void bind_scheme_evaluation(py::module_& m) {
  bind_share(m);
  bind_inputs(m);
  bind_evaluation_results(m);
  const auto questions_of = [](const std::optional<Programme>& programme) {
    return programme ? evaluation_questions(*programme) : evaluation_questions();
  };
  m.def(
      "evaluation_questions",
      [questions_of](const std::optional<Programme>& programme) {
        std::vector<std::pair<std::string, std::string>> questions;
        for (const auto& [id, sentence] : questions_of(programme)) questions.emplace_back(id, sentence);
        return questions;
      },
      py::arg("programme") = std::nullopt,
      "Ids and sentences of the questions that both roles answer before and after, from 1 to 5: those of a programme, "
      "or the standard ones.");
  m.def(
      "evaluate",
      [questions_of](const std::vector<EvaluationAnswers>& answers, const std::vector<PairOutcome>& outcomes,
                     const std::optional<Programme>& programme) {
        return evaluate(answers, outcomes, questions_of(programme));
      },
      py::arg("answers"), py::arg("outcomes"), py::arg("programme") = std::nullopt,
      "Evaluates a programme, by its own questions where it is given.");
  bind_reliability(m);
}
