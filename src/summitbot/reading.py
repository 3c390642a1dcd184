"""What passes between the stages inside the bot: a question's reading, and sentences as candidates."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from summitbot.records import Record, Status


@dataclass(frozen=True)
class Mention(Record):
    """A name found in a question: its folded words, and the ids of the sources that bear it.

    `held` are the ids of events that a place's name may stand for because they were held there.
    """

    words: tuple[str, ...]
    ids: tuple[str, ...]
    held: tuple[str, ...] = ()


@dataclass(frozen=True)
class Period(Record):
    """A stretch of time, ISO dates inclusive; `start` and `end` are equal in precision."""

    start: str
    end: str

    def touches(self, start: str | None, end: str | None) -> bool:
        """Does an event from `start` to `end` (ISO, any precision) fall into this period?"""
        if not start:
            return False
        last = end or start
        return start[: len(self.end)] <= self.end and last[: len(self.start)] >= self.start


@dataclass(frozen=True)
class Reading(Record):
    """A question as understood.

    `question` is what was asked, in English, `language` what it was asked in; `standalone` is the question with what it leans on spelt out; `kind` the kind of answer asked
    for; `stems` and `extra` the query terms (with weights for the extra ones); `synonyms` the stems
    that may stand for a stem of the question; `context` stems of the conversation that may matter still; `parties` the
    forms (as words) of the parties that it names, `other_parties` those of the others; `window` the time
    set by events or a term of office; `holders` who held the office asked about at the time; `told` the
    answers before, where the question asks for more; `mentions` the names found; `names` capitalised words and numbers; `in_field` whether
    a word of a name that the sources know occurs; `early` a status that needs no retrieval, with the
    key of its words.
    """

    question: str
    standalone: str
    kind: str
    stems: tuple[str, ...]
    extra: Mapping[str, float] = field(default_factory=lambda: MappingProxyType({}))
    synonyms: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: MappingProxyType({}))
    context: tuple[str, ...] = ()
    parties: tuple[tuple[str, ...], ...] = ()
    other_parties: tuple[tuple[str, ...], ...] = ()
    mentions: tuple[Mention, ...] = ()
    names: tuple[str, ...] = ()
    periods: tuple[Period, ...] = ()
    window: Period | None = None
    holders: tuple[str, ...] = ()
    told: tuple[str, ...] = ()
    corrected: tuple[tuple[str, str], ...] = ()
    yes_no: bool = False
    language: str = "en"
    in_field: bool = False
    early: tuple[Status, str] | None = None

    @property
    def named(self) -> frozenset[str]:
        """The ids of every source that the question names, by itself or by its place."""
        return frozenset(id_ for mention in self.mentions for id_ in (*mention.ids, *mention.held))

    @property
    def named_itself(self) -> frozenset[str]:
        """The ids of the sources whose own name stands in the question."""
        return frozenset(id_ for mention in self.mentions for id_ in mention.ids)


@dataclass(frozen=True)
class Candidate(Record):
    """A sentence that may answer: its position in the corpus, its retrieval score, its features."""

    sentence: int
    score: float
    features: Mapping[str, float] = field(default_factory=lambda: MappingProxyType({}))
