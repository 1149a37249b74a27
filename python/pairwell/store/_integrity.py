"""Checks what a store is kept in: its tables and what belongs to them, and the file's own pages."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from sqlalchemy import Connection, StaticPool, create_engine, select, text

from pairwell.data.shown import plural
from pairwell.store import _schema
from pairwell.store._tables import PARTS, metadata

POSTGRES = Path(__file__).with_name("migrations") / "postgresql.txt"
"""What the migrations make of a PostgreSQL database, a line for each thing."""

_KINDS = {"r": "table", "p": "table", "v": "view", "m": "view", "f": "table", "S": "sequence"}
# A desk's role without what tells those of several stores apart.
_WHO = (
    "CASE WHEN grantee = 0 THEN 'PUBLIC'"
    " ELSE regexp_replace(grantee::regrole::text, '_[0-9a-f]{8}$', '') END"
)
_CATALOGUE = (
    "SELECT concat_ws(' ', relkind, relname, CASE WHEN relrowsecurity THEN 'secured' END,"
    " CASE WHEN relforcerowsecurity THEN 'always' END)"
    " FROM pg_class WHERE relnamespace = :part ::regnamespace AND relkind NOT IN ('i', 't', 'c')",
    "SELECT concat_ws(' ', 'column', relname, attname, format_type(atttypid, atttypmod),"
    " CASE WHEN attnotnull THEN 'filled' END, pg_get_expr(adbin, adrelid))"
    " FROM pg_attribute JOIN pg_class ON pg_class.oid = attrelid"
    " LEFT JOIN pg_attrdef ON adrelid = attrelid AND adnum = attnum"
    " WHERE relnamespace = :part ::regnamespace AND relkind IN ('r', 'p', 'f', 'v', 'm')"
    " AND attnum > 0 AND NOT attisdropped",
    "SELECT concat_ws(' ', 'constraint', conrelid::regclass, conname, pg_get_constraintdef(oid))"
    " FROM pg_constraint WHERE connamespace = :part ::regnamespace AND contype NOT IN ('n', 't')",
    "SELECT concat_ws(' ', 'index', pg_get_indexdef(indexrelid),"
    " CASE WHEN NOT indisvalid THEN 'invalid' END)"
    " FROM pg_index JOIN pg_class ON pg_class.oid = indexrelid"
    " WHERE relnamespace = :part ::regnamespace",
    "SELECT concat_ws(' ', 'trigger', tgrelid::regclass, tgname, tgtype, tgenabled,"
    " tgfoid::regprocedure) FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid"
    " WHERE relnamespace = :part ::regnamespace AND NOT tgisinternal",
    "SELECT concat_ws(' ', 'function', oid::regprocedure, prosecdef, md5(prosrc),"
    " array_to_string(proconfig, ' ')) FROM pg_proc WHERE pronamespace = :part ::regnamespace",
    "SELECT concat_ws(' ', 'policy', polrelid::regclass, polname, polcmd, polpermissive,"
    " pg_get_expr(polqual, polrelid), pg_get_expr(polwithcheck, polrelid))"
    " FROM pg_policy JOIN pg_class ON pg_class.oid = polrelid"
    " WHERE relnamespace = :part ::regnamespace",
    "SELECT concat_ws(' ', 'rule', ev_class::regclass, rulename) FROM pg_rewrite"
    " JOIN pg_class ON pg_class.oid = ev_class"
    " WHERE relnamespace = :part ::regnamespace AND relkind NOT IN ('v', 'm')",
    "SELECT concat_ws(' ', 'grant', relname, who, privilege_type)"
    f" FROM pg_class, LATERAL (SELECT privilege_type, {_WHO} AS who, grantee"
    " FROM aclexplode(relacl)) AS acl"
    " WHERE relnamespace = :part ::regnamespace AND grantee <> relowner",
    "SELECT concat_ws(' ', 'grant', pg_proc.oid::regprocedure, who, privilege_type)"
    f" FROM pg_proc, LATERAL (SELECT privilege_type, {_WHO} AS who, grantee"
    " FROM aclexplode(coalesce(proacl, acldefault('f', proowner)))) AS acl"
    " WHERE pronamespace = :part ::regnamespace AND grantee <> proowner",
    f"SELECT concat_ws(' ', 'grant', nspname, {_WHO}, privilege_type)"
    " FROM pg_namespace, LATERAL aclexplode(nspacl) AS acl"
    " WHERE nspname = :part AND grantee <> nspowner",
)


def faults_of_store(connection: Connection) -> list[str]:
    """What a store has that its migrations do not make, what it lacks, and pages that are damaged.

    Rows of a programme that has no records are found here as well, since no chain has them.
    """
    is_file = connection.dialect.name == "sqlite"
    faults = []
    if is_file:
        checked = connection.exec_driver_sql("PRAGMA integrity_check(5)").scalars().all()
        faults += [f"the file is damaged: {told}" for told in checked if told != "ok"]
    found = _of_file(connection) if is_file else postgres_catalogue(connection)
    wanted = _made(str(_schema.MIGRATIONS)) if is_file else POSTGRES.read_text("utf-8").splitlines()
    faults += [f"the store lacks what its version has: {line}" for line in _less(wanted, found)]
    faults += [f"the store has what its version does not: {line}" for line in _less(found, wanted)]
    return faults + _strangers(connection, _schema.tables_of(connection))


def postgres_catalogue(connection: Connection) -> list[str]:
    """Every table, column, constraint, index, trigger, function, policy and grant, in order."""
    lines = []
    for part in (*PARTS, "access"):
        is_there = connection.scalar(
            text("SELECT 1 FROM pg_namespace WHERE nspname = :part"), {"part": part}
        )
        if not is_there:
            continue
        for query in _CATALOGUE:
            for line in connection.execute(text(query), {"part": part}).scalars():
                kind, _, rest = " ".join(str(line).split()).partition(" ")
                lines.append(f"{part}: {_KINDS.get(kind, kind)} {rest}")
    return sorted(lines)


def _of_file(connection: Connection) -> list[str]:
    rows = connection.exec_driver_sql("SELECT type, name, tbl_name, sql FROM sqlite_master")
    return sorted(
        " ".join(f"{kind} {name} of {table}: {sql or ''}".split())
        for kind, name, table, sql in rows
    )


@cache
def _made(migrations: str) -> list[str]:
    """What the migrations make of an empty file."""
    engine = create_engine(
        "sqlite+pysqlite://",
        poolclass=StaticPool,
        execution_options={"schema_translate_map": dict.fromkeys(PARTS)},
    )
    with engine.begin() as connection:
        _schema.migrate(connection, None)
        found = _of_file(connection)
    engine.dispose()
    return found


def _less(lines: list[str], others: list[str]) -> list[str]:
    return sorted(set(lines) - set(others))


def _strangers(connection: Connection, there: set[str]) -> list[str]:
    """Rows of programmes that have no records."""
    rows: dict[object, int] = {}
    known: set[object] = set()
    for table in metadata.sorted_tables:
        if table.name not in there:
            continue
        of = [programme for (programme,) in connection.execute(select(table.c.programme))]
        if table.name == "audit":
            known = set(of)
        for programme in of:
            rows[programme] = rows.get(programme, 0) + 1
    return [
        f"{plural(count, 'row')} of {programme!r}, of which there are no records"
        for programme, count in rows.items()
        if programme not in known
    ]
