"""What a decision costs the roster of aidants and the device lots; NULL in every entry there is."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Add the columns. Neither database rewrites a row for that, so that nothing is refused as a change."""
    op.add_column("decision", sa.Column("helps_per_week", sa.Double))
    op.add_column("decision", sa.Column("devices", sa.Integer))
