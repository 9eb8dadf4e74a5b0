"""Somebody who asks, as parameters of a statement: what a page asks every time is put together once for each role."""

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam

from caseapp.accounts.models import User
from caseapp.accounts.vocabulary import Role
from caseapp.db import Identity

if TYPE_CHECKING:
    from caseapp.permissions import Permission


@dataclass(frozen=True)
class Reader:
    """Stands for every person of a role with so many offices, wherever a condition asks about a person."""

    role: Role
    id: Any
    office_id: Any
    office_ids: tuple[Any, ...]

    def can(self, permission: "Permission") -> bool:
        """Say whether the role grants a permission."""
        from caseapp.permissions import GRANTS

        return permission in GRANTS[self.role]


@cache
def reader(role: Role, offices: int) -> Reader:
    """Return the one reader of this role with so many offices."""
    numbers = tuple(bindparam(f"reader_office_{place}", type_=Identity) for place in range(offices))
    return Reader(role, bindparam("reader_id", type_=Identity), numbers[0] if numbers else None, numbers)


def kind_of(person: User) -> tuple[Role, int]:
    """Return what a statement for this person is kept by: the role and the number of offices."""
    return person.role, len(person.office_ids)


def values_of(person: User) -> dict[str, int]:
    """Return the values of the reader's parameters for this person."""
    offices = {f"reader_office_{place}": number for place, number in enumerate(person.office_ids)}
    return {"reader_id": person.id, **offices}
