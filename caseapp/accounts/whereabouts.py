"""From where a request comes, for counting failed tries: an address, or a device an account knows."""

import ipaddress
import re

from flask import Response, current_app, request

DEVICE_SECONDS = 180 * 24 * 3600
TOKEN = re.compile(r"[A-Za-z0-9_-]{43}")


def blind_key() -> bytes:
    """Return the key under which accounts, cards and addresses are counted."""
    key: bytes = current_app.extensions["keys"].blind_index
    return key


def address() -> str:
    """Return the address a request comes from; of IPv6 the network, since one home has many addresses."""
    text = request.remote_addr or "unknown"
    try:
        parsed = ipaddress.ip_address(text)
    except ValueError:
        return text
    if isinstance(parsed, ipaddress.IPv6Address):
        if parsed.ipv4_mapped is not None:
            return str(parsed.ipv4_mapped)
        return str(ipaddress.ip_network((parsed, 64), strict=False).network_address)
    return str(parsed)


def device_cookie() -> str:
    """Return the name of the cookie that knows a device."""
    return "__Host-jaqyn_device" if current_app.config["SESSION_COOKIE_SECURE"] else "jaqyn_device"


def device_token() -> str | None:
    """Return the token of this device, if it carries one of the right shape."""
    token = request.cookies.get(device_cookie(), "")
    return token if TOKEN.fullmatch(token) else None


def remember_device(response: Response, token: str) -> None:
    """Let the browser keep the token of this device for half a year."""
    response.set_cookie(
        device_cookie(),
        token,
        max_age=DEVICE_SECONDS,
        secure=current_app.config["SESSION_COOKIE_SECURE"],
        httponly=True,
        samesite="Strict",
    )


def device_name() -> str:
    """Say in two words what somebody signed in with, such as "Firefox, Android"."""
    agent = request.user_agent.string
    browsers = (("Firefox", "Firefox"), ("Edg", "Edge"), ("OPR", "Opera"), ("Chrome", "Chrome"), ("Safari", "Safari"))
    systems = (
        ("Android", "Android"),
        ("iPhone", "iPhone"),
        ("iPad", "iPad"),
        ("Windows", "Windows"),
        ("Mac OS", "Mac"),
        ("Linux", "Linux"),
    )
    found = [next((name for mark, name in table if mark in agent), "") for table in (browsers, systems)]
    return ", ".join(word for word in found if word)
