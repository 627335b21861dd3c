"""A slip in a typed passphrase is caught, named where certain, and never corrected."""

import secrets
from itertools import pairwise, product

import pytest
from hypothesis import given
from hypothesis import strategies as some

from koperta_crypto.errors import PassphraseSlipError, SlipKind
from koperta_crypto.passphrase import (
    ALPHABET,
    CARD_SYMBOLS,
    EMERGENCY_SYMBOLS,
    PASSPHRASE_SYMBOLS,
    Slip,
    check,
    generate,
    grouped,
    located_slip,
    normalise,
)

SIZES = [CARD_SYMBOLS, PASSPHRASE_SYMBOLS, EMERGENCY_SYMBOLS]


def made(symbols: int, seed: int) -> str:
    """Make one of many different passphrases, the same in every run."""
    values = bytes((seed * 7 + at * at * (seed + 3) + at * 11) & 255 for at in range(symbols))
    return normalise(generate(lambda _: values, symbols))


PASSPHRASES = [(made(symbols, seed), symbols) for symbols in SIZES for seed in range(4)]


def swapped(text: str, at: int) -> str:
    return text[:at] + text[at + 1] + text[at] + text[at + 2 :]


def passes(text: str, symbols: int) -> bool:
    try:
        return check(text, symbols) == text
    except PassphraseSlipError:
        return False


def slip_of(text: str, symbols: int) -> PassphraseSlipError:
    with pytest.raises(PassphraseSlipError) as caught:
        check(text, symbols)
    return caught.value


@pytest.mark.parametrize(("symbols", "groups"), [(10, 3), (18, 5), (26, 7)])
def test_a_fresh_passphrase_is_grouped_in_fours_and_passes(symbols: int, groups: int) -> None:
    text = generate(secrets.token_bytes, symbols)
    assert [len(group) for group in text.split("-")] == [4] * groups
    assert check(text, symbols) == text.replace("-", "")
    assert located_slip(text) is None


@pytest.mark.parametrize(("right", "symbols"), PASSPHRASES)
def test_every_single_wrong_symbol_is_located_in_its_group(right: str, symbols: int) -> None:
    for at, symbol in product(range(len(right)), ALPHABET):
        if symbol != right[at]:
            slip = slip_of(right[:at] + symbol + right[at + 1 :], symbols)
            assert (slip.group, slip.kind) == (at // 4 + 1, SlipKind.WRONG_SYMBOL)


@pytest.mark.parametrize(("right", "symbols"), PASSPHRASES)
def test_every_swap_of_different_neighbours_is_caught_and_never_misplaced(right: str, symbols: int) -> None:
    for at, (left, after) in enumerate(pairwise(right)):
        if left != after:
            slip = slip_of(swapped(right, at), symbols)
            assert slip.kind is SlipKind.SWAPPED
            assert slip.group in (None, at // 4 + 1)


def test_a_swap_is_placed_exactly_when_every_explanation_lies_in_one_group() -> None:
    """The explanations are found here by trying every swap back, without any arithmetic."""
    placed = unplaced = 0
    for right, symbols in PASSPHRASES:
        for at in range(len(right) - 1):
            bad = swapped(right, at)
            if bad != right:
                possible = [n for n in range(len(bad) - 1) if passes(swapped(bad, n), symbols)]
                groups = {n // 4 + 1 for n in possible} | {(n + 1) // 4 + 1 for n in possible}
                expected = groups.pop() if len(groups) == 1 else None
                assert at in possible
                assert slip_of(bad, symbols).group == expected
                placed += expected is not None
                unplaced += expected is None
    assert placed > 60 and unplaced > 60


def test_a_swap_across_two_groups_is_caught_but_blamed_on_neither() -> None:
    for right, symbols in PASSPHRASES:
        for at in range(3, len(right) - 1, 4):
            if right[at] != right[at + 1]:
                assert slip_of(swapped(right, at), symbols).group is None


def test_two_wrong_symbols_are_always_caught() -> None:
    """The distance of the code is three; where they are is not promised."""
    right, symbols = PASSPHRASES[0]
    for first, second in product(range(len(right)), repeat=2):
        if first < second:
            for left, after in product(ALPHABET[::3], ALPHABET[1::3]):
                typed = list(right)
                typed[first], typed[second] = left, after
                changed = (left != right[first]) + (after != right[second])
                if changed:
                    slip_of("".join(typed), symbols)


@given(some.text(alphabet=ALPHABET, min_size=20, max_size=20))
def test_what_passes_is_exactly_what_was_typed(text: str) -> None:
    try:
        assert check(text) == text
    except PassphraseSlipError:
        assert located_slip(text) is not None


def test_about_one_in_1024_random_texts_passes() -> None:
    """Two check symbols are ten bits; a weaker check would let more through."""
    values = [made(PASSPHRASE_SYMBOLS, seed)[:18] for seed in range(40)]
    passed = sum(
        located_slip(text + first + second) is None for text in values for first, second in product(ALPHABET, ALPHABET)
    )
    assert passed == len(values)


@pytest.mark.parametrize("symbols", SIZES)
def test_missing_and_superfluous_symbols_are_counted(symbols: int) -> None:
    right = made(symbols, 1)
    for bad, kind, count in [
        (right[:-1], SlipKind.MISSING, 1),
        (right[3:], SlipKind.MISSING, 3),
        ("", SlipKind.MISSING, symbols + 2),
        (right + "0", SlipKind.TOO_MANY, 1),
        (right * 2, SlipKind.TOO_MANY, symbols + 2),
    ]:
        slip = slip_of(bad, symbols)
        assert (slip.group, slip.kind, slip.count) == (None, kind, count)


@pytest.mark.parametrize("sign", ["U", "u", "*", "Ł", "8̶"[1], "\N{CYRILLIC CAPITAL LETTER A}"])
def test_a_sign_outside_the_alphabet_is_named_in_its_group(sign: str) -> None:
    right = made(PASSPHRASE_SYMBOLS, 2)
    slip = slip_of(right[:9] + sign + right[10:], PASSPHRASE_SYMBOLS)
    assert (slip.group, slip.kind) == (3, SlipKind.FOREIGN_SYMBOL)


@pytest.mark.parametrize(
    "typed",
    [
        "k7qf-9mzt-p1h0",
        " K7QF 9MZT P1H0 ",
        "K7QF–9MZT—P1H0",
        "k7qf9mztplho",
        "k7qf9mztpiHO",
        "Ｋ７ＱＦ９ＭＺＴＰ１Ｈ０",
        "K7QF\u20119MZT\u2212P1\u00adH0\u200b\n",
    ],
)
def test_case_spaces_hyphens_width_and_lookalikes_do_not_matter(typed: str) -> None:
    assert normalise(typed) == "K7QF9MZTP1H0"
    assert grouped(typed) == "K7QF-9MZT-P1H0"


def test_a_slip_never_repeats_what_was_typed() -> None:
    right = made(PASSPHRASE_SYMBOLS, 3)
    wrong = ("1" if right[0] == "0" else "0") + right[1:]
    slip = slip_of(wrong, PASSPHRASE_SYMBOLS)
    assert wrong[:4] not in str(slip) and right[:4] not in str(slip)


def test_a_passphrase_of_impossible_size_is_a_programming_error() -> None:
    for symbols in (0, -1, 30):
        with pytest.raises(ValueError, match="symbols"):
            generate(secrets.token_bytes, symbols)
        with pytest.raises(ValueError, match="symbols"):
            check("", symbols)
    with pytest.raises(ValueError, match="randomness"):
        generate(lambda n: bytes(n - 1))


def test_a_slip_is_asked_of_complete_passphrases_only() -> None:
    for bad in ("", "00", "0" * 32):
        with pytest.raises(PassphraseSlipError):
            located_slip(bad)
    assert located_slip("0" * 20) is None
    assert located_slip("1" + "0" * 19) == Slip(SlipKind.WRONG_SYMBOL, 1)


def test_random_symbols_use_the_whole_alphabet_evenly() -> None:
    """Each of the 256 byte values maps to one symbol, eight values each."""
    every = iter(range(256))
    seen = [generate(lambda n: bytes([next(every)]) * n, CARD_SYMBOLS)[0] for _ in range(256)]
    assert {symbol: seen.count(symbol) for symbol in ALPHABET} == dict.fromkeys(ALPHABET, 8)


def test_the_documented_field_is_the_one_in_use() -> None:
    """Worked by hand from the module's text: a 1 and 17 zeros, so A = B = 1 and n = 20.

    a^5 = 5, a^10 = 17, a^15 = 31, a^18 = 3, a^19 = 6. The last check symbol is
    (1 + 3) / (3 + 6) = 2 / 5 = a^1 / a^5 = a^27 = 11 = B, the one before 1 + 11 = 10 = A.
    """
    assert generate(lambda n: b"\x01" + bytes(n - 1)) == "1000-0000-0000-0000-00AB"
