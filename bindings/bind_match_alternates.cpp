/// Binds pairwell/match/alternates, common_core and firmness: the matchings beside one that is best.
#include <cstdint>
#include <limits>
#include <memory>
#include <optional>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include <pybind11/stl.h>

#include "bind_match.hpp"
#include "bindings.hpp"
#include "interpreter.hpp"
#include "pairwell/match/alternate_partners.hpp"
#include "pairwell/match/alternates.hpp"
#include "pairwell/match/common_core.hpp"
#include "pairwell/match/firmness.hpp"
#include "watch.hpp"

namespace py = pybind11;

namespace {

using pairwell::Alternate;
using pairwell::AlternatePartner;
using pairwell::CommonCore;

/// With the problem and the matching that it reads.
class AlternatesOf {
 public:
  AlternatesOf(py::object problem, py::object matching, NameFields names, std::optional<ProgressCall> progress,
               const std::optional<double>& time_limit)
      : problem_(std::move(problem)), matching_(std::move(matching)) {
    const auto& of_problem = problem_.cast<const pairwell::Problem&>();
    const auto& of_matching = matching_.cast<const pairwell::Matching&>();
    const pairwell::Names called = to_names(std::move(names));
    Watch watch(std::move(progress), time_limit);
    alternates_ = watch.run(
        [&] { return std::make_unique<pairwell::Alternates>(of_problem, of_matching, called, watch.control()); });
  }

  std::unique_ptr<Alternate> next(std::optional<ProgressCall> progress, const std::optional<double>& time_limit) {
    Watch watch(std::move(progress), time_limit);
    return watch.run([&]() -> std::unique_ptr<Alternate> {
      std::optional<Alternate> found = alternates_->next(watch.control());
      return found ? std::make_unique<Alternate>(*std::move(found)) : nullptr;
    });
  }

 private:
  py::object problem_;
  py::object matching_;
  std::unique_ptr<pairwell::Alternates> alternates_;
};

/// @param side 0 of a mentee, 1 of a mentor.
std::vector<AlternatePartner> alternate_partners(const pairwell::Problem& problem, const pairwell::Matching& matching,
                                                 int side, std::int64_t person, std::int64_t most, NameFields fields,
                                                 std::optional<ProgressCall> progress,
                                                 const std::optional<double>& time_limit) {
  const pairwell::Names names = to_names(std::move(fields));
  const std::int32_t place = to_position(person, "a person");
  Watch watch(std::move(progress), time_limit);
  return watch.run([&] {
    if (side == 0) {
      return pairwell::alternate_partners(problem, matching, pairwell::MenteeId(place), most, names, watch.control());
    }
    return pairwell::alternate_partners(problem, matching, pairwell::MentorId(place), most, names, watch.control());
  });
}

std::unique_ptr<CommonCore> common_core(const pairwell::Problem& problem, const pairwell::Matching& matching,
                                        std::int64_t most, std::optional<ProgressCall> progress,
                                        const std::optional<double>& time_limit) {
  Watch watch(std::move(progress), time_limit);
  return watch.run(
      [&] { return std::make_unique<CommonCore>(pairwell::common_core(problem, matching, most, watch.control())); });
}

/// The least units of each pair of the matching, in order; none where it stays.
std::vector<std::optional<std::int64_t>> firmness(const pairwell::Problem& problem, const pairwell::Matching& matching,
                                                  std::optional<ProgressCall> progress,
                                                  const std::optional<double>& time_limit) {
  Watch watch(std::move(progress), time_limit);
  return watch.run([&] {
    std::vector<std::optional<std::int64_t>> least;
    for (const pairwell::PairFirmness& pair : pairwell::firmness(problem, matching, watch.control())) {
      least.push_back(pair.least);
    }
    return least;
  });
}

/// Pairs, their units, and the least units of each; the most negative number where none are enough.
std::tuple<py::array_t<std::int64_t>, py::array_t<std::int64_t>, py::array_t<std::int64_t>> pair_rises(
    const pairwell::Problem& problem, const pairwell::Matching& matching, std::optional<ProgressCall> progress,
    const std::optional<double>& time_limit) {
  Watch watch(std::move(progress), time_limit);
  const auto rises = watch.run([&] { return pairwell::pair_rises(problem, matching, watch.control()); });
  std::vector<std::int64_t> pairs;
  std::vector<std::int64_t> units;
  std::vector<std::int64_t> least;
  pairs.reserve(2 * rises.size());
  units.reserve(rises.size());
  least.reserve(rises.size());
  for (const pairwell::PairRise& rise : rises) {
    pairs.push_back(rise.pair.mentee.value);
    pairs.push_back(rise.pair.mentor.value);
    units.push_back(rise.units);
    least.push_back(rise.least.value_or(std::numeric_limits<std::int64_t>::min()));
  }
  const auto count = static_cast<py::ssize_t>(rises.size());
  return {closed(moved(std::move(pairs), {count, 2})), closed(moved(std::move(units))),
          closed(moved(std::move(least)))};
}

}  // namespace

void bind_alternates(py::module_& m) {
  py::class_<Alternate>(m, "Alternate")
      .def_readonly("matching", &Alternate::matching)
      .def_readonly("consequences", &Alternate::consequences)
      .def_readonly("text", &Alternate::text)
      .def_readonly("detail", &Alternate::detail);
  py::class_<AlternatesOf>(m, "Alternates")
      .def(py::init<py::object, py::object, NameFields, std::optional<ProgressCall>, std::optional<double>>(),
           py::arg("problem"), py::arg("matching"), py::arg("names"), py::arg("progress"), py::arg("time_limit"))
      .def("next", &AlternatesOf::next, py::arg("progress"), py::arg("time_limit"));
  py::class_<AlternatePartner>(m, "AlternatePartner")
      .def_property_readonly("mentee", [](const AlternatePartner& own) { return own.pair.mentee.value; })
      .def_property_readonly("mentor", [](const AlternatePartner& own) { return own.pair.mentor.value; })
      .def_readonly("consequences", &AlternatePartner::with)
      .def_readonly("text", &AlternatePartner::text)
      .def_readonly("detail", &AlternatePartner::detail);
  m.def("alternate_partners", &alternate_partners, py::arg("problem"), py::arg("matching"), py::arg("side"),
        py::arg("person"), py::arg("most"), py::arg("names"), py::arg("progress"), py::arg("time_limit"));
  py::class_<CommonCore>(m, "CommonCore")
      .def_property_readonly("always", [](const CommonCore& own) { return closed(from_pairs(own.always)); })
      .def_property_readonly("sometimes", [](const CommonCore& own) { return closed(from_pairs(own.sometimes)); })
      .def_readonly("matchings", &CommonCore::matchings)
      .def_readonly("is_counted", &CommonCore::is_counted);
  m.def("common_core", &common_core, py::arg("problem"), py::arg("matching"), py::arg("most"), py::arg("progress"),
        py::arg("time_limit"));
  m.def("firmness", &firmness, py::arg("problem"), py::arg("matching"), py::arg("progress"), py::arg("time_limit"));
  m.def("pair_rises", &pair_rises, py::arg("problem"), py::arg("matching"), py::arg("progress"), py::arg("time_limit"));
}
