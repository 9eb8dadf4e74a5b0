"""The file store: nothing readable on disk, nothing changed unnoticed."""

import hashlib
from io import BytesIO

import pytest

from caseapp.evidence.store import CHUNK, FileDamaged, FileStore


@pytest.fixture
def store(tmp_path):
    return FileStore(tmp_path / "files", b"k" * 32)


@pytest.mark.parametrize("size", [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 3 * CHUNK, 3 * CHUNK + 5])
def test_what_goes_in_comes_out(store, size):
    original = bytes(range(256)) * (size // 256) + b"x" * (size % 256)
    stored = store.put(BytesIO(original))
    assert b"".join(store.read(stored.key)) == original
    assert (stored.size, stored.sha256) == (size, hashlib.sha256(original).hexdigest())
    assert [path.name for path in store.folder.rglob("*") if path.is_file()] == [stored.key]
    assert store.path(stored.key).stat().st_mode & 0o777 == 0o600


def test_nothing_of_the_file_lies_open(store):
    stored = store.put(BytesIO(b"a name that must not be read" * 10))
    assert b"name" not in store.path(stored.key).read_bytes()


def spoil_a_bit(sealed):
    return sealed[:100] + bytes([sealed[100] ^ 1]) + sealed[101:]


def cut_the_last_chunk(sealed):
    return sealed[: 36 + 2 * (CHUNK + 16)]


def swap_chunks(sealed):
    size = CHUNK + 16
    return sealed[:36] + sealed[36 + size : 36 + 2 * size] + sealed[36 : 36 + size] + sealed[36 + 2 * size :]


def empty(sealed):
    return b""


@pytest.mark.parametrize("harm", [spoil_a_bit, cut_the_last_chunk, swap_chunks, empty])
def test_a_changed_file_is_noticed(store, harm):
    stored = store.put(BytesIO(bytes(2 * CHUNK + 100)))
    path = store.path(stored.key)
    path.write_bytes(harm(path.read_bytes()))
    with pytest.raises(FileDamaged):
        list(store.read(stored.key))


def test_a_file_under_another_name_or_key_is_not_read(store, tmp_path):
    first, second = store.put(BytesIO(b"one")), store.put(BytesIO(b"two"))
    store.path(first.key).write_bytes(store.path(second.key).read_bytes())
    with pytest.raises(FileDamaged):
        list(store.read(first.key))
    with pytest.raises(FileDamaged):
        list(FileStore(store.folder, b"j" * 32).read(second.key))


def test_a_file_that_fails_half_way_leaves_nothing(store):
    class Broken(BytesIO):
        def read(self, size=-1):
            if self.tell() > CHUNK:
                raise OSError("the disk is gone")
            return super().read(size)

    with pytest.raises(OSError, match="gone"):
        store.put(Broken(bytes(4 * CHUNK)))
    assert [path for path in store.folder.rglob("*") if path.is_file()] == []


@pytest.mark.parametrize("key", ["", "..", "../" + "a" * 61, "A" * 64, "a" * 63])
def test_only_names_of_the_store_are_opened(store, key):
    with pytest.raises(ValueError, match="no name"):
        store.path(key)
