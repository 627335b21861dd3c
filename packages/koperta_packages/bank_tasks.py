"""Read the tasks of one stratum from its file `tasks-<stratum>.toml`."""

from __future__ import annotations

from dataclasses import dataclass

from .bank_table import Problems, Table
from .items import MAX_OPTIONS, MAX_PICTURES, MIN_OPTIONS, Item, Option, is_id
from .markup import check_html, pictures_in, plain_text

LETTERS = "abcdefgh"


@dataclass(frozen=True, slots=True)
class Task:
    """Hold one task as read: the item (pictures not resolved), its right option, its pictures."""

    item: Item
    right: str
    pictures: dict[str, str]
    file: str


def read_tasks(top: Table, stratum: str, problems: Problems) -> list[Task]:
    """Return the tasks of one file, noting every mistake; a task with a mistake is left out."""
    named = top.text("stratum")
    if named is not None and named != stratum:
        top.problem(f"stratum = {named}, a plik należy do działu {stratum} – popraw jedno z nich")
    tasks = []
    for number, values in enumerate(top.tables("tasks"), start=1):
        name = values.get("id")
        place = f"zadanie {name}" if isinstance(name, str) and name else f"zadanie nr {number}"
        before = len(problems.messages)
        task = _read_task(Table(values, top.file, place, problems), stratum)
        if task is not None and len(problems.messages) == before:
            tasks.append(task)
    top.finish()
    return tasks


def _read_task(table: Table, stratum: str) -> Task | None:
    item_id = table.text("id")
    if item_id is not None and not is_id(item_id):
        table.problem("id może mieć litery bez polskich znaków, cyfry, kropki i myślniki – zmień je")
    text = table.text("text")
    if text is not None:
        _check_fragment(table, "treść", text)
    options = _read_options(table)
    right = table.text("right")
    if right is not None and options and right not in options:
        table.problem(f"right = {right} nie jest żadną z odpowiedzi – wskaż jedną z nich")
    alike = table.text("alike", required=False)
    if alike is not None and not is_id(alike):
        table.problem("alike może mieć litery bez polskich znaków, cyfry i myślniki – zmień je")
    fixed_order = table.flag("fixed_order")
    table.finish()
    if item_id is None or text is None or right is None or not options:
        return None
    item = Item(
        id=item_id,
        stratum=stratum,
        html=text,
        options=tuple(Option(letter, html) for letter, html in options.items()),
        fixed_order=fixed_order,
        alike=alike,
    )
    return Task(item, right, _pictures(table, text, options), table.file)


def _read_options(task: Table) -> dict[str, str]:
    table = task.table("options")
    if table is None:
        return {}
    found = sorted(table.keys())
    if not MIN_OPTIONS <= len(found) <= MAX_OPTIONS or "".join(found) != LETTERS[: len(found)]:
        task.problem(
            f"odpowiedzi {', '.join(found)} – potrzeba od {MIN_OPTIONS} do {MAX_OPTIONS}, oznaczonych kolejno a, b, c…"
        )
        return {}
    options = {letter: table.text(letter) for letter in found}
    table.finish()
    texts: dict[str, str] = {}
    for letter, text in options.items():
        if text is None:
            return {}
        _check_fragment(task, f"odpowiedź {letter}", text)
        texts[letter] = text
    _check_different(task, texts)
    return texts


def _check_different(task: Table, texts: dict[str, str]) -> None:
    seen: dict[str, str] = {}
    for letter, text in texts.items():
        # Code may differ in a space only, and that may be the very question.
        first = seen.setdefault(text.strip(), letter)
        if first != letter:
            task.problem(f"odpowiedzi {first} i {letter} są takie same – zmień jedną z nich")


def _check_fragment(table: Table, name: str, html: str) -> None:
    for problem in check_html(html):
        table.problem(f"{name}: {problem}")
    if not plain_text(html):
        table.problem(f"{name}: nic nie widać – dopisz tekst lub rysunek")


def _pictures(table: Table, text: str, options: dict[str, str]) -> dict[str, str]:
    """Return name -> alternative text of the task's pictures, in order of their first use."""
    found: dict[str, str] = {}
    for html in (text, *options.values()):
        for name, alt in pictures_in(html):
            if found.setdefault(name, alt) != alt:
                table.problem(f"rysunek {name} ma dwa różne opisy alt – zostaw jeden")
    if len(found) > MAX_PICTURES:
        table.problem(f"{len(found)} rysunków, dozwolone jest {MAX_PICTURES} – usuń nadmiarowe")
    return found
