"""Print the identification cards (D06, R §25.4): eight on a sheet of A4, to be cut along the lines.

A card holds exactly the fields of §25.4 and a QR code of user name and password for a scanner that types like a
keyboard: `user name TAB password`. Cards hold secrets: the file is for the printer and is deleted afterwards.
"""

from __future__ import annotations

import io
import json
from collections.abc import Iterable, Sequence
from importlib import resources
from pathlib import Path

import segno
import typst

from koperta_crypto import passphrase
from koperta_operator.documents.polish_order import polish_key
from koperta_packages import typefaces
from koperta_packages.candidates import Candidate, SittingDefinition
from koperta_packages.package_writer import write_whole

PER_PAGE = 8


def write_cards(path: Path, sitting: SittingDefinition, candidates: Iterable[Candidate]) -> int:
    """Write the cards of everybody who is to sit, sorted by surname; return how many.

    Exempt candidates get none. Raises OSError when the disk refuses, KeyError for a package that the sitting
    does not have.
    """
    sitting_down = in_order(one for one in candidates if not one.exempt)
    write_whole(path, [render_cards(sitting, sitting_down)])
    return len(sitting_down)


def in_order(candidates: Iterable[Candidate]) -> list[Candidate]:
    """Return candidates by surname, then given names, then id, in Polish order."""
    return sorted(candidates, key=lambda one: (polish_key(one.surname), polish_key(one.given_names), one.candidate_id))


def render_cards(sitting: SittingDefinition, candidates: Sequence[Candidate]) -> bytes:
    """Return the PDF; the same data give the same bytes."""
    template = resources.files("koperta_operator.documents").joinpath("cards.typ").read_bytes()
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[typefaces.folder()])
    content = {"trial": sitting.trial, "cards": [_card(sitting, one) for one in candidates]}
    return typst.compile(
        template,
        format="pdf",
        font_paths=fonts,
        sys_inputs={"content": json.dumps(content)},
    )


def qr_text(candidate: Candidate) -> str:
    """Return what the code of a card holds: user name, tabulator, password without hyphens."""
    return f"{candidate.username}\t{passphrase.normalise(candidate.secret)}"


def _card(sitting: SittingDefinition, candidate: Candidate) -> dict[str, str]:
    package = sitting.package(candidate.package_id)
    has_pesel = bool(candidate.pesel)
    return {
        "name": f"{candidate.given_names} {candidate.surname}",
        "document_label": "PESEL" if has_pesel else "Seria i numer dokumentu",
        "document": candidate.pesel or candidate.document or "",
        "symbol": package.qualification,
        "qualification": package.name,
        "username": candidate.username,
        "password": passphrase.grouped(candidate.secret),
        "qr": _qr_svg(qr_text(candidate)),
    }


def _qr_svg(text: str) -> str:
    out = io.BytesIO()
    segno.make(text, error="m", micro=False).save(out, kind="svg", border=4, xmldecl=False, svgns=True)
    return out.getvalue().decode("utf-8")
