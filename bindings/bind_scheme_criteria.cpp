/// Binds how pairs are judged: criteria and rules of pairs.
#include <cstdint>
#include <optional>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include <pybind11/native_enum.h>
#include <pybind11/stl.h>

#include "bindings.hpp"
#include "named.hpp"
#include "pairwell/scheme/criterion.hpp"
#include "values.hpp"

namespace py = pybind11;

namespace {

using namespace pairwell;

using Texts = std::vector<std::string>;
using ShareRows = std::vector<std::tuple<std::string, std::string, std::int32_t>>;
using BandRows = std::vector<std::tuple<std::int64_t, std::int32_t>>;

void bind_criterion_enums(py::module_& m) {
  py::native_enum<Comparison>(m, "Comparison", "enum.Enum", "How two answers are compared.")
      .value("COVERS", Comparison::covers)
      .value("OVERLAP", Comparison::overlap)
      .value("SAME", Comparison::same)
      .value("DIFFERENT", Comparison::different)
      .value("NEAR", Comparison::near)
      .value("AT_LEAST", Comparison::at_least)
      .value("GAP", Comparison::gap)
      .value("RATIO", Comparison::ratio)
      .value("WISH", Comparison::wish)
      .value("TABLE", Comparison::table)
      .value("DISTANCE", Comparison::distance)
      .value("TRAVEL", Comparison::travel)
      .value("COMMON_TIME", Comparison::common_time)
      .value("COMMON_LANGUAGE", Comparison::common_language)
      .value("DOT", Comparison::dot)
      .value("GIVEN", Comparison::given)
      .value("MEAN", Comparison::mean)
      .finalize();
  py::native_enum<Blank>(m, "Blank", "enum.Enum", "What a blank answer counts.")
      .value("NEUTRAL", Blank::neutral, "The criterion's neutral share.")
      .value("LEAVES", Blank::leaves, "Nothing: the criterion leaves both sums.")
      .value("ZERO", Blank::zero, "The share 0.")
      .finalize();
  py::native_enum<Overlap>(m, "Overlap", "enum.Enum", "Of what two sets have a share in common.")
      .value("JACCARD", Overlap::jaccard, "Of both together.")
      .value("DICE", Overlap::dice, "Of their mean size.")
      .value("SMALLER", Overlap::smaller, "Of the smaller set.")
      .finalize();
  py::native_enum<Curve>(m, "Curve", "enum.Enum", "How a share falls.")
      .value("STRAIGHT", Curve::straight)
      .value("SQUARE", Curve::square, "Each step more than the one before.")
      .finalize();
  py::native_enum<Sides>(m, "Sides", "enum.Enum", "Whose wishes count.")
      .value("BOTH", Sides::both)
      .value("MENTEE", Sides::mentee)
      .value("MENTOR", Sides::mentor)
      .finalize();
}

template <class Row>
std::vector<Row> rows_of(const ShareRows& given) {
  std::vector<Row> rows;
  for (const auto& [mentee, mentor, share] : given) rows.push_back({mentee, mentor, share});
  return rows;
}

template <class Row>
ShareRows tuples_of(const std::vector<Row>& rows) {
  ShareRows tuples;
  for (const Row& row : rows) tuples.emplace_back(row.mentee, row.mentor, row.share);
  return tuples;
}

BandRows tuples_of(const std::vector<Band>& bands) {
  BandRows tuples;
  for (const Band& band : bands) tuples.emplace_back(band.from, band.share);
  return tuples;
}

Criterion make_criterion(std::string id, const Named<Comparison>& compare, std::string words, std::string mentee,
                         std::string mentor, std::int32_t weight, const Named<Blank>& blank,
                         std::optional<std::int32_t> neutral, const Named<Role>& needs_of,
                         const Named<Overlap>& overlap, std::int64_t low, std::int64_t high, std::int64_t fall,
                         const Named<Curve>& curve, const Named<Sides>& sides, Texts any, const ShareRows& table,
                         std::int32_t otherwise, const BandRows& bands, std::string minutes, std::string format,
                         const ShareRows& pairs, std::vector<Criterion> of) {
  Criterion criterion{.id = std::move(id),
                      .words = std::move(words),
                      .compare = by_name(compare, Comparison::mean, "compare"),
                      .mentee = std::move(mentee),
                      .mentor = std::move(mentor),
                      .weight = weight,
                      .blank = by_name(blank, Blank::zero, "blank"),
                      .neutral = neutral,
                      .needs_of = by_name(needs_of, Role::mentor, "needs_of"),
                      .overlap = by_name(overlap, Overlap::smaller, "overlap"),
                      .low = low,
                      .high = high,
                      .fall = fall,
                      .curve = by_name(curve, Curve::square, "curve"),
                      .sides = by_name(sides, Sides::mentor, "sides"),
                      .any = std::move(any),
                      .table = rows_of<TableShare>(table),
                      .otherwise = otherwise,
                      .bands = {},
                      .minutes = std::move(minutes),
                      .format = std::move(format),
                      .pairs = rows_of<GivenShare>(pairs),
                      .of = std::move(of)};
  for (const auto& [from, share] : bands) criterion.bands.push_back({from, share});
  return criterion;
}

void bind_criterion(py::module_& m) {
  py::class_<Criterion> bound(m, "Criterion", "How well an answer of the mentee goes with one of the mentor.");
  bound
      .def(py::init(&make_criterion), py::arg("id") = "", py::arg("compare") = Comparison::same, py::kw_only(),
           py::arg("words") = "", py::arg("mentee") = "", py::arg("mentor") = "", py::arg("weight") = 0,
           py::arg("blank") = Blank::neutral, py::arg("neutral") = py::none(), py::arg("needs_of") = Role::mentee,
           py::arg("overlap") = Overlap::jaccard, py::arg("low") = 0, py::arg("high") = 0, py::arg("fall") = 0,
           py::arg("curve") = Curve::straight, py::arg("sides") = Sides::both, py::arg("any") = Texts(),
           py::arg("table") = ShareRows(), py::arg("otherwise") = 0, py::arg("bands") = BandRows(),
           py::arg("minutes") = "", py::arg("format") = "", py::arg("pairs") = ShareRows(),
           py::arg("of") = std::vector<Criterion>())
      .def_readonly("id", &Criterion::id)
      .def_readonly("words", &Criterion::words, "For people.")
      .def_readonly("compare", &Criterion::compare)
      .def_readonly("mentee", &Criterion::mentee, "The question that mentees answered.")
      .def_readonly("mentor", &Criterion::mentor, "The question that mentors answered.")
      .def_readonly("weight", &Criterion::weight, "0 to 1000; within a mean, 1 where 0.")
      .def_readonly("blank", &Criterion::blank)
      .def_readonly("neutral", &Criterion::neutral, "What a blank counts; None: as usual for the comparison.")
      .def_property_readonly("neutral_share", &neutral_share, "`neutral`, or what is usual where it is None.")
      .def_readonly("needs_of", &Criterion::needs_of)
      .def_readonly("overlap", &Criterion::overlap)
      .def_readonly("low", &Criterion::low)
      .def_readonly("high", &Criterion::high)
      .def_readonly("fall", &Criterion::fall)
      .def_readonly("curve", &Criterion::curve)
      .def_readonly("sides", &Criterion::sides)
      .def_readonly("any", &Criterion::any, "Answers that suit every other, or need no travel.")
      .def_property_readonly(
          "table", [](const Criterion& criterion) { return tuples_of(criterion.table); },
          "Mentee's answer, mentor's answer and share.")
      .def_readonly("otherwise", &Criterion::otherwise, "The share of what is not in the table or the pairs.")
      .def_property_readonly(
          "bands", [](const Criterion& criterion) { return tuples_of(criterion.bands); }, "From where on which share.")
      .def_readonly("minutes", &Criterion::minutes, "The question how far somebody would travel.")
      .def_readonly("format", &Criterion::format, "The question how somebody would meet.")
      .def_property_readonly(
          "pairs", [](const Criterion& criterion) { return tuples_of(criterion.pairs); }, "Mentee, mentor and share.")
      .def_readonly("of", &Criterion::of, "What a mean is the mean of.");
  finish_value(bound, {"id",       "compare",   "words", "mentee",  "mentor", "weight", "blank", "neutral",
                       "needs_of", "overlap",   "low",   "high",    "fall",   "curve",  "sides", "any",
                       "table",    "otherwise", "bands", "minutes", "format", "pairs",  "of"});
}

void bind_pair_rule(py::module_& m) {
  py::class_<PairRule> bound(m, "PairRule", "A rule of a pair: forbids it where the comparison says so.");
  bound
      .def(py::init([](std::string id, int version, std::string sentence, std::string reason, Criterion compare,
                       bool forbids, std::int32_t share) {
             return PairRule{std::move(id), version, std::move(sentence), std::move(reason), std::move(compare),
                             forbids,       share};
           }),
           py::arg("id") = "", py::kw_only(), py::arg("version") = 1, py::arg("sentence") = "", py::arg("reason") = "",
           py::arg("compare") = Criterion(), py::arg("forbids") = true, py::arg("share") = 1000)
      .def_readonly("id", &PairRule::id)
      .def_readonly("version", &PairRule::version)
      .def_readonly("sentence", &PairRule::sentence)
      .def_readonly("reason", &PairRule::reason, "Said where it forbids.")
      .def_readonly("compare", &PairRule::compare)
      .def_readonly("forbids", &PairRule::forbids, "Forbids at or above the share; else requires it.")
      .def_readonly("share", &PairRule::share);
  finish_value(bound, {"id", "version", "sentence", "reason", "compare", "forbids", "share"});
}

}  // namespace

void bind_scheme_criteria(py::module_& m) {
  bind_criterion_enums(m);
  bind_criterion(m);
  bind_pair_rule(m);
}
