"""The organisation's channels, by Apprise: how many deadlines were noticed, and the address of the board."""

from flask import current_app
from flask_babel import ngettext

from caseapp.petitions.digest import Contents
from caseapp.petitions.digest_mail import address_of, subject


class ChannelError(OSError):
    """A channel did not take the message; which one is in no log, for its address holds a secret."""


def tell(contents: Contents) -> None:
    """Tell every channel; raise ``ChannelError`` where one did not take it."""
    # Imported late: the library is large, and few organisations have a channel.
    import apprise

    channels = apprise.Apprise()
    for url in current_app.config["CHANNELS"]:
        if not channels.add(url):
            raise ChannelError("a channel's address cannot be read")
    words = ngettext(
        "%(num)s deadline of a petition was noticed.", "%(num)s deadlines of petitions were noticed.", contents.total
    )
    body = f"{words}\n{address_of('petitions.index')}"
    if not channels.notify(title=subject(contents), body=body):
        raise ChannelError("a channel did not take the message")
