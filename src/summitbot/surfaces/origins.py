"""The sites that may embed the bot and call its API: one list, which CORS and `frame-ancestors` both read.

Nobody stands on it by default. It is what SUMMITBOT_ORIGINS names and what the file `origins.txt` in
SUMMITBOT_DATA holds, an origin a line; the file is read again when it changes, so a running server follows.
"""

from __future__ import annotations

import os
import re
from collections.abc import Collection, Iterator
from ipaddress import IPv6Address
from pathlib import Path
from typing import Self
from urllib.parse import urlsplit

from summitbot.errors import SettingsError
from summitbot.settings import Settings

FILE = "origins.txt"
_HOST = re.compile(r"(?!-)[a-z0-9-]{1,63}(\.(?!-)[a-z0-9-]{1,63})*")
_PORTS = {"http": 80, "https": 443}


class Origins(Collection[str]):
    """The allow list, live: `origin in origins` is the whole question.

    >>> "https://evil.example" in Origins()
    False
    """

    def __init__(self, fixed: Collection[str] = (), path: Path | None = None) -> None:
        self._fixed = tuple(dict.fromkeys(fixed))
        self._path = path
        self._read: tuple[tuple[int, int] | None, tuple[str, ...]] = (None, ())

    @classmethod
    def open(cls, settings: Settings) -> Self:
        """The list of these settings. Raises `SettingsError` for what is no origin."""
        named = [part for part in re.split(r"[,\s]+", settings.origins) if part]
        origins = cls([parse_origin(part) for part in named], settings.data_dir() / FILE)
        iter(origins)  # so that a broken file is told at the start
        return origins

    def add(self, origin: str) -> str:
        """Put a site on the list and give it as it is written there. Raises `SettingsError`."""
        wanted = parse_origin(origin)
        kept = self._kept()
        if wanted not in kept:
            self._write((*kept, wanted))
        return wanted

    def remove(self, origin: str) -> bool:
        """Take a site off the file's list; was it there? Raises `SettingsError`."""
        wanted = parse_origin(origin)
        kept = self._kept()
        if wanted in self._fixed:
            raise SettingsError(f"{wanted} stands in SUMMITBOT_ORIGINS. Take it out there.")
        if wanted in kept:
            self._write(tuple(one for one in kept if one != wanted))
        return wanted in kept

    def __contains__(self, origin: object) -> bool:
        """Is a site, written as browsers write it, on the list?"""
        return origin in self._fixed or origin in self._kept()

    def __iter__(self) -> Iterator[str]:
        """Every site, those of the setting first."""
        return iter(dict.fromkeys((*self._fixed, *self._kept())))

    def __len__(self) -> int:
        """How many sites."""
        return len(list(iter(self)))

    def _kept(self) -> tuple[str, ...]:
        stamp = self._stamp()
        if stamp != self._read[0]:
            self._read = (stamp, self._lines() if stamp else ())
        return self._read[1]

    def _stamp(self) -> tuple[int, int] | None:
        try:
            found = self._path.stat() if self._path else None
        except OSError:
            return None
        return found and (found.st_mtime_ns, found.st_ino)

    def _lines(self) -> tuple[str, ...]:
        assert self._path is not None
        try:
            lines = self._path.read_text(encoding="utf-8").splitlines()
        except (OSError, UnicodeDecodeError) as error:
            raise SettingsError(f"{self._path} can't be read ({error}). Mend or remove it.") from None
        return tuple(parse_origin(line.strip()) for line in lines if line.strip() and line[0] != "#")

    def _write(self, kept: tuple[str, ...]) -> None:
        """The file in one piece or not at all."""
        if self._path is None:
            raise SettingsError("This list has no file. Name the sites in SUMMITBOT_ORIGINS.")
        new = self._path.with_name(f".{FILE}.{os.getpid()}")
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            new.write_text("".join(f"{one}\n" for one in kept), encoding="utf-8")
            new.replace(self._path)
        except OSError as error:
            raise SettingsError(
                f"{self._path} can't be written ({error.strerror}). Name another folder with SUMMITBOT_DATA."
            ) from None


def parse_origin(text: str) -> str:
    """An origin as browsers write it: `scheme://host[:port]`, small letters, no default port.

    Raises `SettingsError` for anything else: a path, a wildcard, a name and password, another scheme.

    >>> parse_origin("https://Example.org:443")
    'https://example.org'
    """
    try:
        parts = urlsplit(text)
        scheme, host, port = parts.scheme, _host(parts.hostname or ""), parts.port
    except ValueError:  # also what IDNA can't write
        raise _no_origin(text) from None
    bare = parts.netloc and not (parts.path or parts.query or parts.fragment or "@" in parts.netloc)
    if scheme not in _PORTS or not host or not bare or text != text.strip() or text[-1] in "?#:":
        raise _no_origin(text)
    return f"{scheme}://{host}" + (f":{port}" if port not in (None, _PORTS[scheme]) else "")


def _host(name: str) -> str:
    if ":" in name:
        return f"[{IPv6Address(name)}]"
    written = name.encode("idna").decode("ascii").lower()
    return written if _HOST.fullmatch(written) else ""


def _no_origin(text: str) -> SettingsError:
    return SettingsError(
        f"{text[:100]!r} is no origin. Write scheme://host or scheme://host:port, as in https://example.org."
    )
