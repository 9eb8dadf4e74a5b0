"""The form field of a partial date: three boxes, how they are meant, and the words it was told in."""

from collections.abc import Mapping, Sequence
from typing import Any

from flask_babel import gettext as _
from wtforms import Field
from wtforms.utils import unset_value
from wtforms.validators import StopValidation

from caseapp import clock
from caseapp.dates import boxes
from caseapp.dates.partial_date import PartialDate
from caseapp.dates.widget import PartialDateWidget


class PartialDateField(Field):
    """Ask for a date as far as it is known; ``data`` is a ``PartialDate`` or None."""

    widget = PartialDateWidget()
    data: PartialDate | None

    def __init__(
        self,
        label: Any = None,
        validators: Any = None,
        *,
        required: bool = False,
        allow_future: bool = False,
        **kwargs: Any,
    ) -> None:
        """Refuse an empty answer where ``required``, and dates after today unless ``allow_future``."""
        super().__init__(label, validators, **kwargs)
        self.required = required
        self.allow_future = allow_future
        if required:
            self.flags.required = True
        self.typed: dict[str, str] = boxes.show(None)
        self.wrong_boxes: frozenset[str] = frozenset()

    def box_name(self, box: str) -> str:
        """Name a box in the form: ``began-year``."""
        return f"{self.name}-{box}"

    def process(
        self,
        formdata: Any,
        data: Any = unset_value,
        extra_filters: Sequence[Any] | None = None,
    ) -> None:
        """Take the date from the form's boxes where they were sent, else show the one given."""
        super().process(None, data, extra_filters)
        self.wrong_boxes = frozenset()
        self.typed = boxes.show(self.data)
        if formdata is None:
            return
        sent = {box: formdata[self.box_name(box)] for box in boxes.BOXES if self.box_name(box) in formdata}
        self.raw_data = [
            text for box in (*boxes.DATE_BOXES, *boxes.END_BOXES, "wording", "kept") if (text := sent.get(box))
        ]
        if sent:
            self._take(sent)

    def _take(self, sent: Mapping[str, str]) -> None:
        """Read what was typed; on a mistake it stays in the boxes beside what to do."""
        self.typed = dict.fromkeys(boxes.BOXES, "") | {box: text.strip() for box, text in sent.items()}
        self.typed["qualifier"] = self.typed["qualifier"] or boxes.Qualifier.EXACTLY.value
        self.data = None
        try:
            self.data = boxes.read(self.typed)
        except boxes.Mistyped as mistake:
            self.process_errors = [*self.process_errors, str(mistake)]
            self.wrong_boxes = mistake.boxes

    def pre_validate(self, form: Any) -> None:  # noqa: ARG002 - WTForms hands it over
        """Stop at a mistyped, missing or future date; other validators then have nothing to add."""
        if self.process_errors:
            raise StopValidation
        if self.required and (self.data is None or self.data.edtf == boxes.UNKNOWN):
            self.wrong_boxes = frozenset({"year"})
            raise StopValidation(_("Enter the date, at least its year."))
        if self.data and not self.allow_future and (self.data.earliest or clock.today()) > clock.today():
            self.wrong_boxes = frozenset(boxes.DATE_BOXES)
            raise StopValidation(_("This date lies in the future; check the year."))
