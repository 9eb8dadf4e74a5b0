"""A partial date goes into the database and comes back; the query agrees with the rule."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from sqlalchemy import create_engine, insert, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, aliased, mapped_column

from caseapp.dates import PartialDate
from caseapp.dates.column import columns, partial_date

EXPRESSIONS = [
    "2017-08-14",
    "2017-08",
    "2017",
    "2017~",
    "2019?",
    "201X",
    "2017-24",
    "2004/2017",
    "2017-11-20/2018-02~",
    "2021-02/..",
    "../2018-02",
    "[2017-10..2017-12]",
    "[..2018]",
    "../..",
    "2016-02",
]


class Base(DeclarativeBase):
    """The tables of this test."""


class Happening(Base):
    """Something with a beginning and an end."""

    __tablename__ = "happenings"

    id: Mapped[int] = mapped_column(primary_key=True)
    began: Mapped[PartialDate | None] = partial_date("began", index=True)
    ended: Mapped[PartialDate | None] = partial_date("ended")


class Dated(Base):
    """Something that must have a date."""

    __tablename__ = "dated"

    id: Mapped[int] = mapped_column(primary_key=True)
    on: Mapped[PartialDate] = partial_date("on", required=True)


@pytest.fixture
def session() -> Iterator[Session]:
    engine = create_engine("sqlite://")
    Base.metadata.create_all(engine)
    with Session(engine) as session:
        yield session
    engine.dispose()


def test_a_date_comes_back_with_its_wording(session: Session) -> None:
    told = PartialDate.parse("[2017-10..2017-12]", "в конце 2017-го", "ru")
    session.add(Happening(began=told))
    session.commit()
    session.expire_all()
    happening = session.scalars(select(Happening)).one()
    assert happening.began == told
    assert happening.ended is None


def test_a_date_can_be_corrected_and_removed(session: Session) -> None:
    happening = Happening(began=PartialDate.parse("2017"))
    session.add(happening)
    session.commit()
    happening.began = PartialDate.parse("2018-05~")
    session.commit()
    stored = select(Happening.began_edtf, Happening.began_latest)
    assert session.execute(stored).one() == ("2018-05~", date(2018, 5, 31))
    happening.began = None
    session.commit()
    session.expire_all()
    assert happening.began is None
    assert session.execute(stored).one() == (None, None)


def test_core_inserts_store_the_same(session: Session) -> None:
    told = PartialDate.parse("2021-02/..", "2021 жылдың ақпанынан бері", "kk")
    session.execute(insert(Happening), [columns("began", told) | columns("ended", None)])
    happening = session.scalars(select(Happening)).one()
    assert (happening.began, happening.ended) == (told, None)


def test_a_required_date_cannot_be_left_out(session: Session) -> None:
    session.add(Dated())
    with pytest.raises(IntegrityError):
        session.commit()


def test_the_columns_have_their_names_and_index() -> None:
    table = Happening.__table__
    assert [column.name for column in table.columns][1:6] == [
        "began_edtf",
        "began_earliest",
        "began_latest",
        "began_wording",
        "began_language",
    ]
    assert [list(index.columns.keys()) for index in table.indexes] == [["began_earliest"]]


def test_lists_sort_by_the_earliest_day(session: Session) -> None:
    session.add_all([Happening(began=PartialDate.parse(text)) for text in ("2018", "2017-08", "2004/2019")])
    session.commit()
    found = session.scalars(select(Happening).order_by(Happening.began.earliest, Happening.began.latest)).all()
    assert [happening.began.edtf for happening in found] == ["2004/2019", "2017-08", "2018"]


def test_the_query_agrees_with_the_rule_on_every_boundary_day(session: Session) -> None:
    dates = {text: PartialDate.parse(text) for text in EXPRESSIONS}
    session.add_all([Happening(began=value) for value in dates.values()])
    session.add(Happening(began=None))
    session.commit()
    bounds = {day for value in dates.values() for day in (value.earliest, value.latest) if day}
    days: list[date | None] = sorted({day + timedelta(days=by) for day in bounds for by in (-1, 0, 1)})
    edges = [*days[:: max(1, len(days) // 40)], None]
    for start in edges:
        for end in edges:
            found = session.scalars(select(Happening).where(Happening.began.overlaps(start, end)))
            in_rule = {text for text, value in dates.items() if value.overlaps(start, end)}
            assert {happening.began.edtf for happening in found} == in_rule, (start, end)


@pytest.mark.parametrize(
    ("edtf", "start", "end", "expected"),
    [
        ("2017-08", date(2017, 8, 31), None, True),
        ("2017-08", date(2017, 9, 1), None, False),
        ("2017-08", None, date(2017, 8, 1), True),
        ("2017-08", None, date(2017, 7, 31), False),
        ("2017-08", None, None, True),
        ("2021-02/..", date(2030, 1, 1), None, True),
        ("2021-02/..", None, date(2021, 1, 31), False),
        ("[..2018]", None, date(1950, 1, 1), True),
        ("[..2018]", date(2019, 1, 1), None, False),
    ],
)
def test_a_search_finds_dates_that_may_lie_in_it(
    session: Session, edtf: str, start: date | None, end: date | None, expected: bool
) -> None:
    session.add(Happening(began=PartialDate.parse(edtf)))
    session.commit()
    found = session.scalars(select(Happening).where(Happening.began.overlaps(start, end))).all()
    assert bool(found) is expected


def test_a_query_can_ask_through_an_alias(session: Session) -> None:
    session.add(Happening(began=PartialDate.parse("2017")))
    session.commit()
    other = aliased(Happening)
    asked = select(other).where(other.began.overlaps(date(2017, 5, 1), date(2017, 5, 2)))
    assert "happenings_1.began_earliest" in str(asked)
    assert len(session.scalars(asked).all()) == 1
