"""Models that Ollama serves, on this machine or another (the extra `ollama`)."""

from __future__ import annotations

from typing import Any

from summitbot.errors import ExtraMissing
from summitbot.models.chat import LangChainModel
from summitbot.models.contract import ChatModel
from summitbot.models.spec import Spec


def open_ollama(spec: Spec) -> ChatModel:
    """The model of a spec, at Ollama's own address unless another is set. Raises `ExtraMissing`."""
    try:
        from langchain_ollama import ChatOllama
    except ImportError:
        raise ExtraMissing("ollama", f"The chat model '{spec.full}'") from None
    key = spec.key("OLLAMA_API_KEY", needed=False)
    headers = {"Authorization": f"Bearer {key}"} if key else {}
    warmth = {} if spec.temperature is None else {"temperature": spec.temperature}
    arguments: dict[str, Any] = {
        "model": spec.name,
        "base_url": spec.url,
        "client_kwargs": {"timeout": spec.timeout, "headers": headers},
    }
    return LangChainModel(
        spec.full, ChatOllama(**arguments), lambda most: {"options": {"num_predict": most, **warmth}}
    )
