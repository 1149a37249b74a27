"""A store in a PostgreSQL database: a schema for each part, a role for each desk, and functions.

A login reads the tables of its desks, and of them the rows of the programmes that it was allowed.
It writes by `access.append` alone, which says whose login it was, numbers the record, and computes
the digests itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from importlib.resources import files

from sqlalchemy import URL, Connection, Engine, RowMapping, create_engine, text

from pairwell._extras import needed
from pairwell.store._tables import CONTENT, PARTS, RIGHTS, Desk, metadata

_LOCK_MILLISECONDS = 30_000


def engine(url: URL, busy: float = _LOCK_MILLISECONDS / 1000) -> Engine:
    """Open the database; a transaction takes the role of its desk (see `sit`)."""
    needed("psycopg", "postgresql")
    return create_engine(
        url,
        pool_pre_ping=True,
        hide_parameters=True,
        connect_args={
            "connect_timeout": 10,
            "options": f"-c lock_timeout={int(busy * 1000)} -c search_path=pg_catalog",
        },
    )


def store_id(connection: Connection) -> str:
    """What tells the roles of this store from those of others on the same server."""
    return str(connection.exec_driver_sql("SELECT id FROM access.store").scalar_one())


def role(desk: Desk, store: str) -> str:
    """The role of a desk in one store."""
    return f"pairwell_{desk.value}_{store}"


def read_at(connection: Connection, desk_role: str | None) -> None:
    """Begin to read, as of one moment, in the role of a desk where one is given."""
    connection.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
    sit(connection, desk_role)


def sit(connection: Connection, desk_role: str | None) -> None:
    """Take the role of a desk until the end of the transaction, or none, to read there."""
    connection.exec_driver_sql(f"SET LOCAL ROLE {desk_role or 'NONE'}")
    # Before the moment is fixed: tables that an erasure writes anew look empty to earlier moments.
    connection.exec_driver_sql("LOCK TABLE access.gate IN ACCESS SHARE MODE")


def write_at(
    connection: Connection, desk: Desk | None, desk_role: str | None, programme: str, erasing: bool
) -> None:
    """Begin to write: wait until nobody else changes the programme, and keep others from it."""
    if desk_role is not None:
        connection.exec_driver_sql(f"SET LOCAL ROLE {desk_role}")
    connection.execute(
        text("SELECT access.begin(:programme, :desk, :erasing)"),
        {"programme": programme, "desk": desk.value if desk else "", "erasing": erasing},
    )


def append(connection: Connection, programme: str, desk: str, records: str) -> list[str]:
    """Append records with their rows, as JSON, and give the digests that the server computed."""
    given = {"programme": programme, "desk": desk, "records": records}
    return list(
        connection.execute(
            text("SELECT access.append(:programme, :desk, cast(:records AS jsonb))"), given
        ).scalar_one()
    )


def known(connection: Connection, programme: str, references: Sequence[str]) -> set[str]:
    """Of whom of some people something is kept with identity."""
    given = {"programme": programme, "references": list(references)}
    return set(connection.scalars(text("SELECT access.known(:programme, :references)"), given))


def names(connection: Connection, programme: str, seqs: Sequence[int]) -> Iterable[RowMapping]:
    """The names that some records say were shown to this login; they are on disk by now."""
    given = {"programme": programme, "seqs": list(seqs)}
    return connection.execute(
        text("SELECT * FROM access.names(:programme, :seqs)"), given
    ).mappings()


def particulars(
    connection: Connection, programme: str, seqs: Sequence[int]
) -> Iterable[RowMapping]:
    """What else is kept with identity, of those whom some records say were shown to this login."""
    given = {"programme": programme, "seqs": list(seqs)}
    return connection.execute(
        text("SELECT * FROM access.particulars(:programme, :seqs)"), given
    ).mappings()


def allow(
    connection: Connection, login: str, desk: Desk, programme: str, *, is_allowed: bool
) -> None:
    """Let a login sit at a desk of a programme, or no longer."""
    connection.execute(
        text("SELECT access.allow(:login, :desk, :programme, :is_allowed)"),
        {
            "login": login,
            "desk": desk.value,
            "programme": programme,
            "is_allowed": is_allowed,
        },
    )


def allowed(connection: Connection, programme: str) -> list[tuple[str, str]]:
    """Which logins sit at which desks of a programme."""
    found = connection.execute(
        text("SELECT login, desk FROM access.logins(:programme)"), {"programme": programme}
    )
    return [(str(row.login), str(row.desk)) for row in found]


def grant_rights(connection: Connection) -> None:
    """Make the missing roles, the functions, and every grant that the table of rights says."""
    store = store_id(connection)
    roles = {desk: role(desk, store) for desk in Desk}
    for desk_role in roles.values():
        there = connection.execute(
            text("SELECT 1 FROM pg_roles WHERE rolname = :role"), {"role": desk_role}
        ).scalar()
        if there is None:
            connection.exec_driver_sql(f"CREATE ROLE {desk_role} NOLOGIN")
        connection.exec_driver_sql(f"GRANT {desk_role} TO CURRENT_USER")
    _run(connection, files("pairwell.store").joinpath("functions.sql").read_text("utf-8"))
    everybody = ", ".join(roles.values())
    parts = ", ".join(PARTS)
    _run(
        connection,
        f"REVOKE ALL ON ALL TABLES IN SCHEMA {parts} FROM {everybody}",
        f"REVOKE ALL ON SCHEMA {parts} FROM {everybody}",
        "REVOKE ALL ON ALL FUNCTIONS IN SCHEMA access FROM PUBLIC",
        "GRANT USAGE ON SCHEMA access TO PUBLIC",
        "GRANT SELECT ON access.store TO PUBLIC",
        f"GRANT SELECT ON access.gate TO {everybody}",
        f"GRANT SELECT ON record.alembic_version TO {everybody}",
        f"GRANT EXECUTE ON FUNCTION access.begin, access.append, access.is_owner, access.programmes"
        f" TO {everybody}",
        f"GRANT EXECUTE ON FUNCTION access.known, access.names,"
        f" access.particulars TO {roles[Desk.IDENTITIES]}",
        f"GRANT EXECUTE ON FUNCTION access.allow, access.logins TO {roles[Desk.CUSTODIAN]}",
        "DELETE FROM access.may_write",
    )
    for desk, rights in RIGHTS.items():
        columns = dict.fromkeys(rights.read - rights.asked, "")
        columns |= {kind: f" ({', '.join(sorted(of))})" for kind, of in rights.glance.items()}
        _run(connection, *_grants(desk, roles[desk], columns))
        for kind in sorted(rights.insert - {"audit"}):
            connection.execute(
                text("INSERT INTO access.may_write VALUES (:desk, :part, :kind)"),
                {"desk": desk.value, "part": CONTENT[kind].schema, "kind": kind},
            )


def _grants(desk: Desk, desk_role: str, columns: Mapping[str, str]) -> list[str]:
    """Let a role read some tables, of the programmes that a login is allowed at the desk.

    Of each table all columns, or those that are named.
    """
    statements = []
    touched = set()
    for table in metadata.sorted_tables:
        name = f"{table.schema}.{table.name}"
        policy = f"at_{desk.value}"
        statements += [
            f"ALTER TABLE {name} ENABLE ROW LEVEL SECURITY",
            f"DROP POLICY IF EXISTS {policy} ON {name}",
        ]
        if table.name in columns:
            touched.add(table.schema)
            statements += [
                f"GRANT SELECT{columns[table.name]} ON {name} TO {desk_role}",
                # Asked once a statement, and not for every row.
                f"CREATE POLICY {policy} ON {name} FOR SELECT TO {desk_role} USING ("
                f"{_alone(desk) if columns[table.name] else ''}("
                "(SELECT access.is_owner()) OR programme = ANY ("
                f"(SELECT access.programmes('{desk.value}'))::text[])))",
            ]
    return statements + [
        f"GRANT USAGE ON SCHEMA {part} TO {desk_role}" for part in sorted(filter(None, touched))
    ]


def _alone(desk: Desk) -> str:
    """Whether somebody sits at this desk and at no other meanwhile.

    A login of several desks has the columns of one and the rows of another at once: all columns of
    all rows, where a desk sees a few columns only.
    """
    return f"current_user = (SELECT 'pairwell_{desk.value}_' || id FROM access.store) AND "


def _run(connection: Connection, *statements: str) -> None:
    """Run statements that have no parameters and give no rows."""
    connection.exec_driver_sql(";\n".join(statements).replace("%", "%%"))
