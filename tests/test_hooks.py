"""Hooks: how a method reaches a layer above its own."""

import pytest

import orbitcalc
from orbitcalc import hooks


def test_the_hook_of_a_method_is_the_function_at_its_address() -> None:
    from orbitcalc.evaluate import run

    assert hooks.hook("Scenario.run") is run


def test_a_method_without_a_hook_is_an_error() -> None:
    with pytest.raises(KeyError, match="no such method"):
        hooks.hook("no such method")


def test_an_address_is_imported_when_it_is_resolved() -> None:
    assert hooks.resolve("colorsys:rgb_to_hsv")(0.0, 0.0, 0.0) == (0.0, 0.0, 0.0)
    assert hooks.resolve("orbitcalc:__version__") == orbitcalc.__version__
    with pytest.raises(ModuleNotFoundError):
        hooks.resolve("orbitcalc.nowhere:run")
    with pytest.raises(AttributeError):
        hooks.resolve("orbitcalc.errors:Nothing")


def test_every_registered_address_leads_to_a_function() -> None:
    assert hooks.registered()
    for method in hooks.registered():
        assert callable(hooks.hook(method))
