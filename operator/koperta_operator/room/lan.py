"""Keep the room's own certificate authority and the certificate of its one TCP port.

The authority lasts with the installation (notBefore 2000, notAfter 2099): a dead clock battery must
not lock a room. Who may come in is a table (`rules.room_state`), never a date or a revocation list.
"""

from __future__ import annotations

import secrets
import ssl
from dataclasses import dataclass
from pathlib import Path

from koperta_crypto.certificates import LocalAuthority
from koperta_crypto.pem import certificate_der, fingerprint
from koperta_operator.room.folder import RoomFolder
from koperta_sync.durable import write_durably


@dataclass(frozen=True, slots=True)
class Lan:
    """Hold what the server needs for TLS."""

    authority: LocalAuthority
    server_name: str
    certificate_path: Path
    key_path: Path
    certificate_der: bytes

    def tls(self) -> ssl.SSLContext:
        """Return the server's TLS: 1.3 only, a client certificate asked for and not required.

        Every route except pairing refuses without one (architecture, decision 6).
        """
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.minimum_version = ssl.TLSVersion.TLSv1_3
        context.verify_mode = ssl.CERT_OPTIONAL
        context.load_cert_chain(self.certificate_path, self.key_path)
        context.load_verify_locations(cadata=self.authority.certificate_pem.decode("ascii"))
        context.num_tickets = 0  # a resumed session would skip the certificate a revocation looks at
        return context

    def admit(self, request_pem: str, name: str) -> tuple[str, str]:
        """Sign a machine's request; return its certificate (PEM) and the certificate's fingerprint."""
        pem = self.authority.issue_client(request_pem.encode("ascii"), name)
        return pem.decode("ascii"), fingerprint(certificate_der(pem))


def open_lan(folder: RoomFolder, room_id: str) -> Lan:
    """Load the room's authority and server certificate; make them the first time."""
    name = f"{room_id}.room.koperta.internal"
    key, cert = folder.lan / "authority.key", folder.lan / "authority.pem"
    server_key, server_cert = folder.lan / "server.key", folder.lan / "server.pem"
    if not cert.exists():
        authority = LocalAuthority.create(f"Koperta {room_id}", secrets.token_bytes)
        write_durably(key, authority.key_pem())
        write_durably(cert, authority.certificate_pem)
    authority = LocalAuthority.load(key.read_bytes(), cert.read_bytes())
    if not server_cert.exists():
        pem, key_pem = authority.issue_server(name, [])
        write_durably(server_key, key_pem)
        write_durably(server_cert, pem)
    der = certificate_der(server_cert.read_bytes())
    return Lan(authority, name, server_cert, server_key, der)
