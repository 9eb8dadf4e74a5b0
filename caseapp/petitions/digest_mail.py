"""A digest as an email: codes, days and links, in the reader's language, plain and as simple HTML; and its sending."""

import hashlib
import smtplib
import ssl
from dataclasses import dataclass
from email.message import EmailMessage
from email.utils import format_datetime
from pathlib import Path
from urllib.parse import urlsplit

from flask import current_app, render_template
from flask_babel import gettext as _
from flask_babel import ngettext

from caseapp import languages
from caseapp.petitions import wording
from caseapp.petitions.digest import Contents, Line
from caseapp.petitions.notice_models import Digest
from config import MailServer

SECONDS = 30
OUTBOX = "outbox"
PORTS = {"starttls": 587, "ssl": 465, "none": 25}
MOST_CODES = 3


@dataclass(frozen=True)
class Told:
    """A line in words: the codes, what ends, when, and the address of the petition."""

    codes: str
    ends: str
    day: str
    url: str


def subject(contents: Contents) -> str:
    """Say in a line how many there are; no code stands in a subject."""
    missed, near = contents.total_missed, contents.total - contents.total_missed
    words = []
    if missed:
        words.append(ngettext("%(num)s deadline passed", "%(num)s deadlines passed", missed))
    if near:
        words.append(ngettext("%(num)s is near", "%(num)s are near", near))
    return "Jaqyn: " + ", ".join(words)


def host_of(url: str) -> str:
    """Give the host of an address, for the right side of a Message-ID."""
    return urlsplit(url).hostname or "localhost"


def address_of(endpoint: str, **values: int) -> str:
    """Give the full address of a page, outside of any request."""
    path = current_app.url_map.bind("").build(endpoint, values)
    return f"{current_app.config['PUBLIC_URL']}{path}"


def compose(digest: Digest, contents: Contents, *, to: str, language: str) -> EmailMessage:
    """Write the email; the same digest has the same Message-ID and date however often it is written."""
    missed, near = [_told(line) for line in contents.missed], [_told(line) for line in contents.near]
    groups = [(_("Passed without an answer or a step"), missed), (_("Near"), near)]
    groups = [(title, lines) for title, lines in groups if lines]
    more = ngettext("And %(num)s more: see the board.", "And %(num)s more: see the board.", contents.more)
    board, choices = address_of("petitions.index"), address_of("petitions.notices")
    why = _("You get this list because you look after petitions. Choose how often, or end it, here:")
    plain = []
    for title, lines in groups:
        plain += [title, ""]
        plain += [f"- {line.codes}: {line.ends}, {line.day}\n  {line.url}" for line in lines] + [""]
    if contents.more:
        plain += [more, ""]
    plain += [board, "", why, choices, ""]
    message = EmailMessage()
    message["From"], message["To"] = current_app.config["MAIL"].sender, to
    message["Subject"] = subject(contents)
    message["Date"] = format_datetime(digest.created_at)
    message["Message-ID"] = digest.message_id
    message["Auto-Submitted"] = "auto-generated"
    message.set_content("\n".join(plain))
    html = render_template(
        "petitions/digest.html",
        lang=language,
        dir=languages.direction(language),
        subject=message["Subject"],
        groups=groups,
        more=more if contents.more else "",
        board=board,
        why=why,
        choices=choices,
    )
    message.add_alternative(html, subtype="html")
    # Set last: the parts would take it with them.
    message["Content-Language"] = language
    return message


def _told(line: Line) -> Told:
    codes = ", ".join(line.codes[:MOST_CODES]) + (" …" if len(line.codes) > MOST_CODES else "")
    url = address_of("petitions.show", petition_id=line.petition_id)
    return Told(codes or str(line.petition_id), str(line.kind.label), wording.weekday(line.due_on), url)


def can_send() -> bool:
    """Say whether emails go anywhere: to a mail server, or in the demonstration into a folder."""
    return bool(current_app.config["MAIL"].host) or current_app.config["ENVIRONMENT"] == "demo"


def send(message: EmailMessage) -> None:
    """Hand a message to the mail server; raise what went wrong (OSError or smtplib.SMTPException)."""
    server: MailServer = current_app.config["MAIL"]
    if not server.host:
        _lay_down(message)
        return
    port = server.port or PORTS[server.security]
    if server.security == "ssl":
        connection: smtplib.SMTP = smtplib.SMTP_SSL(server.host, port, timeout=SECONDS, context=_context(server))
    else:
        connection = smtplib.SMTP(server.host, port, timeout=SECONDS)
    with connection:
        if server.security == "starttls":
            connection.starttls(context=_context(server))
        if server.user:
            connection.login(server.user, server.password)
        connection.send_message(message)


def _context(server: MailServer) -> ssl.SSLContext:
    return ssl.create_default_context(cafile=server.authority or None)


def _lay_down(message: EmailMessage) -> None:
    """Keep what the demonstration would send; nobody gets it."""
    folder: Path = current_app.config["DATA_DIR"] / OUTBOX
    folder.mkdir(mode=0o700, exist_ok=True)
    name = hashlib.sha256(str(message["Message-ID"]).encode()).hexdigest()[:16]
    (folder / f"{name}.eml").write_bytes(bytes(message))
