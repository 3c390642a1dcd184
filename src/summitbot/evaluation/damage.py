"""Damages to the sources: one dropped, a sentence cut, or two dates, numbers or names exchanged.

Drawn by a stated seed over all sources (`draw_damages`), or from the sentences that right answers rest on
(`draw_relevant`), so that every one changes a fact that some case asks for.
"""

from __future__ import annotations

import random
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import zip_longest
from pathlib import Path

from summitbot.markup import split_front_matter
from summitbot.records import Record

# Footnote marks hold dates and names of their own; they are left alone.
_MARK = r"\[\^[^\]]*\]"
PATTERNS = {
    "dates": r"\b(?:1[89]|20)\d\d\b",
    "numbers": r"(?<![\d.,:-])\d{1,3}(?:,\d{3})*(?![\d.,:]*\d)\b",
    "names": r"\b[A-Z][a-z]+(?:[ -][A-Z][a-z]+)+\b",
}
KINDS = ("drop", *PATTERNS)
RELEVANT = ("cut", *KINDS)


@dataclass(frozen=True)
class Damage(Record):
    """A source (id, and path within the sources), what is done to it, which texts change places, what is cut."""

    source: str
    path: str
    kind: str
    swapped: Mapping[str, str] = field(default_factory=dict)
    cut: str = ""

    def apply(self, text: str) -> str:
        """A text with what is exchanged exchanged and what is cut gone; footnote marks stay."""
        text = text.replace(self.cut, "") if self.cut else text
        if not self.swapped:
            return text
        words = "|".join(re.escape(word) for word in sorted(self.swapped, key=len, reverse=True))
        pattern = re.compile(rf"{_MARK}|(?<!\w)(?:{words})(?!\w)")
        return pattern.sub(lambda m: self.swapped.get(m.group(), m.group()), text)


@dataclass(frozen=True)
class Fact(Record):
    """A sentence of a source on which a right answer rests."""

    source: str
    sentence: str


def draw_damages(sources: Mapping[str, str], folder: Path, number: int, seed: int) -> Iterator[Damage]:
    """So many damages, the kinds in turn, over sources drawn without return until all were drawn.

    `sources` are paths by id. A kind that a source has nothing for gives way to the next one.
    """
    rng = random.Random(seed)
    order: list[str] = []
    for at in range(number):
        if not order:
            order = sorted(sources)
            rng.shuffle(order)
        id_ = order.pop()
        body = _body(folder / sources[id_])
        turned = [*KINDS[at % len(KINDS) :], *KINDS[: at % len(KINDS)]]
        yield next(damage for kind in turned if (damage := _damage(id_, sources[id_], kind, body, rng)))


def draw_relevant(
    facts: Sequence[Fact],
    sources: Mapping[str, str],
    folder: Path,
    asked: Callable[[Damage], bool],
    seed: int,
) -> Iterator[Damage]:
    """Damages that change a fact that some case asks for (`asked` says so), the kinds in turn, until none is left.

    Each round damages one more fact of every source, the sources in a drawn order, so that those on
    which many cases rest don't fill the draw.
    """
    rng = random.Random(seed)
    by_source: dict[str, list[Fact]] = defaultdict(list)
    for fact in sorted(facts, key=lambda f: (f.source, f.sentence)):
        by_source[fact.source].append(fact)
    shelves = list(by_source.values())
    rng.shuffle(shelves)
    for shelf in shelves:
        rng.shuffle(shelf)
    done: set[tuple[str, str, str]] = set()
    for fact in (f for turn in zip_longest(*shelves) for f in turn if f is not None):
        at = len(done) % len(RELEVANT)
        tries = (_of_fact(fact, sources[fact.source], kind, folder, rng) for kind in _from(at))
        found = next((d for d in tries if d and _key(d) not in done and asked(d)), None)
        if found:
            done.add(_key(found))
            yield found


def _from(at: int) -> Sequence[str]:
    return [*RELEVANT[at:], *RELEVANT[:at]]


def _key(damage: Damage) -> tuple[str, str, str]:
    return damage.source, damage.kind, damage.cut or " ".join(sorted(damage.swapped))


def _of_fact(fact: Fact, path: str, kind: str, folder: Path, rng: random.Random) -> Damage | None:
    """A damage of that kind to what the sentence says; None where the sentence has nothing for it."""
    if kind == "drop":
        return Damage(fact.source, path, kind)
    body = _body(folder / path)
    if kind == "cut":
        return Damage(fact.source, path, kind, cut=fact.sentence) if fact.sentence in body else None
    here = sorted(set(re.findall(PATTERNS[kind], fact.sentence)))
    others = sorted(set(_found(kind, body)) - set(here))
    if not here or not others:
        return None
    one, other = rng.choice(here), rng.choice(others)
    return Damage(fact.source, path, kind, {one: other, other: one})


def _damage(id_: str, path: str, kind: str, body: str, rng: random.Random) -> Damage | None:
    if kind == "drop":
        return Damage(id_, path, kind)
    found = [word for word, _ in Counter(_found(kind, body)).most_common(6)]
    if len(found) < 2:
        return None
    one, other = rng.sample(found, 2)
    return Damage(id_, path, kind, {one: other, other: one})


def _found(kind: str, body: str) -> list[str]:
    plain = re.sub(_MARK, " ", "\n".join(line for line in body.splitlines() if not line.startswith("#")))
    return re.findall(PATTERNS[kind], plain)


def _body(path: Path) -> str:
    return split_front_matter(path.read_text(encoding="utf-8"))[1]


def damaged(damage: Damage, raw: str) -> str:
    """A source's file with its text damaged; its front matter stays."""
    body = split_front_matter(raw)[1]
    return raw[: len(raw) - len(body)] + damage.apply(body)
