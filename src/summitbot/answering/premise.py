"""False premises: what a question takes for granted, held against the events and their sentences."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from summitbot.answering.features import Asked, text_stems, text_words
from summitbot.reading import Candidate, Reading
from summitbot.records import Corpus, Sentence, Source
from summitbot.text import fold, load_data, words


def correction(reading: Reading, ranked: Sequence[Candidate], asked: Asked, corpus: Corpus) -> Candidate | None:
    """The sentence that sets a premise of the question right, if one does.

    Tried in order: a named event asked about in a year that is not its own; a named person at a
    named event where a sentence says that the person was not; an act that the best sentence denies.
    """
    if _negated(reading.standalone) or not ranked:
        return None
    return (
        _wrong_year(reading, ranked, corpus)
        or _not_there(reading, ranked, corpus)
        or _denied(reading, ranked, asked, corpus)
    )


def _wrong_year(reading: Reading, ranked: Sequence[Candidate], corpus: Corpus) -> Candidate | None:
    """'the 2019 Hilltown summit' of an event that was in 1991: the sentence with its own year."""
    event = _only_event(reading, corpus)
    if event is None or not event.date or not _fixed_in_time(reading):
        return None
    if any(p.touches(event.date, event.end) for p in reading.periods):
        return None
    year = event.date[:4]
    if any(p.start[:4] <= year <= p.end[:4] for p in reading.periods if len(p.start) == 4):
        return None
    for number in _sentences(event.id, corpus):
        if year in text_words(corpus.sentences[number].text):
            return _as_candidate(number, ranked)
    return None


def _fixed_in_time(reading: Reading) -> bool:
    """Is a year tied to what is named ('in 2019', 'the 2019 …'), and not a bound ('since 2019')?"""
    bound = load_data("premises")["bounds"]["pattern"]
    return bool(reading.periods) and not re.search(bound, fold(reading.standalone))


def _only_event(reading: Reading, corpus: Corpus) -> Source | None:
    named = [corpus.sources[i] for i in reading.named if corpus.sources[i].kind == "event"]
    return named[0] if len(named) == 1 else None


def _not_there(reading: Reading, ranked: Sequence[Candidate], corpus: Corpus) -> Candidate | None:
    """A sentence of the named event that denies a named person's presence."""
    event = _only_event(reading, corpus)
    people = [corpus.sources[i] for i in reading.named if corpus.sources[i].kind == "person"]
    if event is None:
        return None
    for person in people:
        if person.id in event.people:
            continue
        name = set(words(person.title))
        for number in _sentences(event.id, corpus):
            text = corpus.sentences[number].text
            if name <= text_words(text) and _negated(text) and _about_presence(text):
                return _as_candidate(number, ranked)
    return None


def _about_presence(text: str) -> bool:
    return bool(re.search(load_data("premises")["presence"]["pattern"], fold(text)))


def _denied(reading: Reading, ranked: Sequence[Candidate], asked: Asked, corpus: Corpus) -> Candidate | None:
    """The best sentence when it denies just what the question takes for granted."""
    rules = load_data("premises")["denied"]
    if reading.yes_no or reading.kind not in rules["kinds"]:
        return None
    for candidate in ranked[: rules["depth"]]:
        sentence = corpus.sentences[candidate.sentence]
        if _negated_main(sentence) and asked.share(set(text_stems(sentence.text))) >= rules["coverage"]:
            return candidate
    return None


def _negated(text: str) -> bool:
    return bool(re.search(load_data("premises")["negation"]["pattern"], fold(text)))


def _negated_main(sentence: Sentence) -> bool:
    """Is the sentence's own first clause negated (and not a clause within)?"""
    clause = re.split(r"[;:,]|\b(?:which|who|that|because|although|while|and said)\b", sentence.text)[0]
    return bool(re.search(load_data("premises")["denial"]["pattern"], fold(clause)))


def _sentences(id_: str, corpus: Corpus) -> Iterator[int]:
    for number, passage in enumerate(corpus.passages):
        if passage.source_id == id_:
            yield from corpus.sentences_of[number]


def _as_candidate(number: int, ranked: Sequence[Candidate]) -> Candidate:
    known = next((c for c in ranked if c.sentence == number), None)
    return known or Candidate(number, ranked[0].score, ranked[0].features)
