"""Runs the migrations inside the transaction that the caller began."""

from alembic import context

connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    version_table_schema="record" if connection.dialect.name == "postgresql" else None,
)
context.run_migrations()
