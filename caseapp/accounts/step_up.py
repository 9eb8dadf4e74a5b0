"""Steps for which the password is asked again, if that was more than ten minutes ago."""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

from flask_login import current_user

from caseapp import clock
from caseapp.accounts import kept, rules
from caseapp.accounts.models import User

View = TypeVar("View", bound=Callable[..., Any])


def fresh(user: User) -> bool:
    """Say whether this person typed the password within the last ten minutes."""
    row = getattr(user, "session_row", None)
    return row is not None and rules.is_proof_fresh(row.proved_at, clock.now())


def needed(view: View) -> View:
    """Ask for the password before this view, unless it is fresh; stands below ``@requires``."""

    @wraps(view)
    def proved_first(*args: Any, **kwargs: Any) -> Any:
        return view(*args, **kwargs) if fresh(current_user) else kept.ask_for_proof()

    return proved_first  # type: ignore[return-value]
