/// Any bytes are an instance of either format, preferences or groups, or an InvalidInput that says why not; what was
/// read keeps what its type promises and becomes a problem.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <set>
#include <string_view>
#include <tuple>

#include "pairwell/cohort/dimacs.hpp"
#include "pairwell/cohort/orlib.hpp"
#include "pairwell/cohort/preflib.hpp"
#include "pairwell/core/error.hpp"

namespace {

constexpr std::int64_t few = 10'000;

void require(bool claim) {
  if (!claim) std::abort();
}

template <class Read>
void read_or_say_why(Read read) {
  try {
    read();
  } catch (const pairwell::InvalidInput& error) {
    require(pairwell::has_errors(error.findings()));
    require(error.findings().size() <= 201);
    for (const pairwell::Finding& finding : error.findings()) {
      require(!finding.rule.empty() && !finding.message.empty());
    }
  }
}

void read_orlib(std::string_view text) {
  const pairwell::DenseInstance instance = pairwell::read_orlib(text, "fuzz");
  require(std::get<0>(instance.costs).size() == static_cast<std::size_t>(instance.rows) * instance.columns);
  // Costs near the ends of 64 bits have no problem, and as_problem says so.
  static_cast<void>(pairwell::as_problem(instance));
}

void read_dimacs(std::string_view text) {
  const pairwell::SparseInstance instance = pairwell::read_dimacs(text, "fuzz");
  // A text whose first side is not the first numbers is another instance's, but what was read is written and read
  // again.
  require(pairwell::read_dimacs(pairwell::write_dimacs(instance), "fuzz") == instance);
  static_cast<void>(pairwell::as_problem(instance));
}

void read_preferences(std::string_view text) {
  const pairwell::Preferences preferences = pairwell::read_preferences(text, "fuzz");
  require(pairwell::read_preferences(pairwell::write_preferences(preferences), "fuzz") == preferences);
  std::int64_t voters = 0;
  for (const pairwell::PreferenceOrder& order : preferences.orders) {
    voters += order.count;
    std::set<std::int32_t> named;
    for (const auto& rank : order.ranks) {
      for (const std::int32_t alternative : rank) {
        require(alternative >= 0 && alternative < static_cast<std::int64_t>(preferences.alternatives.size()));
        require(named.insert(alternative).second);
      }
    }
  }
  require(voters == preferences.voters);
  if (voters > few) return;
  try {
    require(pairwell::as_problem(preferences).mentees == voters);
  } catch (const pairwell::InvalidInput&) {
    require(false);  // What the reader accepts has no fault that the problem could have.
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  read_or_say_why([text] { read_orlib(text); });
  read_or_say_why([text] { read_dimacs(text); });
  read_or_say_why([text] { read_preferences(text); });
  read_or_say_why([text] { static_cast<void>(pairwell::read_preference_groups(text, 20, "fuzz")); });
  return 0;
}
