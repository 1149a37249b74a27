"""The best matching for the decisions that stand: found in a thread, and kept for the way back."""

from __future__ import annotations

from collections import OrderedDict

from pairwell.board.changes import Changes
from pairwell.board.job import Job, Progress
from pairwell.board.start import Start
from pairwell.matching.match import match_of_programme
from pairwell.matching.matching import Matching
from pairwell.matching.pair_prices import PairPrices, pair_prices
from pairwell.matching.repair_plan import WHY_STOPPED

_MOST_KEPT = 16
_MOST_PRICED = 4_000_000


class Solutions:
    """Solves for decisions, and for the prices of all pairs under them."""

    def __init__(self, start: Start) -> None:
        self._start = start
        self._kept: OrderedDict[Changes, Matching] = OrderedDict()
        self._kept[Changes()] = start.matching
        self._changes = Changes()
        self._standing = start.matching
        self._job: Job[Matching] | None = None
        self._pricing: tuple[Matching, Job[PairPrices]] | None = None

    @property
    def is_running(self) -> bool:
        """Whether anything is being solved for."""
        return self._job is not None

    @property
    def now(self) -> Matching:
        """The matching of the decisions that stand, or why there is none, once it is settled."""
        return self._kept[self._changes]

    @property
    def standing(self) -> Matching:
        """The pairs that stood last."""
        return self._standing

    def go(self, changes: Changes) -> None:
        """Begin to solve for other decisions."""
        self.stop()
        self._changes = changes
        if changes in self._kept:
            self._take(self._kept[changes])
            return
        self._job = Job(lambda progress: self._solve(changes, progress))

    def settle(self, seconds: float | None = None) -> bool:
        """Wait for what is being solved for; whether it is found."""
        job = self._job
        if job is None:
            return True
        if not job.wait(seconds):
            return False
        self._job = None
        self._take(job.result())
        return True

    def stop(self) -> None:
        """Solve no longer."""
        if self._job is not None:
            self._job.stop()
            self._job = None

    def solved(self, changes: Changes) -> Matching:
        """The matching for any decisions, solved for at once."""
        if changes not in self._kept:
            self._keep(changes, self._solve(changes, None))
        return self._kept[changes]

    def prices(self, seconds: float = 0.0) -> PairPrices | None:
        """What each pair would cost that does not stand.

        None until it is known, and where there are too many pairs to say it of all.
        """
        standing = self._standing
        mentees, mentors = standing.problem.shape
        if not standing or self.is_running or mentees * mentors > _MOST_PRICED:
            return None
        if self._pricing is None or self._pricing[0] is not standing:
            if self._pricing is not None:
                self._pricing[1].stop()
            job = Job(lambda progress: pair_prices(standing.problem, standing, progress=progress))
            self._pricing = (standing, job)
        job = self._pricing[1]
        return job.result() if job.wait(seconds) else None

    @property
    def has_prices(self) -> bool:
        """Whether there are few enough pairs to say of each what it would cost."""
        mentees, mentors = self._start.problem.shape
        return mentees * mentors <= _MOST_PRICED

    def _solve(self, changes: Changes, progress: Progress | None) -> Matching:
        problem = self._start.asked(changes)
        return match_of_programme(
            problem, self._start.objective, progress=progress, time_limit=None
        )

    def _take(self, matching: Matching) -> None:
        self._keep(self._changes, matching)
        if matching:
            self._standing = matching

    def _keep(self, changes: Changes, matching: Matching) -> None:
        if matching.status in WHY_STOPPED:
            return
        self._kept[changes] = matching
        self._kept.move_to_end(changes)
        while len(self._kept) > _MOST_KEPT:
            oldest = next(each for each in self._kept if each != self._changes)
            del self._kept[oldest]
