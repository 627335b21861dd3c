"""The seeded defects fit today's code, name tests that exist, and are caught (all of them: `./dev faults defects`)."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from tests.faults.defects.catalogue import ROOT, Defect, MovedError, catalogue
from tests.faults.defects.runner import CheckoutCopy

DEFECTS = catalogue()
EVERY_RUN = ("duplicate-with-other-content-accepted", "final-chunk-tag-not-checked")


@pytest.mark.parametrize("defect", DEFECTS, ids=lambda defect: defect.name)
def test_a_seeded_defect_fits_todays_code_and_names_tests_that_exist(defect: Defect) -> None:
    for path, text in defect.apply(ROOT).items():
        compile(text, str(path), "exec")
        assert text != path.read_text(encoding="utf-8")
    for test in defect.caught_by:
        file, _, name = test.partition("::")
        tree = ast.parse((ROOT / file).read_text(encoding="utf-8"))
        functions = {node.name for node in tree.body if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)}
        assert name in functions, f"{file} has no test {name}"


def test_the_list_is_whole_and_says_what_each_defect_would_do() -> None:
    names = [defect.name for defect in DEFECTS]
    assert len(set(names)) == len(names) >= 30
    assert all(len(defect.harm) > 20 and defect.caught_by for defect in DEFECTS)


def test_code_that_has_moved_is_told_and_not_passed_over(tmp_path: Path) -> None:
    with pytest.raises(MovedError, match="not there any more"):
        DEFECTS[0].apply(tmp_path)
    (tmp_path / DEFECTS[0].changes[0].file).parent.mkdir(parents=True)
    (tmp_path / DEFECTS[0].changes[0].file).write_text("", encoding="utf-8")
    with pytest.raises(MovedError, match="0 times"):
        DEFECTS[0].apply(tmp_path)


def test_defects_are_caught_and_harmless_changes_are_not_called_caught(tmp_path: Path) -> None:
    copy = CheckoutCopy.make(tmp_path / "checkout")
    by_name = {defect.name: defect for defect in DEFECTS}
    for name in EVERY_RUN:
        assert copy.try_defect(by_name[name]).caught
    spared = by_name[EVERY_RUN[0]]
    elsewhere = Defect("elsewhere", spared.harm, spared.changes, by_name[EVERY_RUN[1]].caught_by)
    verdict = copy.try_defect(elsewhere)
    assert not verdict.caught and "passes all the same" in verdict.words
