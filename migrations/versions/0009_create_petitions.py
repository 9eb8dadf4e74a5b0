"""Petitions, clocks and correspondence."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "petitions",
        sa.Column("office_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("body_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("body_version_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("recipient_text", sa.Text(), nullable=True),
        sa.Column("recipient_key", sa.String(length=60), nullable=True),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("language", sa.String(length=40), nullable=True),
        sa.Column("subject", sa.Text(), nullable=True),
        sa.Column("letter", sa.Text(), nullable=True),
        sa.Column("letter_kind", sa.String(length=40), nullable=True),
        sa.Column("return_reason", sa.Text(), nullable=True),
        sa.Column("petitioner", sa.Text(), nullable=True),
        sa.Column("sent_on", sa.Date(), nullable=True),
        sa.Column("since_edtf", sa.String(length=100), nullable=True),
        sa.Column("since_earliest", sa.Date(), nullable=True),
        sa.Column("since_latest", sa.Date(), nullable=True),
        sa.Column("since_wording", sa.Text(), nullable=True),
        sa.Column("since_language", sa.String(length=10), nullable=True),
        sa.Column("channel", sa.String(length=40), nullable=True),
        sa.Column("reference", sa.String(length=200), nullable=True),
        sa.Column("reference_key", sa.String(length=40), nullable=True),
        sa.Column("acknowledged_on", sa.Date(), nullable=True),
        sa.Column("replied_on", sa.Date(), nullable=True),
        sa.Column("reply_as_printed", sa.String(length=100), nullable=True),
        sa.Column("reply_detail", sa.Text(), nullable=True),
        sa.Column("reply_by", sa.Text(), nullable=True),
        sa.Column("reply_evidence_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("outcome", sa.Text(), nullable=True),
        sa.Column("source", sa.Text(), nullable=True),
        sa.Column("is_published_record", sa.Boolean(), nullable=False),
        sa.Column("previous_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("owner_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("drafted_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("approved_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("lapses_to", sa.String(length=40), nullable=True),
        sa.Column("silence", sa.String(length=40), nullable=True),
        sa.Column("idempotency_key", sa.String(length=64), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.CheckConstraint(
            "state NOT IN ('sent', 'acknowledged', 'forwarded', 'extended', "
            "'answered_merits', 'answered_formal', 'answered_oral', 'refused') "
            "OR (sent_on IS NOT NULL AND channel IS NOT NULL) OR is_published_record",
            name=op.f("ck_petitions_sent_has_day_and_channel"),
        ),
        sa.CheckConstraint(
            "state NOT IN ('acknowledged') OR (acknowledged_on IS NOT NULL) OR is_published_record",
            name=op.f("ck_petitions_receipt_has_day"),
        ),
        sa.CheckConstraint(
            "state NOT IN ('answered_merits', 'answered_formal', 'refused') OR (replied_on IS NOT NULL AND "
            "(reply_detail IS NOT NULL OR reply_evidence_id IS NOT NULL)) OR is_published_record",
            name=op.f("ck_petitions_answer_has_day_and_words"),
        ),
        sa.CheckConstraint(
            "state NOT IN ('answered_oral', 'not_accepted') OR (replied_on IS NOT NULL AND reply_by IS NOT NULL "
            "AND reply_detail IS NOT NULL) OR is_published_record",
            name=op.f("ck_petitions_spoken_answer_has_speaker"),
        ),
        sa.CheckConstraint(
            "state NOT IN ('closed') OR (closed_on IS NOT NULL AND outcome IS NOT NULL) OR is_published_record",
            name=op.f("ck_petitions_closing_has_reason"),
        ),
        sa.CheckConstraint(
            "body_id IS NOT NULL OR recipient_text IS NOT NULL", name=op.f("ck_petitions_has_recipient")
        ),
        sa.ForeignKeyConstraint(["approved_by_id"], ["users.id"], name=op.f("fk_petitions_approved_by_id_users")),
        sa.ForeignKeyConstraint(["body_id"], ["bodies.id"], name=op.f("fk_petitions_body_id_bodies")),
        sa.ForeignKeyConstraint(
            ["body_version_id"], ["body_versions.id"], name=op.f("fk_petitions_body_version_id_body_versions")
        ),
        sa.ForeignKeyConstraint(["drafted_by_id"], ["users.id"], name=op.f("fk_petitions_drafted_by_id_users")),
        sa.ForeignKeyConstraint(["office_id"], ["offices.id"], name=op.f("fk_petitions_office_id_offices")),
        sa.ForeignKeyConstraint(["owner_id"], ["users.id"], name=op.f("fk_petitions_owner_id_users")),
        sa.ForeignKeyConstraint(
            ["reply_evidence_id"], ["evidence_files.id"], name=op.f("fk_petitions_reply_evidence_id_evidence_files")
        ),
        sa.ForeignKeyConstraint(["previous_id"], ["petitions.id"], name=op.f("fk_petitions_previous_id_petitions")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_petitions")),
    )
    with op.batch_alter_table("petitions", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_petitions_approved_by_id"), ["approved_by_id"], unique=False)
        batch_op.create_index(
            "ix_petitions_body_id_sent_on",
            ["body_id", "sent_on", "replied_on", "closed_on", "state", "due_on", "lapses_to", "is_published_record"],
            unique=False,
        )
        batch_op.create_index(batch_op.f("ix_petitions_body_version_id"), ["body_version_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_petitions_drafted_by_id"), ["drafted_by_id"], unique=False)
        batch_op.create_index("ix_petitions_office_id_due_on", ["office_id", "due_on", "id", "state"], unique=False)
        batch_op.create_index(
            "ix_petitions_office_id_lapses_to", ["office_id", "lapses_to", "due_on", "id", "state"], unique=False
        )
        batch_op.create_index("ix_petitions_office_id_state", ["office_id", "state", "id"], unique=False)
        batch_op.create_index("ix_petitions_owner_id_state", ["owner_id", "state"], unique=False)
        batch_op.create_index(
            "ix_petitions_owner_id_due_on",
            ["owner_id", "due_on", "id", "office_id", "state", "lapses_to"],
            unique=False,
        )
        batch_op.create_index(
            "ix_petitions_body_id_due_on",
            ["body_id", "due_on", "id", "office_id", "state", "lapses_to"],
            unique=False,
        )
        batch_op.create_index(batch_op.f("ix_petitions_previous_id"), ["previous_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_petitions_reference"), ["reference"], unique=False)
        batch_op.create_index(batch_op.f("ix_petitions_reference_key"), ["reference_key"], unique=False)
        batch_op.create_index(batch_op.f("ix_petitions_reply_evidence_id"), ["reply_evidence_id"], unique=False)
        batch_op.create_index("ix_petitions_state_id", ["state", "id"], unique=False)
        batch_op.create_index(
            "uq_petitions_idempotency_key",
            ["idempotency_key"],
            unique=True,
            sqlite_where=sa.text("idempotency_key IS NOT NULL"),
            postgresql_where=sa.text("idempotency_key IS NOT NULL"),
        )

    op.create_table(
        "petition_cases",
        sa.Column("petition_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("case_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_petition_cases_case_id_cases")),
        sa.ForeignKeyConstraint(
            ["petition_id"], ["petitions.id"], name=op.f("fk_petition_cases_petition_id_petitions")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_petition_cases")),
        sa.UniqueConstraint("petition_id", "case_id", name=op.f("uq_petition_cases_petition_id_case_id")),
    )
    with op.batch_alter_table("petition_cases", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_petition_cases_case_id"), ["case_id"], unique=False)

    op.create_table(
        "petition_clocks",
        sa.Column("petition_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("rule", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("started_on", sa.Date(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("is_provisional", sa.Boolean(), nullable=False),
        sa.Column("trace", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("stopped_on", sa.Date(), nullable=True),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(
            ["petition_id"], ["petitions.id"], name=op.f("fk_petition_clocks_petition_id_petitions")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_petition_clocks")),
        sa.UniqueConstraint("petition_id", "kind", name=op.f("uq_petition_clocks_petition_id_kind")),
    )
    with op.batch_alter_table("petition_clocks", schema=None) as batch_op:
        batch_op.create_index(
            "ix_petition_clocks_kind_stopped_on_due_on", ["kind", "stopped_on", "due_on", "petition_id"], unique=False
        )
        batch_op.create_index(
            "ix_petition_clocks_stopped_on_due_on", ["stopped_on", "due_on", "petition_id", "kind"], unique=False
        )

    op.create_table(
        "correspondence",
        sa.Column("petition_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("direction", sa.String(length=40), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("happened_on", sa.Date(), nullable=True),
        sa.Column("summary", sa.Text(), nullable=True),
        sa.Column("reference", sa.String(length=200), nullable=True),
        sa.Column("reference_key", sa.String(length=40), nullable=True),
        sa.Column("from_body_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("to_body_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("to_text", sa.Text(), nullable=True),
        sa.Column("new_due_on", sa.Date(), nullable=True),
        sa.Column("is_by_rule", sa.Boolean(), nullable=False),
        sa.Column("channel", sa.String(length=40), nullable=True),
        sa.Column("no_proof_because", sa.Text(), nullable=True),
        sa.Column("is_by_family", sa.Boolean(), nullable=False),
        sa.Column("told_by", sa.Text(), nullable=True),
        sa.Column("confirmed_how", sa.Text(), nullable=True),
        sa.Column("taken_back_because", sa.Text(), nullable=True),
        sa.Column("idempotency_key", sa.String(length=64), nullable=True),
        sa.Column("evidence_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("recorded_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.CheckConstraint("happened_on IS NOT NULL OR kind = 'note'", name=op.f("ck_correspondence_has_day")),
        sa.CheckConstraint(
            "kind <> 'forwarded' OR to_body_id IS NOT NULL OR to_text IS NOT NULL",
            name=op.f("ck_correspondence_forwarded_to_somebody"),
        ),
        sa.CheckConstraint(
            "kind <> 'extended' OR new_due_on IS NOT NULL OR is_by_rule", name=op.f("ck_correspondence_extended_until")
        ),
        sa.CheckConstraint(
            "kind NOT IN ('answered_oral', 'not_accepted') OR (told_by IS NOT NULL AND summary IS NOT NULL)",
            name=op.f("ck_correspondence_spoken_by_somebody"),
        ),
        sa.CheckConstraint(
            "kind NOT IN ('answered_merits', 'answered_formal', 'refused') "
            "OR summary IS NOT NULL OR evidence_id IS NOT NULL",
            name=op.f("ck_correspondence_answer_has_words"),
        ),
        sa.CheckConstraint(
            "kind NOT IN ('withdrawal', 'withdrawal_under_pressure') "
            "OR (told_by IS NOT NULL AND summary IS NOT NULL AND confirmed_how IS NOT NULL)",
            name=op.f("ck_correspondence_withdrawal_confirmed"),
        ),
        sa.CheckConstraint(
            "kind <> 'sent' OR (channel IS NOT NULL AND (evidence_id IS NOT NULL OR no_proof_because IS NOT NULL "
            "OR channel NOT IN ('registered_post', 'online_form', 'e_otinish', 'by_hand')))",
            name=op.f("ck_correspondence_sending_proved"),
        ),
        sa.ForeignKeyConstraint(["to_body_id"], ["bodies.id"], name=op.f("fk_correspondence_to_body_id_bodies")),
        sa.ForeignKeyConstraint(
            ["evidence_id"], ["evidence_files.id"], name=op.f("fk_correspondence_evidence_id_evidence_files")
        ),
        sa.ForeignKeyConstraint(["from_body_id"], ["bodies.id"], name=op.f("fk_correspondence_from_body_id_bodies")),
        sa.ForeignKeyConstraint(
            ["petition_id"], ["petitions.id"], name=op.f("fk_correspondence_petition_id_petitions")
        ),
        sa.ForeignKeyConstraint(["recorded_by_id"], ["users.id"], name=op.f("fk_correspondence_recorded_by_id_users")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_correspondence")),
    )
    with op.batch_alter_table("correspondence", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_correspondence_evidence_id"), ["evidence_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_correspondence_from_body_id"), ["from_body_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_correspondence_petition_id"), ["petition_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_correspondence_recorded_by_id"), ["recorded_by_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_correspondence_reference_key"), ["reference_key"], unique=False)
        batch_op.create_index(batch_op.f("ix_correspondence_to_body_id"), ["to_body_id"], unique=False)
        batch_op.create_index(
            "uq_correspondence_idempotency_key",
            ["idempotency_key"],
            unique=True,
            sqlite_where=sa.text("idempotency_key IS NOT NULL"),
            postgresql_where=sa.text("idempotency_key IS NOT NULL"),
        )
    _watch_states()


# States that another row proves; the others are watched by the CHECK constraints above.
STATE_WITHOUT_ITS_ROW = """
    NOT NEW.is_published_record AND (
        (
            NEW.state IN ('forwarded', 'extended', 'withdrawn_freely', 'withdrawn_under_pressure')
            AND NOT EXISTS (
                SELECT 1 FROM correspondence AS letter
                WHERE letter.petition_id = NEW.id AND letter.taken_back_because IS NULL AND letter.kind = CASE NEW.state
                    WHEN 'withdrawn_freely' THEN 'withdrawal'
                    WHEN 'withdrawn_under_pressure' THEN 'withdrawal_under_pressure'
                    ELSE NEW.state END
            )
        )
        OR (
            NEW.state = 'escalated'
            AND NOT EXISTS (SELECT 1 FROM petitions AS following WHERE following.previous_id = NEW.id)
        )
    )
"""
REFUSED = "a petition cannot stand here without its evidence"


def _watch_states() -> None:
    """Refuse a state whose evidence is another row, unless the row is there."""
    if op.get_bind().dialect.name == "sqlite":
        for name, when in (("added", "INSERT"), ("moved", "UPDATE OF state, is_published_record")):
            op.execute(
                f"CREATE TRIGGER petition_{name}_with_evidence AFTER {when} ON petitions "
                f"WHEN {STATE_WITHOUT_ITS_ROW} BEGIN SELECT RAISE(ABORT, '{REFUSED}'); END"
            )
        return
    op.execute(
        "CREATE FUNCTION petition_needs_evidence() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        f"IF {STATE_WITHOUT_ITS_ROW} THEN RAISE EXCEPTION '{REFUSED}' USING ERRCODE = 'check_violation'; END IF; "
        "RETURN NULL; END $$"
    )
    op.execute(
        "CREATE TRIGGER petition_with_evidence AFTER INSERT OR UPDATE OF state, is_published_record ON petitions "
        "FOR EACH ROW EXECUTE FUNCTION petition_needs_evidence()"
    )


def _stop_watching() -> None:
    if op.get_bind().dialect.name == "sqlite":
        for name in ("added", "moved"):
            op.execute(f"DROP TRIGGER petition_{name}_with_evidence")
        return
    op.execute("DROP TRIGGER petition_with_evidence ON petitions")
    op.execute("DROP FUNCTION petition_needs_evidence()")


def downgrade() -> None:
    _stop_watching()
    with op.batch_alter_table("correspondence", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_correspondence_idempotency_key",
            sqlite_where=sa.text("idempotency_key IS NOT NULL"),
            postgresql_where=sa.text("idempotency_key IS NOT NULL"),
        )
        batch_op.drop_index(batch_op.f("ix_correspondence_to_body_id"))
        batch_op.drop_index(batch_op.f("ix_correspondence_reference_key"))
        batch_op.drop_index(batch_op.f("ix_correspondence_recorded_by_id"))
        batch_op.drop_index(batch_op.f("ix_correspondence_petition_id"))
        batch_op.drop_index(batch_op.f("ix_correspondence_from_body_id"))
        batch_op.drop_index(batch_op.f("ix_correspondence_evidence_id"))

    op.drop_table("correspondence")
    with op.batch_alter_table("petition_clocks", schema=None) as batch_op:
        batch_op.drop_index("ix_petition_clocks_stopped_on_due_on")
        batch_op.drop_index("ix_petition_clocks_kind_stopped_on_due_on")

    op.drop_table("petition_clocks")
    with op.batch_alter_table("petition_cases", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_petition_cases_case_id"))

    op.drop_table("petition_cases")
    with op.batch_alter_table("petitions", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_petitions_idempotency_key",
            sqlite_where=sa.text("idempotency_key IS NOT NULL"),
            postgresql_where=sa.text("idempotency_key IS NOT NULL"),
        )
        batch_op.drop_index("ix_petitions_state_id")
        batch_op.drop_index(batch_op.f("ix_petitions_reply_evidence_id"))
        batch_op.drop_index(batch_op.f("ix_petitions_reference_key"))
        batch_op.drop_index(batch_op.f("ix_petitions_reference"))
        batch_op.drop_index(batch_op.f("ix_petitions_previous_id"))
        batch_op.drop_index("ix_petitions_body_id_due_on")
        batch_op.drop_index("ix_petitions_owner_id_due_on")
        batch_op.drop_index("ix_petitions_owner_id_state")
        batch_op.drop_index("ix_petitions_office_id_state")
        batch_op.drop_index("ix_petitions_office_id_lapses_to")
        batch_op.drop_index("ix_petitions_office_id_due_on")
        batch_op.drop_index(batch_op.f("ix_petitions_drafted_by_id"))
        batch_op.drop_index(batch_op.f("ix_petitions_body_version_id"))
        batch_op.drop_index("ix_petitions_body_id_sent_on")
        batch_op.drop_index(batch_op.f("ix_petitions_approved_by_id"))

    op.drop_table("petitions")
