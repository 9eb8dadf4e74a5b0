"""Family cards, visits and messages."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "family_cards",
        sa.Column("case_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("locator", sa.String(length=6), nullable=False),
        sa.Column("secret_hash", sa.String(length=200), nullable=False),
        sa.Column("person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("kinship", sa.String(length=40), nullable=True),
        sa.Column("is_minimal", sa.Boolean(), nullable=False),
        sa.Column("issued_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("issued_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("last_used_on", sa.Date(), nullable=True),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_family_cards_case_id_cases")),
        sa.ForeignKeyConstraint(["issued_by_id"], ["users.id"], name=op.f("fk_family_cards_issued_by_id_users")),
        sa.ForeignKeyConstraint(["person_id"], ["persons.id"], name=op.f("fk_family_cards_person_id_persons")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_family_cards")),
        sa.UniqueConstraint("locator", name=op.f("uq_family_cards_locator")),
    )
    with op.batch_alter_table("family_cards", schema=None) as batch_op:
        batch_op.create_index("ix_family_cards_case_id", ["case_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_family_cards_issued_by_id"), ["issued_by_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_family_cards_person_id"), ["person_id"], unique=False)

    op.create_table(
        "family_messages",
        sa.Column("case_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("card_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("wants_hidden", sa.Boolean(), nullable=False),
        sa.Column("wants_withdrawal", sa.Boolean(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("read_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("read_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("answer", sa.Text(), nullable=True),
        sa.Column("answered_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(["answered_by_id"], ["users.id"], name=op.f("fk_family_messages_answered_by_id_users")),
        sa.ForeignKeyConstraint(["card_id"], ["family_cards.id"], name=op.f("fk_family_messages_card_id_family_cards")),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_family_messages_case_id_cases")),
        sa.ForeignKeyConstraint(["read_by_id"], ["users.id"], name=op.f("fk_family_messages_read_by_id_users")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_family_messages")),
    )
    with op.batch_alter_table("family_messages", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_family_messages_answered_by_id"), ["answered_by_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_family_messages_card_id"), ["card_id"], unique=False)
        batch_op.create_index("ix_family_messages_case_id_id", ["case_id", "id"], unique=False)
        batch_op.create_index(batch_op.f("ix_family_messages_read_by_id"), ["read_by_id"], unique=False)

    op.create_table(
        "family_sessions",
        sa.Column("token_hash", sa.LargeBinary(length=32), nullable=False),
        sa.Column("card_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(["card_id"], ["family_cards.id"], name=op.f("fk_family_sessions_card_id_family_cards")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_family_sessions")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_family_sessions_token_hash")),
    )
    with op.batch_alter_table("family_sessions", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_family_sessions_card_id"), ["card_id"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("family_sessions", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_family_sessions_card_id"))

    op.drop_table("family_sessions")
    with op.batch_alter_table("family_messages", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_family_messages_read_by_id"))
        batch_op.drop_index("ix_family_messages_case_id_id")
        batch_op.drop_index(batch_op.f("ix_family_messages_card_id"))
        batch_op.drop_index(batch_op.f("ix_family_messages_answered_by_id"))

    op.drop_table("family_messages")
    with op.batch_alter_table("family_cards", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_family_cards_person_id"))
        batch_op.drop_index(batch_op.f("ix_family_cards_issued_by_id"))
        batch_op.drop_index("ix_family_cards_case_id")

    op.drop_table("family_cards")
