"""Put names into the order of a Polish dictionary, the same on every machine whatever its locale."""

from __future__ import annotations

import unicodedata

_ALPHABET = "aąbcćdeęfghijklłmnńoóprsśtuvwxyzźż"
_PLACE = {letter: place for place, letter in enumerate("0123456789" + _ALPHABET.replace("p", "pq"), start=2)}
_FOREIGN = {"ø": "o", "đ": "d", "ð": "d", "æ": "ae", "œ": "oe", "þ": "th", "ı": "i", "ħ": "h", "ŧ": "t"}
_BEYOND = 1_000  # other scripts stand behind the Latin one
_BREAK = 1  # a space or hyphen ends a word: "Nowak-Zając" stands before "Nowakowska"


def polish_key(text: str) -> tuple[tuple[int, ...], str]:
    """Return a sort key; letters of other languages stand with the plain letter, ß with ss."""
    places = []
    for letter in unicodedata.normalize("NFC", text).casefold():
        if letter in _PLACE:
            places.append(_PLACE[letter])
            continue
        spelt = _FOREIGN.get(letter) or unicodedata.normalize("NFKD", letter)
        plain = [_PLACE[one] for one in spelt if one in _PLACE]
        places += plain or [_BEYOND + ord(letter) if letter.isalpha() else _BREAK]
    return tuple(places), text
