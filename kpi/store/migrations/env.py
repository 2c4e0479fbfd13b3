"""Alembic's entry: runs in the transaction that `kpi.store.migrate` opened."""

from alembic import context

from kpi.store.schema import metadata

connection = context.config.attributes["connection"]
context.configure(connection=connection, target_metadata=metadata, render_as_batch=True)
context.run_migrations()
