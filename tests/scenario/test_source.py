"""Files: encodings, syntax, and the place of every fault."""

import re
import time
from pathlib import Path

import pytest

from orbitcalc import load
from orbitcalc.errors import ScenarioError
from orbitcalc.scenario import load_text
from orbitcalc.scenario.source import locate, parse


def problems(text: str) -> list[str]:
    with pytest.raises(ScenarioError) as caught:
        load_text(text, "s.toml")
    return [str(problem) for problem in caught.value.problems]


# All faults of a file in one go


def test_six_independent_faults_are_reported_together_with_their_places() -> None:
    """Acceptance checks 8 and 16."""
    text = """\
schema = 1
altitude = "650 kmm"
altitud = "650 km"

[target]
target_power = "1 kg"

[lunch]
mass_margin = "0.1"

[orbit]
shell_inclination = "200 deg"

[launch]
launch_price_learning = { dist = "triangluar", low = 0, mode = 0.1, high = 0.2 }
vehicle = "starship-v33"
"""
    messages = problems(text)
    expected = {
        2: "unknown unit 'kmm'",
        3: "did you mean 'altitude'?",
        6: "expected a unit like GW",
        8: "did you mean 'launch'?",
        12: "lies between 0 deg and 180 deg",
        15: "did you mean 'triangular'?",
        16: "did you mean 'starship-v3'?",
    }
    assert len(messages) == len(expected)
    for line, reason in expected.items():
        (own,) = (message for message in messages if message.startswith(f"s.toml:{line}:"))
        assert reason in own
        head, excerpt, mark = own.splitlines()
        assert "error: " in head
        assert excerpt.split("|")[1].strip() == text.splitlines()[line - 1].strip()
        assert set(mark.split("|")[1].strip()) == {"^"}


@pytest.mark.parametrize("form", ["[orbit]\n   {} = {}  # km\n", "[orbit]\n   {}={}\n", "[orbit]\n   {} = {}\n"])
def test_the_mark_stands_under_what_is_wrong(form: str) -> None:
    for key, value, wrong in (
        ("altitude", '"1 km"', '"1 km"'),
        ("altitud", '"1 km"', "altitud"),
        ("altitude", "7", "7"),
    ):
        (only,) = problems(form.format(key, value))
        _, excerpt, mark = only.splitlines()
        assert excerpt.index(wrong) == mark.index("^")
        assert mark.count("^") == len(wrong)
        line = form.format(key, value).splitlines()[1]
        assert only.startswith(f"s.toml:2:{line.index(wrong) + 1}:")


@pytest.mark.parametrize(
    "value",
    [
        "200 $/kg",
        "€200/kg",
        "1,5 kg",
        "1,000 kg",
        "45 W/m2",
        "100 krad",
        "1 ton",
        "200 usd/kg",
        "200 kg/USD",
        "200",
        "9**9**9 m",
        "10 kg; rm",
        "",
        "nan kg",
    ],
)
def test_bad_values_of_a_new_user_are_one_line_within_a_second(value: str) -> None:
    """Acceptance check 9, through the whole of reading a scenario."""
    start = time.perf_counter()
    (only,) = problems(f'launch_price = "{value}"\n')
    assert time.perf_counter() - start < 1.0
    head = only.splitlines()[0]
    assert head.startswith("s.toml:1:16: error: launch_price: ")
    assert " - " in head or "finite" in head


def test_a_group_written_as_a_value() -> None:
    assert "write a table [orbit]" in problems("orbit = 3\n")[0]
    assert "write a table [orbit]" in problems('[[orbit]]\naltitude = "650 km"\n')[0]


# Syntax


def test_an_inline_table_over_several_lines_shows_the_other_form() -> None:
    """Acceptance check 11."""
    (only,) = problems('title = "x"\naltitude = {\n  value = "650 km",\n}\n')
    assert only.startswith("s.toml:2:1: error")
    assert "TOML 1.0" in only
    assert "[altitude]" in only


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ('altitude = "650 km"\n\naltitude = "700 km"\n', 3),
        ('[orbit]\naltitude = "650 km"\nlocal_time = "6 h"\naltitude = "700 km"\n', 4),
        ('[orbit]\naltitude = "650 km"\n[launch]\n[orbit]\nlocal_time = "6 h"\n', 4),
    ],
)
def test_a_key_set_twice_names_the_second_line(text: str, line: int) -> None:
    """Acceptance check 12."""
    (only,) = problems(text)
    assert only.startswith(f"s.toml:{line}:")
    assert "second time" in only


def test_a_value_without_quotes_gets_them() -> None:
    (only,) = problems("mass_margin = 0.1\naltitude = 650 km\n")
    assert only.startswith("s.toml:2:")
    assert 'altitude = "650 km"' in only.splitlines()[0]


@pytest.mark.parametrize("text", ["x = = 1\n", 'altitude = "650 km\n', "[orbit\n", "= 3\n", "altitude\n"])
def test_a_syntax_error_is_one_clear_line_with_its_place(text: str) -> None:
    (only,) = problems(text)
    assert only.startswith("s.toml:1:")
    assert "not valid TOML" in only


# Control characters


@pytest.mark.parametrize(
    "text",
    [
        'altitude = "7\\u001b[2J00 km"\n',
        '"alti\\u202etude" = "700 km"\n',
        'unset = ["\\u009b2J"]\n',
        'extends = "\\u0007none"\n',
        "x = \x1b[2J\n",
        'altitude = "7\u202e00 km"\n',
        'altitud = "700 km" # \u2066\n',
        '[currency]\nEUR = "\\u0085 USD_2025"\n',
        'orbit_kind = "dawn\\ndusk"\n',
        '[altitude]\n"\\u001b" = 3\n',
    ],
)
def test_a_message_that_quotes_a_file_shows_control_characters_as_escapes(text: str) -> None:
    """A terminal obeys \\x1b[2J, and \\u202e turns the rest of a line around."""
    for message in problems(text):
        assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", message)
        assert re.search(r"\\(x|u|n)", message)
        assert len(message.splitlines()) <= 3


def test_the_mark_stands_under_the_value_after_a_tab() -> None:
    (only,) = problems('[orbit]\n\taltitude = "1 km"\n')
    _, excerpt, mark = only.splitlines()
    assert excerpt.index('"1 km"') == mark.index("^")


# Encodings and files


def test_a_byte_order_mark_and_crlf_are_read(tmp_path: Path) -> None:
    """Acceptance check 15."""
    path = tmp_path / "windows.toml"
    path.write_bytes('\ufeffaltitude = "700 km"\r\n\r\nmass_margin = "0.1"\r\n'.encode())
    scenario = load(path)
    assert scenario["altitude"].value == 700e3
    assert scenario["mass_margin"].origin == f"{path}:3:1"


def test_places_in_a_crlf_file_with_a_long_text(tmp_path: Path) -> None:
    path = tmp_path / "windows.toml"
    path.write_bytes(b'question = """a\r\nb"""\r\naltitud = "700 km"\r\n')
    with pytest.raises(ScenarioError, match=r"windows\.toml:3:1"):
        load(path)


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "latin-1"])
def test_another_encoding_is_one_clear_line(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "other.toml"
    path.write_bytes('title = "é"\n'.encode(encoding))
    with pytest.raises(ScenarioError) as caught:
        load(path)
    assert len(str(caught.value).splitlines()) <= 2
    assert str(path) in str(caught.value)


def test_a_directory_and_a_missing_file_are_one_clear_line(tmp_path: Path) -> None:
    with pytest.raises(ScenarioError, match="is a directory"):
        load(tmp_path)
    with pytest.raises(ScenarioError, match=r"cannot read .*gone\.toml: No such file"):
        load(tmp_path / "gone.toml")


def test_an_unknown_shipped_name_gets_the_nearest() -> None:
    with pytest.raises(ScenarioError, match="did you mean 'google-1gw'"):
        load("gogle-1gw")


# Places


def test_the_place_of_every_key_path() -> None:
    text = '# c\na = 1\n[t]\nb = [\n  1,\n]\n"c d" = """x = 3\ny = 4"""\ne.f = { g = 1 }\n[t.u]\nh = 2\n'
    places, repeated = locate(tuple(text.splitlines()))
    assert repeated == []
    assert {path: line for path, (line, _) in places.items()} == {
        ("a",): 2,
        ("t",): 3,
        ("t", "b"): 4,
        ("t", "c d"): 7,
        ("t", "e", "f"): 9,
        ("t", "u"): 10,
        ("t", "u", "h"): 11,
    }


def test_a_line_separator_inside_a_text_is_not_a_new_line() -> None:
    """TOML counts lines by line feeds alone; str.splitlines does not."""
    assert problems('title = "a\u2028b\u0085c"\naltitud = "700 km"\n')[0].startswith("s.toml:2:1:")


def test_a_path_without_a_line_of_its_own_points_at_its_table() -> None:
    text = parse('[altitude]\nvalue = "650 km"\n', "s.toml")
    assert text.place("altitude", "low") == "s.toml:1:2"
    assert text.place("nowhere") == "s.toml"


def test_a_key_that_items_of_a_list_share_is_not_set_twice() -> None:
    text = '[[correlate]]\nrank = 0.5\n[[correlate]]\nrank = 0.3\n[orbit]\naltitude = "1 km"\naltitude = "2 km"\n'
    with pytest.raises(ScenarioError) as error:
        parse(text, "a.toml")
    assert error.value.problems[0].where == "a.toml:7:1"
    assert "'altitude' is set for the second time" in error.value.problems[0].message
