"""Seals: number and hash of each entry a second time, written by the database itself, so that a missing end shows."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

_REFUSED = "the decision log is append-only"

_SQLITE = (
    """CREATE TRIGGER decision_seal AFTER INSERT ON decision
    BEGIN INSERT INTO seal (commune, number, hash) VALUES (NEW.commune, NEW.number, NEW.hash); END""",
    f"""CREATE TRIGGER seal_no_update BEFORE UPDATE ON seal
    BEGIN SELECT RAISE(ABORT, '{_REFUSED}'); END""",
    f"""CREATE TRIGGER seal_no_delete BEFORE DELETE ON seal
    BEGIN SELECT RAISE(ABORT, '{_REFUSED}'); END""",
    f"""CREATE TRIGGER seal_append BEFORE INSERT ON seal
    WHEN EXISTS (SELECT 1 FROM seal WHERE commune = NEW.commune AND number >= NEW.number)
    BEGIN SELECT RAISE(ABORT, '{_REFUSED}'); END""",
)

_POSTGRESQL = (
    """CREATE FUNCTION decision_seal() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      INSERT INTO seal (commune, number, hash) VALUES (NEW.commune, NEW.number, NEW.hash);
      RETURN NEW;
    END $$""",
    "CREATE TRIGGER decision_seal AFTER INSERT ON decision FOR EACH ROW EXECUTE FUNCTION decision_seal()",
    """CREATE TRIGGER seal_no_change BEFORE UPDATE OR DELETE ON seal
    FOR EACH ROW EXECUTE FUNCTION decision_refuse()""",
    """CREATE TRIGGER seal_no_truncate BEFORE TRUNCATE ON seal
    FOR EACH STATEMENT EXECUTE FUNCTION decision_refuse()""",
)


def upgrade() -> None:
    """Make the table, and seal what is there."""
    op.create_table(
        "seal",
        sa.Column("commune", sa.Text, primary_key=True),
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("hash", sa.Text, nullable=False),
    )
    op.execute("INSERT INTO seal (commune, number, hash) SELECT commune, number, hash FROM decision")
    for statement in _SQLITE if op.get_bind().dialect.name == "sqlite" else _POSTGRESQL:
        op.execute(statement)
