"""Features of a sentence as an answer to a question: small, readable, without a model."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache

from summitbot.answering.types import detail_fit, type_fit
from summitbot.dates import MONTHS, find_dates
from summitbot.kinds import kind_of
from summitbot.reading import Candidate, Period, Reading
from summitbot.records import Corpus, Passage, Source
from summitbot.stemming import stem, stems
from summitbot.text import HANGUL, char_ngrams, name_in, word_set, words

FEATURES = (
    "score", "covctx", "misname", "ccov", "type_ok", "type_miss", "detail_ok", "detail_miss", "lcs", "relpos", "titlecov",
    "headcov", "headfirst", "askfirst", "kindhead", "kindfirst", "posed", "posedfirst", "near", "named", "othername", "period_ok", "period_miss", "lead", "whatis", "otherparty", "length",
)  # fmt: skip

# What a word of the conversation before is worth beside a word of the question.
CONTEXT = 0.35
# What a word that colours a question counts of its rarity.
LIGHT = 0.3


@lru_cache(maxsize=32768)
def text_stems(text: str) -> tuple[str, ...]:
    """The stems of a text, kept (sentences and headings recur from question to question)."""
    return tuple(stems(text))


@lru_cache(maxsize=16384)
def text_kind(question: str) -> str:
    """The kind of answer that a heading or set question asks for, kept."""
    return kind_of(question)


@lru_cache(maxsize=16384)
def text_grams(text: str) -> frozenset[str]:
    """The character n-grams of a text, kept."""
    return frozenset(char_ngrams(text))


@lru_cache(maxsize=16384)
def text_words(text: str) -> frozenset[str]:
    """The folded words of a text and their stems, kept."""
    found = words(text)
    return frozenset(found) | frozenset(stem(w) for w in found)


@lru_cache(maxsize=16384)
def text_dates(text: str) -> tuple[str, ...]:
    """The dates of a text that have a year, in ISO form, kept."""
    return tuple(span.date.iso for span in find_dates(text) if span.date.year)


@dataclass(frozen=True)
class Asked:
    """The question's side of the features, computed once."""

    reading: Reading
    idf: dict[str, float]
    total: float
    grams: frozenset[str]
    ordered: tuple[str, ...]

    @classmethod
    def of(cls, reading: Reading, idf: Callable[[str], float]) -> Asked:
        """From a reading, with the rarity of a stem over the corpus."""
        rarity = {s: CONTEXT * idf(s) for s in reading.context}
        light = _light(reading.kind)
        rarity |= {s: _worth(s, reading.synonyms.get(s, ()), idf, light) for s in reading.stems}
        return cls(
            reading, rarity, sum(rarity.values()) or 1.0, text_grams(reading.standalone), tuple(reading.stems)
        )

    @cached_property
    def name_stems(self) -> frozenset[str]:
        """The stems of the names that the question mentions."""
        spoken = {w for mention in self.reading.mentions for w in mention.words}
        hangul = {s for s in self.ordered if HANGUL.search(s) and any(s[:2] in name for name in spoken)}
        return frozenset(stem(w) for w in spoken) | hangul

    def share_of_matter(self, present: frozenset[str] | set[str]) -> float:
        """`share` over what the question says beside names: what it wants to know of them (1 if nothing)."""
        matter = {s: self.idf[s] for s in self.ordered if s not in self.name_stems}
        total = sum(matter.values())
        return sum(w for s, w in matter.items() if self.has(s, present)) / total if total else 1.0

    @property
    def bare(self) -> bool:
        """Does the question name something and say no more ('who is …', 'what was …')?"""
        return bool(self.name_stems) and self.name_stems.issuperset(self.ordered)

    def share(self, present: frozenset[str] | set[str]) -> float:
        """Share of the question's rarity-weighted stems that are present, themselves or by a synonym."""
        return sum(w for s, w in self.idf.items() if self.has(s, present)) / self.total

    def has(self, stem_: str, present: frozenset[str] | set[str]) -> bool:
        """Is a stem of the question, or a synonym of it, present?"""
        return stem_ in present or any(other in present for other in self.reading.synonyms.get(stem_, ()))


@cache
def _light(kind: str) -> frozenset[str]:
    """Stems that colour a question; where a chronology is asked for, the words of order in time are among them."""
    order = word_set("understanding", "order_words") if kind == "timeline" else frozenset()
    return frozenset(stem(w) for w in word_set("stopwords", "light") | order)


def _worth(stem_: str, synonyms: Iterable[str], idf: Callable[[str], float], light: frozenset[str]) -> float:
    """What a stem of the question counts: its rarity, or a part of it where it only colours the question.

    A phrase, which no text is searched for, is as rare as the commonest of its synonyms.
    """
    rarity = min(map(idf, synonyms), default=idf("")) if " " in stem_ else idf(stem_)
    return rarity * (LIGHT if stem_ in light else 1.0)


def features_of(candidate: Candidate, asked: Asked, match: HeadingMatch, corpus: Corpus) -> dict[str, float]:
    """The features of one candidate, by name (`FEATURES`); `match` is that of its passage's heading."""
    number = candidate.sentence
    sentence = corpus.sentences[number]
    passage = corpus.passages[sentence.passage]
    source = corpus.source_of(passage)
    siblings = corpus.sentences_of[sentence.passage]
    previous = corpus.sentences[number - 1].text if number > siblings.start else ""
    title = _title(source, passage)
    own = frozenset(text_stems(sentence.text))
    around = own | frozenset(text_stems(previous)) | frozenset(text_stems(title))
    fit = type_fit(asked.reading.kind, sentence.text, asked.reading.names)
    detail = detail_fit(asked.reading.standalone, sentence.text)
    first = number == siblings.start and _opens_section(passage, source)
    posed = candidate.features.get("posed", match.best)
    named, other = _named(asked.reading, source)
    hit, miss = _period(asked.reading.periods, sentence.text, source)
    return {
        "score": candidate.score,
        "covctx": asked.share(around),
        "misname": _missing_names(asked.reading, passage, title),
        "ccov": len(asked.grams & text_grams(sentence.text)) / (len(asked.grams) or 1),
        "type_ok": float(fit == 1),
        "type_miss": float(fit == -1),
        "detail_ok": float(detail == 1),
        "detail_miss": float(detail == -1),
        "lcs": _lcs(asked.ordered, text_stems(sentence.text)) / (len(asked.ordered) or 1),
        "relpos": (number - siblings.start) / max(1, len(siblings) - 1),
        "titlecov": asked.share(frozenset(text_stems(title))),
        "headcov": match.best,
        "headfirst": match.heading * first,
        "askfirst": match.best * first,
        "kindhead": match.alike,
        "kindfirst": match.alike * first,
        "listed": match.listed,
        "opens": match.opened * first,
        "posed": posed,
        "posedfirst": posed * first,
        "near": candidate.features.get("near", 0.0),
        "vectors": float("near" in candidate.features),
        "named": named,
        "othername": other,
        "period_ok": hit,
        "period_miss": miss,
        "lead": float(first and not passage.headings),
        "whatis": float(
            first and not passage.headings and asked.bare and source.id in asked.reading.named_itself
        ),
        "otherparty": _other_party(asked.reading, sentence.text),
        "length": min(len(sentence.text.split()), 60) / 30,
    }


def formula(features: Mapping[str, float], corpus: Corpus) -> str:
    """Which formula weighs a candidate: `curated`; `untrained`, where the vectors don't know the curated sources; `plain` texts."""
    if not corpus.curated:
        return "plain"
    return "curated" if features["vectors"] else "untrained"


@dataclass(frozen=True)
class HeadingMatch:
    """How well a passage's heading, or a question set to it, is the question: F-measures of rarity-weighted stems.

    `best` of all; `alike`, of those that ask for the same kind of answer; `heading`, the heading's own. `listed` and
    `opened` are the best of all and the heading's own again, by the very words and for the very times.
    """

    best: float = 0.0
    alike: float = 0.0
    heading: float = 0.0
    listed: float = 0.0
    opened: float = 0.0


def heading_match(asked: Asked, passage: Passage, source: Source) -> HeadingMatch:
    """The match of a passage's heading and set questions; an opening is headed by its name, for a question that says no more."""
    opens = asked.bare and not passage.headings and source.digest
    headings = (*passage.headings[-1:], *((name_in(source.title),) if opens else ()))
    own = [_f_measures(asked, heading) for heading in headings]
    all_ = [*own, *(_f_measures(asked, question) for question in passage.asked)]
    alike = (
        match[0]
        for match, text in zip(all_, (*headings, *passage.asked), strict=True)
        if text_kind(text) == asked.reading.kind
    )
    return HeadingMatch(
        best=max((match[0] for match in all_), default=0.0),
        alike=max(alike, default=0.0),
        heading=max((match[0] for match in own), default=0.0),
        listed=max((match[1] for match in all_), default=0.0),
        opened=max((match[1] for match in own), default=0.0),
    )


def _f_measures(asked: Asked, heading: str) -> tuple[float, float]:
    """Twice the rarity shared over the rarity of both: by words or synonyms, and by the very words and times."""
    theirs = frozenset(text_stems(heading))
    if not theirs:
        return 0.0, 0.0
    both = asked.total + sum(asked.idf.get(s, 3.0) for s in theirs)
    shared = sum(w for s, w in asked.idf.items() if asked.has(s, theirs))
    if any(s.isdigit() or s in _months() for s in theirs ^ set(asked.ordered)):
        return 2 * shared / both, 0.0
    return 2 * shared / both, 2 * sum(w for s, w in asked.idf.items() if s in theirs) / both


@cache
def _months() -> frozenset[str]:
    return frozenset(stem(name.lower()) for name in MONTHS)


def _title(source: Source, passage: Passage) -> str:
    title = source.title if source.kind != "text" or not re.fullmatch(r"\w*\d", source.title) else ""
    return " ".join((title, *passage.headings))


def _opens_section(passage: Passage, source: Source) -> bool:
    return any(p.start == passage.start for p in source.paragraphs) and not any(
        p.end <= passage.start and p.headings == passage.headings for p in source.paragraphs
    )


def _missing_names(reading: Reading, passage: Passage, title: str) -> float:
    if not reading.names:
        return 0.0
    present = text_words(passage.text) | text_words(title)
    return float(sum(1 for n in reading.names if n not in present and stem(n) not in present))


def _named(reading: Reading, source: Source) -> tuple[float, float]:
    """Is the source named by the question; does the question name others of its kind instead."""
    if not reading.mentions:
        return 0.0, 0.0
    if source.id in reading.named:
        return 1.0, 0.0
    return 0.0, 1.0


def _other_party(reading: Reading, text: str) -> float:
    """Does the sentence open with a party that the question doesn't name, and none that it does?"""
    if not reading.parties:
        return 0.0
    opening = words(text)[:8]

    def among(forms: Iterable[tuple[str, ...]], last: int) -> bool:
        return any(tuple(opening[at : at + len(form)]) == form for form in forms for at in range(last))

    return float(among(reading.other_parties, 2) and not among(reading.parties, 5))


def _period(periods: tuple[Period, ...], sentence: str, source: Source) -> tuple[float, float]:
    """Does a sentence tell of a time asked about (1; ½ where only its source does); does it tell of others alone."""
    if not periods:
        return 0.0, 0.0
    dates = text_dates(sentence)
    if any(p.touches(date, None) for p in periods for date in dates):
        return 1.0, 0.0
    if any(p.touches(source.date, source.end) for p in periods):
        return 0.5, float(bool(dates) and not any(_may_be(date, p) for p in periods for date in dates))
    return 0.0, 1.0


def _may_be(date: str, period: Period) -> bool:
    """Could a date that says less than the period (its year alone) lie in it?"""
    return period.start.startswith(date)


def _lcs(a: Sequence[str], b: Sequence[str]) -> int:
    """Length of the longest common subsequence."""
    row = [0] * (len(b) + 1)
    for x in a:
        diagonal = 0
        for j, y in enumerate(b, 1):
            above = row[j]
            row[j] = diagonal + 1 if x == y else max(above, row[j - 1])
            diagonal = above
    return row[-1]
