"""Make the pictures of both windows: runs kiosk.py and console.py of this folder, each in its own process."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

PARTS = ("kiosk.py", "console.py")


def main() -> int:
    """Run what is there; the first failure's exit status, or 0."""
    for part in PARTS:
        script = Path(__file__).resolve().parent / part
        if script.is_file():
            print(f"{part} …", flush=True)
            status = subprocess.run([sys.executable, str(script)], check=False).returncode
            if status:
                return status
    return 0


if __name__ == "__main__":
    sys.exit(main())
