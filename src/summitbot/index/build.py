"""Building a generation of the index from the sources."""

from __future__ import annotations

import hashlib
import json
import shutil
import time
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from filelock import FileLock

from summitbot.embedding import Embedder
from summitbot.errors import IndexDamaged
from summitbot.index.layout import FORMAT, Layout, Manifest, current_generation
from summitbot.index.stored import write_corpus
from summitbot.lexical import EDGE, LexicalIndex, bigrams
from summitbot.passages import cut_passages
from summitbot.records import Corpus, Passage, Source
from summitbot.sources import Shelf, answered_from, read_coverage, read_shelf, shelf_files
from summitbot.stemming import stems
from summitbot.text import words
from summitbot.vectors import VectorStore

# Raised when the meaning of what is stored changes, so that older generations are rebuilt.
SHAPE = 10


@dataclass(frozen=True)
class BuildReport:
    """What a build did: the manifest in use, whether it was fresh, vectors reused, seconds taken."""

    manifest: Manifest
    built: bool
    embedded: int
    reused: int
    seconds: float


def source_fingerprint(shelf: Shelf, passage_words: int) -> str:
    """A digest of exactly what shapes the corpus: the files (names, bytes) and how they are cut."""
    digest = hashlib.sha256(f"{FORMAT}/{SHAPE}/{passage_words}".encode())
    for name, path in shelf_files(shelf):
        digest.update(f"\x1e{name}\x1f".encode())
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()[:16]


def build_index(
    shelf: Shelf,
    folder: Path,
    embedder: Embedder,
    passage_words: int,
    progress: Callable[[str, int, int], None] = lambda stage, done, total: None,
    rebuild: bool = False,
) -> BuildReport:
    """Bring the index up to date with the sources; a no-op when nothing changed.

    Vectors of passages whose text did not change are taken over from the last generation.
    `progress(stage, done, total)` is called as work proceeds. Raises `SourcesError`,
    `IndexUnwritable`, `IndexDamaged`.
    """
    begun = time.perf_counter()
    layout = Layout(folder)
    layout.prepare()
    with FileLock(layout.lock):
        fingerprint = source_fingerprint(shelf, passage_words)
        current = _current(layout, rebuild)
        if (
            current
            and (current[1].fingerprint, current[1].embedder) == (fingerprint, embedder.name)
            and not rebuild
        ):
            return BuildReport(current[1], False, 0, 0, time.perf_counter() - begun)
        known = _known_vectors(layout, current, embedder) if current and not rebuild else {}
        corpus, left_out = _read_corpus(shelf, fingerprint, passage_words, progress)
        name = f"gen-{fingerprint[:8]}-{time.time_ns() % 10**10:010d}"
        target = layout.generation(name)
        try:
            manifest, embedded = _write(corpus, target, embedder, known, passage_words, progress)
            manifest = replace(manifest, left_out=left_out)
            _save(manifest, target)
        except BaseException:
            shutil.rmtree(target, ignore_errors=True)
            raise
        layout.publish(name)
        layout.remove_others({name, current[0] if current else ""})
    reused = len(corpus.passages) - embedded
    return BuildReport(manifest, True, embedded, reused, time.perf_counter() - begun)


def _current(layout: Layout, rebuild: bool) -> tuple[str, Manifest] | None:
    try:
        return current_generation(layout)
    except IndexDamaged:
        if not rebuild:
            raise
        return None


def _known_vectors(
    layout: Layout, current: tuple[str, Manifest], embedder: Embedder
) -> dict[str, list[float]]:
    name, manifest = current
    if manifest.embedder != embedder.name:
        return {}
    try:
        return VectorStore(layout.generation(name) / "chroma", embedder).known()
    except IndexDamaged:
        return {}


def _read_corpus(
    shelf: Shelf, fingerprint: str, passage_words: int, progress: Callable[[str, int, int], None]
) -> tuple[Corpus, int]:
    """What answers may rest on, and how many unreviewed sources are left out of it."""
    progress("reading", 0, 1)
    every = read_shelf(shelf)
    sources = answered_from(every)
    passages, sentences = cut_passages(sources, passage_words)
    progress("reading", 1, 1)
    by_id = {source.id: source for source in sources}
    corpus = Corpus(fingerprint, by_id, passages, sentences, read_coverage(shelf.folder))
    return corpus, len(every) - len(sources)


def _write(
    corpus: Corpus,
    target: Path,
    embedder: Embedder,
    known: dict[str, list[float]],
    passage_words: int,
    progress: Callable[[str, int, int], None],
) -> tuple[Manifest, int]:
    (target / "lexical").mkdir(parents=True)
    write_corpus(corpus, target / "corpus.json")
    progress("words", 0, 1)
    lexical_index(corpus).save(target / "lexical")
    progress("words", 1, 1)
    embedded = _vectors(corpus, VectorStore(target / "chroma", embedder, known), set(known), progress)
    manifest = Manifest(
        fingerprint=corpus.fingerprint,
        embedder=embedder.name,
        passage_words=passage_words,
        sources=len(corpus.sources),
        passages=len(corpus.passages),
        sentences=len(corpus.sentences),
        built=datetime.now(UTC).isoformat(timespec="seconds"),
    )
    return manifest, embedded


def _save(manifest: Manifest, target: Path) -> None:
    (target / "manifest.json").write_text(json.dumps(manifest.to_dict(), indent=1), encoding="utf-8")


def _vectors(
    corpus: Corpus, store: VectorStore, known: set[str], progress: Callable[[str, int, int], None]
) -> int:
    """Store the vectors of passages and of what they answer in so many words; how many passages were embedded."""
    texts = [passage_text(corpus.sources[p.source_id], p) for p in corpus.passages]
    asked = [(p.id, text) for p in corpus.passages for text in posed(p)]
    done = 0

    def report(count: int) -> None:
        nonlocal done
        done += count
        progress("vectors", done, len(texts) + len(asked))

    store.add([p.id for p in corpus.passages], texts, report)
    store.add_asked([id_ for id_, _ in asked], [text for _, text in asked], report)
    return len({text for text in texts if text not in known})


def passage_text(source: Source, passage: Passage) -> str:
    """The text that stands for a passage when it is searched: title, headings, the passage."""
    return "\n".join((source.title, *passage.headings, passage.text))


def lexical_index(corpus: Corpus) -> LexicalIndex:
    """The lexical arms of a corpus."""
    texts = [passage_text(corpus.sources[p.source_id], p) for p in corpus.passages]
    surface = Counter(w for text in texts for w in words(text))
    for source in corpus.sources.values():
        surface.update(w for alias in source.aliases for w in words(alias))
    asked = [(text, number) for number, p in enumerate(corpus.passages) for text in posed(p)]
    return LexicalIndex.build(
        [(text, stems(text), number) for number, text in enumerate(texts)],
        [(s.text, stems(s.text), s.passage) for s in corpus.sentences],
        [(text, stems(text), number) for text, number in asked],
        surface,
        _pairs([*map(words, texts), *([EDGE, *words(text), EDGE] for text, _ in asked)]),
    )


def _pairs(rows: Iterable[Sequence[str]]) -> dict[str, int]:
    """How often two words stand side by side, where they do so more than once."""
    seen = Counter(pair for row in rows for pair in bigrams(row))
    return {pair: times for pair, times in seen.items() if times > 1}


def posed(passage: Passage) -> tuple[str, ...]:
    """What a passage answers in so many words: its heading, and the questions set to it."""
    return tuple(dict.fromkeys((*passage.headings[-1:], *passage.asked)))
