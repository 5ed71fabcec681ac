"""What Alembic runs: the steps, on the connection and in the transaction it is given, so that all or none are done."""

from alembic import context

context.configure(connection=context.config.attributes["connection"])
context.run_migrations()
