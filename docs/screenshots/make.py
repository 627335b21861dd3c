"""Make the pictures of both windows and of the documents in docs/images. Run by `./dev screenshots`.

Without arguments kiosk.py, console.py and documents.py of this folder make every picture, each in its own process; a
picture that shows what it showed before keeps its bytes, one that nobody makes any more is removed. With
arguments the named ones of the parts are made: `make.py kiosk`.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
IMAGES = HERE.parent / "images"
PARTS = ("kiosk", "console", "documents")


def main() -> int:
    """Make what is asked for; the first failure's exit status, or 0."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("parts", nargs="*", help="kiosk, console, documents; all when there is none")
    parts = parser.parse_args().parts or list(PARTS)
    if unknown := sorted(set(parts) - set(PARTS)):
        parser.error(f"there is no part {', '.join(unknown)}")
    for part in parts:
        with tempfile.TemporaryDirectory() as folder:
            print(f"{part} …", flush=True)
            command = [sys.executable, str(HERE / f"{part}.py"), "--out", folder]
            status = subprocess.run(command, stdout=subprocess.DEVNULL, check=False).returncode
            if status:
                return status
            take_over(Path(folder), part)
    total = sum(path.stat().st_size for path in IMAGES.glob("*.png"))
    print(f"{total / 1e6:.1f} MB in {IMAGES}")
    return 0


def take_over(made: Path, part: str) -> None:
    """Put the new pictures of a part in the place of the old ones."""
    IMAGES.mkdir(parents=True, exist_ok=True)
    for old in IMAGES.glob(f"{part}-*.png"):
        if not (made / old.name).exists():
            old.unlink()
            print(f"  removed {old.name}")
    for new in sorted(made.glob("*.png")):
        old = IMAGES / new.name
        if not old.exists() or old.read_bytes() != new.read_bytes():
            shutil.copyfile(new, old)
            print(f"  {new.name}")


if __name__ == "__main__":
    sys.exit(main())
