"""Run `koperta board …`: the board's desk from key ceremony to receiving results."""

from __future__ import annotations

import argparse
import datetime
from collections.abc import Callable
from pathlib import Path

from koperta_packages.board.ceremony import LEAST_PIN, KeyPlan, init_board, refuse_occupied, revoke, rotate
from koperta_packages.board.folder import BoardFolder
from koperta_packages.board.issuing import IssueOptions, issue
from koperta_packages.board.registering import register
from koperta_packages.documents import refusing
from koperta_packages.errors import Code, PackageError
from koperta_packages.exam_spec import load_spec
from koperta_packages.trust import ROLE_NAMES, Revoked
from koperta_sync.terminal import add_pin_options, cost_of, new_pin, read_pin, refusing_calmly

from . import amend_command

_EXAMPLE = "example: koperta board {}"
_PIN = "PIN of the board's keys"


def main(argv: list[str]) -> int:
    """Run one board command; 2 for a refusal."""
    if argv[:1] == ["receive"]:
        # Its own parser knows its options; loaded only when asked for, to keep the others quick.
        from . import receive

        return receive.main(argv[1:])
    arguments = _parser().parse_args(argv)

    def act() -> int:
        with refusing("key derivation"):
            done: int = arguments.act(arguments)
        return done

    return refusing_calmly(act)


def _init(arguments: argparse.Namespace) -> int:
    plan = KeyPlan(arguments.root_threshold, arguments.roots, arguments.issuing_threshold, arguments.issuing)
    plan.check()
    refuse_occupied(arguments.board)  # before anybody thinks up a PIN
    cost = cost_of(arguments)
    pin = new_pin(arguments.pin_file, _PIN, LEAST_PIN)
    board = init_board(
        arguments.board,
        arguments.name,
        pin,
        plan=plan,
        expires=arguments.expires or "",
        kdf=cost,
    )
    print(f"Board: {arguments.name}\nFingerprint: {board.fingerprint}\nFolder: {board.path}")
    return 0


def _register(arguments: argparse.Namespace) -> int:
    board = BoardFolder.found(arguments.board)
    pin = read_pin(arguments.pin_file, _PIN)
    path, registration = register(
        board,
        pin,
        [request.read_bytes() for request in arguments.requests],
        centre_number=arguments.centre,
        centre_name=arguments.centre_name,
    )
    for room in registration.rooms:
        print(f"Room {room.label}: {room.room_id}")
    for person in registration.officials:
        print(f"{person.role.value}: {person.name} ({person.official_id})")
    print(f"Registration: {path}\nFingerprint: {board.fingerprint}")
    return 0


def _issue(arguments: argparse.Namespace) -> int:
    spec = load_spec(arguments.spec)
    board = BoardFolder.found(arguments.board)
    pin = read_pin(arguments.pin_file, _PIN)
    now = datetime.datetime.now(datetime.UTC)
    issued = issue(board, pin, spec, arguments.out, now, IssueOptions(kdf=cost_of(arguments)))
    print(f"Sitting {issued.sitting_id}; packages: {len(issued.packages)}")
    for centre in issued.centres:
        print(f"Centre {centre.centre_number}: {centre.grant.name}, {centre.candidates.name}")
    print(f"Folder: {issued.folder}; passphrase sheets: {issued.folder / 'sheets'}")
    return 0


def _trust(arguments: argparse.Namespace) -> int:
    board = BoardFolder.found(arguments.board)
    pin = read_pin(arguments.pin_file, _PIN)
    if arguments.rotate:
        new = rotate(board, pin, arguments.rotate, kdf=cost_of(arguments))
    else:
        named = Revoked(
            tuple(arguments.revoke_key),
            tuple(arguments.revoke_room),
            tuple(arguments.revoke_official),
            tuple(arguments.recall_package),
        )
        if named == Revoked():
            raise PackageError(Code.COMMAND_INVALID, "nothing to rotate, revoke or recall")
        new = revoke(board, pin, named)
    print(f"Trust document, version {new.version}: {board.trust_folder / f'{new.version}.trust'}")
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="koperta board", description=__doc__, epilog=_EXAMPLE.format("init board --name 'OKE w Poznaniu'")
    )
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    _add_init(commands)
    _add_register(commands)
    _add_issue(commands)
    _add_trust(commands)
    amend_command.add(commands, _add)
    commands.add_parser("receive", help="verify a bundle, score it, write results and a receipt")
    return parser


def _add(
    commands: argparse._SubParsersAction[argparse.ArgumentParser],
    name: str,
    purpose: str,
    act: Callable[[argparse.Namespace], int],
    example: str,
) -> argparse.ArgumentParser:
    parser = commands.add_parser(name, help=purpose, description=purpose, epilog=_EXAMPLE.format(example))
    parser.add_argument("board", type=Path, metavar="DIR", help="the board's folder")
    parser.set_defaults(act=act)
    add_pin_options(parser)
    return parser


def _date(text: str) -> str:
    try:
        return datetime.date.fromisoformat(text).isoformat()
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text} is not a date like 2027-06-30") from None


def _add_init(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    example = "init board --name 'OKE w Poznaniu'"
    parser = _add(commands, "init", "make a board's folder, keys and trust document", _init, example)
    default = KeyPlan()
    parser.add_argument(
        "--name", default="Okręgowa Komisja Egzaminacyjna", help="the board's name on sheets and screens"
    )
    parser.add_argument(
        "--root-threshold",
        type=int,
        default=default.root_threshold,
        metavar="K",
        help="root keys that must sign a trust document",
    )
    parser.add_argument("--roots", type=int, default=default.roots, metavar="N", help="root keys to make")
    parser.add_argument(
        "--issuing-threshold",
        type=int,
        default=default.issuing_threshold,
        metavar="T",
        help="issuing keys that must sign a package",
    )
    parser.add_argument("--issuing", type=int, default=default.issuing, metavar="N", help="issuing keys to make")
    parser.add_argument("--expires", type=_date, metavar="DATE", help="advice only, YYYY-MM-DD")


def _add_register(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    example = "register board room.request --centre 306401-00042 --centre-name 'ZSE'"
    parser = _add(commands, "register", "certify rooms and officials of a centre", _register, example)
    parser.add_argument(
        "requests", type=Path, nargs="*", metavar="REQUEST", help="*.request of a room, *.official-request"
    )
    parser.add_argument("--centre", required=True, metavar="NUMBER", help="the centre's number")
    parser.add_argument("--centre-name", metavar="NAME", help="needed for a new centre")


def _add_issue(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    example = "issue board egzamin.toml --out wydane"
    parser = _add(commands, "issue", "issue packages, grants, candidate data and sheets", _issue, example)
    parser.add_argument("spec", type=Path, metavar="SPEC.toml", help="see docs/exam-spec.md")
    parser.add_argument("--out", type=Path, required=True, metavar="FOLDER", help="new folder for everything issued")


def _add_trust(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    purpose = "publish a new trust document: rotate a role's keys, revoke, recall"
    parser = _add(commands, "trust", purpose, _trust, "trust board --recall-package proba-1.INF.03.310ea6")
    parser.add_argument("--rotate", choices=ROLE_NAMES, metavar="ROLE")
    for option in ("--revoke-key", "--revoke-room", "--revoke-official", "--recall-package"):
        parser.add_argument(option, action="append", default=[], metavar="ID")
