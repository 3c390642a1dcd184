"""Fetching an address: limits hold, and no address leads inside a network."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Iterator

import pytest
from web import Web, serving

from summitbot.errors import FetchFailed
from summitbot.fetching import Limits, fetch, is_public

SMALL = Limits(bytes=10_000, seconds=0.8, pause=0.4, redirects=2)


@pytest.fixture(scope="module")
def web() -> Iterator[Web]:
    with serving() as server:
        yield server


def test_a_page_comes_with_its_type_and_hash(web: Web) -> None:
    found = fetch(web.page("/a", b"<p>Belmora</p>"), allow_private=True)
    assert (found.media_type, found.charset, found.content) == ("text/html", "utf-8", b"<p>Belmora</p>")
    assert found.sha256 == hashlib.sha256(b"<p>Belmora</p>").hexdigest()


def test_a_redirect_is_followed(web: Web) -> None:
    web.page("/new", b"here")
    old = web.answer("/old", 301, {"Location": "/new", "Content-Length": "0"}, [])
    assert fetch(old, allow_private=True).url.endswith("/new")


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "2130706433", "0x7f.1", "[::ffff:127.0.0.1]"])
def test_this_machine_is_not_asked_unless_allowed(web: Web, host: str) -> None:
    web.page("/secret", b"secret")
    before = len(web.hosts)
    with pytest.raises(FetchFailed, match="private network"):
        fetch(f"http://{host}:{web.server_port}/secret")
    assert len(web.hosts) == before


def test_a_redirect_to_another_private_host_is_not_followed(web: Web) -> None:
    web.page("/secret", b"secret")
    inside = f"http://127.0.0.1:{web.server_port}/secret"
    web.answer("/out", 302, {"Location": inside, "Content-Length": "0"}, [])
    outside = f"http://news.example:{web.server_port}/out"
    before = len(web.hosts)
    with pytest.raises(FetchFailed, match=r"127\.0\.0\.1"):
        fetch(outside, allow_private=True, resolve=lambda host, port: ["127.0.0.1"])
    assert web.hosts[before:] == [f"news.example:{web.server_port}"]


def test_the_checked_address_is_the_one_connected_to(web: Web) -> None:
    """A name that is public when it is checked and private a moment later (the guard of the tests sees where it goes)."""
    answers = iter([["8.8.8.8"], ["127.0.0.1"]])
    with pytest.raises(AssertionError, match=r"8\.8\.8\.8"):
        fetch(f"http://rebind.example:{web.server_port}/", resolve=lambda host, port: next(answers))
    assert next(answers) == ["127.0.0.1"]


def test_one_private_address_among_public_ones_is_enough_to_refuse() -> None:
    with pytest.raises(FetchFailed, match="private network"):
        fetch("http://both.example/", resolve=lambda host, port: ["8.8.8.8", "10.0.0.1"])


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("93.184.216.34", True),
        ("2606:2800:220:1::1", True),
        ("10.1.2.3", False),
        ("100.64.0.1", False),
        ("169.254.169.254", False),
        ("224.0.0.1", False),
        ("0.0.0.0", False),
        ("::1", False),
        ("fe80::1%eth0", False),
        ("fd00::1", False),
        ("::ffff:192.168.0.1", False),
        ("2002:7f00:1::", False),
        ("64:ff9b::a00:1", False),
    ],
)
def test_public_addresses(address: str, public: bool) -> None:
    assert is_public(address) is public


@pytest.mark.parametrize(
    ("url", "told"),
    [
        ("file:///etc/passwd", "no http or https"),
        ("ftp://example.org/a", "no http or https"),
        ("example.org/a", "no http or https"),
        ("http://", "no http or https"),
        ("http://me:secret@example.org/", "user name"),
        ("http://[::1", "no address"),
        ("http://no-such-host.invalid/", "no host"),
    ],
)
def test_what_is_no_address_to_fetch(url: str, told: str) -> None:
    with pytest.raises(FetchFailed, match=told):
        fetch(url)


def test_limits(web: Web) -> None:
    html = {"Content-Type": "text/html"}
    loop = web.answer("/loop", 302, {"Location": "/loop", "Content-Length": "0"}, [])
    away = web.answer("/away", 302, {"Location": "file:///etc/passwd", "Content-Length": "0"}, [])
    cases = {
        web.answer("/large", 200, {**html, "Content-Length": "999999"}, [b"x"]): "larger than",
        web.answer("/endless", 200, html, [b"x" * 6000] * 3): "larger than",
        web.answer("/silent", 200, {**html, "Content-Length": "9"}, [b"", b"x" * 9], 3): "silent",
        web.answer("/drip", 200, html, [b"x"] * 30, 0.1): "longer than 0.8 seconds",
        web.answer("/empty", 200, html, []): "nothing at all",
        loop: "redirects more than 2 times",
        away: "no http or https",
        web.answer("/short", 200, {**html, "Content-Length": "50"}, [b"x"]): "can't be fetched",
        f"http://127.0.0.1:{web.server_port}/nowhere": "404",
    }
    for url, told in cases.items():
        begun = time.monotonic()
        with pytest.raises(FetchFailed, match=told):
            fetch(url, SMALL, allow_private=True)
        assert time.monotonic() - begun < 2.5


def test_the_usual_limits_are_what_the_docs_say() -> None:
    assert Limits.usual() == Limits(bytes=20_000_000, seconds=30, pause=10, redirects=5)
