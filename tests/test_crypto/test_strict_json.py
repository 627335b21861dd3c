"""Signed documents are one strict kind of JSON; every other input is refused by name."""

import json
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as some

from koperta_crypto.errors import CryptoError, FormatError, LimitError
from koperta_crypto.strict_json import JsonValue, dumps, load_object, loads

from .damage import truncations

LIMIT = 1_000_000
TEXTS = some.text(some.characters(exclude_categories=["Cs"]), max_size=8)
SCALARS = some.none() | some.booleans() | some.integers(1 - 2**53, 2**53 - 1) | TEXTS
VALUES: some.SearchStrategy[JsonValue] = some.recursive(
    SCALARS,
    lambda inner: some.lists(inner, max_size=3) | some.dictionaries(TEXTS, inner, max_size=3),
    max_leaves=6,
)
# What JSON allows and we do not: numbers that are no plain integers, and keys named twice.
STRICTER = {
    "y_number.json",
    "y_number_0e+1.json",
    "y_number_0e1.json",
    "y_number_double_close_to_zero.json",
    "y_number_int_with_exp.json",
    "y_number_minus_zero.json",
    "y_number_negative_zero.json",
    "y_number_real_capital_e.json",
    "y_number_real_capital_e_neg_exp.json",
    "y_number_real_capital_e_pos_exp.json",
    "y_number_real_exponent.json",
    "y_number_real_fraction_exponent.json",
    "y_number_real_neg_exp.json",
    "y_number_real_pos_exponent.json",
    "y_number_simple_real.json",
    "y_object_duplicated_key.json",
    "y_object_duplicated_key_and_value.json",
    "y_object_extreme_numbers.json",
    "y_structure_lonely_negative_real.json",
}


def outcome(data: bytes) -> str:
    """Return `accepted` or the name of the refusal."""
    try:
        loads(data, limit=LIMIT)
    except CryptoError as error:
        return type(error).__name__
    return "accepted"


def test_the_json_test_suite_gives_the_stated_outcomes(samples: Path) -> None:
    """`i_` cases are left open by the RFC; strictness refuses them all."""
    folder = samples / "hostile" / "json" / "JSONTestSuite" / "test_parsing"
    files = sorted(folder.glob("*.json"))
    wrong = []
    for file in files:
        must_pass = file.name.startswith("y_") and file.name not in STRICTER
        if (outcome(file.read_bytes()) == "accepted") != must_pass:
            wrong.append(file.name)
    assert wrong == []
    assert len(files) > 300


def test_what_is_accepted_means_what_json_says(samples: Path) -> None:
    folder = samples / "hostile" / "json" / "JSONTestSuite" / "test_parsing"
    for file in sorted(folder.glob("y_*.json")):
        if file.name not in STRICTER:
            data = file.read_bytes()
            assert loads(data, limit=LIMIT) == json.loads(data)


@given(VALUES)
def test_whatever_is_written_reads_back_equal_and_writes_the_same_bytes(value: JsonValue) -> None:
    data = dumps(value)
    again = loads(data, limit=LIMIT)
    assert again == value
    assert dumps(again) == data


@given(some.binary(max_size=40) | some.text(alphabet='[]{}",:\\u0123eE.-+ \n', max_size=30))
def test_no_input_raises_anything_but_our_errors(data: bytes | str) -> None:
    raw = data if isinstance(data, bytes) else data.encode("utf-8")
    try:
        value = loads(raw, limit=LIMIT)
    except CryptoError:
        return
    assert loads(dumps(value), limit=LIMIT) == value


def test_the_written_form_is_sorted_compact_utf8() -> None:
    value: JsonValue = {"ż": [1, -2, True, None], "a": {"z": "", "b": 'ą"\\\n'}}
    assert dumps(value) == '{"a":{"b":"ą\\"\\\\\\n","z":""},"ż":[1,-2,true,null]}'.encode()


@pytest.mark.parametrize(
    "text",
    [
        "1.0", "1e2", "-0", "-0.0", "NaN", "Infinity", "-Infinity", "01", "+1", "0x1", "1_000",
        '{"a":1,"a":1}', '{"a":1,"\\u0061":2}', '[{"b":{"a":1,"a":2}}]', '"\\ud800"', '"\\udc00x"',
        "[1,]", '{"a":1,}', "// c\n1", "'a'", '"a\nb"', "", " ", "[1] x", "[1][2]", "\ufeff1", "tru",
        "١", '"\\x41"', "\u00a01", "{1:2}", "[", '"', '"\\',
    ],
)  # fmt: skip
def test_json_that_is_not_strict_is_refused(text: str) -> None:
    assert outcome(text.encode("utf-8")) == "FormatError"


@pytest.mark.parametrize("number", [2**53 - 1, 1 - 2**53, 0, -1])
def test_integers_below_two_to_the_53_are_exact(number: int) -> None:
    assert loads(str(number).encode(), limit=LIMIT) == number
    assert loads(dumps(number), limit=LIMIT) == number


@pytest.mark.parametrize("number", [2**53, -(2**53), 10**17, 10**18, -(10**5000 // 10**4000)])
def test_larger_integers_are_refused_in_both_directions(number: int) -> None:
    assert outcome(str(number).encode()) == "LimitError"
    with pytest.raises(LimitError):
        dumps(number)


@pytest.mark.parametrize(("number", "refusal"), [(b"9", "LimitError"), (b"0." + b"9" * 99, "FormatError")])
def test_a_number_of_a_million_digits_is_refused_quickly(number: bytes, refusal: str) -> None:
    started = time.perf_counter()
    assert outcome(number + b"9" * (LIMIT - 200)) == refusal
    assert time.perf_counter() - started < 1.0


def test_eight_levels_are_the_depth_and_nine_are_refused_in_both_directions() -> None:
    eight: JsonValue = []
    for _ in range(7):
        eight = [eight]
    assert loads(dumps(eight), limit=LIMIT) == eight
    assert outcome(b"[" * 9 + b"]" * 9) == "LimitError"
    assert outcome(b'{"a":' * 9 + b"1" + b"}" * 9) == "LimitError"
    with pytest.raises(LimitError):
        dumps([eight])


@pytest.mark.parametrize("opening", [b"[", b'{"a":', b'[{"a":', b'["\\"",'])
def test_deep_nesting_is_refused_and_never_exhausts_the_stack(opening: bytes) -> None:
    assert outcome(opening * 100_000) == "LimitError"


def test_brackets_inside_strings_are_not_levels() -> None:
    value: JsonValue = ["[[[[[[[[[[{{{{{{{{{{", 'a"[[[[[[[[[', "\\", "]]]]"]
    assert loads(dumps(value), limit=LIMIT) == value


@pytest.mark.parametrize("unit", [b'"', b'\\"', b'"\\', b'"\\"', b"\\"])
def test_hostile_quotes_and_backslashes_cost_linear_time(unit: bytes) -> None:
    started = time.perf_counter()
    assert outcome(b'["' + unit * (LIMIT // 4)) != "accepted"
    assert time.perf_counter() - started < 2.0


def test_a_document_beyond_its_limit_is_refused_unread() -> None:
    assert loads(b"[1]", limit=3) == [1]
    with pytest.raises(LimitError):
        loads(b"\xff" * 4, limit=3)


def test_every_truncation_of_a_document_is_refused() -> None:
    for bad in truncations(dumps({"a": [1, {"ż": "x"}], "b": None})):
        with pytest.raises(FormatError):
            loads(bad, limit=LIMIT)


@pytest.mark.parametrize("data", [b"[]", b"1", b"null", b'"a"'])
def test_a_document_that_must_be_an_object_is_refused_otherwise(data: bytes) -> None:
    with pytest.raises(FormatError):
        load_object(data, limit=LIMIT)
    assert load_object(b'{"a":1}', limit=LIMIT) == {"a": 1}


@pytest.mark.parametrize("value", [1.0, b"a", {1: 2}, {"a": {None: 1}}, {1, 2}, object(), "\ud800"])
def test_values_that_are_not_strict_json_are_never_written(value: object) -> None:
    for wrapped in (value, [value], {"a": value}):
        with pytest.raises(FormatError):
            dumps(wrapped)  # type: ignore[arg-type]  # the very point is a value of a wrong type
