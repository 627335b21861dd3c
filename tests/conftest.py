"""Fixtures and settings that the tests of every component share."""

import os
from pathlib import Path

# Before Qt is imported anywhere: without a display it would abort the interpreter.
os.environ["QT_QPA_PLATFORM"] = "offscreen"

import pytest
from hypothesis import settings

ROOT = Path(__file__).resolve().parent.parent

# Time limits are pytest-timeout's business; a shared machine is slow now and then. In CI a run
# must not differ from the one before it, so examples are derived from the test alone.
settings.register_profile("desk", deadline=None, print_blob=True)
settings.register_profile("ci", deadline=None, print_blob=True, derandomize=True, database=None)
settings.load_profile("ci" if os.environ.get("CI") else "desk")


@pytest.fixture(scope="session")
def samples() -> Path:
    """Return the folder of data written elsewhere: KOPERTA_SAMPLES, or beside the checkout."""
    named = os.environ.get("KOPERTA_SAMPLES")
    folder = Path(named) if named else ROOT.parent / "shared" / "samples"
    if not folder.is_dir():
        if named:
            pytest.fail(f"KOPERTA_SAMPLES names {named}, which is not a folder")
        pytest.skip("no samples folder; name one with KOPERTA_SAMPLES")
    return folder
