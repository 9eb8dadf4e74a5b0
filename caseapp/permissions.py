"""Who may do what kind of thing: the one table, and the mark every view carries."""

from collections.abc import Callable
from enum import StrEnum
from typing import Any, TypeVar

from flask import Flask, abort, current_app, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from caseapp.accounts import kept
from caseapp.accounts.vocabulary import Role

View = TypeVar("View", bound=Callable[..., Any])


class Permission(StrEnum):
    """A kind of thing a person may do; which cases it reaches is decided by ``visible_to``."""

    WORK_VIEW = "work:view"
    CASE_LIST = "case:list"
    CASE_VIEW = "case:view"
    CASE_EDIT = "case:edit"
    CASE_ASSIGN = "case:assign"
    CASE_CLOSE = "case:close"
    CASE_RESTRICT = "case:restrict"
    CASE_VIEW_OFFICE = "case:view-office"
    CONTACT_REVEAL = "contact:reveal"
    STATUS_LOG = "status:log"
    STATUS_VERIFY = "status:verify"
    APPEAL_LOG = "appeal:log"
    APPEAL_REVIEW = "appeal:review"
    CONSENT_RECORD = "consent:record"
    TRANSLATION_ASSIGN = "translation:assign"
    TRANSLATION_WRITE = "translation:write"
    TRANSLATION_REVIEW = "translation:review"
    EVIDENCE_ADD = "evidence:add"
    EVIDENCE_VIEW = "evidence:view"
    PETITION_VIEW = "petition:view"
    PETITION_DRAFT = "petition:draft"
    PETITION_APPROVE = "petition:approve"
    PETITION_SEND = "petition:send"
    PETITION_RECORD_REPLY = "petition:record-reply"
    PROTEST_VIEW = "protest:view"
    PROTEST_PLAN = "protest:plan"
    PROTEST_CHECK_IN = "protest:check-in"
    PROTEST_RECORD_OUTCOME = "protest:record-outcome"
    REPRISAL_LOG = "reprisal:log"
    CARD_ISSUE = "card:issue"
    CARD_REISSUE = "card:reissue"
    FAMILY_ANSWER = "family:answer"
    REPORT_VIEW = "report:view"
    AUDIT_VIEW = "audit:view"
    USER_MANAGE = "user:manage"
    OFFICE_MANAGE = "office:manage"
    BODY_VIEW = "body:view"
    BODY_MANAGE = "body:manage"
    CALENDAR_MANAGE = "calendar:manage"
    ACCOUNT_OWN = "account:own"


P = Permission

_EVERYONE = frozenset({P.WORK_VIEW, P.ACCOUNT_OWN})

_VOLUNTEER = _EVERYONE | {
    P.CASE_LIST,
    P.CASE_VIEW,
    P.CASE_EDIT,
    P.CONTACT_REVEAL,
    P.STATUS_LOG,
    P.APPEAL_LOG,
    P.CONSENT_RECORD,
    P.EVIDENCE_ADD,
    P.EVIDENCE_VIEW,
    P.PETITION_VIEW,
    P.PETITION_DRAFT,
    P.PROTEST_VIEW,
    P.PROTEST_CHECK_IN,
    P.PROTEST_RECORD_OUTCOME,
    P.REPRISAL_LOG,
    P.CARD_ISSUE,
    P.BODY_VIEW,
}

GRANTS: dict[Role, frozenset[Permission]] = {
    Role.VOLUNTEER: _VOLUNTEER,
    Role.COORDINATOR: _VOLUNTEER
    | {
        P.CASE_VIEW_OFFICE,
        P.CASE_ASSIGN,
        P.CASE_CLOSE,
        P.CASE_RESTRICT,
        P.STATUS_VERIFY,
        P.APPEAL_REVIEW,
        P.TRANSLATION_ASSIGN,
        P.TRANSLATION_REVIEW,
        P.PETITION_APPROVE,
        P.PETITION_SEND,
        P.PETITION_RECORD_REPLY,
        P.PROTEST_PLAN,
        P.CARD_REISSUE,
        P.FAMILY_ANSWER,
        P.REPORT_VIEW,
        P.BODY_MANAGE,
    },
    Role.TRANSLATOR: _EVERYONE | {P.TRANSLATION_WRITE},
    Role.AUDITOR: _EVERYONE | {P.AUDIT_VIEW, P.REPORT_VIEW},
    Role.ADMINISTRATOR: _EVERYONE | {P.USER_MANAGE, P.OFFICE_MANAGE, P.BODY_VIEW, P.BODY_MANAGE, P.CALENDAR_MANAGE},
    Role.SYSTEM: frozenset(),
}


def requires(permission: Permission) -> Callable[[View], View]:
    """Mark a view with the permission it needs; ``guard`` asks for it before the view runs."""

    def mark(view: View) -> View:
        view.required_permission = permission  # type: ignore[attr-defined]
        return view

    return mark


def public(view: View) -> View:
    """Mark a view as open to everybody, on purpose."""
    view.is_public = True  # type: ignore[attr-defined]
    return view


def guard() -> ResponseReturnValue | None:
    """Let a request through to its view, or not; a view without a mark is shut."""
    if request.endpoint is None:
        return None
    view = current_app.view_functions[request.endpoint]
    if request.endpoint == "static" or getattr(view, "is_public", False):
        return None
    permission: Permission | None = getattr(view, "required_permission", None)
    if permission is None:
        abort(403)
    if not current_user.is_authenticated:
        return kept.ask_to_sign_in()
    if current_user.is_password_temporary and request.endpoint != "accounts.change_password":
        return redirect(url_for("accounts.change_password"))
    if not current_user.can(permission):
        abort(403)
    return None


def register(app: Flask) -> None:
    """Shut every page that is not opened on purpose."""
    app.before_request(guard)
