"""The official count: from signed answers alone, by code of its own."""

from __future__ import annotations

import ast
import inspect
import itertools
import json
import random
import sys

import pytest

from koperta_packages import score as preliminary
from koperta_sync.board import official
from koperta_sync.board.official import SignedAnswer, UnfitKeyError, final_answers, read_answer_key, set_score

KEY = {"t1": "a", "t2": "b", "t3": "c"}


def test_the_second_count_imports_nothing_but_the_standard_library() -> None:
    tree = ast.parse(inspect.getsource(official))
    modules = {
        (node.module if isinstance(node, ast.ImportFrom) else alias.name).partition(".")[0]  # type: ignore[union-attr]  # never relative here
        for node in ast.walk(tree)
        if isinstance(node, ast.Import | ast.ImportFrom)
        for alias in node.names
    }
    assert modules - {"__future__"} <= sys.stdlib_module_names


def test_the_choice_with_the_highest_epoch_and_number_stands_in_whatever_order_they_come() -> None:
    answers = [
        SignedAnswer(1, 2, "t1", "b"),
        SignedAnswer(1, 9, "t1", "c"),
        SignedAnswer(2, 1, "t1", "a"),
        SignedAnswer(1, 3, "t2", "b"),
        SignedAnswer(1, 4, "t2", ""),
    ]
    for order in itertools.permutations(answers):
        assert final_answers(order) == {"t1": "a"}


def test_right_blank_and_wrong_are_told_apart() -> None:
    score = set_score(KEY, ("t3", "t1", "t2"), {"t1": "a", "t2": "c"})
    assert (score.right, score.total) == (1, 3)


def test_an_answer_to_a_task_outside_the_form_counts_for_nothing() -> None:
    assert set_score(KEY, ("t1",), {"t1": "b", "t2": "b"}).right == 0


@pytest.mark.parametrize("form", [("t1", "t1"), ("t1", "t9")])
def test_a_form_that_cannot_be_scored_has_no_score(form: tuple[str, ...]) -> None:
    with pytest.raises(UnfitKeyError):
        set_score(KEY, form, {})


@pytest.mark.parametrize(
    "data",
    [
        b"", b"[]", b"{}", b"null", b"\xff",
        b'{"key":{"right":{}},"format":"koperta-key/1"}',
        b'{"key":{"right":{"t1":7}},"format":"koperta-key/1"}',
        b'{"key":{"right":{"t1":""}},"format":"koperta-key/1"}',
        b'{"key":{"right":{"t1":"a"}},"format":"koperta-key/2"}',
    ],
)  # fmt: skip
def test_a_malformed_key_is_refused_rather_than_scored_with(data: bytes) -> None:
    with pytest.raises(UnfitKeyError) as caught:
        read_answer_key(data)
    assert "t1" not in str(caught.value)


def test_both_counts_agree_on_a_thousand_random_sheets() -> None:
    """They share no code, so an error in either shows here; the room's count is the judge of ours and ours of it."""
    chance = random.Random(20261121)
    tasks = [f"t{number}" for number in range(1, 31)]
    right = {task: chance.choice("abcd") for task in tasks}
    segment = preliminary.KeySegment(preliminary.AnswerKey(1, right), ())
    key = read_answer_key(preliminary.encode_key(segment))
    assert key == right == json.loads(preliminary.encode_key(segment))["key"]["right"]
    for _ in range(1_000):
        form = chance.sample(tasks, 20)
        answers: dict[str, str | None] = {task: chance.choice(["a", "b", "c", "d", None]) for task in form}
        history = [
            SignedAnswer(1, number, task, option or "") for number, (task, option) in enumerate(answers.items(), 1)
        ]
        ours = set_score(key, form, final_answers(history))
        theirs = preliminary.score(segment.key, form, answers)
        assert (ours.right, ours.total) == (theirs.right, theirs.total)
