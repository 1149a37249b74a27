/// OR-Library: assignment problems as J. E. Beasley's library of test problems publishes them.
#pragma once

#include <string_view>

#include "pairwell/cohort/instances.hpp"

namespace pairwell {

/// Reads a file such as assign100.txt: the number of rows n, then n * n whole costs row by row, between blanks and ends
/// of lines as they come.
/// @param file The name that findings carry.
/// @throws InvalidInput with every fault and its line: a word that is no whole number of 64 bits, a size that cannot
/// be,
///         too few or too many costs.
/// @complexity linear in the text.
/// @see Beasley, "OR-Library: distributing test problems by electronic mail", J. Opl Res. Soc. 41 (1990) 1069-1072.
DenseInstance read_orlib(std::string_view text, std::string_view file = "assign.txt");

}  // namespace pairwell
