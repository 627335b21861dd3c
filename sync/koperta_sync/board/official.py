"""Set the official score from signed answers alone (D39).

This is the second count. It shares no code with the one whose numbers candidates were shown, not even the
reader of the answer key, so that one mistake cannot be made twice; the two numbers are compared afterwards.
Only the standard library is imported here, and a test keeps it so.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass


class UnfitKeyError(ValueError):
    """Say that an answer key cannot be used: malformed, or without a task that was drawn."""


@dataclass(frozen=True, slots=True, order=True)
class SignedAnswer:
    """Hold one accepted choice; an empty option takes an earlier one back. Orders by (epoch, cseq)."""

    epoch: int
    cseq: int
    task: str
    option: str


@dataclass(frozen=True, slots=True)
class OfficialScore:
    """Hold the number of right answers out of the number of tasks."""

    right: int
    total: int


def read_answer_key(data: bytes) -> dict[str, str]:
    """Return task id → right option id from a key segment (`docs/format-package.md`). Raises UnfitKeyError."""
    try:
        segment = json.loads(data)
        right = segment["key"]["right"]
        found = {task: option for task, option in right.items() if isinstance(option, str) and option}
    except (ValueError, KeyError, TypeError, AttributeError):
        raise UnfitKeyError("not an answer key") from None
    if segment.get("format") != "koperta-key/1" or not found or len(found) != len(right):
        raise UnfitKeyError("not an answer key")
    return found


def final_answers(answers: Iterable[SignedAnswer]) -> dict[str, str]:
    """Return what stands at the end for every task: the choice with the highest (epoch, cseq)."""
    newest: dict[str, SignedAnswer] = {}
    for answer in answers:
        standing = newest.get(answer.task)
        if standing is None or (standing.epoch, standing.cseq) < (answer.epoch, answer.cseq):
            newest[answer.task] = answer
    return {task: answer.option for task, answer in newest.items() if answer.option}


def set_score(key: Mapping[str, str], form: Sequence[str], chosen: Mapping[str, str]) -> OfficialScore:
    """Count the tasks of a form that were answered as the key says. Raises UnfitKeyError."""
    tasks = set(form)
    if len(tasks) != len(form) or not tasks <= key.keys():
        raise UnfitKeyError("the form holds a task twice, or one that the key does not know")
    right = [task for task in tasks if task in chosen and chosen[task] == key[task]]
    return OfficialScore(len(right), len(form))
