"""The date boxes above a list."""

from datetime import date

import pytest

from caseapp.dates.filter import overlap_range

pytestmark = pytest.mark.usefixtures("small_app")


@pytest.mark.parametrize(
    ("from_text", "to_text", "expected"),
    [
        ("2017", "2017", (date(2017, 1, 1), date(2017, 12, 31))),
        ("2017-08", "2018-02", (date(2017, 8, 1), date(2018, 2, 28))),
        ("2017-08-14", "2017-08-14", (date(2017, 8, 14), date(2017, 8, 14))),
        (" 2017 ", "", (date(2017, 1, 1), None)),
        (None, "2017-02", (None, date(2017, 2, 28))),
        ("", None, (None, None)),
        ("٢٠١٧", "２０１８", (date(2017, 1, 1), date(2018, 12, 31))),
    ],
)
def test_two_boxes_become_a_first_and_a_last_day(
    from_text: str | None, to_text: str | None, expected: tuple[date | None, date | None]
) -> None:
    assert overlap_range(from_text, to_text) == expected


@pytest.mark.parametrize(
    "text", ["17", "last year", "2017-13", "2017-21", "2017-02-30", "2017~", "2017/2018", "14.08.2017", "0000", "²017"]
)
def test_anything_else_is_answered_with_what_to_write(text: str) -> None:
    for pair in ((text, None), (None, text)):
        with pytest.raises(ValueError, match="Write a date like 2017, 2017-08 or 2017-08-14"):
            overlap_range(*pair)


def test_a_range_backwards_is_refused() -> None:
    with pytest.raises(ValueError, match="before the beginning"):
        overlap_range("2018", "2017")
