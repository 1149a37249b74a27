/// The parts of a programme's file that are read in files of their own.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "pairwell/scheme/programme.hpp"
#include "scheme/programme_toml_section.hpp"
#include "scheme/question_units.hpp"

namespace pairwell {

/// [questions]: with options that are lists, another question's, or the vocabulary.
void read_questions(TomlSection& root, const std::vector<std::string>& vocabulary, std::vector<Question>& questions);

/// [sheets].
void read_sheets(TomlSection& root, std::vector<Sheet>& sheets);

/// [criteria] and [pair_rules]; numbers stand as people write them, and are read in the units of the question.
void read_criteria(TomlSection& root, const std::vector<Question>& questions, std::vector<Criterion>& criteria);
void read_pair_rules(TomlSection& root, const std::vector<Question>& questions, std::vector<PairRule>& rules);

/// [rules].
void read_rules(TomlSection& root, const std::vector<Question>& questions, std::vector<EligibilityRule>& rules);

/// [locations] and travel_times, in the text or in tables beside it, by whose names faults of their cells are found.
void read_locations(TomlSection& root, const std::vector<Table>& tables, Programme& programme, Findings& in_tables);

/// A list of roles, or one.
void read_roles(TomlSection& section, std::string_view name, std::vector<Role>& roles);

}  // namespace pairwell
