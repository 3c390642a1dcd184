"""Dates in running text, and how two of them stand to each other."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summitbot.dates import Date, find_dates


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("on 12 June 1991", ["12 June 1991"]),
        ("on June 12, 1991,", ["12 June 1991"]),
        ("1991-06-12", ["12 June 1991"]),
        ("25/06/1991", ["25 June 1991"]),
        ("03/04/1991", []),
        ("27–28 February 1990", ["27 February 1990", "28 February 1990"]),
        ("February 27 and 28, 1990", ["27 February 1990", "28 February 1990"]),
        ("from 4 May to 9 June 1990", ["4 May 1990", "9 June 1990"]),
        ("in June 1991", ["June 1991"]),
        ("in 1991", ["1991"]),
        ("on 27 February 1990 and the following day", ["27 February 1990", "28 February 1990"]),
        (
            "on 4 and 9 May 1990, and again on 10 September 1990",
            ["4 May 1990", "9 May 1990", "10 September 1990"],
        ),
        ("in the winter of 1990–91", ["1990"]),
        ("99/99/1991 and 31/13/1991", []),
        ("they may march in 1,990 boats", []),
        ("1500 soldiers", []),
    ],
)
def test_dates_are_found(text: str, dates: list[str]) -> None:
    assert [str(span.date) for span in find_dates(text)] == dates


def test_offsets_cut_the_date() -> None:
    text = "They met on 12 June 1991 in Zell."
    (span,) = find_dates(text)
    assert text[span.start : span.end] == "12 June 1991"


@pytest.mark.parametrize(
    ("a", "b", "relation"),
    [
        (Date(1991, 6, 12), Date(1991, 6, 12), "same"),
        (Date(1991, 6), Date(1991, 6, 12), "coarser"),
        (Date(1991, 6, 12), Date(1991), "finer"),
        (Date(1991, 6, 12), Date(1991, 6, 13), "conflict"),
        (Date(None, 6, 12), Date(1991, 6, 12), "coarser"),
        (Date(1990), Date(1991, 6, 12), "conflict"),
    ],
)
def test_relations(a: Date, b: Date, relation: str) -> None:
    assert a.relation(b) == relation


def test_the_next_day_counts_from_the_date_named_before() -> None:
    (span,) = find_dates("It rained the next day.", Date(1991, 12, 31))
    assert span.date == Date(1992, 1, 1)


@given(st.text(alphabet="0123456789/-–. JuneMayof,thsd", max_size=60))
def test_every_date_found_can_be_shown(text: str) -> None:
    for span in find_dates(text):
        assert str(span.date)
        assert 0 <= span.start < span.end <= len(text)
