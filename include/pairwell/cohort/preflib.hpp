/// PrefLib: files of preferences (.soc, .soi, .toc, .toi, .cat) as values, and as problems.
///
/// Whoever publishes results on such a file cites preflib.org and the source that its page names.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "pairwell/core/range.hpp"
#include "pairwell/match/problem.hpp"

namespace pairwell {

/// What a file holds.
enum class PreferenceKind {
  soc,  ///< Strict orders of all alternatives.
  soi,  ///< Strict orders of some alternatives.
  toc,  ///< Orders with ties of all alternatives.
  toi,  ///< Orders with ties of some alternatives.
  cat,  ///< Alternatives put into categories, such as Yes, Maybe and No.
};

/// "soc", "soi", "toc", "toi", "cat".
std::string to_string(PreferenceKind kind);

/// What one voter, or several of one mind, said.
struct PreferenceOrder {
  std::int64_t count = 1;  ///< How many voters share it.
  /// The alternatives of each rank, or category, from the first; positions counted from 0. A category may be empty, and
  /// the last ones may be missing.
  std::vector<std::vector<std::int32_t>> ranks{};

  friend bool operator==(const PreferenceOrder&, const PreferenceOrder&) = default;
};

/// One file.
struct Preferences {
  PreferenceKind kind = PreferenceKind::soc;
  std::map<std::string, std::string> metadata{};  ///< Of the lines that say neither names nor numbers: "TITLE".
  std::vector<std::string> alternatives{};        ///< Their names; alternative 1 of the file comes first.
  std::vector<std::string> categories{};          ///< Their names; empty unless kind is cat.
  std::int64_t voters = 0;
  std::vector<PreferenceOrder> orders{};

  friend bool operator==(const Preferences&, const Preferences&) = default;
};

/// Reads the text of a file of PrefLib in its form since 2022, where lines of metadata begin with "#".
/// @param file The name that findings carry.
/// @throws InvalidInput with every fault and its line, up to 200: metadata that is missing, twice or no number; names
///         missing or too many; orders that cannot be read or that the kind does not allow; sums that do not add up.
/// @complexity linear in the text, but for a logarithm of the alternatives.
Preferences read_preferences(std::string_view text, std::string_view file = "preferences");

/// Writes preferences as a file of PrefLib that read_preferences reads as the same value: metadata by key, then kind,
/// numbers, names and orders, each line ended by LF.
/// @throws InvalidInput with every fault: a key, a value or a name that a line cannot hold (ends of lines, blanks at
/// its
///         ends, a colon in a key), a key that the format uses itself, and where these hold, all that read_preferences
///         would find in the text, with its line.
/// @complexity linear in the text, but for a logarithm of the alternatives.
std::string write_preferences(const Preferences& preferences);

/// Reads a file that says which alternatives are counted together, as come with PrefLib's data set 38: a first line
/// "Supervisor,Capacity,Projects", then a line for each group: name, most pairs, and its alternatives between blanks,
/// which this one format counts from 0.
/// @param alternatives How many there are.
/// @throws InvalidInput with every fault and its line, up to 200.
/// @complexity linear in the text, but for a logarithm of the alternatives.
std::vector<MentorGroup> read_preference_groups(std::string_view text, std::int32_t alternatives,
                                                std::string_view file = "groups.dat");

/// How preferences become a problem.
struct PreferenceProblem {
  /// What the first rank or category is worth, then the second, and so on; a pair of a later one is forbidden. Empty:
  /// with orders, the last rank of the longest is worth 1 and each rank before it 1 more; with categories, the last but
  /// one is worth 1 and each before it 1 more, and pairs of the last are forbidden.
  std::vector<std::int64_t> points{};
  std::vector<Range> voter_capacity{};        ///< Pairs of each voter; empty: 0 to 1 each.
  std::vector<Range> alternative_capacity{};  ///< Pairs of each alternative; empty: 0 to 1 each.
  std::vector<MentorGroup> groups{};          ///< Alternatives that are counted together.
};

/// The problem of some preferences, one unit a point: voters are mentees, in the order of the file, an order that
/// several share once for each; alternatives are mentors; a pair may be where the voter names the alternative. So with
/// most_pairs before most_points, the sum of ranks is least among the largest matchings.
/// @throws InvalidInput where a side or the pairs are too many, and for every fault that the problem has.
/// @complexity linear in pairs, but for a logarithm of the longest order.
Problem as_problem(const Preferences& preferences, const PreferenceProblem& options = {});

}  // namespace pairwell
