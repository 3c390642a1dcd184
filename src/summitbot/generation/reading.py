"""A model's reply as it streams, cut into sentences with the numbers that each cites."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from summitbot.errors import ModelFailed
from summitbot.generation.parts import Draft, Evidence
from summitbot.prompts import sentinel
from summitbot.sentences import split_sentences

# (?<!\s) has a search begin at the first of many spaces only, which keeps its time in step with the text.
_MARK = re.compile(r"(?<!\s)\s*\[\s*(\d{1,4}(?:\s*[,;–-]\s*\d{1,4})*)\s*\]")
_LEADING = re.compile(r"(?:(?<!\s)\s*\[[\d\s,;–-]*\])+")
_OPEN_MARK = re.compile(r"(?<!\s)\s*\[[\d\s,;–-]*$")
_BULLET = re.compile(r"^\s*(?:[-*•]|\d{1,2}[.)])\s+|^#+\s+")
_ENDED = re.compile(r"(?:[.!?…][\"”’)\]]*|\[[\d\s,;–-]+\][.!?]?)\s*$")
_WORDS = re.compile(r"\w\W+\w")
_OPENING = re.compile(r"(?<![\s“‘(])\s*[“‘(]+\s*$")
_LONGEST_QUOTE = 600  # characters
_LONGEST = 2_000  # characters of a sentence; prose has none that long
_WIDEST = 10  # numbers in a range such as [1-4]


def drafts(pieces: Iterable[str]) -> Iterator[Draft]:
    """Each sentence as soon as the next one has begun.

    Raises `ModelFailed`: "cut" when the last sentence has no end, "garbled" when one never ends.
    """
    rest = ""
    for piece in pieces:
        rest += piece
        whole, rest = _cut(rest) if re.search(r"[\s.!?]", piece) else ([], rest)
        yield from filter(_says_something, map(read_draft, whole))
        if len(rest) > _LONGEST:
            raise ModelFailed("garbled")
    whole, last = _cut(rest + "\n")
    for text in [*whole, last]:
        draft = read_draft(text)
        if _says_something(draft):
            if not _ENDED.search(text) and sentinel() not in text:
                raise ModelFailed("cut")
            yield draft


def read_draft(text: str) -> Draft:
    """The sentence without marks, list signs and emphasis, and the numbers that it cites, in order.

    >>> read_draft("- They met in **Zell** [2][1, 3].")
    Draft(text='They met in Zell.', numbers=(2, 1, 3))
    """
    numbers = [n for match in _MARK.finditer(text) for n in _numbers(match.group(1))]
    bare = _BULLET.sub("", _MARK.sub("", text)).replace("**", "").replace("`", "")
    return Draft(re.sub(r"\s+", " ", bare).strip(), tuple(dict.fromkeys(numbers)))


def resolve(
    numbers: Sequence[int], evidence: Sequence[Evidence]
) -> tuple[tuple[Evidence, ...], tuple[int, ...]]:
    """The passages that numbers stand for, and the numbers that stand for none: those were invented."""
    known = {item.number: item for item in evidence}
    return tuple(known[n] for n in numbers if n in known), tuple(n for n in numbers if n not in known)


def _cut(text: str) -> tuple[list[str], str]:
    """The sentences that are complete, and what comes after them."""
    *lines, last = text.split("\n")
    whole = [piece for line in lines for piece in _pieces(line)]
    pieces = _pieces(last)
    if pieces and _OPEN_MARK.search(pieces[-1]):
        return whole, last
    while pieces and not _WORDS.search(pieces[-1]):
        pieces = pieces[:-1]  # too little yet to tell whether a sentence begins there
    if len(pieces) < 2:
        return whole, last
    begin = last.rfind(pieces[-1])
    if begin < 0:
        return whole, last
    return [*whole, *pieces[:-1]], last[begin:]


def _pieces(line: str) -> list[str]:
    """The sentences of a line, marks that stand after a full stop with the sentence before them.

    A quotation of several sentences is not parted, and a mark that opens one goes with what it opens.
    """
    found: list[str] = []
    opening = ""
    for start, end in split_sentences(line):
        piece = opening + line[start:end]
        opened = _OPENING.search(piece)
        opening = opened.group().strip() if opened else ""
        piece = piece[: opened.start()] if opened else piece
        lead = _LEADING.match(piece)
        if lead and found:
            found[-1] += " " + lead.group().strip()
            piece = piece[lead.end() :].lstrip(" .")
        if piece and found and _quoting(found[-1]):
            found[-1] += " " + piece
        elif piece:
            found.append(piece)
    return found


def _quoting(text: str) -> bool:
    """Is a quotation still open? One that long was never closed."""
    return text.count("“") > text.count("”") and len(text) < _LONGEST_QUOTE


def _numbers(group: str) -> list[int]:
    found: list[int] = []
    for part in re.split(r"[,;]", group):
        ends = [int(n) for n in re.findall(r"\d+", part)]
        if len(ends) == 2 and 0 < ends[1] - ends[0] < _WIDEST:
            found.extend(range(ends[0], ends[1] + 1))
        else:
            found.extend(ends)
    return found


def _says_something(draft: Draft) -> bool:
    return any(c.isalnum() for c in draft.text)
