"""English key words in the order of an English question, out of the pieces of one in Hangul (`data/hangul.json`)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from summitbot.text import load_data
from summitbot.understanding.hangul import Piece, letter_pattern, letters

THINGS = frozenset({"noun", "name", "person", "office", "date"})
_TWICE = re.compile(r"(?<![\w-])(\w+) \1\b")


def phrase(pieces: Sequence[Piece], flat: str, asked: bool) -> tuple[str, bool]:
    """The pieces of a question (`flat` its letters, `asked` whether it has a mark) in English; does a question word lead?

    Question words and the form of the last verb make the lead; the main verb follows who acts.
    """
    asks, rest = _Asks.of(_quoted(pieces))
    rest = _without_bare_do(rest, asks)
    said = [piece for piece in rest if piece.role not in ("silent", "not", "small")]
    verb = said[-1] if said and said[-1].role == "verb" else None
    lead = _lead(asks, _shape(flat), verb, rest) or _without_asks(said, verb, pieces[-1].tail, asked)
    if verb and lead != "what about":
        request = not (lead or asked) and bool(verb.tail)
        body = _ordered(rest, first=lead == "how to" or request or asks.act)
    else:
        body = _joined(sorted(rest, key=_is_where_or_when))
    return _TWICE.sub(r"\1", " ".join(word for word in (lead, *body) if word)), bool(lead)


def postposed(pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces with what stands after its noun put before it, and with the prepositions that particles are."""
    places, times = _by_letters("prepositions"), _by_letters("times")
    out: list[Piece] = []
    for piece in pieces:
        if piece.role == "after":
            _put_before(out, piece)
            continue
        word = places.get(piece.tail, "") if piece.role in THINGS else ""
        if piece.role == "date":
            usual = "on" if re.match(r"\d+ [A-Z]", piece.english) else "in"
            word = times.get(piece.tail) or word or usual
        out.append(replace(piece, english=f"{word} {piece.english}".strip()))
    return out


def _put_before(out: list[Piece], piece: Piece) -> None:
    """Puts what stands after a noun before it, or before both that it stands between."""
    if not out or out[-1].role not in THINGS:
        return
    at = -2 if len(out) > 1 and out[-2].tail in _set_of("joins") else -1
    bare = re.sub("^(?:in|on) ", "", out[at].english)
    out[at] = replace(out[at], english=f"{piece.english} {bare}", role="date")
    out[-1] = replace(out[-1], tail=piece.tail, role="date")


@dataclass(frozen=True)
class _Asks:
    """The words that ask, whether the last takes another along ("which hotel"), and whether that is who acts."""

    words: tuple[str, ...] = ()
    takes: bool = False
    act: bool = False

    @classmethod
    def of(cls, pieces: Sequence[Piece]) -> tuple[_Asks, list[Piece]]:
        """The words that ask, and the other pieces."""
        weak, actor = set(load_data("hangul")["weak"]["words"]), _set_of("actor")
        asks: list[tuple[str, bool]] = []
        rest: list[Piece] = []
        taking = False
        for piece in pieces:
            if piece.role == "ask":
                act = piece.english == "who" or (piece.english == "whom" and piece.tail in actor)
                asks.append((piece.english, act))
                taking = piece.english.endswith(" +")
            elif taking and piece.role in THINGS:
                noun = re.sub("^(?:in|to|than) ", "", piece.english)
                asks[-1] = f"{asks[-1][0].removesuffix(' +')} {noun}", piece.tail in actor
                taking = False
            else:
                rest.append(piece)
        kept = [ask for ask in asks if ask[0] not in weak] or asks[:1]
        words = (word.removesuffix(" +").replace("whom", "who") for word, _ in kept)
        takes = bool(kept) and bool(re.match("(?:what|which|how many) [^+]", kept[-1][0]))
        return cls(tuple(dict.fromkeys(words)), takes, bool(kept) and all(act for _, act in kept)), rest

    @property
    def text(self) -> str:
        return " and ".join(self.words)


def _quoted(pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces with 'say' for 'do' behind a question word that quotes."""
    before = [None, *pieces][: len(pieces)]
    return [
        replace(piece, english="say")
        if last and last.role == "ask" and last.tail in _set_of("quoting") and piece.english == "do"
        else piece
        for last, piece in zip(before, pieces, strict=True)
    ]


def _without_bare_do(pieces: Sequence[Piece], asks: _Asks) -> list[Piece]:
    """'Do' says something only where nothing else is done."""
    others = [piece for piece in pieces if piece.role == "verb" and piece.english != "do"]
    return [piece for piece in pieces if piece.english != "do" or not (others or asks.takes)]


def _without_asks(said: Sequence[Piece], verb: Piece | None, tail: str, asked: bool) -> str:
    """What leads a message without a word that asks: nothing where it is a request, or names alone."""
    if tail in _set_of("defines"):
        return "what is"
    if not asked or not said:
        return ""
    if tail in _set_of("topic"):
        return "what did" if verb else "what about" if len(said) == 1 else "what is"
    return _auxiliary(verb) if verb else "is" if said[-1].tail else ""


def _auxiliary(verb: Piece) -> str:
    return "was" if verb.english.startswith("be ") else "did"


def _by_letters(key: str) -> dict[str, str]:
    return {letters(form): english for form, english in load_data("hangul")[key]["words"].items()}


def _set_of(key: str) -> frozenset[str]:
    return frozenset(map(letters, load_data("hangul")[key]["words"]))


def _shape(flat: str) -> str:
    """What the end of a question asks by its form: 'will', 'should', 'what do you think'."""
    shapes = load_data("hangul")["shapes"]["patterns"]
    return next((lead for pattern, lead in shapes if letter_pattern(pattern).search(flat)), "")


def _lead(asks: _Asks, shape: str, verb: Piece | None, rest: Sequence[Piece]) -> str:
    """What stands at the head of the English question."""
    if shape == "should" and not any(piece.tail in _set_of("subject") for piece in rest):
        shape = "should I"
    if shape.startswith("what") or not asks.words:
        return shape
    last = asks.words[-1]
    if not rest:
        return asks.text
    if last == "how" and verb and not shape and _anyone_could(verb, rest):
        return "how to"
    if last == "how many times" and not verb:
        return "how many"
    return f"{asks.text} {_helping(asks, shape, verb)}".strip()


def _helping(asks: _Asks, shape: str, verb: Piece | None) -> str:
    """The verb that stands behind a question word, if one does."""
    last = asks.words[-1]
    if last not in load_data("hangul")["helped"]["words"] and not asks.takes:
        return ""
    if shape or (verb and asks.act):
        return shape
    if verb:
        return _auxiliary(verb)
    return "" if asks.takes else "is" if last in ("what", "who") else "was"


def _anyone_could(verb: Piece, rest: Sequence[Piece]) -> bool:
    """Is it asked how a thing is done, not how somebody did it?"""
    past = letter_pattern("ㅆ").search(verb.tail)
    return not past and not any(p.tail in _set_of("subject") and p.english[:1].isupper() for p in rest)


def _joined(pieces: Sequence[Piece]) -> list[str]:
    """The words in order, 'and' between what a particle joins."""
    said = [piece for piece in pieces if piece.english]
    out: list[str] = []
    for n, piece in enumerate(said):
        out.append(piece.english)
        if piece.tail in _set_of("joins") and n + 1 < len(said) and said[n + 1].role in THINGS:
            out.append("and")
    return out


def _ordered(pieces: Sequence[Piece], first: bool) -> list[str]:
    """The words with the main verb after who acts, or `first`, times and places behind it; 'not' stands before the verb."""
    at = max(n for n, piece in enumerate(pieces) if piece.role == "verb")
    denied = any(p.role == "not" for p in pieces) or letter_pattern("지(않|못)").search(pieces[at].tail)
    done = pieces[at].english.removeprefix("be ")
    verb = replace(pieces[at], english=f"not {done}" if denied else done)
    others = [piece for n, piece in enumerate(pieces) if n != at and piece.role != "not"]
    acting = [n for n, piece in enumerate(others) if piece.tail in _set_of("subject")]
    cut = 0 if first else acting[-1] + 1 if acting else len(others)
    before = [piece for piece in others[:cut] if not _is_where_or_when(piece)]
    behind = sorted((*others[cut:], *filter(_is_where_or_when, others[:cut])), key=_is_where_or_when)
    return _joined([*before, verb, *behind])


def _is_where_or_when(piece: Piece) -> bool:
    return piece.role == "date" or piece.tail in _set_of("prepositions")
