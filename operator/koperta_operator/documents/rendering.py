"""Turn the content of a document into PDF/A-2a, tagged (PDF/UA-1), with the project's own fonts.

The same content gives the same bytes: the document's date is the hour of the newest event it was made from.
"""

from __future__ import annotations

import enum
import io
from collections.abc import Mapping
from importlib import resources
from typing import Any

import msgspec
import segno
import typst

from koperta_operator.documents.content import Collective, Proof, RoomProtocol
from koperta_packages import typefaces


class Document(enum.StrEnum):
    """Name a document; the value is the stem of its template and of its file."""

    ROOM_PROTOCOL = "room_protocol"
    SIGNATURE_LIST = "signature_list"
    COLLECTIVE = "collective"


def render(document: Document, content: RoomProtocol | Collective) -> bytes:
    """Return the PDF of a document."""
    return typst.compile(
        _template(document),
        format="pdf",
        font_paths=_fonts(),
        pdf_standards=["a-2a", "ua-1"],
        sys_inputs=_inputs(content),
    )


def pictures(document: Document, content: RoomProtocol | Collective, ppi: float) -> list[bytes]:
    """Return every page as a PNG, at so many dots per inch."""
    made: Any = typst.compile(
        _template(document), format="png", ppi=ppi, font_paths=_fonts(), sys_inputs=_inputs(content)
    )
    return list(made) if isinstance(made, list) else [bytes(made)]  # one page comes without a list


def _template(document: Document) -> bytes:
    folder = resources.files("koperta_operator.documents")
    return b"".join(folder.joinpath(f"{name}.typ").read_bytes() for name in ("kit", document.value))


def _fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[typefaces.folder()])


def _inputs(content: RoomProtocol | Collective) -> dict[str, str]:
    proofs = content.proofs if isinstance(content, Collective) else (content.proof,)
    return {"content": msgspec.json.encode(content).decode(), **_seal(proofs)}


def qr_text(proofs: tuple[Proof, ...]) -> str:
    """Return what the code on each page holds: for each journal its sitting, number of events and last value."""
    return "\n".join(f"koperta:{one.sitting_id}:{one.events}:{one.head}" for one in proofs if one.head)


def _seal(proofs: tuple[Proof, ...]) -> Mapping[str, str]:
    text = qr_text(proofs)
    if not text:
        return {"qr": ""}
    out = io.BytesIO()
    segno.make(text, error="m", micro=False).save(out, kind="svg", border=2, xmldecl=False, svgns=True)
    return {"qr": out.getvalue().decode("utf-8")}
