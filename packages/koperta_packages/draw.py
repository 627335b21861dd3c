"""Draw each candidate's form from a pool of tasks.

The draw is a pure function of pool, rule and seed, specified word for word in `docs/draw.md` so that a
stranger can repeat it in any language: the board recomputes every form from it, and a rebuilt room
draws the same forms again. Three rules hold throughout:

1. Nothing depends on the order in which items, strata or dictionaries happen to be stored: items are
   sorted by id before the first random word is used.
2. Every permitted form is exactly as likely as every other. A stratum's permitted selections are
   numbered and one number is drawn (`selection`); alike tasks that meet across strata start the whole
   selection anew.
3. Randomness is a SHA-256 counter stream over the seed with rejection sampling (`words`); never a
   library's generator.
"""

from __future__ import annotations

import hashlib
import hmac

import msgspec

from koperta_crypto.kdf import derive

from .errors import Code, PackageError
from .items import Item, ItemPool
from .selection import Selection
from .words import Words

LABEL = "koperta/draw/1"
MAX_ATTEMPTS = 10_000
TRIALS = 100
TRIAL_ATTEMPTS = 100 * TRIALS


class StratumRule(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Take `count` tasks from one stratum."""

    stratum: str
    count: int


class DrawRule(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Say how a form comes about: counts per stratum, or sets the board has fixed.

    Exactly one of `strata` and `fixed_sets` is non-empty. `fixed_assignment` gives named candidates
    the set with that index (from 0); anybody else's set is drawn.
    """

    strata: tuple[StratumRule, ...] = ()
    shuffle_options: bool = True
    shuffle_tasks: bool = True
    fixed_sets: tuple[tuple[str, ...], ...] = ()
    fixed_assignment: dict[str, int] = msgspec.field(default_factory=dict)

    @property
    def form_length(self) -> int:
        """Return the number of tasks in every form."""
        if self.fixed_sets:
            return len(self.fixed_sets[0])
        return sum(part.count for part in self.strata)


class DrawnItem(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Hold one task of a form and its options in the order shown."""

    item_id: str
    option_ids: tuple[str, ...]


class DrawnForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Hold one candidate's tasks in the order shown; `set_index` names the fixed set, if any."""

    items: tuple[DrawnItem, ...]
    set_index: int | None = None


def draw_seed(tasks_key: bytes, package_id: str, candidate_id: str, attempt: int) -> bytes:
    """Return the 32-byte seed of one candidate's attempt; nobody can know it before the unlock."""
    draw_key = derive(tasks_key, LABEL, package_id.encode())
    candidate = candidate_id.encode()
    message = len(candidate).to_bytes(4, "big") + candidate + attempt.to_bytes(4, "big")
    return hmac.digest(draw_key, message, "sha256")


class DrawPlan:
    """Prepare the draw from one pool by one rule, so that a roomful of forms costs little.

    Raises PackageError(DRAW_IMPOSSIBLE) when the rule names what the pool does not have.
    """

    __slots__ = ("_items", "_rule", "_selections")

    def __init__(self, pool: ItemPool, rule: DrawRule) -> None:
        if bool(rule.strata) == bool(rule.fixed_sets):
            raise _impossible("a rule has either strata or fixed sets")
        self._items = pool.by_id()
        self._rule = rule
        self._selections = _selections(pool, rule)
        _check_sets(self._items, rule)

    def draw(self, seed: bytes, candidate_id: str = "") -> DrawnForm:
        """Return the form of this seed; the candidate's id matters only for fixed assignments."""
        words = Words(seed)
        set_index: int | None = None
        if self._rule.fixed_sets:
            set_index = self._rule.fixed_assignment.get(candidate_id)
            if set_index is None:
                set_index = words.below(len(self._rule.fixed_sets))
            chosen = [self._items[item_id] for item_id in self._rule.fixed_sets[set_index]]
        else:
            chosen, _ = self.select(words, MAX_ATTEMPTS)
        if self._rule.shuffle_tasks:
            words.shuffle(chosen)
        return DrawnForm(tuple(self._with_options(item, words) for item in chosen), set_index)

    def select(self, words: Words, most: int) -> tuple[list[Item], int]:
        """Return one selection, each equally likely, and the number of attempts it took."""
        for attempt in range(1, most + 1):
            chosen: list[Item] = []
            met: set[str] = set()
            for selection in self._selections:
                part = selection.pick(words)
                marks = {item.alike for item in part if item.alike is not None}
                if marks & met:
                    break
                met |= marks
                chosen += part
            else:
                return chosen, attempt
        raise _impossible("alike tasks of different strata meet in nearly every form")

    def _with_options(self, item: Item, words: Words) -> DrawnItem:
        ids = [option.id for option in item.options]
        if self._rule.shuffle_options and not item.fixed_order:
            ids.sort()
            words.shuffle(ids)
        return DrawnItem(item.id, tuple(ids))


def draw(pool: ItemPool, rule: DrawRule, seed: bytes, candidate_id: str = "") -> DrawnForm:
    """Return the form of this seed. For many forms keep one `DrawPlan`.

    Raises PackageError(DRAW_IMPOSSIBLE) when the rule cannot be met.
    """
    return DrawPlan(pool, rule).draw(seed, candidate_id)


def check_rule(pool: ItemPool, rule: DrawRule) -> None:
    """Raise PackageError(DRAW_IMPOSSIBLE), naming the stratum, unless every draw will succeed.

    Alike tasks across strata make a selection start anew now and then; a rule under which that takes
    more than a hundred attempts on average is refused here, at the board, rather than on the day.
    """
    plan = DrawPlan(pool, rule)
    if rule.fixed_sets:
        return
    attempts = 0
    for trial in range(TRIALS):
        seed = hashlib.sha256(b"koperta/draw-trial/1" + trial.to_bytes(4, "big")).digest()
        attempts += plan.select(Words(seed), TRIAL_ATTEMPTS - attempts)[1]


def _selections(pool: ItemPool, rule: DrawRule) -> tuple[Selection, ...]:
    known = {stratum.id for stratum in pool.strata}
    names = [part.stratum for part in rule.strata]
    if len(set(names)) != len(names):
        raise _impossible("a stratum occurs twice in the rule")
    selections = []
    for part in rule.strata:
        if part.stratum not in known:
            raise _impossible(f"no stratum {part.stratum!r} in the bank", stratum=part.stratum)
        items = [item for item in pool.items if item.stratum == part.stratum]
        selection = Selection(items, part.count)
        if part.count < 1 or selection.number == 0:
            raise _impossible(
                f"stratum {part.stratum!r}: {part.count} wanted, {selection.most} can meet",
                stratum=part.stratum,
                wanted=part.count,
                available=selection.most,
            )
        selections.append(selection)
    return tuple(selections)


def _check_sets(items: dict[str, Item], rule: DrawRule) -> None:
    for index, ids in enumerate(rule.fixed_sets):
        unknown = [item_id for item_id in ids if item_id not in items]
        if unknown:
            raise _impossible(f"set {index}: no task {unknown[0]!r} in the bank", set=index)
        if not ids or len(set(ids)) != len(ids) or len(ids) != rule.form_length:
            raise _impossible(f"set {index}: empty, repeated tasks or another length", set=index)
        marks = [items[item_id].alike for item_id in ids if items[item_id].alike is not None]
        if len(set(marks)) != len(marks):
            raise _impossible(f"set {index}: alike tasks together", set=index)
    for candidate, index in rule.fixed_assignment.items():
        if not 0 <= index < len(rule.fixed_sets):
            raise _impossible(f"candidate {candidate!r}: no set {index}", set=index)


def _impossible(detail: str, **facts: int | str) -> PackageError:
    return PackageError(Code.DRAW_IMPOSSIBLE, detail, **facts)
