"""A question written in Hangul, read by glossary into English key words (`data/hangul.json`, docs/decisions/005-understanding.md)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from summitbot.records import Source
from summitbot.text import HANGUL, clean, load_data, name_in
from summitbot.understanding.hangul import Lexicon, Piece, letter_pattern, letters

_SECTIONS = (
    ("offices", "office"),
    ("nouns", "noun"),
    ("verbs", "verb"),
    ("small", "small"),
    ("not", "not"),
    ("after", "after"),
    ("asks", "ask"),
)
_THINGS = frozenset({"noun", "name", "person", "office", "date"})
_CONTENT = _THINGS | {"verb"}
_SENTENCE = re.compile(r"(?<=[?!.])\s+")
_MARKS = re.compile(r"[^\w\s·.'’-]+|(?<!\d)[.·]|[.·](?!\d)")
_LONG_TITLE = 5


def is_hangul(text: str) -> bool:
    """Are most words of a text written in Hangul?"""
    spelt = [word for word in text.split() if any(c.isalnum() for c in word)]
    return 2 * sum(bool(HANGUL.search(word)) for word in spelt) > len(spelt)


class Glossed:
    """Puts questions written in Hangul into English words: of the sources' glossary, of their names, of everyday speech."""

    def __init__(self, sources: Iterable[Source], glossary: Mapping[str, str]) -> None:
        everyday = load_data("hangul")
        entries = {form: Piece("", "silent") for form in everyday["silent"]["words"]}
        for section, role in _SECTIONS:
            entries |= {form: Piece(english, role) for form, english in everyday[section]["words"].items()}
        entries |= dict(_named(sources))
        entries |= {form: _of_glossary(form, english, entries) for form, english in glossary.items()}
        self._lexicon = Lexicon(entries, everyday["particles"]["words"], everyday["endings"]["words"])

    def english(self, text: str) -> str:
        """A message in English key words; what is not in Hangul, or mostly not known, stays as it is."""
        if not is_hangul(text):
            return text
        bare = re.sub(r"[\W_]+", "", text)
        for pattern, whole in load_data("hangul")["whole"]["patterns"]:
            if re.search(pattern, bare):
                return str(whole)
        return " ".join(self._sentence(sentence) for sentence in _SENTENCE.split(clean(text)))

    def _sentence(self, text: str) -> str:
        pieces = _postposed(_without_offices(self._lexicon.cut(_MARKS.sub(" ", text))))
        known = sum(piece.role in _CONTENT for piece in pieces)
        if sum(piece.role == "unknown" for piece in pieces) > known or not any(p.english for p in pieces):
            return text
        asked = "?" in text
        spoken = _Spoken.of(pieces, letters(_MARKS.sub(" ", text)), asked)
        return spoken.text + ("?" if asked or spoken.lead else "")


def _without_offices(pieces: Iterable[Piece]) -> list[Piece]:
    """The pieces without the office right behind a person's name."""
    out: list[Piece] = []
    for piece in pieces:
        if out and out[-1].role == "person" and not out[-1].tail and piece.role == "office":
            out[-1] = replace(out[-1], tail=piece.tail)
        else:
            out.append(piece)
    return out


def _named(sources: Iterable[Source]) -> Iterator[tuple[str, Piece]]:
    """The Hangul aliases of the sources, each with an English name of the first source that bears it."""
    found: dict[str, Piece] = {}
    for source in sources:
        for alias in source.aliases:
            if HANGUL.search(alias):
                role = "person" if source.kind == "person" else "name"
                found.setdefault(alias, Piece(_english_name(source), role))
    yield from found.items()


def _english_name(source: Source) -> str:
    """The title of a source; where that is long, the first of its English aliases."""
    title = re.sub("^(?:The|A|An) ", "", name_in(source.title))
    if len(title.split()) < _LONG_TITLE:
        return title
    return next((alias for alias in source.aliases if not HANGUL.search(alias)), title)


def _of_glossary(form: str, english: str, entries: Mapping[str, Piece]) -> Piece:
    """A word of the field; it keeps the part of speech that everyday speech gives it."""
    known = entries.get(form)
    people = {piece.english for piece in entries.values() if piece.role == "person"}
    if english in people:
        return Piece(english, "person")
    return Piece(english, known.role if known and known.role in ("verb", "noun") else "noun")


def _postposed(pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces with what stands after its noun put before it, and with the prepositions that particles are."""
    places, times = _by_letters("prepositions"), _by_letters("times")
    out: list[Piece] = []
    for piece in pieces:
        if piece.role == "after":
            _put_before(out, piece)
            continue
        word = places.get(piece.tail, "") if piece.role in _THINGS else ""
        if piece.role == "date":
            usual = "on" if re.match(r"\d+ [A-Z]", piece.english) else "in"
            word = times.get(piece.tail) or word or usual
        out.append(replace(piece, english=f"{word} {piece.english}".strip()))
    return out


def _put_before(out: list[Piece], piece: Piece) -> None:
    """Puts what stands after a noun before it, or before both that it stands between."""
    if not out or out[-1].role not in _THINGS:
        return
    at = -2 if len(out) > 1 and out[-2].tail in _set_of("joins") else -1
    bare = re.sub("^(?:in|on) ", "", out[at].english)
    out[at] = replace(out[at], english=f"{piece.english} {bare}", role="date")
    out[-1] = replace(out[-1], tail=piece.tail, role="date")


@dataclass(frozen=True)
class _Spoken:
    """A question in English: what leads it, and its other words in order."""

    lead: str
    body: tuple[str, ...]

    @property
    def text(self) -> str:
        return " ".join(word for word in (self.lead, *self.body) if word)

    @classmethod
    def of(cls, pieces: Sequence[Piece], flat: str, asked: bool) -> _Spoken:
        """Question words and the form of the last verb make the lead; the main verb follows who acts."""
        asks, rest = _asks(pieces)
        rest = _without_bare_do(rest, asks)
        said = [p for p in rest if p.role not in ("silent", "not", "small")]
        verb = said[-1] if said and said[-1].role == "verb" else None
        lead = _lead(asks, _shape(flat), verb, rest) or _without_asks(said, verb, pieces[-1].tail, asked)
        if not verb or lead == "what about":
            return cls(lead, tuple(_joined(sorted(rest, key=_is_where_or_when))))
        request = not (lead or asked) and bool(verb.tail)
        return cls(lead, tuple(_ordered(rest, first=lead == "how to" or request, nobody=lead == "who")))


def _without_bare_do(pieces: Sequence[Piece], asks: Sequence[str]) -> list[Piece]:
    """'Do' says something only where nothing else is done."""
    others = [p for p in pieces if p.role == "verb" and p.english != "do"]
    taken = any(ask.startswith(("what ", "which ")) for ask in asks)
    return [p for p in pieces if p.english != "do" or not (others or taken)]


def _without_asks(said: Sequence[Piece], verb: Piece | None, tail: str, asked: bool) -> str:
    """What leads a message without a word that asks: nothing where it is a request, or names alone."""
    if not asked or not said:
        return ""
    if tail in _set_of("topic"):
        return "what did" if verb else "what about" if len(said) == 1 else "what is"
    if verb:
        return "was" if verb.english.startswith("be ") else "did"
    return "is" if said[-1].tail else ""


def _by_letters(key: str) -> dict[str, str]:
    return {letters(form): english for form, english in load_data("hangul")[key]["words"].items()}


def _set_of(key: str) -> frozenset[str]:
    return frozenset(map(letters, load_data("hangul")[key]["words"]))


def _shape(flat: str) -> str:
    """What the end of a question asks by its form: 'will', 'should', 'what do you think'."""
    shapes = load_data("hangul")["shapes"]["patterns"]
    return next((lead for pattern, lead in shapes if letter_pattern(pattern).search(flat)), "")


def _asks(pieces: Sequence[Piece]) -> tuple[list[str], list[Piece]]:
    """The words that ask, those that take another word along with it; and the other pieces."""
    asks: list[str] = []
    rest: list[Piece] = []
    taking = False
    for piece in pieces:
        if piece.role == "ask":
            asks.append(piece.english.removesuffix(" +"))
            taking = piece.english.endswith(" +")
        elif taking and piece.role in _THINGS:
            asks[-1] += f" {piece.english}"
            taking = False
        else:
            rest.append(piece)
    strong = [ask for ask in asks if ask not in set(load_data("hangul")["weak"]["words"])]
    return list(dict.fromkeys(strong or asks[:1])), rest


def _lead(asks: Sequence[str], shape: str, verb: Piece | None, rest: Sequence[Piece]) -> str:
    """What stands at the head of the English question."""
    if shape == "should" and not any(p.tail in _set_of("subject") for p in rest):
        shape = "should I"
    if shape.startswith("what") or not asks:
        return shape
    last = asks[-1]
    if not rest:
        return " and ".join(asks)
    if last == "how" and verb and not shape and _anyone_could(verb, rest):
        return "how to"
    if last == "how many times" and not verb:
        return "how many"
    if last not in load_data("hangul")["helped"]["words"]:
        return " and ".join(asks)
    auxiliary = shape or (
        "was"
        if verb and verb.english.startswith("be ")
        else "did"
        if verb
        else "is"
        if last in ("what", "who")
        else "was"
    )
    return " and ".join(asks) if last == "who" and verb and not shape else f"{' and '.join(asks)} {auxiliary}"


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
        if piece.tail in _set_of("joins") and n + 1 < len(said) and said[n + 1].role in _THINGS:
            out.append("and")
    return out


def _ordered(pieces: Sequence[Piece], first: bool, nobody: bool) -> list[str]:
    """The words with the main verb after who acts, times and places behind it; 'not' stands before the verb.

    With `first` the verb leads whoever acts; with `nobody` where nobody is named who does.
    """
    at = max(n for n, piece in enumerate(pieces) if piece.role == "verb")
    denied = any(p.role == "not" for p in pieces) or letter_pattern("지(않|못)").search(pieces[at].tail)
    done = pieces[at].english.removeprefix("be ")
    verb = replace(pieces[at], english=f"not {done}" if denied else done)
    others = [piece for n, piece in enumerate(pieces) if n != at and piece.role != "not"]
    acting = [n for n, piece in enumerate(others) if piece.tail in _set_of("subject")]
    cut = 0 if first or (nobody and not acting) else acting[-1] + 1 if acting else len(others)
    before = [piece for piece in others[:cut] if not _is_where_or_when(piece)]
    behind = sorted((*others[cut:], *filter(_is_where_or_when, others[:cut])), key=_is_where_or_when)
    return _joined([*before, verb, *behind])


def _is_where_or_when(piece: Piece) -> bool:
    return piece.role == "date" or piece.tail in _set_of("prepositions")
