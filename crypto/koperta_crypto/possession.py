"""Prove that one holds the key of a certificate, and check it: ECDSA P-256 with SHA-256 over a message."""

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from .errors import FormatError, SignatureError


def prove_possession(key_pem: bytes, message: bytes) -> bytes:
    """Sign with the key of a certificate; FormatError for another kind of key."""
    try:
        key = serialization.load_pem_private_key(key_pem, None)
    except (ValueError, TypeError) as error:
        raise FormatError("not a private key") from error
    if not isinstance(key, ec.EllipticCurvePrivateKey):
        raise FormatError("the key is not P-256")
    return key.sign(message, ec.ECDSA(hashes.SHA256()))


def check_possession(certificate_pem: bytes, message: bytes, signature: bytes) -> None:
    """Raise SignatureError unless the certificate's key signed the message; FormatError for no certificate."""
    try:
        public = x509.load_pem_x509_certificate(certificate_pem).public_key()
    except (ValueError, TypeError) as error:
        raise FormatError("not a PEM certificate") from error
    if not isinstance(public, ec.EllipticCurvePublicKey):
        raise FormatError("the certificate's key is not P-256")
    try:
        public.verify(signature, message, ec.ECDSA(hashes.SHA256()))
    except InvalidSignature as error:
        raise SignatureError("not signed by the certificate's key") from error


def issued_by(authority_pem: bytes, certificate_pem: bytes) -> bool:
    """Say whether an authority issued a certificate; False also for anything malformed."""
    try:
        authority = x509.load_pem_x509_certificate(authority_pem)
        x509.load_pem_x509_certificate(certificate_pem).verify_directly_issued_by(authority)
    except (ValueError, TypeError, InvalidSignature):
        return False
    return True
