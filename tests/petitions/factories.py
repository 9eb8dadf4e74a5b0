"""Makers of petitions for tests: a draft to the ministry; ``sent=True`` has its clocks running."""

from datetime import date
from typing import Any

import factory
from sqlalchemy import select
from sqlalchemy.orm import selectinload

from caseapp.accounts.vocabulary import Role
from caseapp.appeals.vocabulary import TextLanguage
from caseapp.petitions import clocks
from caseapp.petitions.models import Body, Correspondence, Petition, PetitionCase
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


class PetitionFactory(BaseFactory):
    """A draft about one new case, or about ``case``; ``body_key`` names the body."""

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

    @factory.post_generation
    def run_clocks(obj: Petition, create: bool, extracted: Any, **_kwargs: Any) -> None:  # noqa: N805
        """Record the sending and start the clocks; a due day given by the test stays as given."""
        session = PetitionFactory._meta.sqlalchemy_session
        if obj.sent_on is None or obj.due_on is not None or obj.is_published_record:
            return
        session.add(
            Correspondence(
                petition_id=obj.id,
                direction=Direction.OUTGOING,
                kind=CorrespondenceKind.SENT,
                happened_on=obj.sent_on,
                recorded_at=NOW,
            )
        )
        session.flush()
        clocks.follow(session, obj, on=TODAY)
