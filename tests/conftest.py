"""A tiny corpus, a bot over it, a guard against the network, and no silent skips where that is asked."""

from __future__ import annotations

import os
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from summitbot import Bot, Settings

os.environ.setdefault("LANGSMITH_TRACING", "false")
os.environ.setdefault("GRADIO_ANALYTICS_ENABLED", "False")
for name in [n for n in os.environ if n.startswith("SUMMITBOT_") and n != "SUMMITBOT_NO_SKIP"]:
    del os.environ[name]

TINY = Path(__file__).parent / "tiny"
LOOPBACK = {"127.0.0.1", "::1", "localhost", "0.0.0.0"}


@pytest.fixture(autouse=True)
def _no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Any connection that would leave this machine fails the test that makes it."""
    real = socket.socket.connect

    def connect(self: socket.socket, address: object) -> None:
        if isinstance(address, tuple) and address[0] not in LOOPBACK:
            raise AssertionError(f"a test reached for the network: {address}")
        real(self, address)  # type: ignore[arg-type]

    monkeypatch.setattr(socket.socket, "connect", connect)


@pytest.fixture(scope="session")
def tiny_settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """Settings for the tiny corpus, with an index and a data folder of its own."""
    return Settings(
        sources=TINY, index=tmp_path_factory.mktemp("tiny-index"), data=tmp_path_factory.mktemp("tiny-data")
    )


@pytest.fixture(scope="session")
def bot(tiny_settings: Settings) -> Bot:
    """A bot over the tiny corpus."""
    return Bot.open(tiny_settings)


@pytest.fixture(scope="module")
def site() -> Iterator[Any]:
    """A site of somebody else on another port (`hosts.Host`)."""
    from hosts import Host

    host = Host()
    yield host
    host.close()


def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    """With SUMMITBOT_NO_SKIP a run that skipped anything is a failed run."""
    if os.environ.get("SUMMITBOT_NO_SKIP") != "1" or exitstatus != 0:
        return
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    skipped = reporter.stats.get("skipped", []) if reporter else []
    if skipped:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
