"""Data that cannot change."""

import copy
import json
import pickle
from typing import Any

import pytest

from orbitcalc.scenario.frozen import FrozenDict, frozen

DATA: dict[str, Any] = {"a": [1, {"b": [2.5, "x"]}], "c": {"d": {}}}


def test_frozen_data_says_the_same() -> None:
    assert json.loads(json.dumps(frozen(DATA))) == DATA
    assert frozen({"a": 1}) == {"a": 1}
    assert repr(frozen({"a": 1})) == "{'a': 1}"
    assert frozen([1, [2]]) == (1, (2,))


def test_frozen_data_does_not_follow_its_origin() -> None:
    data = copy.deepcopy(DATA)
    snapshot = frozen(data)
    data["a"][1]["b"].append(3)
    data["e"] = 4
    assert json.loads(json.dumps(snapshot)) == DATA


CHANGES = {
    "set": lambda data: data.__setitem__("a", 1),
    "delete": lambda data: data.__delitem__("a"),
    "update": lambda data: data.update(a=1),
    "merge": lambda data: data.__ior__({"a": 1}),
    "pop": lambda data: data.pop("a"),
    "popitem": lambda data: data.popitem(),
    "setdefault": lambda data: data.setdefault("z", 1),
    "clear": lambda data: data.clear(),
    "inside": lambda data: data["c"]["d"].update(a=1),
}


@pytest.mark.parametrize("change", CHANGES)
def test_frozen_data_refuses_every_change(change: str) -> None:
    data = frozen(DATA)
    with pytest.raises(TypeError, match="frozen"):
        CHANGES[change](data)
    assert data == frozen(DATA)


def test_frozen_data_is_hashable_and_survives_copies() -> None:
    data = frozen(DATA)
    assert hash(data) == hash(frozen(copy.deepcopy(DATA)))
    for again in (copy.copy(data), copy.deepcopy(data), pickle.loads(pickle.dumps(data)), frozen(data)):
        assert type(again) is FrozenDict
        assert again == data


def test_a_merged_copy_can_change() -> None:
    merged = frozen(DATA) | {"e": 1}
    merged["f"] = 2
    assert type(merged) is dict
