"""An answer said again in other sentences over the same sources."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from summitbot.answering.cite import cite
from summitbot.answering.offer import nearest_sources
from summitbot.answering.words import printed
from summitbot.records import Answer, Corpus, Kind, Statement, Verdict


@dataclass(frozen=True)
class Restated:
    """Statements so far, and the corpus' sentences that they cite: the first one is number 1."""

    statements: tuple[Statement, ...] = ()
    cited: tuple[int, ...] = ()

    def add(self, text: str, kind: Kind, sentences: Sequence[int], verdict: Verdict) -> Restated:
        """With one more statement, which rests on sentences of the corpus by position."""
        cited = tuple(dict.fromkeys((*self.cited, *sentences)))
        marks = tuple(cited.index(s) + 1 for s in sentences)
        return Restated((*self.statements, Statement(text, kind, marks, verdict)), cited)


def restate(answer: Answer, said: Restated, corpus: Corpus) -> Answer:
    """The answer with these statements in the place of its own."""
    citations = tuple(cite(corpus, corpus.sentences[s], mark) for mark, s in enumerate(said.cited, 1))
    ids = list(dict.fromkeys(c.source_id for c in citations))
    dates = [corpus.sources[id_].as_of for id_ in ids]
    return replace(
        answer,
        text=printed(said.statements, "prose"),
        layout="prose",
        statements=said.statements,
        citations=citations,
        as_of=min((d for d in dates if d), default=None),
        nearest=nearest_sources([*ids, *(n.source_id for n in answer.nearest)], corpus),
    )


def with_trace(answer: Answer, key: str, value: Mapping[str, Any]) -> Answer:
    """The answer with one more entry in its trace."""
    return replace(answer, trace={**answer.trace, key: value})
