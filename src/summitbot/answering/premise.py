"""False premises: what a question takes for granted, held against the events and their sentences."""

from __future__ import annotations

import re
from collections.abc import Sequence

from summitbot.answering.counted import beyond
from summitbot.answering.denials import denials
from summitbot.answering.features import Asked, text_stems, text_words
from summitbot.answering.meetings import met_elsewhere, places_said
from summitbot.answering.owners import not_the_owner
from summitbot.dates import MONTHS
from summitbot.reading import Candidate, Reading
from summitbot.records import Corpus, Source
from summitbot.text import fold, load_data, word_set, words


def correction(
    reading: Reading, ranked: Sequence[Candidate], asked: Asked, corpus: Corpus, near: bool
) -> Candidate | None:
    """The sentence that sets a premise of the question right, if one does.

    Tried in order: a named event asked about in a year or a place that is not its own; a document said to be
    signed by another than its signers, or to be another's; one of a series that counts beyond its end; where the sources are `near` the question, a
    named person at a named event where a sentence says that the person was not, and an act that a sentence
    of the sources denies; people said to have met where they never did.
    """
    if _negated(reading.standalone) or not ranked:
        return None
    return (
        _wrong_year(reading, ranked, corpus)
        or _elsewhere(reading, ranked, corpus)
        or _other_signer(reading, ranked, corpus)
        or _at(not_the_owner(reading, corpus), ranked)
        or _at(beyond(reading, corpus), ranked)
        or (_not_there(reading, ranked, corpus) if near else None)
        or (_denied(reading, ranked, asked, corpus) if near else None)
        or _never_met(reading, ranked, corpus)
    )


def _wrong_year(reading: Reading, ranked: Sequence[Candidate], corpus: Corpus) -> Candidate | None:
    """'the 2019 Hilltown summit' of an event that was in 1991: the sentence with its own year."""
    event = _only_event(reading, corpus)
    if event is None or not event.date or not _fixed_in_time(reading) or not _year_is_of(event, reading):
        return None
    if any(p.touches(event.date, event.end) for p in reading.periods):
        return None
    year = event.date[:4]
    if any(p.start[:4] <= year <= p.end[:4] for p in reading.periods if len(p.start) == 4):
        return None
    for number in corpus.sentences_in(event.id):
        if year in text_words(corpus.sentences[number].text):
            return _as_candidate(number, ranked)
    return None


def _fixed_in_time(reading: Reading) -> bool:
    """Is a year tied to what is named ('in 2019', 'the 2019 …'), and not a bound ('since 2019')?"""
    bound = load_data("premises")["bounds"]["pattern"]
    return bool(reading.periods) and not re.search(bound, fold(reading.standalone))


def _year_is_of(event: Source, reading: Reading) -> bool:
    """Does a year stand beside the event's name, with no word between that says something else of that year?"""
    spoken = words(reading.standalone)
    name = next((m.words for m in reading.mentions if event.id in (*m.ids, *m.held)), ())
    end = _end_of(spoken, name)
    years = {p.start[:4] for p in reading.periods}
    said = [at for at, word in enumerate(spoken) if word in years]
    if end < 0 or not said:
        return True
    if not word_set("premises", "one_more").isdisjoint(spoken[: end - len(name)][-1:]):
        return False
    between = (spoken[end:at] if at >= end else spoken[at + 1 : end - len(name)] for at in said)
    light = word_set("stopwords", "stop") | {month.lower() for month in MONTHS}
    return any(all(w in light or w.isdigit() for w in words_between) for words_between in between)


def _only_event(reading: Reading, corpus: Corpus) -> Source | None:
    """The one event that a question names, or means by its place and two of the people who met there."""
    direct = {i for m in reading.mentions for i in m.ids}
    named = [corpus.sources[i] for i in direct if corpus.sources[i].kind == "event"]
    if not named:
        people = {i for i in direct if corpus.sources[i].kind == "person"}
        held = [corpus.sources[i] for m in reading.mentions for i in m.held]
        named = [event for event in held if len(people & set(event.people)) >= 2]
    return named[0] if len(named) == 1 else None


def _not_there(reading: Reading, ranked: Sequence[Candidate], corpus: Corpus) -> Candidate | None:
    """A sentence of the named event that denies a named person's presence (not where the event only bounds the time)."""
    event = _only_event(reading, corpus)
    people = [corpus.sources[i] for i in reading.named if corpus.sources[i].kind == "person"]
    if event is None or reading.window is not None:
        return None
    for person in people:
        if person.id in event.people:
            continue
        name = set(words(person.title))
        for number in corpus.sentences_in(event.id):
            text = corpus.sentences[number].text
            if name <= text_words(text) and _negated(text) and _about_presence(text):
                return _as_candidate(number, ranked)
    return None


def _about_presence(text: str) -> bool:
    return bool(re.search(load_data("premises")["presence"]["pattern"], fold(text)))


def _denied(reading: Reading, ranked: Sequence[Candidate], asked: Asked, corpus: Corpus) -> Candidate | None:
    """A sentence that denies just what the question takes for granted."""
    rules = load_data("premises")["denied"]
    if reading.yes_no or reading.kind not in rules["kinds"]:
        return None
    acts = {s for s in reading.stems if s not in _name_stems(reading)}
    least = max(rules["coverage"], asked.share(_stems(ranked[0].sentence, corpus)) - rules["slack"])
    best, number = least, None
    for denial in denials(corpus):
        if (
            denial.denies(acts, reading, corpus)
            and (share := asked.share(_stems(denial.sentence, corpus))) >= best
        ):
            best, number = share + 1e-9, denial.sentence
    return _at(number, ranked)


def _name_stems(reading: Reading) -> set[str]:
    """The stems of the names in a question: naming a thing takes nothing for granted."""
    return {s for m in reading.mentions for w in m.words for s in text_stems(w)}


def _stems(number: int, corpus: Corpus) -> set[str]:
    return set(text_stems(corpus.sentences[number].text))


def _elsewhere(reading: Reading, ranked: Sequence[Candidate], corpus: Corpus) -> Candidate | None:
    """'the second meeting in Tokyo' of an event that was in Hilltown: the sentence with its own place."""
    event = _only_event(reading, corpus)
    if event is None or not event.place:
        return None
    spoken = words(reading.standalone)
    after = _end_of(spoken, _words_of(event, reading))
    for place in places_said(spoken, corpus):
        if place.preposition == after and not place.is_of(event, corpus):
            own = set(words(event.place.split(",")[-2 if "," in event.place else 0]))
            return _with_words(event, own, ranked, corpus)
    return None


def _words_of(event: Source, reading: Reading) -> tuple[str, ...]:
    return next((m.words for m in reading.mentions if event.id in m.ids), ())


def _end_of(spoken: list[str], name: tuple[str, ...]) -> int:
    """Where the word after a name stands; -1 where the name is not said."""
    starts = (at for at in range(len(spoken)) if name and tuple(spoken[at : at + len(name)]) == name)
    return next((at + len(name) for at in starts), -1)


def _with_words(
    event: Source, wanted: set[str], ranked: Sequence[Candidate], corpus: Corpus
) -> Candidate | None:
    """The first sentence of an event that holds all of the words."""
    for number in corpus.sentences_in(event.id):
        if wanted <= text_words(corpus.sentences[number].text):
            return _as_candidate(number, ranked)
    return None


def _other_signer(reading: Reading, ranked: Sequence[Candidate], corpus: Corpus) -> Candidate | None:
    """'Why did X sign the Accord?' of a document that others signed: the sentence that says who did."""
    if not re.search(load_data("premises")["signing"]["pattern"], fold(reading.standalone)):
        return None
    direct = [corpus.sources[i] for m in reading.mentions for i in m.ids]
    signed = [s for s in direct if s.kind == "document" or s.type == "agreement"]
    people = [s for s in direct if s.kind == "person"]
    if len(signed) != 1 or not people or not signed[0].people:
        return None
    strangers = [p for p in people if p.id not in signed[0].people]
    if not strangers:
        return None
    signers = [set(words(corpus.sources[i].title)) for i in signed[0].people if i in corpus.sources]
    for number in corpus.sentences_in(signed[0].id):
        text = corpus.sentences[number].text
        if re.search(load_data("premises")["signing"]["pattern"], fold(text)):
            if any(name <= text_words(text) for name in signers):
                return _as_candidate(number, ranked)
    return None


def _negated(text: str) -> bool:
    return bool(re.search(load_data("premises")["negation"]["pattern"], fold(text)))


def _never_met(reading: Reading, ranked: Sequence[Candidate], corpus: Corpus) -> Candidate | None:
    """People said to have met where they never did: the best sentence, if it denies a meeting, else the one that tells where they met."""
    number = met_elsewhere(reading, corpus)
    best = corpus.sentences[ranked[0].sentence].text
    if (
        number is not None
        and _negated(best)
        and re.search(load_data("premises")["meeting"]["pattern"], fold(best))
    ):
        return ranked[0]
    return _at(number, ranked)


def _at(number: int | None, ranked: Sequence[Candidate]) -> Candidate | None:
    return None if number is None else _as_candidate(number, ranked)


def _as_candidate(number: int, ranked: Sequence[Candidate]) -> Candidate:
    known = next((c for c in ranked if c.sentence == number), None)
    return known or Candidate(number, ranked[0].score, ranked[0].features)
