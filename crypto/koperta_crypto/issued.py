"""Check that certificates received while pairing belong together: one authority, this room, this machine's key."""

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import serialization

from .errors import CryptoError


class NotIssuedError(CryptoError):
    """Say what does not fit between the certificates."""


def check_room(authority_pem: str, room_der: bytes, server_name: str) -> None:
    """Refuse a room's certificate that is not by this authority or not for this name; NotIssuedError."""
    try:
        authority = x509.load_pem_x509_certificate(authority_pem.encode())
        room = x509.load_der_x509_certificate(room_der)
        names = room.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
        room.verify_directly_issued_by(authority)
    except (ValueError, TypeError, InvalidSignature, x509.ExtensionNotFound) as error:
        raise NotIssuedError("the authority is not that of the room this machine sees") from error
    if server_name not in names.get_values_for_type(x509.DNSName):
        raise NotIssuedError("the room's certificate does not carry the room's name")


def same_certificate(one_pem: str, other_pem: str) -> bool:
    """Say whether two PEM texts hold the same certificate; NotIssuedError for a malformed one."""
    try:
        return x509.load_pem_x509_certificate(one_pem.encode()) == x509.load_pem_x509_certificate(other_pem.encode())
    except ValueError as error:
        raise NotIssuedError("the room's authority is malformed") from error


def check_machine(authority_pem: str, certificate_pem: str, request_pem: bytes) -> None:
    """Refuse a certificate not by this authority, itself self-signed, or not for the request's key; NotIssuedError."""
    try:
        authority = x509.load_pem_x509_certificate(authority_pem.encode())
        certificate = x509.load_pem_x509_certificate(certificate_pem.encode())
        request = x509.load_pem_x509_csr(request_pem)
        certificate.verify_directly_issued_by(authority)
        authority.verify_directly_issued_by(authority)
    except (ValueError, TypeError, InvalidSignature) as error:
        raise NotIssuedError("the certificate is not by the room's authority") from error
    if _public(certificate) != _public(request):
        raise NotIssuedError("the certificate is for another machine's key")


def _public(holder: x509.Certificate | x509.CertificateSigningRequest) -> bytes:
    return holder.public_key().public_bytes(serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo)
