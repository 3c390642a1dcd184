"""The chat model that the settings name, with its limits around it."""

from __future__ import annotations

from collections.abc import Callable

from summitbot.errors import SettingsError
from summitbot.models.budget import TokenBudget
from summitbot.models.contract import ChatModel
from summitbot.models.guard import GuardedModel
from summitbot.models.spec import Spec
from summitbot.settings import Settings


def load_chat_model(settings: Settings) -> GuardedModel | None:
    """The guarded model, or None where none is set.

    Raises `SettingsError` for a name that is no model's, `ExtraMissing` and `ModelUnavailable`.
    """
    if not settings.chat_model:
        return None
    spec = Spec.of(settings.chat_model, settings)
    opener = _OPENERS.get(spec.provider)
    if opener is None:
        raise SettingsError(
            f"SUMMITBOT_CHAT_MODEL names the provider '{spec.provider}', which is not known. "
            f"Name one of {', '.join(_OPENERS)}."
        )
    folder = settings.data.expanduser() if settings.data else None
    budget = TokenBudget(folder / "tokens.sqlite" if folder else None, settings.chat_tokens_day)
    return GuardedModel(opener(spec), budget, settings.chat_timeout, settings.chat_tokens)


def _openai(spec: Spec) -> ChatModel:
    from summitbot.models.openai import open_openai

    return open_openai(spec)


def _anthropic(spec: Spec) -> ChatModel:
    from summitbot.models.anthropic import open_anthropic

    return open_anthropic(spec)


def _ollama(spec: Spec) -> ChatModel:
    from summitbot.models.ollama import open_ollama

    return open_ollama(spec)


def _huggingface(spec: Spec) -> ChatModel:
    from summitbot.models.huggingface import open_huggingface

    return open_huggingface(spec)


_OPENERS: dict[str, Callable[[Spec], ChatModel]] = {
    "openai": _openai,
    "anthropic": _anthropic,
    "ollama": _ollama,
    "huggingface": _huggingface,
}
