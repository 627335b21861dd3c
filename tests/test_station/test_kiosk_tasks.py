"""A task shows its own pictures and nothing else, is read out fully, and the calculator calculates."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QByteArray, Qt, QUrl
from PySide6.QtGui import QAccessible, QImage, QTextDocument
from pytestqt.qtbot import QtBot

from koperta_packages.public import FormContent, FormItem, FormOption, FormPicture
from koperta_station.kiosk.pictures import Pictures, is_self_contained, render
from koperta_station.kiosk.task.arithmetic import Sum, press
from koperta_station.kiosk.task.document import ClosedDocument, TaskPictures
from koperta_station.kiosk.task.text import TaskText
from tests.test_station import kiosk_scenes
from tests.test_station.kiosk_bench import form_of, solving
from tests.test_station.kiosk_window_bench import Bench, opened

PICTURE = FormPicture("plan.svg", "seg-1", "00" * 32, 1, "00" * 32, "image/svg+xml", "Plan sali z trzema rzędami.")
ITEM = FormItem(
    1,
    "task-1",
    '<p>Treść</p><p><img src="plan.svg" alt="Plan sali z trzema rzędami."></p>',
    tuple(FormOption(name, name) for name in "abcd"),
    (PICTURE,),
)
FORM = FormContent("pkg", "c", 1, "t", "INF.03", 60, True, (ITEM,))
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 20"><rect width="40" height="20" fill="#f00"/></svg>'


@pytest.fixture
def bench(qtbot: QtBot) -> Iterator[Bench]:
    with opened(qtbot) as made:
        yield made


@pytest.fixture
def source(bench: Bench) -> Pictures:
    return Pictures(FORM, lambda _segment, arrived, _failed: arrived(SVG))


def hostile_names(tmp_path: Path) -> list[str]:
    secret = tmp_path / "secret.svg"
    secret.write_bytes(SVG)
    path = secret.as_posix()
    return [
        path, QUrl.fromLocalFile(path).toString(), f"file:{path}", "file:///etc/hostname", "http://127.0.0.1:9/x.png",
        "https://127.0.0.1:9/x.png", "qrc:/qt-project.org/qmessagebox/images/qtlogo-64.png", "../plan.svg",
        "./plan.svg", "PLAN.SVG", "plan.svg?x", "data:image/png;base64,AAAA", "",
    ]  # fmt: skip


def test_a_document_opens_no_file_and_no_address(bench: Bench, source: Pictures, tmp_path: Path) -> None:
    pictures = TaskPictures.of(ITEM, source)
    document, text = ClosedDocument(pictures), TaskText(ITEM, pictures)
    bench.qtbot.addWidget(text)
    document.show_html(ITEM.html, 300)
    kind = QTextDocument.ResourceType.ImageResource
    for name in hostile_names(tmp_path):
        for loaded in (document.loadResource(kind.value, QUrl(name)), text.loadResource(kind.value, QUrl(name))):
            assert isinstance(loaded, QImage), name
            assert (loaded.width(), loaded.height(), loaded.pixelColor(0, 0).alpha()) == (1, 1, 0), name
    for other in (QTextDocument.ResourceType.HtmlResource, QTextDocument.ResourceType.StyleSheetResource):
        assert document.loadResource(other.value, QUrl("plan.svg")) == QByteArray()
    assert isinstance(document.loadResource(kind.value, QUrl("plan.svg")), QImage)


def test_html_that_asks_for_a_local_file_shows_none_of_it(
    bench: Bench, source: Pictures, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Drawn, not asked: whatever Qt does behind the overridden functions would be seen here.

    A bare name passes the markup's check; Qt loads it from the present folder when it gets no picture.
    """
    monkeypatch.chdir(tmp_path)
    red = tmp_path / "red.png"
    image = QImage(60, 60, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.red)
    assert image.save(str(red))
    hostile = FormItem(
        1, "t", f'<p>x</p><p><img src="red.png"></p><p><img src="{red}" width="60" height="60"></p>'
        f'<table background="{red}"><tr><td>y</td></tr></table><p style="background: url({red})">z</p>',
        ITEM.options, (PICTURE,),
    )  # fmt: skip
    text = TaskText(hostile, TaskPictures.of(hostile, source))
    bench.qtbot.addWidget(text)
    text.resize(300, text.height_for(300))
    text.show()
    drawn = text.grab().toImage()
    reds = sum(drawn.pixelColor(x, y).rgb() & 0xFFFFFF == 0xFF0000 for x in range(300) for y in range(drawn.height()))
    assert reds == 0


@pytest.mark.parametrize(
    "body",
    [
        '<image href="{path}" width="40" height="20"/>',
        '<image xmlns:x="http://www.w3.org/1999/xlink" x:href="{path}" width="40" height="20"/>',
        '<image href="file://{path}" width="40" height="20"/>',
        '<image href="http://127.0.0.1:9/a.png" width="40" height="20"/>',
        '<use href="{path}#a"/>',
        '<rect width="40" height="20" fill="url({path}#g)"/>',
        '<style>@import "{path}";</style>',
        "<script>1</script>",
        '<rect width="40" height="20" onload="x()"/>',
    ],
)
def test_an_svg_that_refers_to_anything_outside_shows_nothing(bench: Bench, tmp_path: Path, body: str) -> None:
    other = tmp_path / "other.png"
    image = QImage(40, 20, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.red)
    assert image.save(str(other))
    svg = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 20">' + body.format(path=other.as_posix()) + "</svg>"
    assert render(svg.encode(), "image/svg+xml", 100, 1.0) is None
    assert render(SVG, "image/svg+xml", 100, 1.0) is not None


def test_an_svg_with_a_document_type_or_damage_shows_nothing(bench: Bench) -> None:
    entity = b'<!DOCTYPE svg [<!ENTITY a "b">]>' + SVG
    assert [render(data, "image/svg+xml", 100, 1.0) for data in (entity, SVG[:-9], b"", b"\x00")] == [None] * 4


@pytest.mark.parametrize("name", ["inf03", "ele02"])
def test_every_picture_of_the_banks_can_be_shown(bench: Bench, name: str) -> None:
    pictures = kiosk_scenes.bank(name).pictures
    assert len(pictures) > 20
    dark = [n for n, p in pictures.items() if render(p.data, p.media_type, 600, 1.0) is None]
    assert dark == []
    assert all(is_self_contained(p.data) for p in pictures.values() if p.media_type == "image/svg+xml")


def test_a_picture_that_cannot_be_opened_says_so_and_the_task_stays(bench: Bench) -> None:
    bench.session.pictures = {}
    bench.become(solving(kiosk_scenes.form(), bench.clock))
    bench.key(Qt.Key.Key_A)
    bench.settled()
    assert bench.session.acts


def test_readers_of_the_screen_hear_text_pictures_role_and_choice(bench: Bench) -> None:
    bench.become(solving(kiosk_scenes.form(), bench.clock))
    sheet = bench.solving.sheet
    assert sheet is not None
    bench.key(Qt.Key.Key_B)
    bench.settled()
    heard = QAccessible.queryAccessibleInterface(sheet.options[1])
    assert heard.role() == QAccessible.Role.RadioButton
    assert heard.state().checked
    assert heard.text(QAccessible.Text.Name).startswith("B. [Pozycje w jednym wierszu, od lewej: C, B, A")
    text = QAccessible.queryAccessibleInterface(sheet.text)
    assert text.text(QAccessible.Text.Name) == "Treść zadania 1"
    assert "flex-direction: row-reverse" in text.text(QAccessible.Text.Description)
    button = QAccessible.queryAccessibleInterface(bench.solving.side.palette_view.buttons[0])
    assert button.role() == QAccessible.Role.Button
    assert button.text(QAccessible.Text.Name) == "Zadanie 1, odpowiedź zaznaczona, teraz na ekranie"


def test_a_picture_s_description_is_read_with_the_text(bench: Bench, source: Pictures) -> None:
    text = TaskText(ITEM, TaskPictures.of(ITEM, source))
    bench.qtbot.addWidget(text)
    assert "[Plan sali z trzema rzędami.]" in text.accessibleDescription()


def typed(keys: str) -> str:
    state = Sum()
    for key in keys:
        state = press(state, key)
    return state.shown


@pytest.mark.parametrize(
    ("keys", "shown"),
    [
        ("0,1+0,2=", "0,3"), ("12,5*4=", "50"), ("1/3=", "0,33333333333"), ("2+3*4=", "20"), ("7-9=", "-2"),
        ("5/0=", "E"), ("5/0=7", "E"), ("5/0=C7", "7"), ("12<", "1"), ("1<<<", "0"), (",5+,5=", "1"), ("2+-3=", "-1"),
        ("999999999999+1=", "E"), ("1234567890123", "123456789012"), ("2*3==", "6"), ("8/4=+1=", "3"), ("1,,5", "1,5"),
        ("0,000001*0,000001=", "0"), ("007", "7"), ("x5", "5"),
    ],
)  # fmt: skip
def test_the_calculator_computes_like_a_pocket_calculator(keys: str, shown: str) -> None:
    assert typed(keys) == shown


@given(st.text(alphabet="0123456789,+-*/=<C", max_size=60))
def test_no_sequence_of_keys_breaks_the_calculator_or_its_display(keys: str) -> None:
    shown = typed(keys)
    assert shown == "E" or sum(sign.isdigit() for sign in shown) <= 12


def test_the_calculator_takes_its_keys_and_leaves_the_answers_alone(bench: Bench) -> None:
    bench.become(solving(kiosk_scenes.form(), bench.clock))
    bench.key(Qt.Key.Key_K)
    bench.type("12*3")
    bench.key(Qt.Key.Key_Return)
    calculator = bench.solving.side.calculator
    assert calculator is not None
    assert calculator.display.text() == "36"
    bench.key(Qt.Key.Key_Backspace)
    assert bench.session.acts == []
    bench.key(Qt.Key.Key_Escape)
    bench.key(Qt.Key.Key_2)
    bench.settled()
    assert [act[0] for act in bench.session.acts] == ["answer"]


def test_there_is_no_calculator_where_the_exam_forbids_it(bench: Bench) -> None:
    form = form_of(kiosk_scenes.bank(), count=5, calculator=False)
    bench.become(solving(form, bench.clock))
    bench.key(Qt.Key.Key_K)
    assert bench.solving.side.calculator is None
    assert "Kalkulator" not in bench.texts()
