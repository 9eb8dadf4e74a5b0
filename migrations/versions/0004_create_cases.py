"""Cases, who works on them, what they are called elsewhere, and the register of sources."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "sources",
        sa.Column("key", sa.String(length=60), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("url", sa.Text(), nullable=True),
        sa.Column("published", sa.String(length=100), nullable=True),
        sa.Column("language", sa.String(length=10), nullable=True),
        sa.Column("file", sa.Text(), nullable=True),
        sa.Column("is_external", sa.Boolean(), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sources")),
        sa.UniqueConstraint("key", name=op.f("uq_sources_key")),
    )
    op.create_table(
        "case_numbers",
        sa.Column("office_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(["office_id"], ["offices.id"], name=op.f("fk_case_numbers_office_id_offices")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_numbers")),
        sa.UniqueConstraint("office_id", "year", name=op.f("uq_case_numbers_office_id_year")),
    )
    op.create_table(
        "cases",
        sa.Column("code", sa.String(length=20), nullable=True),
        sa.Column("person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("office_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("access", sa.String(length=40), nullable=False),
        sa.Column("risk", sa.String(length=40), nullable=False),
        sa.Column("label", sa.Text(), nullable=True),
        sa.Column("summary", sa.Text(), nullable=True),
        sa.Column("outcome", sa.Text(), nullable=True),
        sa.Column("logged_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("opened_on", sa.Date(), nullable=False),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("close_reason", sa.Text(), nullable=True),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("shown_name", sa.Text(), nullable=False),
        sa.Column("other_name", sa.Text(), nullable=True),
        sa.Column("sex", sa.String(length=40), nullable=False),
        sa.Column("county_code", sa.String(length=6), nullable=True),
        sa.Column("place_status", sa.String(length=40), nullable=False),
        sa.Column("legal_status", sa.String(length=40), nullable=False),
        sa.Column("health_status", sa.String(length=40), nullable=False),
        sa.Column("taken_earliest", sa.Date(), nullable=True),
        sa.Column("taken_latest", sa.Date(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.CheckConstraint("state <> 'closed' OR closed_on IS NOT NULL", name=op.f("ck_cases_closed_has_date")),
        sa.CheckConstraint("state = 'draft' OR code IS NOT NULL", name=op.f("ck_cases_open_has_code")),
        sa.ForeignKeyConstraint(["logged_by_id"], ["users.id"], name=op.f("fk_cases_logged_by_id_users")),
        sa.ForeignKeyConstraint(["office_id"], ["offices.id"], name=op.f("fk_cases_office_id_offices")),
        sa.ForeignKeyConstraint(["person_id"], ["persons.id"], name=op.f("fk_cases_person_id_persons")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cases")),
        sa.UniqueConstraint("code", name=op.f("uq_cases_code")),
        sa.UniqueConstraint("person_id", name=op.f("uq_cases_person_id")),
    )
    with op.batch_alter_table("cases", schema=None) as batch_op:
        batch_op.create_index("ix_cases_logged_by_id_state", ["logged_by_id", "state"], unique=False)
        batch_op.create_index("ix_cases_office_id_changed_at", ["office_id", "changed_at", "id"], unique=False)
        batch_op.create_index("ix_cases_office_id_county_code_id", ["office_id", "county_code", "id"], unique=False)
        batch_op.create_index("ix_cases_office_id_health_status_id", ["office_id", "health_status", "id"], unique=False)
        batch_op.create_index("ix_cases_office_id_legal_status_id", ["office_id", "legal_status", "id"], unique=False)
        batch_op.create_index("ix_cases_office_id_place_status_id", ["office_id", "place_status", "id"], unique=False)
        batch_op.create_index("ix_cases_office_id_sex_id", ["office_id", "sex", "id"], unique=False)
        batch_op.create_index("ix_cases_office_id_access_id", ["office_id", "access", "id"], unique=False)
        batch_op.create_index("ix_cases_office_id_state_id", ["office_id", "state", "id"], unique=False)
        batch_op.create_index(batch_op.f("ix_cases_taken_earliest"), ["taken_earliest"], unique=False)

    op.create_table(
        "case_assignments",
        sa.Column("case_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("user_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("assigned_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("assigned_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(
            ["assigned_by_id"], ["users.id"], name=op.f("fk_case_assignments_assigned_by_id_users")
        ),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_case_assignments_case_id_cases")),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_case_assignments_user_id_users")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_assignments")),
        sa.UniqueConstraint("case_id", "user_id", name=op.f("uq_case_assignments_case_id_user_id")),
    )
    with op.batch_alter_table("case_assignments", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_case_assignments_assigned_by_id"), ["assigned_by_id"], unique=False)
        batch_op.create_index("ix_case_assignments_user_id_case_id", ["user_id", "case_id"], unique=False)

    op.create_table(
        "case_links",
        sa.Column("case_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("other_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("other_reference", sa.String(length=200), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_case_links_case_id_cases")),
        sa.ForeignKeyConstraint(["other_id"], ["cases.id"], name=op.f("fk_case_links_other_id_cases")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_links")),
        sa.UniqueConstraint("case_id", "other_reference", name=op.f("uq_case_links_case_id_other_reference")),
    )
    with op.batch_alter_table("case_links", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_case_links_case_id"), ["case_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_case_links_other_id"), ["other_id"], unique=False)

    op.create_table(
        "external_references",
        sa.Column("case_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("system", sa.String(length=60), nullable=False),
        sa.Column("value", sa.String(length=200), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_external_references_case_id_cases")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_external_references")),
        sa.UniqueConstraint("system", "value", name=op.f("uq_external_references_system_value")),
    )
    with op.batch_alter_table("external_references", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_external_references_case_id"), ["case_id"], unique=False)

    op.create_table(
        "case_sources",
        sa.Column("case_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("source_key", sa.String(length=60), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_case_sources_case_id_cases")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_sources")),
        sa.UniqueConstraint("case_id", "source_key", name=op.f("uq_case_sources_case_id_source_key")),
    )
    with op.batch_alter_table("case_sources", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_case_sources_source_key"), ["source_key"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("case_sources", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_case_sources_source_key"))

    op.drop_table("case_sources")
    with op.batch_alter_table("external_references", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_external_references_case_id"))

    op.drop_table("external_references")
    with op.batch_alter_table("case_links", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_case_links_other_id"))
        batch_op.drop_index(batch_op.f("ix_case_links_case_id"))

    op.drop_table("case_links")
    with op.batch_alter_table("case_assignments", schema=None) as batch_op:
        batch_op.drop_index("ix_case_assignments_user_id_case_id")
        batch_op.drop_index(batch_op.f("ix_case_assignments_assigned_by_id"))

    op.drop_table("case_assignments")
    with op.batch_alter_table("cases", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_cases_taken_earliest"))
        batch_op.drop_index("ix_cases_office_id_access_id")
        batch_op.drop_index("ix_cases_office_id_state_id")
        batch_op.drop_index("ix_cases_office_id_sex_id")
        batch_op.drop_index("ix_cases_office_id_place_status_id")
        batch_op.drop_index("ix_cases_office_id_legal_status_id")
        batch_op.drop_index("ix_cases_office_id_health_status_id")
        batch_op.drop_index("ix_cases_office_id_county_code_id")
        batch_op.drop_index("ix_cases_office_id_changed_at")
        batch_op.drop_index("ix_cases_logged_by_id_state")

    op.drop_table("cases")
    op.drop_table("case_numbers")
    op.drop_table("sources")
