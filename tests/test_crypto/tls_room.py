"""Make rooms with an authority, and real TLS handshakes inside memory."""

import ssl
from pathlib import Path

from cryptography import x509

from koperta_crypto.certificates import LocalAuthority, make_request

IDENTITY = "r-17.room.koperta.internal"
ADDRESSES = ["192.168.40.2", "fd00::2"]
STRICT = ssl.VERIFY_X509_STRICT | ssl.VERIFY_X509_PARTIAL_CHAIN  # Python 3.13's defaults


class Pair:
    """Join a TLS server and client in memory and shake hands."""

    def __init__(self, server: ssl.SSLContext, client: ssl.SSLContext, name: str) -> None:
        to_server, to_client = ssl.MemoryBIO(), ssl.MemoryBIO()
        self.server = server.wrap_bio(to_server, to_client, server_side=True)
        self.client = client.wrap_bio(to_client, to_server, server_hostname=name)

    def shake_hands(self) -> None:
        """Run both sides to the end, and one message each way, which shows late refusals."""
        pending = [self.client.do_handshake, self.server.do_handshake]
        for _ in range(10):
            pending = [act for act in pending if not _done(act)]
        self.client.write(b"ping")
        assert self.server.read(4) == b"ping"
        self.server.write(b"pong")
        assert self.client.read(4) == b"pong"


def _done(act: object) -> bool:
    try:
        act()  # type: ignore[operator]  # bound methods of SSLObject
    except ssl.SSLWantReadError:
        return False
    return True


class Room:
    """Hold one room's authority and make contexts the way station and workstation do."""

    def __init__(self, folder: Path, name: str = "Sala 12") -> None:
        folder.mkdir()
        self.folder = folder
        self.authority = LocalAuthority.create(name)
        self.ca = self.authority.certificate_pem.decode()

    def server(self, identity: str = IDENTITY) -> ssl.SSLContext:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.minimum_version = ssl.TLSVersion.TLSv1_3
        context.verify_mode = ssl.CERT_OPTIONAL
        context.verify_flags |= STRICT
        context.load_verify_locations(cadata=self.ca)
        self.load(context, *self.authority.issue_server(identity, ADDRESSES))
        return context

    def client(self, name: str | None = "stanowisko 7") -> ssl.SSLContext:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        context.minimum_version = ssl.TLSVersion.TLSv1_3
        context.verify_flags |= STRICT
        context.load_verify_locations(cadata=self.ca)
        if name is not None:
            key, request = make_request(name)
            self.load(context, self.authority.issue_client(request, name), key)
        return context

    def load(self, context: ssl.SSLContext, certificate: bytes, key: bytes) -> None:
        path = self.folder / "pair.pem"
        path.write_bytes(certificate + key)
        context.load_cert_chain(path)
        path.unlink()


def loaded(pem: bytes) -> x509.Certificate:
    """Parse a PEM certificate."""
    return x509.load_pem_x509_certificate(pem)
