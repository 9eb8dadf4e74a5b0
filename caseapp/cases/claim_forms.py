"""Forms of what is recorded about a case: events, custody, sentences, needs, papers, publications, notes."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, FieldList, FormField, IntegerField
from wtforms import Form as PlainForm
from wtforms.validators import NumberRange, Optional, ValidationError

from caseapp.cases.fields import PlaceField, SeenForm, SourcedForm, line, long_text
from caseapp.cases.vocabulary import (
    AidKind,
    ComponentKind,
    DocumentType,
    EventType,
    MediaType,
    PlaceStatus,
    SentenceCountry,
)
from caseapp.dates.field import PartialDateField
from caseapp.forms import BaseForm, TermField

YEARS = [Optional(), NumberRange(min=0, max=100, message=_l("Enter a number of years between 0 and 100."))]
MONTHS = [Optional(), NumberRange(min=0, max=11, message=_l("Enter a number of months between 0 and 11."))]
MOST_PARTS = 12


class EventForm(SourcedForm):
    """Something that happened to the person."""

    type = TermField(_l("What happened"), vocabulary=EventType, default=EventType.ARREST)
    happened = PartialDateField(_l("When"))
    place_text = line(_l("Where, in the words it was told"), most=500)
    place_code = PlaceField(_l("County or prefecture"))
    detail = long_text(_l("What is told about it"))
    is_sensitive = BooleanField(_l("Handle with more care: do not show it outside the case"))


class CustodyForm(SourcedForm):
    """A stretch of time in one kind of custody."""

    kind = TermField(
        _l("What kind of custody"),
        vocabulary=PlaceStatus,
        only=[
            PlaceStatus.POLICE_STATION,
            PlaceStatus.PRETRIAL_DETENTION,
            PlaceStatus.CAMP,
            PlaceStatus.PRISON,
            PlaceStatus.HOSPITAL_UNDER_GUARD,
            PlaceStatus.HOUSE_ARREST,
            PlaceStatus.FORCED_JOB_PLACEMENT,
            PlaceStatus.EXIT_BANNED,
            PlaceStatus.UNKNOWN,
        ],
        default=PlaceStatus.CAMP,
    )
    facility = line(_l("Name of the place of custody"), most=500)
    place_text = line(_l("Where, in the words it was told"), most=500)
    place_code = PlaceField(_l("County or prefecture"))
    began = PartialDateField(_l("Since when"))
    ended = PartialDateField(_l("Until when"))
    detail = long_text(_l("What is told about it"))

    def validate_ended(self, field: PartialDateField) -> None:
        """Refuse an end before the beginning."""
        began = self.began.data
        if field.data and began and field.data.latest and began.earliest and field.data.latest < began.earliest:
            raise ValidationError(_("The end lies before the beginning; check both dates."))


class ComponentForm(PlainForm):
    """One part of a sentence."""

    kind = TermField(_l("Kind"), vocabulary=ComponentKind, blank=_l("no further part"))
    years = IntegerField(_l("Years"), YEARS)
    months = IntegerField(_l("Months"), MONTHS)


class SentenceForm(SourcedForm):
    """What a court is said to have ordered."""

    country = TermField(_l("Whose court"), vocabulary=SentenceCountry, default=SentenceCountry.CN)
    years_total = IntegerField(_l("Years in all"), YEARS)
    years_from = IntegerField(_l("If not sure: at least (years)"), YEARS)
    years_to = IntegerField(_l("If not sure: at most (years)"), YEARS)
    components = FieldList(
        FormField(ComponentForm, label=_l("Part")),
        label=_l("Parts of the sentence"),
        min_entries=3,
        max_entries=MOST_PARTS,
    )
    charge = line(_l("Charge"), most=1000)
    announced_by = line(_l("Who announced it"), most=500)
    announced = PartialDateField(_l("When it was announced"))
    is_document_seen = BooleanField(_l("We have seen the document"))
    note = long_text(_l("Note"))

    def __init__(self, *args: object, **kwargs: object) -> None:
        """Ask no basis, for a sentence is told by its source; leave room for one more part."""
        super().__init__(*args, **kwargs)
        del self.basis
        if self.components.entries[-1].form.kind.data and len(self.components.entries) < MOST_PARTS:
            self.components.append_entry()

    def validate_years_to(self, field: IntegerField) -> None:
        """Refuse a range that runs backwards."""
        if field.data is not None and self.years_from.data is not None and field.data < self.years_from.data:
            raise ValidationError(_("The greater number of years comes second."))


class NeedForm(SourcedForm):
    """What a family lacks."""

    kind = TermField(_l("What is needed"), vocabulary=AidKind, default=AidKind.FOOD)
    beneficiary = line(_l("For whom"), most=500)
    detail = long_text(_l("What exactly"))
    met = line(_l("What has been done about it"), most=1000)

    def __init__(self, *args: object, **kwargs: object) -> None:
        """Ask no basis: a need is told by its source."""
        super().__init__(*args, **kwargs)
        del self.basis


class DocumentForm(SourcedForm):
    """A paper or keepsake that is said to exist."""

    type = TermField(_l("What it is"), vocabulary=DocumentType, default=DocumentType.WRITTEN_STATEMENT)
    detail = long_text(_l("What it says, who holds it"))

    def __init__(self, *args: object, **kwargs: object) -> None:
        """Ask no basis: the paper is what it is."""
        super().__init__(*args, **kwargs)
        del self.basis


class MediaForm(SourcedForm):
    """Something made public about the case."""

    type = TermField(_l("What it is"), vocabulary=MediaType, default=MediaType.ARTICLE)
    outlet = line(_l("Where it was published"), most=500)
    by = line(_l("By whom"), most=500)
    url = line(_l("Address on the web"), most=2000)
    published = PartialDateField(_l("When"))

    def __init__(self, *args: object, **kwargs: object) -> None:
        """Ask no basis: it is public."""
        super().__init__(*args, **kwargs)
        del self.basis

    def validate_url(self, field: object) -> None:
        """Take only addresses of the web, so that a link never runs anything."""
        data = getattr(field, "data", None)
        if data and not data.lower().startswith(("https://", "http://")):
            raise ValidationError(_("An address on the web begins with https:// or http://"))


class NoteForm(SeenForm):
    """A remark on the case as a whole."""

    text = long_text(_l("Note"), required=_l("Write the note."))
    source = line(_l("Source"), most=500)


class CorrectionForm(BaseForm):
    """Why something recorded is changed."""

    reason = line(
        _l("Why is this changed?"),
        required=_l("Say in a few words why this is changed."),
        most=500,
        description=_l("What stood here before stays in the history."),
    )
