"""Generations of the index: built, taken over, published in one step, never half-written."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Sequence
from pathlib import Path

import pytest

from summitbot import Bot, Settings
from summitbot.embedding import HashEmbedder, Vectors
from summitbot.errors import IndexDamaged, IndexModelMismatch, IndexUnwritable, SourceInvalid, SourcesNotFound
from summitbot.index import Layout, build_index, current_generation, open_index
from summitbot.sources import Shelf

TINY = Path(__file__).parent / "tiny"


class Counting(HashEmbedder):
    """The fake embedder, counting the texts it is given; it can be made to break down."""

    def __init__(self, breaks: bool = False) -> None:
        self.texts = 0
        self.breaks = breaks

    def embed(self, texts: Sequence[str]) -> Vectors:
        if self.breaks:
            raise RuntimeError("out of memory")
        self.texts += len(texts)
        return super().embed(texts)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    shutil.copytree(TINY, tmp_path / "sources")
    return tmp_path


def build(folder: Path, embedder: HashEmbedder | None = None, **options: bool):  # type: ignore[no-untyped-def]
    return build_index(
        Shelf(folder / "sources"), folder / "index", embedder or HashEmbedder(), 300, **options
    )


def test_a_second_build_does_nothing(folder: Path) -> None:
    first = build(folder)
    assert first.built
    assert first.manifest.sources == 5
    second = build(folder)
    assert not second.built
    assert second.manifest == first.manifest


def test_unreviewed_sources_are_left_out_and_counted(folder: Path) -> None:
    page = folder / "sources" / "events" / "hill-summit.md"
    page.write_text(page.read_text().replace("reviewed: 2026-01-01", "reviewed: no"))
    heard: list[str] = []
    settings = Settings(sources=folder / "sources", index=folder / "index")
    bot = Bot.open(settings, heard.append)
    assert "hill-summit" not in bot.corpus.sources
    assert any("1 source is left out of answers" in line for line in heard)
    assert bot.ask("Where was the Hill summit held?").status != "answered"
    page.write_text(page.read_text().replace("reviewed: no", "reviewed: 2026-02-02"))
    again = Bot.open(settings)
    assert "Monte Corvo" in again.ask("Where was the Hill summit held?").text


def test_when_all_are_unreviewed_the_error_says_what_to_do(folder: Path) -> None:
    for page in (folder / "sources").rglob("*.md"):
        page.write_text(page.read_text().replace("reviewed: 2026-01-01", 'reviewed: "no"'))
    with pytest.raises(SourcesNotFound, match="Review one"):
        build(folder)
    assert current_generation(Layout(folder / "index")) is None


def test_only_what_changed_is_embedded(folder: Path) -> None:
    build(folder)
    page = folder / "sources" / "terms" / "wfw.md"
    page.write_text(page.read_text().replace("in 1989", "in 1988"))
    counting = Counting()
    report = build(folder, counting)
    assert report.built
    assert (report.embedded, counting.texts) == (1, 1)
    assert report.reused == report.manifest.passages - 1


def test_rebuild_embeds_everything(folder: Path) -> None:
    build(folder)
    report = build(folder, rebuild=True)
    assert (report.embedded, report.reused) == (report.manifest.passages, 0)


def test_a_build_that_breaks_leaves_the_old_generation(folder: Path) -> None:
    before = build(folder).manifest
    (folder / "sources" / "new.md").write_text("A new text about boats.")
    with pytest.raises(RuntimeError):
        build(folder, Counting(breaks=True))
    found = current_generation(Layout(folder / "index"))
    assert found is not None
    assert found[1] == before
    assert len(list((folder / "index").glob("gen-*"))) == 1
    assert open_index(folder / "index", HashEmbedder()).vectors.count() == before.passages


def test_a_broken_source_leaves_the_old_generation(folder: Path) -> None:
    before = build(folder).manifest
    (folder / "sources" / "bad.md").write_bytes(b"\xff")
    with pytest.raises(SourceInvalid, match=r"bad\.md:1"):
        build(folder)
    found = current_generation(Layout(folder / "index"))
    assert found is not None
    assert found[1] == before


def test_an_open_bot_answers_on_while_the_index_is_replaced(folder: Path) -> None:
    settings = Settings(sources=folder / "sources", index=folder / "index", embedder="hash")
    old = Bot.open(settings)
    said = old.ask("Where was the Lake summit held?").text
    (folder / "sources" / "new.md").write_text("A new text about boats.")
    new = Bot.open(settings)
    assert new.corpus.fingerprint != old.corpus.fingerprint
    assert old.ask("Where was the Lake summit held?").text == said


def test_two_builders_at_once_build_once(folder: Path) -> None:
    reports = []
    threads = [threading.Thread(target=lambda: reports.append(build(folder))) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(r.built for r in reports) == [False, False, True]


def test_a_stale_index_is_built_at_first_use_with_a_line(folder: Path) -> None:
    lines: list[str] = []
    settings = Settings(sources=folder / "sources", index=folder / "index", embedder="hash")
    Bot.open(settings, lines.append)
    Bot.open(settings, lines.append)
    (folder / "sources" / "new.md").write_text("A new text about boats.")
    Bot.open(settings, lines.append)
    assert ["none yet" in line or "changed" in line for line in lines] == [True, True]


def test_another_embedder_is_refused(folder: Path) -> None:
    class Other(HashEmbedder):
        name = "other-64"

    build(folder)
    with pytest.raises(IndexModelMismatch, match="summitbot index"):
        open_index(folder / "index", Other())
    assert build(folder, Other()).manifest.embedder == "other-64"


def test_a_folder_of_other_things_is_left_alone(folder: Path) -> None:
    (folder / "index").mkdir()
    (folder / "index" / "thesis.doc").write_text("years of work")
    with pytest.raises(IndexDamaged, match=r"thesis\.doc"):
        build(folder)
    assert (folder / "index" / "thesis.doc").read_text() == "years of work"


@pytest.mark.parametrize("part", ["manifest.json", "corpus.json", "lexical", "chroma"])
def test_a_damaged_generation_is_named_with_its_remedy(folder: Path, part: str) -> None:
    build(folder)
    current = current_generation(Layout(folder / "index"))
    assert current is not None
    target = folder / "index" / current[0] / part
    shutil.rmtree(target) if target.is_dir() else target.write_text("{")
    with pytest.raises(IndexDamaged, match="--rebuild"):
        open_index(folder / "index", HashEmbedder())
    assert build(folder, rebuild=True).built
    assert open_index(folder / "index", HashEmbedder()).manifest.sources == 5


def test_an_index_that_cannot_be_written(folder: Path) -> None:
    blocked = folder / "file"
    blocked.write_text("not a folder")
    with pytest.raises(IndexUnwritable, match="--index"):
        build_index(Shelf(folder / "sources"), blocked / "index", HashEmbedder(), 300)


def test_offsets_survive_the_disk(folder: Path) -> None:
    build(folder)
    corpus = open_index(folder / "index", HashEmbedder()).corpus
    for passage in corpus.passages:
        assert corpus.sources[passage.source_id].text[passage.start : passage.end] == passage.text
