"""Draw pages of the protocols into docs/images/documents-*.png, from the day of trouble of the tests."""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT))
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtGui import QImage  # noqa: E402
from small_png import save  # noqa: E402

from koperta_operator.documents.rendering import Document, pictures  # noqa: E402
from koperta_operator.documents.room_protocol import room_protocol  # noqa: E402
from tests.test_operator.documents_scene import DETAILS, sources  # noqa: E402
from tests.test_operator.room_fixture import EXAM_ROOM  # noqa: E402
from tests.test_operator.test_documents_acts import play_trouble  # noqa: E402

PPI = 90
PAGES = {"protocol": 0, "time": 2}


def main() -> int:
    """Draw the pages."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=ROOT / "docs" / "images")
    arguments = parser.parse_args()
    arguments.out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        desk = play_trouble(Path(folder))
        pages = pictures(Document.ROOM_PROTOCOL, room_protocol(sources(desk), EXAM_ROOM, DETAILS), PPI)
        desk.close()
    for name, page in PAGES.items():
        save(QImage.fromData(pages[page]), arguments.out / f"documents-{name}.png")
    return 0


if __name__ == "__main__":
    sys.exit(main())
