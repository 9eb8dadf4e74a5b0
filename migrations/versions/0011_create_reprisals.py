"""Reprisals and what preceded them."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "reprisals",
        sa.Column("case_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("type", sa.String(length=40), nullable=False),
        sa.Column("type_as_printed", sa.String(length=100), nullable=True),
        sa.Column("target", sa.Text(), nullable=True),
        sa.Column("actor", sa.Text(), nullable=True),
        sa.Column("place_text", sa.Text(), nullable=True),
        sa.Column("happened_edtf", sa.String(length=100), nullable=True),
        sa.Column("happened_earliest", sa.Date(), nullable=True),
        sa.Column("happened_latest", sa.Date(), nullable=True),
        sa.Column("happened_wording", sa.Text(), nullable=True),
        sa.Column("happened_language", sa.String(length=10), nullable=True),
        sa.Column("detail", sa.Text(), nullable=True),
        sa.Column("linked_to_as_printed", sa.Text(), nullable=True),
        sa.Column("source", sa.Text(), nullable=True),
        sa.Column("logged_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("logged_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_reprisals_case_id_cases")),
        sa.ForeignKeyConstraint(["logged_by_id"], ["users.id"], name=op.f("fk_reprisals_logged_by_id_users")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reprisals")),
    )
    with op.batch_alter_table("reprisals", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_reprisals_case_id"), ["case_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_reprisals_logged_by_id"), ["logged_by_id"], unique=False)

    op.create_table(
        "reprisal_precedents",
        sa.Column("reprisal_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("petition_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("protest_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("appeal_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("media_item_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("event_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("note", sa.String(length=300), nullable=True),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.CheckConstraint(
            "(CASE WHEN petition_id IS NULL THEN 0 ELSE 1 END) + (CASE WHEN protest_id IS NULL THEN 0 ELSE 1 END) "
            "+ (CASE WHEN appeal_id IS NULL THEN 0 ELSE 1 END) + (CASE WHEN media_item_id IS NULL THEN 0 ELSE 1 END) "
            "+ (CASE WHEN event_id IS NULL THEN 0 ELSE 1 END) <= 1",
            name=op.f("ck_reprisal_precedents_one_precedent"),
        ),
        sa.ForeignKeyConstraint(["appeal_id"], ["appeals.id"], name=op.f("fk_reprisal_precedents_appeal_id_appeals")),
        sa.ForeignKeyConstraint(["event_id"], ["events.id"], name=op.f("fk_reprisal_precedents_event_id_events")),
        sa.ForeignKeyConstraint(
            ["media_item_id"], ["media_items.id"], name=op.f("fk_reprisal_precedents_media_item_id_media_items")
        ),
        sa.ForeignKeyConstraint(
            ["petition_id"], ["petitions.id"], name=op.f("fk_reprisal_precedents_petition_id_petitions")
        ),
        sa.ForeignKeyConstraint(
            ["protest_id"], ["protests.id"], name=op.f("fk_reprisal_precedents_protest_id_protests")
        ),
        sa.ForeignKeyConstraint(
            ["reprisal_id"], ["reprisals.id"], name=op.f("fk_reprisal_precedents_reprisal_id_reprisals")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reprisal_precedents")),
    )
    with op.batch_alter_table("reprisal_precedents", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_reprisal_precedents_appeal_id"), ["appeal_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_reprisal_precedents_event_id"), ["event_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_reprisal_precedents_media_item_id"), ["media_item_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_reprisal_precedents_petition_id"), ["petition_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_reprisal_precedents_protest_id"), ["protest_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_reprisal_precedents_reprisal_id"), ["reprisal_id"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("reprisal_precedents", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_reprisal_precedents_reprisal_id"))
        batch_op.drop_index(batch_op.f("ix_reprisal_precedents_protest_id"))
        batch_op.drop_index(batch_op.f("ix_reprisal_precedents_petition_id"))
        batch_op.drop_index(batch_op.f("ix_reprisal_precedents_media_item_id"))
        batch_op.drop_index(batch_op.f("ix_reprisal_precedents_event_id"))
        batch_op.drop_index(batch_op.f("ix_reprisal_precedents_appeal_id"))

    op.drop_table("reprisal_precedents")
    with op.batch_alter_table("reprisals", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_reprisals_logged_by_id"))
        batch_op.drop_index(batch_op.f("ix_reprisals_case_id"))

    op.drop_table("reprisals")
