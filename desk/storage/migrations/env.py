"""Alembic's entry: run the steps on the connection the caller opened, inside its one transaction."""

from alembic import context

connection = context.config.attributes["connection"]
context.configure(connection=connection, render_as_batch=True)
context.run_migrations()
