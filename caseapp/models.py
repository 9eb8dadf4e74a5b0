"""Every table, imported once so that the metadata is whole."""

from caseapp.accounts import models as accounts
from caseapp.appeals import models as appeals
from caseapp.cases import claims, people
from caseapp.cases import models as cases
from caseapp.db import Base
from caseapp.evidence import models as evidence
from caseapp.exchange import models as exchange
from caseapp.families import models as families
from caseapp.history import models as history
from caseapp.petitions import batch_models, incoming_models, letter_models, notice_models, readiness_models
from caseapp.petitions import models as petitions
from caseapp.places import models as places
from caseapp.protests import models as protests
from caseapp.reports import models as reports
from caseapp.reprisals import models as reprisals
from caseapp.search import models as search

metadata = Base.metadata

__all__ = [
    "accounts",
    "appeals",
    "batch_models",
    "cases",
    "claims",
    "evidence",
    "exchange",
    "families",
    "history",
    "incoming_models",
    "letter_models",
    "metadata",
    "notice_models",
    "people",
    "petitions",
    "places",
    "protests",
    "readiness_models",
    "reports",
    "reprisals",
    "search",
]
