"""A PostgreSQL server for tests: Debian's, in a folder of its own, on the loopback."""

from __future__ import annotations

import itertools
import os
import select
import shutil
import signal
import socket
import subprocess
import tempfile
import threading
import time
from contextlib import suppress
from pathlib import Path

import psycopg

_NUMBERS = itertools.count(1)


def programs() -> Path:
    """The folder of PostgreSQL's programs; `./run test` installs them."""
    found = sorted(
        Path("/usr/lib/postgresql").glob("*/bin/initdb"),
        key=lambda path: float(path.parts[-3]),
    )
    where = found[-1] if found else shutil.which("initdb")
    assert where, "PostgreSQL is not installed; ./run test installs what Debian calls postgresql"
    return Path(where).parent


def _quick_place() -> str | None:
    """Memory, where there is plenty: each database is some hundreds of small files."""
    memory = "/dev/shm"
    plenty = os.access(memory, os.W_OK) and shutil.disk_usage(memory).free > 4 << 30
    return memory if plenty else None


class Server:
    """A server that runs until `stop`. It refuses to run as root, so root lends it to postgres."""

    def __init__(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="pairwell-postgres-", dir=_quick_place()))
        self._as = {"user": "postgres", "group": "postgres", "extra_groups": []}
        if os.geteuid() == 0:
            shutil.chown(self.folder, "postgres", "postgres")
        else:
            self._as = {}
        self._call("initdb", "-D", "data", "-A", "trust", "-U", "owner", "-E", "UTF8", "--no-sync")
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.start()

    def _call(self, program: str, *arguments: str) -> None:
        done = subprocess.run(
            [programs() / program, *arguments],
            cwd=self.folder, capture_output=True, text=True, check=False, **self._as,
        )  # fmt: skip
        assert done.returncode == 0, done.stdout + done.stderr

    def start(self) -> None:
        """Start it, and wait until it answers."""
        options = {
            "listen_addresses": "127.0.0.1",
            "port": str(self.port),
            "unix_socket_directories": "''",
            # Processes are killed here, the machine is not: what was written is with the kernel.
            "fsync": "off",
        }
        given = " ".join(f"-c {name}={value}" for name, value in options.items())
        self._call("pg_ctl", "-D", "data", "-l", "log", "-w", "-o", given, "start")

    def kill(self) -> None:
        """Kill it as a power cut would, and its children with it."""
        main = int((self.folder / "data" / "postmaster.pid").read_text().split()[0])
        children = [pid for pid, (_, parent) in _processes().items() if parent == main]
        ended = [main, *children]
        for pid in ended:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        # All of them: a child that is left keeps the memory that the next server wants.
        while any(_processes().get(pid, ("Z", 0))[0] != "Z" for pid in ended):
            time.sleep(0.01)

    def stop(self) -> None:
        """Stop it and take its folder away."""
        self._call("pg_ctl", "-D", "data", "-w", "-m", "immediate", "stop")
        shutil.rmtree(self.folder)

    def url(self, name: str, user: str = "owner") -> str:
        return f"postgresql://{user}@127.0.0.1:{self.port}/{name}"

    def database(self, template: str = "template1") -> str:
        """Make a database, empty or as another is, and give its URL."""
        name = f"store_{next(_NUMBERS)}"
        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name} TEMPLATE {template}")
        return self.url(name)


Kept = dict[str, tuple[list[str], list[tuple]]]


def keep(url: str) -> Kept:
    """Take the rows of every table, to put them back with `put_back`."""
    kept: Kept = {}
    with psycopg.connect(url) as connection:
        tables = connection.execute(
            "SELECT format('%I.%I', schemaname, tablename) FROM pg_tables "
            "WHERE schemaname NOT IN ('pg_catalog', 'information_schema')"
        ).fetchall()
        for (table,) in tables:
            found = connection.execute(f"SELECT * FROM {table}")
            kept[table] = ([column.name for column in found.description], found.fetchall())
    return kept


def put_back(url: str, kept: Kept) -> None:
    """Have every table hold what it held: a hundredth of the cost of another database."""
    with psycopg.connect(url) as connection:
        connection.execute("SET session_replication_role = replica")  # no triggers
        for table, (columns, rows) in kept.items():
            connection.execute(f"DELETE FROM {table}")
            if rows:
                places = ", ".join(["%s"] * len(columns))
                statement = f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({places})"
                connection.cursor().executemany(statement, rows)


def _processes() -> dict[int, tuple[str, int]]:
    """Every process with its state ("Z": ended, and nobody has asked yet) and its parent."""
    found = {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            state, parent = path.read_text().rsplit(")", 1)[1].split()[:2]
        except OSError:
            continue  # it ended meanwhile
        found[int(path.parent.name)] = (state, int(parent))
    return found


class Proxy:
    """Stands between a program and its server, and can lose the answer to a COMMIT, or the COMMIT.

    `lose` says what the next COMMIT meets: "answer" or "commit"; `is_open` whether others may
    connect.
    """

    def __init__(self, port: int) -> None:
        self.lose = ""
        self.is_open = True
        self._server = ("127.0.0.1", port)
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = self._listener.getsockname()[1]
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        with suppress(OSError):  # closed
            while True:
                client, _ = self._listener.accept()
                if self.is_open:
                    threading.Thread(target=self._pass_on, args=(client,), daemon=True).start()
                else:
                    client.close()

    def _pass_on(self, client: socket.socket) -> None:
        with suppress(OSError), client, socket.create_connection(self._server) as server:
            other = {client: server, server: client}
            while True:
                for source in select.select([client, server], [], [])[0]:
                    said = source.recv(65536)
                    if not said:
                        return
                    if source is client and self.lose and b"COMMIT" in said:
                        if self.lose == "answer":
                            server.sendall(said)
                            server.recv(65536)
                        self.lose = ""
                        return
                    other[source].sendall(said)

    def close(self) -> None:
        self._listener.close()
