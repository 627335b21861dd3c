"""The exam specification: what it says is what is issued, and every mistake is named at once."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from koperta_packages.draw import StratumRule
from koperta_packages.errors import Code, PackageError
from koperta_packages.exam_spec import ExamSpec, SpecError, load_spec, parse_spec
from koperta_packages.manifest import OutagePolicy

GOOD = """
[sitting]
id = "2026Z-2026-11-21-0900"
session = "2026 Zima"
title = "Egzamin zawodowy, część pisemna"
opens_at = 2026-11-21T09:00:00+01:00
closes_at = "2026-11-21T13:00:00+01:00"
outage = "pause-and-credit"

[[exams]]
qualification = "INF.03"
name = "Tworzenie stron"
bank = "."
tasks = 5
minutes = 60
strata = { html = 2, css = 3 }
pass_mark = 3

[[exams]]
qualification = "ELE.02"
name = "Montaż instalacji"
bank = "."
tasks = 2
minutes = 60
fixed_sets = [["a", "b"], ["c", "d"]]
fixed_assignment = { "123" = 1 }
shuffle_options = false
show_preliminary_score = false
outage = "work-on"

[[centres]]
number = "146510-00123"
rooms = ["sala 12", "sala 13"]
rosters = ["lista.csv"]
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "lista.csv").write_text("nazwisko;imię;kwalifikacja\n", "utf-8")
    return tmp_path


def parsed(text: str, folder: Path) -> ExamSpec:
    return parse_spec(text.encode("utf-8"), folder)


def fields(text: str, folder: Path) -> list[str]:
    """Return the fields named by the refusal."""
    with pytest.raises(SpecError) as refused:
        parsed(text, folder)
    assert refused.value.code is Code.SPEC_INVALID
    for problem in refused.value.problems:
        assert problem.message and problem.next_step
    return [problem.field for problem in refused.value.problems]


def test_a_specification_says_what_will_be_issued(folder: Path) -> None:
    spec = parsed(GOOD, folder)
    first, second = spec.exams
    assert spec.opens_at.utcoffset() == datetime.timedelta(hours=1)
    assert spec.trial is False
    assert first.rule.strata == (StratumRule("css", 3), StratumRule("html", 2))
    assert (first.tasks, first.pass_mark, first.show_preliminary_score) == (5, 3, True)
    assert first.outage_policy is OutagePolicy.PAUSE_AND_CREDIT
    assert second.outage_policy is OutagePolicy.WORK_ON
    assert second.rule.fixed_sets == (("a", "b"), ("c", "d"))
    assert second.rule.fixed_assignment == {"123": 1}
    assert not second.rule.shuffle_options and not second.show_preliminary_score
    assert spec.centres[0].exam_rooms == ("sala 12", "sala 13")


@pytest.mark.parametrize(
    ("old", "new", "field"),
    [
        ('id = "2026Z-2026-11-21-0900"', 'id = "zła nazwa"', "sitting.id"),
        ('session = "2026 Zima"', "session = 2026", "sitting.session"),
        ("09:00:00+01:00", "09:00:00", "sitting.opens_at"),
        ("T13:00:00+01:00", "T08:00:00+01:00", "sitting.closes_at"),
        ('outage = "pause-and-credit"', 'outage = "panic"', "sitting.outage"),
        ("minutes = 60", "minutes = 0", "exams[1].minutes"),
        ("minutes = 60", "minutes = true", "exams[1].minutes"),
        ("tasks = 5", "tasks = 6", "exams[1].strata"),
        ("strata = { html = 2, css = 3 }", "", "exams[1].strata"),
        ("css = 3 }", 'css = "3" }', "exams[1].strata"),
        ('["c", "d"]', '["c"]', "exams[2].fixed_sets"),
        ('"123" = 1', '"123" = 2', "exams[2].fixed_assignment"),
        ("pass_mark = 3", "pass_mark = 9", "exams[1].pass_mark"),
        ('bank = "."', 'bank = "nowhere"', "exams[1].bank"),
        ('"ELE.02"', '"INF.03"', "exams.qualification"),
        ('"sala 13"', '"sala 12"', "centres[1].rooms"),
        ('"lista.csv"', '"inna.csv"', "centres[1].rosters"),
        ("shuffle_options = false", 'shuffle_options = "no"', "exams[2].shuffle_options"),
        ("shuffle_options = false", "shufle_options = false", "exams[2].shufle_options"),
        ("[[centres]]", "[[centers]]", "centres"),
    ],
)
def test_each_mistake_names_its_field(folder: Path, old: str, new: str, field: str) -> None:
    assert old in GOOD
    assert field in fields(GOOD.replace(old, new, 1), folder)


def test_all_mistakes_come_at_once(folder: Path) -> None:
    text = GOOD.replace("minutes = 60", "minutes = 0").replace('session = "2026 Zima"\n', "")
    found = fields(text.replace('"lista.csv"', '"inna.csv"'), folder)
    assert set(found) == {
        "sitting.session",
        "exams[1].minutes",
        "exams[2].minutes",
        "centres[1].rosters",
    }


def test_something_that_is_no_toml_is_refused_calmly(folder: Path) -> None:
    assert fields("[sitting", folder) == ["plik"]
    with pytest.raises(SpecError):
        parse_spec(b"\xff\xfe", folder)


def test_a_missing_file_is_an_error_of_the_medium(folder: Path) -> None:
    with pytest.raises(PackageError) as refused:
        load_spec(folder / "nowhere.toml")
    assert refused.value.code is Code.IO_ERROR


def test_the_handbooks_example_is_a_valid_specification(tmp_path: Path) -> None:
    handbook = Path(__file__).parent.parent.parent / "docs" / "exam-spec.md"
    example = handbook.read_text("utf-8").split("```toml\n")[1].split("```")[0]
    for bank in ("inf03", "ele02"):
        (tmp_path / "banks" / bank).mkdir(parents=True)
    (tmp_path / "lista.csv").write_text("x", "utf-8")
    spec = parsed(example, tmp_path)
    assert [one.tasks for one in spec.exams] == [40, 2]
