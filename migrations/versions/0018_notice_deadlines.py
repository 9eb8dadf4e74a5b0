"""Notices of deadlines, nights, digests with their outbox, what each person wants, calendar feeds."""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "sweep_runs",
        sa.Column("run_on", sa.Date(), nullable=False),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("digested_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", NUMBER, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sweep_runs")),
        sa.UniqueConstraint("run_on", name=op.f("uq_sweep_runs_run_on")),
    )
    op.create_table(
        "deadline_notices",
        sa.Column("petition_id", NUMBER, nullable=False),
        sa.Column("office_id", NUMBER, nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("tier", sa.Integer(), nullable=False),
        sa.Column("noticed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", NUMBER, nullable=False),
        sa.ForeignKeyConstraint(["office_id"], ["offices.id"], name=op.f("fk_deadline_notices_office_id_offices")),
        sa.ForeignKeyConstraint(
            ["petition_id"], ["petitions.id"], name=op.f("fk_deadline_notices_petition_id_petitions")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_deadline_notices")),
        sa.UniqueConstraint(
            "petition_id", "kind", "due_on", "tier", name=op.f("uq_deadline_notices_petition_id_kind_due_on_tier")
        ),
    )
    op.create_index("ix_deadline_notices_office_id_id", "deadline_notices", ["office_id", "id"])
    op.create_table(
        "notice_wishes",
        sa.Column("user_id", NUMBER, nullable=False),
        sa.Column("rhythm", sa.String(length=40), nullable=False),
        sa.Column("language", sa.String(length=10), nullable=True),
        sa.Column("id", NUMBER, nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_notice_wishes_user_id_users")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notice_wishes")),
        sa.UniqueConstraint("user_id", name=op.f("uq_notice_wishes_user_id")),
    )
    op.create_table(
        "digests",
        sa.Column("recipient", sa.String(length=40), nullable=False),
        sa.Column("user_id", NUMBER, nullable=True),
        sa.Column("run_on", sa.Date(), nullable=False),
        sa.Column("after_notice_id", sa.Integer(), nullable=False),
        sa.Column("last_notice_id", sa.Integer(), nullable=False),
        sa.Column("message_id", sa.String(length=120), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("next_try_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_as", sa.String(length=40), nullable=True),
        sa.Column("id", NUMBER, nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_digests_user_id_users")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_digests")),
        sa.UniqueConstraint("message_id", name=op.f("uq_digests_message_id")),
        sa.UniqueConstraint("recipient", "run_on", name=op.f("uq_digests_recipient_run_on")),
    )
    op.create_index("ix_digests_user_id", "digests", ["user_id"])
    op.create_index("ix_digests_sent_at_next_try_at", "digests", ["sent_at", "next_try_at"])
    op.create_table(
        "calendar_feeds",
        sa.Column("user_id", NUMBER, nullable=False),
        sa.Column("token_hash", sa.LargeBinary(length=32), nullable=False),
        sa.Column("scope", sa.String(length=40), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", NUMBER, nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_calendar_feeds_user_id_users")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_calendar_feeds")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_calendar_feeds_token_hash")),
        sa.UniqueConstraint("user_id", name=op.f("uq_calendar_feeds_user_id")),
    )


def downgrade() -> None:
    for table in ("calendar_feeds", "digests", "notice_wishes", "deadline_notices", "sweep_runs"):
        op.drop_table(table)
