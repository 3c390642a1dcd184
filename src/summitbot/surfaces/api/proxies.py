"""Whom we believe about a client's address and scheme: uvicorn's middleware, held to the addresses that are set."""

from __future__ import annotations

from ipaddress import ip_network

from summitbot.errors import SettingsError


def trusted(text: str) -> list[str]:
    """The proxies of a setting. Raises `SettingsError` for what is no address or network, or holds everybody.

    >>> trusted("10.0.0.0/8, 127.0.0.1")
    ['10.0.0.0/8', '127.0.0.1']
    """
    found = [part.strip() for part in text.split(",") if part.strip()]
    for one in found:
        try:
            everybody = ip_network(one).prefixlen == 0
        except ValueError:
            everybody = True
        if everybody:
            raise SettingsError(
                f"SUMMITBOT_PROXIES: {one!r} is no proxy. Write addresses such as 127.0.0.1 or 10.0.0.0/8."
            )
    return found
