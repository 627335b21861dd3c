"""Read the outside of certificates without a library for X.509.

A workstation needs no more than this all day long: OpenSSL, by the standard library, checks what is inside
when it uses a certificate. What makes and compares certificates is in `certificates` and `issued`.
"""

import hashlib
import ssl

from .errors import FormatError


def fingerprint(der: bytes) -> str:
    """Return the SHA-256 of a DER certificate in hexadecimal."""
    return hashlib.sha256(der).hexdigest()


def certificate_der(pem: bytes) -> bytes:
    """Return the DER form of exactly one PEM certificate that OpenSSL can read; FormatError when it is none."""
    try:
        der = ssl.PEM_cert_to_DER_cert(pem.decode("ascii"))
        ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT).load_verify_locations(cadata=der)
    except (ValueError, ssl.SSLError) as error:
        raise FormatError("not a PEM certificate") from error
    # OpenSSL reads as many certificates as there are; here there is one, and nothing after it.
    if _length(der) != len(der) or ssl.DER_cert_to_PEM_cert(der).split() != pem.decode("ascii").split():
        raise FormatError("not one PEM certificate")
    return der


def _length(der: bytes) -> int:
    """Return how long the first DER value is by its own head; a certificate's head is 2 to 6 bytes."""
    if der[1] < 0x80:
        return 2 + der[1]
    more = der[1] & 0x7F
    return 2 + more + int.from_bytes(der[2 : 2 + more], "big")
