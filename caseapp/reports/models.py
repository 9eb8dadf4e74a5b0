"""Tables of what concerns the whole campaign rather than one case."""

from typing import Any

from sqlalchemy import String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from caseapp.dates import PartialDate
from caseapp.dates.column import partial_date
from caseapp.db import Base


class CampaignEvent(Base):
    """Something that happened to the campaign."""

    __tablename__ = "campaign_events"
    __table_args__ = (UniqueConstraint("fingerprint"),)

    fingerprint: Mapped[str] = mapped_column(String(64))
    happened: Mapped[PartialDate | None] = partial_date("happened")
    type: Mapped[str] = mapped_column(String(60))
    detail: Mapped[str] = mapped_column(Text)
    source: Mapped[str | None] = mapped_column(Text)


class AggregateFigure(Base):
    """A published figure about many people."""

    __tablename__ = "aggregate_figures"

    key: Mapped[str] = mapped_column(String(60), unique=True)
    what: Mapped[str] = mapped_column(Text)
    count: Mapped[str] = mapped_column(Text)
    as_of: Mapped[PartialDate | None] = partial_date("as_of")
    places: Mapped[list[Any]]
    source: Mapped[str | None] = mapped_column(Text)
