"""The steps of an appeal as pages, and the last one, which shows all answers."""

from typing import Any

from caseapp import clock, db
from caseapp.accounts.models import User
from caseapp.appeals import queries, rules
from caseapp.appeals.completeness import told_so_far
from caseapp.appeals.models import Appeal
from caseapp.appeals.rules import Step
from caseapp.appeals.step_page import StepPage
from caseapp.appeals.step_people import WhoAsks, WhoIsMissing
from caseapp.appeals.step_told import ConsentStep, EvidenceStep, Statement, WhatHappened
from caseapp.appeals.vocabulary import ConsentPurpose
from caseapp.evidence import queries as evidence


class Check(StepPage):
    """Step 7: all answers, and what is still missing."""

    step = Step.CHECK
    is_kept_while_typing = False

    def context(self, form: Any) -> dict[str, Any]:  # noqa: ARG002 - every step is asked the same way
        """Return all answers and the gaps."""
        return answers_of(self.appeal, self.person) | {
            "gaps": rules.gaps(told_so_far(db.session, self.appeal, clock.today())),
            "half_typed": [
                (Step(text.step.partition(":")[0]), text.step.partition(":")[2])
                for text in db.session.scalars(queries.half_typed(self.appeal.id))
            ],
        }


def answers_of(appeal: Appeal, person: User) -> dict[str, Any]:
    """Fetch what was told, by case, for pages that show a whole appeal."""
    ids = [link.case_id for link in appeal.cases]
    events: dict[int, list[Any]] = {case_id: [] for case_id in ids}
    for event in db.session.scalars(queries.events_of(ids)):
        events[event.case_id].append(event)
    updates: dict[int, list[Any]] = {case_id: [] for case_id in ids}
    for update in db.session.scalars(queries.status_updates_of(ids)):
        updates[update.case_id].append(update)
    consents = list(db.session.scalars(queries.consents_of(ids)))
    standing = {}
    for applicant in appeal.applicants:
        own = [consent for consent in consents if consent.person_id == applicant.person_id]
        answers = [rules.current(own, purpose, clock.today()) for purpose in ConsentPurpose]
        standing[applicant.id] = [answer for answer in answers if answer is not None]
    files = db.session.scalars(evidence.of_cases(ids, person)).all()
    return {"events": events, "updates": updates, "consents": standing, "files": files}


PAGES: dict[Step, type[StepPage]] = {
    page.step: page for page in (WhoAsks, WhoIsMissing, WhatHappened, Statement, ConsentStep, EvidenceStep, Check)
}
