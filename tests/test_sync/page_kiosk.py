"""Be a kiosk written from docs/protocol.md alone: nothing of this project is imported.

Every frame it sends and gets is checked against the schemas printed on that page.
"""

from __future__ import annotations

import asyncio
import functools
import hashlib
import json
import re
import secrets
import ssl
import tempfile
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import aiohttp
import nacl.signing
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from jsonschema import Draft202012Validator  # type: ignore[import-untyped]  # it ships no types

Json = dict[str, Any]
PAGE = Path(__file__).resolve().parents[2] / "docs" / "protocol.md"


@functools.cache
def schemas() -> Json:
    """Return every schema of the page by the name in its heading."""
    found: Json = {}
    for part in PAGE.read_text(encoding="utf-8").split("\n#### ")[1:]:
        schema = re.search(r"\n```json\n(.*?)\n```", part, re.DOTALL)
        if schema is not None:
            found[re.split(r"\W", part, maxsplit=1)[0]] = json.loads(schema[1])
    return found


def validator(name: str) -> Draft202012Validator:
    """Return what checks a value against one schema of the page."""
    return Draft202012Validator({"$ref": f"#/$defs/{name}", "$defs": schemas()})


def context(label: str, *parts: bytes) -> bytes:
    """Encode as the page says."""
    name = label.encode()
    return bytes([len(name)]) + name + b"".join(len(part).to_bytes(4, "big") + part for part in parts)


class PageKiosk:
    """Pair, log in and deliver, by the page."""

    def __init__(self, host: str, port: int) -> None:
        self.host, self.port = host, port
        self.base = f"https://{host}:{port}"
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.signer = nacl.signing.SigningKey.generate()
        subject = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "page")])
        request = x509.CertificateSigningRequestBuilder().subject_name(subject).sign(self.key, hashes.SHA256())
        self.request = request.public_bytes(serialization.Encoding.PEM)
        self.paired: Json = {}
        self.number = 0

    async def pair(self, people: Callable[[str], Awaitable[str]]) -> None:
        """Pair by codes; `people` takes the shown code to the console and brings the room's."""
        seen, answer_key, nonce = await self.seen(), bytes(self.signer.verify_key), secrets.token_bytes(32)
        parts = [nonce, self.request, answer_key, seen]
        begin = {
            "type": "begin-pairing",
            "role": "workstation",
            "request_pem": self.request.decode(),
            "answer_key": answer_key.hex(),
            "commitment": hashlib.sha256(context("koperta/pairing-commit/1", *parts)).hexdigest(),
            "machine_name": "page",
        }
        begun = await self.post("/v1/pairing/begin", "BeginPairing", begin)
        reveal = {"type": "reveal-pairing", "attempt": begun["attempt"], "machine_nonce": nonce.hex()}
        await self.post("/v1/pairing/reveal", "RevealPairing", reveal)
        room_nonce = bytes.fromhex(begun["room_nonce"])
        digest = hashlib.sha256(
            context("koperta/pairing/1", seen, self.request, answer_key, room_nonce, nonce)
        ).digest()
        digits = str(int.from_bytes(digest, "big") % 10**12).zfill(12)
        shown, rest = digits[: begun["digits"]], digits[begun["digits"] :]
        assert await people(shown) == rest[:4]
        finish = {"type": "finish-pairing", "attempt": begun["attempt"]}
        self.paired = await self.post("/v1/pairing/finish", "FinishPairing", finish)
        assert self.paired["state"] == "approved"

    async def seen(self) -> bytes:
        """Return the certificate the room shows."""
        look = ssl.create_default_context()
        look.check_hostname, look.verify_mode = False, ssl.CERT_NONE
        _, writer = await asyncio.open_connection(self.host, self.port, ssl=look)
        der: bytes | None = writer.get_extra_info("ssl_object").getpeercert(True)
        writer.transport.abort()
        assert der is not None
        return der

    async def post(self, path: str, schema: str, message: Json) -> Json:
        """Post one message; both ways are checked."""
        validator(schema).validate(message)
        look = ssl.create_default_context()
        look.check_hostname, look.verify_mode = False, ssl.CERT_NONE
        connector = aiohttp.TCPConnector(ssl=look)
        async with (
            aiohttp.ClientSession(connector=connector) as session,
            session.post(self.base + path, data=json.dumps(message)) as response,
        ):
            answer: Json = json.loads(await response.read())
        validator("HttpAnswer").validate(answer)
        found: Json = answer["ok"]
        return found

    def tls(self) -> ssl.SSLContext:
        """Return the context of the paired machine."""
        found = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        found.load_verify_locations(cadata=self.paired["authority_pem"])
        key = self.key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
        with tempfile.TemporaryDirectory() as folder:
            chain = Path(folder, "chain.pem")
            chain.write_bytes(key + self.paired["certificate_pem"].encode())
            found.load_cert_chain(chain)
        return found

    async def ask(self, socket: aiohttp.ClientWebSocketResponse, message: Json) -> Json:
        """Send a request and return the frame that answers it."""
        self.number += 1
        frame = {"id": self.number, "do": message}
        validator("WorkstationRequestFrame").validate(frame)
        await socket.send_str(json.dumps(frame))
        answer: Json = json.loads(await socket.receive_str())
        validator("WorkstationRoomFrame").validate(answer)
        assert answer["re"] == self.number
        return answer

    def entry(self, sitting: str, candidate: str, epoch: int, entry: Json) -> Json:
        """Sign an entry by section 5."""

        def u64(number: int) -> bytes:
            return number.to_bytes(8, "big")

        signed = context(
            "koperta/entry/1",
            *(sitting.encode(), candidate.encode(), u64(epoch), u64(entry["cseq"]), entry["kind"].encode()),
            *(entry["item"].encode(), entry["value"].encode(), u64(entry["worked_ms"]), u64(entry["mono_ms"])),
            entry["boot"].encode(),
        )
        return entry | {"signature": self.signer.sign(signed).signature.hex()}
