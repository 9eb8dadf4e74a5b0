"""What happens before serving: migrations, then demonstration data or the first administrator."""

import sys

import click
from flask import Flask
from flask.cli import ScriptInfo
from sqlalchemy import select

from caseapp import assets, create_app, db
from caseapp.accounts import demonstration
from caseapp.accounts.models import User
from caseapp.accounts.vocabulary import Role
from caseapp.demo import people


def main() -> int:
    """Run the commands a person would run by hand; a second time they change nothing."""
    app = create_app()
    try:
        assets.pack()
        run(app, "database", "upgrade")
        if app.config["ENVIRONMENT"] == "demo":
            offer_demonstration(app)
        elif app.config["ENVIRONMENT"] == "production" and not has_administrator(app):
            make_administrator(app)
    except click.ClickException as refused:
        refused.show()
        return 1
    except click.Abort:
        return 1
    return 0


def run(app: Flask, *words: str) -> None:
    """Run one command of ``flask`` in this process, which saves starting Python for each."""
    app.cli.main(args=list(words), prog_name="flask", standalone_mode=False, obj=ScriptInfo(create_app=lambda: app))


def offer_demonstration(app: Flask) -> None:
    """Load the invented people, or say again how to sign in where they are already."""
    with app.app_context():
        is_loaded = people.are_here(db.session)
    if not is_loaded:
        run(app, "demo", "load")
        return
    click.echo(f"Sign in with the password {demonstration.PASSWORD}:")
    for role, email in demonstration.LOGINS:
        click.echo(f"  {email:<26} {role.value}")


def has_administrator(app: Flask) -> bool:
    """Say whether anybody may manage accounts yet."""
    with app.app_context():
        found = select(User.id).where(User.role == Role.ADMINISTRATOR, User.disabled_at.is_(None))
        return db.session.scalar(found.limit(1)) is not None


def make_administrator(app: Flask) -> None:
    """Ask for the first administrator at the terminal, or say how to make one."""
    if sys.stdin.isatty():
        click.echo("The first administrator:")
        run(app, "users", "add", "--role", Role.ADMINISTRATOR.value)
    else:
        click.echo("There is no administrator yet: flask users add --role administrator", err=True)


if __name__ == "__main__":
    sys.exit(main())
