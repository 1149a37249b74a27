/// Binds answers in columns and the scorer of them.
#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <variant>
#include <vector>

#include <pybind11/numpy.h>
#include <pybind11/stl.h>

#include "arrays.hpp"
#include "bindings.hpp"
#include "named.hpp"
#include "pairwell/core/error.hpp"
#include "pairwell/scheme/forms.hpp"
#include "pairwell/scheme/programme.hpp"
#include "pairwell/score/scorer.hpp"
#include "scheme/value_reader.hpp"
#include "watch.hpp"

namespace py = pybind11;

void bind_answers(py::module_& m);  // in bind_scorer_answers.cpp

namespace {

using namespace pairwell;

/// The cells of one question in the rows of a table; none of them is a blank cell.
using TextRows = std::vector<std::vector<std::string>>;
using Wholes = py::array_t<std::int64_t, py::array::c_style>;
using Reals = py::array_t<double, py::array::c_style>;
using Bytes = py::array_t<std::int8_t, py::array::c_style>;

/// What stands for a blank in an array of whole numbers, as NaT does in NumPy's dates.
constexpr std::int64_t blank_whole = std::numeric_limits<std::int64_t>::min();
constexpr double most_whole = 9e15;

/// How cells are read.
struct Reader {
  ReadingRules rules;
  Findings findings;
};

std::string cell_of(const py::handle& cell) { return cell.is_none() ? std::string() : to_utf8(py::str(cell)); }

/// A text, None, or a list of them for a row of several cells.
TextRows text_rows(const py::list& column) {
  TextRows rows;
  rows.reserve(column.size());
  for (const py::handle& row : column) {
    auto& cells = rows.emplace_back();
    if (py::isinstance<py::list>(row) || py::isinstance<py::tuple>(row)) {
      for (const py::handle& cell : row) cells.push_back(cell_of(cell));
    } else {
      cells.push_back(cell_of(row));
    }
  }
  return rows;
}

void add(Findings& findings, const Question& question, std::size_t row, CellFault fault) {
  findings.push_back({.severity = fault.severity,
                      .rule = std::move(fault.rule),
                      .message = std::move(fault.message),
                      .row = static_cast<std::int64_t>(row),
                      .column = question.id,
                      .value = std::move(fault.value)});
}

std::vector<Value> values_of(const Question& question, const TextRows& rows, Reader& reader) {
  ValueReader cells(question, reader.rules);
  std::vector<std::vector<std::string_view>> views;
  views.reserve(rows.size());
  for (const std::vector<std::string>& row : rows) cells.look_at(views.emplace_back(row.begin(), row.end()));
  std::vector<Value> values;
  values.reserve(rows.size());
  for (std::size_t k = 0; k < rows.size(); ++k) {
    CellFaults faults;
    values.push_back(cells.read(views[k], faults));
    for (CellFault& fault : faults) add(reader.findings, question, k + 1, std::move(fault));
  }
  for (CellFault& fault : cells.outside_options()) add(reader.findings, question, 0, std::move(fault));
  return values;
}

/// A day of the calendar by its distance from 1970-01-01.
Value day_of(std::int64_t days) {
  constexpr std::int64_t first = -25'567;  // 1900-01-01
  constexpr std::int64_t last = 84'005;    // 2199-12-31
  if (days < first || days > last) return {};
  return add_days(Date{1970, 1, 1}, static_cast<int>(days));
}

Value whole_value(const Question& question, std::int64_t number) {
  if (question.kind == QuestionKind::date) return day_of(number);
  if (question.kind == QuestionKind::instant) return Instant{number};
  return number;
}

/// Days of a date, seconds of an instant, units of every other kind; the least number is a blank.
std::vector<Value> values_of(const Question& question, const std::vector<std::int64_t>& numbers, Reader& reader) {
  std::vector<Value> values;
  values.reserve(numbers.size());
  for (std::size_t k = 0; k < numbers.size(); ++k) {
    if (numbers[k] == blank_whole) {
      values.emplace_back();
      continue;
    }
    values.push_back(whole_value(question, numbers[k]));
    if (is_blank(values.back())) {
      add(reader.findings, question, k + 1,
          {.rule = "date",
           .message = "A date must be of the years 1900 to 2199.",
           .value = std::to_string(numbers[k])});
    }
  }
  return values;
}

/// Numbers as people say them, NaN for a blank: 1.5 with two decimals is 150 units.
std::vector<Value> values_of(const Question& question, const std::vector<double>& numbers, Reader& reader) {
  const std::int32_t decimals = question.kind == QuestionKind::number ? question.decimals : 0;
  const double scale = std::pow(10.0, decimals);
  std::vector<Value> values;
  values.reserve(numbers.size());
  for (std::size_t k = 0; k < numbers.size(); ++k) {
    const double number = numbers[k];
    if (std::isnan(number)) {
      values.emplace_back();
      continue;
    }
    const double units = std::round(number * scale);
    if (std::abs(units) <= most_whole && units / scale == number) {
      values.push_back(whole_value(question, static_cast<std::int64_t>(units)));
      continue;
    }
    values.emplace_back();
    add(reader.findings, question, k + 1,
        {.rule = "number",
         .message = "A number must have at most " + std::to_string(decimals) +
                    (decimals == 1 ? " decimal" : " decimals") + " here, and be below 9e15.",
         .value = std::to_string(number)});
  }
  return values;
}

struct Vectors {
  std::vector<std::int8_t> numbers;
  std::size_t length = 0;
};

std::vector<Value> values_of(const Question&, const Vectors& vectors, Reader&) {
  std::vector<Value> values;
  for (std::size_t begin = 0; begin < vectors.numbers.size(); begin += vectors.length) {
    const auto first = vectors.numbers.begin() + static_cast<std::ptrdiff_t>(begin);
    values.emplace_back(std::vector<std::int8_t>(first, first + static_cast<std::ptrdiff_t>(vectors.length)));
  }
  return values;
}

using Given = std::variant<TextRows, std::vector<std::int64_t>, std::vector<double>, Vectors>;

Given given(const std::string& question, const py::object& column) {
  if (py::isinstance<py::list>(column)) return text_rows(column.cast<py::list>());
  if (py::isinstance<Bytes>(column)) {
    const auto matrix = column.cast<Bytes>();
    if (matrix.ndim() == 2 && matrix.shape(1) > 0) {
      return Vectors{numbers_of(matrix), static_cast<std::size_t>(matrix.shape(1))};
    }
  } else if (py::isinstance<Wholes>(column)) {
    return numbers_of(column.cast<Wholes>());
  } else if (py::isinstance<Reals>(column)) {
    return numbers_of(column.cast<Reals>());
  }
  throw InvalidInput("answers", "column",
                     "a column must be a list of texts, an array of int64 or float64, or a table of int8", question);
}

std::pair<Answers, Findings> answers_from(const Named<Role>& role, std::vector<std::string> references,
                                          const std::vector<Question>& questions, const py::dict& columns,
                                          const std::string& decimal, const Named<DateOrder>& dates,
                                          const std::string& zone, const std::string& language) {
  Reader reader{.rules = {.decimal = decimal == "," ? ',' : '.',
                          .dates = by_name(dates, DateOrder::month_first, "dates"),
                          .zone = Zone::named(zone),
                          .language = language},
                .findings = {}};
  std::vector<std::pair<const Question*, Given>> read;
  for (const auto& [name, column] : columns) {
    const auto id = name.cast<std::string>();
    const auto found = std::ranges::find(questions, id, &Question::id);
    if (found == questions.end()) throw InvalidInput("answers", "question", "there is no such question", id);
    read.emplace_back(&*found, given(id, column.cast<py::object>()));
  }
  Answers answers;
  answers.role = by_name(role, Role::mentor, "role");
  answers.references = std::move(references);
  const WithoutGil without_gil;
  for (const auto& [question, rows] : read) {
    AnswerColumn& column = answers.columns.emplace_back();
    column.question = question->id;
    column.values = std::visit([&](const auto& cells) { return values_of(*question, cells, reader); }, rows);
    if (column.values.size() != answers.references.size()) {
      throw InvalidInput(
          "answers", "size",
          "there must be an answer or a blank for each of " + std::to_string(answers.references.size()) + " people",
          question->id + ": " + std::to_string(column.values.size()));
    }
  }
  return {std::move(answers), std::move(reader.findings)};
}

/// A criterion of one's own: id, words, shares (-1: blank), weight, blank, neutral share, place among the parts.
using OwnRow =
    std::tuple<std::string, std::string, py::array_t<std::int16_t, py::array::c_style | py::array::forcecast>,
               std::int32_t, Named<Blank>, std::int32_t, std::int32_t>;

OwnCriterion own_criterion(const OwnRow& row, std::int32_t mentees, std::int32_t mentors) {
  const auto& [id, words, shares, weight, blank, neutral, place] = row;
  if (shares.ndim() != 2 || shares.shape(0) != mentees || shares.shape(1) != mentors) {
    throw InvalidInput("Scorer", "shares",
                       "a comparison of one's own must give a share for each pair of " + std::to_string(mentees) +
                           " mentees and " + std::to_string(mentors) + " mentors",
                       id);
  }
  auto kept = std::make_shared<const std::vector<std::int16_t>>(shares.data(), shares.data() + shares.size());
  return {.id = id,
          .words = words,
          .share = [kept, mentors](MenteeId mentee, MentorId mentor) -> std::optional<std::int32_t> {
            const auto row_start = static_cast<std::size_t>(mentee.value) * static_cast<std::size_t>(mentors);
            const std::int32_t share = (*kept)[row_start + static_cast<std::size_t>(mentor.value)];
            return share < 0 ? std::nullopt : std::optional(share);
          },
          .weight = weight,
          .blank = by_name(blank, Blank::zero, "blank"),
          .neutral = neutral,
          .place = place};
}

Scorer make_scorer(std::vector<Question> questions, std::vector<Criterion> criteria, const Answers& mentees,
                   const Answers& mentors, std::vector<PairRule> pair_rules, const std::vector<OwnRow>& own,
                   std::vector<Location> locations, std::vector<TravelTime> travel_times,
                   const std::optional<PairRules>& pairing, std::int64_t most_access_cost, std::string currency,
                   bool references_are_people) {
  Scoring scoring{.questions = std::move(questions),
                  .criteria = std::move(criteria),
                  .own = {},
                  .pair_rules = std::move(pair_rules),
                  .locations = std::move(locations),
                  .travel_times = std::move(travel_times),
                  .pairing = pairing.value_or(PairRules{.common_slots = 0}),
                  .most_access_cost = most_access_cost,
                  .currency = std::move(currency),
                  .references_are_people = references_are_people};
  for (const OwnRow& row : own) scoring.own.push_back(own_criterion(row, mentees.people(), mentors.people()));
  const WithoutGil without_gil;
  return {std::move(scoring), mentees, mentors};
}

template <class Fill>
py::array_t<std::int32_t> block_of(const Block& block, Fill fill) {
  py::array_t<std::int32_t> cells({std::max(block.mentees, 0), std::max(block.mentors, 0)});
  const std::span<std::int32_t> span(cells.mutable_data(), static_cast<std::size_t>(cells.size()));
  {
    const WithoutGil without_gil;
    fill(block, span);
  }
  return closed(std::move(cells));
}

py::array_t<std::int32_t> scored_table(const Scorer& scorer, std::optional<ProgressCall> progress,
                                       const std::optional<double>& time_limit, std::int32_t threads) {
  if (time_limit && !(*time_limit >= 0)) {
    throw InvalidInput("score", "time_limit", "a time limit is a number of seconds, 0 or more",
                       std::to_string(*time_limit));
  }
  Watch watch(std::move(progress), time_limit);
  std::unique_ptr<Units> units = watch.run(
      [&] { return std::make_unique<Units>(scorer.table({.control = watch.control(), .threads = threads})); });
  std::int32_t* const data = units->data();
  const py::capsule owner(units.get(), [](void* kept) { delete static_cast<Units*>(kept); });
  units.release();
  return closed(py::array_t<std::int32_t>({scorer.mentees(), scorer.mentors()}, data, owner));
}

void bind_part_in_words(py::module_& m) {
  py::class_<PartInWords>(m, "PartInWords", "What both sides of a pair answered to one criterion, for people.")
      .def_readonly("id", &PartInWords::id)
      .def_readonly("words", &PartInWords::words, "The criterion's.")
      .def_readonly("mentee", &PartInWords::mentee, "What the mentee answered; empty where that is blank.")
      .def_readonly("mentor", &PartInWords::mentor, "What the mentor answered.")
      .def_readonly("sentence", &PartInWords::sentence)
      .def_readonly("score", &PartInWords::score)
      .def_readonly("of", &PartInWords::of)
      .def("__eq__", equal<PartInWords>(), py::is_operator())
      .def("__repr__", [](const PartInWords& part) { return to_python_text("<PartInWords: " + part.id + ">"); });
}

}  // namespace

void bind_scorer(py::module_& m) {
  bind_part_in_words(m);
  bind_answers(m);
  m.def("answers", &answers_from, py::arg("role"), py::arg("references"), py::arg("questions"), py::arg("columns"),
        py::kw_only(), py::arg("decimal") = ".", py::arg("dates") = DateOrder::iso, py::arg("zone") = "UTC",
        py::arg("language") = "en",
        "Answers from columns by the ids of questions, with what is wrong with their cells. A column is a list of "
        "texts, None or lists of texts, or an array: int64 in units, days or seconds (the least number is a blank), "
        "float64 (NaN is a blank), a table of int8 for vectors.");
  py::class_<Scorer>(m, "Scorer", "Scores pairs of the people of two Answers.")
      .def(py::init(&make_scorer), py::arg("questions"), py::arg("criteria"), py::arg("mentees"), py::arg("mentors"),
           py::kw_only(), py::arg("pair_rules") = std::vector<PairRule>(), py::arg("own") = std::vector<OwnRow>(),
           py::arg("locations") = std::vector<Location>(), py::arg("travel_times") = std::vector<TravelTime>(),
           py::arg("pairing") = py::none(), py::arg("most_access_cost") = -1, py::arg("currency") = "GBP",
           py::arg("references_are_people") = false)
      .def_property_readonly("mentees", &Scorer::mentees)
      .def_property_readonly("mentors", &Scorer::mentors)
      .def_property_readonly("parts", &Scorer::parts, "The ids of the criteria, in order.")
      .def(
          "answers",
          [](const Scorer& scorer, const Named<Role>& role) {
            return scorer.answers(by_name(role, Role::mentor, "role"));
          },
          py::arg("role"))
      .def(
          "pair",
          [](const Scorer& scorer, std::int32_t mentee, std::int32_t mentor) {
            return scorer.pair(MenteeId(mentee), MentorId(mentor));
          },
          py::arg("mentee"), py::arg("mentor"), ReleaseGil())
      .def(
          "explain",
          [](const Scorer& scorer, std::int32_t mentee, std::int32_t mentor) {
            return scorer.explain(MenteeId(mentee), MentorId(mentor));
          },
          py::arg("mentee"), py::arg("mentor"), ReleaseGil())
      .def(
          "points",
          [](const Scorer& scorer, std::int32_t first_mentee, std::int32_t mentees, std::int32_t first_mentor,
             std::int32_t mentors) {
            return block_of({first_mentee, mentees, first_mentor, mentors},
                            [&](const Block& block, auto cells) { scorer.points(block, cells); });
          },
          py::arg("first_mentee"), py::arg("mentees"), py::arg("first_mentor"), py::arg("mentors"),
          "Thousandths of points of a block; ~units, which is negative, where a pair is refused.")
      .def(
          "coverage",
          [](const Scorer& scorer) {
            return block_of({0, scorer.mentees(), 0, scorer.mentors()},
                            [&](const Block& block, auto cells) { scorer.coverage(block, cells); });
          },
          "Thousandths of the weight that was answered, of all pairs.")
      .def(
          "shares",
          [](const Scorer& scorer, std::size_t part) {
            return block_of({0, scorer.mentees(), 0, scorer.mentors()},
                            [&](const Block& block, auto cells) { scorer.shares(part, block, cells); });
          },
          py::arg("part"), "What one criterion counts in all pairs, by its place; -1 where a blank leaves.")
      .def("table", &scored_table, py::arg("progress") = py::none(), py::arg("time_limit") = py::none(),
           py::arg("threads") = 1, "The points of all pairs, as points() gives them.")
      .def("__repr__", [](const Scorer& scorer) {
        return "<Scorer: " + std::to_string(scorer.mentees()) + " mentees, " + std::to_string(scorer.mentors()) +
               " mentors>";
      });
  m.def(
      "scorer_of",
      [](const Programme& programme, const std::vector<MenteeForm>& mentees, const std::vector<MentorForm>& mentors) {
        return Scorer(programme, mentees, mentors);
      },
      py::arg("programme"), py::arg("mentees"), py::arg("mentors"), ReleaseGil(),
      "The scorer of a programme's criteria, for its forms.");
  m.def(
      "scorer_of_answers",
      [](const Programme& programme, const Answers& mentees, const Answers& mentors) {
        return Scorer(scoring_of(programme), mentees, mentors);
      },
      py::arg("programme"), py::arg("mentees"), py::arg("mentors"), ReleaseGil(), "The same for their answers.");
}
