"""Answers: right, short, in order, cited exactly; refusals typed and helpful."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from summitbot import Answer, Bot, Settings, Turn
from summitbot.records import REPLIES, STATUSES

TINY = Path(__file__).parent / "tiny"


def check_grounding(bot: Bot, answer: Answer) -> None:
    """Every statement is cited, and every quote cuts its source exactly."""
    assert [c.number for c in answer.citations] == list(range(1, len(answer.citations) + 1))
    by_number = {c.number: c for c in answer.citations}
    for statement in answer.statements:
        assert statement.citations
        assert statement.kind == "verbatim"
        assert statement.text in {by_number[n].quote for n in statement.citations}
        assert all(f"[{n}]" in answer.text for n in statement.citations)
    for citation in answer.citations:
        source = bot.corpus.sources[citation.source_id]
        assert source.text[citation.start : citation.end] == citation.quote
        assert citation.references


@pytest.mark.parametrize(
    ("question", "holds"),
    [
        ("Where was the Lake summit held?", "Hotel Astoria"),
        ("when was the Hill summit", "12 June 1991"),
        ("why did the veldes meeting end early", "price of water"),
        ("What does WFW stand for?", "water for wood"),
        ("who is the Iron Angler", "president of Arland"),
        ("what did Rok and Tamm eat at the Lake summit", "trout"),
        ("how many boats did the Hill statement return", "120"),
        ("언덕 회담은 언제?", "1991"),
    ],
)
def test_the_first_sentence_answers(bot: Bot, question: str, holds: str) -> None:
    answer = bot.ask(question)
    assert answer.status == "answered"
    assert holds in answer.statements[0].text
    check_grounding(bot, answer)


def test_a_list_is_given_as_a_list(bot: Bot) -> None:
    answer = bot.ask("What are the three points of the Hill statement?")
    assert answer.layout == "list"
    assert [w in answer.text for w in ("bridge", "boats", "water office")] == [True] * 3
    assert answer.text.count("\n- ") >= 2
    check_grounding(bot, answer)


def test_a_comparison_is_a_table_of_cited_cells(bot: Bot) -> None:
    answer = bot.ask("Compare the Lake summit and the Hill summit")
    assert answer.layout == "table"
    cells = [s for s in answer.statements if s.column]
    assert {s.column for s in cells} == {"The Lake summit", "The Hill summit"}
    cited = {c.number: c.source_id for c in answer.citations}
    for cell in cells:
        assert (
            cited[cell.citations[0]]
            == {"The Lake summit": "lake-summit", "The Hill summit": "hill-summit"}[cell.column]
        )
    assert all(len({s.column for s in cells if s.heading == row}) == 2 for row in {s.heading for s in cells})
    check_grounding(bot, answer)


def test_people_compared_have_their_say_by_name(bot: Bot) -> None:
    answer = bot.ask("Compare what Ana Rok and Bor Tamm did at the Lake summit")
    assert answer.layout == "sides"
    assert {s.heading for s in answer.statements} == {"Ana Rok", "Bor Tamm"}
    assert all(s.heading.split()[-1] in s.text for s in answer.statements)
    check_grounding(bot, answer)


def test_two_parties_asked_for_their_words_have_a_side_each(bot: Bot) -> None:
    answer = bot.ask("What did Arland and Borland say about the water?")
    assert answer.layout == "sides"
    assert {s.heading for s in answer.statements} == {"Arland", "Borland"}
    assert all(s.text.startswith(s.heading) for s in answer.statements)


def test_an_aspect_named_is_the_only_row(bot: Bot) -> None:
    answer = bot.ask("Compare where the Lake summit and the Hill summit were signed")
    assert {s.heading for s in answer.statements} <= {"signed", "When and where", ""}


def test_a_chronology_holds_the_events_of_the_matter_in_order_of_date(tmp_path: Path) -> None:
    shutil.copytree(TINY, tmp_path / "sources")
    hill = (TINY / "events" / "hill-summit.md").read_text()
    for name, year in (("Mill", "1993"), ("Ford", "1992"), ("Moor", "1994")):
        text = hill.replace("Hill", name).replace("hill-summit", f"{name.lower()}-summit")
        text = text.replace("1991", year).replace("second Rok–Tamm meeting, 언덕 회담", f"the {name} talks")
        (tmp_path / "sources" / "events" / f"{name.lower()}-summit.md").write_text(text)
    bot = Bot.open(Settings(sources=tmp_path / "sources", index=tmp_path / "index"))
    answer = bot.ask("Give me a timeline of the summits of Ana Rok and Bor Tamm")
    assert answer.layout == "timeline"
    dates = ["1990-05-03", "1991-06-12", "1992-06-12", "1993-06-12", "1994-06-12"]
    assert [s.heading for s in answer.statements] == dates
    later = bot.ask("timeline of the summits of Ana Rok and Bor Tamm after the Hill summit")
    assert [s.heading for s in later.statements] == dates[2:]
    since = bot.ask("What has happened between them since 1992?")
    assert [s.heading for s in since.statements] == dates[2:]
    check_grounding(bot, answer)


def test_a_question_that_is_set_in_the_sources_is_answered_whatever_its_shape(bot: Bot) -> None:
    assert bot.ask("Will the Lake summit be held again next year?").status == "declined"
    assert bot.ask("What did they promise each other at Monte Corvo?").status == "answered"


def test_a_meeting_is_named_by_the_one_before_it(bot: Bot) -> None:
    answer = bot.ask("Where was the meeting after the Lake summit held?")
    assert "Monte Corvo" in answer.statements[0].text


def test_who_held_an_office_at_the_time_of_an_event(bot: Bot) -> None:
    answer = bot.ask("Who was president of Arland at the time of the Lake summit?")
    assert "Ana Rok" in answer.statements[0].text
    assert answer.citations[0].source_id == "ana-rok"


def test_who_holds_an_office_as_far_as_the_sources_reach(bot: Bot) -> None:
    answer = bot.ask("Who is the current president of Borland?")
    assert answer.citations[0].source_id == "bor-tamm"


def test_tell_me_more_goes_on(bot: Bot) -> None:
    first = bot.ask("Why did the Lake summit end early?")
    history = [Turn("user", "Why did the Lake summit end early?"), Turn("assistant", first.text)]
    more = bot.ask("Tell me more", history)
    assert not {s.text for s in first.statements} & {s.text for s in more.statements}
    everything = [
        *history,
        Turn("user", "Tell me more"),
        Turn("assistant", " ".join(s.text for s in bot.corpus.sentences)),
    ]
    assert bot.ask("Tell me more", everything).status == "not_covered"


def test_both_accounts_of_a_dispute_are_shown_with_who_speaks(bot: Bot) -> None:
    answer = bot.ask("Why did the Lake summit end early?")
    assert {"Arland", "Borland"} <= {c.party for c in answer.citations}


@pytest.mark.parametrize("party", ["Arland", "Borland"])
def test_the_party_asked_about_speaks_first(bot: Bot, party: str) -> None:
    answer = bot.ask(f"What did {party} say in May 1990?")
    assert answer.statements[0].text.startswith(party)


def test_no_sentence_twice_and_not_too_long(bot: Bot) -> None:
    answer = bot.ask("Tell me about the Lake summit")
    texts = [s.text for s in answer.statements]
    assert len(texts) == len(set(texts)) <= bot.settings.max_statements
    assert sum(len(t.split()) for t in texts) <= 120


def test_an_answer_says_as_of_when_and_from_which_corpus(bot: Bot) -> None:
    answer = bot.ask("Where was the Lake summit held?")
    assert answer.as_of == "2026-01-01"
    assert answer.corpus.fingerprint == bot.corpus.fingerprint
    assert answer.corpus.sources == 5


def test_two_questions_get_one_answer(bot: Bot) -> None:
    answer = bot.ask("Where was the Lake summit held, and why did it end early?")
    assert answer.status == "answered"
    assert "Hotel Astoria" in answer.text
    assert "price of water" in answer.text
    check_grounding(bot, answer)


def test_a_part_without_an_answer_is_named(bot: Bot) -> None:
    answer = bot.ask("Where was the Lake summit held? And who won the football cup?")
    assert answer.status == "partial"
    assert "football cup" in answer.text
    check_grounding(bot, answer)


@pytest.mark.parametrize(
    ("question", "status"),
    [
        ("What is the capital of Peru?", "out_of_scope"),
        ("how do I bake bread", "out_of_scope"),
        ("What shoes did Ana Rok wear in the mountains of Peru?", "not_covered"),
        ("Will Rok and Tamm meet again?", "declined"),
        ("What did they agree in 2010?", "outside_period"),
        ("what about it", "unclear"),
        ("", "invalid"),
    ],
)
def test_refusals_are_typed_and_offer_questions(bot: Bot, question: str, status: str) -> None:
    answer = bot.ask(question)
    assert answer.status == status
    assert answer.statements == ()
    assert answer.citations == ()
    assert answer.text
    assert answer.suggestions


def test_suggested_questions_are_answered(bot: Bot) -> None:
    for question in bot.ask("What is the capital of Peru?").suggestions:
        assert bot.ask(question).status in REPLIES


def test_with_refusal_off_whatever_is_nearest_is_given(tiny_settings: Settings) -> None:
    bot = Bot.open(tiny_settings.with_changes(refuse=False))
    answer = bot.ask("What shoes did Ana Rok wear in the mountains of Peru?")
    assert answer.status == "answered"
    check_grounding(bot, answer)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.one_of(st.text(max_size=200), st.lists(st.sampled_from(
    "where who why Lake summit Hill Rok Tamm water signed 1990 did not and ? , compare 언덕 boats".split()), max_size=12
).map(" ".join)))  # fmt: skip
def test_any_text_gets_a_grounded_answer_or_a_typed_refusal(bot: Bot, text: str) -> None:
    answer = bot.ask(text)
    assert answer.status in STATUSES
    assert (answer.status in REPLIES) == bool(answer.statements)
    check_grounding(bot, answer)


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script> Lake summit?",
        "\x00\x1b[2J Lake summit \u202e?",
        "Lake summit\ud800?".encode("utf-8", "replace").decode(),
    ],
)
def test_hostile_characters_do_no_harm(bot: Bot, text: str) -> None:
    answer = bot.ask(text)
    assert answer.status in STATUSES
    assert "\x1b" not in answer.text
