"""Every regular expression of the code and the data files against long hostile input: its time keeps step with the text."""

from __future__ import annotations

import ast
import json
import multiprocessing
import re
import time
from pathlib import Path
from typing import Any

PACKAGE = Path(__file__).parents[1] / "src" / "summitbot"
CALLS = ("compile", "sub", "subn", "search", "match", "fullmatch", "findall", "finditer", "split")
SHORT, LONG = 1_000, 20_000
# A text twenty times as long may take some more than twenty times as long, and whatever takes no longer than a blink.
RATIO, BLINK = 80, 0.1
TRIES = 3  # of which the best counts: a busy machine is no slow pattern


def written() -> dict[str, str]:
    """Each pattern of the modules, with how it is used."""
    found: dict[str, str] = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            match node:
                case ast.Call(
                    func=ast.Attribute(value=ast.Name(id="re"), attr=used),
                    args=[ast.Constant(value=str(pattern)), *_],
                ) if used in CALLS:
                    found[pattern] = used if used in ("match", "fullmatch") else "search"
    return found


def listed() -> dict[str, str]:
    """Each text of the data files that may be a pattern."""
    found: dict[str, str] = {}

    def walk(value: Any) -> None:
        if isinstance(value, dict | list):
            for inner in value.values() if isinstance(value, dict) else value:
                walk(inner)
        elif isinstance(value, str) and re.search(r"[\\(\[|*+?]", value):
            found[value] = "search"

    for path in sorted((PACKAGE / "data").glob("*.json")):
        walk(json.loads(path.read_text(encoding="utf-8")))
    return found


def hostile(pattern: str, length: int) -> list[str]:
    """Inputs that make a pattern that goes back on itself do so: spaces, digits, brackets, its own words."""
    words = re.findall(r"[a-z]{2,}", pattern)[:6]
    pieces = [" ", "a", "0", "1 ", "a ", "a-", ". ", "'", "\n", "aA", "A ", "[", "(", '"', *words, *(f"{word} " for word in words)]  # fmt: skip
    return [piece * (length // len(piece)) + "!" for piece in pieces]


def seconds(compiled: re.Pattern[str], used: str, text: str) -> float:
    begun = time.perf_counter()
    getattr(compiled, used)(text)
    return time.perf_counter() - begun


def slow(found: dict[str, str]) -> list[str]:
    """The patterns whose time grows faster than their text."""
    told = []
    for pattern, used in found.items():
        try:
            compiled = re.compile(pattern, re.IGNORECASE)
        except re.error:
            continue  # a sentence with brackets, no pattern
        for short, long in zip(hostile(pattern, SHORT), hostile(pattern, LONG), strict=True):
            for _ in range(TRIES):
                took = seconds(compiled, used, long)
                if took < max(BLINK, RATIO * seconds(compiled, used, short)):
                    break
            else:
                told.append(f"{took:.1f} s for {long[:8]!r}…: {pattern[:200]}")
                break
    return told


def judged(found: dict[str, str], limit: float = 120) -> list[str]:
    """`slow` in a process of its own, since a pattern that hangs can't be stopped from within."""
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        return pool.apply_async(slow, (found,)).get(limit)


def test_no_pattern_takes_longer_than_its_text() -> None:
    found = written() | listed()
    assert len(found) > 150
    assert judged(found) == []


def test_a_slow_pattern_would_be_found() -> None:
    assert len(judged({r"\s*\[": "search", r"\w+": "search"})) == 1
