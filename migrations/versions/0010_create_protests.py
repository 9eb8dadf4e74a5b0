"""Protests, who came, what was done to them."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "protests",
        sa.Column("office_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("form", sa.String(length=40), nullable=False),
        sa.Column("form_as_printed", sa.String(length=100), nullable=True),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("held_on", sa.Date(), nullable=True),
        sa.Column("when_edtf", sa.String(length=100), nullable=True),
        sa.Column("when_earliest", sa.Date(), nullable=True),
        sa.Column("when_latest", sa.Date(), nullable=True),
        sa.Column("when_wording", sa.Text(), nullable=True),
        sa.Column("when_language", sa.String(length=10), nullable=True),
        sa.Column("is_date_derived", sa.Boolean(), nullable=False),
        sa.Column("starts_at", sa.Time(), nullable=True),
        sa.Column("place_text", sa.Text(), nullable=True),
        sa.Column("place_code", sa.String(length=6), nullable=True),
        sa.Column("place_confidence", sa.Text(), nullable=True),
        sa.Column("place_country", sa.String(length=60), nullable=True),
        sa.Column("demand", sa.Text(), nullable=True),
        sa.Column("detail", sa.Text(), nullable=True),
        sa.Column("notice_answer", sa.String(length=40), nullable=False),
        sa.Column("notice_given_on", sa.Date(), nullable=True),
        sa.Column("notice_due_on", sa.Date(), nullable=True),
        sa.Column("notice_answered_on", sa.Date(), nullable=True),
        sa.Column("refusal_ground", sa.Text(), nullable=True),
        sa.Column("source", sa.Text(), nullable=True),
        sa.Column("is_published_record", sa.Boolean(), nullable=False),
        sa.Column("created_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.CheckConstraint(
            "notice_answer <> 'refused' OR refusal_ground IS NOT NULL", name=op.f("ck_protests_refusal_has_ground")
        ),
        sa.ForeignKeyConstraint(["created_by_id"], ["users.id"], name=op.f("fk_protests_created_by_id_users")),
        sa.ForeignKeyConstraint(["office_id"], ["offices.id"], name=op.f("fk_protests_office_id_offices")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_protests")),
    )
    with op.batch_alter_table("protests", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_protests_created_by_id"), ["created_by_id"], unique=False)
        batch_op.create_index("ix_protests_office_id_held_on", ["office_id", "held_on", "id"], unique=False)

    op.create_table(
        "appearances",
        sa.Column("protest_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("case_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("who", sa.Text(), nullable=True),
        sa.Column("checked_in_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("checked_in_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_appearances_case_id_cases")),
        sa.ForeignKeyConstraint(["checked_in_by_id"], ["users.id"], name=op.f("fk_appearances_checked_in_by_id_users")),
        sa.ForeignKeyConstraint(["person_id"], ["persons.id"], name=op.f("fk_appearances_person_id_persons")),
        sa.ForeignKeyConstraint(["protest_id"], ["protests.id"], name=op.f("fk_appearances_protest_id_protests")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_appearances")),
    )
    with op.batch_alter_table("appearances", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_appearances_case_id"), ["case_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_appearances_checked_in_by_id"), ["checked_in_by_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_appearances_person_id"), ["person_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_appearances_protest_id"), ["protest_id"], unique=False)

    op.create_table(
        "outcomes",
        sa.Column("appearance_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("kind_as_printed", sa.String(length=100), nullable=True),
        sa.Column("happened_on", sa.Date(), nullable=True),
        sa.Column("minutes", sa.Integer(), nullable=True),
        sa.Column("days", sa.Integer(), nullable=True),
        sa.Column("amount_kzt", sa.Numeric(precision=14, scale=2), nullable=True),
        sa.Column("article", sa.String(length=200), nullable=True),
        sa.Column("served_on", sa.Date(), nullable=True),
        sa.Column("appeal_due_on", sa.Date(), nullable=True),
        sa.Column("detail", sa.Text(), nullable=True),
        sa.Column("recorded_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(
            ["appearance_id"], ["appearances.id"], name=op.f("fk_outcomes_appearance_id_appearances")
        ),
        sa.ForeignKeyConstraint(["recorded_by_id"], ["users.id"], name=op.f("fk_outcomes_recorded_by_id_users")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outcomes")),
    )
    with op.batch_alter_table("outcomes", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_outcomes_appearance_id"), ["appearance_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_outcomes_recorded_by_id"), ["recorded_by_id"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("outcomes", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_outcomes_recorded_by_id"))
        batch_op.drop_index(batch_op.f("ix_outcomes_appearance_id"))

    op.drop_table("outcomes")
    with op.batch_alter_table("appearances", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_appearances_protest_id"))
        batch_op.drop_index(batch_op.f("ix_appearances_person_id"))
        batch_op.drop_index(batch_op.f("ix_appearances_checked_in_by_id"))
        batch_op.drop_index(batch_op.f("ix_appearances_case_id"))

    op.drop_table("appearances")
    with op.batch_alter_table("protests", schema=None) as batch_op:
        batch_op.drop_index("ix_protests_office_id_held_on")
        batch_op.drop_index(batch_op.f("ix_protests_created_by_id"))

    op.drop_table("protests")
