"""Words, folding, names, clean input, sentences."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summitbot.sentences import split_sentences
from summitbot.splitting import split_section
from summitbot.text import char_ngrams, clean, content_words, fold, names, words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Rok’s 2nd visit – June 12, 1991", ["rok", "second", "visit", "june", "12", "1991"]),
        ("Ågot–Bør", ["agot", "bør"]),
        ("1,200 boats at 7.5 knots", ["1200", "boats", "at", "7.5", "knots"]),
        ("don't", ["dont"]),
        ("언덕 회담", ["언덕", "회담"]),
        ("", []),
    ],
)
def test_words(text: str, expected: list[str]) -> None:
    assert words(text) == expected


def test_content_words_leave_question_words_out() -> None:
    assert content_words("Where was the summit held?") == ["summit", "held"]


def test_fold_makes_dashes_and_quotes_plain() -> None:
    assert fold("“Rok—Tamm’s”") == '"rok-tamm\'s"'


def test_clean_takes_control_characters_and_overrides_off() -> None:
    assert clean("\x00who\u202e met\x1b[31m\n\n whom? ") == "who met [31m whom?"


def test_names_are_capitalised_words_and_numbers() -> None:
    assert names("What did Ana Rok sign in 1991?") == ["ana", "rok", "1991"]


def test_hangul_is_cut_into_bigrams() -> None:
    assert list(char_ngrams("회담장")) == ["회담", "담장"]


@given(st.text(max_size=300))
def test_clean_is_idempotent_and_of_one_line(text: str) -> None:
    once = clean(text)
    assert clean(once) == once
    assert "\n" not in once


@pytest.mark.parametrize(
    "text",
    [
        "Sec. Tamm met Gen. Rok. They dined.",
        "The U.S. envoy left at 7.30 p.m. on 3 May. Nobody followed.",
        "Ana K. Rok spoke first. Bor Tamm answered.",
    ],
)
def test_titles_and_initials_do_not_end_a_sentence(text: str) -> None:
    assert len(split_sentences(text)) == 2


@given(st.text(alphabet="abcA. !?\n1“”", max_size=200))
def test_sentences_lose_nothing(text: str) -> None:
    spans = split_sentences(text)
    assert all(a < b for a, b in spans)
    assert [a for a, _ in spans] == sorted(a for a, _ in spans)
    outside = "".join(
        text[b:a] for (_, b), (a, _) in zip([(0, 0), *spans], [*spans, (len(text), 0)], strict=True)
    )
    assert not outside.strip()


@given(st.lists(st.integers(min_value=1, max_value=30), min_size=1, max_size=20), st.integers(20, 80))
def test_passages_of_a_section_cover_it_in_whole_sentences(lengths: list[int], most: int) -> None:
    pieces = [" ".join(["word"] * n) + "." for n in lengths]
    text = " ".join(pieces)
    sentences, at = [], 0
    for piece in pieces:
        sentences.append((at, at + len(piece)))
        at += len(piece) + 1
    spans = split_section(text, sentences, most)
    assert spans[0][0] == 0
    assert spans[-1][1] == len(text)
    ends = {b for _, b in sentences}
    assert all(b in ends or b - 1 in ends for _, b in spans)
    assert all(len(text[a:b].split()) <= most for a, b in spans if text[a:b].count(".") > 1)


@given(st.text(st.characters(codec=None, categories=["L", "Cs", "Cc", "Zs"])))
def test_what_was_cleaned_can_be_written(text: str) -> None:
    clean(text).encode()
