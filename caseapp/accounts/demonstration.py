"""The logins everybody may know, of demonstration data only."""

from caseapp.accounts.vocabulary import Role

PASSWORD = "jaqyn-demo-2026"  # noqa: S105 - printed on the page on purpose

LOGINS: tuple[tuple[Role, str], ...] = (
    (Role.VOLUNTEER, "volunteer@demo.invalid"),
    (Role.COORDINATOR, "coordinator@demo.invalid"),
    (Role.TRANSLATOR, "translator@demo.invalid"),
    (Role.AUDITOR, "auditor@demo.invalid"),
    (Role.ADMINISTRATOR, "admin@demo.invalid"),
)
