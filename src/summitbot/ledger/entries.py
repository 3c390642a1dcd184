"""The ledger's nouns: frozen values that round-trip like all others."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal, get_args

from summitbot.records import Answer, Record

Judgement = Literal["right", "wrong", "unsupported", "missing"]
VERDICTS: tuple[Judgement, ...] = get_args(Judgement)


@dataclass(frozen=True)
class Feedback(Record):
    """What a reader thinks of an answer, or of one citation in it.

    `unsupported` says that the citation does not bear the sentence; `missing`, that something is left
    out. `made` is the UTC second of the arrival in ISO 8601; `status`, `sources` and `fingerprint` are
    those of the answer. `question` is empty unless the operator keeps questions. `citation` is the
    number of the citation meant, None for the answer as a whole.
    """

    id: str
    made: str
    verdict: Judgement
    comment: str = ""
    question: str = ""
    status: str = ""
    citation: int | None = None
    sources: tuple[str, ...] = ()
    fingerprint: str = ""


@dataclass(frozen=True)
class Frozen(Record):
    """An answer as it was given. `id` derives from its content; `hashes` are pairs of a cited source's
    id and the hash of what it said then."""

    _nested = MappingProxyType({"answer": Answer})

    id: str
    made: str
    question: str
    answer: Answer
    hashes: tuple[tuple[str, str], ...] = ()
