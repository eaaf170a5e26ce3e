"""Rows of a table in one test."""

import pytest

from tests.rows import for_each


def test_each_row_that_fails_is_listed() -> None:
    @for_each(("number", "square"), [(1, 1), (2, 5), (3, 9), (4, 15)])
    def squares(number: int, square: int) -> None:
        assert number**2 == square

    with pytest.raises(AssertionError, match=r"(?s)2 of 4 rows:.*2, 5: .*4, 15: "):
        squares()


def test_an_error_names_its_row_and_a_table_without_rows_is_refused() -> None:
    @for_each("number", [1, 0])
    def inverses(number: int) -> None:
        assert 1 / number > 0

    with pytest.raises(ZeroDivisionError) as error:
        inverses()
    assert error.value.__notes__ == ["in the row 0"]
    with pytest.raises(AssertionError, match="no rows"):
        for_each("number", [])(lambda number: None)()


@pytest.mark.parametrize("wanted", [2])
@for_each("number", [2, 2])
def test_fixtures_and_parameters_reach_each_row(number: int, wanted: int, tmp_path_factory: object) -> None:
    assert number == wanted
    assert tmp_path_factory is not None
