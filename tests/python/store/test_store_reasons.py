"""Why people of a store are pairs or none: by which matching, and what has changed since."""

import pytest
from store_cases import MENTEES, PROGRAMME, named, raw, shortlisted

import pairwell as pw
from pairwell.store import InfeasibleError

IN_A_FILE = pytest.mark.parametrize("filled_url", ["sqlite"], indirect=True)
"""For what no database can tell apart; the rest is on both."""


def receive(store, role, reference, **cells):
    """Take in a changed form of somebody."""
    table = named([reference], **{column: [cell] for column, cell in cells.items()})
    store.reception(PROGRAMME, actor="Officer").receive(role, table)


def receive_worse(store):
    """Newer forms have made the two open pairs worse than the other two."""
    receive(store, "mentee", "ME-1", needs="evaluation:1")
    receive(store, "mentee", "ME-2", needs="leadership:1")


@pytest.fixture
def desk(filled):
    """The desk that matches; ME-3 is a reserve, and the others were accepted."""
    receive(filled, "mentor", "MR-1", offers="leadership")
    receive(filled, "mentor", "MR-2", offers="evaluation")
    receive(filled, "mentee", "ME-2", needs="evaluation:1")
    shortlisted(filled)
    desk = filled.pairs(PROGRAMME, actor="Officer")
    people = [person.reference for person in desk.standing().in_state("shortlisted")]
    desk.move_applications(people, "accept")
    return desk


def number(desk):
    """The record of the last matching."""
    return max(desk.matchings().values())


class TestAMatchingIsFoundAgain:
    def test_with_its_pairs_and_its_digest(self, desk):
        made = desk.match()
        found = desk.matching_on_record()
        assert found.matching.digest == made.matching.digest
        assert found.matching == made.matching
        assert (found.record, found.keep) == (number(desk), "most")
        assert found.pairs == set(made.added)
        assert found.day.isoformat() == "2017-04-25"
        assert (found.since.text, found.since.detail) == ("", "")
        assert repr(found) == f"<MatchingOnRecord: record {number(desk)}, 2 pairs, keep most>"

    @pytest.mark.parametrize("keep", ["all", "most", "none"])
    def test_whichever_way_it_kept_pairs(self, filled, desk, keep):
        """Nobody wrote down which way, and of the three only one digest agrees."""
        desk.match()
        receive_worse(filled)
        made = desk.match(keep=keep)
        found = desk.matching_on_record()
        assert (found.keep, found.matching.digest) == (keep, made.matching.digest)
        assert len(desk.matchings()) == 2
        assert desk.matching_on_record(min(desk.matchings().values())).since.later == 1

    def test_as_the_forms_and_the_rules_were(self, filled, desk):
        made = desk.match()
        receive(filled, "mentee", "ME-1", needs="digital:1")
        text = filled.programme(PROGRAMME).text.replace("seed = 1", "seed = 2")
        filled.add_programme(pw.Programme(text), actor="Officer")
        desk.move_applications(["ME-2"], "withdraw")
        found = desk.matching_on_record()
        assert found.matching == made.matching
        assert found.since.text == (
            "Since then 1 person who took part has left, 1 of its pairs has ended, 1 form has"
            " changed and the programme's file has changed."
        )
        assert found.since.detail == (
            "Left: ME-2. Ended: ME-2/MR-2 (withdrawn). Form changed: ME-1."
        )
        assert found.programme.digest != filled.programme(PROGRAMME).digest

    def test_in_an_archive_too(self, filled, desk, tmp_path):
        from pairwell.store import create_store

        made = desk.match()
        head = filled.custodian(PROGRAMME, actor="Custodian").export(tmp_path / "a.zip")
        with create_store(str(tmp_path / "other.db")) as other:
            other.import_programme(tmp_path / "a.zip", actor="Officer", expect=head)
            assert other.pairs(PROGRAMME, actor="O").matching_on_record().matching == made.matching

    def test_not_where_somebody_who_took_part_is_erased(self, filled, desk):
        desk.match()
        filled.custodian(PROGRAMME, actor="Custodian").erase("ME-2", because="Asked for.")
        with pytest.raises(pw.Error, match="is erased; with --now the answer is of a matching of"):
            desk.matching_on_record()
        (reason,) = desk.reasons(keep="most").person("MR-2")
        assert (reason.why, reason.record) == ("worse overall", 0)

    def test_where_somebody_who_took_no_part_is_erased(self, filled, desk):
        """The digest goes with them, since it covers what is gone; the pairs and forms do not."""
        made = desk.match()
        filled.custodian(PROGRAMME, actor="Custodian").erase("ME-3", because="Asked for.")
        assert desk.matching_on_record().matching == made.matching

    @IN_A_FILE
    def test_not_where_the_digest_is_gone_and_several_come_to_its_pairs(self, filled, desk):
        desk.match()
        desk.match(keep="none")
        filled.custodian(PROGRAMME, actor="Custodian").erase("ME-3", because="Asked for.")
        with pytest.raises(pw.Error, match="its digest is erased, and more than one would come to"):
            desk.matching_on_record()
        first = min(desk.matchings().values())
        assert desk.matching_on_record(first).keep == "most"

    @IN_A_FILE
    def test_not_where_what_is_stored_says_otherwise(self, filled_alone, filled, desk):
        desk.match()
        raw(filled_alone, "UPDATE record.about SET item = 'f00' WHERE seq = "
            f"{number(desk)}", triggers=False)  # fmt: skip
        with pytest.raises(pw.Error, match="cannot be found again: it was made by another version"):
            desk.matching_on_record()

    def test_of_a_record_that_is_no_matching(self, desk):
        with pytest.raises(pw.Error, match="no matching was made yet; make one with: pairwell"):
            desk.matching_on_record()
        desk.match()
        with pytest.raises(
            pw.Error, match=f"record 1 is no matching; .* are records {number(desk)}"
        ):
            desk.matching_on_record(1)


@IN_A_FILE
class TestReasons:
    def test_a_pair_by_the_matching_that_proposed_it(self, filled, desk):
        desk.match()
        first = number(desk)
        receive_worse(filled)
        desk.match(keep="most")
        reason = desk.reasons().pair("ME-1", "MR-1")
        assert (reason.record, reason.state, reason.why) == (first, "proposed", "best")
        assert reason.text == (
            "The pair of mentee ME-1 with mentor MR-1 has 80 points. For mentee ME-1, the only"
            " other allowed mentor has fewer points. For mentor MR-1, the only other allowed mentee"
            " has fewer points. To do without it would mean 140 points fewer in all."
        )
        assert reason.since == "Since then 2 forms have changed and 1 more matching was made."
        assert "ME-2" in reason.detail

    def test_a_live_pair_stays_by_its_state(self, desk):
        (pair, other) = desk.match().added
        for move in ("review", "hold_conversation", "confirm"):
            desk.move_pairs([pair], move)
        reason = desk.reasons(keep="most").pair(*pair)
        assert reason.text.endswith(" The pair is confirmed, so it stays.")
        assert (reason.why, reason.record) == ("confirmed", 0)
        crossed = desk.reasons(keep="most").why_not(pair[0], other[1])
        assert "is confirmed" in crossed.detail
        assert "locked" not in crossed.text + crossed.detail

    def test_a_matching_says_of_whoever_is_left_out_what_reasons_say(self, desk):
        ((mentee, mentor), other) = desk.match().added
        for move in ("review", "hold_conversation", "confirm", "publish"):
            desk.move_pairs([(mentee, mentor), other], move)
        desk.move_applications([other[0]], "withdraw", because="Moved away")
        (left,) = desk.match(dry=True).left_out
        (reason,) = desk.reasons(keep="most").person(other[1])
        assert (left.reference, left.text, left.detail) == (other[1], reason.text, reason.detail)
        assert f"mentee {mentee} with mentor {mentor} is published" in left.detail
        (gone,) = desk.reasons().person(other[0])
        assert gone.detail == "Given as the reason: Moved away."

    def test_a_pair_that_has_ended(self, desk):
        pair, _ = desk.match().added
        desk.move_pairs([pair], "decline", because="ME-3 told us.")
        reason = desk.reasons().pair(*pair)
        assert reason.state == "declined"
        assert reason.detail.startswith("Given as the reason: ME-3 told us. A best matching ")
        assert "ME-3" not in reason.text + reason.since
        assert reason.since == "Since then 1 of its pairs has ended."
        again = desk.reasons().why_not(*pair)
        assert again.text == (
            f"Mentee {pair[0]} and mentor {pair[1]} were a pair that has ended (declined), and no"
            " later matching makes it again."
        )
        assert again.detail == "Given as the reason: ME-3 told us."
        (alone,) = desk.reasons().person(pair[0])
        assert alone.text == "Takes part, and is in no pair now; the next matching asks again."
        assert alone.detail == f"{'/'.join(pair)}: declined. Given as the reason: ME-3 told us."

    def test_somebody_in_no_pair(self, filled, desk):
        receive(filled, "mentor", "MR-2", offers="evaluation", state="withdrawn")
        desk.match()
        alone = [own for each in ("ME-1", "ME-2") for own in desk.reasons().person(each)
                 if not own.mentor]  # fmt: skip
        (reason,) = alone
        assert reason.why == "worse overall"
        assert reason.text == (
            "A pair with the only allowed mentor would mean 70 points fewer in all."
        )
        assert reason.detail == (
            "A best matching in which mentee ME-2 has a pair puts them with mentor MR-1 and takes a"
            " pair from mentee ME-1."
        )
        assert reason.state == "accepted"

    def test_several_in_no_pair_are_told_as_each_alone(self, filled, desk, monkeypatch):
        from pairwell.store import _reasons

        receive(filled, "mentor", "MR-2", offers="evaluation", state="withdrawn")
        made = desk.match()
        (alone,) = made.unpaired
        (singly,) = desk.reasons().person(alone)
        monkeypatch.setattr(_reasons, "_SINGLY", 0)
        (at_once,) = desk.reasons().person(alone)
        assert (at_once.text, at_once.detail) == (singly.text, singly.detail)
        assert at_once.record == singly.record == number(desk)

    def test_somebody_who_took_no_part(self, filled, desk):
        (before,) = desk.reasons().person("ME-1")
        assert before.text == "Takes part, and no matching was made yet."
        desk.match()
        (reserve,) = desk.reasons().person("ME-3")
        assert (reserve.why, reserve.record) == ("reserve", 0)
        assert reserve.text.startswith("Takes no part in the matching: reserve. Ranked 3 of 3 ")
        crossed = desk.reasons().why_not("ME-3", "MR-1")
        assert crossed.text == "Mentee ME-3 and mentor MR-1 did not both take part in the matching."
        assert crossed.detail.startswith("ME-3: reserve. Ranked 3 of 3 mentees in England")
        desk.move_applications(["ME-3"], "promote", because="A place is free.")
        desk.move_applications(["ME-3"], "accept")
        (late,) = desk.reasons().person("ME-3")
        assert late.text == (
            "Takes part, and was not accepted yet when the last matching was made."
        )
        assert late.since == "Since then 1 person has come in."
        assert desk.reasons().why_not("ME-3", "MR-1").detail == "ME-3: accepted since."
        desk.move_applications(["ME-3"], "withdraw", because="ME-1 said so.")
        (left,) = desk.reasons().person("ME-3")
        assert left.text == "Takes no part in the matching: withdrawn."
        assert left.detail == "Given as the reason: ME-1 said so."

    def test_one_of_the_two_has_left_since(self, desk):
        desk.match()
        desk.move_applications(["MR-2"], "withdraw")
        reason = desk.reasons().why_not("ME-1", "MR-2")
        assert (
            reason.text
            == "Pairing mentee ME-1 with mentor MR-2 would mean 140 points fewer in all."
        )
        assert reason.detail.startswith("MR-2 no longer takes part (withdrawn). A best matching ")
        assert reason.since == (
            "Since then 1 person who took part has left and 1 of its pairs has ended."
        )
        now = desk.reasons(keep="most").why_not("ME-1", "MR-2")
        assert (now.text, now.since) == (
            "Mentee ME-1 and mentor MR-2 did not both take part in the matching.",
            "",
        )
        assert (now.is_now, now.record, now.day) == (True, 0, None)

    def test_a_pair_is_told_once_its_people_know_of_it(self, desk):
        pair, other = desk.match().added
        assert not desk.reasons().pair(*pair).is_told
        desk.move_pairs([other], "decline", because="No.")
        desk.move_pairs([pair], "review")
        assert not desk.reasons().pair(*pair).is_told
        desk.move_pairs([pair], "hold_conversation")
        assert desk.reasons().pair(*pair).is_told
        desk.move_pairs([pair], "decline", because="No.")
        assert desk.reasons().why_not(*pair).is_told
        assert not desk.reasons().why_not(*other).is_told

    def test_a_rule_that_refuses_is_for_whoever_decides(self, filled, desk):
        receive(filled, "mentee", "ME-1", vetoes="MR-2")
        desk.match()
        reason = desk.reasons().why_not("ME-1", "MR-2")
        assert reason.text == (
            "A rule of pairing refuses mentee ME-1 with mentor MR-2, whatever they would score."
        )
        assert reason.detail == "Mentee ME-1 asked not to be paired with mentor MR-2."

    def test_what_is_asked_the_wrong_way_round(self, desk):
        for ask in ("pair", "why_not"):
            with pytest.raises(pw.Error, match="no matching was made yet; make one with: pairwell"):
                getattr(desk.reasons(), ask)("ME-1", "MR-2")
        desk.match()
        with pytest.raises(pw.Error, match="ME-1 with MR-2 is no pair, and was never proposed; ask:"
                           " pairwell why-not ME-1 MR-2"):  # fmt: skip
            desk.reasons().pair("ME-1", "MR-2")
        with pytest.raises(pw.Error, match="is a pair; ask: pairwell explain ME-1 MR-1"):
            desk.reasons().why_not("ME-1", "MR-1")
        now = desk.reasons(keep="most")
        with pytest.raises(pw.Error, match=r"no pair of a matching of today; .* ME-1 MR-2 --now"):
            now.pair("ME-1", "MR-2")
        with pytest.raises(pw.Error, match=r"a pair of a matching of today; .* ME-1 MR-1 --now"):
            now.why_not("ME-1", "MR-1")

    def test_no_matching_of_now(self, filled, desk):
        with pytest.raises(pw.Error, match="there is no way to keep open pairs 'some'"):
            desk.matching_of_now("some")
        text = filled.programme(PROGRAMME).text.replace(
            "mentees = 2", "mentees = { least = 3, most = 4 }"
        )
        filled.add_programme(pw.Programme(text), actor="Officer")
        with pytest.raises((InfeasibleError, pw.InvalidInput)):
            list(desk.reasons(keep="most").person("ME-1"))


@IN_A_FILE
def test_a_text_names_nobody_but_those_whom_it_is_about(filled, desk):
    """Of everybody and every two, at every step: no third reference, and no name."""
    everybody = [*MENTEES, "MR-1", "MR-2"]

    def check():
        for keep in (None, "most"):
            answers = desk.reasons(keep=keep)
            asked = [own for each in everybody for own in answers.person(each)]
            for mentee in MENTEES:
                for ask in (answers.pair, answers.why_not):
                    for mentor in ("MR-1", "MR-2"):
                        try:
                            asked.append(ask(mentee, mentor))
                        except pw.Error:
                            continue
            for own in asked:
                others = set(everybody) - {own.mentee, own.mentor}
                assert not any(other in own.text + own.since for other in others), own.text
        return len(asked)

    assert check() > 0
    pair, _ = desk.match().added
    assert check() > 8
    desk.move_pairs([pair], "decline", because=f"{pair[1]} and ME-3 know each other.")
    desk.match()
    desk.move_applications(["ME-2"], "withdraw", because="MR-1")
    assert check() > 5
