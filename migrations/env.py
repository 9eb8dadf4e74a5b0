"""Runs migrations on the connection the program hands over; there is no other way to connect."""

from alembic import context
from alembic.autogenerate.api import AutogenContext
from sqlalchemy import BigInteger, Connection, Enum
from sqlalchemy.schema import SchemaItem

from caseapp.db import UtcDateTime
from caseapp.models import metadata
from caseapp.search.models import is_full_text


def include_object(
    _item: SchemaItem, name: str | None, kind: str, _reflected: bool, _compare_to: SchemaItem | None
) -> bool:
    """Leave the full-text tables and indexes to the migrations that make them."""
    only: set[str] | None = context.config.attributes.get("only_tables")
    if only is not None and kind == "table" and name not in only:
        return False
    return not is_full_text(name)


def render_item(kind: str, item: object, autogen: AutogenContext) -> str | bool:
    """Write plain types, so that a migration needs nothing of the application."""
    if kind == "type":
        if isinstance(item, Enum):
            return f"sa.String(length={item.length})"
        if isinstance(item, UtcDateTime):
            return "sa.DateTime(timezone=True)"
        if isinstance(item, BigInteger) and item._variant_mapping:  # noqa: SLF001 - no public way to ask
            return "sa.BigInteger().with_variant(sa.Integer(), 'sqlite')"
        if type(item).__name__ == "JSON":
            autogen.imports.add("from sqlalchemy.dialects import postgresql")
            return "sa.JSON().with_variant(postgresql.JSONB(), 'postgresql')"
    return False


def run(connection: Connection) -> None:
    """Run on an open connection, each migration in a transaction of its own."""
    context.configure(
        connection=connection,
        target_metadata=metadata,
        render_as_batch=connection.dialect.name == "sqlite",
        include_object=include_object,
        render_item=render_item,
        compare_type=True,
        transaction_per_migration=True,
    )
    with context.begin_transaction():
        context.run_migrations()


run(context.config.attributes["connection"])
