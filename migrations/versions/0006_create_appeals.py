"""Appeals with applicants, translations and consent."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "appeals",
        sa.Column("office_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("logged_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("channel", sa.String(length=40), nullable=False),
        sa.Column("received_on", sa.Date(), nullable=True),
        sa.Column("statement", sa.Text(), nullable=True),
        sa.Column("statement_language", sa.String(length=40), nullable=True),
        sa.Column("video_url", sa.Text(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("submitted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reviewed_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("reviewed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("return_reason", sa.Text(), nullable=True),
        sa.Column("source", sa.Text(), nullable=True),
        sa.Column("idempotency_key", sa.String(length=64), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.CheckConstraint(
            "state <> 'returned' OR return_reason IS NOT NULL", name=op.f("ck_appeals_returned_has_reason")
        ),
        sa.ForeignKeyConstraint(["logged_by_id"], ["users.id"], name=op.f("fk_appeals_logged_by_id_users")),
        sa.ForeignKeyConstraint(["office_id"], ["offices.id"], name=op.f("fk_appeals_office_id_offices")),
        sa.ForeignKeyConstraint(["reviewed_by_id"], ["users.id"], name=op.f("fk_appeals_reviewed_by_id_users")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_appeals")),
        sa.UniqueConstraint("idempotency_key", name=op.f("uq_appeals_idempotency_key")),
    )
    with op.batch_alter_table("appeals", schema=None) as batch_op:
        batch_op.create_index("ix_appeals_logged_by_id_state", ["logged_by_id", "state", "id"], unique=False)
        batch_op.create_index("ix_appeals_office_id_state", ["office_id", "state", "id"], unique=False)
        batch_op.create_index(batch_op.f("ix_appeals_reviewed_by_id"), ["reviewed_by_id"], unique=False)

    op.create_table(
        "appeal_cases",
        sa.Column("appeal_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("case_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("compare_with_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(["appeal_id"], ["appeals.id"], name=op.f("fk_appeal_cases_appeal_id_appeals")),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_appeal_cases_case_id_cases")),
        sa.ForeignKeyConstraint(["compare_with_id"], ["cases.id"], name=op.f("fk_appeal_cases_compare_with_id_cases")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_appeal_cases")),
        sa.UniqueConstraint("appeal_id", "case_id", name=op.f("uq_appeal_cases_appeal_id_case_id")),
    )
    with op.batch_alter_table("appeal_cases", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_appeal_cases_case_id"), ["case_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_appeal_cases_compare_with_id"), ["compare_with_id"], unique=False)

    op.create_table(
        "appeal_texts",
        sa.Column("appeal_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("step", sa.String(length=40), nullable=False),
        sa.Column("answers", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(["appeal_id"], ["appeals.id"], name=op.f("fk_appeal_texts_appeal_id_appeals")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_appeal_texts")),
        sa.UniqueConstraint("appeal_id", "step", name=op.f("uq_appeal_texts_appeal_id_step")),
    )
    op.create_table(
        "applicants",
        sa.Column("appeal_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("kinship", sa.String(length=40), nullable=False),
        sa.Column("own_word", sa.String(length=200), nullable=True),
        sa.Column("relation_note", sa.Text(), nullable=True),
        sa.Column("source", sa.Text(), nullable=True),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(["appeal_id"], ["appeals.id"], name=op.f("fk_applicants_appeal_id_appeals")),
        sa.ForeignKeyConstraint(["person_id"], ["persons.id"], name=op.f("fk_applicants_person_id_persons")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_applicants")),
    )
    with op.batch_alter_table("applicants", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_applicants_appeal_id"), ["appeal_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_applicants_person_id"), ["person_id"], unique=False)

    op.create_table(
        "consents",
        sa.Column("case_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("purpose", sa.String(length=40), nullable=False),
        sa.Column("answer", sa.String(length=40), nullable=False),
        sa.Column("given_on", sa.Date(), nullable=False),
        sa.Column("expires_on", sa.Date(), nullable=True),
        sa.Column("witness", sa.String(length=200), nullable=True),
        sa.Column("language", sa.String(length=40), nullable=True),
        sa.Column("bodies", sa.Text(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("recorded_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_consents_case_id_cases")),
        sa.ForeignKeyConstraint(["person_id"], ["persons.id"], name=op.f("fk_consents_person_id_persons")),
        sa.ForeignKeyConstraint(["recorded_by_id"], ["users.id"], name=op.f("fk_consents_recorded_by_id_users")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consents")),
    )
    with op.batch_alter_table("consents", schema=None) as batch_op:
        batch_op.create_index("ix_consents_case_id_purpose", ["case_id", "purpose", "id"], unique=False)
        batch_op.create_index(batch_op.f("ix_consents_person_id"), ["person_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_consents_recorded_by_id"), ["recorded_by_id"], unique=False)

    op.create_table(
        "translations",
        sa.Column("appeal_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("language", sa.String(length=40), nullable=False),
        sa.Column("translator_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("text", sa.Text(), nullable=True),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("return_reason", sa.Text(), nullable=True),
        sa.Column("assigned_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reviewed_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("reviewed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.CheckConstraint("state <> 'approved' OR text IS NOT NULL", name=op.f("ck_translations_approved_has_text")),
        sa.ForeignKeyConstraint(["appeal_id"], ["appeals.id"], name=op.f("fk_translations_appeal_id_appeals")),
        sa.ForeignKeyConstraint(["reviewed_by_id"], ["users.id"], name=op.f("fk_translations_reviewed_by_id_users")),
        sa.ForeignKeyConstraint(["translator_id"], ["users.id"], name=op.f("fk_translations_translator_id_users")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_translations")),
        sa.UniqueConstraint("appeal_id", "language", name=op.f("uq_translations_appeal_id_language")),
    )
    with op.batch_alter_table("translations", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_translations_reviewed_by_id"), ["reviewed_by_id"], unique=False)
        batch_op.create_index("ix_translations_translator_id_state", ["translator_id", "state"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("translations", schema=None) as batch_op:
        batch_op.drop_index("ix_translations_translator_id_state")
        batch_op.drop_index(batch_op.f("ix_translations_reviewed_by_id"))

    op.drop_table("translations")
    with op.batch_alter_table("consents", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_consents_recorded_by_id"))
        batch_op.drop_index(batch_op.f("ix_consents_person_id"))
        batch_op.drop_index("ix_consents_case_id_purpose")

    op.drop_table("consents")
    with op.batch_alter_table("applicants", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_applicants_person_id"))
        batch_op.drop_index(batch_op.f("ix_applicants_appeal_id"))

    op.drop_table("applicants")
    op.drop_table("appeal_texts")
    with op.batch_alter_table("appeal_cases", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_appeal_cases_compare_with_id"))
        batch_op.drop_index(batch_op.f("ix_appeal_cases_case_id"))

    op.drop_table("appeal_cases")
    with op.batch_alter_table("appeals", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_appeals_reviewed_by_id"))
        batch_op.drop_index("ix_appeals_office_id_state")
        batch_op.drop_index("ix_appeals_logged_by_id_state")

    op.drop_table("appeals")
