"""Which sentences make the answer, and in which layout."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from summitbot.answering.compared import compared
from summitbot.answering.contents import contents
from summitbot.answering.features import Asked, text_stems
from summitbot.answering.picks import Pick, Picked, is_item, own_account
from summitbot.answering.sides import sides
from summitbot.answering.table import table
from summitbot.answering.timeline import timeline
from summitbot.reading import Candidate, Reading
from summitbot.records import Corpus, Source
from summitbot.text import fold, load_data


@dataclass(frozen=True)
class ComposeRules:
    """Limits of an answer; the numbers were set on our own cases and the public development sets.

    `gap` is how far below the first sentence's ranking score another may lie; `same_section` is
    added to sentences of the first one's section where that section's heading is the question.
    """

    words: int = 120
    least: int = 40
    gap: float = 4.0
    wide_gap: float = 8.0
    same_section: float = 2.0
    heading_is_question: float = 0.5
    overlap: float = 0.6
    items: int = 12
    accounts: int = 2
    more_gap: float = 6.0


def choose(
    ranked: Sequence[Candidate],
    reading: Reading,
    asked: Asked,
    corpus: Corpus,
    most: int,
    rules: ComposeRules,
) -> Picked:
    """Layout and picks of an answer. `ranked` is not empty."""
    if ordered := structured(ranked, reading, asked, corpus):
        return ordered
    if items := _items(ranked, reading, corpus, rules):
        return "list", [Pick(n) for n in items]
    return "prose", [Pick(n) for n in _prose(ranked, reading, corpus, most, rules)]


def structured(ranked: Sequence[Candidate], reading: Reading, asked: Asked, corpus: Corpus) -> Picked | None:
    """What a document holds, a chronology, a comparison or several accounts, where one is asked for and the sources have it."""
    if points := contents(ranked, reading, corpus):
        return "list" if len(points) > 1 else "prose", [Pick(n) for n in points]
    if reading.kind == "timeline" and (line := timeline(ranked, reading, asked, corpus)):
        return "timeline", line
    told = sides(ranked, reading, asked, corpus)
    if reading.kind == "compare" and not (
        told and all(s.kind == "person" for s in compared(reading, corpus))
    ):
        if cells := table(ranked, reading, asked, corpus):
            return "table", cells
    return ("sides", told) if told else None


def _prose(
    ranked: Sequence[Candidate], reading: Reading, corpus: Corpus, most: int, rules: ComposeRules
) -> list[int]:
    first = ranked[0]
    chosen = [first.sentence]
    length = len(corpus.sentences[first.sentence].text.split())
    for candidate in _by_fit(first, ranked[1:], corpus, rules):
        gap = rules.gap if length >= rules.least else rules.wide_gap
        if len(chosen) >= most or candidate.score < first.score - gap:
            break
        words = len(corpus.sentences[candidate.sentence].text.split())
        if length + words > rules.words or not _goes_with(candidate.sentence, chosen, reading, corpus, rules):
            continue
        chosen.append(candidate.sentence)
        length += words
    chosen += _other_accounts(chosen, reading, corpus, rules)
    return [chosen[0], *_in_order(chosen[1:], first.sentence, corpus)]


def _other_accounts(
    chosen: Sequence[int], reading: Reading, corpus: Corpus, rules: ComposeRules
) -> list[int]:
    """The first sentence of each party's own account in the answering section that is not shown yet.

    They are given where one account is shown already, and to a why where the section holds two.
    """
    home = corpus.sentences[chosen[0]].passage
    shown = {party for n in chosen if (party := own_account(n, corpus))}
    others: dict[str, int] = {}
    for number in corpus.sentences_of[home]:
        party = own_account(number, corpus)
        if party and party not in shown and number not in chosen:
            others.setdefault(party, number)
    wanted = shown or (reading.kind == "why" and len(others) > 1)
    return list(others.values())[: rules.accounts] if wanted else []


def _by_fit(
    first: Candidate, others: Sequence[Candidate], corpus: Corpus, rules: ComposeRules
) -> list[Candidate]:
    """The other candidates, those of the answering section moved up."""
    home = corpus.sentences[first.sentence].passage
    lift = rules.same_section if first.features.get("headcov", 0) >= rules.heading_is_question else 0.0
    moved = [
        Candidate(c.sentence, c.score + lift * (corpus.sentences[c.sentence].passage == home), c.features)
        for c in others
    ]
    return sorted(moved, key=lambda c: (-round(c.score, 6), c.sentence))


def _goes_with(
    number: int, chosen: Sequence[int], reading: Reading, corpus: Corpus, rules: ComposeRules
) -> bool:
    """Not said already, and not of another event than the first sentence's."""
    mine = set(text_stems(corpus.sentences[number].text))
    for other in chosen:
        theirs = set(text_stems(corpus.sentences[other].text))
        if not mine or len(mine & theirs) / (min(len(mine), len(theirs)) or 1) > rules.overlap + 0.15:
            return False
    first = corpus.source_at(chosen[0])
    source = corpus.source_at(number)
    return source.id == first.id or not _other_event(first, source, reading)


def _other_event(first: Source, source: Source, reading: Reading) -> bool:
    if first.kind == "text" or source.kind == "text":
        return False
    if source.id in reading.named or source.id in first.related or first.id in source.related:
        return (
            bool(first.date and source.date and first.date[:7] != source.date[:7])
            and source.id not in reading.named
        )
    return True


def _in_order(numbers: list[int], first: int, corpus: Corpus) -> list[int]:
    """Sentences of the first one's source in reading order, then the others by rank."""
    home = corpus.source_at(first).id
    same = sorted(n for n in numbers if corpus.source_at(n).id == home)
    return same + [n for n in numbers if corpus.source_at(n).id != home]


def _items(ranked: Sequence[Candidate], reading: Reading, corpus: Corpus, rules: ComposeRules) -> list[int]:
    """A list in a section that answers: its lead-in sentence and every item's sentences."""
    first = ranked[0].sentence
    siblings = corpus.sentences_of[corpus.sentences[first].passage]
    items = [n for n in siblings if is_item(n, corpus)]
    if len(items) < 2 or not (is_item(first, corpus) or first + 1 in items or reading.kind == "list"):
        return []
    if is_item(first, corpus) and reading.kind not in ("list", "what", "timeline", "after"):
        return []
    if chosen := _chosen(items, reading, corpus):
        return chosen
    lead = [n for n in siblings if n < items[0]][-1:]
    return [*lead, *items][: rules.items + 1]


def _chosen(items: Sequence[int], reading: Reading, corpus: Corpus) -> list[int]:
    """'Which of the points is (or isn't) about peace?': those of a list that say it, or don't; empty where that tells nothing apart."""
    asked = re.search(load_data("contents")["choice"]["pattern"], fold(reading.standalone))
    told = set(text_stems(asked["what"])) if asked else set()
    if not asked or not told:
        return []
    saying = [n for n in items if told <= set(text_stems(corpus.sentences[n].text))]
    kept = [n for n in items if n not in saying] if asked["not"] else saying
    return kept if saying and len(kept) < len(items) else []
