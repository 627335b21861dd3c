"""Read an item bank from its folder and refuse it with a list of all its mistakes.

A bank is `bank.toml`, one `tasks-<stratum>.toml` for each stratum and a folder `pictures`
(`docs/format-bank.md`). The board edits it by hand, so every mistake is one Polish sentence with file,
task and next step, and all of them come at once.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import msgspec

from .bank_table import Problems, Table, read_toml
from .bank_tasks import Task, read_tasks
from .errors import Code, PackageError
from .items import MAX_ITEMS, Item, ItemPool, PictureRef, Stratum, is_id
from .pictures import MAX_BYTES, MediaType, check_picture

FORMAT = "koperta-bank/1"
HEADER = ("id", "qualification", "name", "language", "licence")
LANGUAGES = frozenset({"pl", "en", "uk", "de"})


class InvalidBankError(PackageError):
    """Refuse a bank; `problems` lists every mistake."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__(Code.BANK_INVALID, "\n".join(problems), problems=len(problems))
        self.problems = tuple(problems)


@dataclass(frozen=True, slots=True)
class Picture:
    """Hold one checked picture of a bank."""

    name: str
    media_type: MediaType
    data: bytes


@dataclass(frozen=True, slots=True)
class ItemBank:
    """Hold a bank: what goes into the pool, and apart from it the answer key and the pictures."""

    id: str
    qualification: str
    name: str
    language: str
    licence: str
    strata: tuple[Stratum, ...]
    items: tuple[Item, ...]
    answer_key: dict[str, str]
    pictures: dict[str, Picture]

    def pool(self, segment_ids: Mapping[str, str] | None = None) -> ItemPool:
        """Return the pool for a package.

        `segment_ids` gives the segment of each picture name; without it they are `picture-001`…
        in the order of the names. Raises KeyError for a name without a segment.
        """
        if segment_ids is None:
            segment_ids = numbered_segments(self.pictures)
        items = [_with_segments(item, segment_ids) for item in self.items]
        return ItemPool(self.id, self.qualification, self.strata, tuple(items))


def numbered_segments(pictures: Mapping[str, object]) -> dict[str, str]:
    """Return a segment id for every picture name that tells nothing of the name."""
    return {name: f"picture-{at:03}" for at, name in enumerate(sorted(pictures), start=1)}


def load_bank(folder: Path) -> ItemBank:
    """Return the bank in a folder. Raises InvalidBankError (BANK_INVALID) with all mistakes."""
    problems = Problems()
    bank = _read_bank(folder, problems)
    if bank is None or problems.messages:
        raise InvalidBankError(problems.messages)
    return bank


def check_bank(folder: Path) -> list[str]:
    """Return every mistake of the bank in a folder; an empty list means it can be issued."""
    try:
        load_bank(folder)
    except InvalidBankError as error:
        return list(error.problems)
    return []


def _read_bank(folder: Path, problems: Problems) -> ItemBank | None:
    top = read_toml(folder / "bank.toml", problems)
    if top is None:
        # The tasks are read all the same, so that their mistakes are not another day's news.
        names = [path.stem.removeprefix("tasks-") for path in sorted(folder.glob("tasks-*.toml"))]
        header, strata = {}, [Stratum(name, name) for name in names]
    else:
        header, strata = _read_header(top), _read_strata(top, problems)
        top.finish()
        _check_stray_files(folder, {stratum.id for stratum in strata}, problems)
    tasks: list[Task] = []
    for stratum in strata:
        table = read_toml(folder / f"tasks-{stratum.id}.toml", problems)
        tasks += [] if table is None else read_tasks(table, stratum.id, problems)
    _check_together(tasks, problems)
    pictures = _read_pictures(folder / "pictures", problems)
    _check_pictures(tasks, pictures, problems)
    if problems.messages:
        return None
    segments = numbered_segments(pictures)
    return ItemBank(
        **header,
        strata=tuple(strata),
        items=tuple(_with_pictures(task, pictures, segments) for task in tasks),
        answer_key={task.item.id: task.right for task in tasks},
        pictures=pictures,
    )


def _read_header(top: Table) -> dict[str, str]:
    """Return the texts of bank.toml; what is missing has been noted."""
    written = top.text("format")
    if written is not None and written != FORMAT:
        top.problem(f"format = {written} jest nieznany – ten program czyta {FORMAT}")
    texts = {key: value for key in HEADER if (value := top.text(key)) is not None}
    for key in ("id", "qualification"):
        if key in texts and not is_id(texts[key]):
            top.problem(f"{key} = {texts[key]} – użyj liter bez polskich znaków, cyfr, kropek")
    if texts.get("language", "pl") not in LANGUAGES:
        top.problem(f"language musi być jednym z: {', '.join(sorted(LANGUAGES))} – popraw je")
    return texts


def _read_strata(top: Table, problems: Problems) -> list[Stratum]:
    strata: dict[str, Stratum] = {}
    for number, values in enumerate(top.tables("strata"), start=1):
        table = Table(values, top.file, f"dział nr {number}", problems)
        stratum, title = table.text("id"), table.text("title")
        table.finish()
        if stratum is None:
            continue
        if not is_id(stratum):
            table.problem("id może mieć litery bez polskich znaków, cyfry i myślniki – zmień je")
        elif stratum in strata:
            table.problem(f"dział {stratum} występuje dwa razy – usuń jeden")
        else:
            strata[stratum] = Stratum(stratum, title or stratum)
    return list(strata.values())


def _check_stray_files(folder: Path, strata: set[str], problems: Problems) -> None:
    for path in sorted(folder.glob("*.toml")):
        stratum = path.stem.removeprefix("tasks-")
        if path.name != "bank.toml" and (stratum == path.stem or stratum not in strata):
            problems.add(path.name, "", "plik nie należy do żadnego działu – usuń go albo dopisz dział")


def _check_together(tasks: list[Task], problems: Problems) -> None:
    """Note what only shows when all tasks are seen together."""
    if len(tasks) > MAX_ITEMS:
        problems.add("bank.toml", "", f"{len(tasks)} zadań, dozwolone jest {MAX_ITEMS} – podziel bank")
    ids: dict[str, Task] = {}
    contents: dict[tuple[str, ...], Task] = {}
    marks = Counter(task.item.alike for task in tasks)
    # A mark may seem alone only because the other task was left out for a mistake of its own.
    whole = not problems.messages
    for task in tasks:
        place = f"zadanie {task.item.id}"
        first = ids.setdefault(task.item.id, task)
        if first is not task:
            problems.add(task.file, place, f"to id jest już w pliku {first.file} – zmień je")
            continue
        options = sorted(option.html.strip() for option in task.item.options)
        first = contents.setdefault((task.item.html.strip(), *options), task)
        if first is not task:
            problems.add(task.file, place, f"to samo co zadanie {first.item.id} – usuń jedno z nich")
        if whole and task.item.alike is not None and marks[task.item.alike] == 1:
            what = f"znak alike = {task.item.alike} ma tylko to zadanie – popraw literówkę albo usuń"
            problems.add(task.file, place, what)


def _read_pictures(folder: Path, problems: Problems) -> dict[str, Picture]:
    pictures: dict[str, Picture] = {}
    for path in sorted(folder.iterdir()) if folder.is_dir() else []:
        place = f"pictures/{path.name}"
        if not path.is_file():
            problems.add(place, "", "to nie jest plik – przenieś rysunki wprost do folderu pictures")
            continue
        try:
            # One byte more than allowed is enough to refuse a file without reading all of it.
            with path.open("rb") as file:
                data = file.read(MAX_BYTES + 1)
            pictures[path.name] = Picture(path.name, check_picture(path.name, data), data)
        except OSError as error:
            problems.add(place, "", f"nie można odczytać ({error.strerror}) – sprawdź nośnik")
        except PackageError as error:
            problems.add(place, "", error.detail.partition(": ")[2])
    return pictures


def _check_pictures(tasks: list[Task], pictures: dict[str, Picture], problems: Problems) -> None:
    broken = {message.partition(": ")[0] for message in problems.messages}
    used: set[str] = set()
    for task in tasks:
        used.update(task.pictures)
        for name in task.pictures:
            if name not in pictures and f"pictures/{name}" not in broken:
                what = f"brak rysunku pictures/{name} – dodaj plik albo popraw nazwę"
                problems.add(task.file, f"zadanie {task.item.id}", what)
    if not problems.messages:
        # With other mistakes about, a picture may seem unused only because its task was left out.
        for name in sorted(set(pictures) - used):
            problems.add(f"pictures/{name}", "", "żadne zadanie nie używa rysunku – usuń go")


def _with_pictures(task: Task, pictures: dict[str, Picture], segments: Mapping[str, str]) -> Item:
    references = [
        PictureRef(name, segments[name], pictures[name].media_type, alt) for name, alt in task.pictures.items()
    ]
    return msgspec.structs.replace(task.item, pictures=tuple(references))


def _with_segments(item: Item, segment_ids: Mapping[str, str]) -> Item:
    references = [msgspec.structs.replace(picture, segment_id=segment_ids[picture.name]) for picture in item.pictures]
    return msgspec.structs.replace(item, pictures=tuple(references))
