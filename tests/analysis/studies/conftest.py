"""A study file that a test writes."""

from pathlib import Path

import pytest

from tests.analysis.studies.helpers import HEAD, Write


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def written(text: str) -> Path:
        path = tmp_path / "study.toml"
        path.write_text(HEAD + text, encoding="utf-8")
        return path

    return written
