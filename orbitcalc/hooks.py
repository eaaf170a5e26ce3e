"""The one way from a lower layer to a higher one.

A method may belong to a class and need a layer above it: `Scenario.run` needs the evaluation. Its class calls
`hook("Scenario.run")`. The package's `__init__` registers the address of each such function as text, and the address
is imported on first use, so that no layer imports a higher one.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

_addresses: dict[str, str] = {}


def register(addresses: Mapping[str, str]) -> None:
    """Add functions of higher layers: the method that calls each, and its address as "module:function"."""
    _addresses.update(addresses)


def registered() -> Mapping[str, str]:
    """The registered methods, each with the address of its function."""
    return dict(_addresses)


@cache
def hook(method: str) -> Callable[..., Any]:
    """The registered function that does the work of a method.

    Raises
    ------
    KeyError
        If no function is registered for the method.
    """
    function: Callable[..., Any] = resolve(_addresses[method])
    return function


def resolve(address: str) -> Any:
    """The object at an address "module:name"; its module is imported."""
    from importlib import import_module

    module, _, name = address.partition(":")
    return getattr(import_module(module), name)
