"""Sentence boundaries (sentencex), mended where a rank, an initial or a number was cut off."""

from __future__ import annotations

import re

from sentencex import segment

# A piece that ends so is no sentence: titles, initials and list numbers that sentencex splits at.
_OPEN_END = re.compile(
    r"(?:\b(?:Amb|Gen|Lt|Col|Maj|Capt|Cmdr|Adm|Sgt|Dr|Mr|Mrs|Ms|Prof|Rep|Sen|Gov|Sec|St|No|vs|cf|ca)"
    r"|\b[A-Z]|^\d{1,3})\.$"
)
# "… on 3 May. Nobody …": the month is taken for an abbreviation, and the sentences are not parted.
_MAY = re.compile(r"(?<=\bMay\.)\s+(?=[A-Z“\"])")


def split_sentences(text: str) -> list[tuple[int, int]]:
    """The offsets (start, end) of the sentences of a text, surrounding space left out.

    Every character that is not space belongs to exactly one sentence.
    """
    spans: list[tuple[int, int]] = []
    at = 0
    for piece in segment("en", text):
        begin = text.find(piece, at)
        if begin < 0:
            continue
        at = begin + len(piece)
        spans.extend(_parted(text, begin, at))
    return _trim(text, _join(text, spans))


def _parted(text: str, begin: int, end: int) -> list[tuple[int, int]]:
    """A piece cut where a sentence ends in 'May.'."""
    cuts = [match.end() for match in _MAY.finditer(text, begin, end)]
    return list(zip([begin, *cuts], [*cuts, end], strict=True))


def _join(text: str, spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    joined: list[tuple[int, int]] = []
    for start, end in spans:
        if joined and _OPEN_END.search(text[joined[-1][0] : joined[-1][1]].rstrip()):
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return joined


def _trim(text: str, spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    out = []
    for start, end in spans:
        piece = text[start:end]
        left = len(piece) - len(piece.lstrip())
        right = len(piece.rstrip())
        if right > left:
            out.append((start + left, start + right))
    return out
