"""What people type when they log, review and translate an appeal, and when consent is recorded."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField
from wtforms import (
    BooleanField,
    DateField,
    FieldList,
    FormField,
    HiddenField,
    IntegerField,
    RadioField,
    SelectField,
    StringField,
    TextAreaField,
    ValidationError,
)
from wtforms.fields.choices import Choice  # type: ignore[attr-defined]
from wtforms.validators import Length, NumberRange, Optional

from caseapp.appeals import rules
from caseapp.appeals.vocabulary import AppealChannel, ConsentAnswer, ConsentPurpose, ReviewState, TextLanguage
from caseapp.cases.vocabulary import (
    Basis,
    CitizenshipStatus,
    ContactKind,
    EventType,
    HealthStatus,
    Kinship,
    LegalStatus,
    MediaType,
    NameKind,
    PlaceStatus,
    Sex,
)
from caseapp.dates.calendar_words import page_locale
from caseapp.dates.field import PartialDateField
from caseapp.evidence.forms import AcceptedFile
from caseapp.evidence.vocabulary import EvidenceKind
from caseapp.forms import NOT_SAID, BaseForm, OnceField, Required, TermField, choices_of
from caseapp.places import gazetteer

CHOOSE = _l("Choose")
SHORT = Length(max=200, message=_l("Keep this under 200 letters."))
LINE = Length(max=1000, message=_l("Keep this under 1,000 letters."))
LONG = Length(max=100_000, message=_l("This is too long for one statement; put the rest into a file."))
NAME_KINDS = (NameKind.AS_PRINTED, NameKind.ON_DOCUMENT, NameKind.NICKNAME, NameKind.FORMER)
MOST_ROWS = 20


def web_link(_form: Any, field: Any) -> None:
    """Refuse what no browser could follow."""
    if field.data and not rules.is_web_link(field.data):
        raise ValidationError(_("Enter the whole address, beginning with https://"))


class PlaceField(SelectField):
    """A place of the gazetteer, named in the page's language; it may be left open."""

    def __init__(self, label: Any = None, validators: Any = None, **kwargs: Any) -> None:
        super().__init__(label, validators, choices=[], coerce=lambda value: value or None, **kwargs)

    def iter_choices(self) -> Any:
        """Yield the places, each prefecture followed by its counties."""
        locale = str(page_locale())
        yield Choice("", _("Not known, or not in the list"), not self.data, {})
        for place in gazetteer.places().values():
            above = gazetteer.places().get(place.parent_code)
            name = gazetteer.label(place, locale)
            if above is not None and place.level not in {"region", "prefecture"}:
                name = f"{gazetteer.label(above, locale)} · {name}"
            yield Choice(place.code, name, self.data == place.code, {})

    def pre_validate(self, _form: Any) -> None:
        """Refuse a code that is not in the gazetteer."""
        if self.data and self.data not in gazetteer.places():
            raise ValueError(_("Choose one of the answers in the list."))


class RowForm(BaseForm):
    """One row of several in a form; the form around it carries the token."""

    class Meta(BaseForm.Meta):
        """No token of its own."""

        csrf = False

    row_id = HiddenField()


class NameRow(RowForm):
    """A name as printed or told."""

    text = StringField(_l("Name"), [SHORT])
    kind = TermField(_l("Where it stands"), vocabulary=NameKind, only=NAME_KINDS, default=NameKind.AS_PRINTED)


class PhoneRow(RowForm):
    """A way to reach somebody."""

    value = StringField(_l("Phone"), [SHORT])
    kind = TermField(_l("Kind"), vocabulary=ContactKind, default=ContactKind.PHONE)


class ApplicantForm(BaseForm):
    """Who asks."""

    channel = TermField(_l("How did the appeal reach us?"), vocabulary=AppealChannel, default=AppealChannel.OFFICE)
    received_on = DateField(_l("On which day?"), [Optional()])
    names = FieldList(FormField(NameRow), _l("Names"), min_entries=1, max_entries=MOST_ROWS)
    kinship = TermField(_l("What are they to the missing person?"), vocabulary=Kinship, blank=CHOOSE)
    own_word = StringField(
        _l("In the family’s own word"), [SHORT], description=_l("For example: nağaşy, baldyz, kürşi, in any language.")
    )
    phones = FieldList(FormField(PhoneRow), _l("Phones"), min_entries=1, max_entries=MOST_ROWS)
    country = StringField(_l("Citizenship"), [Length(max=60, message=_l("Keep this under 60 letters."))])
    citizenship_status = TermField(_l("How they belong there"), vocabulary=CitizenshipStatus, blank=NOT_SAID)


class MissingForm(BaseForm):
    """Who is missing."""

    names = FieldList(FormField(NameRow), _l("Names"), min_entries=1, max_entries=MOST_ROWS)
    sex = TermField(_l("Sex"), vocabulary=Sex, default=Sex.UNKNOWN)
    born = PartialDateField(_l("Born"))
    age = IntegerField(
        _l("Or age in years"),
        [Optional(), NumberRange(0, 130, _l("Enter the age in years, from 0 to 130."))],
    )
    age_as_of = PartialDateField(_l("When was that the age?"))
    ethnicity = StringField(_l("Ethnicity"), [Length(max=100, message=_l("Keep this under 100 letters."))])
    occupation = StringField(_l("Occupation"), [LINE])
    country = StringField(_l("Citizenship"), [Length(max=60, message=_l("Keep this under 60 letters."))])
    citizenship_status = TermField(_l("How they belong there"), vocabulary=CitizenshipStatus, blank=NOT_SAID)
    place_text = StringField(_l("Home place, as told"), [LINE])
    place_code = PlaceField(_l("County or city"))
    cn_id = StringField(_l("Chinese identity number"), [Length(max=100, message=_l("Keep this under 100 letters."))])
    kz_iin = StringField(_l("Kazakh IIN"), [Length(max=100, message=_l("Keep this under 100 letters."))])


class EventRow(RowForm):
    """Something that happened, as far as its date is known."""

    type = TermField(_l("What happened"), vocabulary=EventType, blank=CHOOSE)
    happened = PartialDateField(_l("When"))
    place_text = StringField(_l("Where"), [LINE])
    detail = TextAreaField(_l("In a few sentences"), [LONG])
    basis = TermField(_l("Known from"), vocabulary=Basis, blank=NOT_SAID)
    source = StringField(_l("Who said so"), [LINE])
    remove = BooleanField(_l("Remove this event"))

    def validate_type(self, field: Any) -> None:
        """Ask what it was where anything else is filled in."""
        told = (self.happened.data, self.place_text.data, self.detail.data, self.source.data)
        if field.data is None and any(told) and not self.remove.data:
            raise ValidationError(_("Choose what happened."))


class HappenedForm(BaseForm):
    """Dated events, and where, in law and in health things stood when last heard."""

    events = FieldList(FormField(EventRow), _l("Events"), min_entries=1, max_entries=MOST_ROWS)
    place_status = TermField(_l("Where they are, as last heard"), vocabulary=PlaceStatus, blank=NOT_SAID)
    legal_status = TermField(_l("What the law is said to have done"), vocabulary=LegalStatus, blank=NOT_SAID)
    health_status = TermField(_l("How their health is"), vocabulary=HealthStatus, blank=NOT_SAID)
    as_of = PartialDateField(_l("As of when?"))
    status_basis = TermField(_l("Known from"), vocabulary=Basis, blank=NOT_SAID)
    status_source = StringField(_l("Who said so"), [LINE])


class StatementForm(BaseForm):
    """What the family told."""

    statement = TextAreaField(
        _l("What the family told, in its own words"),
        [LONG],
        description=_l("Write it down in the language it is told in."),
    )
    statement_language = TermField(_l("Language of the statement"), vocabulary=TextLanguage, blank=CHOOSE)
    video_url = StringField(_l("Link to a video"), [LINE, web_link])


NOT_ASKED = ("", _l("Not asked"))
ANSWERS = [(member.value, member.label) for member in (ConsentAnswer.GIVEN, ConsentAnswer.REFUSED)]
NARROWING = [(member.value, member.label) for member in (ConsentAnswer.REFUSED,)]


def answer_name(purpose: ConsentPurpose) -> str:
    """Name the field of a purpose."""
    return f"answer_{purpose.value}"


class ConsentForm(BaseForm):
    """What one person agrees to, purpose by purpose."""

    given_on = DateField(_l("Day of the answers"), [Required(_l("Enter the day of the answers."))])
    expires_on = DateField(_l("Good until"), [Optional()], description=_l("Leave it empty where no end was named."))
    witness = StringField(_l("Who was there as a witness"), [SHORT])
    language = TermField(_l("Language it was explained in"), vocabulary=TextLanguage, blank=NOT_SAID)
    bodies = StringField(_l("Which bodies may get it in confidence"), [LINE])
    note = StringField(
        _l("Remark"), [LINE], description=_l("For example what the family wishes to be asked about first.")
    )

    def offer(self, *, decides_publication: bool, may_withdraw: bool = False) -> None:
        """Leave out what only a coordinator may record; offer to withdraw where something was given before."""
        withdrawing = [(ConsentAnswer.WITHDRAWN.value, ConsentAnswer.WITHDRAWN.label)] if may_withdraw else []
        for purpose in ConsentPurpose:
            is_shut = purpose in rules.PUBLIC and not decides_publication
            none = ("", _("No new answer")) if may_withdraw else NOT_ASKED
            self[answer_name(purpose)].choices = choices_of([*(NARROWING if is_shut else ANSWERS), *withdrawing, none])

    def chosen(self) -> dict[ConsentPurpose, ConsentAnswer]:
        """Return the answers that were given."""
        found = {purpose: ConsentAnswer.member(self[answer_name(purpose)].data) for purpose in ConsentPurpose}
        return {purpose: answer for purpose, answer in found.items() if answer is not None}

    def validate_expires_on(self, field: Any) -> None:
        """Refuse an end before the beginning."""
        if field.data and self.given_on.data and field.data < self.given_on.data:
            raise ValidationError(_("The end lies before the day of the answers."))


for _purpose in ConsentPurpose:
    setattr(
        ConsentForm,
        answer_name(_purpose),
        RadioField(
            _purpose.label,
            choices=choices_of([*ANSWERS, NOT_ASKED]),
            default="",
        ),
    )


class EvidenceStepForm(BaseForm):
    """A file or a link that came with the appeal."""

    case_id = SelectField(_l("About whom"), coerce=int)
    file = FileField(
        _l("Photograph, paper or recording"),
        [AcceptedFile()],
        description=_l("A picture, PDF, MP3, OGG or MP4, at most 20 MB. The original is kept encrypted."),
    )
    kind = TermField(_l("What is it?"), vocabulary=EvidenceKind, default=EvidenceKind.PHOTO)
    title = StringField(_l("In a few words"), [SHORT])
    url = StringField(_l("Or a link to something published"), [LINE, web_link])
    media_type = TermField(_l("What the link leads to"), vocabulary=MediaType, default=MediaType.VIDEO)


class StubForm(BaseForm):
    """A field day: four answers in under a minute."""

    key = OnceField()
    name = StringField(_l("Who is missing"), [Required(_l("Write the name, as told.")), SHORT])
    asked_by = StringField(_l("Who asks"), [SHORT])
    kinship = TermField(_l("What are they to the missing person?"), vocabulary=Kinship, blank=CHOOSE)
    phone = StringField(_l("Phone"), [SHORT])
    line = StringField(_l("What happened, in one line"), [LINE])


class AppealFilterForm(BaseForm):
    """Which appeals a list shows."""

    class Meta(BaseForm.Meta):
        """A filter changes nothing and needs no token."""

        csrf = False

    state = TermField(_l("State"), vocabulary=ReviewState, blank=_l("All"))
    whose = SelectField(
        _l("Whose"), choices=choices_of([("", _l("The whole office")), ("mine", _l("Mine"))]), default=""
    )


class ReturnForm(BaseForm):
    """Send something back with reasons."""

    version = HiddenField()
    reason = TextAreaField(
        _l("What has to be mended"),
        [
            Required(_l("Say what has to be mended.")),
            Length(max=2000, message=_l("Keep this under 2,000 letters.")),
        ],
    )


class AssignTranslationForm(BaseForm):
    """Ask somebody for a translation."""

    translator_id = SelectField(_l("Translator"), coerce=int)
    language = TermField(_l("Into which language"), vocabulary=TextLanguage, default=TextLanguage.RU)


class TranslationForm(BaseForm):
    """The text in another language."""

    version = HiddenField()
    text = TextAreaField(_l("Translation"), [LONG])


class ConsentChangeForm(ConsentForm):
    """Record, narrow or withdraw what one person agreed to for a case."""

    person_id = SelectField(_l("Who answers"), coerce=int)
