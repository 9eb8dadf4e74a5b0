"""What people tick on a petition, and what a coordinator let go with a reason."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "petition_ticks",
        sa.Column("petition_id", NUMBER, nullable=False),
        sa.Column("need", sa.String(length=200), nullable=False),
        sa.Column("ticked_by_id", NUMBER, nullable=True),
        sa.Column("ticked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", NUMBER, nullable=False),
        sa.ForeignKeyConstraint(
            ["petition_id"], ["petitions.id"], name=op.f("fk_petition_ticks_petition_id_petitions")
        ),
        sa.ForeignKeyConstraint(["ticked_by_id"], ["users.id"], name=op.f("fk_petition_ticks_ticked_by_id_users")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_petition_ticks")),
        sa.UniqueConstraint("petition_id", "need", name=op.f("uq_petition_ticks_petition_id_need")),
    )
    with op.batch_alter_table("petition_ticks", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_petition_ticks_ticked_by_id"), ["ticked_by_id"], unique=False)

    op.create_table(
        "readiness_overrides",
        sa.Column("petition_id", NUMBER, nullable=False),
        sa.Column("needs", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("made_by_id", NUMBER, nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", NUMBER, nullable=False),
        sa.CheckConstraint("reason <> ''", name=op.f("ck_readiness_overrides_has_reason")),
        sa.ForeignKeyConstraint(
            ["petition_id"], ["petitions.id"], name=op.f("fk_readiness_overrides_petition_id_petitions")
        ),
        sa.ForeignKeyConstraint(["made_by_id"], ["users.id"], name=op.f("fk_readiness_overrides_made_by_id_users")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_readiness_overrides")),
    )
    with op.batch_alter_table("readiness_overrides", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_readiness_overrides_made_by_id"), ["made_by_id"], unique=False)
        batch_op.create_index("ix_readiness_overrides_petition_id_id", ["petition_id", "id"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("readiness_overrides", schema=None) as batch_op:
        batch_op.drop_index("ix_readiness_overrides_petition_id_id")
        batch_op.drop_index(batch_op.f("ix_readiness_overrides_made_by_id"))

    op.drop_table("readiness_overrides")
    with op.batch_alter_table("petition_ticks", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_petition_ticks_ticked_by_id"))

    op.drop_table("petition_ticks")
