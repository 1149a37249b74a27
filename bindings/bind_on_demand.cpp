/// Binds pairwell/match/on_demand and pairwell/round/scored_pairs, and takes functions of Python as sources.
#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
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
#include <pybind11/typing.h>

#include "bind_match.hpp"
#include "bindings.hpp"
#include "core/at.hpp"
#include "interpreter.hpp"
#include "pairwell/match/on_demand.hpp"
#include "pairwell/round/scored_pairs.hpp"
#include "watch.hpp"

namespace py = pybind11;

namespace {

using pairwell::at;
using pairwell::Block;
using pairwell::Matching;
using pairwell::OnDemandMatching;
using pairwell::PairSource;
using pairwell::Pass;
using pairwell::PersonBlocks;
using pairwell::PersonMark;
using pairwell::PersonMarks;
using pairwell::Problem;
using pairwell::ScoredPairs;
using pairwell::Scorer;

using BlockCall =
    py::typing::Callable<py::array_t<std::int32_t>(std::int32_t, std::int32_t, py::array_t<std::int64_t>)>;

/// A source that a function of Python is: function(first mentee, mentees, positions of mentors) gives an array of
/// int32.
class CalledPairs final : public PairSource {
 public:
  CalledPairs(BlockCall function, std::int32_t mentees, std::int32_t mentors, std::int64_t scale, std::string digest,
              std::optional<PersonMarks> marks)
      : function_(std::move(function)),
        mentees_(mentees),
        mentors_(mentors),
        scale_(scale),
        digest_(std::move(digest)),
        marks_(std::move(marks)) {}
  ~CalledPairs() override {
    const py::gil_scoped_acquire gil;
    function_.release().dec_ref();
  }

  std::int32_t mentees() const override { return mentees_; }
  std::int32_t mentors() const override { return mentors_; }
  std::int64_t scale() const override { return scale_; }
  std::string digest() const override { return digest_; }
  std::optional<PersonMarks> marks() const override { return marks_; }
  std::int64_t work() const override { return 20; }

  /// The same function, which is told of these mentors alone.
  std::unique_ptr<const PairSource> for_mentors(std::span<const std::int32_t> mentors) const override {
    const py::gil_scoped_acquire gil;
    auto some = std::make_unique<CalledPairs>(function_, mentees_, static_cast<std::int32_t>(mentors.size()), scale_,
                                              digest_, std::nullopt);
    for (const std::int32_t mentor : mentors) some->chosen_.push_back(mentor_at(mentor));
    some->is_chosen_ = true;
    return some;
  }

  void units(const Block& block, std::span<std::int32_t> units) const override {
    const py::gil_scoped_acquire gil;
    py::array_t<std::int64_t> positions(block.mentors);
    std::int64_t* const first = positions.mutable_data();
    for (std::int32_t place = 0; place < block.mentors; ++place) first[place] = mentor_at(block.first_mentor + place);
    const auto given =
        py::array_t<std::int32_t, py::array::c_style>(function_(block.first_mentee, block.mentees, positions));
    if (given.size() != static_cast<py::ssize_t>(units.size())) {
      throw pairwell::InvalidInput("Features", "shape",
                                   "a block of " + std::to_string(block.mentees) + " mentees and " +
                                       std::to_string(block.mentors) + " mentors has as many numbers as pairs",
                                   std::to_string(given.size()));
    }
    std::copy_n(given.data(), given.size(), units.data());
  }

 private:
  std::int32_t mentor_at(std::int32_t place) const { return is_chosen_ ? chosen_[at(place)] : place; }

  BlockCall function_;
  std::int32_t mentees_;
  std::int32_t mentors_;
  std::int64_t scale_;
  std::string digest_;
  std::optional<PersonMarks> marks_;
  std::vector<std::int32_t> chosen_;
  bool is_chosen_ = false;
};

/// Marks of both sides in Python: what is in common, and two numbers of 64 bits for each person, one after the other.
using MarkFields = std::tuple<std::string, std::vector<std::uint64_t>, std::vector<std::uint64_t>>;

std::optional<PersonMarks> to_marks(const std::optional<MarkFields>& given) {
  if (!given) return {};
  const auto pairs = [](const std::vector<std::uint64_t>& numbers) {
    std::vector<PersonMark> marks;
    for (std::size_t place = 0; place + 1 < numbers.size(); place += 2) {
      marks.push_back({numbers[place], numbers[place + 1]});
    }
    return marks;
  };
  const auto& [common, mentee, mentor] = *given;
  return PersonMarks{common, pairs(mentee), pairs(mentor)};
}

/// An earlier matching in Python: the matching, the problem of its listed pairs, what it kept, and where the people of
/// both sides were.
using EarlierFields = std::tuple<Matching, Problem, py::bytes, std::vector<std::int32_t>, std::vector<std::int32_t>>;

py::array_t<std::int32_t> units_of_block(const PairSource& source, std::int32_t first_mentee, std::int32_t mentees,
                                         std::int32_t first_mentor, std::int32_t mentors) {
  const auto within = [](std::int32_t first, std::int32_t count, std::int32_t all) {
    return first >= 0 && count >= 0 && first <= all && count <= all - first;
  };
  if (!within(first_mentee, mentees, source.mentees()) || !within(first_mentor, mentors, source.mentors())) {
    throw py::index_error("there is no such block among " + std::to_string(source.mentees()) + " mentees and " +
                          std::to_string(source.mentors()) + " mentors");
  }
  py::array_t<std::int32_t> units({mentees, mentors});
  const std::span<std::int32_t> cells(units.mutable_data(), at(units.size()));
  {
    const WithoutGil without_gil;
    source.units({first_mentee, mentees, first_mentor, mentors}, cells);
  }
  return closed(std::move(units));
}

/// What a caller may give to read parts: called with bytes and a list of bytes, gives a list of bytes.
using PartsCall = py::typing::Callable<py::typing::List<py::bytes>(py::bytes, py::typing::List<py::bytes>)>;

pairwell::Distribution to_distribution(PartsCall& call, std::int32_t parts) {
  const auto read = [&call](const std::string& common, const std::vector<std::string>& asked) {
    const py::gil_scoped_acquire gil;
    py::list list;
    for (const std::string& part : asked) list.append(py::bytes(part));
    std::vector<std::string> answers;
    for (const py::handle answer : call(py::bytes(common), list)) {
      answers.emplace_back(answer.cast<py::bytes>());
    }
    return answers;
  };
  return {.read = read, .parts = parts};
}

std::unique_ptr<OnDemandMatching> match_on_demand(
    const PairSource& source, const Problem& rules, const std::vector<StageFields>& stages, std::int32_t list_length,
    std::int32_t threads, std::int32_t most_passes, std::int64_t memory_limit, std::optional<PartsCall> read,
    std::int32_t parts, std::optional<EarlierFields> begin_from, std::optional<const PersonBlocks*> blocks,
    std::optional<ProgressCall> progress, const std::optional<double>& time_limit) {
  OnDemandMatching found_before;
  pairwell::Earlier earlier{.found = &found_before};
  if (begin_from) {
    auto& [matching, listed, kept, mentees, mentors] = *begin_from;
    found_before.matching = std::move(matching);
    found_before.listed = std::move(listed);
    found_before.kept = std::string(kept);
    earlier.mentee_before = std::move(mentees);
    earlier.mentor_before = std::move(mentors);
  }
  const pairwell::Objective objective = to_objective(stages);
  const pairwell::Distribution distribution = read ? to_distribution(*read, parts) : pairwell::Distribution();
  Watch watch(std::move(progress), time_limit);
  return watch.run([&] {
    return std::make_unique<OnDemandMatching>(pairwell::match_on_demand(source, rules, objective,
                                                                        {.list_length = list_length,
                                                                         .threads = threads,
                                                                         .most_passes = most_passes,
                                                                         .memory_limit = memory_limit,
                                                                         .distribution = read ? &distribution : nullptr,
                                                                         .begin_from = begin_from ? &earlier : nullptr,
                                                                         .blocks = blocks.value_or(nullptr),
                                                                         .control = watch.control()}));
  });
}

std::vector<std::string> verify_on_demand(const PairSource& source, const Problem& rules, const Matching& matching,
                                          std::int32_t threads, std::optional<ProgressCall> progress,
                                          const std::optional<double>& time_limit) {
  Watch watch(std::move(progress), time_limit);
  return watch.run(
      [&] { return pairwell::verify_on_demand(source, rules, matching, threads, watch.control()).failures; });
}

}  // namespace

void bind_on_demand(py::module_& m) {
  py::class_<PairSource>(m, "PairSource", "Points of pairs that are worked out when they are asked for.")
      .def_property_readonly("mentees", &PairSource::mentees)
      .def_property_readonly("mentors", &PairSource::mentors)
      .def_property_readonly("scale", &PairSource::scale)
      .def("digest", &PairSource::digest, ReleaseGil())
      .def("units", &units_of_block, py::arg("first_mentee"), py::arg("mentees"), py::arg("first_mentor"),
           py::arg("mentors"), "The units of a block; REFUSED where a pair may not be.")
      .def_property_readonly_static("REFUSED", [](const py::object&) { return PairSource::refused; })
      .def_property_readonly_static("MOST_UNITS", [](const py::object&) { return PairSource::most_units; });
  py::class_<PersonBlocks>(m, "PersonBlocks", "Into which blocks people fall, by numbers for each person.")
      .def(py::init([](std::vector<std::vector<std::int32_t>> mentee, std::vector<std::vector<std::int32_t>> mentor) {
             return PersonBlocks{std::move(mentee), std::move(mentor)};
           }),
           py::arg("mentee"), py::arg("mentor"))
      .def_readonly("mentee", &PersonBlocks::mentee)
      .def_readonly("mentor", &PersonBlocks::mentor);
  m.def(
      "blocks_by_questions",
      [](const PairSource& source, const std::vector<std::pair<std::string, std::string>>& questions) {
        const auto* const scored = dynamic_cast<const ScoredPairs*>(&source);
        if (scored == nullptr) {
          throw pairwell::InvalidInput("match_on_demand", "blocks",
                                       "features of a function have no questions: give labels of mentees and of "
                                       "mentors",
                                       questions.empty() ? "" : questions.front().first);
        }
        std::vector<pairwell::BlockRule> rules;
        for (const auto& [mentee, mentor] : questions) rules.push_back({mentee, mentor});
        try {
          return scored->blocks(rules);
        } catch (const pairwell::InvalidInput& fault) {
          throw pairwell::InvalidInput("match_on_demand", fault.findings());
        }
      },
      py::arg("source"), py::arg("questions"),
      "Blocks of people who gave a term in common, by any of some pairs of questions.");
  m.def(
      "scored_pairs",
      [](const Scorer& scorer) -> std::unique_ptr<PairSource> { return std::make_unique<ScoredPairs>(scorer); },
      py::arg("scorer"));
  m.def(
      "called_pairs",
      [](BlockCall function, std::int32_t mentees, std::int32_t mentors, std::int64_t scale, std::string digest,
         const std::optional<MarkFields>& marks) -> std::unique_ptr<PairSource> {
        return std::make_unique<CalledPairs>(std::move(function), mentees, mentors, scale, std::move(digest),
                                             to_marks(marks));
      },
      py::arg("function"), py::arg("mentees"), py::arg("mentors"), py::arg("scale"), py::arg("digest"),
      py::arg("marks") = std::nullopt);
  py::class_<OnDemandMatching>(m, "OnDemandMatching", "A matching with what was read for it.")
      .def_property_readonly("matching", [](const OnDemandMatching& found) { return found.matching; })
      .def_property_readonly("listed", [](const OnDemandMatching& found) { return found.listed; })
      .def_property_readonly("passes",
                             [](const OnDemandMatching& found) {
                               std::vector<std::tuple<std::int64_t, std::int64_t, std::int64_t, std::int64_t>> passes;
                               for (const Pass& pass : found.passes) {
                                 passes.emplace_back(pass.mentees, pass.pairs, pass.gaining, pass.added);
                               }
                               return passes;
                             })
      .def_readonly("covers_all", &OnDemandMatching::covers_all)
      .def_readonly("ended", &OnDemandMatching::ended)
      .def_property_readonly("kept", [](const OnDemandMatching& found) { return py::bytes(found.kept); });
  m.def(
      "read_part",
      [](const PairSource& source, const py::bytes& common, const py::bytes& part, std::int32_t threads) {
        const std::string_view of_all = common;
        const std::string_view of_part = part;
        std::string answer;
        {
          const WithoutGil without_gil;
          answer = pairwell::read_part(source, of_all, of_part, threads);
        }
        return py::bytes(answer);
      },
      py::arg("source"), py::arg("common"), py::arg("part"), py::arg("threads") = 1);
  m.def("match_on_demand", &match_on_demand, py::arg("source"), py::arg("rules"), py::kw_only(), py::arg("objective"),
        py::arg("list_length"), py::arg("threads"), py::arg("most_passes"), py::arg("memory_limit"),
        py::arg("read") = std::nullopt, py::arg("parts") = 1, py::arg("begin_from") = std::nullopt,
        py::arg("blocks") = std::nullopt, py::arg("progress") = std::nullopt, py::arg("time_limit") = std::nullopt);
  m.def("verify_on_demand", &verify_on_demand, py::arg("source"), py::arg("rules"), py::arg("matching"), py::kw_only(),
        py::arg("threads"), py::arg("progress") = std::nullopt, py::arg("time_limit") = std::nullopt,
        "What does not hold, a sentence each.");
}
