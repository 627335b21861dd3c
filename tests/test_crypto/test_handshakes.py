"""Real handshakes: the station knows its workstations, workstations their station, nobody else."""

import datetime
import ssl
from ipaddress import ip_address

import pytest
from cryptography import x509
from cryptography.x509.verification import PolicyBuilder, Store, VerificationError

from koperta_crypto.certificates import (
    NOT_AFTER,
    NOT_BEFORE,
    LocalAuthority,
    common_name,
    make_request,
)

from .tls_room import ADDRESSES, IDENTITY, Pair, Room, loaded


def test_station_and_workstation_know_each_other_over_tls_1_3(room: Room) -> None:
    pair = Pair(room.server(), room.client(), IDENTITY)
    pair.shake_hands()
    assert pair.server.version() == "TLSv1.3"
    der = pair.server.getpeercert(binary_form=True)
    assert der is not None
    assert common_name(der) == "stanowisko 7"


@pytest.mark.parametrize("address", ADDRESSES)
def test_the_station_is_also_known_by_its_addresses(room: Room, address: str) -> None:
    Pair(room.server(), room.client(), address).shake_hands()


def test_a_workstation_not_yet_enrolled_connects_without_a_certificate(room: Room) -> None:
    pair = Pair(room.server(), room.client(None), IDENTITY)
    pair.shake_hands()
    assert pair.server.getpeercert(binary_form=True) is None


def test_a_client_certificate_of_another_authority_is_refused(room: Room, stranger: Room) -> None:
    client = room.client(None)
    key, request = make_request("stanowisko 7")
    stranger.load(client, stranger.authority.issue_client(request, "stanowisko 7"), key)
    with pytest.raises(ssl.SSLCertVerificationError):
        Pair(room.server(), client, IDENTITY).shake_hands()


def test_a_station_of_another_authority_is_refused(room: Room, stranger: Room) -> None:
    with pytest.raises(ssl.SSLCertVerificationError):
        Pair(stranger.server(), room.client(), IDENTITY).shake_hands()


def test_a_station_of_another_room_or_address_is_refused(room: Room) -> None:
    for name in ("r-18.room.koperta.internal", "192.168.40.3", "room.koperta.internal"):
        with pytest.raises(ssl.SSLCertVerificationError):
            Pair(room.server(), room.client(), name).shake_hands()


def test_a_workstation_cannot_pose_as_the_station(room: Room) -> None:
    server = room.server()
    key, request = make_request(IDENTITY)
    room.load(server, room.authority.issue_client(request, IDENTITY), key)
    with pytest.raises(ssl.SSLCertVerificationError):
        Pair(server, room.client(), IDENTITY).shake_hands()


def test_a_station_certificate_does_not_serve_as_a_workstations(room: Room) -> None:
    client = room.client(None)
    room.load(client, *room.authority.issue_server(IDENTITY, []))
    with pytest.raises(ssl.SSLCertVerificationError):
        Pair(room.server(), client, IDENTITY).shake_hands()


def test_an_issued_certificate_cannot_issue_another(room: Room) -> None:
    """A workstation's key signs a certificate for a friend; the chain must not hold."""
    key_pem, request = make_request("stanowisko 7")
    certificate = room.authority.issue_client(request, "stanowisko 7")
    friend = LocalAuthority.load(key_pem, certificate)
    key, request = make_request("kolega")
    client = room.client(None)
    room.load(client, friend.issue_client(request, "kolega") + certificate, key)
    with pytest.raises(ssl.SSLCertVerificationError):
        Pair(room.server(), client, IDENTITY).shake_hands()


def test_a_clock_at_either_end_of_the_century_changes_nothing(room: Room) -> None:
    """Dead clock batteries start in 2000 or 2070; the verifier takes the time as an input."""
    store = Store([loaded(room.authority.certificate_pem)])
    certificate = loaded(room.authority.issue_server(IDENTITY, ADDRESSES)[0])
    assert (NOT_BEFORE.year, NOT_AFTER.year) == (2000, 2099)
    for year in (2000, 2026, 2070, 2099):
        time = datetime.datetime(year, 1, 2)
        policy = PolicyBuilder().store(store).time(time)
        policy.build_server_verifier(x509.DNSName(IDENTITY)).verify(certificate, [])


def test_the_second_verifier_accepts_both_kinds_and_refuses_strangers(room: Room, stranger: Room) -> None:
    policy = PolicyBuilder().store(Store([loaded(room.authority.certificate_pem)]))
    _, request = make_request("stanowisko 7")
    for authority, accepted in [(room.authority, True), (stranger.authority, False)]:
        server = loaded(authority.issue_server(IDENTITY, ADDRESSES)[0])
        client = loaded(authority.issue_client(request, "stanowisko 7"))
        server_verifier = policy.build_server_verifier(x509.IPAddress(ip_address(ADDRESSES[0])))
        client_verifier = policy.build_client_verifier()
        if accepted:
            server_verifier.verify(server, [])
            assert client_verifier.verify(client, []).chain[0] == client
        else:
            with pytest.raises(VerificationError):
                server_verifier.verify(server, [])
            with pytest.raises(VerificationError):
                client_verifier.verify(client, [])
