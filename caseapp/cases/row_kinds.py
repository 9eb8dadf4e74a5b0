"""The kinds of rows people add to a case: which form asks for them, where they are kept, how the pages call them."""

from dataclasses import dataclass

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from caseapp.cases import claim_forms, person_forms
from caseapp.cases.claims import AidNeed, CaseDocument, CaseNote, CustodyEpisode, Event, MediaItem, Sentence
from caseapp.cases.fields import SeenForm
from caseapp.cases.people import Citizenship, Identifier, PersonName, Relation, Residence
from caseapp.db import Base


@dataclass(frozen=True)
class Kind:
    """One kind of row."""

    form: type[SeenForm]
    model: type[Base]
    add_title: LazyString
    change_title: LazyString
    lead: LazyString | str = ""
    of_person: bool = False
    is_secret: bool = False


KINDS: dict[str, Kind] = {
    "event": Kind(
        claim_forms.EventForm,
        Event,
        _l("Record what happened"),
        _l("Correct what happened"),
        _l("Write it as it was told. If others say otherwise, record that too: both stay, each with its source."),
    ),
    "custody": Kind(
        claim_forms.CustodyForm,
        CustodyEpisode,
        _l("Record a time in custody"),
        _l("Correct a time in custody"),
        _l("One entry for each place; leave open what nobody knows."),
    ),
    "sentence": Kind(
        claim_forms.SentenceForm,
        Sentence,
        _l("Record a sentence"),
        _l("Correct a sentence"),
        _l("A sentence of several parts, such as prison and then camp, is written part by part."),
    ),
    "need": Kind(
        claim_forms.NeedForm, AidNeed, _l("Record what the family needs"), _l("Correct what the family needs")
    ),
    "document": Kind(
        claim_forms.DocumentForm,
        CaseDocument,
        _l("Record a paper or keepsake"),
        _l("Correct a paper or keepsake"),
        _l("Only that it exists and what it says. The file itself is added as evidence."),
    ),
    "media": Kind(claim_forms.MediaForm, MediaItem, _l("Record a publication"), _l("Correct a publication")),
    "note": Kind(claim_forms.NoteForm, CaseNote, _l("Write a note"), _l("Correct a note")),
    "name": Kind(
        person_forms.NameForm,
        PersonName,
        _l("Add a name"),
        _l("Change a name"),
        _l("Each spelling is kept as it was printed; nothing is changed to fit another."),
        of_person=True,
    ),
    "number": Kind(
        person_forms.IdentifierForm,
        Identifier,
        _l("Add a number"),
        _l("Change a number"),
        of_person=True,
        is_secret=True,
    ),
    "citizenship": Kind(
        person_forms.CitizenshipForm, Citizenship, _l("Add a citizenship"), _l("Change a citizenship"), of_person=True
    ),
    "home": Kind(person_forms.ResidenceForm, Residence, _l("Add a home"), _l("Change a home"), of_person=True),
    "relative": Kind(
        person_forms.RelationForm, Relation, _l("Add a relative"), _l("Change a relative"), of_person=True
    ),
}
