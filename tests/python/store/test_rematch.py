"""A re-match in a store: what may stay, what each choice costs, and who is left out and why."""

import pytest
from store_cases import MENTEES, PROGRAMME, named, shortlisted

import pairwell as pw
from pairwell.store import InfeasibleError


def receive(store, role, reference, **cells):
    """Take in a changed form of somebody."""
    table = named([reference], **{column: [cell] for column, cell in cells.items()})
    store.reception(PROGRAMME, actor="Officer").receive(role, table)


@pytest.fixture
def desk(filled):
    """The desk that matches, in a store whose shortlist was accepted."""
    shortlisted(filled)
    desk = filled.pairs(PROGRAMME, actor="Officer")
    people = [person.reference for person in desk.standing().in_state("shortlisted")]
    desk.move_applications(people, "accept")
    return desk


@pytest.fixture
def worse(filled, desk):
    """Two open pairs that newer forms have made worse than the other two."""
    pairs = desk.match().added
    (one, first), (_, second) = pairs
    receive(filled, "mentee", one, needs="evaluation:1")
    receive(filled, "mentor", second, offers="evaluation")
    receive(filled, "mentor", first, offers="leadership")
    return pairs


class TestKeep:
    def test_most_is_what_is_done_unless_another_is_wanted(self, desk, worse):
        made = desk.match()
        assert (made.keep, made.kept, made.added) == ("most", worse, ())

    def test_all_and_most_stay_and_none_gives_more_points(self, desk, worse):
        made = desk.match(dry=True)
        price = {choice.keep: choice for choice in made.choices}
        assert list(price) == ["all", "most", "none"]
        assert price["all"].units == price["most"].units < price["none"].units
        assert (price["none"].replaced, price["none"].added, price["none"].pairs) == (2, 2, 2)
        assert (price["most"].replaced, price["most"].added) == (0, 0)
        free = desk.match(keep="none")
        assert set(free.replaced) == set(worse)
        assert len(free.added) == 2
        assert sum(p.units for p in desk.standing().open) == price["none"].units
        assert free.choices == made.choices
        assert repr(price["none"]) == (
            f"<Choice: keep none, 2 pairs, {price['none'].units / 1000:.3f} points,"
            " 2 replaced, 2 added>"
        )

    def test_none_leaves_pairs_that_a_person_confirmed(self, desk, worse):
        for move in ("review", "hold_conversation", "confirm"):
            desk.move_pairs(worse[:1], move)
        made = desk.match(keep="none")
        assert made.kept == worse
        assert {choice.pairs for choice in made.choices} == {2}

    def test_fewest_changes_can_cost_a_pair_and_says_so(self, filled, desk):
        (one, other) = (p.reference for p in desk.standing().in_state("accepted", role="mentee"))
        first = desk.match().added
        taken = dict(first)[one]
        desk.move_pairs([pair for pair in first if pair[0] == other], "decline", because="No.")
        spare = next(m for m in ("MR-1", "MR-2") if m != taken)
        receive(filled, "mentee", other, vetoes=spare)
        dry = desk.match(dry=True)
        assert [choice.pairs for choice in dry.choices] == [1, 1, 2]
        assert dry.unpaired == (other, spare)
        assert {out.reference: out.why for out in dry.left_out}[spare] != ""
        assert len(desk.match(keep="none").added) == 2

    def test_another_word_is_refused(self, desk):
        with pytest.raises(pw.Error, match="no way to keep open pairs 'some'; there are all, most"):
            desk.match(keep="some")

    def test_all_that_cannot_stay_is_named_with_its_reason(self, filled, desk):
        (mentee, mentor), other = desk.match().added
        receive(filled, "mentor", mentor, capacity="2")
        receive(filled, "mentee", other[0], vetoes=other[1])
        assert desk.match().added == ((other[0], mentor),)
        receive(filled, "mentor", mentor, capacity="1")
        impossible = {choice.keep: choice.impossible for choice in desk.match(dry=True).choices}
        assert f"mentee {mentee} with mentor {mentor} is proposed" in impossible["all"]
        assert (impossible["most"], impossible["none"]) == ("", "")
        before = desk.standing()
        with pytest.raises(InfeasibleError, match="is proposed"):
            desk.match(keep="all")
        assert desk.standing() == before


class TestBeforehand:
    def test_a_dry_matching_changes_nothing(self, filled, desk):
        before = filled.audit(PROGRAMME)
        made = desk.match(dry=True)
        assert len(made.added) == 2
        assert filled.audit(PROGRAMME) == before
        assert desk.match().added == made.added

    def test_what_would_come_of_it_is_shown_before_anything_is_kept(self, filled, desk):
        before = filled.audit(PROGRAMME)

        def refuse(made):
            assert len(made.added) == 2
            raise KeyboardInterrupt

        with pytest.raises(KeyboardInterrupt):
            desk.match(show=refuse)
        assert filled.audit(PROGRAMME) == before

    def test_there_is_one_choice_where_there_are_no_open_pairs(self, desk):
        (choice,) = desk.match(dry=True).choices
        assert (choice.pairs, choice.added, choice.replaced) == (2, 2, 0)


class TestLeftOut:
    def test_everybody_in_no_pair_is_named_with_the_reason(self, filled, desk):
        reserve = next(desk.standing().in_state("reserve")).reference
        desk.move_applications([reserve], "promote", because="A trial.")
        desk.move_applications([reserve], "accept")
        made = desk.match(dry=True)
        (out,) = made.left_out
        assert (out.reference, out.role) == (made.unpaired[0], "mentee")
        assert out.reference in MENTEES
        assert out.text.endswith(".")
        assert out.why in {each.name.lower().replace("_", " ") for each in pw.Unmatched}
        (bare,) = desk.match(dry=True, explain=False).left_out
        assert (bare.reference, bare.why, bare.text) == (out.reference, "", "")

    def test_somebody_whom_nobody_may_be_paired_with_is_told_so(self, filled, desk):
        (one, _) = (p.reference for p in desk.standing().in_state("accepted", role="mentee"))
        receive(filled, "mentee", one, vetoes="MR-1;MR-2")
        outs = {out.reference: out for out in desk.match().left_out}
        assert outs[one].why == "nobody admissible"
        assert outs[one].detail == "Refused by rule: veto (2 mentors)."
        assert len(outs) == 2  # and the mentor whom that leaves over


class TestFloor:
    def test_every_pair_under_it_is_named(self, filled, desk):
        (one, _) = (p.reference for p in desk.standing().in_state("accepted", role="mentee"))
        receive(filled, "mentee", one, needs="evaluation:1", offers="evaluation")
        made = desk.match()
        ((mentee, mentor, units),) = made.under_floor
        assert mentee == one
        assert units < 40_000
        assert dict(made.added)[mentee] == mentor
        assert [choice.under_floor for choice in made.choices] == [1]
        assert [f.value for f in desk.concerns()] == [f"{mentee}/{mentor}"]
