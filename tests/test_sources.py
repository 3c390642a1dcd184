"""Reading a folder of sources, and what is said when one can't be read."""

from __future__ import annotations

from pathlib import Path

import pytest

from summitbot.errors import SourceInvalid, SourcesNotFound
from summitbot.passages import cut_passages
from summitbot.sources import read_coverage, read_sources, source_files

TINY = Path(__file__).parent / "tiny"


def test_front_matter_markup_and_footnotes_are_taken_off() -> None:
    lake = next(s for s in read_sources(TINY) if s.id == "lake-summit")
    assert (lake.kind, lake.date, lake.end, lake.place) == (
        "event",
        "1990-05-03",
        "1990-05-04",
        "Veldes, Arland",
    )
    assert lake.people == ("ana-rok", "bor-tamm")
    assert "[^" not in lake.text
    assert "##" not in lake.text
    assert {r.party for r in lake.references} == {"press", "Arland", "Borland"}


def test_paragraphs_know_their_headings_and_references() -> None:
    lake = next(s for s in read_sources(TINY) if s.id == "lake-summit")
    said = next(p for p in lake.paragraphs if "free water" in lake.text[p.start : p.end])
    assert said.headings == ("Why did the Lake summit end early?",)
    assert said.references == ("arland-office-1990",)


def test_offsets_cut_passages_and_sentences_exactly() -> None:
    sources = read_sources(TINY)
    by_id = {s.id: s for s in sources}
    passages, sentences = cut_passages(sources, 60)
    for passage in passages:
        assert by_id[passage.source_id].text[passage.start : passage.end] == passage.text
    for sentence in sentences:
        source = by_id[passages[sentence.passage].source_id]
        assert source.text[sentence.start : sentence.end] == sentence.text


def test_ids_of_passages_follow_the_content() -> None:
    sources = read_sources(TINY)
    first, _ = cut_passages(sources, 60)
    again, _ = cut_passages(sources, 60)
    assert [p.id for p in first] == [p.id for p in again]
    assert len({p.id for p in first}) == len(first)


def test_questions_go_to_the_section_that_they_stand_under() -> None:
    passages, _ = cut_passages(read_sources(TINY), 300)
    asked = {q: p.headings for p in passages for q in p.asked}
    assert asked["What did they promise each other at Monte Corvo?"] == (
        "What are the three points of the Hill statement?",
    )


def test_a_text_without_front_matter_is_a_source(tmp_path: Path) -> None:
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "note.txt").write_text("One paragraph.\n\nAnother one.\n")
    (source,) = read_sources(tmp_path)
    assert (source.id, source.kind) == ("deep/note", "text")
    assert [source.text[p.start : p.end] for p in source.paragraphs] == ["One paragraph.", "Another one."]


@pytest.mark.parametrize("name", ["README.md", "VERIFICATION.md", "_draft.md", ".hidden.md", "picture.png"])
def test_files_that_are_no_sources(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("Not a source.")
    (tmp_path / "a.md").write_text("A source.")
    assert [p.name for p in source_files(tmp_path)] == ["a.md"]


@pytest.mark.parametrize(
    ("content", "line", "says"),
    [
        (b"---\nid: a\ntitle: [open\n---\nText.\n", "", "front matter"),
        (b"---\nid: a\ntitle: A\nText without an end.\n", ":1:", "not closed"),
        (b"---\n- a\n- b\n---\nText.\n", ":2:", "mapping"),
        (b"Caf\xe9 in Latin-1.\n", ":1:", "UTF-8"),
        (b"\x00\x01\x02binary", ":1:", "not a text file"),
    ],
    ids=["broken yaml", "not closed", "no mapping", "not utf-8", "binary"],
)
def test_a_broken_file_is_named_with_its_line(tmp_path: Path, content: bytes, line: str, says: str) -> None:
    (tmp_path / "bad.md").write_bytes(content)
    with pytest.raises(SourceInvalid) as error:
        read_sources(tmp_path)
    assert f"bad.md{line}" in str(error.value)
    assert says in str(error.value)


def test_two_sources_of_one_id(tmp_path: Path) -> None:
    for name in ("a.md", "b.md"):
        (tmp_path / name).write_text("---\nid: same\ntitle: Same\n---\nText.\n")
    with pytest.raises(SourceInvalid, match="taken by"):
        read_sources(tmp_path)


def test_an_empty_folder(tmp_path: Path) -> None:
    with pytest.raises(SourcesNotFound, match="--sources"):
        read_sources(tmp_path)


def test_coverage() -> None:
    coverage = read_coverage(TINY)
    assert (coverage.start, coverage.end) == ("1980", "1995-12")
    assert coverage.starters == ("Where was the Lake summit held?",)
