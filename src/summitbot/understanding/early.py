"""Statuses that a question earns by its shape alone (`data/refusals.json`)."""

from __future__ import annotations

import re
from functools import cache

from summitbot.reading import Period, Reading
from summitbot.records import Coverage, Status
from summitbot.text import fold, load_data, word_set, words


@cache
def _patterns() -> tuple[tuple[Status, str, re.Pattern[str]], ...]:
    rows = load_data("refusals")["early"]["patterns"]
    return tuple((status, reason, re.compile(p)) for status, reason, p in rows)


def early_status(reading: Reading, coverage: Coverage, in_conversation: bool) -> tuple[Status, str] | None:
    """Status and the key of its words, or None where the sources must be asked."""
    folded = fold(reading.question)
    for status, reason, p in _patterns():
        if p.search(folded):
            return status, reason
    if not reading.stems or _only_pointing(reading):
        return "unclear", "nothing_named"
    if outside := _outside(reading.periods, coverage):
        return "outside_period", outside
    return None


def _only_pointing(reading: Reading) -> bool:
    """Nothing but pronouns and bare verbs: there is nothing to look for."""
    if reading.mentions or reading.names:
        return False
    lean = set(load_data("understanding")["lean"]["words"])
    stop = word_set("stopwords", "stop") | lean
    rest = [w for w in words(reading.standalone) if w not in stop]
    return not rest or (len(rest) == 1 and bool(lean & set(words(reading.standalone))))


def _outside(periods: tuple[Period, ...], coverage: Coverage) -> str | None:
    if not periods or not (coverage.start and coverage.end):
        return None
    first, last = coverage.start[:4], coverage.end
    if all(p.end[:4] < first for p in periods):
        return "before"
    if all(p.start > last[: len(p.start)] for p in periods):
        return "after"
    return None
