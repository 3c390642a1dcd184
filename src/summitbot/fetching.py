"""Fetching one address (httpx) within limits, and never from inside a network that the address hides.

A host name is resolved once for each connection, every address that it has is checked, and the
connection goes to a checked address: a name that points elsewhere a moment later ("DNS rebinding")
gains nothing. The same holds after each redirect. Proxies of the environment are not used, because
behind them nobody could check where a connection leads.
"""

from __future__ import annotations

import hashlib
import ipaddress
import socket
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Event, Timer
from typing import Any, Self

import httpcore
import httpx

from summitbot.errors import FetchFailed
from summitbot.text import load_data

_NAT64 = ipaddress.ip_network("64:ff9b::/96")
_FAILURES = (
    httpx.HTTPError, httpx.InvalidURL, httpcore.UnsupportedProtocol, httpcore.TimeoutException, httpcore.NetworkError, httpcore.ProtocolError,
)  # fmt: skip
Resolve = Callable[[str, int], list[str]]


@dataclass(frozen=True)
class Limits:
    """How much a fetch may take: bytes of content, seconds in all and of silence, redirects."""

    bytes: int
    seconds: float
    pause: float
    redirects: int

    @classmethod
    def usual(cls) -> Self:
        """The limits of `data/fetching.json`."""
        return cls(**{key: entry["value"] for key, entry in load_data("fetching").items()})


@dataclass(frozen=True)
class Fetched:
    """What an address gave: where it was found in the end, its media type in small letters, its bytes."""

    url: str
    media_type: str
    charset: str | None
    content: bytes

    @property
    def sha256(self) -> str:
        """The hash of the bytes as they came."""
        return hashlib.sha256(self.content).hexdigest()


def resolved(host: str, port: int) -> list[str]:
    """Every address of a host, as the system resolves it. Raises `OSError`."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


def is_public(address: str) -> bool:
    """Is an IP address one of the public internet, also where IPv6 carries an IPv4 address?

    >>> is_public("::ffff:10.0.0.1"), is_public("8.8.8.8")
    (False, True)
    """
    ip = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(ip, ipaddress.IPv6Address):
        carried = ip.ipv4_mapped or ip.sixtofour or (ip.teredo[1] if ip.teredo else None)
        if ip in _NAT64:
            carried = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
        if carried is not None:
            return is_public(str(carried))
    return ip.is_global and not ip.is_multicast


def fetch(
    url: str, limits: Limits | None = None, allow_private: bool = False, resolve: Resolve = resolved
) -> Fetched:
    """The content of an http or https address.

    `allow_private` lets the host that the address names be one of a private network or of this
    machine; hosts that it redirects to must be public all the same. Raises `FetchFailed`.
    """
    limits = limits or Limits.usual()
    start = _checked_url(url)
    line = _Line(start.raw_host.decode() if allow_private else None, resolve)
    try:
        with (
            line.cut_after(limits.seconds),
            _client(line, limits) as client,
            client.stream("GET", start) as response,
        ):
            found = _received(response, limits)
    except _FAILURES as error:
        raise FetchFailed(_reason(url, error, line, limits)) from None
    if line.is_cut:  # a body without a length that ends with the connection looks whole
        raise FetchFailed(_reason(url, TimeoutError(), line, limits))
    return found


def _checked_url(url: str) -> httpx.URL:
    try:
        found = httpx.URL(url.strip())
    except httpx.InvalidURL:
        raise FetchFailed(f"'{url}' is no address. Give one that begins with https://.") from None
    if found.scheme not in ("http", "https") or not found.host:
        raise FetchFailed(f"'{url}' is no http or https address. Give one that begins with https://.")
    if found.userinfo:
        raise FetchFailed(f"The address holds a user name ({found.host}). Give one without.")
    return found


def _client(line: _Line, limits: Limits) -> httpx.Client:
    return httpx.Client(
        transport=_Transport(line),
        timeout=limits.pause,
        follow_redirects=True,
        max_redirects=limits.redirects,
        trust_env=False,
        headers={"User-Agent": "summitbot", "Accept-Encoding": "identity"},
    )


def _received(response: httpx.Response, limits: Limits) -> Fetched:
    if response.status_code != 200:
        told = f"{response.status_code} {response.reason_phrase}".strip()
        raise FetchFailed(f"{response.url} answered “{told}”. Check the address in a browser.")
    announced = response.headers.get("content-length", "")
    if announced.isdigit() and int(announced) > limits.bytes:
        raise _too_large(response.url, limits)
    content = bytearray()
    for chunk in response.iter_bytes():
        content += chunk
        if len(content) > limits.bytes:
            raise _too_large(response.url, limits)
    if not content:
        raise FetchFailed(f"{response.url} gave nothing at all. Check the address in a browser.")
    media_type = response.headers.get("content-type", "").partition(";")[0].strip().lower()
    return Fetched(str(response.url), media_type, response.charset_encoding, bytes(content))


def _too_large(url: httpx.URL, limits: Limits) -> FetchFailed:
    return FetchFailed(
        f"{url} is larger than {limits.bytes / 1e6:.0f} MB. Save the part that you need and add that file."
    )


def _reason(url: str, error: Exception, line: _Line, limits: Limits) -> str:
    if line.is_cut:
        return f"{url} took longer than {limits.seconds:g} seconds. Try again later."
    if isinstance(error, httpx.TooManyRedirects):
        return f"{url} redirects more than {limits.redirects} times. Open it in a browser and give its last address."
    if isinstance(error, httpx.UnsupportedProtocol | httpcore.UnsupportedProtocol):
        return f"{url} redirects to something that is no http or https address. Don't use it."
    if isinstance(error, httpcore.TimeoutException | httpx.TimeoutException):
        return f"{url} was silent for {limits.pause:g} seconds. Try again later."
    told = str(error).strip() or type(error).__name__
    return f"{url} can't be fetched ({told}). Check the address and the network."


class _Line(httpcore.SyncBackend):
    """Makes the connections: to checked addresses only, and cut when the time is up."""

    def __init__(self, private_host: str | None, resolve: Resolve) -> None:
        self._private_host = private_host
        self._resolve = resolve
        self._held: list[socket.socket] = []
        self._over = Event()

    def connect_tcp(self, host: str, port: int, *args: Any, **options: Any) -> httpcore.NetworkStream:
        """A connection to the first address of the host that takes one."""
        addresses = self._checked(host, port)
        for number, address in enumerate(addresses, 1):
            try:
                stream = super().connect_tcp(address, port, *args, **options)
                break
            except httpcore.ConnectError:
                if number == len(addresses):
                    raise
        # A second handle: the first one is taken over by TLS, and both name one connection.
        self._held.append(stream.get_extra_info("socket").dup())
        if self.is_cut:
            self._cut()
        return stream

    def _checked(self, host: str, port: int) -> list[str]:
        try:
            addresses = self._resolve(host, port)
        except (OSError, UnicodeError):
            raise FetchFailed(f"There is no host '{host}'. Check the address and the network.") from None
        private = [address for address in addresses if not is_public(address)]
        if private and host != self._private_host:
            raise FetchFailed(
                f"'{host}' is {private[0]}, an address of a private network, and was not asked. "
                "Allow the address that you give yourself with --allow-private."
            )
        return addresses

    @property
    def is_cut(self) -> bool:
        """Was the time up?"""
        return self._over.is_set()

    def _cut(self) -> None:
        self._over.set()
        for held in self._held:
            try:
                held.shutdown(socket.SHUT_RDWR)
            except OSError:
                continue  # it is closed already

    @contextmanager
    def cut_after(self, seconds: float) -> Iterator[None]:
        """Within, connections live so many seconds at most, however slowly their bytes drip."""
        timer = Timer(seconds, self._cut)
        timer.daemon = True
        timer.start()
        try:
            yield
        finally:
            timer.cancel()
            for held in self._held:
                held.close()


class _Transport(httpx.BaseTransport):
    """httpx over connections of our own making."""

    def __init__(self, line: _Line) -> None:
        self._pool = httpcore.ConnectionPool(httpx.create_ssl_context(), network_backend=line)

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """One request, whose answer is read as a stream."""
        url = request.url
        sent = httpcore.Request(
            request.method,
            httpcore.URL(scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path),
            headers=request.headers.raw,
            extensions=request.extensions,
        )
        got = self._pool.handle_request(sent)
        return httpx.Response(
            got.status, headers=got.headers, stream=_Stream(got.stream), extensions=got.extensions
        )

    def close(self) -> None:
        """Close what is open."""
        self._pool.close()


class _Stream(httpx.SyncByteStream):
    def __init__(self, stream: Any) -> None:
        self._stream: Iterable[bytes] = stream

    def __iter__(self) -> Iterator[bytes]:
        yield from self._stream

    def close(self) -> None:
        self._stream.close()  # type: ignore[attr-defined]
