"""An authority certifies keys it has seen proof of, under names it chose itself."""

import contextlib
import ssl
import warnings
from ipaddress import ip_address

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from cryptography.x509.oid import NameOID
from cryptography.x509.verification import PolicyBuilder, Store

from koperta_crypto.certificates import (
    NOT_AFTER,
    NOT_BEFORE,
    LocalAuthority,
    common_name,
    make_request,
)
from koperta_crypto.errors import CryptoError, FormatError, SignatureError
from koperta_crypto.pem import certificate_der, fingerprint

from .damage import bit_flips, truncations
from .tls_room import ADDRESSES, IDENTITY, Pair, Room, loaded


def test_the_alternative_names_are_the_identity_and_the_addresses(room: Room) -> None:
    certificate = loaded(room.authority.issue_server(IDENTITY, ADDRESSES)[0])
    names = certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    assert names.get_values_for_type(x509.DNSName) == [IDENTITY]
    assert names.get_values_for_type(x509.IPAddress) == [ip_address(one) for one in ADDRESSES]
    assert len(list(names)) == 3


def test_nothing_of_a_request_but_its_key_reaches_the_certificate(room: Room) -> None:
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "administrator")])
    builder = x509.CertificateSigningRequestBuilder().subject_name(subject)
    builder = builder.add_extension(x509.BasicConstraints(ca=True, path_length=None), True)
    builder = builder.add_extension(x509.SubjectAlternativeName([x509.DNSName(IDENTITY)]), False)
    request = builder.sign(key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM)
    certificate = loaded(room.authority.issue_client(request, "stanowisko 7"))
    assert certificate.subject.rfc4514_string() == "CN=stanowisko 7"
    assert not certificate.extensions.get_extension_for_class(x509.BasicConstraints).value.ca
    names = certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    assert names.get_values_for_type(x509.DNSName) == []
    assert certificate.public_key() == key.public_key()


def test_requests_with_other_keys_are_refused(room: Room) -> None:
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "x")])
    builder = x509.CertificateSigningRequestBuilder().subject_name(name)
    requests = [
        builder.sign(ec.generate_private_key(ec.SECP384R1()), hashes.SHA256()),
        builder.sign(rsa.generate_private_key(65537, 2048), hashes.SHA256()),
        builder.sign(ed25519.Ed25519PrivateKey.generate(), None),
    ]
    for request in requests:
        with pytest.raises(FormatError):
            pem = request.public_bytes(serialization.Encoding.PEM)
            room.authority.issue_client(pem, "x")


def test_a_request_not_signed_by_its_own_key_is_refused(room: Room) -> None:
    """Otherwise a workstation could be certified for a key it does not hold."""
    _, request_pem = make_request("x")
    der = bytearray(x509.load_pem_x509_csr(request_pem).public_bytes(serialization.Encoding.DER))
    der[-1] ^= 1
    forged = x509.load_der_x509_csr(bytes(der)).public_bytes(serialization.Encoding.PEM)
    with pytest.raises(SignatureError):
        room.authority.issue_client(forged, "x")


def test_damage_never_puts_another_key_into_a_certificate_nor_raises_a_foreign_error(
    room: Room,
) -> None:
    """What counts is the key: the parser overlooks the number of unused bits of the signature.

    That number is a byte of its own and may wrongly say 1, 2 or 4: at most three flips pass.
    """
    _, request_pem = make_request("x")
    request = x509.load_pem_x509_csr(request_pem)
    der = request.public_bytes(serialization.Encoding.DER)
    refused = 0
    for bad in bit_flips(der):
        try:
            certificate = loaded(room.authority.issue_client(pem_of(bad), "x"))
        except CryptoError:
            refused += 1
        else:
            assert certificate.public_key() == request.public_key()
    assert refused >= 8 * len(der) - 3
    for bad in truncations(der):
        with pytest.raises(FormatError):
            room.authority.issue_client(pem_of(bad), "x")
    for junk in (b"", b"x", request_pem[:-40]):
        with pytest.raises(FormatError):
            room.authority.issue_client(junk, "x")


# The parser warns of serial numbers that some flips make negative, and reads on.
@pytest.mark.filterwarnings("ignore::cryptography.utils.CryptographyDeprecationWarning")
def test_every_flipped_bit_of_a_certificate_reads_or_is_refused_by_our_error(room: Room) -> None:
    key, certificate = room.authority.key_pem(), room.authority.certificate_pem
    for bad in bit_flips(certificate_der(certificate)):
        pem = ssl.DER_cert_to_PEM_cert(bad).encode()
        for read in (
            lambda bad=bad: common_name(bad),
            lambda pem=pem: certificate_der(pem),
            lambda pem=pem: LocalAuthority.load(key, pem),
        ):
            with contextlib.suppress(CryptoError):
                read()


def pem_of(der: bytes) -> bytes:
    pem = ssl.DER_cert_to_PEM_cert(der)
    return pem.replace("CERTIFICATE", "CERTIFICATE REQUEST").encode()


def test_an_authority_survives_its_files_and_prints_no_key(room: Room) -> None:
    authority = room.authority
    again = LocalAuthority.load(authority.key_pem(), authority.certificate_pem)
    assert again.certificate_pem == authority.certificate_pem
    Pair(room.server(), room.client(), IDENTITY).shake_hands()
    store = Store([loaded(authority.certificate_pem)])
    verifier = PolicyBuilder().store(store).build_server_verifier(x509.DNSName(IDENTITY))
    verifier.verify(loaded(again.issue_server(IDENTITY, [])[0]), [])
    body = authority.key_pem().decode().splitlines()[1]
    assert body not in repr(authority) and "Sala 12" in repr(authority)


def test_an_authoritys_files_that_do_not_belong_together_are_refused(room: Room, stranger: Room) -> None:
    key, certificate = room.authority.key_pem(), room.authority.certificate_pem
    for bad_key, bad_certificate in [
        (key, stranger.authority.certificate_pem),
        (key, key),
        (certificate, certificate),
        (b"", certificate),
        (key, b""),
        (key[:-40], certificate),
    ]:
        with pytest.raises(FormatError):
            LocalAuthority.load(bad_key, bad_certificate)


@pytest.mark.parametrize(
    ("identity", "addresses"),
    [
        ("", []),
        ("Room.internal", []),
        ("a..b", []),
        ("-a.internal", []),
        ("sala_12.internal", []),
        ("sałą.internal", []),
        ("a" * 64 + ".internal", []),
        ("a." * 130 + "b", []),
        (IDENTITY, ["192.168.40.300"]),
        (IDENTITY, ["host"]),
        (IDENTITY, ["10.0.0.0/8"]),
    ],
)
def test_malformed_names_and_addresses_are_refused(room: Room, identity: str, addresses: list[str]) -> None:
    with pytest.raises(FormatError):
        room.authority.issue_server(identity, addresses)


@pytest.mark.parametrize("name", ["", "x" * 65, "a\nb", "a\x00"])
def test_malformed_common_names_are_refused(room: Room, name: str) -> None:
    with pytest.raises(FormatError):
        make_request(name)
    _, request = make_request("x")
    with pytest.raises(FormatError):
        room.authority.issue_client(request, name)


def test_a_long_identity_name_works(room: Room) -> None:
    identity = "a" * 40 + "." + "b" * 40 + ".room.koperta.internal"
    Pair(room.server(identity), room.client(), identity).shake_hands()


def test_an_authority_certifies_members_of_its_room_but_no_further_authority(room: Room) -> None:
    certificate = loaded(room.authority.certificate_pem)
    constraints = certificate.extensions.get_extension_for_class(x509.BasicConstraints)
    assert constraints.critical
    assert (constraints.value.ca, constraints.value.path_length) == (True, 0)


def test_serial_numbers_come_from_the_given_randomness_and_never_repeat(room: Room) -> None:
    fixed = LocalAuthority.create("x", lambda n: b"\x07" * n)
    assert loaded(fixed.certificate_pem).serial_number == int("40" + "07" * 16, 16)
    serials = {loaded(room.authority.issue_server(IDENTITY, [])[0]).serial_number for _ in range(5)}
    assert len(serials) == 5


def test_a_fingerprint_is_the_sha256_of_the_der_form(room: Room) -> None:
    pem = room.authority.certificate_pem
    assert fingerprint(certificate_der(pem)) == loaded(pem).fingerprint(hashes.SHA256()).hex()


def test_what_is_no_certificate_has_neither_der_nor_name() -> None:
    for read in (certificate_der, common_name):
        for junk in (b"", b"x", b"-----BEGIN CERTIFICATE-----\n"):
            with pytest.raises(FormatError):
                read(junk)


def test_two_certificates_or_a_tail_are_not_one_certificate(room: Room) -> None:
    pem = room.authority.certificate_pem
    der = certificate_der(pem)
    tailed = ssl.DER_cert_to_PEM_cert(der + der).encode()
    assert certificate_der(pem.strip()) == der
    for bad in (pem + pem, tailed, ssl.DER_cert_to_PEM_cert(der + b"x").encode(), b"note\n" + pem, pem + b"note\n"):
        with pytest.raises(FormatError):
            certificate_der(bad)


def test_certificates_are_well_formed_enough_to_raise_no_warning(room: Room) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        for pem in (room.authority.certificate_pem, room.authority.issue_server(IDENTITY, [])[0]):
            certificate = loaded(pem)
            assert certificate.version is x509.Version.v3
            assert certificate.not_valid_before_utc == NOT_BEFORE
            assert certificate.not_valid_after_utc == NOT_AFTER
