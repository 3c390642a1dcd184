"""Sentences of the sources that deny something, and what they deny."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from summitbot.answering.features import text_stems, text_words
from summitbot.dates import MONTHS
from summitbot.reading import Mention, Reading
from summitbot.records import Corpus
from summitbot.text import content_words, fold, load_data, word_set, words

# A subject that is denied altogether ('No treaty').
_NONE = re.compile(r"(?:no|not one|none|nothing|nobody)\b")
# A word with a capital, a name of one or more, and names in one list.
_CAPITAL = re.compile(r"\b[A-Z][\w'’-]*")
_NAME = rf"{_CAPITAL.pattern}(?: {_CAPITAL.pattern})*"
_JOINT = re.compile(r",? (?:and|or|nor) (?=[A-Z])|, (?=[A-Z])")
_LISTED = re.compile(rf"{_NAME}(?:(?:{_JOINT.pattern}){_NAME})*")
_YEAR = re.compile(r"\b(?:1[6-9]|20)\d\d\b")


@dataclass(frozen=True)
class Denial:
    """A sentence that denies: its position and source, the stems of its subject and of the acts denied, the names in what it
    denies (of those in one list, each by its stems, one is enough), the names of its subject, its words and years."""

    sentence: int
    source: str
    subject: frozenset[str]
    acts: frozenset[str]
    names: tuple[tuple[frozenset[str], ...], ...]
    named: tuple[tuple[frozenset[str], ...], ...]
    words: frozenset[str]
    years: frozenset[str]

    def denies(self, acts: set[str], reading: Reading, corpus: Corpus) -> bool:
        """Is one of these acts denied, of everything that the question names and of nothing else, in its time?

        That somebody named did not do it says nothing of who did.
        """
        if self.acts.isdisjoint(acts):
            return False
        spoken = _spoken_of(reading, corpus)
        return (
            bool(self.subject & spoken)
            and all(any(name <= spoken for name in listed) for listed in self.names)
            and all(any(name <= spoken for name in listed) for listed in self.named)
            and not (reading.kind == "who" and self.named)
            and (not self.years or bool(self.years & _years_meant(reading, corpus)))
            and all(self._speaks_of(mention, corpus) for mention in reading.mentions)
        )

    def _speaks_of(self, mention: Mention, corpus: Corpus) -> bool:
        """Is the sentence about what is mentioned: of its source, by its name, or by a person's surname?"""
        if self.source in (*mention.ids, *mention.held) or self.words.issuperset(mention.words):
            return True
        for source in (corpus.sources[i] for i in mention.ids):
            name = content_words(source.title)
            if self.words.issuperset(name) or (
                source.kind == "person" and bool(self.words & set(name[:1] + name[-1:]))
            ):
                return True
        return False


def _spoken_of(reading: Reading, corpus: Corpus) -> set[str]:
    """The stems of the question and of the titles of what it names, with their synonyms."""
    spoken = {s for stem_ in reading.stems for s in (stem_, *reading.synonyms.get(stem_, ()))}
    return spoken | {s for i in reading.named for s in text_stems(corpus.sources[i].title)}


def _years_meant(reading: Reading, corpus: Corpus) -> set[str]:
    """The years that a question sets, or those of the events that it names."""
    if reading.periods:
        return {p.start[:4] for p in reading.periods} | {p.end[:4] for p in reading.periods}
    return {date[:4] for i in reading.named if (date := corpus.sources[i].date)}


_KNOWN: dict[str, tuple[Denial, ...]] = {}


def denials(corpus: Corpus) -> tuple[Denial, ...]:
    """Every denying sentence of a corpus, found once for the corpus asked last."""
    if corpus.fingerprint not in _KNOWN:
        _KNOWN.clear()
        _KNOWN[corpus.fingerprint] = tuple(_denials(corpus))
    return _KNOWN[corpus.fingerprint]


def _denials(corpus: Corpus) -> Iterator[Denial]:
    everywhere = _everywhere(corpus)
    for number, sentence in enumerate(corpus.sentences):
        clause = re.split(load_data("premises")["clause"]["pattern"], fold(sentence.text))[0]
        if acts := _acts_denied(clause):
            subject = re.split(load_data("premises")["subject"]["pattern"], clause)[0]
            names = _names(sentence.text[: len(clause)], everywhere)
            yield Denial(
                sentence=number,
                source=corpus.passages[sentence.passage].source_id,
                subject=frozenset(text_stems(subject)),
                acts=acts,
                names=names,
                named=() if _NONE.match(subject) else _names(sentence.text[: len(subject)], frozenset()),
                words=text_words(sentence.text),
                years=frozenset(_YEAR.findall(sentence.text)),
            )


def _names(clause: str, everywhere: frozenset[str]) -> tuple[tuple[frozenset[str], ...], ...]:
    """The names in what is denied, list by list ('after A, B and C' is one), each as its stems.

    Left out are months, a first word that is no name, and lists with a name that stands `everywhere` and so tells nothing apart.
    """
    plain = word_set("stopwords", "stop") | word_set("premises", "openers") | {m.lower() for m in MONTHS}
    found = []
    for listed in _LISTED.findall(clause):
        names = tuple(
            frozenset(s for word in words(name) if word not in plain for s in text_stems(word))
            for name in _JOINT.split(listed)
        )
        if all(name - everywhere for name in names):
            found.append(names)
    return tuple(found)


def _everywhere(corpus: Corpus) -> frozenset[str]:
    """The stems of the words that a third of the sources or more write with a capital."""
    written = Counter(
        word for source in corpus.sources.values() for word in set(_CAPITAL.findall(source.text))
    )
    common = (word for word, count in written.items() if 3 * count >= len(corpus.sources))
    return frozenset(s for word in common for s in text_stems(word))


def _acts_denied(clause: str) -> frozenset[str]:
    """The stems of the verbs (and of a subject after 'no') that a folded clause denies."""
    if re.search(load_data("premises")["limited"]["pattern"], clause):
        return frozenset()
    acts: set[str] = set()
    for pattern in load_data("premises")["denials"]["patterns"]:
        for match in re.finditer(pattern, clause):
            acts.update(s for group in match.groups() if group for s in text_stems(group))
    return frozenset(acts)
