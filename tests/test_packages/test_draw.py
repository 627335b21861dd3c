"""The draw is fair, repeatable, and indifferent to everything but pool, rule and seed."""

from __future__ import annotations

import hashlib
import itertools
import os
import random
import subprocess
import sys
import time
from collections import Counter
from statistics import NormalDist

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from koperta_packages.draw import DrawnForm, DrawPlan, DrawRule, StratumRule, check_rule, draw
from koperta_packages.draw import draw_seed as seed_of
from koperta_packages.errors import Code, PackageError
from koperta_packages.items import ItemPool
from koperta_packages.selection import Selection
from koperta_packages.words import Words
from tests.test_packages.builders import even_pool, make_item, make_pool

KEY = bytes(range(32))
SIZES = {"html": 18, "js": 18, "php": 12, "bazy": 16, "grafika": 12, "admin": 14}
RULE = DrawRule(tuple(map(StratumRule, SIZES, (8, 8, 5, 7, 6, 6))))
ALIKE = {
    **dict.fromkeys(["html-02", "html-03", "html-09"], "model"),
    **dict.fromkeys(["js-01", "js-07"], "petla"),
    **dict.fromkeys(["php-01", "bazy-01"], "zapytanie"),
    **dict.fromkeys(["grafika-05", "admin-05", "admin-06"], "kopia"),
}
CANDIDATES = 10_000


def rule_of(**counts: int) -> DrawRule:
    return DrawRule(tuple(StratumRule(name, count) for name, count in counts.items()))


def seed(number: int) -> bytes:
    return hashlib.sha256(b"test %d" % number).digest()


def chi_square_limit(degrees: int, probability: float = 1e-4) -> float:
    """Return the value that a chi-square variable exceeds so rarely (Wilson and Hilferty 1931)."""
    z = NormalDist().inv_cdf(1 - probability)
    return float(degrees * (1 - 2 / (9 * degrees) + z * (2 / (9 * degrees)) ** 0.5) ** 3)


def chi_square(counts: Counter[str], expected: dict[str, float]) -> float:
    return sum((counts[name] - each) ** 2 / each for name, each in expected.items())


@pytest.fixture(scope="module")
def forms() -> list[DrawnForm]:
    """Return the forms of 10,000 candidates from a bank without alike tasks."""
    plan = DrawPlan(even_pool(SIZES), RULE)
    return [plan.draw(seed_of(KEY, "pakiet", f"k{n}", 1)) for n in range(CANDIDATES)]


@pytest.fixture(scope="module")
def alike_forms() -> list[DrawnForm]:
    """Return the forms of 10,000 candidates from a bank with alike tasks, also across strata."""
    plan = DrawPlan(even_pool(SIZES, ALIKE), RULE)
    return [plan.draw(seed_of(KEY, "pakiet", f"k{n}", 1)) for n in range(CANDIDATES)]


@pytest.mark.parametrize("part", RULE.strata, ids=lambda part: part.stratum)
def test_every_task_of_a_stratum_is_drawn_equally_often(forms: list[DrawnForm], part: StratumRule) -> None:
    """Counts of tasks drawn without replacement vary less than independent ones, by (N-k)/(N-1)."""
    size = SIZES[part.stratum]
    counts = Counter(item.item_id for form in forms for item in form.items)
    expected = CANDIDATES * part.count / size
    names = {f"{part.stratum}-{at:02}": expected for at in range(1, size + 1)}
    statistic = chi_square(counts, names) * (size - 1) / (size - part.count)
    assert statistic < chi_square_limit(size - 1)
    assert statistic > chi_square_limit(size - 1, 1 - 1e-4), "too even to be random"


def test_every_option_stands_at_every_place_equally_often(forms: list[DrawnForm]) -> None:
    places = Counter(
        f"{option}{place}" for form in forms for item in form.items for place, option in enumerate(item.option_ids)
    )
    total = CANDIDATES * RULE.form_length
    expected = {f"{option}{place}": total / 4 for option in "abcd" for place in range(4)}
    # A table of permutations has 3 · 3 free counts, spread over 16 cells with 3/4 of the variance.
    assert chi_square(places, expected) * 3 / 4 < chi_square_limit(9)


def test_every_order_of_options_is_equally_frequent(forms: list[DrawnForm]) -> None:
    orders = Counter("".join(item.option_ids) for form in forms for item in form.items)
    every = ["".join(order) for order in itertools.permutations("abcd")]
    total = CANDIDATES * RULE.form_length
    assert chi_square(orders, dict.fromkeys(every, total / 24)) < chi_square_limit(23)


def test_tasks_of_a_stratum_stand_anywhere_in_the_form(forms: list[DrawnForm]) -> None:
    first = Counter(form.items[0].item_id.split("-")[0] for form in forms)
    share = CANDIDATES / RULE.form_length
    expected = {part.stratum: part.count * share for part in RULE.strata}
    assert chi_square(first, expected) < chi_square_limit(len(expected) - 1)


def test_every_form_has_the_counts_of_the_rule_and_no_task_twice(forms: list[DrawnForm]) -> None:
    wanted = {part.stratum: part.count for part in RULE.strata}
    for form in forms:
        ids = [item.item_id for item in form.items]
        assert len(set(ids)) == RULE.form_length
        assert Counter(item_id.split("-")[0] for item_id in ids) == wanted


def test_alike_tasks_never_meet_in_one_form(alike_forms: list[DrawnForm]) -> None:
    for form in alike_forms:
        marks = [ALIKE[item.item_id] for item in form.items if item.item_id in ALIKE]
        assert len(set(marks)) == len(marks)
    drawn = {item.item_id for form in alike_forms for item in form.items}
    assert set(ALIKE) <= drawn, "an alike task is never drawn at all"


def test_every_permitted_form_is_equally_likely_with_alike_tasks_across_strata() -> None:
    alike = {"a-1": "x", "a-2": "x", "b-1": "x", "a-3": "y", "b-2": "y"}
    pool = make_pool(
        make_item(f"{s}-{at}", s, alike=alike.get(f"{s}-{at}"), fixed_order=True) for s in "ab" for at in range(1, 5)
    )
    permitted = set()
    for a in itertools.combinations([f"a-{at}" for at in range(1, 5)], 2):
        for b in itertools.combinations([f"b-{at}" for at in range(1, 5)], 2):
            marks = [alike[name] for name in a + b if name in alike]
            if len(set(marks)) == len(marks):
                permitted.add(" ".join(sorted(a + b)))
    plan = DrawPlan(pool, rule_of(a=2, b=2))
    forms = (plan.draw(seed(number)) for number in range(CANDIDATES))
    counts = Counter(" ".join(sorted(item.item_id for item in form.items)) for form in forms)
    assert set(counts) == permitted
    expected = dict.fromkeys(permitted, CANDIDATES / len(permitted))
    assert chi_square(counts, expected) < chi_square_limit(len(permitted) - 1)


def test_a_bank_of_twins_is_drawn_from_without_trying_forever() -> None:
    """Forty of forty-five pairs: one in fifty million blind selections would be permitted."""
    pool = make_pool(make_item(f"t-{at:02}", alike=f"para-{at // 2}") for at in range(90))
    rule = rule_of(siec=40)
    check_rule(pool, rule)
    chosen = {item.item_id for item in draw(pool, rule, seed(1)).items}
    assert len({int(name[2:]) // 2 for name in chosen}) == 40


@given(st.lists(st.sampled_from([None, "p", "q", "r"]), max_size=7), st.integers(0, 5))
def test_the_numbers_of_a_selection_are_exactly_the_permitted_selections(marks: list[str | None], count: int) -> None:
    items = [make_item(f"t{at}", alike=mark) for at, mark in enumerate(marks)]
    selection = Selection(items, count)
    permitted = {
        frozenset(item.id for item in chosen)
        for chosen in itertools.combinations(items, count)
        if len({item.alike or item.id for item in chosen}) == count
    }
    found = [frozenset(item.id for item in selection.at(n)) for n in range(selection.number)]
    assert len(found) == len(set(found))
    assert set(found) == permitted


def test_the_order_of_items_and_strata_in_the_pool_does_not_matter() -> None:
    pool = even_pool(SIZES, ALIKE)
    items, strata = list(pool.items), list(pool.strata)
    random.Random(2).shuffle(items)
    random.Random(3).shuffle(strata)
    mixed = msgspec.structs.replace(pool, items=tuple(items), strata=tuple(strata))
    assert [draw(pool, RULE, seed(n)) for n in range(20)] == [draw(mixed, RULE, seed(n)) for n in range(20)]


def test_the_draw_is_the_same_under_every_hash_seed() -> None:
    code = (
        "from tests.test_packages.test_draw import *\n"
        "plan = DrawPlan(even_pool(SIZES, ALIKE), RULE)\n"
        "print(hashlib.sha256(repr([plan.draw(seed(n)) for n in range(50)]).encode()).hexdigest())"
    )
    found = set()
    for hash_seed in ("0", "1", "4711"):
        environment = {**os.environ, "PYTHONHASHSEED": hash_seed}
        command = [sys.executable, "-c", code]
        run = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
        found.add(run.stdout)
    assert len(found) == 1


@pytest.mark.parametrize(
    "other",
    [
        seed_of(bytes(32), "pakiet", "ab", 1),
        seed_of(KEY, "pakiet-2", "ab", 1),
        seed_of(KEY, "pakiet", "abc", 1),
        seed_of(KEY, "pakiet", "ab", 2),
    ],
    ids=["key", "package", "candidate", "attempt"],
)
def test_a_seed_belongs_to_one_key_package_candidate_and_attempt(other: bytes) -> None:
    assert other != seed_of(KEY, "pakiet", "ab", 1)


def test_options_of_a_task_with_fixed_order_stay_as_authored() -> None:
    pool = make_pool(make_item(f"t{at}", fixed_order=True) for at in range(5))
    for number in range(50):
        for item in draw(pool, rule_of(siec=5), seed(number)).items:
            assert item.option_ids == ("a", "b", "c", "d")


def test_a_fixed_set_is_given_as_assigned_or_drawn_evenly() -> None:
    sets = (("siec-01", "siec-02"), ("siec-03", "siec-04"), ("siec-05", "siec-01"))
    rule = DrawRule(fixed_sets=sets, fixed_assignment={"ewa": 2}, shuffle_tasks=False)
    plan = DrawPlan(even_pool({"siec": 5}), rule)
    assigned = plan.draw(seed(1), "ewa")
    assert (assigned.set_index, [item.item_id for item in assigned.items]) == (2, list(sets[2]))
    drawn = Counter(str(plan.draw(seed(n), "jan").set_index) for n in range(3_000))
    assert chi_square(drawn, dict.fromkeys("012", 1_000.0)) < chi_square_limit(2)


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        (rule_of(siec=6), "stratum 'siec': 6 wanted, 5 can meet"),
        (rule_of(siec=0), "stratum 'siec': 0 wanted"),
        (rule_of(siec=-1), "stratum 'siec': -1 wanted"),
        (rule_of(chmura=1), "no stratum 'chmura'"),
        (DrawRule(), "either strata or fixed sets"),
        (DrawRule((StratumRule("siec", 1), StratumRule("siec", 1))), "twice"),
        (DrawRule((StratumRule("siec", 1),), fixed_sets=(("siec-01",),)), "either"),
        (DrawRule(fixed_sets=(("siec-01",), ("siec-09",))), "set 1: no task 'siec-09'"),
        (DrawRule(fixed_sets=(("siec-01",), ("siec-01", "siec-02"))), "set 1"),
        (DrawRule(fixed_sets=(("siec-01", "siec-01"),)), "set 0"),
        (DrawRule(fixed_sets=(("siec-05", "siec-06"),)), "alike tasks together"),
        (DrawRule(fixed_sets=(("siec-01",),), fixed_assignment={"ewa": 1}), "no set 1"),
    ],
)
def test_a_rule_that_cannot_be_met_is_refused_by_name(rule: DrawRule, words: str) -> None:
    pool = even_pool({"siec": 6}, {"siec-05": "m", "siec-06": "m"})
    with pytest.raises(PackageError) as refused:
        check_rule(pool, rule)
    assert refused.value.code is Code.DRAW_IMPOSSIBLE
    assert words in refused.value.detail


def test_alike_tasks_count_once_when_a_stratum_is_too_small() -> None:
    pool = even_pool({"siec": 4}, {"siec-01": "m", "siec-02": "m"})
    with pytest.raises(PackageError) as refused:
        check_rule(pool, rule_of(siec=4))
    assert refused.value.facts == {"stratum": "siec", "wanted": 4, "available": 3}


def clashing_pool(strata: int) -> tuple[ItemPool, DrawRule]:
    """Return a pool of as many marks as strata, a task of each mark in each, and one task from each."""
    names = "abcdefgh"[:strata]
    items = (make_item(f"{x}-{at}", x, alike=f"m-{at}") for x in names for at in range(strata))
    return make_pool(items), rule_of(**dict.fromkeys(names, 1))


def test_a_rule_that_seldom_succeeds_at_once_is_still_drawn() -> None:
    """Six marks, six strata: 6! of 6^6 selections are permitted, one in 65."""
    check_rule(*clashing_pool(6))


def test_a_rule_that_nearly_always_begins_again_is_refused_at_the_board() -> None:
    """Seven marks, seven strata: 7! of 7^7 selections are permitted, one in 163."""
    with pytest.raises(PackageError) as refused:
        check_rule(*clashing_pool(7))
    assert refused.value.code is Code.DRAW_IMPOSSIBLE


def test_below_throws_words_away_rather_than_favour_small_numbers() -> None:
    """With a bound of 3 · 2^30 a quarter of all words must be thrown away."""
    bound = 3 << 30
    thrown = [n for n in range(200) if Words(seed(n)).word() >= bound]
    assert 20 < len(thrown) < 80
    for n in thrown:
        words = Words(seed(n))
        kept = next(word for word in iter(words.word, None) if word < bound)
        assert Words(seed(n)).below(bound) == kept


def test_a_form_is_drawn_within_a_millisecond() -> None:
    """Forty tasks of ninety; the best of several rounds, because the machine is shared."""
    plan = DrawPlan(even_pool(SIZES, ALIKE), RULE)
    best = min(_seconds(plan) for _ in range(5))
    assert best < 0.001


def _seconds(plan: DrawPlan) -> float:
    start = time.perf_counter()
    for number in range(40):
        plan.draw(seed(number))
    return (time.perf_counter() - start) / 40
