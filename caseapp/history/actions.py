"""What each code of the history means, in words; every code recorded anywhere stands here."""

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

LABELS: dict[str, LazyString] = {
    "account.added": _l("Account added"),
    "account.changed": _l("Account changed"),
    "account.disabled": _l("Account disabled"),
    "account.enabled": _l("Account opened again"),
    "account.password_changed": _l("Password changed"),
    "account.password_reset": _l("New password given"),
    "account.role_changed": _l("Role or office changed"),
    "account.sessions_ended": _l("Signed out on other devices"),
    "account.signed_in": _l("Signed in"),
    "account.signed_out": _l("Signed out"),
    "case.import_added": _l("More taken over from a publication"),
    "case.imported": _l("Case taken over from a publication"),
    "case.assigned": _l("Case assigned"),
    "case.unassigned": _l("Assignment to a case ended"),
    "office.added": _l("Office added"),
    "office.changed": _l("Office changed"),
    "office.closed": _l("Office closed"),
    "office.reopened": _l("Office opened again"),
    "petition.handed_over": _l("Petition handed over"),
}


def label(action: str) -> LazyString | str:
    """Say an action in words; one that is not in the table is shown as it is stored."""
    return LABELS.get(action, action)
