"""Count right answers, and prove before the exam that counting works.

A score is a view: it is computed from stored answers and the key revision in force, by authored
option ids, never by what was shown at which place. The package carries score checks - filled sheets
with the number that must come out; while any of them fails, no preliminary score is shown.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from typing import Literal

import msgspec

from koperta_crypto import strict_json
from koperta_crypto.errors import CryptoError

from .draw import DrawPlan, DrawRule
from .errors import Code, PackageError
from .items import ItemPool

FORMAT: Literal["koperta-key/1"] = "koperta-key/1"
LEAST_CHECKS = 5
MAX_ENCODED = 16 * 1024 * 1024


class AnswerKey(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Hold the right option of every task; `revision` grows with every correction."""

    revision: int
    right: dict[str, str]

    def __repr__(self) -> str:
        return f"AnswerKey(revision {self.revision}, {len(self.right)} tasks)"


class ScoreCheck(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Hold a filled sheet: a form, its answers (None: left blank) and the score that must come out."""

    name: str
    form: tuple[str, ...]
    answers: dict[str, str | None]
    expected: int

    def __repr__(self) -> str:
        return f"ScoreCheck({self.name!r})"


class Score(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Hold the number of right answers out of the number of tasks."""

    right: int
    total: int


class KeySegment(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Hold the content of a package's segment `key`."""

    key: AnswerKey
    checks: tuple[ScoreCheck, ...]
    format: Literal["koperta-key/1"] = FORMAT


def encode_key(segment: KeySegment) -> bytes:
    """Return the bytes of segment `key`: strict JSON."""
    return strict_json.dumps(msgspec.to_builtins(segment))


def decode_key(data: bytes | memoryview) -> KeySegment:
    """Return the content of segment `key`. Raises PackageError(PKG_MALFORMED)."""
    try:
        segment = msgspec.convert(strict_json.loads(data, limit=MAX_ENCODED), KeySegment)
    except (CryptoError, msgspec.ValidationError):
        # The reason may quote the key, so it stays out of messages and logs.
        raise PackageError(Code.PKG_MALFORMED, "key: not a key segment") from None
    if segment.key.revision < 1:
        raise PackageError(Code.PKG_MALFORMED, "key: revisions start at 1")
    return segment


def score(key: AnswerKey, form_item_ids: Sequence[str], answers: Mapping[str, str | None]) -> Score:
    """Count the tasks of a form whose answer is the right option.

    Answers to tasks outside the form do not count. Raises PackageError(PKG_MALFORMED) when the form
    holds a task twice or a task the key does not know: a number would be wrong then.
    """
    if len(set(form_item_ids)) != len(form_item_ids):
        raise PackageError(Code.PKG_MALFORMED, "score: a task occurs twice in the form")
    right = 0
    for item_id in form_item_ids:
        if item_id not in key.right:
            raise PackageError(Code.PKG_MALFORMED, f"score: no key for task {item_id!r}")
        right += answers.get(item_id) == key.right[item_id]
    return Score(right, len(form_item_ids))


def make_score_checks(pool: ItemPool, key: AnswerKey, rule: DrawRule) -> tuple[ScoreCheck, ...]:
    """Return the sheets a package carries; what they expect is counted while they are filled."""
    plan = DrawPlan(pool, rule)
    everything = tuple(sorted(item.id for item in pool.items))
    sheets = _Sheets(pool, key)
    forms = []
    for number in range(7):
        seed = hashlib.sha256(b"koperta/score-check/1" + number.to_bytes(4, "big")).digest()
        forms.append(tuple(item.item_id for item in plan.draw(seed).items))
    return (
        sheets.fill("all right", forms[0], "r"),
        sheets.fill("all wrong", forms[1], "w"),
        sheets.fill("all blank", forms[2], "b"),
        sheets.fill("one right", forms[3], "w", first="r"),
        sheets.fill("mixed", forms[4], "rwb"),
        sheets.fill("option of another task", forms[5], "fr"),
        sheets.fill("half unanswered", forms[6], "ru"),
        sheets.fill("whole bank right", everything, "r"),
        sheets.fill("whole bank wrong", everything, "w"),
    )


class _Sheets:
    """Fill sheets by a repeated pattern: right, wrong, blank, unanswered, foreign option."""

    def __init__(self, pool: ItemPool, key: AnswerKey) -> None:
        self._items = pool.by_id()
        self._right = key.right

    def fill(self, name: str, form: tuple[str, ...], pattern: str, first: str = "") -> ScoreCheck:
        answers: dict[str, str | None] = {}
        expected = 0
        for place, item_id in enumerate(form):
            kind = first if first and place == 0 else pattern[place % len(pattern)]
            if kind == "u":
                continue
            answers[item_id] = self._answer(item_id, kind)
            expected += kind == "r"
        return ScoreCheck(name, form, answers, expected)

    def _answer(self, item_id: str, kind: str) -> str | None:
        if kind == "b":
            return None
        right = self._right[item_id]
        if kind == "r":
            return right
        own = [option.id for option in self._items[item_id].options]
        if kind == "f":
            return f"{right}.foreign"[:64]
        return next(option for option in own if option != right)


def run_score_checks(key: AnswerKey, checks: Sequence[ScoreCheck], pool: ItemPool) -> list[str]:
    """Return what is wrong with key or checks, in Polish and without a word of the key; [] is good."""
    failures = _check_key(key, pool)
    if len(checks) < LEAST_CHECKS:
        failures.append(f"Pakiet ma {len(checks)} arkuszy kontrolnych, potrzeba {LEAST_CHECKS}.")
    known = {item.id for item in pool.items}
    for check in checks:
        if not check.form or not known.issuperset(check.form):
            failures.append(f"Arkusz kontrolny „{check.name}” zawiera nieznane zadanie.")
            continue
        try:
            found = score(key, check.form, check.answers).right
        except PackageError:
            failures.append(f"Arkusza kontrolnego „{check.name}” nie można ocenić.")
            continue
        if found != check.expected:
            failures.append(f"Arkusz kontrolny „{check.name}”: oczekiwano {check.expected}, policzono {found}.")
    return failures


def _check_key(key: AnswerKey, pool: ItemPool) -> list[str]:
    failures = []
    for item in sorted(pool.items, key=lambda item: item.id):
        right = key.right.get(item.id)
        if right is None:
            failures.append(f"Klucz nie obejmuje zadania {item.id}.")
        elif right not in {option.id for option in item.options}:
            failures.append(f"Klucz wskazuje nieistniejącą odpowiedź w zadaniu {item.id}.")
    strangers = sorted(set(key.right) - {item.id for item in pool.items})
    failures += [f"Klucz zawiera nieznane zadanie {item_id}." for item_id in strangers]
    return failures
