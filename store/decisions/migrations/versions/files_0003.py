"""Files an entry rests on, and what a review corrects: layer and column, before, after, and the version that has it."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Add the columns, empty in the entries there are: rows stay as they were sealed."""
    for name in ("files", "corrects", "before", "after", "version"):
        op.add_column("decision", sa.Column(name, sa.Text, nullable=False, server_default=""))
