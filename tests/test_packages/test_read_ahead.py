"""What is read ahead is what stands in the file, hashed, and its errors are never swallowed."""

import hashlib
import io

import pytest

from koperta_packages.errors import Code, PackageError
from koperta_packages.read_ahead import ReadAhead

DATA = bytes(n * 7 & 255 for n in range(100_003))


@pytest.mark.parametrize("block", [1_000, 100_003, 1 << 20])
def test_every_block_comes_in_order_and_the_hash_is_of_all_of_them(block: int) -> None:
    file = io.BytesIO(DATA)
    head = file.read(24)
    with ReadAhead(file, len(DATA) - 24, block, before=head) as blocks:
        assert b"".join(bytes(one) for one in blocks) == DATA[24:]
        assert blocks.hexdigest() == hashlib.sha256(DATA).hexdigest()


def test_the_hash_is_of_the_whole_stretch_even_when_the_caller_stops_half_way() -> None:
    with ReadAhead(io.BytesIO(DATA), len(DATA), 1_000) as blocks:
        for count, _block in enumerate(blocks):
            if count == 20:
                break
        assert blocks.hexdigest() == hashlib.sha256(DATA).hexdigest()


def test_nothing_is_read_behind_the_stretch() -> None:
    file = io.BytesIO(DATA)
    with ReadAhead(file, 2_500, 1_000) as blocks:
        assert b"".join(bytes(one) for one in blocks) == DATA[:2_500]
    assert file.tell() == 2_500


def test_a_file_that_ends_too_soon_is_told_each_time_it_is_asked() -> None:
    with ReadAhead(io.BytesIO(DATA), len(DATA) + 1, 1_000) as blocks:
        for _ in range(2):
            with pytest.raises(PackageError) as refused:
                blocks.hexdigest()
            assert refused.value.code is Code.PKG_TRUNCATED


def test_a_caller_that_fails_leaves_no_thread_behind() -> None:
    with pytest.raises(RuntimeError, match="caller"), ReadAhead(io.BytesIO(DATA), len(DATA), 10) as blocks:
        next(iter(blocks))
        raise RuntimeError("the caller has had enough")
    assert not blocks.reading
