"""The versions of a letter, what its readers said, and batches of letters."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "petition_batches",
        sa.Column("office_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("body_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("language", sa.String(length=40), nullable=False),
        sa.Column("petitioner", sa.Text(), nullable=True),
        sa.Column("made_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("stopped_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("is_with_gaps", sa.Boolean(), nullable=False),
        sa.Column("idempotency_key", sa.String(length=64), nullable=True),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(["body_id"], ["bodies.id"], name=op.f("fk_petition_batches_body_id_bodies")),
        sa.ForeignKeyConstraint(["made_by_id"], ["users.id"], name=op.f("fk_petition_batches_made_by_id_users")),
        sa.ForeignKeyConstraint(["office_id"], ["offices.id"], name=op.f("fk_petition_batches_office_id_offices")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_petition_batches")),
        sa.UniqueConstraint("idempotency_key", name=op.f("uq_petition_batches_idempotency_key")),
    )
    with op.batch_alter_table("petition_batches", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_petition_batches_body_id"), ["body_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_petition_batches_made_by_id"), ["made_by_id"], unique=False)
        batch_op.create_index("ix_petition_batches_office_id_id", ["office_id", "id"], unique=False)

    op.create_table(
        "letter_versions",
        sa.Column("petition_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(length=40), nullable=False),
        sa.Column("subject", sa.Text(), nullable=True),
        sa.Column("text", sa.Text(), nullable=True),
        sa.Column("petitioner", sa.Text(), nullable=True),
        sa.Column("language", sa.String(length=40), nullable=True),
        sa.Column("facts", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=True),
        sa.Column("made_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(["made_by_id"], ["users.id"], name=op.f("fk_letter_versions_made_by_id_users")),
        sa.ForeignKeyConstraint(
            ["petition_id"], ["petitions.id"], name=op.f("fk_letter_versions_petition_id_petitions")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_letter_versions")),
        sa.UniqueConstraint("petition_id", "number", name=op.f("uq_letter_versions_petition_id_number")),
    )
    with op.batch_alter_table("letter_versions", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_letter_versions_made_by_id"), ["made_by_id"], unique=False)
        batch_op.create_index(
            "ix_letter_versions_petition_id_reason", ["petition_id", "reason", "number"], unique=False
        )

    op.create_table(
        "petition_batch_items",
        sa.Column("batch_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("case_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("why", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=True),
        sa.Column("petition_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.CheckConstraint(
            "state <> 'made' OR petition_id IS NOT NULL", name=op.f("ck_petition_batch_items_made_has_letter")
        ),
        sa.ForeignKeyConstraint(
            ["batch_id"], ["petition_batches.id"], name=op.f("fk_petition_batch_items_batch_id_petition_batches")
        ),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_petition_batch_items_case_id_cases")),
        sa.ForeignKeyConstraint(
            ["petition_id"], ["petitions.id"], name=op.f("fk_petition_batch_items_petition_id_petitions")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_petition_batch_items")),
        sa.UniqueConstraint("batch_id", "case_id", name=op.f("uq_petition_batch_items_batch_id_case_id")),
        sa.UniqueConstraint("petition_id", name=op.f("uq_petition_batch_items_petition_id")),
    )
    with op.batch_alter_table("petition_batch_items", schema=None) as batch_op:
        batch_op.create_index("ix_petition_batch_items_batch_id_state", ["batch_id", "state", "position"], unique=False)
        batch_op.create_index(batch_op.f("ix_petition_batch_items_case_id"), ["case_id"], unique=False)

    op.create_table(
        "letter_remarks",
        sa.Column("petition_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("letter_version_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("text", sa.Text(), nullable=True),
        sa.Column("made_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("idempotency_key", sa.String(length=64), nullable=True),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.CheckConstraint("kind = 'approved' OR text IS NOT NULL", name=op.f("ck_letter_remarks_says_something")),
        sa.ForeignKeyConstraint(
            ["letter_version_id"],
            ["letter_versions.id"],
            name=op.f("fk_letter_remarks_letter_version_id_letter_versions"),
        ),
        sa.ForeignKeyConstraint(["made_by_id"], ["users.id"], name=op.f("fk_letter_remarks_made_by_id_users")),
        sa.ForeignKeyConstraint(
            ["petition_id"], ["petitions.id"], name=op.f("fk_letter_remarks_petition_id_petitions")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_letter_remarks")),
        sa.UniqueConstraint("idempotency_key", name=op.f("uq_letter_remarks_idempotency_key")),
    )
    with op.batch_alter_table("letter_remarks", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_letter_remarks_letter_version_id"), ["letter_version_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_letter_remarks_made_by_id"), ["made_by_id"], unique=False)
        batch_op.create_index("ix_letter_remarks_petition_id_id", ["petition_id", "id"], unique=False)

    op.create_table(
        "letter_sendings",
        sa.Column("correspondence_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("letter_version_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(
            ["correspondence_id"],
            ["correspondence.id"],
            name=op.f("fk_letter_sendings_correspondence_id_correspondence"),
        ),
        sa.ForeignKeyConstraint(
            ["letter_version_id"],
            ["letter_versions.id"],
            name=op.f("fk_letter_sendings_letter_version_id_letter_versions"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_letter_sendings")),
        sa.UniqueConstraint("correspondence_id", name=op.f("uq_letter_sendings_correspondence_id")),
    )
    with op.batch_alter_table("letter_sendings", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_letter_sendings_letter_version_id"), ["letter_version_id"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("letter_sendings", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_letter_sendings_letter_version_id"))

    op.drop_table("letter_sendings")
    with op.batch_alter_table("letter_remarks", schema=None) as batch_op:
        batch_op.drop_index("ix_letter_remarks_petition_id_id")
        batch_op.drop_index(batch_op.f("ix_letter_remarks_made_by_id"))
        batch_op.drop_index(batch_op.f("ix_letter_remarks_letter_version_id"))

    op.drop_table("letter_remarks")
    with op.batch_alter_table("petition_batch_items", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_petition_batch_items_case_id"))
        batch_op.drop_index("ix_petition_batch_items_batch_id_state")

    op.drop_table("petition_batch_items")
    with op.batch_alter_table("letter_versions", schema=None) as batch_op:
        batch_op.drop_index("ix_letter_versions_petition_id_reason")
        batch_op.drop_index(batch_op.f("ix_letter_versions_made_by_id"))

    op.drop_table("letter_versions")
    with op.batch_alter_table("petition_batches", schema=None) as batch_op:
        batch_op.drop_index("ix_petition_batches_office_id_id")
        batch_op.drop_index(batch_op.f("ix_petition_batches_made_by_id"))
        batch_op.drop_index(batch_op.f("ix_petition_batches_body_id"))

    op.drop_table("petition_batches")
