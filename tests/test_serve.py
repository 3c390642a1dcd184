"""`summitbot serve` as a real process on the loopback."""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

TINY = Path(__file__).parent / "tiny"


def command(index: Path, port: int) -> list[str]:
    parts = ["-m", "summitbot", "serve", "--port", port, "--sources", TINY, "--index", index]
    return [sys.executable, *map(str, parts)]


@pytest.fixture
def index(tiny_settings) -> Path:  # type: ignore[no-untyped-def]
    return tiny_settings.index_dir()


@pytest.fixture
def server(tmp_path: Path) -> Iterator[subprocess.Popen[str]]:
    process = subprocess.Popen(
        command(tmp_path, 0), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=dict(os.environ)
    )
    try:
        yield process
    finally:
        process.kill()
        process.wait()


def address(process: subprocess.Popen[str]) -> str:
    """Where it says that it is up."""
    assert process.stdout is not None
    for line in process.stdout:
        if found := re.search(r"is up at (http://127\.0\.0\.1:\d+/)", line):
            return found[1]
    raise AssertionError(process.stderr.read() if process.stderr else "")


def fetch(url: str, data: bytes | None = None) -> bytes:
    request = urllib.request.Request(url, data, {"content-type": "application/json"})
    with urllib.request.urlopen(request, timeout=20) as reply:
        return reply.read()  # type: ignore[no-any-return]


def test_serves_what_it_says_and_ends_cleanly(server: subprocess.Popen[str], tmp_path: Path) -> None:
    home = address(server)
    assert not home.endswith(":0/")
    assert list(tmp_path.iterdir()), "the missing index was built"
    assert json.loads(fetch(home + "healthz")) == {"status": "ok"}
    assert json.loads(fetch(home + "readyz"))["status"] == "ready"
    asked = json.dumps({"question": "Where was the Lake summit held?"}).encode()
    assert "Veldes" in json.loads(fetch(home + "api/v1/ask", asked))["text"]
    assert b"<gradio-app" in fetch(home)
    server.send_signal(signal.SIGINT)
    out, err = server.communicate(timeout=20)
    assert server.returncode == 0
    assert "has ended" in out
    assert err == ""


def test_a_port_in_use_is_one_line_and_nothing_is_built(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        done = subprocess.run(
            command(tmp_path, port), capture_output=True, text=True, timeout=60, check=False
        )
    assert done.returncode == 6
    assert done.stderr.splitlines() == [
        f"summitbot: Port {port} on 127.0.0.1 is in use. Choose another with --port, or --port 0 for a free one."
    ]
    assert done.stdout == ""
    assert not list(tmp_path.iterdir())


def test_an_address_that_is_not_ours_names_its_remedy(index: Path) -> None:
    done = subprocess.run(
        [*command(index, 0), "--host", "203.0.113.9"], capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == 2
    assert "--host" in done.stderr
    assert len(done.stderr.splitlines()) == 1
