"""The table of what has been imported: which record became which case, and how it read."""

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from caseapp.db import Base


class ImportRecord(Base):
    """A published record that has become a case; the fingerprint tells whether it has changed since."""

    __tablename__ = "import_records"

    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"), unique=True)
    reference: Mapped[str] = mapped_column(String(60), unique=True)
    fingerprint: Mapped[str] = mapped_column(String(64))
    imported_at: Mapped[datetime]
