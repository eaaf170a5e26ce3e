"""What makes two run directories different studies."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

Shown = Callable[[str, str], str]
"""A value of a variable as people write it, from its name and its text in SI."""

PLAIN = ("seed", "method", "engine", "samples", "chunk", "outputs", "conditions", "keep_inputs")
"""Entries of a manifest that are compared as they are."""

TEXTS = frozenset({"title", "question", "name"})
"""Entries of a scenario that may differ without changing a number."""

ASSUMED = {"engine": "numpy"}
"""What a manifest says that does not say it."""


def differences(
    stored: Mapping[str, Any], current: Mapping[str, Any], shown: Shown = lambda name, text: text
) -> list[str]:
    """The differences that make two manifests different runs, each with the former and the present value."""
    stored, current = {**ASSUMED, **stored}, {**ASSUMED, **current}
    changed = [(key, stored.get(key), current.get(key)) for key in PLAIN if stored.get(key) != current.get(key)]
    texts = [f"{key} was {short(was)}, is {short(now)}" for key, was, now in changed]
    for part in ("scenario", "inputs", "versions"):
        before, now = stored.get(part, {}), current.get(part, {})
        for name in sorted({*before, *now} - TEXTS):
            text = f"{name} was {', is '.join(shown(name, short(side.get(name))) for side in (before, now))}"
            if before.get(name) != now.get(name) and text not in texts:
                texts.append(text)
    return texts


def short(value: Any) -> str:
    """An entry of a manifest as a message quotes it."""
    value = value.get("value", value) if isinstance(value, dict) else value
    return "not given" if value is None else str(value)
