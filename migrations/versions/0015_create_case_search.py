"""Finding cases by any part of a name and by words of a statement."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "case_search",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False),
        sa.Column("names", sa.Text(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["id"], ["cases.id"], name=op.f("fk_case_search_id_cases")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_search")),
    )
    if op.get_bind().dialect.name == "sqlite":
        _embedded()
    else:
        op.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
        # Kept beside names and words: what is frequent is read case by case, and folding each text anew costs more.
        op.execute(
            "ALTER TABLE case_search "
            "ADD COLUMN names_folded text GENERATED ALWAYS AS (lower(names)) STORED, "
            "ADD COLUMN words_vector tsvector GENERATED ALWAYS AS (to_tsvector('simple', words)) STORED"
        )
        op.execute("CREATE INDEX ix_case_search_names_trgm ON case_search USING gin (names_folded gin_trgm_ops)")
        op.execute("CREATE INDEX ix_case_search_words_tsv ON case_search USING gin (words_vector)")


def _embedded() -> None:
    op.execute(
        "CREATE VIRTUAL TABLE case_names_fts USING fts5("
        "names, content='case_search', content_rowid='id', tokenize='trigram')"
    )
    op.execute(
        "CREATE VIRTUAL TABLE case_words_fts USING fts5("
        "words, content='case_search', content_rowid='id', tokenize='unicode61 remove_diacritics 0')"
    )
    forget = (
        "INSERT INTO case_names_fts (case_names_fts, rowid, names) VALUES ('delete', old.id, old.names); "
        "INSERT INTO case_words_fts (case_words_fts, rowid, words) VALUES ('delete', old.id, old.words);"
    )
    learn = (
        "INSERT INTO case_names_fts (rowid, names) VALUES (new.id, new.names); "
        "INSERT INTO case_words_fts (rowid, words) VALUES (new.id, new.words);"
    )
    op.execute(f"CREATE TRIGGER case_search_added AFTER INSERT ON case_search BEGIN {learn} END")
    op.execute(f"CREATE TRIGGER case_search_removed AFTER DELETE ON case_search BEGIN {forget} END")
    op.execute(f"CREATE TRIGGER case_search_changed AFTER UPDATE ON case_search BEGIN {forget} {learn} END")


def downgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        op.execute("DROP TABLE case_names_fts")
        op.execute("DROP TABLE case_words_fts")
    op.drop_table("case_search")
