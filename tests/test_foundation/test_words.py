"""Nothing in the checkout names the machine it was written on or a place packages come from."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.test_foundation.checkout import ROOT, files

# Put together here, so that this file does not hold what it looks for.
PLACES = (
    # A checkout right below the root has a name like any other folder's: nothing to look for.
    *([re.escape(str(ROOT) + "/")] if len(ROOT.parts) > 2 else []),
    "/" + "root/",
    "/" + "work/",
    "/" + r"home/[a-z][a-z0-9_-]*/",
    "/" + r"Users/[A-Za-z]",
    r"[A-Za-z]:\\\\?" + r"Users\\",
)
REGISTRIES = (
    r"pypi" + r"\.org",
    "python" + "hosted",
    "index" + "-url",
    "find" + "-links",
    "deb" + r"\.debian\.org",
    "registry" + r"\.npmjs",
)
NEEDLES = re.compile("|".join(PLACES + REGISTRIES))


def texts() -> Iterator[tuple[Path, str]]:
    """Yield every text file of the checkout with its text."""
    for path in files():
        content = path.read_bytes()
        if b"\0" not in content:
            yield path, content.decode("utf-8", "replace")


def named_in(text: str) -> list[str]:
    """Return the lines that name a machine's path or a registry."""
    return [line.strip()[:120] for line in text.splitlines() if NEEDLES.search(line)]


def test_no_file_names_this_machine_or_a_package_registry() -> None:
    wrong = {str(path.relative_to(ROOT)): lines for path, text in texts() if (lines := named_in(text))}
    assert not wrong


@pytest.mark.parametrize(
    "line",
    [
        "cd /" + "home/jan/koperta",
        "--extra-index" + "-url x",
        "C:\\" + "Users\\jan",
    ],
)
def test_a_line_that_names_a_place_is_found(line: str) -> None:
    assert named_in("first\n" + line + "\nlast") == [line]
