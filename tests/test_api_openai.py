"""Chat completions, asked with OpenAI's own client over real HTTP."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator

import openai
import pytest
import uvicorn

from summitbot import Answer, Bot
from summitbot.surfaces.api import create_app
from summitbot.surfaces.api.serve import listen

QUESTION = "Where was the Lake summit held?"
ASKED = [{"role": "system", "content": "Be brief."}, {"role": "user", "content": QUESTION}]


@pytest.fixture(scope="module")
def client(bot: Bot) -> Iterator[openai.OpenAI]:
    with listen("127.0.0.1", 0) as listener:
        server = uvicorn.Server(uvicorn.Config(create_app(bot), log_level="error"))
        thread = threading.Thread(target=server.run, args=([listener],))
        thread.start()
        while not server.started:
            time.sleep(0.02)
        address = f"http://127.0.0.1:{listener.getsockname()[1]}/v1"
        yield openai.OpenAI(base_url=address, api_key="none", max_retries=0)
        server.should_exit = True
        thread.join()


def test_the_models(client: openai.OpenAI) -> None:
    assert [model.id for model in client.models.list()] == ["summitbot"]
    assert client.models.retrieve("summitbot").owned_by == "summitbot"


def test_a_completion_has_footnotes_and_the_whole_answer(client: openai.OpenAI, bot: Bot) -> None:
    done = client.chat.completions.create(model="summitbot", messages=ASKED, temperature=0.2)  # type: ignore[arg-type]
    text, answer = done.choices[0].message.content or "", bot.ask(QUESTION)
    assert text.startswith(answer.text)
    assert "[1] The Lake summit" in text.removeprefix(answer.text)
    assert done.choices[0].finish_reason == "stop"
    assert Answer.from_dict(done.model_extra["summitbot"]).citations == answer.citations  # type: ignore[index]


def test_a_stream_says_the_same(client: openai.OpenAI, bot: Bot) -> None:
    whole = client.chat.completions.create(model="summitbot", messages=ASKED)  # type: ignore[arg-type]
    chunks = list(client.chat.completions.create(model="summitbot", messages=ASKED, stream=True))  # type: ignore[arg-type]
    assert "".join(c.choices[0].delta.content or "" for c in chunks) == whole.choices[0].message.content
    assert chunks[0].choices[0].delta.role == "assistant"
    assert chunks[-1].choices[0].finish_reason == "stop"
    assert chunks[-1].model_extra["summitbot"]["status"] == "answered"  # type: ignore[index]


def test_the_conversation_before_is_read(client: openai.OpenAI) -> None:
    talk = [*ASKED, {"role": "assistant", "content": "In Veldes."}]
    parts = [{"type": "text", "text": "Why did it end early?"}]
    done = client.chat.completions.create(
        model="summitbot", messages=[*talk, {"role": "user", "content": parts}]
    )  # type: ignore[list-item]
    assert "water" in (done.choices[0].message.content or "")


def test_what_is_wrong_is_told(client: openai.OpenAI) -> None:
    with pytest.raises(openai.NotFoundError, match="summitbot"):
        client.chat.completions.create(model="gpt-9", messages=ASKED)  # type: ignore[arg-type]
    with pytest.raises(openai.UnprocessableEntityError, match="last message"):
        client.chat.completions.create(model="summitbot", messages=ASKED[:1])  # type: ignore[arg-type]
    image = {
        "role": "user",
        "content": [{"type": "image_url", "image_url": {"url": "http://169.254.169.254/"}}],
    }
    with pytest.raises(openai.UnprocessableEntityError):
        client.chat.completions.create(model="summitbot", messages=[image])  # type: ignore[list-item]
