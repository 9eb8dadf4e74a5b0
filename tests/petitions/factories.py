"""Makers of petitions for tests: a draft to the ministry; ``sent=True`` has its clocks running."""

from datetime import date
from typing import Any

import factory
from sqlalchemy import select
from sqlalchemy.orm import selectinload

from caseapp.accounts.vocabulary import Role
from caseapp.appeals.vocabulary import ConsentPurpose, TextLanguage
from caseapp.petitions import clocks
from caseapp.petitions.models import Body, Correspondence, Petition, PetitionCase
from caseapp.petitions.moves import EVIDENCE, SENT_FACTS
from caseapp.petitions.readiness_fields import FIELDS
from caseapp.petitions.readiness_models import ReadinessOverride
from caseapp.petitions.readiness_services import BEFORE_SENDING
from caseapp.petitions.reference import version_on
from caseapp.petitions.vocabulary import CorrespondenceKind, Direction, PetitionChannel, PetitionState
from tests.factories import NOW, TODAY, BaseFactory, CaseFactory, UserFactory


def get_body(key: str = "kz_mfa") -> Body:
    """Get a shipped body with its versions."""
    session = PetitionFactory._meta.sqlalchemy_session
    return session.scalars(select(Body).where(Body.key == key).options(selectinload(Body.versions))).one()


def coordinator(office: Any = None, **facts: Any) -> Any:
    """Make a coordinator."""
    return UserFactory(role=Role.COORDINATOR, **({"office": office} if office else {}), **facts)


SAID = {
    "sent_on": date(2026, 11, 2),
    "channel": PetitionChannel.POST,
    "acknowledged_on": date(2026, 11, 9),
    "replied_on": date(2026, 11, 16),
    "reply_detail": "Noted.",
    "reply_by": "A clerk",
    "closed_on": date(2026, 11, 16),
    "outcome": "Done",
}
LETTER_SAID = {
    "told_by": "The wife",
    "summary": "No more letters",
    "confirmed_how": "In the office",
    "to_text": "An archive",
    "new_due_on": date(2026, 12, 20),
}


def letter_of(petition: Petition, kind: CorrespondenceKind, **facts: Any) -> Correspondence:
    """Make a piece of correspondence with all its kind needs."""
    is_ours = kind is CorrespondenceKind.SENT
    needed = {"channel": petition.channel or PetitionChannel.POST, "no_proof_because": "Lost"} if is_ours else {}
    if kind is not CorrespondenceKind.SENT:
        needed = {name: value for name, value in LETTER_SAID.items() if name not in {"to_text", "new_due_on"}}
    if kind is CorrespondenceKind.FORWARDED:
        needed["to_text"] = LETTER_SAID["to_text"]
    if kind is CorrespondenceKind.EXTENDED:
        needed["new_due_on"] = LETTER_SAID["new_due_on"]
    values = {"happened_on": petition.sent_on or TODAY, "recorded_at": NOW, **needed, **facts}
    direction = Direction.OUTGOING if is_ours else Direction.INCOMING
    return Correspondence(petition_id=petition.id, direction=direction, kind=kind, **values)


# Every need there can be: a draft of a test is let go, for a test that asks about readiness says ``let_go=False``.
NEEDS = [*FIELDS, "language", "consent_on_paper", *(f"consent-{purpose.value}" for purpose in ConsentPurpose)]


def let_it_go(session: Any, petition: Petition) -> None:
    """Let a letter go whatever is missing, for a test of what comes after; nothing is told in the history."""
    cases = session.scalars(select(PetitionCase.case_id).where(PetitionCase.petition_id == petition.id)).all()
    needs = [f"{case_id}:{need}" for case_id in cases for need in NEEDS]
    session.add(ReadinessOverride(petition_id=petition.id, needs=needs, reason="test", made_at=NOW))
    session.flush()


class PetitionFactory(BaseFactory):
    """A draft about one new case, or about ``case``; ``body_key`` names the body; ``let_go=False`` needs readiness."""

    class Meta:
        model = Petition

    class Params:
        case = factory.SubFactory(CaseFactory, opened_on=date(2026, 1, 5))
        body_key = "kz_mfa"
        sent = factory.Trait(
            state=PetitionState.SENT, sent_on=date(2026, 11, 2), channel=PetitionChannel.POST, reference="A-1"
        )

    office_id = factory.LazyAttribute(lambda o: o.case.office_id)
    body_id = factory.LazyAttribute(lambda o: get_body(o.body_key).id)
    body_version_id = factory.LazyAttribute(lambda o: version_on(get_body(o.body_key), TODAY).id)
    cases = factory.LazyAttribute(lambda o: [PetitionCase(case_id=o.case.id)])
    state = PetitionState.DRAFT
    language = TextLanguage.RU
    subject = "About a missing person"
    letter = "Please tell us where he is."
    created_at = NOW

    @classmethod
    def _create(cls, model: Any, *args: Any, **facts: Any) -> Petition:
        """Give a state all that it is proved by, the row of another table included."""
        state = facts["state"]
        proof = EVIDENCE[state]
        if facts.get("is_published_record"):
            return super()._create(model, *args, **facts)
        needed = (*proof.facts, *proof.one_of[:1])
        facts = {**facts, **{name: SAID[name] for name in needed if facts.get(name) is None}}
        if set(needed) & set(SENT_FACTS) and facts.get("channel") is None:
            facts["channel"] = SAID["channel"]
        if proof.letter is None and not proof.needs_following:
            return super()._create(model, *args, **facts)
        petition = super()._create(model, *args, **{**facts, "state": PetitionState.APPROVED})
        session = cls._meta.sqlalchemy_session
        if proof.letter is not None:
            session.add(letter_of(petition, proof.letter))
        if proof.needs_following:
            cases = [PetitionCase(case_id=link.case_id) for link in facts["cases"]]
            names = ("office_id", "body_id", "body_version_id", "created_at", "recipient_text")
            known = {name: facts[name] for name in names if name in facts}
            session.add(Petition(state=PetitionState.DRAFT, previous_id=petition.id, cases=cases, **known))
        session.flush()
        petition.state = state
        session.flush()
        return petition

    @factory.post_generation
    def let_go(obj: Petition, create: bool, extracted: Any, **_kwargs: Any) -> None:  # noqa: N805
        """Let a letter that has not gone out go as it is."""
        if extracted is False or obj.is_published_record or obj.state not in BEFORE_SENDING:
            return
        let_it_go(PetitionFactory._meta.sqlalchemy_session, obj)

    @factory.post_generation
    def run_clocks(obj: Petition, create: bool, extracted: Any, **_kwargs: Any) -> None:  # noqa: N805
        """Record the sending and start the clocks; a due day given by the test stays as given."""
        session = PetitionFactory._meta.sqlalchemy_session
        if obj.sent_on is None or obj.due_on is not None or obj.is_published_record:
            return
        session.add(letter_of(obj, CorrespondenceKind.SENT, happened_on=obj.sent_on))
        session.flush()
        clocks.follow(session, obj, on=TODAY)
