"""One call that scores frames: what it names, what that was read as, and what is wrong."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np

from pairwell import _core
from pairwell._arguments import listed
from pairwell.score.asked import Asked, Use, flattened, slug, uses_of
from pairwell.score.asking import AskedOfFrames, with_ids
from pairwell.score.custom import CustomCriterion, shares_of
from pairwell.score.forbidding import Listed, read_forbidding
from pairwell.score.frames import Findings, Side, fault
from pairwell.score.people import given_labels, names_of, with_labels
from pairwell.score.places import notes_on_places, read_places
from pairwell.score.reading import Reading, read_answers
from pairwell.score.scored import Scored, ScorerParts
from pairwell.score.scores import Scores

_CRITERION = (_core.Criterion, CustomCriterion)


class Call:
    """One call with frames: what it names, what that was read as, and what is wrong."""

    def __init__(
        self,
        sides: tuple[Side, Side],
        criteria: Any,
        questions: Iterable[_core.Question],
        reading: Reading,
    ) -> None:
        self.sides = sides
        self._faults: Findings = []
        self._reading = reading
        if isinstance(criteria, _CRITERION):
            criteria = [criteria]
        self._criteria = listed("score", "criteria", "a criterion", _CRITERION, criteria)
        declared = listed("score", "questions", "a Question", _core.Question, questions)
        self._questions = AskedOfFrames(sides, declared, reading.decimal, self._faults)
        self._names = tuple(_name(criterion) for criterion in self._criteria)
        self._rules: list[_core.PairRule] = []
        self._listed: list[Listed] = []
        self._people = names_of(sides)
        self._check_names(declared)

    def _check_names(self, declared: list[_core.Question]) -> None:
        ids = [question.id for question in declared]
        for name in dict.fromkeys(each for each in ids if ids.count(each) > 1):
            self._add("duplicate", "two questions have this id", "questions", name)
        if not self._criteria:
            self._add("criteria", "at least one criterion is wanted", "criteria", 0)
        for name in dict.fromkeys(each for each in self._names if self._names.count(each) > 1):
            self._add(
                "duplicate", "two criteria have this name: give one a name=", "criteria", name
            )

    def _add(self, rule: str, message: str, column: str, value: object) -> None:
        self._faults.append(fault(rule, message, column=column, value=value))

    def read_rules(self, forbid: Any, require: Any) -> None:
        """Take the rules of pairs."""
        for argument, given in (("forbid", forbid), ("require", require)):
            rules, tables = read_forbidding(argument, given, *self.sides, self._faults)
            self._rules += rules
            self._listed += tables

    def refuse_tables(self) -> None:
        """Refuse what would take a table of all pairs."""
        for place, criterion in enumerate(self._criteria):
            if isinstance(criterion, CustomCriterion):
                message = "a function of one's own takes a table: see Features.of_function"
                self._add("table", message, f"criteria[{place}]", criterion.name)
        if self._listed:
            message = "only rules forbid and require here: name pairs as forbidden of the matching"
            self._add("table", message, "forbid", ", ".join(each.rule for each in self._listed))
        _core.throw_if_errors("features", self._faults)

    def ask(self) -> None:
        """Find the columns that criteria and rules name, and their kinds."""
        own = [each for each in self._criteria if isinstance(each, _core.Criterion)]
        named = list(flattened(own))
        for rule in self._rules:
            named += flattened([rule.compare], "forbid" if rule.forbids else "require")
        uses: list[Use] = [use for each, where in named for use in uses_of(each, where)]
        self._uses = uses
        self._questions.ask(uses)
        self._questions.ask_declared()
        _core.throw_if_errors("score", self._faults)
        self._questions.decide(uses)
        self._compile()
        _core.throw_if_errors("score", self._faults)

    def _compile(self) -> None:
        """Criteria and rules by the ids of questions, and everything that is wrong with them."""
        taken: set[str] = set()
        own_names = [each.id for each in self._criteria if isinstance(each, _core.Criterion)]
        self._places: list[tuple[int, str]] = []
        self.compiled: list[_core.Criterion] = []
        for place, criterion in enumerate(self._criteria):
            if isinstance(criterion, CustomCriterion):
                self._places.append((place, slug(criterion.name, taken)))
            else:
                where = f"criteria[{criterion.id!r}]"
                known = given_labels(criterion, where, self._people, self._faults)
                self.compiled.append(with_ids(known, self._questions, taken))
        taken = set()
        rules: list[_core.PairRule] = []
        self._rule_names = {}
        for rule, name in zip(self._rules, _told_apart(self._rules), strict=True):
            where = f"{'forbid' if rule.forbids else 'require'}[{rule.id!r}]"
            compare = given_labels(rule.compare, where, self._people, self._faults)
            compare = with_ids(compare, self._questions, set())
            compare = compare.replace(id="", words="", weight=0, blank="neutral", neutral=None)
            compiled = rule.replace(id=slug(rule.id or "rule", taken), compare=compare)
            self._rule_names[compiled.id] = name
            rules.append(compiled)
        self.pair_rules = tuple(rules)
        self.questions = tuple(asked.question() for asked in self._questions)
        is_weighed = bool(self._places) and any(
            each.weight for each in self._criteria if isinstance(each, CustomCriterion)
        )
        names = dict(zip((each.id for each in self.compiled), own_names, strict=True))
        findings = [
            *_core.check_criteria(self.compiled, list(self.questions)),
            *_core.check_pair_rules(rules, list(self.questions)),
        ]
        self._faults += [
            _by_names(finding, self._questions, names, self._rule_names)
            for finding in findings
            if not (is_weighed and finding.rule == "weights")
        ]

    def read(self) -> None:
        """Read the answers of both sides, and the shares of one's own."""
        read = [
            read_answers(side, role, self._questions, self._reading, self._faults)
            for role, side in enumerate(self.sides)
        ]
        self._answers = [read[0][0], read[1][0]]
        self.notes = tuple(self._questions.notes + read[0][1] + read[1][1])
        for asked in self._questions:
            for role in asked.columns if asked.kind == "people" else ():
                self._answers[role], found = with_labels(
                    self._answers[role], asked.id, asked.columns[role][0], self.sides[role],
                    self._people[1 - role],
                )  # fmt: skip
                self.notes += tuple(found)
        _core.throw_if_errors("score", self._faults)
        self._own = []
        for place, identifier in self._places:
            criterion = self._criteria[place]
            shares = shares_of(criterion, *self.sides, self._faults)
            self._own.append(
                (identifier, criterion.name, shares, criterion.weight, criterion.blank,
                 criterion.neutral, place)
            )  # fmt: skip

    def read_places(self, locations: Any, travel_times: Any) -> None:
        """Take where places are, and note whose are not known."""
        uses = [use for use in self._uses if use.criterion.compare.name == "DISTANCE"]
        where = list(dict.fromkeys(use.where for use in uses))
        self._places_known = read_places(locations, travel_times, where, self._faults)
        _core.throw_if_errors("score", self._faults)
        for role, side in enumerate(self.sides):
            asked = [self._questions.find(role, use.name) for use in uses if use.role == role]
            columns = [each.columns[role][0] for each in asked if each is not None]
            self.notes += tuple(notes_on_places(self._places_known, side, columns))

    def scorer(self) -> _core.Scorer:
        """What scores the pairs."""
        self._made_of = ScorerParts(
            questions=list(self.questions),
            criteria=self.compiled,
            pair_rules=list(self.pair_rules),
            own=self._own,
            locations=self._places_known.locations,
            travel_times=self._places_known.travel_times,
        )
        return self._made_of.scorer(*self._answers)

    def scores(self, scorer: _core.Scorer, units: Any, least_coverage: int) -> Scores:
        """The scores, of which those pairs are refused too that the caller listed."""
        for each in self._listed:
            units = np.where(each.table() & (units >= 0), ~units, units)
            units.flags.writeable = False
        notes = list(self.notes)
        if least_coverage:
            below = int(np.count_nonzero((scorer.coverage() < least_coverage * 10) & (units >= 0)))
            message = f"so many pairs that may be rest on under {least_coverage}% of the weight"
            if below:
                notes.append(_warning("coverage", message, below))
        compiled = iter(self.compiled)
        return Scores(
            Scored(
                scorer=scorer,
                made_of=self._made_of,
                units=units,
                mentees=self.sides[0],
                mentors=self.sides[1],
                names=self._names,
                listed=tuple(self._listed),
                questions=self.questions,
                criteria=tuple(
                    each if isinstance(each, CustomCriterion) else next(compiled)
                    for each in self._criteria
                ),
                pair_rules=self.pair_rules,
                rule_names=self._rule_names,
                notes=tuple(notes),
                answers=(self._numbers(0), self._numbers(1)),
                least_coverage=least_coverage,
            )
        )

    def _numbers(self, role: int) -> dict[str, list[int | None]]:
        """What was read as whole numbers from cells of text, by the column's name."""
        found = {}
        for asked in self._questions:
            contents = asked.contents.get(role)
            is_text = contents is not None and contents.kind == "text"
            if is_text and asked.kind in ("number", "scale") and asked.decimals == 0:
                numbers = _core.whole_answers(self._answers[role], asked.id)
                found[asked.columns[role][0]] = numbers
        return found


def _told_apart(rules: Iterable[_core.PairRule]) -> list[str]:
    """The names of rules, with a number where several have one."""
    names = [rule.id for rule in rules]
    return [
        f"{name} ({names[: place + 1].count(name)})" if names.count(name) > 1 else name
        for place, name in enumerate(names)
    ]


def _name(criterion: _core.Criterion | CustomCriterion) -> str:
    return criterion.name if isinstance(criterion, CustomCriterion) else criterion.id


def _warning(rule: str, message: str, value: object) -> _core.Finding:
    return _core.Finding(
        severity=_core.Severity.WARNING, rule=rule, message=message, value=str(value)
    )


def _by_names(
    finding: _core.Finding,
    questions: Iterable[Asked],
    criteria: Mapping[str, str],
    rules: Mapping[str, str],
) -> _core.Finding:
    """A finding about a criterion or a rule of pairs, with its name and that of the column."""
    names = {asked.id: asked.key for asked in questions}
    where, _, rest = finding.column.partition(".")
    name, _, rest = rest.partition(".")
    column = finding.column
    if where == "criteria" and name in criteria:
        column = f"criteria[{criteria[name]!r}]{'.' * bool(rest)}{rest}"
    if where == "pair_rules" and name in rules:
        verb, _, rest = rest.partition(".")
        column = f"{verb}[{rules[name]!r}]{'.' * bool(rest)}{rest}"
    return _core.Finding(
        severity=finding.severity,
        rule=finding.rule,
        message=finding.message,
        column=column,
        value=names.get(finding.value, finding.value),
    )
