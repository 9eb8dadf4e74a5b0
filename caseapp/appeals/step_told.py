"""The steps about what is told and given: events, statement, consent, evidence."""

from collections.abc import Mapping
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session

from caseapp import clock, db
from caseapp.appeals import consenting, forms, queries, rules, services
from caseapp.appeals.rules import Step
from caseapp.appeals.step_page import StepPage
from caseapp.appeals.step_people import WhoAsks, WhoIsMissing
from caseapp.appeals.vocabulary import ConsentAnswer, ConsentPurpose
from caseapp.cases.claims import MediaItem
from caseapp.evidence import queries as evidence
from caseapp.evidence import services as evidence_services
from caseapp.evidence.current import file_store
from caseapp.forms import BaseForm, choices_of
from caseapp.permissions import Permission


class WhatHappened(WhoIsMissing):
    """Step 3: events and the first status, for one missing person at a time."""

    step = Step.WHAT_HAPPENED
    form_class = forms.HappenedForm

    def saved(self) -> dict[str, Any]:
        """Return the saved events and status."""
        if (case := self.case) is None:
            return {}
        events = db.session.scalars(queries.events_of([case.id])).all()
        updates = db.session.scalars(queries.status_updates_of([case.id])).all()
        status = services.first_status(updates, self.person.id)
        told: dict[str, Any] = {
            "events": [
                {
                    "row_id": event.id,
                    "type": event.type,
                    "happened": event.happened,
                    "place_text": event.place_text,
                    "detail": event.detail,
                    "basis": event.basis,
                    "source": event.source,
                }
                for event in events
            ]
        }
        if status is not None:
            told |= {
                "place_status": status.place_status,
                "legal_status": status.legal_status,
                "health_status": status.health_status,
                "as_of": status.as_of,
                "status_basis": status.basis,
                "status_source": status.source,
            }
        return told

    def save(self, session: Session, form: Any) -> None:
        """Save events and status of this person."""
        if self.case is not None and not self.is_joined:
            services.tell_what_happened(
                session, self.appeal, self.case, **form.answers(), actor=self.person, at=clock.now()
            )

    def context(self, form: Any) -> dict[str, Any]:  # noqa: ARG002 - every step is asked the same way
        """Return the person this page is about."""
        return {"case": self.case, "is_joined": self.is_joined}


class Statement(StepPage):
    """Step 4: what the family told."""

    step = Step.STATEMENT
    form_class = forms.StatementForm

    def saved(self) -> dict[str, Any]:
        """Return the statement."""
        return {
            "statement": self.appeal.statement,
            "statement_language": self.appeal.statement_language,
            "video_url": self.appeal.video_url,
        }

    def save(self, session: Session, form: Any) -> None:
        """Save the statement."""
        services.write_statement(session, self.appeal, **form.answers(), actor=self.person, at=clock.now())


class ConsentStep(WhoAsks):
    """Step 5: what each of those who ask agrees to."""

    step = Step.CONSENT
    form_class = forms.ConsentForm

    def prepare(self, form: Any) -> None:
        """Leave out what only a coordinator may record."""
        form.offer(decides_publication=self.person.can(Permission.APPEAL_REVIEW))

    def saved(self) -> dict[str, Any]:
        """Return the answers that stand, else the careful default."""
        said: dict[str, Any] = {
            "given_on": clock.today(),
            forms.answer_name(ConsentPurpose.INTERNAL): ConsentAnswer.GIVEN.value,
        }
        if (applicant := self.applicant) is None:
            return said
        answers = [
            consent
            for consent in db.session.scalars(queries.consents_of([case.id for case in self.missing]))
            if consent.person_id == applicant.person_id
        ]
        for purpose in ConsentPurpose:
            if standing := rules.current(answers, purpose, clock.today()):
                given = standing.answer is ConsentAnswer.GIVEN
                said[forms.answer_name(purpose)] = (ConsentAnswer.GIVEN if given else ConsentAnswer.REFUSED).value
                said |= {
                    name: getattr(standing, name)
                    for name in ("given_on", "expires_on", "witness", "language", "bodies", "note")
                }
        return said

    def save(self, session: Session, form: Any) -> None:
        """Record every answer, for each case of the appeal."""
        if (applicant := self.applicant) is None:
            return
        details = {name: form[name].data for name in ("given_on", "expires_on", "witness", "language", "note")}
        for case in self.missing:
            for purpose, answer in form.chosen().items():
                in_confidence = purpose is ConsentPurpose.CONFIDENTIAL_BODIES
                consenting.record_consent(
                    session,
                    case,
                    applicant.person_id,
                    purpose=purpose,
                    answer=answer,
                    bodies=form.bodies.data if in_confidence else None,
                    **details,
                    actor=self.person,
                    at=clock.now(),
                    today=clock.today(),
                )

    def context(self, form: Any) -> dict[str, Any]:
        """Return the person who answers, and the fields of the purposes."""
        return {
            "applicant": self.applicant,
            "purposes": [form[forms.answer_name(purpose)] for purpose in ConsentPurpose],
            "decides_publication": self.person.can(Permission.APPEAL_REVIEW),
        }


class EvidenceStep(StepPage):
    """Step 6: files and links that came with the appeal."""

    step = Step.EVIDENCE
    form_class = forms.EvidenceStepForm
    is_kept_while_typing = False

    def form(self, typed: Mapping[str, list[str]] | None = None) -> BaseForm:  # noqa: ARG002 - files cannot be kept
        """Make the form; a chosen file comes with the request."""
        form = self.form_class()
        self.prepare(form)
        return form

    def prepare(self, form: Any) -> None:
        """Offer the missing people."""
        form.case_id.choices = choices_of([(case.id, case.shown_name or _("Not named yet")) for case in self.missing])
        if form.case_id.data is None and self.missing:
            form.case_id.data = self.missing[0].id

    def save(self, session: Session, form: Any) -> None:
        """Keep the file and note the link."""
        case = next((case for case in self.missing if case.id == form.case_id.data), None)
        if case is None:
            return
        if form.url.data:
            services.add_link(
                session,
                self.appeal,
                case,
                url=form.url.data,
                media_type=form.media_type.data,
                outlet=form.title.data,
                actor=self.person,
                at=clock.now(),
            )
        if form.file.data:
            evidence_services.add_file(
                session,
                file_store(),
                case,
                file=form.file.data.stream,
                file_name=form.file.data.filename or "",
                kind=form.kind.data,
                title=form.title.data,
                source=None,
                appeal_id=self.appeal.id,
                actor=self.person,
                at=clock.now(),
            )

    def context(self, form: Any) -> dict[str, Any]:  # noqa: ARG002 - every step is asked the same way
        """Return what is kept already."""
        ids = [case.id for case in self.missing]
        links = select(MediaItem).where(MediaItem.case_id.in_(ids)).order_by(MediaItem.id)
        return {
            "files": db.session.scalars(evidence.of_cases(ids, self.person)).all(),
            "links": db.session.scalars(links).all(),
            "names": {case.id: case.shown_name for case in self.missing},
        }
