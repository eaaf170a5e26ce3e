"""Plain data that cannot change, so that a scenario and its copies may share it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NoReturn, TypeVar

Key = TypeVar("Key")
Value = TypeVar("Value")


class FrozenDict(dict[Key, Value]):
    """A dictionary that refuses every change; it is hashable if its values are."""

    def _refuse(self, *_: Any, **__: Any) -> NoReturn:
        raise TypeError("this data is frozen; make a changed copy, such as {**data, key: value}")

    __setitem__ = __delitem__ = __ior__ = _refuse
    clear = pop = popitem = setdefault = update = _refuse

    def __hash__(self) -> int:  # type: ignore[override]
        return hash(frozenset(self.items()))

    def __reduce__(self) -> tuple[Any, ...]:
        return FrozenDict, (dict(self),)


def frozen(data: Any) -> Any:
    """Data as TOML or JSON holds it, with frozen dictionaries for mappings and tuples for lists, at every depth."""
    if isinstance(data, FrozenDict):
        return data
    if isinstance(data, Mapping):
        return FrozenDict({key: frozen(item) for key, item in data.items()})
    if isinstance(data, list | tuple):
        return tuple(frozen(item) for item in data)
    return data
