"""Scores are counted by authored ids, and no score is shown unless counting has proved itself."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import msgspec
import pytest

from koperta_packages.draw import DrawRule, StratumRule
from koperta_packages.errors import Code, PackageError
from koperta_packages.items import ItemPool
from koperta_packages.score import (
    AnswerKey,
    KeySegment,
    Score,
    ScoreCheck,
    decode_key,
    encode_key,
    make_score_checks,
    run_score_checks,
    score,
)
from tests.test_packages.builders import even_pool

FILES = sorted((Path(__file__).parent.parent / "vectors" / "score").glob("*.json"))
POOL = even_pool({"siec": 12, "baza": 8})
KEY = AnswerKey(1, {item.id: "abcd"[at % 4] for at, item in enumerate(POOL.items)})
RULE = DrawRule((StratumRule("siec", 5), StratumRule("baza", 3)))
CHECKS = make_score_checks(POOL, KEY, RULE)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_the_score_is_what_the_vector_says(path: Path) -> None:
    vector: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    key = msgspec.convert(vector["key"], AnswerKey)
    if vector["outcome"] == "score":
        found = score(key, vector["form"], vector["answers"])
        assert found == Score(vector["right"], vector["total"])
        return
    with pytest.raises(PackageError) as refused:
        score(key, vector["form"], vector["answers"])
    assert refused.value.code is Code(vector["outcome"])


def test_there_are_vectors_of_both_outcomes() -> None:
    outcomes = [json.loads(path.read_text(encoding="utf-8"))["outcome"] for path in FILES]
    assert set(outcomes) == {"score", "PKG_MALFORMED"}


def test_a_package_carries_a_sheet_for_every_way_of_answering() -> None:
    expected = {check.name: check.expected for check in CHECKS}
    assert expected == {
        "all right": 8,
        "all wrong": 0,
        "all blank": 0,
        "one right": 1,
        "mixed": 3,
        "option of another task": 4,
        "half unanswered": 4,
        "whole bank right": 20,
        "whole bank wrong": 0,
    }
    assert len({check.form for check in CHECKS}) >= 7


def test_the_checks_pass_for_the_key_they_were_made_for() -> None:
    assert run_score_checks(KEY, CHECKS, POOL) == []


@pytest.mark.parametrize("item_id", sorted(KEY.right))
def test_one_wrong_letter_anywhere_in_the_key_is_found(item_id: str) -> None:
    other = "abcd"["dabc".index(KEY.right[item_id])]
    wrong = AnswerKey(1, {**KEY.right, item_id: other})
    assert wrong.right[item_id] != KEY.right[item_id]
    assert run_score_checks(wrong, CHECKS, POOL)


def test_a_key_shifted_by_one_task_is_found() -> None:
    """What once turned a whole country's preliminary scores wrong: right letters, wrong tasks."""
    ids = sorted(KEY.right)
    shifted = {new: KEY.right[old] for new, old in zip(ids, ids[1:] + ids[:1], strict=True)}
    assert run_score_checks(AnswerKey(1, shifted), CHECKS, POOL)


def test_a_task_without_a_key_is_named() -> None:
    right = {name: letter for name, letter in KEY.right.items() if name != "siec-03"}
    failures = run_score_checks(AnswerKey(1, right), CHECKS, POOL)
    assert "Klucz nie obejmuje zadania siec-03." in failures


def test_a_key_of_an_option_that_does_not_exist_is_named() -> None:
    failures = run_score_checks(AnswerKey(1, {**KEY.right, "siec-03": "e"}), CHECKS, POOL)
    assert "Klucz wskazuje nieistniejącą odpowiedź w zadaniu siec-03." in failures


def test_a_key_for_tasks_of_another_bank_is_named() -> None:
    failures = run_score_checks(AnswerKey(1, {**KEY.right, "obce-01": "a"}), CHECKS, POOL)
    assert failures == ["Klucz zawiera nieznane zadanie obce-01."]


def test_fewer_than_five_sheets_prove_nothing() -> None:
    assert run_score_checks(KEY, CHECKS[:4], POOL)
    assert not run_score_checks(KEY, CHECKS[:5], POOL)


def test_a_sheet_with_tasks_of_another_bank_proves_nothing() -> None:
    foreign = ScoreCheck("obcy", ("obce-01",), {"obce-01": "a"}, 0)
    assert run_score_checks(KEY, (*CHECKS, foreign), POOL)


@pytest.mark.parametrize("change", [-1, 1])
def test_a_sheet_fails_whether_too_few_or_too_many_are_counted(change: int) -> None:
    sheet = CHECKS[4]
    other = msgspec.structs.replace(sheet, expected=sheet.expected + change)
    (failure,) = run_score_checks(KEY, (*CHECKS, other), POOL)
    assert f"oczekiwano {other.expected}, policzono {sheet.expected}" in failure


def test_no_failure_tells_a_right_answer() -> None:
    """Failures go to screens and logs: they must be the same whichever letter is right."""
    turned = {name: "abcd"["dabc".index(letter)] for name, letter in KEY.right.items()}
    checks = make_score_checks(POOL, AnswerKey(1, turned), RULE)
    broken = {**KEY.right, "siec-03": "x"}
    broken_turned = {**turned, "siec-03": "x"}
    assert run_score_checks(AnswerKey(1, broken), CHECKS, POOL) == run_score_checks(
        AnswerKey(1, broken_turned), checks, POOL
    )


def test_a_key_segment_comes_back_as_it_was() -> None:
    segment = KeySegment(KEY, CHECKS)
    assert decode_key(encode_key(segment)) == segment


@pytest.mark.parametrize(
    "change",
    [
        lambda value: value | {"note": "x"},
        lambda value: value | {"format": "koperta-key/2"},
        lambda value: {name: each for name, each in value.items() if name != "checks"},
        lambda value: value | {"key": value["key"] | {"revision": 0}},
        lambda value: value | {"key": value["key"] | {"right": ["a"]}},
        lambda value: value | {"checks": [value["checks"][0] | {"expected": "8"}]},
    ],
)
def test_a_key_segment_that_is_not_exactly_one_is_refused_without_quoting_it(change: Any) -> None:
    value = json.loads(encode_key(KeySegment(KEY, CHECKS)))
    with pytest.raises(PackageError) as refused:
        decode_key(json.dumps(change(value)).encode())
    assert refused.value.code is Code.PKG_MALFORMED
    assert "siec" not in refused.value.detail
    assert refused.value.__cause__ is None


def test_checks_cannot_be_made_with_a_rule_the_pool_cannot_meet() -> None:
    pool = ItemPool(POOL.bank_id, POOL.qualification, POOL.strata, POOL.items[:4])
    with pytest.raises(PackageError) as refused:
        make_score_checks(pool, KEY, RULE)
    assert refused.value.code is Code.DRAW_IMPOSSIBLE
