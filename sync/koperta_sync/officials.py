"""Make and open the key files of officials (`koperta official …`).

The file is protected by the official's PIN; the request beside it goes to the board, whose
statement gives role and centre. A copied file without the PIN is of no use.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from koperta_crypto import errors as crypto
from koperta_crypto import keyfile
from koperta_crypto.kdf import DEFAULT_KDF, KdfCost
from koperta_crypto.signing import SigningKey
from koperta_packages.documents import refusing
from koperta_packages.errors import Code, PackageError
from koperta_packages.identity import (
    OFFICIAL_KEY_PURPOSE,
    OfficialRole,
    make_official_request,
    official_id_of,
)
from koperta_packages.package_writer import write_whole

from .terminal import add_pin_options, cost_of, new_pin, refusing_calmly

LEAST_PIN = 6
_EXAMPLE = "example: koperta official create nowak.key --role operator --name 'Adam Nowak'"
LONGEST_NAME = 200


def create_official(name: str, role: OfficialRole, pin: str, kdf: KdfCost = DEFAULT_KDF) -> tuple[bytes, bytes]:
    """Return a new official's key file and the request for the board."""
    key = SigningKey.generate()
    public = {
        "official_id": official_id_of(key.public),
        "name": name,
        "role": role.value,
        "public": key.public.hex(),
    }
    protected = keyfile.protect(key.seed(), pin, purpose=OFFICIAL_KEY_PURPOSE, public=dict(public), kdf=kdf)
    return protected, make_official_request(name, role, key)


def open_official_key(data: bytes, pin: str) -> SigningKey:
    """Open an official's key file; PackageError PIN_WRONG for a wrong PIN or a changed file."""
    try:
        with refusing("official's key"):
            seed, _ = keyfile.open_protected(data, pin, OFFICIAL_KEY_PURPOSE)
            return SigningKey.from_seed(seed)
    except PackageError as error:
        if isinstance(error.__cause__, crypto.AuthenticationError):
            raise PackageError(Code.PIN_WRONG, "official's key") from error
        raise


def read_official_card(data: bytes) -> tuple[str, str, str]:
    """Return official id, name and role as the file claims them, without the PIN; PackageError."""
    with refusing("official's key"):
        public = keyfile.read_public(data)
    values = [public.get(one) for one in ("official_id", "name", "role")]
    texts = [one for one in values if isinstance(one, str)]
    if len(texts) != len(values):
        raise PackageError(Code.PKG_MALFORMED, "official's key")
    return texts[0], texts[1], texts[2]


def main(argv: list[str]) -> int:
    """Run `koperta official create`."""
    arguments = _parser().parse_args(argv)
    return refusing_calmly(lambda: _create(arguments))


def _create(arguments: argparse.Namespace) -> int:
    out: Path = arguments.out
    request = out.with_suffix(".official-request")
    for file in (out, request):
        if file.exists():
            raise PackageError(Code.ALREADY_THERE, f"{file} exists already")
    cost = cost_of(arguments)
    pin = new_pin(arguments.pin_file, "PIN", LEAST_PIN)
    with refusing("key derivation"):
        protected, asked = create_official(arguments.name, OfficialRole(arguments.role), pin, cost)
    write_whole(out, [protected])
    write_whole(request, [asked])
    print(f"Key: {out}\nRequest to the board: {request}")
    return 0


def _name(text: str) -> str:
    name = " ".join(text.split())
    if not name or len(name) > LONGEST_NAME:
        raise argparse.ArgumentTypeError(f"a name has 1 to {LONGEST_NAME} characters")
    return name


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="koperta official", description=__doc__, epilog=_EXAMPLE)
    create = parser.add_subparsers(required=True).add_parser(
        "create", help="make a PIN-protected key file and the request for the board", epilog=_EXAMPLE
    )
    create.add_argument("out", type=Path, metavar="OUT.key", help="key file to make")
    create.add_argument("--role", required=True, choices=[one.value for one in OfficialRole])
    create.add_argument("--name", required=True, type=_name, help="first name and surname")
    add_pin_options(create)
    return parser
