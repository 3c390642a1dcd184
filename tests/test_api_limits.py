"""Limits: rates, slow bodies, crowds, slow questions, and whom we believe about addresses."""

from __future__ import annotations

import asyncio
import shutil
import socket
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
import uvicorn
from fastapi.testclient import TestClient

from summitbot import Bot, Settings
from summitbot.errors import SettingsError
from summitbot.surfaces.api import create_app
from summitbot.surfaces.api.desk import Desk
from summitbot.surfaces.api.proxies import trusted
from summitbot.surfaces.api.serve import listen
from summitbot.surfaces.origins import Origins

ASKED = {"question": "Where was the Lake summit held?"}
SITE = "https://news.example"


@contextmanager
def client(settings: Settings, **changes: Any) -> Iterator[TestClient]:
    with TestClient(
        create_app(Bot.open(settings.with_changes(**changes))), raise_server_exceptions=False
    ) as client:
        yield client


def ask(client: TestClient, **headers: str) -> Any:
    return client.post("/api/v1/ask", json=ASKED, headers=headers)


def test_a_client_that_asks_too_often_is_told_when_to_come_back(tiny_settings: Settings) -> None:
    with client(tiny_settings, rate_client="3/minute", origins=SITE) as web:
        assert [ask(web).status_code for _ in range(4)] == [200, 200, 200, 429]
        refused = ask(web, origin=SITE)
        assert refused.headers["content-type"] == "application/problem+json"
        assert 1 <= int(refused.headers["retry-after"]) <= 60
        assert refused.headers["access-control-allow-origin"] == SITE, "a page can read what to do"
        assert web.post("/gradio_api/queue/join", json={}).status_code == 429, "the page counts too"
        assert web.get("/").status_code == web.get("/healthz").status_code == 200


def test_a_site_has_a_rate_of_its_own_over_all_readers(tiny_settings: Settings) -> None:
    with client(tiny_settings, rate_site="2/minute", origins=SITE, proxies="10.0.0.1") as web:
        replies = [ask(web, origin=SITE).status_code for _ in range(3)]
        assert replies == [200, 200, 429]
        assert ask(web).status_code == 200, "others are not held back"


def test_forwarded_addresses_are_believed_from_set_proxies_alone(tiny_settings: Settings) -> None:
    for proxies, statuses in (("", [200, 429]), ("127.0.0.0/8", [200, 200])):
        app = create_app(Bot.open(tiny_settings.with_changes(rate_client="1/minute", proxies=proxies)))
        with TestClient(app, client=("127.0.0.1", 4711)) as web:
            forwarded = [ask(web, **{"x-forwarded-for": f"203.0.113.{n}"}).status_code for n in (1, 2)]
        assert forwarded == statuses


def test_what_a_client_adds_before_the_proxy_is_not_believed(tiny_settings: Settings) -> None:
    app = create_app(Bot.open(tiny_settings.with_changes(rate_client="1/minute", proxies="127.0.0.1")))
    with TestClient(app, client=("127.0.0.1", 4711)) as web:
        spoofed = [
            ask(web, **{"x-forwarded-for": f"198.51.100.{n}, 203.0.113.9"}).status_code for n in (1, 2)
        ]
    assert spoofed == [200, 429]


def test_addresses_of_one_network_of_ipv6_are_one_client(tiny_settings: Settings) -> None:
    app = create_app(Bot.open(tiny_settings.with_changes(rate_client="1/minute", proxies="127.0.0.1")))
    with TestClient(app, client=("127.0.0.1", 4711)) as web:
        statuses = [
            ask(web, **{"x-forwarded-for": a}).status_code
            for a in ("2001:db8::1", "2001:db8::2", "2001:db8:1::1")
        ]
    assert statuses == [200, 429, 200]


@pytest.mark.parametrize("text", ["*", "0.0.0.0/0", "::/0", "proxy.example", "10.0.0.1/8"])
def test_nobody_is_believed_by_accident(text: str) -> None:
    with pytest.raises(SettingsError, match="SUMMITBOT_PROXIES"):
        trusted(text)


@pytest.mark.parametrize(
    "wrong", [{"rate_client": "many"}, {"rate_store": "ftp://x"}, {"proxies": "*"}, {"origins": "*"}]
)
def test_wrong_settings_are_told_at_the_start(bot: Bot, wrong: dict[str, str]) -> None:
    with pytest.raises(SettingsError), client(bot.settings, **wrong):
        pass


@pytest.fixture
def redis(tmp_path: Path) -> Iterator[str]:
    program = shutil.which("redis-server")
    if program is None:
        pytest.skip("needs redis-server: apt install redis-server")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    options = ["--port", str(port), "--bind", "127.0.0.1", "--dir", str(tmp_path), "--save", ""]
    process = subprocess.Popen([program, *options], stdout=subprocess.DEVNULL)
    try:
        for _ in range(100):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.05)
        yield f"redis://127.0.0.1:{port}/0"
    finally:
        process.kill()
        process.wait()


def test_servers_that_share_a_redis_count_together(tiny_settings: Settings, redis: str) -> None:
    changes = {"rate_store": redis, "rate_client": "3/minute"}
    with client(tiny_settings, **changes) as one:
        first = [ask(one).status_code for _ in range(2)]
    with client(tiny_settings, **changes) as other:
        second = [ask(other).status_code for _ in range(2)]
    assert (first, second) == ([200, 200], [200, 429])


def test_without_its_redis_a_server_counts_alone(tiny_settings: Settings) -> None:
    with client(tiny_settings, rate_store="redis://127.0.0.1:1/0", rate_client="2/minute") as web:
        assert [ask(web).status_code for _ in range(3)] == [200, 200, 429]


@pytest.fixture
def server(tiny_settings: Settings) -> Iterator[int]:
    bot = Bot.open(tiny_settings.with_changes(body_seconds=0.5))
    with listen("127.0.0.1", 0) as listener:
        server = uvicorn.Server(uvicorn.Config(create_app(bot), log_level="error", proxy_headers=False))
        thread = threading.Thread(target=server.run, args=([listener],))
        thread.start()
        while not server.started:
            time.sleep(0.02)
        yield listener.getsockname()[1]
        server.should_exit = True
        thread.join()


def test_a_body_that_dribbles_in_is_cut_off(server: int) -> None:
    with socket.create_connection(("127.0.0.1", server), timeout=20) as line:
        line.sendall(b"POST /api/v1/ask HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n")
        line.sendall(b"Content-Length: 900000\r\n\r\n{")
        begun, got = time.monotonic(), b""
        while b"\r\n\r\n" not in got:
            got += line.recv(4096)
    assert got.startswith(b"HTTP/1.1 408")
    assert time.monotonic() - begun < 10


def test_a_crowd_is_told_to_come_back(tiny_settings: Settings) -> None:
    async def crowd() -> list[Any]:
        desk = Desk(tiny_settings.with_changes(concurrent=1, waiting=1))
        gate = threading.Event()
        runs = [asyncio.ensure_future(desk.run(gate.wait, 10)) for _ in range(2)]
        await asyncio.sleep(0)
        refused = await asyncio.gather(desk.run(gate.wait, 10), return_exceptions=True)
        with pytest.raises(Exception, match="503"):
            desk.stream(lambda: iter(()))
        gate.set()
        done = [*await asyncio.gather(*runs), await desk.run(lambda: "free again")]
        return [*refused, *done, desk.taken]

    refused, *done, taken = asyncio.run(crowd())
    assert (refused.status_code, refused.headers["Retry-After"]) == (503, "2")
    assert done == [True, True, "free again"]
    assert taken == 0


def test_a_slow_question_ends_and_keeps_its_place_until_it_has(tiny_settings: Settings) -> None:
    async def slow() -> tuple[list[Any], int, int]:
        desk = Desk(tiny_settings.with_changes(concurrent=1, waiting=0, question_seconds=0.1))
        gate = threading.Event()

        def steps() -> Iterator[str]:
            yield "first"
            gate.wait(10)

        first = await asyncio.gather(desk.run(gate.wait, 10), return_exceptions=True)
        held = desk.taken
        gate.set()
        while desk.taken:
            await asyncio.sleep(0.01)
        gate.clear()
        seen: list[Any] = []
        try:
            async for step in desk.stream(steps):
                seen.append(step)
        except Exception as error:
            seen.append(error)
        gate.set()
        return [*first, *seen], held, desk.taken

    (first, step, second), held, _ = asyncio.run(slow())
    assert (first.status_code, step, second.status_code) == (504, "first", 504)
    assert held == 1


def test_a_listed_site_is_one_of_many(tiny_settings: Settings, tmp_path: Path) -> None:
    settings = tiny_settings.with_changes(data=tmp_path, rate_site="1/minute")
    with client(settings) as web:
        assert ask(web, origin=SITE).status_code == 403
        Origins.open(settings).add(SITE)
        assert [ask(web, origin=SITE).status_code for _ in range(2)] == [200, 429]
