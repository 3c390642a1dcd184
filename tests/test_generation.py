"""Answers of a model held to the sources: what it makes up never reaches the reader, and no failure hurts."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack

import pytest
from scripted_model import HONEST, MORE, QUESTION, Reply, Script, Scripted, fill, saying, serve

from summitbot import Answer, Bot, Settings
from summitbot.records import REPLIES, Turn
from summitbot.surfaces.ui.render import render_answer
from summitbot.surfaces.ui.words import Words

pytest.importorskip("langchain_openai")

Open = Callable[..., tuple[Bot, Scripted]]


@pytest.fixture
def open_bot(tiny_settings: Settings, bot: Bot) -> Iterator[Open]:
    """Opens a bot that has a scripted model."""
    with ExitStack() as stack:

        def opened(script: Script, **changes: object) -> tuple[Bot, Scripted]:
            server: AbstractContextManager[Scripted] = serve(script)
            running = stack.enter_context(server)
            changed = {"chat_model": "openai:small", "chat_url": running.url + "/v1", "chat_timeout": 4}
            return Bot.open(tiny_settings.with_changes(**{**changed, **changes})), running

        yield opened


def generation(answer: Answer) -> dict[str, object]:
    return dict(answer.trace["generation"])


def extractive(bot: Bot, answer: Answer) -> None:
    """Is the answer the one that there is without a model?"""
    assert (answer.text, answer.statements, answer.citations) == (
        (plain := bot.ask(QUESTION)).text, plain.statements, plain.citations,
    )  # fmt: skip


def test_an_honest_model_is_shown_as_paraphrase_with_its_evidence(open_bot: Open) -> None:
    written, server = open_bot(saying(HONEST, MORE))
    answer = written.ask(QUESTION)
    assert [s.kind for s in answer.statements] == ["paraphrase", "paraphrase"]
    assert answer.text.startswith("Because of a disagreement about the price of water, the Lake summit")
    cited = {c.number: c for c in answer.citations}
    for statement in answer.statements:
        assert statement.verdict is not None
        assert statement.verdict.label == "supported"
        assert statement.citations
    for citation in cited.values():
        text = written.corpus.sources[citation.source_id].text
        assert text[citation.start : citation.end] == citation.quote
    trace = generation(answer)
    assert (trace["used"], trace["kept"], trace["model"]) == (True, 2, "openai:small")
    assert len(str(trace["prompt"])) == 12
    assert Answer.from_dict(answer.to_dict()).to_dict() == answer.to_dict()
    assert 'party="Arland, Borland, press"' in server.asked[0].user


def test_a_sentence_of_the_source_is_shown_as_verbatim(open_bot: Open) -> None:
    written, _ = open_bot(
        saying("Ana Rok and Bor Tamm dined on trout on the evening of 3 May 1990 [{hotel}].")
    )
    answer = written.ask("What did Rok and Tamm eat at the Lake summit?")
    assert [s.kind for s in answer.statements] == ["verbatim"]


BAD = {
    "invention": "Ana Rok left Veldes in a helicopter [{early}].",
    "number": "Arland said on 5 May 1990 that Borland had asked for free water for twelve years [{early}].",
    "date": "Arland said on 9 May 1990 that Borland had asked for free water for ten years [{early}].",
    "name": "Arland said on 5 May 1990 that Castonia had asked for free water for ten years [{early}].",
    "denial": "Arland said on 5 May 1990 that Borland had not asked for free water for ten years [{early}].",
    "party": "Borland said on 5 May 1990 that Arland had asked for free water for ten years [{early}].",
    "wrong passage": "The Lake summit was held at the Hotel Astoria in Veldes, a town in Arland [{early}].",
    "no citation": "Arland said on 5 May 1990 that Borland had asked for free water for ten years.",
    "invented citation": "Arland said on 5 May 1990 that Borland had asked for free water for ten years [88].",
}


@pytest.mark.parametrize("kind", BAD)
def test_what_is_not_borne_out_never_reaches_the_reader(kind: str, open_bot: Open) -> None:
    written, server = open_bot(saying(HONEST, BAD[kind], repair=BAD[kind]))
    steps = list(written.stream(QUESTION))
    answer = steps[-1][1]
    bare = BAD[kind].split(" [")[0].rstrip(".")
    shown = [s.text for name, s in steps if name == "statement" and s.kind == "paraphrase"]
    assert [text for text in shown if bare in text] == []
    assert all(bare not in s.text or s.kind == "verbatim" for s in answer.statements)
    trace = generation(answer)
    assert (trace["used"], trace["kept"]) == (True, 1)
    assert trace["replaced"] + trace["dropped"] == 1  # type: ignore[operator]
    assert trace["invented"] == ([88, 88] if kind == "invented citation" else [])
    assert trace["findings"]
    assert sum(asked.task == "repair" for asked in server.asked) == 1


def test_what_was_wrong_is_mended_once(open_bot: Open) -> None:
    mended = "Arland said on 5 May 1990 that for ten years Borland had asked for free water [{early}]."
    written, server = open_bot(saying(HONEST, BAD["number"], repair=mended))
    answer = written.ask(QUESTION)
    assert generation(answer)["repaired"] == 1
    assert "ten years" in answer.statements[1].text
    assert "the number" in next(a.user for a in server.asked if a.task == "repair")


def test_an_answer_that_loses_its_first_sentence_gives_way_to_the_extract(bot: Bot, open_bot: Open) -> None:
    written, _ = open_bot(saying(BAD["number"], HONEST))
    answer = written.ask(QUESTION)
    extractive(bot, answer)
    assert generation(answer)["why"] == "unsupported"


FAILURES: dict[str, tuple[Script, str]] = {
    "dies": (lambda asked: Reply(fill(f"{HONEST} {MORE}", asked), breaks_after=120), "cut"),
    "breaks off": (saying(HONEST, "Arland said on 5 May 1990 that"), "cut"),
    "slow": (lambda asked: Reply(fill(HONEST, asked), first_delay=8), "slow"),
    "drips": (lambda asked: Reply(fill(HONEST, asked), delay=0.6), "slow"),
    "busy": (lambda asked: Reply(status=429), "busy"),
    "broken": (lambda asked: Reply(status=500), "away"),
    "garbage": (lambda asked: "\x00\x07 ]]}{{ <<>> ;;; .", "empty"),
    "not what the protocol says": (lambda asked: Reply(status=200, text="", streams=False), "empty"),
    "away and back too late": (lambda asked: Reply(status=503, first_delay=1.2), "slow"),
    "another script, cited": (lambda asked: "Озёрный саммит закончился рано [1].", "unsupported"),
    "in French": (
        lambda asked: "Le sommet du lac a pris fin six heures plus tôt que prévu [1].",
        "unsupported",
    ),
    "half a citation": (lambda asked: "The Lake summit ended six hours early [", "cut"),
    "noise": (lambda asked: "qwx zzv kkq [1]. ppl vvx rrt [2].", "unsupported"),
    "empty": (lambda asked: "", "empty"),
    "endless": (lambda asked: Reply("water " * 5000, repeat=20), "garbled"),
    "endless sentences": (lambda asked: Reply(f"{fill(HONEST, asked)} ", repeat=4000), "long"),
    "another language": (lambda asked: "회담은 물값에 대한 이견 때문에 일찍 끝났다 [1].", "unsupported"),
    "refusal": (lambda asked: "NOT_IN_SOURCES", "refused"),
    "apology": (lambda asked: "I'm sorry, but I can't help with that.", "unsupported"),
}


@pytest.mark.parametrize("kind", FAILURES)
def test_whatever_the_model_does_the_reader_gets_an_answer_in_time(
    kind: str, bot: Bot, open_bot: Open
) -> None:
    script, expected = FAILURES[kind]
    written, _ = open_bot(script, chat_timeout=2)
    begun = time.monotonic()
    answer = written.ask(QUESTION)
    assert time.monotonic() - begun < 2 + 2
    extractive(bot, answer)
    trace = generation(answer)
    assert (trace["used"], trace["why"]) == (False, expected)
    assert "word for word" in str(trace["note"])


def test_the_page_shows_the_verdict_and_why_no_model_wrote(open_bot: Open) -> None:
    honest, _ = open_bot(saying(HONEST))
    page = render_answer(honest.ask(QUESTION), Words())
    assert "paraphrase · borne out" in page
    assert "stands in the evidence" in page
    assert "word for word in the sources." not in page
    broken, _ = open_bot(lambda asked: Reply(status=500))
    page = render_answer(broken.ask(QUESTION), Words())
    assert "could not be reached; these sentences stand word for word" in page
    assert "paraphrase" not in page


@pytest.mark.parametrize(
    "question",
    ["What is the capital of Peru?", "How do I build a bomb?", "", "Where was the Lake summit of 1993?"],
)
def test_refusals_and_premises_are_settled_before_a_model_is_asked(
    question: str, bot: Bot, open_bot: Open
) -> None:
    written, server = open_bot(saying("Lima is the capital of Peru [1]."))
    answer = written.ask(question)
    assert answer.status == bot.ask(question).status != "answered"
    assert not server.asked
    assert generation(answer)["used"] is False


def test_statements_come_as_they_are_verified(open_bot: Open) -> None:
    written, _ = open_bot(lambda asked: Reply(fill(f"{HONEST} {MORE}", asked), delay=0.06))
    times = [(name, time.monotonic()) for name, _ in written.stream(QUESTION)]
    first = next(at for name, at in times if name == "statement")
    assert [name for name, _ in times].count("statement") == 2
    assert times[-1][1] - first > 0.3


def test_the_chain_gives_the_same_asynchronously(open_bot: Open) -> None:
    written, _ = open_bot(saying(HONEST, MORE))
    from summitbot import Question

    state = asyncio.run(written.chain.ainvoke({"question": Question(QUESTION)}))
    assert state["answer"].text == written.ask(QUESTION).text
    assert len(state["statements"]) == 2


def test_a_list_stays_as_the_sources_have_it(open_bot: Open) -> None:
    written, server = open_bot(saying(HONEST))
    answer = written.ask("What are the three points of the Hill statement?")
    assert (answer.layout, generation(answer)["why"], server.asked) == ("list", "layout", [])


def rewriting(*lines: str) -> Script:
    return lambda asked: "\n".join(lines) if asked.task == "rewrite" else "NOT_IN_SOURCES"


TALK = (Turn("user", "Tell me about the Lake summit."), Turn("assistant", "It was held in Veldes."))


def test_a_model_spells_a_follow_up_out(open_bot: Open) -> None:
    written, server = open_bot(rewriting("Where was the Lake summit held?"), chat_rewrite=True)
    answer = written.ask("Where exactly was that held?", TALK)
    assert answer.trace["standalone"] == "Where was the Lake summit held?"
    assert "Hotel Astoria" in answer.statements[0].text
    assert [asked.task for asked in server.asked] == ["rewrite", "answer"]


def test_a_model_parts_a_message(open_bot: Open) -> None:
    two = ("Where was the Lake summit held?", "Why did the Lake summit end early?")
    written, _ = open_bot(rewriting(*two), chat_rewrite=True)
    answer = written.ask("The Lake summit: where was it held, why did it end early?")
    assert "Hotel Astoria" in answer.text
    assert "price of water" in answer.text


@pytest.mark.parametrize(
    "lines", [("Where was the Moon landing held?",), ("Here you are.",), ("Where?", "a?", "b?", "c?"), ()]
)
def test_words_that_a_model_brings_in_are_not_taken_up(
    lines: tuple[str, ...], bot: Bot, open_bot: Open
) -> None:
    written, _ = open_bot(rewriting(*lines), chat_rewrite=True)
    answer = written.ask("Where exactly was that held?", TALK)
    assert answer.trace["standalone"] == bot.ask("Where exactly was that held?", TALK).trace["standalone"]


def test_what_is_declined_is_not_shown_to_a_model_that_rewrites(open_bot: Open) -> None:
    written, server = open_bot(rewriting("Where was the Lake summit held?"), chat_rewrite=True)
    assert written.ask("How do I build a bomb?", TALK).status not in REPLIES
    assert not server.asked
