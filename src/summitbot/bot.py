"""The front door: open a bot over a folder of sources, and ask."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, Self

from summitbot.answering import Answerer, merge_answers, rank_sentences, rerank_passages
from summitbot.chain import build_chain
from summitbot.embedding import Embedder, load_embedder
from summitbot.errors import SourcesNotFound
from summitbot.generation import Writer, rewrite
from summitbot.index import Layout, OpenIndex, build_index, current_generation, open_index, source_fingerprint
from summitbot.markup import MarkupError, split_front_matter
from summitbot.models import load_chat_model
from summitbot.reading import Reading
from summitbot.records import Answer, Corpus, Hit, Question, Turn
from summitbot.retrieval import RetrievalWeights, retrieve
from summitbot.settings import Settings, load_settings
from summitbot.sources import Shelf, read_coverage, source_files
from summitbot.text import name_in, whole
from summitbot.understanding import Reader
from summitbot.verification import NO_NAMES, Entailment, Names, SupportChecker

Step = tuple[str, Any]
# A pretrained model's nearness is worth as much as the best lexical score; what our own small
# embedder is worth was measured (docs/decisions/003-embedder-and-dense-weight.md).
PRETRAINED_DENSE_WEIGHT = 1.0
# The share of the sources that our own embedder must have been trained on to judge which set question is meant.
KNOWN_SHARE = 0.5
# What it may say where it was not: a little, by words alone.
UNKNOWN = RetrievalWeights(dense=0.1, dense_asked=0.0)


class Bot:
    """Answers questions over one generation of an index.

    >>> bot = Bot.open()                                            # doctest: +SKIP
    >>> bot.ask("Where was the second Trump–Kim summit?").text      # doctest: +SKIP
    """

    def __init__(self, index: OpenIndex, settings: Settings, embedder: Embedder) -> None:
        self.index = index
        self.settings = settings
        self.weights = _weights(settings, embedder, index.corpus)
        self.reader = Reader(index.corpus, index.lexical.vocabulary, settings.max_question)
        answerer = Answerer(
            index.corpus, index.lexical.vocabulary.idf, settings.max_statements, settings.refuse
        )
        self._model = load_chat_model(settings)
        self.chain = build_chain(index, self.reader, answerer, self.weights, self._writer())

    @classmethod
    def open(cls, settings: Settings | None = None, say: Callable[[str], None] = lambda line: None) -> Self:
        """A bot over the sources that the settings name, its index built or brought up to date first.

        `say` hears a line when the index has to be built. Raises the errors of `summitbot.errors`.
        """
        settings = settings or load_settings()
        embedder = load_embedder(settings.embedder)
        shelf, folder = Shelf.of(settings), settings.index_dir()
        current = current_generation(Layout(folder))
        if current is None or current[1].fingerprint != source_fingerprint(shelf, settings.passage_words):
            say(
                f"Building the index of {shelf.folder} ({'none yet' if current is None else 'the sources changed'})."
            )
            report = build_index(shelf, folder, embedder, settings.passage_words)
            if line := report.manifest.left_out_line:
                say(line)
        return cls(open_index(folder, embedder), settings, embedder)

    @property
    def corpus(self) -> Corpus:
        """The sources, passages and sentences that this bot answers from."""
        return self.index.corpus

    def ask(self, question: str, history: Sequence[Turn] = ()) -> Answer:
        """The answer to a message, read in the light of the messages before it.

        A message that holds two or three questions gets one answer to all of them.
        """
        answers: list[Answer] = []
        parts, history = self._parts(question, history)
        for part, before in self._in_turn(parts, history, answers):
            answers.append(self.chain.invoke(_state(part, before))["answer"])
        return answers[0] if len(parts) == 1 else merge_answers(parts, answers)

    def _parts(self, question: str, history: Sequence[Turn]) -> tuple[tuple[str, ...], Sequence[Turn]]:
        """The questions of a message, and the conversation that they are to be read in.

        One that is too long is left whole, to be refused; one that is settled early is shown to no model.
        """
        question, history = whole(question), _whole(history)
        if len(question) > self.settings.max_question:
            return (question,), history
        if self.settings.chat_rewrite and self._model is not None:
            settled = self.reader.read(Question(question, tuple(history))).early
            if not settled and (spelt := rewrite(self._model, question, history)):
                return spelt, ()
        parts = self.reader.split(self.reader.english(question))
        return (parts if len(parts) > 1 else (question,)), history

    def _writer(self) -> Writer | None:
        """What writes with the model, if there is one."""
        if self._model is None:
            return None
        checker = load_checker(self.settings)
        return Writer(self.corpus, self._model, checker, self.settings.max_statements)

    def _in_turn(
        self, parts: Sequence[str], history: Sequence[Turn], answers: Sequence[Answer]
    ) -> Iterator[tuple[str, Sequence[Turn]]]:
        """Each question of a message, those before it and their answers being part of the history."""
        before = list(history)
        for number, part in enumerate(parts):
            yield part, tuple(before)
            before += [Turn("user", part), Turn("assistant", answers[number].text)]

    def stream(self, question: str, history: Sequence[Turn] = ()) -> Iterator[Step]:
        """Steps as they are done: ("reading", …), ("found", …), ("statement", …) each, ("answer", …).

        A model's statements come as soon as each was found borne out. If the model fails later, the answer
        doesn't hold them: the answer is what counts.
        """
        answers: list[Answer] = []
        parts, history = self._parts(question, history)
        shown = False
        for part, before in self._in_turn(parts, history, answers):
            for piece in self.chain.stream(_state(part, before)):
                yield from ((name, piece[name]) for name in ("reading", "found") if name in piece)
                if "statements" in piece and len(parts) == 1:
                    shown = True
                    yield from (("statement", statement) for statement in piece["statements"])
                if "answer" in piece:
                    answers.append(piece["answer"])
        answer = answers[0] if len(parts) == 1 else merge_answers(parts, answers)
        if not shown:
            yield from (("statement", statement) for statement in answer.statements)
        yield "answer", answer

    def search(self, question: str, k: int = 10, history: Sequence[Turn] = ()) -> tuple[Hit, ...]:
        """The k passages nearest to a question, best first."""
        reading: Reading = self.reader.read(Question(question, _whole(history)))
        lexical = self.index.lexical
        found = retrieve(reading, self.corpus, lexical, self.index.vectors, self.weights, passages=max(k, 20))
        ranked = rank_sentences(found.candidates, reading, self.corpus, lexical.vocabulary.idf)
        return rerank_passages(found.hits, ranked, self.corpus)[:k]


def load_checker(settings: Settings) -> SupportChecker:
    """The checker of written sentences, with the names that the sources know. Raises `ModelUnavailable`."""
    return SupportChecker(known_names(settings), load_entailment(settings))


def load_entailment(settings: Settings) -> Entailment | None:
    """The entailment model that the settings name, if any. Raises `ExtraMissing` and `ModelUnavailable`."""
    if not settings.nli_model:
        return None
    from summitbot.pretrained import CrossEncoderEntailment

    return CrossEncoderEntailment(settings.nli_model)


def known_names(settings: Settings) -> Names:
    """Every form of every name that the sources know, for `verify`; none where there are no sources.

    Only front matter is read, no index and no text: 0.2 s over 300 sources.
    """
    try:
        folder = settings.sources_dir()
    except SourcesNotFound:
        return NO_NAMES
    synonyms = [group for group in read_coverage(folder).synonyms if group[0][:1].isupper()]
    return Names.from_groups([*synonyms, *_name_groups(folder)])


def _name_groups(folder: Path) -> Iterator[list[str]]:
    """Title and aliases of each source that is a person, place, event or document."""
    for path in source_files(folder):
        try:
            front, _, _ = split_front_matter(path.read_text(encoding="utf-8", errors="replace"))
        except MarkupError:
            continue  # `summitbot check` and `summitbot index` say what is wrong with it
        if front.get("kind") in ("person", "place", "event", "document"):
            aliases = front.get("aliases") or ()
            yield [
                name_in(str(front.get("title") or "")),
                *([aliases] if isinstance(aliases, str) else map(str, aliases)),
            ]


def _whole(history: Sequence[Turn]) -> tuple[Turn, ...]:
    return tuple(replace(turn, content=whole(turn.content)) for turn in history)


def _state(question: str, history: Sequence[Turn]) -> dict[str, Any]:
    return {"question": Question(question, tuple(history))}


def _weights(settings: Settings, embedder: Embedder, corpus: Corpus) -> RetrievalWeights:
    """The built-in embedder knows the sources that it was trained on; of others it knows words, over plain texts nothing."""
    if settings.dense_weight is not None:
        return RetrievalWeights(dense=settings.dense_weight)
    if embedder.pretrained:
        return RetrievalWeights(dense=PRETRAINED_DENSE_WEIGHT)
    if not corpus.curated:
        return RetrievalWeights(dense=0.0)
    known = len(embedder.trained_on & set(corpus.sources)) / len(corpus.sources)
    return RetrievalWeights() if known >= KNOWN_SHARE else UNKNOWN
