"""Two traps in what we build on, each with the test that tells when it opens or closes."""

import sys
from pathlib import Path

import pytest
from packaging.version import Version
from PySide6 import __version__ as qt_binding_version
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot
from sqlalchemy import Connection, Engine, create_engine, event, text

from tests.test_foundation.test_requirements import asked

# PySide6 6.12.0 drops a reference to None for nearly every call that returns None. Before 3.12 None
# is mortal: the process ends with "none_dealloc" after minutes of use.


@pytest.mark.skipif(sys.version_info >= (3, 12), reason="None is immortal from Python 3.12 on")
def test_calls_into_qt_do_not_use_up_the_references_to_none(qtbot: QtBot) -> None:
    label = QLabel()
    qtbot.addWidget(label)
    before = sys.getrefcount(None)
    for number in range(300):
        label.setText(str(number))
    assert before - sys.getrefcount(None) <= 150


def test_the_qt_binding_that_ends_the_process_is_shut_out() -> None:
    (binding,) = (r for r in asked()["runtime.txt"] if r.name == "PySide6-Essentials")
    assert "6.12.0" not in binding.specifier
    assert Version(qt_binding_version) in binding.specifier


# sqlite3 begins a transaction before INSERT but not before SAVEPOINT, so a batch that opens with a
# savepoint has no transaction around it and each RELEASE commits. With `isolation_level = None` and
# our own BEGIN IMMEDIATE a batch is all or nothing, and costs one fsync.


def engine_for(database: Path, *, begins_itself: bool) -> Engine:
    """Make an engine as sqlite3 is by default, or with the recipe that the store uses."""
    engine = create_engine(f"sqlite:///{database}")
    if begins_itself:

        @event.listens_for(engine, "connect")
        def leave_transactions_to_us(connection: object, record: object) -> None:
            connection.isolation_level = None  # type: ignore[attr-defined]  # sqlite3.Connection

        @event.listens_for(engine, "begin")
        def begin_for_writing(connection: Connection) -> None:
            connection.exec_driver_sql("BEGIN IMMEDIATE")

    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE answer (id INTEGER PRIMARY KEY)"))
    return engine


def rows_after_a_batch_that_fails(engine: Engine) -> int:
    """Store two answers under savepoints, fail before the commit, count what stayed."""
    with pytest.raises(RuntimeError), engine.begin() as connection:
        for number in (1, 2):
            with connection.begin_nested():
                connection.execute(text("INSERT INTO answer VALUES (:id)"), {"id": number})
        raise RuntimeError("the power fails here")
    with engine.connect() as connection:
        stayed = connection.execute(text("SELECT count(*) FROM answer")).scalar_one()
    engine.dispose()
    return int(stayed)


def test_a_batch_of_savepoints_is_all_or_nothing_with_our_recipe(tmp_path: Path) -> None:
    engine = engine_for(tmp_path / "ours.db", begins_itself=True)
    assert rows_after_a_batch_that_fails(engine) == 0


def test_without_the_recipe_a_failed_batch_leaves_rows_behind(tmp_path: Path) -> None:
    """When this fails the trap is gone, and the recipe may go too."""
    engine = engine_for(tmp_path / "default.db", begins_itself=False)
    assert rows_after_a_batch_that_fails(engine) == 2
