"""Commands about people: the first administrator, and the way in when nobody can sign in."""

import sys

import click
from flask.cli import AppGroup
from sqlalchemy import select
from sqlalchemy.orm import Session

from caseapp import clock, db
from caseapp.accounts import offices, queries, rules, services
from caseapp.accounts.forms import ADDRESS
from caseapp.accounts.models import Office
from caseapp.accounts.vocabulary import PERSONAL_ROLES, Role
from caseapp.errors import RuleBroken

commands = AppGroup("users", help="Add and disable people with an account.")


def read_address(_context: click.Context, _option: click.Parameter, value: str) -> str:
    """Refuse what cannot be an email address."""
    if not ADDRESS.fullmatch(value.strip()):
        raise click.BadParameter("not an email address, such as aisulu@example.org")
    return value.strip()


@commands.command()
@click.option("--email", prompt="Email address", callback=read_address)
@click.option("--name", prompt="Name")
@click.option("--role", prompt="Role", type=click.Choice([role.value for role in PERSONAL_ROLES]))
@click.option("--office", "code", help="Code of the office, for example ALM.")
@click.option("--office-name", help="Name of the office, when it does not exist yet.")
@click.option("--password-stdin", is_flag=True, help="Read the password from standard input.")
def add(email: str, name: str, role: str, code: str | None, office_name: str | None, password_stdin: bool) -> None:
    """Add somebody with a password; an office that is not there yet is made."""
    password = read_password(from_stdin=password_stdin)
    try:
        with db.transaction() as session:
            office = find_or_add_office(session, code, office_name) if code else None
            services.add_user(
                session, email=email, name=name, role=Role(role), office=office, password=password, at=clock.now()
            )
    except RuleBroken as refused:
        raise click.ClickException(str(refused.message)) from None
    click.echo("Added. They can sign in now.")


@commands.command()
@click.argument("email")
def disable(email: str) -> None:
    """Shut somebody's account: sessions end, open petitions and cases go to a coordinator."""
    person = db.session.scalars(queries.with_email(email)).one_or_none()
    if person is None:
        raise click.ClickException("Nobody has an account with this email address.")
    try:
        with db.transaction() as session:
            services.disable_user(session, person, at=clock.now())
    except RuleBroken as refused:
        raise click.ClickException(str(refused.message)) from None
    click.echo("Disabled. Every session has ended.")


def read_password(*, from_stdin: bool) -> str:
    """Return a password that is long enough, from standard input or typed twice without being shown."""
    if from_stdin:
        password = sys.stdin.readline().rstrip("\r\n")
    else:
        password = click.prompt(
            f"Password, at least {rules.SHORTEST_PASSWORD} characters", hide_input=True, confirmation_prompt=True
        )
    if not rules.SHORTEST_PASSWORD <= len(password) <= rules.LONGEST_PASSWORD:
        raise click.ClickException(
            f"A password has {rules.SHORTEST_PASSWORD} to {rules.LONGEST_PASSWORD} characters. Nothing was added."
        )
    return str(password)


def find_or_add_office(session: Session, code: str, name: str | None) -> Office:
    """Return the office of this code; a name given makes one that is not there."""
    office = session.scalars(select(Office).where(Office.code == code.strip().upper())).one_or_none()
    if office is not None:
        return office
    if name is None:
        raise click.ClickException("There is no office with this code; give its name with --office-name to add it.")
    return offices.add(session, code=code, name=name, at=clock.now())
