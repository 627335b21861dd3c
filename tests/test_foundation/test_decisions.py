"""The list of decisions is complete: a page that is not listed is not found."""

import re

from tests.test_foundation.checkout import ROOT

DECISIONS = ROOT / "docs" / "adr"


def test_the_list_of_decisions_names_every_page_once_with_its_title() -> None:
    index = (DECISIONS / "README.md").read_text(encoding="utf-8")
    listed = re.findall(r"^- \[(.+?)\]\(([0-9]{4}-[a-z0-9-]+\.md)\)$", index, re.MULTILINE)
    pages = sorted(DECISIONS.glob("[0-9]*.md"))
    titles = [path.read_text(encoding="utf-8").partition("\n")[0] for path in pages]
    expected = [(title.removeprefix("# "), path.name) for title, path in zip(titles, pages, strict=True)]
    assert listed == expected
