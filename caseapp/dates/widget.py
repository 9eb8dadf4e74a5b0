"""How the boxes of a partial date look: plain HTML that works without JavaScript and on a phone."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from flask_babel import gettext as _
from markupsafe import Markup

from caseapp.dates.boxes import DATE_BOXES, END_BOXES, SEASON_NAMES, WITH_END, Qualifier
from caseapp.dates.calendar_words import month_names, page_locale
from caseapp.dates.partial_date import PartialDate
from caseapp.dates.wording import sentence

if TYPE_CHECKING:
    from caseapp.dates.field import PartialDateField


class PartialDateWidget:
    """Draw a date's controls; legend, hint and errors stand around them in the form macro's fieldset."""

    def __call__(self, field: "PartialDateField", **_attributes: Any) -> Markup:
        """Draw the boxes with what was typed or stored."""
        return Markup('<div class="partial-date" id="{}">{}</div>').format(
            field.id,
            Markup("").join(
                [
                    _part(field, "qualifier", _("How sure is it?"), _select(field, "qualifier", _qualifiers(field))),
                    *_date_parts(field, DATE_BOXES),
                    _end(field),
                    _part(field, "wording", _("In their own words"), _wording(field), wide=True),
                    _kept(field),
                ]
            ),
        )


def _date_parts(field: "PartialDateField", boxes: tuple[str, ...]) -> list[Markup]:
    """Draw three boxes in the order in which the page's language writes a date."""
    year, month, day = boxes
    parts = {
        "y": _part(field, year, _("Year"), _number(field, year, 4)),
        "M": _part(field, month, _("Month"), _select(field, month, _months(field, month))),
        "d": _part(field, day, _("Day"), _number(field, day, 2)),
    }
    pattern = page_locale().date_formats["long"].pattern.replace("L", "M")
    return [parts[letter] for letter in sorted(parts, key=pattern.find)]


def _end(field: "PartialDateField") -> Markup:
    """Draw the second date, folded away while it is not needed."""
    needed = field.typed["qualifier"] in WITH_END or any(field.typed[box] for box in END_BOXES)
    return Markup(
        '<details class="partial-date-end"{}><summary>{}</summary>'
        '<div class="partial-date" role="group" aria-label="{}">{}</div></details>'
    ).format(
        Markup(" open") if needed else "",
        _("Second date, for “between” and “from … to”"),
        _("Second date"),
        Markup("").join(_date_parts(field, END_BOXES)),
    )


def _part(field: "PartialDateField", box: str, label: str, control: Markup, *, wide: bool = False) -> Markup:
    return Markup('<div class="part{}"><label for="{}-{}">{}</label>{}</div>').format(
        " wide" if wide else "", field.id, box, label, control
    )


def _attributes(field: "PartialDateField", box: str) -> Markup:
    """Tie a control to its name, and where it is wrong to the message."""
    said = Markup(' id="{0}-{2}" name="{1}"').format(field.id, field.box_name(box), box)
    if box in field.wrong_boxes:
        said += Markup(' aria-invalid="true" aria-describedby="{}-error"').format(field.id)
    return said


def _number(field: "PartialDateField", box: str, digits: int) -> Markup:
    return Markup(
        '<input class="form-control{}" type="text" inputmode="numeric" autocomplete="off" size="{}" maxlength="12"'
        ' value="{}"{}>'
    ).format(" is-invalid" if box in field.wrong_boxes else "", digits, field.typed[box], _attributes(field, box))


def _wording(field: "PartialDateField") -> Markup:
    language = field.typed["language"]
    return Markup(
        '<input class="form-control" type="text" dir="auto" autocomplete="off" maxlength="500" value="{}"{}{}>'
    ).format(
        field.typed["wording"],
        Markup(' lang="{}"').format(language) if language else "",
        _attributes(field, "wording"),
    )


def _select(field: "PartialDateField", box: str, options: Iterable[tuple[str, object]]) -> Markup:
    chosen = field.typed[box]
    drawn = [
        Markup('<option value="{}"{}>{}</option>').format(value, Markup(" selected") if value == chosen else "", label)
        for value, label in options
    ]
    return Markup('<select class="form-select{}"{}>{}</select>').format(
        " is-invalid" if box in field.wrong_boxes else "", _attributes(field, box), Markup("").join(drawn)
    )


def _months(field: "PartialDateField", box: str) -> list[tuple[str, object]]:
    names: dict[int, object] = {**month_names(page_locale(), alone=True), **SEASON_NAMES}
    options: list[tuple[str, object]] = [("", _("Not known")), *((str(number), name) for number, name in names.items())]
    typed = field.typed[box]
    if typed and typed not in dict(options):
        options.append((typed, typed))
    return options


def _qualifiers(field: "PartialDateField") -> list[tuple[str, object]]:
    options: list[tuple[str, object]] = [
        (Qualifier.EXACTLY, _("exactly")),
        (Qualifier.ABOUT, _("about")),
        (Qualifier.UNCERTAIN, _("not sure")),
        (Qualifier.ABOUT_AND_UNCERTAIN, _("about, and not sure")),
        (Qualifier.BETWEEN, _("at some time between … and …")),
        (Qualifier.BY_THE_END_OF, _("at some time before the end of …")),
        (Qualifier.FROM_TO, _("all the time from … to …")),
        (Qualifier.SINCE, _("since …, still going on")),
        (Qualifier.UNTIL, _("until …")),
    ]
    if kept := _kept_date(field):
        options.insert(0, (Qualifier.KEPT, _("as recorded: %(date)s", date=sentence(kept))))
    return options


def _kept(field: "PartialDateField") -> Markup:
    """Carry along what the boxes have no place for: a date they cannot hold, the language of the words."""
    return Markup("").join(
        Markup('<input type="hidden" name="{}" value="{}">').format(field.box_name(box), field.typed[box])
        for box in ("kept", "language")
        if field.typed[box]
    )


def _kept_date(field: "PartialDateField") -> PartialDate | None:
    try:
        return PartialDate.parse(field.typed["kept"])
    except ValueError:
        return None
