"""Fixtures and settings that the tests of every component share."""

import os
import sys
from collections.abc import Iterator
from pathlib import Path

# Before Qt is imported anywhere: without a display it would abort the interpreter.
os.environ["QT_QPA_PLATFORM"] = "offscreen"

import pytest
from hypothesis import settings

from tests.postgres_cluster import Cluster, cluster_folder, why_not

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


@pytest.fixture(scope="session")
def postgres() -> Iterator[Cluster]:
    """Return a running PostgreSQL of this run's own; skip where it is not installed."""
    if (reason := why_not()) != "":
        pytest.skip(reason)
    with cluster_folder() as folder, Cluster(folder).make().start() as cluster:
        yield cluster


@pytest.fixture(autouse=True)
def no_window_outlives_its_test() -> Iterator[None]:
    """Clear away the windows a test left: every change of the look would dress all of them again."""
    yield
    widgets, core = sys.modules.get("PySide6.QtWidgets"), sys.modules.get("PySide6.QtCore")
    if widgets is None or core is None or widgets.QApplication.instance() is None:
        return
    for window in widgets.QApplication.topLevelWidgets():
        window.hide()
        window.deleteLater()
    core.QCoreApplication.sendPostedEvents(None, core.QEvent.Type.DeferredDelete.value)
