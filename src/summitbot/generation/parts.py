"""What passes through generation: evidence in, written sentences and a report out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from summitbot.records import Kind, Record, Verdict
from summitbot.text import load_data


class Checker(Protocol):
    """Holds a claim to texts: which of them say most of it (positions, best first), and whether they bear it out."""

    def best(self, claim: str, texts: Sequence[str]) -> Sequence[int]: ...
    def verdict(self, claim: str, texts: Sequence[str]) -> Verdict: ...


@dataclass(frozen=True)
class Evidence:
    """A numbered passage as the model sees it: its sentences by their positions in the corpus."""

    number: int
    title: str
    date: str
    party: str
    sentences: tuple[int, ...]
    texts: tuple[str, ...]


@dataclass(frozen=True)
class Draft:
    """A sentence as the model wrote it, and the numbers that it cites."""

    text: str
    numbers: tuple[int, ...] = ()


@dataclass(frozen=True)
class Written:
    """A sentence that may be shown: the corpus' sentences that it rests on, and how it was judged."""

    text: str
    kind: Kind
    sentences: tuple[int, ...]
    verdict: Verdict


@dataclass(frozen=True)
class Report(Record):
    """How a generation went. `why` is "" when the written answer may stand, else why it may not.

    `invented` are the numbers cited that no passage has, once for every time; `findings` what was wrong
    with sentences that were not borne out, `checking` the seconds that the checks took.
    """

    why: str = ""
    model: str = ""
    prompt: str = ""
    asked: bool = False
    sentences: int = 0
    kept: int = 0
    repaired: int = 0
    replaced: int = 0
    dropped: int = 0
    invented: tuple[int, ...] = ()
    findings: tuple[str, ...] = ()
    tokens: int = 0
    checking: float = 0.0

    @property
    def used(self) -> bool:
        """Is the answer the model's?"""
        return self.asked and not self.why

    def trace(self) -> Mapping[str, Any]:
        """For the answer's trace: all of it, and a note in words for the reader where the model's answer was not used."""
        note = load_data("wording")["generation"].get(self.why, "") if self.why else ""
        return {"used": self.used, **self.to_dict(), "note": note}
