"""Tables of the gazetteer."""

from sqlalchemy import Float, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from caseapp.db import Base


class Place(Base):
    """A region, prefecture or county with its names; codes are those of GB/T 2260."""

    __tablename__ = "places"

    code: Mapped[str] = mapped_column(String(6), unique=True)
    level: Mapped[str] = mapped_column(String(30))
    parent_code: Mapped[str | None] = mapped_column(String(6), index=True)
    name_zh: Mapped[str] = mapped_column(String(100))
    name_pinyin: Mapped[str] = mapped_column(String(100), default="")
    name_en: Mapped[str] = mapped_column(String(100))
    name_kk: Mapped[str] = mapped_column(String(100), default="")
    name_kk_arab: Mapped[str] = mapped_column(String(100), default="")
    name_ru: Mapped[str] = mapped_column(String(100), default="")
    aliases: Mapped[str] = mapped_column(Text, default="")
    latitude: Mapped[float | None] = mapped_column(Float)
    longitude: Mapped[float | None] = mapped_column(Float)
