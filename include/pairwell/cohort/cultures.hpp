/// Statistical cultures: ranked wishes from a seed, by the models that the literature on preferences uses.
///
/// All draws are of whole numbers with whole weights, so the same options give the same orders on every platform: no
/// real arithmetic has a say. The n-th voter does not depend on how many there are.
#pragma once

#include <cstdint>
#include <vector>

#include "pairwell/cohort/preflib.hpp"

namespace pairwell {

/// How many rank how many.
struct CultureOptions {
  std::int64_t voters = 0;
  std::int64_t alternatives = 0;
  std::int64_t length = 0;  ///< Alternatives that each voter names, the best first; 0: all of them.
  std::uint64_t seed = 0;
};

/// One millionth, in which the parameters of cultures are given.
inline constexpr std::int64_t millionths = 1'000'000;

/// Impartial culture: every order of every voter is equally likely, and voters are independent.
/// @throws InvalidInput with every fault: voters or alternatives under 0 or over 2^31 - 1, a length over the
///         alternatives, more than 2^40 ranks in all.
/// @complexity voters * length + voters * alternatives in the first draw's memory: linear in ranks, and in voters times
///             the logarithm of length where it is short.
/// @see Guilbaud, "Les theories de l'interet general et le probleme logique de l'agregation", Economie appliquee 5
///      (1952) 501-584.
Preferences impartial_culture(const CultureOptions& options);

/// The urn of Polya and Eggenberger: all orders lie in an urn once; each voter draws one and puts it back with
/// alpha * (alternatives)! copies of it. So the n-th voter, from 0, repeats an earlier one with probability
/// n * alpha / (1 + n * alpha), each of them equally likely, and else draws an order at random.
/// @param alpha In millionths; 0 is impartial culture.
/// @throws InvalidInput as above, and for an alpha outside 0 to 1,000 (10^9 millionths).
/// @complexity linear in ranks.
/// @see Eggenberger, Polya, "Ueber die Statistik verketteter Vorgaenge", ZAMM 3 (1923) 279-289; Berg, "Paradox of
/// voting
///      under an urn model", Public Choice 47 (1985) 377-387; McCabe-Dansted, Slinko, "Exploratory analysis of
///      similarities between social choice rules", Group Decision and Negotiation 15 (2006) 77-107, for alpha.
Preferences urn_culture(const CultureOptions& options, std::int64_t alpha);

/// The model of Mallows: an order is likely by phi^swaps, where swaps is the number of pairs that it has the other way
/// round than the centre. Drawn by repeated insertion. Weights are the whole numbers w[0] = 2^48 and
/// w[d + 1] = floor(w[d] * phi), with phi on the grid of 2^-32 (see mallows_phi), which differ from the powers of phi
/// by less than alternatives * 2^-48.
/// @param norm_phi In millionths: the expected swaps as a share of those of impartial culture. 0: everybody says the
///                 centre; 1: impartial culture.
/// @param centre An order of all alternatives; empty: as they are numbered.
/// @throws InvalidInput as above, for a norm_phi outside 0 to 1, for more than 2^15 alternatives, and for a centre that
///         does not name each alternative once.
/// @complexity voters * alternatives * (logarithm of alternatives, and the moves of an insertion).
/// @see Mallows, "Non-null ranking models. I", Biometrika 44 (1957) 114-130; Doignon, Pekec, Regenwetter, "The repeated
///      insertion model for rankings", Psychometrika 69 (2004) 33-54; Boehmer, Bredereck, Faliszewski, Niedermeier,
///      Szufa, "Putting a compass on the map of elections", IJCAI 2021, for the normalisation.
Preferences mallows_culture(const CultureOptions& options, std::int64_t norm_phi,
                            const std::vector<std::int32_t>& centre = {});

/// The dispersion phi that a normalised one stands for: the least on the grid of 2^-32 whose expected swaps are the
/// share of alternatives * (alternatives - 1) / 4 that norm_phi says, in whole numbers.
/// @return phi as a multiple of 2^-32, from 0 to 2^32.
/// @throws InvalidInput for alternatives outside 0 to 2^15 and a norm_phi outside 0 to 1,000,000.
/// @complexity 33 * alternatives.
std::int64_t mallows_phi(std::int64_t alternatives, std::int64_t norm_phi);

}  // namespace pairwell
