"""Ranked wishes from a seed, by the models that the literature on preferences uses."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from pairwell import _core
from pairwell.matching.capacity_input import whole_numbers
from pairwell.matching.faults import Faults
from pairwell.matching.instance_numbers import (
    read_millionths,
    read_numbers,
    read_seed,
)
from pairwell.matching.preferences import Preferences, of_core


def _options(
    function: str,
    voters: int,
    alternatives: int,
    length: int | None,
    seed: int | np.random.Generator,
) -> dict[str, int]:
    return read_numbers(
        function,
        voters=voters,
        alternatives=alternatives,
        length=0 if length is None else length,
        seed=read_seed(seed),
    )


def impartial_culture(
    voters: int,
    alternatives: int,
    *,
    length: int | None = None,
    seed: int | np.random.Generator = 0,
) -> Preferences:
    """Draw ranked wishes of which every order is equally likely.

    Parameters
    ----------
    voters, alternatives
        How many rank how many.
    length
        Alternatives that each voter names, the best first; without it all of them.
    seed
        From 0 to under 2^64. A NumPy generator gives its next 64 bits.

    Returns
    -------
    Preferences
        An order a voter, of kind "soc" where all alternatives are named, else "soi". The first
        voters are the same however many there are, and the same on every platform: all draws are
        of whole numbers.

    Raises
    ------
    InvalidInput
        With every fault: voters or alternatives under 0 or over 2^31 - 1, a length over the
        alternatives, more than 2^40 ranks in all.

    Notes
    -----
    Guilbaud (1952), "Les theories de l'interet general et le probleme logique de l'agregation".
    Linear in ranks.

    Examples
    --------
    >>> import pairwell as pw
    >>> wishes = pw.instances.impartial_culture(100, 20, length=3, seed=1)
    >>> wishes
    <Preferences: soi, 'Impartial culture, seed 1', 100 voters, 20 alternatives>
    >>> matching = pw.match(wishes.problem(alternative_capacity=5), ["rank_maximal"])
    >>> len(matching.pairs)
    100
    """
    options = _options("impartial_culture", voters, alternatives, length, seed)
    return of_core(_core.impartial_culture(**options))


def urn_culture(
    voters: int,
    alternatives: int,
    *,
    alpha: float = 0.1,
    length: int | None = None,
    seed: int | np.random.Generator = 0,
) -> Preferences:
    """Draw ranked wishes from the urn of Polya and Eggenberger: some say what others said.

    The urn has every order once. Each voter draws one, and puts it back with alpha times as many
    copies of it as there are orders. So the voter after n others repeats one of them with
    probability n * alpha / (1 + n * alpha), and else draws an order at random.

    Parameters
    ----------
    alpha
        0 to 1,000, with at most six decimals; 0 is impartial culture.
    voters, alternatives, length, seed
        As for `impartial_culture`, and so is what is returned.

    Raises
    ------
    InvalidInput
        As `impartial_culture` does, and for an alpha out of range or with more decimals.

    Notes
    -----
    Eggenberger and Polya (1923), ZAMM 3, 279-289; Berg (1985), Public Choice 47, 377-387;
    McCabe-Dansted and Slinko (2006), Group Decision and Negotiation 15, 77-107, for alpha.
    Linear in ranks.

    Examples
    --------
    >>> import pairwell as pw
    >>> wishes = pw.instances.urn_culture(100, 20, alpha=0.5, length=3, seed=1)
    >>> len({str(order.ranks) for order in wishes.orders})
    9
    """
    options = _options("urn_culture", voters, alternatives, length, seed)
    millionths = read_millionths("urn_culture", "alpha", alpha, 1000)
    return of_core(_core.urn_culture(**options, alpha=millionths))


def mallows_culture(
    voters: int,
    alternatives: int,
    *,
    norm_phi: float = 0.5,
    centre: Sequence[int] | None = None,
    length: int | None = None,
    seed: int | np.random.Generator = 0,
) -> Preferences:
    """Draw ranked wishes about a common order by the model of Mallows.

    An order is likely by phi to the power of its swaps, the pairs of alternatives that it has the
    other way round than the centre. It is drawn by repeated insertion with whole weights.

    Parameters
    ----------
    norm_phi
        0 to 1, with at most six decimals: the expected swaps as a share of those of impartial
        culture. 0: all say the centre; 1: impartial culture. `mallows_phi` has the phi itself.
    centre
        An order of all alternatives by their positions; without it as they are numbered.
    voters, alternatives, length, seed
        As for `impartial_culture`, and so is what is returned, for at most 2^15 alternatives.

    Raises
    ------
    InvalidInput
        As `impartial_culture` does, and for a norm_phi out of range or with more decimals, more
        than 2^15 alternatives, and a centre that does not name each alternative once.

    Notes
    -----
    Mallows (1957), Biometrika 44, 114-130; Doignon, Pekec and Regenwetter (2004), Psychometrika 69,
    33-54, for repeated insertion; Boehmer, Bredereck, Faliszewski, Niedermeier and Szufa (2021),
    "Putting a compass on the map of elections", for the normalisation. Linear in the moves of
    insertions: at most voters times half the square of alternatives.

    Examples
    --------
    >>> import pairwell as pw
    >>> wishes = pw.instances.mallows_culture(100, 20, norm_phi=0.2, length=3, seed=1)
    >>> [rank for rank, in wishes.orders[0].ranks]
    [0, 1, 3]
    """
    options = _options("mallows_culture", voters, alternatives, length, seed)
    millionths = read_millionths("mallows_culture", "norm_phi", norm_phi, 1)
    faults = Faults()
    order = None if centre is None else whole_numbers(centre, "centre", faults)
    if order is not None and order.ndim != 1:
        faults.add("shape", "centre", "a centre is a list of positions", order.shape)
    _core.throw_if_errors("mallows_culture", faults)
    return of_core(
        _core.mallows_culture(
            **options, norm_phi=millionths, centre=[] if order is None else order.tolist()
        )
    )


def mallows_phi(alternatives: int, norm_phi: float) -> float:
    """Give the dispersion of Mallows' model that a normalised one stands for.

    Parameters
    ----------
    alternatives
        0 to 2^15.
    norm_phi
        0 to 1, with at most six decimals.

    Returns
    -------
    float
        The least phi on the grid of 2^-32 whose expected swaps are at least `norm_phi` times
        those of impartial culture.

    Raises
    ------
    InvalidInput
        For numbers out of range, or with more decimals.

    Examples
    --------
    >>> import pairwell as pw
    >>> round(pw.instances.mallows_phi(2, 0.5), 6)
    0.333333
    """
    numbers = read_numbers("mallows_phi", alternatives=alternatives)
    millionths = read_millionths("mallows_phi", "norm_phi", norm_phi, 1)
    return _core.mallows_phi(**numbers, norm_phi=millionths) / 2**32
