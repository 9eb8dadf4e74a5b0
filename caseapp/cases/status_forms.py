"""Forms of status updates."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, RadioField
from wtforms.validators import ValidationError

from caseapp.cases.fields import PlaceField, line, long_text
from caseapp.cases.vocabulary import Basis, Credibility, HealthStatus, LegalStatus, PlaceStatus, SourceReliability
from caseapp.dates.field import PartialDateField
from caseapp.forms import NOT_SAID, BaseForm, TermField, choices_of

NOTHING = _l("nothing said about it")
DEATHS = frozenset({PlaceStatus.DECEASED, HealthStatus.REPORTED_DEAD, HealthStatus.CONFIRMED_DEAD})


class StatusForm(BaseForm):
    """What somebody says of where a person is, what the law has done, how they are."""

    place_status = TermField(_l("Where the person is"), vocabulary=PlaceStatus, blank=NOTHING)
    legal_status = TermField(_l("What the law has done"), vocabulary=LegalStatus, blank=NOTHING)
    health_status = TermField(_l("How their health is"), vocabulary=HealthStatus, blank=NOTHING)
    as_of = PartialDateField(
        _l("On what date was it so?"), description=_l("Not the day we heard it: the day it was true.")
    )
    place_text = line(_l("Where, in the words it was told"), most=500)
    place_code = PlaceField(_l("County or prefecture"))
    detail = long_text(_l("What exactly was said"))
    basis = TermField(_l("How do they know?"), vocabulary=Basis, blank=NOT_SAID)
    source = line(_l("Source"), most=500, description=_l("Who told us, or where it was published."))
    reliability = TermField(
        _l("How reliable is the source?"),
        vocabulary=SourceReliability,
        default=SourceReliability.F,
        description=_l("Judge who says it, not what they say."),
    )
    credibility = TermField(
        _l("How credible is this piece of news?"),
        vocabulary=Credibility,
        default=Credibility.UNJUDGED,
        description=_l("Judge what is said, not who says it: do others say the same?"),
    )
    version = HiddenField()
    confirmed = HiddenField()

    def validate_place_status(self, _field: object) -> None:
        """Ask for at least one axis."""
        if not (self.place_status.data or self.legal_status.data or self.health_status.data):
            raise ValidationError(
                _("Say at least one: where the person is, what the law has done, or how their health is.")
            )

    @property
    def tells_of_death(self) -> bool:
        """Say whether this would record a death, which takes one more step."""
        return bool(DEATHS & {self.place_status.data, self.health_status.data})


class JudgeForm(BaseForm):
    """Confirm a claim or set it aside."""

    version = HiddenField()
    decision = RadioField(
        _l("What do you decide?"),
        choices=choices_of(
            [
                ("verify", _l("Confirm it: it counts for the current status")),
                ("set_aside", _l("Set it aside: it no longer counts, but stays on the page")),
            ]
        ),
        validate_choice=False,
    )
    note = long_text(_l("Why"), most=2000, description=_l("What you compared it with. Needed if you set it aside."))

    def validate_decision(self, field: RadioField) -> None:
        """Ask for a decision, and for the reason of setting aside."""
        if field.data not in {"verify", "set_aside"}:
            raise ValidationError(_("Choose whether to confirm it or to set it aside."))

    def validate_note(self, field: object) -> None:
        """Ask why something is set aside."""
        if self.decision.data == "set_aside" and not getattr(field, "data", None):
            raise ValidationError(_("Say why this is set aside."))
