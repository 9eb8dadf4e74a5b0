"""Tables of persons: names as printed, identifiers, citizenship, homes, contacts, relations."""

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from caseapp.cases.vocabulary import (
    CitizenshipStatus,
    ContactKind,
    IdentifierKind,
    Kinship,
    NameKind,
    Script,
    Sex,
)
from caseapp.dates import PartialDate
from caseapp.dates.column import partial_date
from caseapp.db import Base


class Person(Base):
    """Somebody: a missing person, an applicant, a relative."""

    __tablename__ = "persons"

    sex: Mapped[Sex] = mapped_column(default=Sex.UNKNOWN)
    ethnicity: Mapped[str | None] = mapped_column(String(100))
    occupation: Mapped[str | None] = mapped_column(Text)
    born: Mapped[PartialDate | None] = partial_date("born")
    age: Mapped[int | None]
    age_as_of: Mapped[PartialDate | None] = partial_date("age_as_of")
    age_source: Mapped[str | None] = mapped_column(String(200))
    legal_note: Mapped[str | None] = mapped_column(Text)
    dependants: Mapped[str | None] = mapped_column(Text)
    named_in_source: Mapped[bool | None]
    version: Mapped[int] = mapped_column(default=1)

    names: Mapped[list["PersonName"]] = relationship(
        back_populates="person", order_by="(PersonName.position, PersonName.id)", lazy="raise_on_sql"
    )
    identifiers: Mapped[list["Identifier"]] = relationship(back_populates="person", lazy="raise_on_sql")
    citizenships: Mapped[list["Citizenship"]] = relationship(back_populates="person", lazy="raise_on_sql")
    residences: Mapped[list["Residence"]] = relationship(back_populates="person", lazy="raise_on_sql")
    contacts: Mapped[list["Contact"]] = relationship(back_populates="person", lazy="raise_on_sql")

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012


class PersonName(Base):
    """A name exactly as it was printed or told."""

    __tablename__ = "person_names"

    person_id: Mapped[int] = mapped_column(ForeignKey("persons.id"), index=True)
    text: Mapped[str] = mapped_column(Text)
    script: Mapped[Script]
    kind: Mapped[NameKind] = mapped_column(default=NameKind.AS_PRINTED)
    language: Mapped[str | None] = mapped_column(String(10))
    source: Mapped[str | None] = mapped_column(Text)
    note: Mapped[str | None] = mapped_column(Text)
    position: Mapped[int] = mapped_column(default=0)

    person: Mapped[Person] = relationship(back_populates="names", lazy="raise_on_sql")


class Identifier(Base):
    """A number on a paper, kept as it was typed; lists show it masked."""

    __tablename__ = "identifiers"

    person_id: Mapped[int] = mapped_column(ForeignKey("persons.id"), index=True)
    kind: Mapped[IdentifierKind]
    number: Mapped[str] = mapped_column(String(100))
    issuer: Mapped[str | None] = mapped_column(String(200))
    source: Mapped[str | None] = mapped_column(Text)

    person: Mapped[Person] = relationship(back_populates="identifiers", lazy="raise_on_sql")


class Citizenship(Base):
    """What is said about somebody belonging to a state."""

    __tablename__ = "citizenships"

    person_id: Mapped[int] = mapped_column(ForeignKey("persons.id"), index=True)
    country: Mapped[str] = mapped_column(String(60))
    status: Mapped[CitizenshipStatus] = mapped_column(default=CitizenshipStatus.CITIZEN)
    as_printed: Mapped[str | None] = mapped_column(Text)
    since: Mapped[PartialDate | None] = partial_date("since")
    source: Mapped[str | None] = mapped_column(Text)

    person: Mapped[Person] = relationship(back_populates="citizenships", lazy="raise_on_sql")


class Residence(Base):
    """Where somebody lived, and from when to when."""

    __tablename__ = "residences"

    person_id: Mapped[int] = mapped_column(ForeignKey("persons.id"), index=True)
    place_text: Mapped[str | None] = mapped_column(Text)
    place_code: Mapped[str | None] = mapped_column(String(6), index=True)
    place_confidence: Mapped[str | None] = mapped_column(Text)
    country: Mapped[str | None] = mapped_column(String(60))
    began: Mapped[PartialDate | None] = partial_date("began")
    ended: Mapped[PartialDate | None] = partial_date("ended")
    source: Mapped[str | None] = mapped_column(Text)

    person: Mapped[Person] = relationship(back_populates="residences", lazy="raise_on_sql")


class Contact(Base):
    """How somebody can be reached."""

    __tablename__ = "contacts"

    person_id: Mapped[int] = mapped_column(ForeignKey("persons.id"), index=True)
    kind: Mapped[ContactKind]
    value: Mapped[str] = mapped_column(String(300))
    note: Mapped[str | None] = mapped_column(Text)
    is_safe: Mapped[bool | None]

    person: Mapped[Person] = relationship(back_populates="contacts", lazy="raise_on_sql")


class Relation(Base):
    """What one person is to another: ``person`` is the ``kinship`` of ``other``."""

    __tablename__ = "relations"
    __table_args__ = (Index("ix_relations_other_id", "other_id"),)

    person_id: Mapped[int] = mapped_column(ForeignKey("persons.id"), index=True)
    other_id: Mapped[int] = mapped_column(ForeignKey("persons.id"))
    kinship: Mapped[Kinship] = mapped_column(default=Kinship.OTHER)
    own_word: Mapped[str | None] = mapped_column(String(100))
    source: Mapped[str | None] = mapped_column(Text)

    person: Mapped[Person] = relationship(foreign_keys=person_id, lazy="raise_on_sql")
    other: Mapped[Person] = relationship(foreign_keys=other_id, lazy="raise_on_sql")
