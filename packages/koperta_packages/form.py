"""Seal one candidate's drawn tasks for a workstation: what crosses the LAN before the start.

A form holds what the screen shows and nothing else: never the answer key, the stratum or a mark of
alike tasks. It is sealed under a key of its own, which the room hands over only at the start, and
padded, so that its size says little. The same draw gives the same bytes: the nonce is derived from key
and content, so a rebuilt room delivers what the workstation may already hold. Pictures stay sealed as
they lie in the package; a form carries the key of each of its own pictures.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

import msgspec

from koperta_crypto import strict_json
from koperta_crypto.errors import CryptoError
from koperta_crypto.kdf import derive
from koperta_crypto.labels import context
from koperta_crypto.sealing import open_sealed, seal
from koperta_crypto.stream import pad, unpad

from .draw import DrawnForm
from .errors import Code, PackageError
from .items import Item, ItemPool, PictureRef
from .manifest import open_sealed_segment, segment_key
from .pictures import check_picture

LABEL = "koperta/form/1"
NONCE_LABEL = "koperta/form-nonce/1"
PADDING = 4096
MAX_SEALED = 16 * 1024 * 1024


class _Value(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Be an immutable value whose decoder refuses fields it does not know."""


class FormOption(_Value, frozen=True):
    """Hold one option; its place in the item is its place on the screen."""

    id: str
    html: str


class FormPicture(_Value, frozen=True):
    """Hold what opens one sealed picture: segment, its key, length and SHA-256 of the sealed bytes."""

    name: str
    segment_id: str
    segment_key_hex: str
    length: int
    sha256: str
    media_type: Literal["image/png", "image/svg+xml"]
    alt: str


class FormItem(_Value, frozen=True):
    """Hold one task as shown; `number` counts from 1."""

    number: int
    item_id: str
    html: str
    options: tuple[FormOption, ...]
    pictures: tuple[FormPicture, ...]


class FormSegment(_Value, frozen=True):
    """Name a sealed picture: length in bytes and SHA-256 (hex) as in the manifest."""

    segment_id: str
    length: int
    sha256: str


class FormHeader(_Value, frozen=True):
    """Hold in clear which sealed pictures the form will need, so that they can be fetched early."""

    segments: tuple[FormSegment, ...]


class FormContent(_Value, frozen=True):
    """Hold everything a workstation shows of one candidate's exam.

    `minutes` is the exam's length for information; the room keeps the candidate's clock.
    """

    package_id: str
    candidate_id: str
    attempt: int
    title: str
    qualification: str
    minutes: int
    calculator: bool
    items: tuple[FormItem, ...]
    format: Literal["koperta-form/1"] = "koperta-form/1"

    def header(self) -> FormHeader:
        """Return the pictures to fetch, each once, in order of their ids."""
        pictures = [picture for item in self.items for picture in item.pictures]
        segments = {p.segment_id: FormSegment(p.segment_id, p.length, p.sha256) for p in pictures}
        return FormHeader(tuple(segments[segment_id] for segment_id in sorted(segments)))


def build_form(
    pool: ItemPool | Mapping[str, Item],
    drawn: DrawnForm,
    *,
    tasks_key: bytes,
    segments: Mapping[str, FormSegment],
    package_id: str,
    candidate_id: str,
    attempt: int,
    title: str,
    qualification: str,
    minutes: int,
    calculator: bool,
) -> FormContent:
    """Return what the candidate will see, with the keys of its pictures.

    `pool` may be its `by_id()`, to save work for a roomful of forms; `segments` holds the manifest's
    picture segments under their ids. Raises PackageError(PKG_MALFORMED) when the pool names a segment
    or the form an item or option that is not there.
    """
    items = pool.by_id() if isinstance(pool, ItemPool) else pool
    sealed = _SealedPictures(tasks_key, package_id, segments)
    try:
        shown = tuple(
            _show(number, items[each.item_id], each.option_ids, sealed)
            for number, each in enumerate(drawn.items, start=1)
        )
    except KeyError as missing:
        raise PackageError(Code.PKG_MALFORMED, f"form: {missing} is not in the package") from None
    return FormContent(
        package_id=package_id,
        candidate_id=candidate_id,
        attempt=attempt,
        title=title,
        qualification=qualification,
        minutes=minutes,
        calculator=calculator,
        items=shown,
    )


@dataclass(frozen=True, slots=True)
class _SealedPictures:
    """Hold what turns a pool's picture into a form's: the package's segments and their key."""

    tasks_key: bytes = field(repr=False)
    package_id: str
    segments: Mapping[str, FormSegment]

    def open_with_key(self, picture: PictureRef) -> FormPicture:
        sealed = self.segments[picture.segment_id]
        key = segment_key(self.tasks_key, self.package_id, picture.segment_id)
        return FormPicture(
            name=picture.name,
            segment_id=picture.segment_id,
            segment_key_hex=key.hex(),
            length=sealed.length,
            sha256=sealed.sha256,
            media_type=picture.media_type,
            alt=picture.alt,
        )


def _show(number: int, item: Item, option_ids: tuple[str, ...], sealed: _SealedPictures) -> FormItem:
    texts = {option.id: option.html for option in item.options}
    options = tuple(FormOption(each, texts[each]) for each in option_ids)
    pictures = tuple(sealed.open_with_key(picture) for picture in item.pictures)
    return FormItem(number, item.id, item.html, options, pictures)


def form_key(tasks_key: bytes, package_id: str, candidate_id: str, attempt: int) -> bytes:
    """Return the key of one candidate's sealed form, released at the start of the sitting."""
    return derive(tasks_key, LABEL, *_binding(package_id, candidate_id, attempt))


def seal_form(key: bytes, content: FormContent, *, candidate_id: str, package_id: str, attempt: int) -> bytes:
    """Return the sealed form; the same content under the same key gives the same bytes.

    Raises ValueError when the content belongs to somebody else.
    """
    if _owner(content) != (package_id, candidate_id, attempt):
        raise ValueError("the form belongs to another candidate, package or attempt")
    padded = pad(strict_json.dumps(msgspec.to_builtins(content)), PADDING)
    # Derived from the content too: were a form ever rebuilt differently, no nonce would repeat.
    nonce = derive(key, NONCE_LABEL, hashlib.sha256(padded).digest(), length=24)
    return seal(key, padded, _aad(package_id, candidate_id, attempt), nonce=nonce)


def open_form(key: bytes, sealed: bytes, *, candidate_id: str, package_id: str, attempt: int) -> FormContent:
    """Return the form in the sealed bytes.

    Raises PackageError(SEGMENT_AUTH_FAILED) for a wrong key, another candidate's form or damage,
    PackageError(PKG_MALFORMED) for content that is not a form.
    """
    if len(sealed) > MAX_SEALED:
        raise PackageError(Code.PKG_LIMIT_EXCEEDED, f"form of {len(sealed)} bytes")
    try:
        padded = open_sealed(key, sealed, _aad(package_id, candidate_id, attempt))
    except CryptoError as error:
        raise PackageError(Code.SEGMENT_AUTH_FAILED, f"form: {error}") from error
    try:
        value = strict_json.loads(unpad(padded, PADDING), limit=MAX_SEALED)
        content = msgspec.convert(value, FormContent)
    except (CryptoError, msgspec.ValidationError) as error:
        raise PackageError(Code.PKG_MALFORMED, f"form: {error}") from error
    if _owner(content) != (package_id, candidate_id, attempt):
        raise PackageError(Code.PKG_MALFORMED, "form: the content names another candidate")
    return content


def open_picture(sealed: bytes, picture: FormPicture, package_id: str) -> bytes:
    """Return a picture of a form from its sealed bytes, fit to be given to a renderer.

    Raises PackageError: PKG_SEGMENT_CORRUPT for damaged bytes, SEGMENT_AUTH_FAILED, BANK_INVALID for a
    picture that is not what it says.
    """
    if len(sealed) != picture.length or hashlib.sha256(sealed).hexdigest() != picture.sha256:
        raise PackageError(Code.PKG_SEGMENT_CORRUPT, picture.segment_id, segment=picture.segment_id)
    key = bytes.fromhex(picture.segment_key_hex)
    data = open_sealed_segment(key, package_id, picture.segment_id, sealed)
    if check_picture(picture.name, data) != picture.media_type:
        raise PackageError(Code.BANK_INVALID, f"{picture.name}: not {picture.media_type}")
    return data


def _owner(content: FormContent) -> tuple[str, str, int]:
    return content.package_id, content.candidate_id, content.attempt


def _binding(package_id: str, candidate_id: str, attempt: int) -> tuple[bytes, bytes, bytes]:
    return package_id.encode(), candidate_id.encode(), attempt.to_bytes(4, "big")


def _aad(package_id: str, candidate_id: str, attempt: int) -> bytes:
    return context(LABEL, *_binding(package_id, candidate_id, attempt))
