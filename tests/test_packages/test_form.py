"""A sealed form holds one candidate's screen, opens for nobody else, and is the same every time."""

from __future__ import annotations

import hashlib
import json
from typing import TypedDict

import msgspec
import pytest

from koperta_crypto.labels import context
from koperta_crypto.sealing import open_sealed, seal
from koperta_crypto.stream import pad, seal_stream
from koperta_packages import public
from koperta_packages.draw import DrawnForm, DrawnItem, DrawPlan, DrawRule, StratumRule, draw_seed
from koperta_packages.errors import Code, PackageError
from koperta_packages.form import (
    PADDING,
    FormContent,
    FormPicture,
    FormSegment,
    build_form,
    form_key,
    open_form,
    open_picture,
    seal_form,
)
from koperta_packages.items import PictureRef
from koperta_packages.manifest import segment_aad, segment_key
from tests.test_packages.builders import even_pool, make_item, make_pool

TASKS_KEY = bytes(range(32))
PACKAGE = "2026Z-INF.03-1"


class Owner(TypedDict):
    package_id: str
    candidate_id: str
    attempt: int


OWNER: Owner = {"package_id": PACKAGE, "candidate_id": "kandydat-1", "attempt": 1}
KEY = form_key(TASKS_KEY, PACKAGE, "kandydat-1", 1)
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><rect width="9" height="9"/></svg>'
PICTURE = PictureRef("plan.svg", "picture-001", "image/svg+xml", "Plan sieci")


def sealed_picture(data: bytes = SVG, package_id: str = PACKAGE) -> bytes:
    key = segment_key(TASKS_KEY, package_id, PICTURE.segment_id)
    aad = segment_aad(package_id, PICTURE.segment_id)
    return b"".join(seal_stream(key, aad, [pad(data, PADDING)]))


SEALED = sealed_picture()
SEGMENTS = {PICTURE.segment_id: FormSegment(PICTURE.segment_id, len(SEALED), hashlib.sha256(SEALED).hexdigest())}


def content_for(candidate_id: str = "kandydat-1", attempt: int = 1) -> FormContent:
    items = [make_item(f"siec-{at:02}", alike="tajny-znak" if at == 1 else None) for at in range(9)]
    items[0] = msgspec.structs.replace(items[0], pictures=(PICTURE,))
    pool = make_pool(items)
    plan = DrawPlan(pool, DrawRule((StratumRule("siec", 9),)))
    return build_form(
        pool,
        plan.draw(draw_seed(TASKS_KEY, PACKAGE, candidate_id, attempt)),
        tasks_key=TASKS_KEY,
        segments=SEGMENTS,
        package_id=PACKAGE,
        candidate_id=candidate_id,
        attempt=attempt,
        title="Egzamin próbny",
        qualification="INF.03",
        minutes=60,
        calculator=True,
    )


CONTENT = content_for()
SEALED_FORM = seal_form(KEY, CONTENT, **OWNER)


def the_picture() -> FormPicture:
    (picture,) = (picture for item in CONTENT.items for picture in item.pictures)
    return picture


def test_a_form_comes_back_as_it_was() -> None:
    assert open_form(KEY, SEALED_FORM, **OWNER) == CONTENT
    assert [item.number for item in CONTENT.items] == list(range(1, 10))


def test_a_rebuilt_room_seals_the_very_same_bytes() -> None:
    assert seal_form(KEY, content_for(), **OWNER) == SEALED_FORM


def test_two_contents_under_one_key_never_share_a_nonce() -> None:
    other = msgspec.structs.replace(CONTENT, title="Inny tytuł")
    assert seal_form(KEY, other, **OWNER)[:24] != SEALED_FORM[:24]


def test_a_form_tells_neither_stratum_nor_alike_mark_nor_key() -> None:
    text = json.dumps(msgspec.to_builtins(CONTENT))
    assert "tajny-znak" not in text
    assert set(msgspec.to_builtins(CONTENT.items[0])) == {
        "number",
        "item_id",
        "html",
        "options",
        "pictures",
    }
    assert "stratum" not in text
    assert "alike" not in text


def test_sizes_of_forms_differ_by_whole_blocks_only() -> None:
    assert (len(SEALED_FORM) - 24 - 16) % PADDING == 0


@pytest.mark.parametrize(
    "other",
    [
        {**OWNER, "candidate_id": "kandydat-2"},
        {**OWNER, "attempt": 2},
        {**OWNER, "package_id": "2026Z-INF.03-2"},
    ],
    ids=["candidate", "attempt", "package"],
)
def test_a_form_opens_only_as_the_form_it_is(other: Owner) -> None:
    for key in (KEY, form_key(TASKS_KEY, **other)):
        with pytest.raises(PackageError) as refused:
            open_form(key, SEALED_FORM, **other)
        assert refused.value.code is Code.SEGMENT_AUTH_FAILED


def test_a_form_is_not_sealed_for_somebody_else() -> None:
    with pytest.raises(ValueError, match="another candidate"):
        seal_form(KEY, CONTENT, package_id=PACKAGE, candidate_id="kandydat-2", attempt=1)


def test_a_sealed_form_with_a_foreign_name_inside_is_refused() -> None:
    padded = pad(json.dumps(msgspec.to_builtins(content_for("kandydat-2"))).encode(), PADDING)
    aad = context("koperta/form/1", PACKAGE.encode(), b"kandydat-1", (1).to_bytes(4, "big"))
    assert open_form(KEY, seal(KEY, open_sealed(KEY, SEALED_FORM, aad), aad), **OWNER) == CONTENT
    with pytest.raises(PackageError) as refused:
        open_form(KEY, seal(KEY, padded, aad), **OWNER)
    assert refused.value.code is Code.PKG_MALFORMED


@pytest.mark.parametrize("place", [0, 23, 24, 4_000, len(SEALED_FORM) - 1])
def test_a_flipped_bit_is_found(place: int) -> None:
    damaged = bytearray(SEALED_FORM)
    damaged[place] ^= 1
    with pytest.raises(PackageError) as refused:
        open_form(KEY, bytes(damaged), **OWNER)
    assert refused.value.code is Code.SEGMENT_AUTH_FAILED


@pytest.mark.parametrize("length", [0, 10, 40, len(SEALED_FORM) - 1])
def test_a_truncated_form_is_refused(length: int) -> None:
    with pytest.raises(PackageError) as refused:
        open_form(KEY, SEALED_FORM[:length], **OWNER)
    assert refused.value.code is Code.SEGMENT_AUTH_FAILED


def test_the_header_names_each_sealed_picture_once() -> None:
    assert CONTENT.header().segments == (SEGMENTS[PICTURE.segment_id],)


def test_a_picture_opens_with_the_key_in_the_form() -> None:
    assert open_picture(SEALED, the_picture(), PACKAGE) == SVG


def test_a_picture_key_opens_no_other_segment() -> None:
    picture = the_picture()
    other = msgspec.structs.replace(picture, segment_id="picture-002")
    with pytest.raises(PackageError) as refused:
        open_picture(SEALED, other, PACKAGE)
    assert refused.value.code is Code.SEGMENT_AUTH_FAILED


@pytest.mark.parametrize("damaged", [SEALED[:-1], SEALED + b"\0", b"\0" + SEALED[1:], b""])
def test_a_damaged_picture_is_told_by_its_hash(damaged: bytes) -> None:
    with pytest.raises(PackageError) as refused:
        open_picture(damaged, the_picture(), PACKAGE)
    assert refused.value.code is Code.PKG_SEGMENT_CORRUPT
    assert refused.value.facts["segment"] == PICTURE.segment_id


def test_a_picture_with_a_script_never_reaches_a_renderer() -> None:
    evil = SVG.replace(b"<rect", b"<script>1</script><rect")
    sealed = sealed_picture(evil)
    picture = msgspec.structs.replace(the_picture(), length=len(sealed), sha256=hashlib.sha256(sealed).hexdigest())
    with pytest.raises(PackageError) as refused:
        open_picture(sealed, picture, PACKAGE)
    assert refused.value.code is Code.BANK_INVALID


@pytest.mark.parametrize(
    "drawn",
    [DrawnItem("obce-01", ("a",)), DrawnItem("siec-01", ("a", "z"))],
    ids=["item", "option"],
)
def test_a_form_of_what_the_package_does_not_hold_is_refused(drawn: DrawnItem) -> None:
    with pytest.raises(PackageError) as refused:
        build_form(
            even_pool({"siec": 2}),
            DrawnForm((drawn,)),
            tasks_key=TASKS_KEY,
            segments={},
            title="",
            qualification="INF.03",
            minutes=60,
            calculator=False,
            package_id=PACKAGE,
            candidate_id="kandydat-1",
            attempt=1,
        )
    assert refused.value.code is Code.PKG_MALFORMED


def test_a_workstation_sees_neither_draw_nor_score() -> None:
    for name in public.__all__:
        module = getattr(public, name).__class__.__module__
        assert "score" not in module
    hidden = {"draw", "score", "DrawPlan", "AnswerKey", "form_key", "seal_form", "build_form"}
    assert hidden.isdisjoint(dir(public))
