"""What somebody searched for, carried by the address of a page without being readable there."""

import base64
import json

from cryptography.fernet import Fernet, InvalidToken
from flask import current_app, request
from flask_login import current_user

from caseapp.keys.wrap import derive

LONGEST = 200
LASTS = 12 * 3600
"""Seconds; as long as the longest session."""


def hide(words: str) -> str:
    """Write words so that only this person, on this installation, reads them again within twelve hours.

    A browser keeps every address it has opened, and a name must not stand there (rules of the project: addresses
    hold ids and codes).
    """
    token = _cipher().encrypt(json.dumps([current_user.id, words[:LONGEST]]).encode())
    return token.decode().rstrip("=")


def asked() -> str:
    """Return the words this page was asked to find: hidden in ``s``, or plain in ``q``; empty without any."""
    token = request.args.get("s")
    if not token:
        return request.args.get("q", "")
    try:
        whose, words = json.loads(_cipher().decrypt(token + "=" * (-len(token) % 4), ttl=LASTS))
    except (InvalidToken, ValueError):
        return ""
    return str(words) if whose == current_user.id else ""


def _cipher() -> Fernet:
    key = derive(current_app.extensions["keys"].flask_secret, "search-words")
    return Fernet(base64.urlsafe_b64encode(key))
