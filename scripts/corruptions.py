"""Ways to spoil a sentence, one fact at a time, by rule.

Written apart from the support checker and with lists of its own, so that the one can be held against the
other. Each takes a sentence and what `Around` it stands, and gives "" where it does not apply.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from random import Random

from corruption_words import ACTS, BASES, DETAILS, MODAL, OPPOSITES, PARTIES, PLACES, SAYS, TALES, WHOLE

MONTHS = "January February March April May June July August September October November December".split()
MONTH = "|".join(MONTHS)
_DATE = re.compile(
    rf"\b(?:(\d{{1,2}}) ({MONTH})(?: (\d{{4}}))?|({MONTH}) (\d{{4}}))\b"
    r"|(?:(?<=\bin )|(?<=\bof )|(?<=\bsince )|(?<=\buntil ))(\d{4})\b"
)
SMALL = "two three four five six seven eight nine ten eleven twelve".split()
_NUMBER = re.compile(rf"\b(\d{{1,3}}(?:,\d{{3}})*(?:\.\d+)?|{'|'.join(SMALL)}|first|second|third|fourth)\b")
_ORDINALS = ["first", "second", "third", "fourth"]


@dataclass(frozen=True)
class Around:
    """What stands around a sentence: the passage that it is from, the names of people known, and chance."""

    passage: str
    people: Sequence[str]
    random: Random


Change = Callable[[str, Around], str]


def invented_sentence(text: str, around: Around) -> str:
    """Something that no source says, about somebody of the sentence."""
    names = _mentions(text, around) or ["North Korea"]
    return opened(around.random.choice(TALES).format(name=around.random.choice(names)))


def invented_detail(text: str, around: Around) -> str:
    """A clause that no source has, hung on to a sentence that one has."""
    return f"{text.rstrip('.')}, {around.random.choice(DETAILS)}."


def number(text: str, around: Around) -> str:
    """Another number; half the time one that stands in the same passage."""
    spots = [m for m in _NUMBER.finditer(text) if not _dated(text, m)]
    if not spots:
        return ""
    spot = around.random.choice(spots)
    old = spot.group()
    near = [m.group() for m in _NUMBER.finditer(around.passage) if not _dated(around.passage, m)]
    like = [n for n in near if _sort(n) == _sort(old) and n != old]
    if like and around.random.random() < 0.5:
        return _put(text, spot, around.random.choice(like))
    row = _ORDINALS if old in _ORDINALS else SMALL if old in SMALL else []
    if row:
        return _put(text, spot, around.random.choice([n for n in row if n != old]))
    return _put(text, spot, f"{float(old.replace(',', '')) + around.random.choice((1, 2, 7, 30)):g}")


def date(text: str, around: Around) -> str:
    """Another day, month or year; half the time a date that stands in the same passage."""
    spots = list(_DATE.finditer(text))
    if not spots:
        return ""
    spot = around.random.choice(spots)
    near = [
        m.group()
        for m in _DATE.finditer(around.passage)
        if m.group() not in text and _sort(m.group()) == _sort(spot.group())
    ]
    if near and around.random.random() < 0.5:
        return _put(text, spot, around.random.choice(near))
    parts = [n for n in range(1, 7) if spot.group(n)]
    part = around.random.choice(parts)
    old = spot.group(part)
    if old in MONTHS:
        new = around.random.choice([m for m in MONTHS if m != old])
    elif len(old) == 4:
        new = str(int(old) + around.random.choice((-2, -1, 1, 2)))
    else:
        new = str((int(old) + around.random.choice((1, 2, 5, 9))) % 28 + 1)
        new = new if new != old else "29"
    return text[: spot.start(part)] + new + text[spot.end(part) :]


def person(text: str, around: Around) -> str:
    """Another person; half the time one whom the same passage names."""
    here = [p for p in around.people if _word(p, text)]
    if not here:
        return ""
    old = around.random.choice(here)
    near = [p for p in around.people if _word(p, around.passage) and not _word(p, text) and _apart(p, old)]
    others = (
        near
        if near and around.random.random() < 0.5
        else [p for p in around.people if _apart(p, old) and not _word(p, text)]
    )
    return re.sub(rf"\b{re.escape(old)}\b", around.random.choice(others), text, count=1)


def place(text: str, around: Around) -> str:
    """Another place, where the sentence says that something was there."""
    here = [p for p in PLACES if re.search(rf"\b(?:in|at|to|from) {p}\b", text)]
    if not here:
        return ""
    old = around.random.choice(here)
    near = [p for p in PLACES if _word(p, around.passage) and not _word(p, text)]
    others = near if near and around.random.random() < 0.5 else [p for p in PLACES if not _word(p, text)]
    return re.sub(rf"\b(in|at|to|from) {old}\b", rf"\1 {around.random.choice(others)}", text, count=1)


def denial(text: str, around: Around) -> str:
    """A denial put in, or one taken away."""
    if found := re.search(r"\b(was|were|is|are|had|has|would|will|could|can) not\b", text):
        return text[: found.end(1)] + text[found.end() :]
    spots = list(
        re.finditer(r"\b(?:was|were|is|are|had|has|would|will|could)\b(?! (?:not|no|never|nothing)\b)", text)
    )
    verbs = list(
        re.finditer(
            rf"(?<=[a-z] )(?<!(?:being|.been|..was|.were|..had|..has|..not|..and|...is|..are) )(?:{'|'.join(BASES)})\b",
            text,
        )
    )
    if not spots and not verbs:
        return ""
    spot = around.random.choice(spots + verbs)
    if spot.group() in BASES:
        return _put(text, spot, f"did not {BASES[spot.group()]}")
    return _put(text, spot, spot.group() + around.random.choice((" not", " never")))


def party(text: str, around: Around) -> str:
    """Another party in the place of one, in the same form."""
    spots = [(m, row, form) for row in PARTIES for form, name in enumerate(row) for m in _parties(name, text)]
    if not spots:
        return ""
    spot, row, form = around.random.choice(spots)
    other = around.random.choice([r for r in PARTIES if r is not row])[form]
    return opened(_put(text, spot, other))


def roles(text: str, around: Around) -> str:
    """Two who act on each other change places."""
    names = "|".join(re.escape(n) for n in _mentions(text, around))
    found = (
        re.search(
            rf"\b({names})\b((?: [a-z]+){{0,2}} (?:{'|'.join(ACTS)})(?: [a-z]+){{0,3}} )({names})\b", text
        )
        if names
        else None
    )
    if found is None or found.group(1).lower() == found.group(3).lower() or " and " in found.group(2):
        return ""
    return opened(
        text[: found.start()] + found.group(3) + found.group(2) + found.group(1) + text[found.end() :]
    )


def order(text: str, around: Around) -> str:
    """What came before comes after."""
    turned = {"before": "after", "after": "before", "since": "until", "until": "since"}
    found = re.search(r"\b(?:before|after|since|until)\b", text)
    if found is None:
        return ""
    return _put(text, found, turned[found.group()])


def opposite(text: str, around: Around) -> str:
    """A word by its opposite."""
    pairs = [
        (a, b)
        for pair in OPPOSITES
        for a, b in (pair, pair[::-1])
        if _word(a, text) and not _word(b, text) and pair[0] != "before"
    ]
    if not pairs:
        return ""
    old, new = around.random.choice(pairs)
    return re.sub(rf"\b{old}\b", new, text, count=1)


def modality(text: str, around: Around) -> str:
    """What was offered, planned or claimed, told as done or proved."""
    changed = _first(MODAL, text)
    found = re.search(r"\b(?:would|could|might) ([a-z]+)\b", text)
    if (
        found
        and found.group(1) not in ("be", "have", "not", "never", "still", "also")
        and around.random.random() < 0.5
    ):
        return _put(text, found, _past(found.group(1)))
    return changed


def _past(verb: str) -> str:
    known = {base: past for past, base in BASES.items()}
    if verb in known:
        return known[verb]
    return verb + "d" if verb.endswith("e") else re.sub(r"(?<=[^aeiou])y$", "i", verb) + "ed"


def whole(text: str, around: Around) -> str:
    """All for some, some for all."""
    return _first(WHOLE, text)


def attribution(text: str, around: Around) -> str:
    """What somebody said, told as a fact."""
    found = re.match(
        rf"(?:\S+ ){{1,6}}?{SAYS}(?: on [\d]+ \w+(?: \d{{4}})?| in [A-Z][a-z]+ \d{{4}}| in \d{{4}})? that (?=\w+ \w+ \w+)",
        text,
    )
    if found is None:
        return re.sub(r", according to [^,;]+\.$", ".", text)
    return opened(text[found.end() :])


CORRUPTIONS: dict[str, Change] = {
    "invented sentence": invented_sentence, "invented detail": invented_detail, "number": number, "date": date,
    "person": person, "place": place, "denial": denial, "opposite": opposite, "party": party, "roles": roles,
    "order of time": order, "modality": modality, "whole and part": whole, "claim told as fact": attribution,
}  # fmt: skip


def spoilt(kind: str, text: str, around: Around) -> str:
    """The sentence spoilt in one way; "" where that way does not apply or changes nothing."""
    changed = CORRUPTIONS[kind](text, around)
    return changed if changed != text else ""


def _first(table: Sequence[tuple[str, str]], text: str) -> str:
    for pattern, new in table:
        changed = re.sub(pattern, new, text, count=1)
        if changed != text:
            return changed
    return ""


def _put(text: str, spot: re.Match[str], new: str) -> str:
    return text[: spot.start()] + new + text[spot.end() :]


def opened(text: str) -> str:
    return text[:1].upper() + text[1:]


def _word(name: str, text: str) -> bool:
    return re.search(rf"\b{re.escape(name)}\b", text) is not None


def _apart(one: str, other: str) -> bool:
    """Do two names share no word?"""
    return not set(one.split()) & set(other.split())


def _parties(name: str, text: str) -> list[re.Match[str]]:
    """Where a party is named as one that acts, and not as a place or as part of another name."""
    ahead = (
        r"(?<!between )(?<!North and )(?<!South and )(?<!in )(?<!to )(?<!from )(?<!at )(?<!of )(?<![A-Za-z]-)"
    )
    return list(
        re.finditer(rf"{ahead}\b{'[Tt]' + name[1:] if name[0] == 't' else name}\b(?!-| [A-Z]|['’])", text)
    )


def _mentions(text: str, around: Around) -> list[str]:
    """People and parties that a sentence names."""
    parties = [name for row in PARTIES for n, name in enumerate(row) if n != 1 and _word(name, text)]
    return [*(p for p in around.people if _word(p, text)), *parties]


def _sort(text: str) -> str:
    """Of what sort a number or date is."""
    if text in _ORDINALS:
        return "ordinal"
    return re.sub(r"[A-Za-z]+", "a", re.sub(r"\d+", "0", text))


def _dated(text: str, spot: re.Match[str]) -> bool:
    """Is the number part of a date, or of a name such as "the first Trump–Kim summit"?"""
    beside = text[spot.end() : spot.end() + 12], text[max(0, spot.start() - 14) : spot.start()]
    if re.match(rf"[-–]?\d* ?(?:(?:to|and|or) \d+ )?(?:{MONTH})\b|[–-]", beside[0]) or re.search(
        rf"(?:{MONTH}) $|[–-]$", beside[1]
    ):
        return True
    return spot.group().isdigit() and len(spot.group()) == 4
