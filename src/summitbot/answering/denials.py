"""Sentences of the sources that deny something, and what they deny."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from summitbot.answering.features import text_stems, text_words
from summitbot.reading import Reading
from summitbot.records import Corpus
from summitbot.text import fold, load_data

_YEAR = re.compile(r"\b(?:1[6-9]|20)\d\d\b")


@dataclass(frozen=True)
class Denial:
    """A sentence that denies: its position, the stems of the acts denied, its words and years."""

    sentence: int
    acts: frozenset[str]
    words: frozenset[str]
    years: frozenset[str]

    def denies(self, acts: set[str], reading: Reading) -> bool:
        """Is one of these acts denied, of everything that the question names, in its time?"""
        meant = {s for act in acts for s in (act, *reading.synonyms.get(act, ()))}
        years = {p.start[:4] for p in reading.periods}
        return (
            bool(self.acts & meant)
            and all(any(part in self.words for part in m.words[-1:] + m.words[:1]) for m in reading.mentions)
            and (not years or not self.years or bool(years & self.years))
        )


_KNOWN: dict[str, tuple[Denial, ...]] = {}


def denials(corpus: Corpus) -> tuple[Denial, ...]:
    """Every denying sentence of a corpus, found once for the corpus asked last."""
    if corpus.fingerprint not in _KNOWN:
        _KNOWN.clear()
        _KNOWN[corpus.fingerprint] = tuple(_denials(corpus))
    return _KNOWN[corpus.fingerprint]


def _denials(corpus: Corpus) -> Iterator[Denial]:
    for number, sentence in enumerate(corpus.sentences):
        if acts := _acts_denied(sentence.text):
            years = frozenset(_YEAR.findall(sentence.text))
            yield Denial(number, acts, text_words(sentence.text), years)


def _acts_denied(text: str) -> frozenset[str]:
    """The stems of the verbs (and of a subject after 'no') that a sentence's first clause denies."""
    clause = re.split(load_data("premises")["clause"]["pattern"], fold(text))[0]
    acts: set[str] = set()
    for pattern in load_data("premises")["denials"]["patterns"]:
        for match in re.finditer(pattern, clause):
            acts.update(s for group in match.groups() if group for s in text_stems(group))
    return frozenset(acts)
