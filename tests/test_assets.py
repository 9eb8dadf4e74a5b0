"""Static files: packed copies that are never older than their file, and an address that follows every change."""

import gzip
import os

import pytest

from caseapp import assets


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "deep").mkdir()
    (tmp_path / "look.css").write_text("a { color: red }")
    (tmp_path / "deep" / "face.woff2").write_bytes(b"face")
    return tmp_path


def test_text_is_packed_once_and_again_when_it_changes(folder):
    assert assets.pack(folder) == 1
    assert assets.pack(folder) == 0
    packed = folder / "look.css.gz"
    assert gzip.decompress(packed.read_bytes()) == b"a { color: red }"
    os.utime(packed, (1, 1))
    assert assets.pack(folder) == 1


def test_a_packed_copy_older_than_its_file_or_without_one_is_taken_away(folder):
    assets.pack(folder)
    assets.drop_stale(folder)
    packed = folder / "look.css.gz"
    assert packed.exists()
    os.utime(packed, (1, 1))
    (folder / "gone.js.gz").write_bytes(b"")
    assets.drop_stale(folder)
    assert not packed.exists()
    assert not (folder / "gone.js.gz").exists()


def test_the_address_changes_with_any_file_and_not_with_packed_copies(folder):
    before = assets.fingerprint(folder)
    assets.pack(folder)
    assert assets.fingerprint(folder) == before
    (folder / "deep" / "face.woff2").write_bytes(b"other")
    assert assets.fingerprint(folder) != before
