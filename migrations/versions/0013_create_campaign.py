"""Campaign events and aggregate figures."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "aggregate_figures",
        sa.Column("key", sa.String(length=60), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("count", sa.Text(), nullable=False),
        sa.Column("as_of_edtf", sa.String(length=100), nullable=True),
        sa.Column("as_of_earliest", sa.Date(), nullable=True),
        sa.Column("as_of_latest", sa.Date(), nullable=True),
        sa.Column("as_of_wording", sa.Text(), nullable=True),
        sa.Column("as_of_language", sa.String(length=10), nullable=True),
        sa.Column("places", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("source", sa.Text(), nullable=True),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_aggregate_figures")),
        sa.UniqueConstraint("key", name=op.f("uq_aggregate_figures_key")),
    )
    op.create_table(
        "campaign_events",
        sa.Column("fingerprint", sa.String(length=64), nullable=False),
        sa.Column("happened_edtf", sa.String(length=100), nullable=True),
        sa.Column("happened_earliest", sa.Date(), nullable=True),
        sa.Column("happened_latest", sa.Date(), nullable=True),
        sa.Column("happened_wording", sa.Text(), nullable=True),
        sa.Column("happened_language", sa.String(length=10), nullable=True),
        sa.Column("type", sa.String(length=60), nullable=False),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=True),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_campaign_events")),
        sa.UniqueConstraint("fingerprint", name=op.f("uq_campaign_events_fingerprint")),
    )


def downgrade() -> None:
    op.drop_table("campaign_events")
    op.drop_table("aggregate_figures")
