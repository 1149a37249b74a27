"""A store on a PostgreSQL server: what a login can do there, and what a lost connection means."""

import itertools
import json
import random
import string
from contextlib import closing

import psycopg
import pytest
from small_rounds import programme_text
from store_cases import PROGRAMME, filled_store, lived, named, raw, started, ticking

import pairwell as pw
from pairwell.store import AlreadyWrittenError, UncertainError, open_store
from pairwell.store._ledger import instant_text, now, row_digest

OTHER = "small-2018"
NUMBERS = itertools.count(1)


def custodian(store, programme=PROGRAMME):
    return store.custodian(programme, actor="Officer")


@pytest.fixture(scope="module")
def template(postgres):
    """The name of a database that has a store with two programmes."""
    url = postgres.database()
    with filled_store(url) as store:
        store.add_programme(
            pw.Programme(programme_text().replace(PROGRAMME, OTHER)), actor="Officer"
        )
        store.reception(OTHER, actor="Officer").receive("mentee", named(["XX-1"]))
    return url.rsplit("/", 1)[1]


@pytest.fixture
def two(postgres, template):
    """The URL of a store with two programmes."""
    return postgres.database(template)


@pytest.fixture
def login(two):
    """Make a login that may sit at some desks, and give its URL."""
    made = []

    def make(*desks, programme=PROGRAMME):
        name = f"login_{next(NUMBERS)}"
        raw(two, f"CREATE ROLE {name} LOGIN")
        made.append(name)
        with open_store(two) as store:
            for desk in desks:
                custodian(store, programme).allow(name, desk)
        return two.replace("owner@", f"{name}@")

    yield make
    for name in made:
        raw(two, f"DROP OWNED BY {name}", f"DROP ROLE {name}")


def refused(url, *statements, error=psycopg.errors.InsufficientPrivilege):
    for statement in statements:
        with psycopg.connect(url) as connection, pytest.raises(error):
            connection.execute(statement)


def appended(url, desk, action, *rows, programme=PROGRAMME, **changes):
    """Append a record by hand."""
    record = {
        "seq": 1, "at": instant_text(now()), "actor": "Eve", "desk": "custodian",
        "action": action, "subject": "x", "rules": "", "inputs": "", "outcome": "x", "request": "",
        "login": "owner", "previous": "", "digest": "0" * 64, "rows": rows, **changes,
    }  # fmt: skip
    with psycopg.connect(url) as connection:
        given = (programme, desk, json.dumps([record]))
        connection.execute("SELECT access.append(%s, %s, %s::jsonb)", given)


def test_a_login_has_its_desks_of_one_programme_and_no_other(two, login):
    with open_store(login("applications")) as store:
        assert store.programmes() == [PROGRAMME]
        desk = store.applications(PROGRAMME, actor="Panellist")
        assert len(desk.forms("mentee").forms) == 3
        desk.decide()
        assert {record.login for record in store.records(PROGRAMME)[-5:]} == {desk_login(store)}
        with pytest.raises(pw.Error, match="no programme 'small-2018'"):
            store.applications(OTHER, actor="Panellist").forms("mentee")
        with pytest.raises(pw.Error, match=r"no access .* pairwell allow LOGIN DESK"):
            store.identities(PROGRAMME, actor="Panellist").look_up(["ME-1"], "curiosity")
        with pytest.raises(pw.Error, match="no access"):
            store.applications(OTHER, actor="Panellist").let_in([])


def test_a_login_that_decides_gets_reasons_and_no_other_login_does(two, login):
    """Under references; for names it needs the desk that knows them, and no desk will do alone."""
    from cli_cases import run

    with open_store(two) as store:
        ((mentee, mentor), (other, _)) = started(store)
    ask = ["why-not", other, mentor, "--id", PROGRAMME, "--actor", "Panellist", "--store"]
    decides = login("applications")
    said = run(*ask, decides).stdout
    assert "For whoever decides: A best matching that has mentee" in said
    assert f"mentee {mentee}" in said
    assert "Name of" not in said
    refused = run(*ask, decides, "--names", code=2)
    assert "no access" in refused.stderr
    assert refused.stdout == ""
    both = run(*ask, login("applications", "identities"), "--names").stdout
    assert f"mentee {mentee} (Name of {mentee})" in both
    for desk in ("identities", "monitoring", "supervision", "reception"):
        told = run(*ask, login(desk), code=2)
        assert "no access" in told.stderr, desk
        assert told.stdout == ""


def desk_login(store):
    return store._database.url.username


def test_row_level_security_holds_at_every_desk_whatever_the_statement(two, login):
    tables = [
        "record.audit", "record.rules", "record.about", "application.form", "identity.person",
        "monitoring.answers",
    ]  # fmt: skip
    desks = ["reception", "applications", "monitoring", "supervision", "custodian"]
    url = login(*desks)
    for table in tables:
        programmes = raw(url, f"SELECT DISTINCT programme FROM {table}")
        assert programmes == [(PROGRAMME,)], table
    with open_store(two) as store:
        custodian(store, OTHER).allow(url.split("//")[1].split("@")[0], "reception")
    assert len(raw(url, "SELECT DISTINCT programme FROM application.form")) == 2
    assert raw(url, "SELECT DISTINCT programme FROM monitoring.answers") == [(PROGRAMME,)]


def test_columns_of_one_desk_and_rows_of_another_are_not_added_up(two, login):
    url = login("applications")
    name = url.split("//")[1].split("@")[0]
    with open_store(two) as store:
        custodian(store, OTHER).allow(name, "supervision")
    seen = raw(url, "SELECT programme, cells FROM application.form")
    assert {programme for programme, _ in seen} == {PROGRAMME}
    (desk,) = raw(url, "SELECT 'pairwell_supervision_' || id FROM access.store")[0]
    glance = "SELECT programme, reference FROM application.form"
    assert raw(url, f"SET ROLE {desk}", glance) == [(OTHER, "XX-1")]
    refused(url, f"SET ROLE {desk}; SELECT cells FROM application.form")


def test_a_right_is_taken_back_and_both_are_on_record(two, login):
    url = login("applications", "monitoring")
    name = url.split("//")[1].split("@")[0]
    with open_store(two) as store:
        desk = custodian(store)
        assert desk.allowed() == [(name, "applications"), (name, "monitoring")]
        desk.disallow(name, "applications")
        desk.disallow(name, "applications")
        assert desk.allowed() == [(name, "monitoring")]
        assert [(r.action, r.outcome) for r in store.records(PROGRAMME)[-2:]] == [
            ("allow", f"{name} at the desk monitoring"),
            ("disallow", f"{name} at the desk applications"),
        ]
        with pytest.raises(pw.Error, match="no such login"):
            desk.allow("nobody at all", "monitoring")
        with pytest.raises(pw.Error, match=r"no desk 'aplications'.* mean 'applications'"):
            desk.allow(name, "aplications")
    with open_store(url) as store:
        assert len(store.monitoring(PROGRAMME, actor="A").answers()) == 3
        with pytest.raises(pw.Error, match="no access"):
            store.applications(PROGRAMME, actor="A").forms("mentee")
    with open_store(login("custodian")) as store, pytest.raises(pw.Error, match="no access"):
        custodian(store).allow(name, "applications")


def test_a_file_has_no_logins(tmp_path):
    with filled_store(str(tmp_path / "a.db")) as store:
        for call in (
            lambda: custodian(store).allow("panellist", "applications"),
            lambda: custodian(store).allowed(),
        ):
            with pytest.raises(pw.Error, match="a file has no logins"):
                call()


def test_a_desk_of_one_store_is_none_in_another(postgres, two, login):
    other = postgres.database()
    with filled_store(other):
        url = login("applications", "custodian")
        there = url.replace(two.rsplit("/", 1)[1], other.rsplit("/", 1)[1])
        refused(there, "SELECT * FROM record.audit", "SELECT * FROM application.form")


def test_nothing_is_written_but_by_the_functions(two, login):
    desks = ["reception", "applications", "monitoring", "supervision", "custodian"]
    url = login(*desks)
    row = "'small-2017', 1, 9, '', 'ME-1'"
    with open_store(two) as store:
        before = store.records(PROGRAMME)
        refused(
            url,
            "INSERT INTO record.audit SELECT * FROM record.audit",
            f"INSERT INTO identity.person VALUES ({row}, '', '')",
            f"INSERT INTO record.about VALUES ({row}, '', '')",
            "INSERT INTO record.erasure SELECT * FROM record.erasure",
            "UPDATE record.audit SET actor = ''",
            "DELETE FROM identity.person",
            "DELETE FROM record.about",
            "TRUNCATE application.form",
            "SELECT * FROM record.audit FOR UPDATE",
            "SELECT access.rewrite('identity', 'person')",
            "SELECT access.erase(a, '{}') FROM record.audit a",
            "INSERT INTO access.allowed VALUES (0, 'custodian', 'small-2018')",
            "SELECT * FROM access.turn FOR UPDATE",
            f"SELECT access.allow(session_user::text, 'identities', '{PROGRAMME}', true)",
        )
        assert store.records(PROGRAMME) == before


def test_the_server_numbers_names_and_signs_each_record(two, login):
    """Whatever the program says of number, login and digest, and however hostile its texts."""
    url = login("applications")
    hostile = "".join(map(chr, range(1, 32))) + "\"\\/ \x7f\x85 é e\u0301 \u2028 \U0001f600 ' %s"
    grace = {"reference": hostile, "until": "", "reason": hostile, "decided_by": "E", "salt": "s"}
    appended(url, "applications", hostile, ("grace", grace), ("grace", grace), subject=hostile)
    with open_store(two) as store:
        last = store.records(PROGRAMME)[-1]
        assert (last.seq, last.actor, last.subject) == (9, "Eve", hostile)
        assert last.login == url.split("//")[1].split("@")[0]
        said = store.audit(PROGRAMME).failures
        # The digest is right; that it is no action of the store's is for the audit to say.
        assert said
        assert not any("digest" in each or "was changed" in each for each in said)


def test_a_desk_writes_its_own_kinds_of_rows_at_its_own_programme(two, login):
    url = login("applications", "custodian")
    about = {"salt": "s", "reference": "ME-1", "partner": "", "item": ""}
    person = {"salt": "s", "reference": "ME-1", "name": "Eve", "email": ""}
    decision = {"salt": "s", "reference": "ME-1"}
    denied = psycopg.errors.InsufficientPrivilege
    grace = {"salt": "s", "reference": "ME-1", "until": "", "reason": "", "decided_by": ""}
    for desk, action, rows, programme in (
        ("applications", "let in", [("grace", {**grace, "more": "x"})], PROGRAMME),
        ("applications", "let in", [("grace", {**grace, "reason": 5})], PROGRAMME),
        ("applications", "x", [("person", person)], PROGRAMME),
        ("custodian", "decide", [("decision", decision)], PROGRAMME),
        ("reception", "receive form", [("person", person)], PROGRAMME),
        ("applications", "decide", [], OTHER),
        ("applications", "decide", [], "made-up"),
        ("owner", "decide", [], PROGRAMME),
        ("", "decide", [], PROGRAMME),
        ("applications", "decide", [("alembic_version", {})], PROGRAMME),
    ):
        with pytest.raises(denied):
            appended(url, desk, action, *rows, programme=programme)
    with pytest.raises(denied):
        appended(url, "applications", "x", ("about", about), actor=" ")
    with pytest.raises(denied):
        appended(url, "applications", "x", ("about", about), at="yesterday")


def test_an_erasure_stands_for_a_row_that_goes_with_it(two, login):
    url = login("custodian")
    found = raw(two, "SELECT seq, n FROM identity.person WHERE reference = 'ME-1'")
    seq, n = found[0]
    gone = {
        "salt": "s", "part": "identity", "kind": "person", "row_digest": "0" * 64, "erased": seq,
        "place": n,
    }  # fmt: skip
    denied = psycopg.errors.InsufficientPrivilege
    for action, changes in (
        ("erase: asked", {}),  # another digest than the row's
        ("erase: asked", {"place": 77}),
        ("note", {}),
        ("erase: asked", {"part": "record", "kind": "rules"}),
        ("erase: asked", {"part": "pg_catalog", "kind": "pg_authid"}),
    ):
        with pytest.raises(denied):
            appended(url, "custodian", action, ("erasure", {**gone, **changes}))
    assert raw(two, "SELECT seq, n FROM identity.person WHERE reference = 'ME-1'") == found
    with open_store(url) as store:
        custodian(store).erase("ME-1", because="Asked for.")
    assert raw(two, "SELECT seq, n FROM identity.person WHERE reference = 'ME-1'") == []
    with open_store(two) as store:
        assert store.audit(PROGRAMME).holds


def test_an_erasure_takes_no_rows_of_two_people(two, login):
    url = login("custodian")
    rows = [
        ("erasure", {
            "salt": "s", "part": "identity", "kind": "person", "erased": row["seq"],
            "row_digest": row_digest("person", row), "place": row["n"],
        })
        for (row,) in raw(
            two, f"SELECT to_jsonb(p) FROM identity.person p WHERE programme = '{PROGRAMME}'"
        )
    ]  # fmt: skip
    denied = psycopg.errors.InsufficientPrivilege
    with pytest.raises(denied, match="of one person"):
        appended(url, "custodian", "erase: Asked for.", *rows[:2])
    appended(url, "custodian", "erase: Asked for.", rows[0])


@pytest.mark.parametrize("at", ["9999-01-01T00:00:00.000000Z", "2016-01-01T00:00:00.000000Z"])
def test_a_login_makes_no_record_of_a_time_that_shuts_others_out(two, login, at):
    url = login("applications")
    with pytest.raises(psycopg.errors.DatetimeFieldOverflow, match="of now"):
        appended(url, "applications", "decide", at=at)
    ahead = ticking("9999-01-01T09:00:00+00:00")
    with (
        open_store(url, clock=ahead) as store,
        pytest.raises(pw.Error, match=r"ahead of the server's; set it right"),
    ):
        store.applications(PROGRAMME, actor="Panel").decide()


def test_a_server_keeps_no_samples_of_what_is_in_the_tables(postgres):
    url = postgres.database()
    with filled_store(url) as store:
        lived(store)
    sampled = (
        "SELECT DISTINCT attname::text FROM pg_stats WHERE schemaname IN ('record', 'identity',"
        " 'application', 'monitoring', 'supervision')"
        " AND coalesce(most_common_vals, histogram_bounds) IS NOT NULL"
    )
    assert set(raw(url, "ANALYZE", sampled)) == {("seq",), ("n",)}


def test_a_name_is_given_when_the_look_is_on_record_for_good(two, login):
    url = login("identities")
    refused(url, "SELECT * FROM identity.person")
    look = ("identities", "look up: letters", ("about", {
        "salt": "s", "reference": "ME-1", "partner": "", "item": "",
    }))  # fmt: skip
    names = f"SELECT name FROM access.names('{PROGRAMME}', ARRAY[9])"
    assert raw(url, names) == []
    with psycopg.connect(url) as connection:  # a look that could still be taken back
        connection.execute(f"SELECT access.begin('{PROGRAMME}', 'identities', false)")
        with pytest.raises(psycopg.errors.InsufficientPrivilege, match="before it is answered"):
            connection.execute(names)
    appended(url, *look, outcome="shown")
    assert raw(url, names) == [("Name of ME-1",)]
    assert raw(login("identities"), names) == []  # it was shown to the other login
    with open_store(url) as store:
        people = store.identities(PROGRAMME, actor="Eve").look_up(["ME-2", "ME-77"], "letters")
        assert {reference: who.name for reference, who in people.items()} == {
            "ME-2": "Name of ME-2"
        }


def test_a_login_without_rights_keeps_nobody_out(two, login):
    stranger = login()
    refused(
        stranger,
        "SELECT * FROM record.audit",
        f"SELECT access.begin('{PROGRAMME}', 'applications', false)",
        "LOCK TABLE access.gate IN ACCESS SHARE MODE",
        "LOCK TABLE record.audit IN ACCESS SHARE MODE",
    )
    with psycopg.connect(stranger) as holding, open_store(two, busy=0.5) as store:
        holding.execute("SELECT pg_advisory_lock(1347898451, hashtext(%s))", (PROGRAMME,))
        store.applications(PROGRAMME, actor="Panel").decide()
        custodian(store).erase("ME-1", because="Asked for.")
    with pytest.raises(pw.Error, match="no access"):
        open_store(stranger)


def test_programmes_do_not_wait_for_each_other(two):
    with open_store(two, busy=0.2) as store, psycopg.connect(two) as other:
        other.execute(f"SELECT access.begin('{OTHER}', 'applications', false)")
        store.applications(PROGRAMME, actor="Panel").decide()
        with pytest.raises(pw.Error, match="kept the store locked"):
            store.applications(OTHER, actor="Panel").decide()


def test_an_owner_need_not_be_a_superuser(postgres):
    """Whoever may create roles makes a store in a database of theirs."""
    name = f"officer_{next(NUMBERS)}"
    url = postgres.database()
    raw(
        url,
        f"CREATE ROLE {name} LOGIN CREATEROLE",
        f"ALTER DATABASE {url.rsplit('/', 1)[1]} OWNER TO {name}",
    )
    with filled_store(url.replace("owner@", f"{name}@")) as store:
        store.applications(PROGRAMME, actor="Panel").decide()
        raw(url, f"CREATE ROLE panel_{name} LOGIN")
        custodian(store).allow(f"panel_{name}", "applications")
        custodian(store).erase("ME-1", because="Asked for.")
        assert store.audit(PROGRAMME).holds
        with open_store(url.replace("owner@", f"panel_{name}@")) as theirs:
            assert len(theirs.applications(PROGRAMME, actor="P").forms("mentee").forms) == 2
        custodian(store).disallow(f"panel_{name}", "applications")


def test_readers_see_one_moment_while_somebody_is_erased(two):
    """A reader who began before an erasure is waited for, and never sees a table as empty."""
    from pairwell.store._tables import Desk

    with open_store(two, busy=0.2) as store, open_store(two) as reader:
        with (
            reader._database.reading(Desk.CUSTODIAN),
            pytest.raises(pw.Error, match="kept the store locked"),
        ):
            custodian(store).erase("ME-1", because="Asked for.")
        assert store.audit(PROGRAMME).holds
        custodian(store).erase("ME-1", because="Asked for.")


def left_in(postgres, url, texts):
    """Which texts are in any file of the database, or of what the server's databases share."""
    raw(url, "CHECKPOINT")
    ((own,),) = raw(url, "SELECT oid FROM pg_database WHERE datname = current_database()")
    held = b"".join(
        path.read_bytes()
        for folder in (f"base/{own}", "base/pgsql_tmp", "global", "pg_stat", "pg_stat_tmp")
        for path in (postgres.folder / "data" / folder).rglob("*")
        if path.is_file()
    )
    return [text for text in texts if text.encode() in held]


def test_what_was_erased_is_in_no_file_of_the_tables(postgres, two, login):
    long = "".join(random.Random(5).choices(string.ascii_letters, k=9000))
    with open_store(two) as store:
        reception = store.reception(PROGRAMME, actor="Officer")
        came = named(["ME-1"])
        came["email"] = ["ada@example.org"]
        came["statement"] = [long]
        reception.receive("mentee", came)
        applied = store.applications(PROGRAMME, actor="Panel")
        applied.decide()
        salts = [
            salt
            for kind in ("identity.person", "application.form", "monitoring.answers")
            for (salt,) in raw(two, f"SELECT salt FROM {kind} WHERE reference = 'ME-1'")
        ]
        gone = ["Name of ME-1", "me-1@example.org", "ada@example.org", long[100:130], *salts]
        raw(two, "ANALYZE")
        assert left_in(postgres, two, gone) == gone
        with open_store(login("custodian")) as theirs:
            custodian(theirs).erase("ME-1", because="Asked for.")
        assert left_in(postgres, two, [*gone, "Name of ME-2"]) == ["Name of ME-2"]
        assert store.audit(PROGRAMME).holds


class TestALostConnection:
    @pytest.fixture
    def proxy(self, postgres):
        from postgres import Proxy

        with closing(Proxy(postgres.port)) as made:
            yield made

    @pytest.fixture
    def through(self, postgres, proxy):
        url = postgres.database()
        filled_store(url).close()
        with open_store(url.replace(f":{postgres.port}/", f":{proxy.port}/")) as store:
            store.audit(PROGRAMME)
            yield store

    def test_after_the_commit_is_looked_into_and_the_change_is_there(self, through, proxy):
        before = through.audit(PROGRAMME).records
        proxy.lose = "answer"
        made = through.applications(PROGRAMME, actor="Panel").decide()
        assert len(made) == 5
        assert through.audit(PROGRAMME).records == before + 5

    def test_before_the_commit_is_looked_into_and_nothing_was_changed(self, through, proxy):
        before = through.audit(PROGRAMME)
        proxy.lose = "commit"
        with pytest.raises(pw.Error, match=r"before the change was written.*Nothing was changed"):
            through.applications(PROGRAMME, actor="Panel").decide()
        assert through.audit(PROGRAMME) == before

    def test_for_good_says_that_it_may_have_been_written(self, through, proxy, monkeypatch):
        from pairwell.store import _database

        monkeypatch.setattr(_database, "_PAUSES", (0.0,))
        desk = through.custodian(PROGRAMME, actor="Officer", request="policy of 3 May")
        proxy.lose, proxy.is_open = "answer", False
        with pytest.raises(UncertainError, match=r"written: it was if record 8 has the digest"):
            desk.keep_for("monitoring", 6, because="Policy.")
        proxy.is_open = True
        with pytest.raises(AlreadyWrittenError, match="'policy of 3 May' is on record already"):
            desk.keep_for("monitoring", 6, because="Policy.")
        actions = [record.action for record in through.records(PROGRAMME)]
        assert actions.count("set retention") == 1

    def test_of_a_change_under_way_has_changed_nothing(self, through, postgres):
        before = through.audit(PROGRAMME)
        name = through._database.url.database

        def clock():
            raw(
                postgres.url("postgres"),
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                f" WHERE datname = '{name}' AND state = 'idle in transaction'",
            )
            return ticking()()

        with (
            open_store(
                through._database.url.set(drivername="postgresql").render_as_string(), clock=clock
            ) as store,
            pytest.raises(pw.Error, match="Nothing was changed"),
        ):
            store.applications(PROGRAMME, actor="Panel").decide()
        assert through.audit(PROGRAMME) == before


class TestRequests:
    def test_are_written_once(self, filled):
        first = filled.custodian(PROGRAMME, actor="Officer", request="K")
        first.keep_for("monitoring", 6, because="Policy.")
        before = filled.audit(PROGRAMME)
        for desk in (first, filled.custodian(PROGRAMME, actor="Officer", request="K")):
            with pytest.raises(AlreadyWrittenError, match=r"'K' .*as record 8 of small") as said:
                desk.keep_for("monitoring", 6, because="Policy.")
            assert said.value.seq == 8
        assert filled.audit(PROGRAMME) == before
        assert before.holds
        assert filled.records(PROGRAMME)[-1].request == "K"

    def test_of_another_programme_or_key_are_others(self, filled):
        other = programme_text().replace(PROGRAMME, OTHER)
        filled.add_programme(pw.Programme(other), actor="Officer")
        for programme, key in ((PROGRAMME, "K"), (OTHER, "K"), (PROGRAMME, "L"), (PROGRAMME, "")):
            desk = filled.custodian(programme, actor="Officer", request=key)
            desk.keep_for("monitoring", 6, because="Policy.")
        assert filled.audit(PROGRAMME).records == 10

    def test_stand_once_where_a_change_has_many_records(self, filled, filled_url):
        filled.applications(PROGRAMME, actor="Panel", request="K").decide()
        keys = raw(filled_url, "SELECT request FROM record.audit WHERE seq > 7 ORDER BY seq")
        assert keys == [("K",), ("",), ("",), ("",), ("",)]


def test_a_store_of_before_gives_former_roles_nothing(postgres):
    """Version 3 granted each desk to one role for all databases of a server."""
    from pairwell.store import _schema, upgrade_store
    from pairwell.store._database import Database

    url = postgres.database()
    database = Database(url)
    _schema.create(database, "3")
    database.close()
    raw(
        url,
        "DROP ROLE IF EXISTS pairwell_applications",
        "CREATE ROLE pairwell_applications LOGIN",
        "GRANT USAGE ON SCHEMA record TO pairwell_applications",
        "GRANT SELECT, INSERT ON record.audit TO pairwell_applications",
    )
    upgrade_store(url)
    refused(url.replace("owner@", "pairwell_applications@"), "SELECT * FROM record.audit")
    with open_store(url, clock=ticking()) as store:
        store.add_programme(pw.Programme(programme_text()), actor="Officer")
        assert store.audit(PROGRAMME).holds
    raw(url, "DROP ROLE pairwell_applications")
