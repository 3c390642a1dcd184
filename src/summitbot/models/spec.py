"""Which model, where it is, how long it may take, and its key."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path

from summitbot.errors import ModelUnavailable, SettingsError
from summitbot.settings import Settings


@dataclass(frozen=True)
class Spec:
    """A chat model as the settings name it. The key is in no `repr`."""

    provider: str
    name: str
    url: str | None = None
    timeout: float = 20.0
    temperature: float | None = None
    secret: str = field(default="", repr=False)

    @classmethod
    def of(cls, setting: str, settings: Settings) -> Spec:
        """From 'provider:model'. Raises `SettingsError` when it is not of that form."""
        provider, _, name = setting.partition(":")
        if not name.strip():
            raise SettingsError(
                f"SUMMITBOT_CHAT_MODEL is '{setting}', but must be 'provider:model', for example 'ollama:llama3.2'."
            )
        return cls(
            provider.strip().lower(),
            name.strip(),
            settings.chat_url,
            settings.chat_timeout,
            settings.chat_temperature,
            _secret(settings),
        )

    @property
    def full(self) -> str:
        """The model's name with its provider, as set."""
        return f"{self.provider}:{self.name}"

    def key(self, variable: str, needed: bool) -> str:
        """The key set for us, else the provider's own variable. Raises `ModelUnavailable` when needed and absent."""
        found = self.secret or os.environ.get(variable, "").strip()
        if needed and not found:
            raise ModelUnavailable(
                f"The chat model '{self.full}' needs a key. "
                f"Put it into {variable}, or into a file that SUMMITBOT_CHAT_KEY_FILE names."
            )
        return found


def _secret(settings: Settings) -> str:
    if settings.chat_key is not None:
        return settings.chat_key.get_secret_value().strip()
    return _from_file(settings.chat_key_file) if settings.chat_key_file else ""


def _from_file(path: Path) -> str:
    try:
        return path.expanduser().read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError):
        raise SettingsError(
            f"SUMMITBOT_CHAT_KEY_FILE names {path}, which can't be read. Mend or unset it."
        ) from None
