"""Checks of pages against one another: names, questions, dates, paragraphs, references."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence

from summitbot.dates import Date, DateSpan, find_dates
from summitbot.markup import Block
from summitbot.sentences import split_sentences
from summitbot.sources.checking.each import within
from summitbot.sources.checking.page import Finding, Page
from summitbot.text import load_data, name_in, words


def shared_names(pages: Iterable[Page]) -> Iterator[Finding]:
    """Aliases that two sources bear: the bot could not tell which one is meant."""
    owners: dict[tuple[str, ...], list[Page]] = defaultdict(list)
    for page in pages:
        for alias in page.strings("aliases"):
            key = tuple(words(alias))
            if page not in owners[key]:
                owners[key].append(page)
    for alias_words, sharing in owners.items():
        for page in sharing[1:]:
            message = f"'{' '.join(alias_words)}' is an alias of {sharing[0].file} too"
            yield Finding(page.file, page.line_of("aliases"), "shared-alias", message)


def repeated_questions(pages: Iterable[Page]) -> Iterator[Finding]:
    """Set questions that another source asks word for word, as its heading or one of its own: which one shall answer?"""
    reviewed_first = sorted(pages, key=lambda page: page.draft)
    owners: dict[tuple[str, ...], Page] = {}
    for page in reviewed_first:
        for block in page.blocks:
            if block.level and not page.draft:
                owners.setdefault(tuple(words(block.text)), page)
    for page in reviewed_first:
        for question, line in page.posed:
            owner = owners.setdefault(tuple(words(question)), page)
            if owner is not page:
                message = f"'{question}' stands in {owner.file} too: leave it where it is answered best"
                yield Finding(page.file, line, "repeats-question", message)


def contradicting_dates(pages: Sequence[Page]) -> Iterator[Finding]:
    """A sentence that gives a dated event or document, named by a title or alias, another date than its own source."""
    dated = _Dated(pages)
    for page in pages:
        for block in page.prose:
            for start, end in split_sentences(block.text):
                for other, said in dated.in_sentence(block.text[start:end]):
                    if other is not page:
                        where = f"{other.file}:{other.line_of('date')} says {other.front['date']}"
                        message = f"dates {other.front['id']} {said}, but {where}"
                        yield Finding(page.file, block.line, "date", message)


class _Dated:
    """Finds dates that sentences give to sources, where what stands between is one of `data/checking.json`."""

    def __init__(self, pages: Iterable[Page]) -> None:
        self._bearers: dict[str, list[Page]] = defaultdict(list)
        for page in pages:
            if page.front.get("date") and page.front.get("kind") in ("event", "document"):
                for name in {
                    _plain(n) for n in (name_in(str(page.front.get("title"))), *page.strings("aliases"))
                }:
                    self._bearers[name].append(page)
        self._joint = re.compile(rf"(?:{load_data('checking')['dated_name']['between']})$")

    def in_sentence(self, sentence: str) -> Iterator[tuple[Page, Date]]:
        """(source, wrong date) for each name that is directly followed by a date that is not the source's."""
        spans = find_dates(sentence)
        for number, span in enumerate(spans):
            joint = self._joint.search(sentence[: span.start])
            name = self._name_before(sentence[: joint.start()]) if joint and span.date.year else None
            if name is None:
                continue
            run = list(_run(sentence, spans[number:]))
            if not any(_fits(page, run) for page in self._could_mean(name)):
                yield self._bearers[name][0], span.date

    def _name_before(self, text: str) -> str | None:
        """The longest name of two words or more that a text ends with."""
        tokens = _plain(text).split()
        ends = (" ".join(tokens[-n:]) for n in range(min(len(tokens), 12), 1, -1))
        return next((end for end in ends if end in self._bearers), None)

    def _could_mean(self, name: str) -> list[Page]:
        """Who bears the name, and who bears a longer one with it inside ("the Pact" for "the Pact of Zell")."""
        return [p for longer, bearers in self._bearers.items() if name in longer for p in bearers]


def _plain(name: str) -> str:
    return re.sub(r"\s+", " ", name).strip().lower()


def _run(sentence: str, spans: Sequence[DateSpan]) -> Iterator[Date]:
    """A date and those joined to it; a year that ends in "–53" is two."""
    at = spans[0].start
    for span in spans:
        if span.start > at + len(" and "):
            return
        yield span.date
        if short := re.fullmatch(r"(\d\d)\d\d[–/-](\d\d)", sentence[span.start : span.end]):
            yield Date(int("".join(short.groups())))
        at = span.end


def _fits(page: Page, dates: Iterable[Date]) -> bool:
    first, last = str(page.front["date"]), str(page.front.get("end") or "")
    return any(not date.year or within(date, first, last) for date in dates)


def near_duplicates(pages: Iterable[Page]) -> Iterator[Finding]:
    """Paragraphs that say nearly the same (Jaccard over word 3-grams)."""
    limit = load_data("checking")["near_duplicate"]["share"]
    seen: dict[tuple[str, ...], list[int]] = defaultdict(list)
    rows: list[tuple[Page, Block, int]] = []
    for page in pages:
        for block in page.prose:
            tokens = words(block.text)
            grams = frozenset(zip(tokens, tokens[1:], tokens[2:], strict=False))
            if len(grams) < 8:
                continue
            shared = Counter(n for gram in grams for n in seen[gram])
            for other, n in shared.items():
                if n / (len(grams) + rows[other][2] - n) >= limit:
                    where = f"{rows[other][0].file}:{rows[other][1].line}"
                    yield Finding(page.file, block.line, "near-duplicate", f"says nearly what {where} says")
            for gram in grams:
                seen[gram].append(len(rows))
            rows.append((page, block, len(grams)))
