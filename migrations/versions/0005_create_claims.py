"""What is claimed about a case."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "aid_needs",
        sa.Column("case_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("kind_as_printed", sa.String(length=100), nullable=True),
        sa.Column("beneficiary", sa.Text(), nullable=True),
        sa.Column("detail", sa.Text(), nullable=True),
        sa.Column("met", sa.Text(), nullable=True),
        sa.Column("source", sa.Text(), nullable=True),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_aid_needs_case_id_cases")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_aid_needs")),
    )
    with op.batch_alter_table("aid_needs", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_aid_needs_case_id"), ["case_id"], unique=False)

    op.create_table(
        "case_documents",
        sa.Column("case_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("type", sa.String(length=40), nullable=False),
        sa.Column("type_as_printed", sa.String(length=100), nullable=True),
        sa.Column("detail", sa.Text(), nullable=True),
        sa.Column("source", sa.Text(), nullable=True),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_case_documents_case_id_cases")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_documents")),
    )
    with op.batch_alter_table("case_documents", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_case_documents_case_id"), ["case_id"], unique=False)

    op.create_table(
        "case_notes",
        sa.Column("case_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=True),
        sa.Column("written_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_case_notes_case_id_cases")),
        sa.ForeignKeyConstraint(["written_by_id"], ["users.id"], name=op.f("fk_case_notes_written_by_id_users")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_notes")),
    )
    with op.batch_alter_table("case_notes", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_case_notes_case_id"), ["case_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_case_notes_written_by_id"), ["written_by_id"], unique=False)

    op.create_table(
        "claims",
        sa.Column("case_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("field", sa.String(length=100), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("as_of_edtf", sa.String(length=100), nullable=True),
        sa.Column("as_of_earliest", sa.Date(), nullable=True),
        sa.Column("as_of_latest", sa.Date(), nullable=True),
        sa.Column("as_of_wording", sa.Text(), nullable=True),
        sa.Column("as_of_language", sa.String(length=10), nullable=True),
        sa.Column("basis", sa.String(length=40), nullable=True),
        sa.Column("source", sa.Text(), nullable=True),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_claims_case_id_cases")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_claims")),
    )
    with op.batch_alter_table("claims", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_claims_case_id"), ["case_id"], unique=False)

    op.create_table(
        "conflicts",
        sa.Column("case_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("field", sa.String(length=100), nullable=False),
        sa.Column("values", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_conflicts_case_id_cases")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_conflicts")),
    )
    with op.batch_alter_table("conflicts", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_conflicts_case_id"), ["case_id"], unique=False)

    op.create_table(
        "custody_episodes",
        sa.Column("case_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("facility", sa.Text(), nullable=True),
        sa.Column("place_text", sa.Text(), nullable=True),
        sa.Column("place_code", sa.String(length=6), nullable=True),
        sa.Column("began_edtf", sa.String(length=100), nullable=True),
        sa.Column("began_earliest", sa.Date(), nullable=True),
        sa.Column("began_latest", sa.Date(), nullable=True),
        sa.Column("began_wording", sa.Text(), nullable=True),
        sa.Column("began_language", sa.String(length=10), nullable=True),
        sa.Column("ended_edtf", sa.String(length=100), nullable=True),
        sa.Column("ended_earliest", sa.Date(), nullable=True),
        sa.Column("ended_latest", sa.Date(), nullable=True),
        sa.Column("ended_wording", sa.Text(), nullable=True),
        sa.Column("ended_language", sa.String(length=10), nullable=True),
        sa.Column("detail", sa.Text(), nullable=True),
        sa.Column("basis", sa.String(length=40), nullable=True),
        sa.Column("source", sa.Text(), nullable=True),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_custody_episodes_case_id_cases")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_custody_episodes")),
    )
    with op.batch_alter_table("custody_episodes", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_custody_episodes_case_id"), ["case_id"], unique=False)

    op.create_table(
        "events",
        sa.Column("case_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("type", sa.String(length=40), nullable=False),
        sa.Column("type_as_printed", sa.String(length=100), nullable=True),
        sa.Column("happened_edtf", sa.String(length=100), nullable=True),
        sa.Column("happened_earliest", sa.Date(), nullable=True),
        sa.Column("happened_latest", sa.Date(), nullable=True),
        sa.Column("happened_wording", sa.Text(), nullable=True),
        sa.Column("happened_language", sa.String(length=10), nullable=True),
        sa.Column("is_date_derived", sa.Boolean(), nullable=False),
        sa.Column("detail", sa.Text(), nullable=True),
        sa.Column("basis", sa.String(length=40), nullable=True),
        sa.Column("source", sa.Text(), nullable=True),
        sa.Column("place_text", sa.Text(), nullable=True),
        sa.Column("place_code", sa.String(length=6), nullable=True),
        sa.Column("place_confidence", sa.Text(), nullable=True),
        sa.Column("place_country", sa.String(length=60), nullable=True),
        sa.Column("is_sensitive", sa.Boolean(), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_events_case_id_cases")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_events")),
    )
    with op.batch_alter_table("events", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_events_case_id"), ["case_id"], unique=False)

    op.create_table(
        "media_items",
        sa.Column("case_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("type", sa.String(length=40), nullable=False),
        sa.Column("type_as_printed", sa.String(length=100), nullable=True),
        sa.Column("outlet", sa.Text(), nullable=True),
        sa.Column("by", sa.Text(), nullable=True),
        sa.Column("url", sa.Text(), nullable=True),
        sa.Column("published_edtf", sa.String(length=100), nullable=True),
        sa.Column("published_earliest", sa.Date(), nullable=True),
        sa.Column("published_latest", sa.Date(), nullable=True),
        sa.Column("published_wording", sa.Text(), nullable=True),
        sa.Column("published_language", sa.String(length=10), nullable=True),
        sa.Column("source", sa.Text(), nullable=True),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_media_items_case_id_cases")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_media_items")),
    )
    with op.batch_alter_table("media_items", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_media_items_case_id"), ["case_id"], unique=False)

    op.create_table(
        "sensitivity_marks",
        sa.Column("case_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("mark", sa.String(length=40), nullable=False),
        sa.Column("as_printed", sa.String(length=100), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_sensitivity_marks_case_id_cases")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sensitivity_marks")),
    )
    with op.batch_alter_table("sensitivity_marks", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_sensitivity_marks_case_id"), ["case_id"], unique=False)

    op.create_table(
        "sentences",
        sa.Column("case_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("country", sa.String(length=40), nullable=False),
        sa.Column("years_total", sa.Integer(), nullable=True),
        sa.Column("years_from", sa.Integer(), nullable=True),
        sa.Column("years_to", sa.Integer(), nullable=True),
        sa.Column("charge", sa.Text(), nullable=True),
        sa.Column("announced_by", sa.Text(), nullable=True),
        sa.Column("announced_edtf", sa.String(length=100), nullable=True),
        sa.Column("announced_earliest", sa.Date(), nullable=True),
        sa.Column("announced_latest", sa.Date(), nullable=True),
        sa.Column("announced_wording", sa.Text(), nullable=True),
        sa.Column("announced_language", sa.String(length=10), nullable=True),
        sa.Column("is_document_seen", sa.Boolean(), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("source", sa.Text(), nullable=True),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_sentences_case_id_cases")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sentences")),
    )
    with op.batch_alter_table("sentences", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_sentences_case_id"), ["case_id"], unique=False)

    op.create_table(
        "status_updates",
        sa.Column("case_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("place_status", sa.String(length=40), nullable=True),
        sa.Column("legal_status", sa.String(length=40), nullable=True),
        sa.Column("health_status", sa.String(length=40), nullable=True),
        sa.Column("as_of_edtf", sa.String(length=100), nullable=True),
        sa.Column("as_of_earliest", sa.Date(), nullable=True),
        sa.Column("as_of_latest", sa.Date(), nullable=True),
        sa.Column("as_of_wording", sa.Text(), nullable=True),
        sa.Column("as_of_language", sa.String(length=10), nullable=True),
        sa.Column("place_text", sa.Text(), nullable=True),
        sa.Column("place_code", sa.String(length=6), nullable=True),
        sa.Column("detail", sa.Text(), nullable=True),
        sa.Column("basis", sa.String(length=40), nullable=True),
        sa.Column("source", sa.Text(), nullable=True),
        sa.Column("reliability", sa.String(length=40), nullable=False),
        sa.Column("credibility", sa.String(length=40), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("logged_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("logged_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("verified_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("verified_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("verified_note", sa.Text(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.CheckConstraint(
            "state <> 'verified' OR verified_by_id IS NOT NULL OR verified_note IS NOT NULL",
            name=op.f("ck_status_updates_verified_by_somebody"),
        ),
        sa.CheckConstraint(
            "place_status IS NOT NULL OR legal_status IS NOT NULL OR health_status IS NOT NULL",
            name=op.f("ck_status_updates_says_something"),
        ),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_status_updates_case_id_cases")),
        sa.ForeignKeyConstraint(["logged_by_id"], ["users.id"], name=op.f("fk_status_updates_logged_by_id_users")),
        sa.ForeignKeyConstraint(["verified_by_id"], ["users.id"], name=op.f("fk_status_updates_verified_by_id_users")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_status_updates")),
    )
    with op.batch_alter_table("status_updates", schema=None) as batch_op:
        batch_op.create_index("ix_status_updates_case_id_state", ["case_id", "state"], unique=False)
        batch_op.create_index(batch_op.f("ix_status_updates_logged_by_id"), ["logged_by_id"], unique=False)
        batch_op.create_index("ix_status_updates_state_id", ["state", "id"], unique=False)
        batch_op.create_index(batch_op.f("ix_status_updates_verified_by_id"), ["verified_by_id"], unique=False)

    op.create_table(
        "sentence_components",
        sa.Column("sentence_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("kind_as_printed", sa.String(length=100), nullable=True),
        sa.Column("years", sa.Integer(), nullable=True),
        sa.Column("months", sa.Integer(), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(
            ["sentence_id"], ["sentences.id"], name=op.f("fk_sentence_components_sentence_id_sentences")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sentence_components")),
    )
    with op.batch_alter_table("sentence_components", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_sentence_components_sentence_id"), ["sentence_id"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("sentence_components", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_sentence_components_sentence_id"))

    op.drop_table("sentence_components")
    with op.batch_alter_table("status_updates", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_status_updates_verified_by_id"))
        batch_op.drop_index("ix_status_updates_state_id")
        batch_op.drop_index(batch_op.f("ix_status_updates_logged_by_id"))
        batch_op.drop_index("ix_status_updates_case_id_state")

    op.drop_table("status_updates")
    with op.batch_alter_table("sentences", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_sentences_case_id"))

    op.drop_table("sentences")
    with op.batch_alter_table("sensitivity_marks", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_sensitivity_marks_case_id"))

    op.drop_table("sensitivity_marks")
    with op.batch_alter_table("media_items", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_media_items_case_id"))

    op.drop_table("media_items")
    with op.batch_alter_table("events", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_events_case_id"))

    op.drop_table("events")
    with op.batch_alter_table("custody_episodes", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_custody_episodes_case_id"))

    op.drop_table("custody_episodes")
    with op.batch_alter_table("conflicts", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_conflicts_case_id"))

    op.drop_table("conflicts")
    with op.batch_alter_table("claims", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_claims_case_id"))

    op.drop_table("claims")
    with op.batch_alter_table("case_notes", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_case_notes_written_by_id"))
        batch_op.drop_index(batch_op.f("ix_case_notes_case_id"))

    op.drop_table("case_notes")
    with op.batch_alter_table("case_documents", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_case_documents_case_id"))

    op.drop_table("case_documents")
    with op.batch_alter_table("aid_needs", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_aid_needs_case_id"))

    op.drop_table("aid_needs")
