"""The log of decisions, to which rows are only added."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

_REFUSED = "the decision log is append-only"

_SQLITE = (
    f"""CREATE TRIGGER decision_no_update BEFORE UPDATE ON decision
    BEGIN SELECT RAISE(ABORT, '{_REFUSED}'); END""",
    f"""CREATE TRIGGER decision_no_delete BEFORE DELETE ON decision
    BEGIN SELECT RAISE(ABORT, '{_REFUSED}'); END""",
    # Also what INSERT OR REPLACE would overwrite: its deletions call no trigger.
    f"""CREATE TRIGGER decision_append BEFORE INSERT ON decision
    WHEN NEW.number IS NOT (SELECT coalesce(max(number), 0) + 1 FROM decision WHERE commune = NEW.commune)
      OR NEW.previous_hash IS NOT coalesce(
        (SELECT hash FROM decision WHERE commune = NEW.commune ORDER BY number DESC LIMIT 1), '')
    BEGIN SELECT RAISE(ABORT, '{_REFUSED}'); END""",
)

_POSTGRESQL = (
    f"""CREATE FUNCTION decision_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN RAISE EXCEPTION '{_REFUSED}'; END $$""",
    """CREATE TRIGGER decision_no_change BEFORE UPDATE OR DELETE ON decision
    FOR EACH ROW EXECUTE FUNCTION decision_refuse()""",
    """CREATE TRIGGER decision_no_truncate BEFORE TRUNCATE ON decision
    FOR EACH STATEMENT EXECUTE FUNCTION decision_refuse()""",
    f"""CREATE FUNCTION decision_append() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      IF NEW.number IS DISTINCT FROM
          (SELECT coalesce(max(number), 0) + 1 FROM decision WHERE commune = NEW.commune)
        OR NEW.previous_hash IS DISTINCT FROM coalesce(
          (SELECT hash FROM decision WHERE commune = NEW.commune ORDER BY number DESC LIMIT 1), '')
      THEN RAISE EXCEPTION '{_REFUSED}'; END IF;
      RETURN NEW;
    END $$""",
    "CREATE TRIGGER decision_append BEFORE INSERT ON decision FOR EACH ROW EXECUTE FUNCTION decision_append()",
)


def upgrade() -> None:
    """Make the table and what refuses every change of a row."""
    texts = ("kind", "about", "subject", "value", "who", "at_utc", "why", "evidence", "snapshot", "scenario")
    op.create_table(
        "decision",
        sa.Column("commune", sa.Text, primary_key=True),
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
        *(sa.Column(name, sa.Text, nullable=False) for name in (*texts, "scenario_hash")),
        sa.Column("people", sa.Double),
        sa.Column("capex_eur", sa.Double),
        sa.Column("undoes", sa.Integer),
        sa.Column("previous_hash", sa.Text, nullable=False),
        sa.Column("hash", sa.Text, nullable=False),
        sa.UniqueConstraint("commune", "previous_hash"),
    )
    for statement in _SQLITE if op.get_bind().dialect.name == "sqlite" else _POSTGRESQL:
        op.execute(statement)
