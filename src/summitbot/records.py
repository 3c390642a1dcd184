"""The nouns of summitbot: frozen values, equal by content, without any vendor's types.

Offsets are Unicode code points of `Source.text`, start inclusive and end exclusive, so that
`source.text[start:end]` is what stands there. `to_dict` gives plain JSON values and `from_dict`
reads them back: `type(x).from_dict(x.to_dict()) == x`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import accumulate
from types import MappingProxyType
from typing import Any, Literal, get_args

from summitbot.coverage import Coverage as Coverage
from summitbot.coverage import Glossary as Glossary
from summitbot.coverage import Theme as Theme
from summitbot.record import Record as Record

Status = Literal[
    "answered", "partial", "not_covered", "out_of_scope", "outside_period", "false_premise", "unclear", "declined", "invalid",
]  # fmt: skip
Layout = Literal["prose", "list", "timeline", "table", "sides"]
Kind = Literal["verbatim", "paraphrase"]
Label = Literal["supported", "unsupported", "contradicted"]

STATUSES: tuple[Status, ...] = get_args(Status)
REPLIES: frozenset[Status] = frozenset({"answered", "partial", "false_premise"})


@dataclass(frozen=True)
class Reference(Record):
    """The outside record that a source rests on. `party` is who speaks in it (US, DPRK, press …)."""

    key: str
    title: str
    publisher: str = ""
    date: str | None = None
    url: str | None = None
    language: str = "en"
    party: str = "other"


@dataclass(frozen=True)
class Paragraph(Record):
    """A block of a source's text: its offsets, its heading path, the reference keys it cites."""

    start: int
    end: int
    headings: tuple[str, ...] = ()
    references: tuple[str, ...] = ()
    item: bool = False


@dataclass(frozen=True)
class Source(Record):
    """One curated document. `text` is readable: no front matter, footnote marks or markup.

    Dates are ISO 8601 of the precision known (`2018`, `2018-06` or `2018-06-12`). `questions` are
    pairs of a section's heading ('' before the first heading, None where none was named) and a question
    that the section answers; `roles` are a person's offices, each with the dates of its beginning and end
    ('' where open).
    """

    _nested = MappingProxyType({"references": Reference, "paragraphs": Paragraph})

    id: str
    title: str
    text: str
    kind: str = "text"
    type: str = ""
    date: str | None = None
    end: str | None = None
    place: str | None = None
    people: tuple[str, ...] = ()
    parties: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    related: tuple[str, ...] = ()
    questions: tuple[tuple[str | None, str], ...] = ()
    references: tuple[Reference, ...] = ()
    paragraphs: tuple[Paragraph, ...] = ()
    roles: tuple[tuple[str, str, str], ...] = ()
    as_of: str | None = None
    reviewed: str | None = None
    path: str = ""

    @property
    def digest(self) -> bool:
        """Was it written for this corpus, with front matter: neither a plain text nor a fetched primary record?"""
        return self.kind not in ("text", "primary")

    @property
    def unreviewed(self) -> bool:
        """Does its front matter say `reviewed: no`? Then nothing is answered from it."""
        return self.reviewed == "no"


@dataclass(frozen=True)
class Passage(Record):
    """A run of whole sentences of one section of a source. `id` derives from its content.

    `asked` are questions of the source's front matter that this passage answers.
    """

    id: str
    source_id: str
    start: int
    end: int
    text: str
    headings: tuple[str, ...] = ()
    asked: tuple[str, ...] = ()


@dataclass(frozen=True)
class Sentence(Record):
    """One sentence of a passage: `passage` is the passage's position in the corpus."""

    passage: int
    start: int
    end: int
    text: str


@dataclass(frozen=True)
class Hit(Record):
    """A passage with its rank (from 1), its fused score, and the scores behind it by arm."""

    _nested = MappingProxyType({"passage": Passage})

    rank: int
    score: float
    passage: Passage
    scores: Mapping[str, float] = field(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True)
class Turn(Record):
    """One message of a conversation before the question."""

    role: str
    content: str


@dataclass(frozen=True)
class Question(Record):
    """What was asked, what was said before, and the standalone reading of it."""

    _nested = MappingProxyType({"history": Turn})

    text: str
    history: tuple[Turn, ...] = ()
    standalone: str = ""


@dataclass(frozen=True)
class Verdict(Record):
    """Is a claim supported by its evidence: label, degree of support in 0..1, reasons in words."""

    label: Label
    score: float
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True)
class Citation(Record):
    """A number in an answer, and the exact place in a source that it stands for."""

    _nested = MappingProxyType({"references": Reference})

    number: int
    source_id: str
    title: str
    section: str
    quote: str
    start: int
    end: int
    date: str | None = None
    party: str | None = None
    references: tuple[Reference, ...] = ()


@dataclass(frozen=True)
class Statement(Record):
    """One sentence of an answer with the numbers of its citations.

    `heading` is a label of ours (the row or side that the sentence stands under), never a claim; `column`
    likewise, of a table (empty for a sentence that stands above it).
    """

    _nested = MappingProxyType({"verdict": Verdict})

    text: str
    kind: Kind = "verbatim"
    citations: tuple[int, ...] = ()
    verdict: Verdict | None = None
    heading: str = ""
    column: str = ""


@dataclass(frozen=True)
class Nearest(Record):
    """A source offered beside an answer. Beside a refusal `quote` is its sentence that comes closest to the question.

    That sentence is no answer and no statement. It stands word for word at `start` to `end` under `section`;
    where none is quoted they are '', '' and None.
    """

    source_id: str
    title: str
    section: str = ""
    quote: str = ""
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True)
class CorpusStamp(Record):
    """Which corpus an answer came from."""

    fingerprint: str
    sources: int
    passages: int


@dataclass(frozen=True)
class Answer(Record):
    """What the bot says. Code reads `status`, never the words; `text` is the whole as printed."""

    _nested = MappingProxyType(
        {"statements": Statement, "citations": Citation, "corpus": CorpusStamp, "nearest": Nearest}
    )

    status: Status
    text: str
    layout: Layout = "prose"
    statements: tuple[Statement, ...] = ()
    citations: tuple[Citation, ...] = ()
    as_of: str | None = None
    corpus: CorpusStamp = CorpusStamp("", 0, 0)
    nearest: tuple[Nearest, ...] = ()
    suggestions: tuple[str, ...] = ()
    trace: Mapping[str, Any] = field(default_factory=lambda: MappingProxyType({}))
    schema: int = 1


@dataclass(frozen=True)
class Corpus:
    """Everything that was read and cut: sources by id, passages and sentences in order."""

    fingerprint: str
    sources: Mapping[str, Source]
    passages: tuple[Passage, ...]
    sentences: tuple[Sentence, ...]
    coverage: Coverage = field(default_factory=Coverage)

    @cached_property
    def sentences_of(self) -> tuple[range, ...]:
        """For each passage, the range of its sentences' positions."""
        counts = Counter(sentence.passage for sentence in self.sentences)
        ends = accumulate(counts[n] for n in range(len(self.passages)))
        return tuple(range(end - counts[n], end) for n, end in enumerate(ends))

    @cached_property
    def places(self) -> Mapping[str, int]:
        """For each passage's id, its position."""
        return {passage.id: number for number, passage in enumerate(self.passages)}

    @cached_property
    def _sentences_in(self) -> Mapping[str, tuple[int, ...]]:
        found: dict[str, list[int]] = {}
        for number, passage in enumerate(self.passages):
            found.setdefault(passage.source_id, []).extend(self.sentences_of[number])
        return {id_: tuple(numbers) for id_, numbers in found.items()}

    def sentences_in(self, source_id: str) -> tuple[int, ...]:
        """The positions of a source's sentences, in order."""
        return self._sentences_in.get(source_id, ())

    def passage_at(self, sentence: int) -> Passage:
        """The passage that a sentence, given by position, stands in."""
        return self.passages[self.sentences[sentence].passage]

    def source_at(self, sentence: int) -> Source:
        """The source that a sentence, given by position, stands in."""
        return self.source_of(self.passage_at(sentence))

    @property
    def curated(self) -> bool:
        """Have the sources front matter? (Texts without any are of the kind 'text'.)"""
        return any(source.digest for source in self.sources.values())

    @property
    def stamp(self) -> CorpusStamp:
        """The mark that answers carry."""
        return CorpusStamp(self.fingerprint, len(self.sources), len(self.passages))

    def source_of(self, passage: Passage) -> Source:
        """The source that a passage was cut from."""
        return self.sources[passage.source_id]
