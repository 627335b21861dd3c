"""Issue the X.509 certificates of one exam room's local network.

P-256 with ECDSA and SHA-256, because TLS stacks and verifiers refuse Ed25519 here and there.
Certificates are valid from 2000 to 2099: a workstation without a clock battery must not be turned
away on exam day, so trust ends by the station's register of workstations, never by a date. Every
extension is the one that the strict checks of Python 3.13 (`VERIFY_X509_STRICT`) and of
`cryptography.x509.verification` ask for.
"""

import datetime
import secrets
import urllib.parse
from collections.abc import Callable, Sequence
from ipaddress import IPv4Address, IPv6Address, ip_address

from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from .errors import FormatError, SignatureError

NOT_BEFORE = datetime.datetime(2000, 1, 1, tzinfo=datetime.UTC)
NOT_AFTER = datetime.datetime(2099, 12, 31, 23, 59, 59, tzinfo=datetime.UTC)
MAX_NAME = 64
_SERIAL_BYTES = 16
# What the X.509 parser raises on malformed input; InvalidVersion is, oddly, no ValueError.
_PARSING_ERRORS = (ValueError, TypeError, UnsupportedAlgorithm, x509.InvalidVersion)


class LocalAuthority:
    """Hold the certificate authority of one room and issue to its station and workstations."""

    __slots__ = ("_certificate", "_key", "_random")

    def __init__(
        self,
        key: ec.EllipticCurvePrivateKey,
        certificate: x509.Certificate,
        random: Callable[[int], bytes],
    ) -> None:
        self._key = key
        self._certificate = certificate
        self._random = random

    @classmethod
    def create(cls, name: str, random: Callable[[int], bytes] = secrets.token_bytes) -> "LocalAuthority":
        """Make a new authority; `random(n)` gives the bytes of serial numbers, never of keys."""
        key = ec.generate_private_key(ec.SECP256R1())
        subject = _name(name)
        builder = _builder(subject, subject, key.public_key(), key.public_key(), random)
        builder = builder.add_extension(x509.BasicConstraints(ca=True, path_length=0), True)
        builder = builder.add_extension(_key_usage(authority=True), True)
        return cls(key, builder.sign(key, hashes.SHA256()), random)

    @classmethod
    def load(
        cls, pem_key: bytes, pem_cert: bytes, random: Callable[[int], bytes] = secrets.token_bytes
    ) -> "LocalAuthority":
        """Load an authority; FormatError when key and certificate are malformed or no pair."""
        try:
            key = serialization.load_pem_private_key(pem_key, None)
            certificate = x509.load_pem_x509_certificate(pem_cert)
            public = certificate.public_key()
        except _PARSING_ERRORS as error:
            raise FormatError("not an authority's key and certificate") from error
        if not isinstance(key, ec.EllipticCurvePrivateKey) or key.public_key() != public:
            raise FormatError("the key does not belong to the certificate")
        return cls(key, certificate, random)

    @property
    def certificate_pem(self) -> bytes:
        """Return the authority's certificate, which every workstation pins."""
        return self._certificate.public_bytes(serialization.Encoding.PEM)

    def key_pem(self) -> bytes:
        """Return the authority's secret key as unencrypted PKCS #8; keep it only sealed."""
        return _key_pem(self._key)

    def issue_server(self, identity_name: str, addresses: Sequence[str]) -> tuple[bytes, bytes]:
        """Issue a server certificate and its new key, both PEM.

        The alternative names are the identity name (DNS) and the IP addresses; workstations check
        the identity name, because addresses may change. FormatError for a malformed one.
        """
        key = ec.generate_private_key(ec.SECP256R1())
        names = [_dns(identity_name), *(x509.IPAddress(_address(one)) for one in addresses)]
        # The name also stands in the alternative names, which have no length limit of 64.
        subject = _name(identity_name[:MAX_NAME])
        usage = ExtendedKeyUsageOID.SERVER_AUTH
        return self._issue(subject, key.public_key(), names, usage), _key_pem(key)

    def issue_client(self, csr_pem: bytes, common_name: str) -> bytes:
        """Issue a client certificate for a request, under a name the authority chooses.

        Nothing of the request is taken over but its key. Raises FormatError for a malformed
        request or a key other than P-256, SignatureError when the request is not self-signed.
        """
        public = _requested_key(csr_pem)
        uri = "urn:koperta:client:" + urllib.parse.quote(common_name, safe="")
        names = [x509.UniformResourceIdentifier(uri)]
        return self._issue(_name(common_name), public, names, ExtendedKeyUsageOID.CLIENT_AUTH)

    def __repr__(self) -> str:
        return f"LocalAuthority({self._certificate.subject.rfc4514_string()!r})"

    def _issue(
        self,
        subject: x509.Name,
        public: ec.EllipticCurvePublicKey,
        names: Sequence[x509.GeneralName],
        usage: x509.ObjectIdentifier,
    ) -> bytes:
        issuer = self._certificate.subject
        builder = _builder(subject, issuer, public, self._key.public_key(), self._random)
        builder = builder.add_extension(x509.BasicConstraints(ca=False, path_length=None), True)
        builder = builder.add_extension(_key_usage(authority=False), True)
        builder = builder.add_extension(x509.ExtendedKeyUsage([usage]), False)
        builder = builder.add_extension(x509.SubjectAlternativeName(names), False)
        certificate = builder.sign(self._key, hashes.SHA256())
        return certificate.public_bytes(serialization.Encoding.PEM)


def make_request(common_name: str) -> tuple[bytes, bytes]:
    """Make a workstation's key and certificate request, both PEM."""
    key = ec.generate_private_key(ec.SECP256R1())
    request = x509.CertificateSigningRequestBuilder().subject_name(_name(common_name))
    signed = request.sign(key, hashes.SHA256())
    return _key_pem(key), signed.public_bytes(serialization.Encoding.PEM)


def common_name(der: bytes) -> str:
    """Return the common name of a DER certificate; FormatError when there is not exactly one."""
    try:
        names = x509.load_der_x509_certificate(der).subject.get_attributes_for_oid(NameOID.COMMON_NAME)
    except _PARSING_ERRORS as error:
        raise FormatError("not a DER certificate") from error
    if len(names) != 1 or not isinstance(names[0].value, str):
        raise FormatError("the certificate does not have one common name")
    return names[0].value


def _builder(
    subject: x509.Name,
    issuer: x509.Name,
    public: ec.EllipticCurvePublicKey,
    issuer_public: ec.EllipticCurvePublicKey,
    random: Callable[[int], bytes],
) -> x509.CertificateBuilder:
    # The top bit stays clear and a set bit below it keeps the number positive and of fixed length.
    serial = int.from_bytes(b"\x40" + random(_SERIAL_BYTES), "big")
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(public)
        .serial_number(serial)
        .not_valid_before(NOT_BEFORE)
        .not_valid_after(NOT_AFTER)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(public), False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(issuer_public), False)
    )


def _requested_key(csr_pem: bytes) -> ec.EllipticCurvePublicKey:
    try:
        request = x509.load_pem_x509_csr(csr_pem)
        public = request.public_key()
        genuine = request.is_signature_valid
    except _PARSING_ERRORS as error:
        raise FormatError("not a certificate request") from error
    if not isinstance(public, ec.EllipticCurvePublicKey) or public.curve.name != "secp256r1":
        raise FormatError("the requested key is not P-256")
    if not genuine:
        raise SignatureError("the request is not signed by its own key")
    return public


def _key_usage(*, authority: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not authority,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=authority,
        crl_sign=authority,
        encipher_only=False,
        decipher_only=False,
    )


def _name(text: str) -> x509.Name:
    if not 1 <= len(text) <= MAX_NAME or not text.isprintable():
        raise FormatError(f"a certificate name is 1 to {MAX_NAME} printable characters")
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, text)])


def _dns(text: str) -> x509.DNSName:
    labels = text.split(".")
    if len(text) > 253 or not all(_is_dns_label(one) for one in labels):
        raise FormatError("the identity name is not a lower-case host name")
    return x509.DNSName(text)


def _is_dns_label(text: str) -> bool:
    allowed = all(sign.isascii() and (sign.islower() or sign.isdigit() or sign == "-") for sign in text)
    return 1 <= len(text) <= 63 and allowed and text[0] != "-" and text[-1] != "-"


def _address(text: str) -> IPv4Address | IPv6Address:
    try:
        return ip_address(text)
    except ValueError as error:
        raise FormatError("not an IP address") from error


def _key_pem(key: ec.EllipticCurvePrivateKey) -> bytes:
    return key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
