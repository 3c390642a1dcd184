"""Damages that a stated seed draws over all sources: a source dropped, or two dates, numbers or names exchanged."""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
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


@dataclass(frozen=True)
class Damage(Record):
    """A source (id, and path within the sources), what is done to it, and which text takes which one's place."""

    source: str
    path: str
    kind: str
    swapped: Mapping[str, str] = field(default_factory=dict)

    def apply(self, text: str) -> str:
        """A text with what is exchanged exchanged; footnote marks stay."""
        if not self.swapped:
            return text
        words = "|".join(re.escape(word) for word in sorted(self.swapped, key=len, reverse=True))
        pattern = re.compile(rf"{_MARK}|(?<!\w)(?:{words})(?!\w)")
        return pattern.sub(lambda m: self.swapped.get(m.group(), m.group()), text)


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
        body = split_front_matter((folder / sources[id_]).read_text(encoding="utf-8"))[1]
        turned = [*KINDS[at % len(KINDS) :], *KINDS[: at % len(KINDS)]]
        yield next(damage for kind in turned if (damage := _damage(id_, sources[id_], kind, body, rng)))


def _damage(id_: str, path: str, kind: str, body: str, rng: random.Random) -> Damage | None:
    if kind == "drop":
        return Damage(id_, path, kind)
    plain = re.sub(_MARK, " ", "\n".join(line for line in body.splitlines() if not line.startswith("#")))
    found = [word for word, _ in Counter(re.findall(PATTERNS[kind], plain)).most_common(6)]
    if len(found) < 2:
        return None
    one, other = rng.sample(found, 2)
    return Damage(id_, path, kind, {one: other, other: one})


def write_damage(damage: Damage, folder: Path) -> None:
    """Do it to a copy of the sources: the file goes, or its text changes (its front matter stays)."""
    path = folder / damage.path
    if damage.kind == "drop":
        path.unlink()
        return
    raw = path.read_text(encoding="utf-8")
    body = split_front_matter(raw)[1]
    path.write_text(raw[: len(raw) - len(body)] + damage.apply(body), encoding="utf-8")
