"""What is given to the store: anything of another type is refused by name, before it is done."""

import datetime as dt
import inspect
import pickle
from typing import Any, Literal, get_args, get_origin, get_type_hints
from unittest.mock import Mock

import pytest
from small_rounds import programme_text
from store_cases import MENTEES, MENTORS, PROGRAMME, started

import pairwell as pw
from pairwell import store as stores
from pairwell.store import append_heads, equality_funnel, make_key, open_store, read_heads
from pairwell.store._desk import DeskOf

DESKS = ("reception", "pairs", "running", "supervision", "identities", "monitoring", "custodian")
FUNCTIONS = ("create_store", "open_store", "upgrade_store", "equality_funnel", "find_bearings",
             "append_heads", "read_heads", "make_key", "read_key", "read_public_key")  # fmt: skip


def fitting(hint):
    """Give a value that an annotation allows."""
    kind = get_origin(hint) or hint
    plain = {str: "x", bool: False, int: 1, float: 1.0, dt.date: dt.date(2017, 5, 1)}
    if kind in plain:
        return plain[kind]
    if kind is Literal:
        return get_args(hint)[0]
    if kind is tuple:
        return tuple(fitting(own) for own in get_args(hint))
    if len(get_args(hint)) > 1 and get_origin(hint).__name__ in ("Union", "UnionType"):
        return fitting(get_args(hint)[0])
    if kind.__name__ in ("Iterable", "Mapping"):
        return {} if kind.__name__ == "Mapping" else []
    return (lambda: None) if kind.__name__ == "Callable" else Mock(spec=kind)


def calls(store):
    """Go through every public call of the store and its desks that takes something."""
    places = [store, *(getattr(store, desk)(PROGRAMME, actor="Officer") for desk in DESKS)]
    members = [getattr(stores, name) for name in FUNCTIONS]
    for place in places:
        names = (name for name in dir(type(place)) if not name.startswith("_"))
        members += [getattr(place, n) for n in names if inspect.isfunction(getattr(type(place), n))]
    return members


def test_every_argument_of_another_type_is_refused_by_name(filled_file):
    store = open_store(filled_file)
    before = store.records(PROGRAMME)
    tried = set()
    for call in calls(store):
        hints = get_type_hints(call)
        wanted = inspect.signature(call).parameters
        given = {
            name: fitting(hints[name])
            for name in wanted
            if hints[name] is not Any and wanted[name].kind is not inspect.Parameter.VAR_KEYWORD
        }
        given |= {name: {} for name in wanted if hints[name] is Any and name != "facts"}
        for name in given:
            if hints[name] is Any:
                continue
            with pytest.raises(TypeError, match="must be") as refused:
                call(**{**given, name: object()})
            told = str(refused.value)
            assert told.startswith(f"{call.__name__}: {name} must be "), told
            assert told.endswith("(rule: type, value: object)"), told
            tried.add((call.__qualname__, name))
    assert len(tried) > 100
    assert issubclass(stores.Custodian, DeskOf)
    assert store.records(PROGRAMME) == before


@pytest.mark.parametrize(
    ("call", "told"),
    [
        (lambda s: desk(s).move_applications("ME-1", "accept"), "references must be a list"),
        (lambda s: desk(s).move_pairs(("ME-1", "MR-1"), "review"), r"pairs\[0\] must be a tuple"),
        (lambda s: desk(s).match(dry=None), "dry must be True or False"),
        (lambda s: custodian(s).purge(dry=None), "dry must be True or False"),
        (lambda s: custodian(s).purge(dt.datetime(2017, 5, 1)), "on must be a day or None"),
        (lambda s: custodian(s).keep_for("identity", 6.5, because="x"), "months must be a whole"),
        (lambda s: custodian(s).keep_for("identity", True, because="x"), "months must be a whole"),
        (lambda s: s.identities(PROGRAMME, actor="A").look_up("ME-1", "x"), "references must be"),
        (lambda s: s.reception(PROGRAMME, actor="A", request=5), "request must be a text"),
        (lambda s: s.reception(s.programme(PROGRAMME), actor="A"), "programme must be a text"),
        (lambda s: equality_funnel("gender", [], {"ME-1": 5}), "each value of reached must be"),
    ],
)
def test_what_looks_nearly_right_is_refused(filled_file, call, told):
    store = open_store(filled_file)
    before = store.records(PROGRAMME)
    with pytest.raises(TypeError, match=told):
        call(store)
    assert store.records(PROGRAMME) == before


def desk(store):
    return store.pairs(PROGRAMME, actor="Officer")


def custodian(store):
    return store.custodian(PROGRAMME, actor="Officer")


def test_words_that_there_are_not_are_refused_with_those_that_there_are(filled_file):
    store = open_store(filled_file)
    with pytest.raises(pw.Error, match="there is no stage 'eligible'; there are eligibility"):
        desk(store).decisions("eligible")
    with pytest.raises(pw.Error, match="the store has no programme 'small-2018'"):
        store.records("small-2018")
    with pytest.raises(pw.Error, match=r"there is no step 'aplied'.*Did you mean 'applied'"):
        equality_funnel("gender", [], {"ME-1": "aplied"})


def test_the_facts_of_the_log_are_checked_before_it_is_written(filled):
    pair = started(filled)[0]
    running = filled.running(PROGRAMME, actor="Officer")
    before = filled.records(PROGRAMME)[-1].seq
    for facts, error, told in (
        ({}, pw.Error, "a new agreement needs from_day and until"),
        ({"goal": ["x"]}, pw.Error, "there is no fact 'goal'.*Did you mean 'goals'"),
        ({"goals": "Lead"}, TypeError, "log_agreement: goals must be a list"),
        ({"from_day": "June"}, pw.InvalidInput, r"from_day: A day is written as.*value: June"),
        ({"minutes": "60"}, TypeError, "log_agreement: minutes must be a whole number"),
    ):
        with pytest.raises(error, match=told):
            running.log_agreement(*pair, **facts)
    assert filled.records(PROGRAMME)[-1].seq == before
    made = running.log_agreement(*pair, from_day=dt.date(2017, 6, 1), until="2017-11-30")
    assert made.facts == {"from_day": "2017-06-01", "until": "2017-11-30"}
    assert filled.audit(PROGRAMME).holds
    stands = desk(filled).standing()
    assert (stands.pair(*pair).state, stands.pair(*reversed(pair))) == ("active", None)


def test_every_late_form_that_cannot_be_let_in_is_named(filled):
    until = dt.datetime(2017, 5, 1, tzinfo=dt.UTC)
    graces = [
        pw.Grace(reference="ME-1", until=until, reason="Ill", decided_by="Officer"),
        pw.Grace(reference="ME1", until=until, reason="", decided_by="Officer"),
        pw.Grace(reference="ME-2", until=until, reason="Ill", decided_by=" "),
    ]
    panel = filled.applications(PROGRAMME, actor="Officer")
    with pytest.raises(pw.InvalidInput) as refused:
        panel.let_in(graces)
    assert [f.column for f in refused.value.findings] == ["reference", "reason", "decided_by"]
    assert "Did you mean 'ME-1'" in str(refused.value)
    assert panel.graces() == []


def test_an_audit_takes_heads_as_they_are_kept(filled):
    """Those of other programmes are kept in the same file, and say nothing of this one."""
    other = pw.Programme(programme_text().replace(PROGRAMME, "other-2017"))
    filled.add_programme(other, actor="Officer")
    desk(filled).decide()
    assert {head.programme for head in filled.heads} == {PROGRAMME, "other-2017"}
    for programme in (PROGRAMME, "other-2017"):
        report = filled.audit(programme, expect=filled.heads)
        assert (report.holds, report.heads) == (True, 1)
    (own,) = (head for head in filled.heads if head.programme == PROGRAMME)
    assert filled.audit(PROGRAMME, expect=own).heads == 1
    assert not filled.audit("other-2017", expect=own.digest).holds


def test_blocks_within_blocks_are_refused_at_once(filled):
    before = filled.records(PROGRAMME)

    def write():
        with filled.together():
            desk(filled).decide()
            with filled.together():
                pass

    with pytest.raises(pw.Error, match=r"in a block of together\(\) already"):
        write()
    assert filled.records(PROGRAMME) == before


def test_heads_and_keys_have_paths_as_texts_too(filled, tmp_path):
    desk(filled).decide()
    path = str(tmp_path / "scheme.heads")
    append_heads(path, filled.heads)
    assert read_heads(path) == (list(filled.heads), [])
    assert repr(filled.heads[0]).startswith(f"<Head: {PROGRAMME}, record ")
    pytest.importorskip("cryptography")
    assert make_key(str(tmp_path / "scheme.key")).name == "scheme.pub"


def test_what_stands_can_be_given_to_another_process(filled_file):
    stands = desk(open_store(filled_file)).standing()
    assert set(stands.people) == {*MENTEES, *MENTORS}
    assert pickle.loads(pickle.dumps(stands)) == stands


@pytest.mark.parametrize("busy", [-1, float("nan"), float("inf")])
def test_seconds_to_wait_are_a_number_of_seconds(tmp_path, busy):
    with pytest.raises(pw.Error, match="busy is a number of seconds, 0 or more"):
        stores.create_store(tmp_path / "scheme.db", busy=busy)
    assert list(tmp_path.iterdir()) == []
