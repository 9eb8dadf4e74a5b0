"""Letters that came in and wait in the inbox of an office."""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
ONES = ("correspondence_id", "given_to_id", "petition_id", "recorded_by_id", "sha256")


def upgrade() -> None:
    op.create_table(
        "incoming_letters",
        sa.Column("office_id", NUMBER, nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("received_on", sa.Date(), nullable=False),
        sa.Column("reference", sa.String(length=200), nullable=True),
        sa.Column("body_text", sa.Text(), nullable=True),
        sa.Column("file_name", sa.Text(), nullable=True),
        sa.Column("media_type", sa.String(length=100), nullable=True),
        sa.Column("size", sa.BigInteger(), nullable=True),
        sa.Column("sha256", sa.String(length=64), nullable=True),
        sa.Column("store_key", sa.String(length=64), nullable=True),
        sa.Column("given_to_id", NUMBER, nullable=True),
        sa.Column("set_aside_because", sa.Text(), nullable=True),
        sa.Column("petition_id", NUMBER, nullable=True),
        sa.Column("correspondence_id", NUMBER, nullable=True),
        sa.Column("recorded_by_id", NUMBER, nullable=True),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("idempotency_key", sa.String(length=64), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", NUMBER, nullable=False),
        sa.CheckConstraint("body_text IS NOT NULL OR sha256 IS NOT NULL", name=op.f("ck_incoming_letters_has_content")),
        sa.CheckConstraint(
            "state <> 'attached' OR (petition_id IS NOT NULL AND correspondence_id IS NOT NULL)",
            name=op.f("ck_incoming_letters_attached_somewhere"),
        ),
        sa.CheckConstraint(
            "state <> 'set_aside' OR set_aside_because IS NOT NULL",
            name=op.f("ck_incoming_letters_set_aside_with_reason"),
        ),
        sa.CheckConstraint(
            "state <> 'waiting' OR sha256 IS NULL OR store_key IS NOT NULL",
            name=op.f("ck_incoming_letters_file_is_kept"),
        ),
        sa.ForeignKeyConstraint(
            ["correspondence_id"],
            ["correspondence.id"],
            name=op.f("fk_incoming_letters_correspondence_id_correspondence"),
        ),
        sa.ForeignKeyConstraint(["given_to_id"], ["users.id"], name=op.f("fk_incoming_letters_given_to_id_users")),
        sa.ForeignKeyConstraint(["office_id"], ["offices.id"], name=op.f("fk_incoming_letters_office_id_offices")),
        sa.ForeignKeyConstraint(
            ["petition_id"], ["petitions.id"], name=op.f("fk_incoming_letters_petition_id_petitions")
        ),
        sa.ForeignKeyConstraint(
            ["recorded_by_id"], ["users.id"], name=op.f("fk_incoming_letters_recorded_by_id_users")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_incoming_letters")),
        sa.UniqueConstraint("store_key", name=op.f("uq_incoming_letters_store_key")),
    )
    with op.batch_alter_table("incoming_letters", schema=None) as batch_op:
        for name in ONES:
            batch_op.create_index(batch_op.f(f"ix_incoming_letters_{name}"), [name], unique=False)
        batch_op.create_index("ix_incoming_letters_office_id_state", ["office_id", "state", "id"], unique=False)
        batch_op.create_index(
            "uq_incoming_letters_idempotency_key",
            ["idempotency_key"],
            unique=True,
            sqlite_where=sa.text("idempotency_key IS NOT NULL"),
            postgresql_where=sa.text("idempotency_key IS NOT NULL"),
        )


def downgrade() -> None:
    with op.batch_alter_table("incoming_letters", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_incoming_letters_idempotency_key",
            sqlite_where=sa.text("idempotency_key IS NOT NULL"),
            postgresql_where=sa.text("idempotency_key IS NOT NULL"),
        )
        batch_op.drop_index("ix_incoming_letters_office_id_state")
        for name in reversed(ONES):
            batch_op.drop_index(batch_op.f(f"ix_incoming_letters_{name}"))

    op.drop_table("incoming_letters")
