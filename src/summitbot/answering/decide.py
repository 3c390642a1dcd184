"""Answer or refuse: a calibrated estimate that the first sentences are right."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import exp

from summitbot.answering.anothers import is_anothers
from summitbot.answering.contents import contents
from summitbot.answering.features import Asked, formula, text_stems
from summitbot.answering.happenings import Matter
from summitbot.answering.hours import by_the_hour
from summitbot.answering.premise import correction
from summitbot.answering.private import asks_privately, is_told
from summitbot.answering.sides import sides
from summitbot.answering.signals import passage_stems, signals
from summitbot.answering.table import on_aspect
from summitbot.answering.timeline import chronicle, of_one
from summitbot.reading import Candidate, Reading
from summitbot.records import Corpus, Status
from summitbot.text import load_data


@dataclass(frozen=True)
class Decision:
    """The status, why (a key of the wording), the estimate, and a sentence to lead with, if any."""

    status: Status
    reason: str
    probability: float
    first: Candidate | None = None

    @property
    def answers(self) -> bool:
        """Does the bot reply with statements?"""
        return self.status in ("answered", "partial", "false_premise")

    def lead(self, ranked: Sequence[Candidate], corpus: Corpus) -> list[Candidate]:
        """The ranking; behind a leading sentence, if one is set, only others of its source."""
        if self.first is None:
            return list(ranked)
        home = _source_id(self.first, corpus)
        same = [c for c in ranked if c.sentence != self.first.sentence and _source_id(c, corpus) == home]
        return [self.first, *same]


def _source_id(candidate: Candidate, corpus: Corpus) -> str:
    return corpus.passages[corpus.sentences[candidate.sentence].passage].source_id


def decide(
    reading: Reading, ranked: Sequence[Candidate], corpus: Corpus, idf: Callable[[str], float]
) -> Decision:
    """Whether to answer, by the logistic of `signals` with the weights of `data/deciding.json`."""
    if not ranked:
        return Decision("not_covered" if reading.in_field else "out_of_scope", "silent", 0.0)
    model = load_data("deciding")[formula(ranked[0].features, corpus)]
    found = signals(reading, ranked, corpus, idf)
    z = model["bias"] + sum(w * found[name] for name, w in model["weights"].items())
    asked = Asked.of(reading, idf)
    p = max(0.0, 1 / (1 + exp(-z)) - model["stranger"] * _strangers(reading, asked, ranked[0], corpus))
    listed = is_listed(ranked[0]) or bool(contents(ranked, reading, corpus))
    near = p >= model["premise_threshold"] and not listed
    if right := correction(reading, ranked, asked, corpus, near):
        return Decision("false_premise", "", p, right)
    if listed:
        return Decision("answered", "", max(p, model["threshold"]))
    private = asks_privately(reading, corpus)
    if private and not is_told(private, ranked, reading, corpus):
        return Decision("declined", "private", p)
    if is_anothers(ranked[0], reading, corpus):
        return Decision("not_covered", "silent", p)
    if holder := _office(reading, asked, ranked, corpus):
        return Decision("answered", "", p, holder)
    if (
        p >= model["threshold"]
        or _compares(ranked, reading, asked, corpus)
        or _chronicles(ranked, reading, asked, corpus)
        or sides(ranked, reading, asked, corpus)
    ):
        return Decision("answered", "", p)
    in_scope = reading.in_field or found["coverage"] >= load_data("deciding")["in_scope_coverage"]
    return Decision("not_covered" if in_scope else "out_of_scope", "silent", p)


def is_listed(first: Candidate) -> bool:
    """Is the question, but for a word or so, one that is set to the section of the best sentence?"""
    return bool(first.features.get("listed", 0.0) >= load_data("deciding")["listed"])


def _strangers(reading: Reading, asked: Asked, first: Candidate, corpus: Corpus) -> int:
    """How many names of the question, beside those known, the best passage doesn't have."""
    present = passage_stems(first, corpus)
    known = {w for mention in reading.mentions for w in mention.words}
    others = [n for n in reading.names if n.isalpha() and n not in known]
    return sum(1 for n in others if not all(asked.has(s, present) for s in text_stems(n)))


def _compares(ranked: Sequence[Candidate], reading: Reading, asked: Asked, corpus: Corpus) -> bool:
    """Is it a comparison of things that the sources know, in what they tell of them?"""
    return reading.kind == "compare" and on_aspect(ranked, reading, asked, corpus)


def _office(reading: Reading, asked: Asked, ranked: Sequence[Candidate], corpus: Corpus) -> Candidate | None:
    """'Who was president in 1991?': the sentence of the holder's source that names the office."""
    if reading.kind != "who" or not reading.holders:
        return None
    names = {
        s
        for m in reading.mentions
        if not set(m.ids) & set(reading.holders)
        for s in text_stems(" ".join(m.words))
    }
    office = {s for s in asked.ordered if s not in names and not s.isdigit()}
    numbers = corpus.sentences_in(reading.holders[0])
    held = {n: sum(asked.idf[s] for s in office & set(text_stems(corpus.sentences[n].text))) for n in numbers}
    best = max(held, key=lambda n: (held[n], -n), default=None)
    if best is None or not held[best]:
        return None
    known = next((c for c in ranked if c.sentence == best), None)
    return known or Candidate(best, ranked[0].score, ranked[0].features)


def _chronicles(ranked: Sequence[Candidate], reading: Reading, asked: Asked, corpus: Corpus) -> bool:
    """Is it a chronology of something known or of a time, and are there events for it?"""
    if reading.kind != "timeline":
        return False
    matter = Matter(asked, corpus)
    known = reading.in_field or reading.periods or matter.stems or of_one(ranked, matter)
    return bool(known) and (
        len(chronicle(ranked, asked, corpus)) > 2 or bool(by_the_hour(ranked, asked, corpus))
    )
