"""Set up TLS the one way the room's network uses it, and split addresses.

TLS 1.3 only. A paired machine trusts exactly one authority, its room's, and the name in the room's
certificate, never an address. Certificate times are not looked at: they say 2000 to 2099, and a
workstation with a dead clock battery has to work on exam day. Before pairing a machine pins the very
certificate it saw first, so that all its requests go to the same holder of a key.
"""

from __future__ import annotations

import asyncio
import ssl
import tempfile
from pathlib import Path

from koperta_sync.credentials import Credentials

DEFAULT_PORT = 8443
_NO_CHECK_TIME = 0x200000  # X509_V_FLAG_NO_CHECK_TIME, which the ssl module has no name for
HANDSHAKE_SECONDS = 5.0


class RoomAwayError(Exception):
    """Say that the room did not answer; what was asked may or may not have happened."""


def split_address(text: str) -> tuple[str, int]:
    """Return host and port of "192.168.1.10:8443", "[::1]:8443" or a bare host; ValueError otherwise."""
    plain = text.strip()
    if plain.startswith("["):
        host, bracket, rest = plain[1:].partition("]")
        if not bracket or (rest and not rest.startswith(":")):
            raise ValueError(f"not an address: {text!r}")
        port = rest[1:]
    elif plain.count(":") > 1:
        host, port = plain, ""
    else:
        host, _, port = plain.partition(":")
    if not host or any(sign.isspace() or sign in "/@?#" for sign in host):
        raise ValueError(f"not an address: {text!r}")
    if port and not (port.isascii() and port.isdigit() and 1 <= int(port) <= 65535):
        raise ValueError(f"not a port: {text!r}")
    return host, int(port) if port else DEFAULT_PORT


def base_url(scheme: str, address: str) -> str:
    """Return "https://192.168.1.10:8443" for an address as people write it."""
    host, port = split_address(address)
    return f"{scheme}://[{host}]:{port}" if ":" in host else f"{scheme}://{host}:{port}"


def machine_context(credentials: Credentials) -> ssl.SSLContext:
    """Return the context of a paired machine: pinned authority, name checked, own certificate shown."""
    context = _client_context()
    context.load_verify_locations(cadata=credentials.authority_pem)
    # load_cert_chain reads files only; the folder is the owner's alone and gone in a moment.
    with tempfile.TemporaryDirectory(prefix="koperta-") as folder:
        chain = Path(folder, "chain.pem")
        chain.touch(mode=0o600)
        chain.write_text(credentials.key_pem + credentials.certificate_pem, encoding="ascii")
        context.load_cert_chain(chain)
    return context


def unpaired_context(certificate: bytes) -> ssl.SSLContext:
    """Return a context that talks to the holder of exactly this certificate (DER) and to nobody else."""
    context = _client_context()
    context.check_hostname = False
    context.verify_flags |= ssl.VERIFY_X509_PARTIAL_CHAIN
    context.load_verify_locations(cadata=certificate)
    return context


def authority_context(authority_pem: str) -> ssl.SSLContext:
    """Return the context of a machine that knows the authority, from an enrolment file, but has no certificate yet."""
    context = _client_context()
    context.load_verify_locations(cadata=authority_pem)
    return context


async def seen_certificate(address: str) -> bytes:
    """Return the DER certificate the other side shows; nothing is trusted by this. RoomAwayError, ValueError."""
    host, port = split_address(address)
    context = _client_context()
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    try:
        async with asyncio.timeout(HANDSHAKE_SECONDS):
            _, writer = await asyncio.open_connection(host, port, ssl=context)
    except (OSError, TimeoutError) as error:
        raise RoomAwayError(f"{address}: {error}") from error
    try:
        session: ssl.SSLObject = writer.get_extra_info("ssl_object")
        certificate = session.getpeercert(binary_form=True)
    finally:
        writer.transport.abort()
    if not certificate:
        raise RoomAwayError(f"{address} shows no certificate")
    return certificate


def _client_context() -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.minimum_version = ssl.TLSVersion.TLSv1_3
    context.verify_flags |= ssl.VerifyFlags(_NO_CHECK_TIME)
    return context
