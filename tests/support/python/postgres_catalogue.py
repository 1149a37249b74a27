"""Writes down what the migrations make of a PostgreSQL database, for audits to compare with."""

from __future__ import annotations

from postgres import Server

from pairwell.store import create_store
from pairwell.store._integrity import POSTGRES, postgres_catalogue


def made(url: str) -> str:
    """What the migrations make of an empty database."""
    with create_store(url) as store, store._database.building() as connection:
        return "".join(f"{line}\n" for line in postgres_catalogue(connection))


if __name__ == "__main__":
    server = Server()
    try:
        POSTGRES.write_text(made(server.database()), "utf-8")
    finally:
        server.stop()
