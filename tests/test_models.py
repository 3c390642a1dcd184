"""Chat models over real HTTP: each provider's library, its failures, keys, limits."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from scripted_model import Reply, Scripted, serve

from summitbot import Settings
from summitbot.errors import ModelFailed, ModelUnavailable, SettingsError
from summitbot.models import GuardedModel, Message, TokenBudget, load_chat_model
from summitbot.models.guard import Breaker

pytest.importorskip("langchain_openai")
pytest.importorskip("langchain_anthropic")
pytest.importorskip("langchain_ollama")

HELLO = [Message("system", "Be brief."), Message("user", "Say hello.")]
PROVIDERS = ("openai", "anthropic", "ollama")
SECRET = "sk-very-secret-key"


@pytest.fixture
def server() -> Iterator[Scripted]:
    with serve(lambda asked: "Hello there, this is a reply.") as running:
        yield running


def model_at(server: Scripted, provider: str = "openai", **changes: object) -> GuardedModel:
    url = server.url + ("/v1" if provider == "openai" else "")
    settings = Settings(chat_model=f"{provider}:small", chat_url=url, chat_timeout=3, **changes)
    model = load_chat_model(settings)
    assert model is not None
    return model


def said(model: GuardedModel, most: int = 50) -> str:
    return "".join(model.open().stream(HELLO, most))


def why(model: GuardedModel) -> str:
    with pytest.raises(ModelFailed) as failed:
        said(model)
    return failed.value.why


@pytest.mark.parametrize("provider", PROVIDERS)
def test_every_provider_streams(server: Scripted, provider: str) -> None:
    model = model_at(server, provider, chat_key=SECRET)
    pieces = list(model.open().stream(HELLO, 50))
    assert "".join(pieces) == "Hello there, this is a reply."
    assert len(pieces) > 1
    asked = server.asked[0]
    assert (asked.system, asked.user) == ("Be brief.", "Say hello.")
    assert SECRET in " ".join(asked.headers.values())
    assert any("50" in f"{key}{value}" for key, value in asked.body.items())
    assert model.budget.spent() > 0


@pytest.mark.parametrize("provider", PROVIDERS)
@pytest.mark.parametrize(
    ("reply", "expected"),
    [
        (Reply(status=401), "key"),
        (Reply(status=404), "unknown"),
        (Reply(status=400), "rejected"),
        (Reply(status=429), "busy"),
        (Reply(status=503), "away"),
        (Reply("Hello there, this is a reply.", breaks_after=11), "cut"),
        (Reply("Never.", first_delay=9), "slow"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_every_failure_has_its_word(server: Scripted, provider: str, reply: Reply, expected: str) -> None:
    server.script = lambda asked: reply
    begun = time.monotonic()
    assert why(model_at(server, provider)) == expected
    assert time.monotonic() - begun < 3 + 2


def test_a_server_that_is_not_there_is_away() -> None:
    with serve(lambda asked: "") as gone:
        pass
    assert why(model_at(gone)) == "away"


def test_a_passing_failure_is_tried_again(server: Scripted) -> None:
    server.script = lambda asked: Reply(status=429) if len(server.asked) < 3 else "At last."
    assert said(model_at(server)) == "At last."
    assert len(server.asked) == 3


def test_a_wrong_key_is_not_tried_again_and_never_shown(server: Scripted, tmp_path: Path) -> None:
    server.script = lambda asked: Reply(status=401)
    key = tmp_path / "key"
    key.write_text(SECRET + "\n")
    settings = Settings(chat_model="openai:small", chat_url=server.url + "/v1", chat_key_file=key)
    model = load_chat_model(settings)
    with pytest.raises(ModelFailed) as failed:
        said(model)  # type: ignore[arg-type]
    assert len(server.asked) == 1
    assert f"Bearer {SECRET}" in server.asked[0].headers.values()
    assert SECRET not in f"{failed.value} {failed.value.__cause__} {settings!r} {Settings(chat_key=SECRET)!r}"


@pytest.mark.parametrize(
    ("changes", "remedy"),
    [
        ({"chat_model": "small"}, "provider:model"),
        ({"chat_model": "oracle:small"}, "Name one of openai, anthropic"),
        ({"chat_model": "openai:small", "chat_key_file": Path("/nowhere/key")}, "SUMMITBOT_CHAT_KEY_FILE"),
    ],
)
def test_a_wrong_setting_says_what_to_do(changes: dict[str, object], remedy: str) -> None:
    with pytest.raises(SettingsError, match=remedy):
        load_chat_model(Settings(**changes))


@pytest.mark.parametrize(("provider", "name"), [("openai", "OPENAI"), ("anthropic", "ANTHROPIC")])
def test_a_missing_key_says_where_to_put_it(
    provider: str, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(f"{name}_API_KEY", raising=False)
    with pytest.raises(ModelUnavailable, match=f"{name}_API_KEY"):
        load_chat_model(Settings(chat_model=f"{provider}:small"))


@pytest.mark.parametrize(
    ("provider", "library"),
    [("openai", "langchain_openai"), ("anthropic", "langchain_anthropic"), ("ollama", "langchain_ollama"),
     ("huggingface", "transformers")],
)  # fmt: skip
def test_a_missing_extra_names_the_line_to_type(provider: str, library: str) -> None:
    code = (
        f"import sys; sys.modules[{library!r}] = None\n"
        "from summitbot import Settings; from summitbot.models import load_chat_model\n"
        f"load_chat_model(Settings(chat_model={provider + ':x'!r}))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    extra = "transformers" if provider == "huggingface" else provider
    assert f"pip install 'summitbot[{extra}]'" in done.stderr


def test_a_reply_without_end_is_left(server: Scripted) -> None:
    server.script = lambda asked: Reply("word " * 1000, repeat=80)
    begun = time.monotonic()
    model = model_at(server)
    assert why(model) == "long"
    assert time.monotonic() - begun < 3
    assert model.budget.spent() < 400


def test_tokens_of_a_question_and_of_a_day_are_kept(server: Scripted, tmp_path: Path) -> None:
    model = model_at(server, data=tmp_path, chat_tokens_day=60)
    while model.budget.left() >= 10:
        said(model, 5)
    asked = len(server.asked)
    assert why(model) == "budget"
    assert why(model_at(server, data=tmp_path, chat_tokens_day=60)) == "budget"
    assert len(server.asked) == asked
    assert TokenBudget(tmp_path / "tokens.sqlite", 60, lambda: date(2000, 1, 1)).left() == 60


def test_a_budget_that_cannot_be_kept_is_said_at_once(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(SettingsError, match="SUMMITBOT_DATA"):
        TokenBudget(tmp_path / "file" / "tokens.sqlite", 10)


def test_after_failures_in_a_row_the_model_rests(server: Scripted) -> None:
    server.script = lambda asked: Reply(status=400)
    model = model_at(server)
    assert [why(model) for _ in range(5)] == ["rejected"] * 4 + ["resting"]
    assert len(server.asked) == 4


def test_after_its_rest_one_question_tries_the_model() -> None:
    now = [0.0]
    breaker = Breaker(lambda: now[0])
    for _ in range(4):
        breaker.enter()
        breaker.record(False)
    with pytest.raises(ModelFailed):
        breaker.enter()
    now[0] = 31.0
    breaker.enter()
    with pytest.raises(ModelFailed):
        breaker.enter()
    breaker.record(True)
    breaker.enter()


def test_a_server_without_streaming_is_asked_for_the_whole(server: Scripted) -> None:
    server.script = lambda asked: Reply("Hello there, this is a reply.", streams=False)
    assert said(model_at(server)) == "Hello there, this is a reply."
