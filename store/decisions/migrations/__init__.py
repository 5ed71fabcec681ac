"""The steps from one layout of the decision log to the next, run by Alembic."""
