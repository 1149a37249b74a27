"""Several desks in one transaction: all of it is kept, or nothing."""

import threading

import pytest
import sqlalchemy as sa
from small_rounds import panel, programme_text
from store_cases import MENTEES, PROGRAMME, named

import pairwell as pw
from pairwell.store import open_store
from pairwell.store._database import TOGETHER
from pairwell.store._tables import RIGHTS, metadata


def take_in(store, *, marks):
    reception = store.reception(PROGRAMME, actor="Officer")
    reception.receive("mentee", named(["ME-7"]))
    reception.receive_monitoring({"reference": ["ME-7"], "gender": ["woman"]})
    store.applications(PROGRAMME, actor="Panel").mark(panel(marks))


def half(desk):
    with desk._changing() as change:
        row = ("answers", {"reference": "ME-1", "cells": "{}"})
        change.add("receive monitoring", "monitoring", "1 row", row)
        raise RuntimeError


def actions(store):
    return [record.action for record in store.records(PROGRAMME)]


def test_all_is_kept(filled, filled_url):
    before = len(actions(filled))
    with filled.together():
        take_in(filled, marks=["ME-7"])  # marks for a form that came in the same transaction
        assert len(actions(filled)) == before + 3
        with open_store(filled_url) as other:  # and nobody else sees half of it
            assert len(actions(other)) == before
    assert actions(filled)[before:] == ["receive form", "receive monitoring", "mark"]
    assert filled.audit(PROGRAMME).holds


def test_nothing_is_kept_where_the_last_table_is_wrong(filled):
    before = filled.audit(PROGRAMME)
    with pytest.raises(pw.InvalidInput, match="no form with this reference"), filled.together():
        take_in(filled, marks=["ME-7", "ME-99"])
    assert filled.audit(PROGRAMME) == before
    take_in(filled, marks=["ME-7"])


def test_what_goes_wrong_and_is_caught_takes_back_its_own_alone(filled):
    before = len(actions(filled))
    with filled.together():
        reception = filled.reception(PROGRAMME, actor="Officer")
        reception.receive("mentee", named(["ME-7"]))
        with pytest.raises(RuntimeError):
            half(reception)
        reception.receive("mentee", named(["ME-8"]))
    assert actions(filled)[before:] == ["receive form", "receive form"]
    assert filled.audit(PROGRAMME).holds


def test_a_programme_and_its_forms_come_in_together(filled):
    other = pw.Programme(programme_text().replace(PROGRAMME, "small-2018"))

    def begin():
        with filled.together():
            filled.add_programme(other, actor="Officer")
            assert filled.programmes() == [PROGRAMME, "small-2018"]
            reception = filled.reception("small-2018", actor="Officer")
            reception.receive("mentee", named(MENTEES, state=["sumbitted"] * 3))

    with pytest.raises(pw.InvalidInput):
        begin()
    assert filled.programmes() == [PROGRAMME]


@pytest.mark.parametrize("desk", TOGETHER)
def test_each_desk_sees_its_own_tables_only(filled, desk):
    """Also after another desk has sat on the same connection."""
    other = next(each for each in TOGETHER if each is not desk)
    for table in metadata.tables.values():
        if table.name not in RIGHTS[desk].read:
            with pytest.raises(pw.Error, match="no access to that part"):
                look(filled, (other, metadata.tables["record.audit"]), (desk, table))
    readable = [table for table in metadata.tables.values() if table.name in RIGHTS[desk].read]
    look(filled, *((desk, table) for table in readable))


def look(store, *looks):
    with store.together():
        for desk, table in looks:
            with store._database.writing(desk, PROGRAMME) as connection:
                connection.execute(sa.select(table)).all()


def test_what_is_on_record_before_it_is_done_is_refused(filled, tmp_path):
    before = filled.audit(PROGRAMME)
    custodian = filled.custodian(PROGRAMME, actor="Custodian")
    for call in (
        lambda: custodian.export(tmp_path / "a.zip"),
        lambda: custodian.erase("ME-1", because="Asked for."),
        lambda: filled.identities(PROGRAMME, actor="O").look_up(["ME-1"], "letters"),
    ):
        with pytest.raises(pw.Error, match="does not write together"), filled.together():
            call()
    assert filled.audit(PROGRAMME) == before
    assert list(tmp_path.iterdir()) == []


def test_another_thread_is_not_part_of_it(filled, filled_url):
    """It waits, as another process does."""
    with open_store(filled_url, busy=0.05) as store:
        found = []

        def decide():
            try:
                store.applications(PROGRAMME, actor="Panel").decide()
            except pw.Error as error:
                found.append(str(error))

        with store.together():
            store.reception(PROGRAMME, actor="Officer").receive("mentee", named(["ME-7"]))
            thread = threading.Thread(target=decide)
            thread.start()
            thread.join()
    assert len(found) == 1
    assert "has kept the" in found[0]
