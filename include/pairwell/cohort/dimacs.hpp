/// DIMACS: assignment problems in the format of the first implementation challenge (`p asn`).
#pragma once

#include <string>
#include <string_view>

#include "pairwell/cohort/instances.hpp"

namespace pairwell {

/// Reads an assignment problem of least cost: lines `c ...` are comments, one line `p asn NODES ARCS` comes before all
/// nodes and arcs, a line `n ID` names each node of the first side, and a line `a FROM TO COST` each pair. Nodes are
/// numbered from 1 to NODES. Rows are the nodes of the first side, columns the others, each by rising number.
/// @param file The name that findings carry.
/// @return A sparse instance without a planted assignment: planted is -1 for every row.
/// @throws InvalidInput with every fault and its line, up to 200: a line of no known kind or with too few or too many
///         words, a problem line that is missing, twice, of another problem or late; numbers that are not whole or out
///         of range; a node named twice; an arc that is not from the first side to the other, or is there twice; arcs
///         of another number than announced.
/// @complexity linear in the text, but for a logarithm of the arcs.
/// @see "The First DIMACS International Algorithm Implementation Challenge: Problem Definitions and Specifications",
///      1991.
SparseInstance read_dimacs(std::string_view text, std::string_view file = "problem.asn");

/// Writes an instance so that read_dimacs reads it back, its planted assignment aside: the first side has the numbers
/// from 1 to rows, the other those after.
/// @param comment Written before all else, a line of comment for each of its lines.
/// @throws InvalidInput for an instance that is no list in compressed rows: starts that do not rise from 0 to the
/// number
///         of pairs, columns out of range or not rising within a row, or more than 2^31 - 1 nodes.
/// @complexity linear in the text.
std::string write_dimacs(const SparseInstance& instance, std::string_view comment = {});

}  // namespace pairwell
