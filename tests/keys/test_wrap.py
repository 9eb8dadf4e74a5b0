"""The key file: what opens it, what it refuses, and how it is written."""

import json
import re
from base64 import b64decode, b64encode
from multiprocessing import get_context
from pathlib import Path

import pytest

from caseapp.keys import Keys, KeysLocked, WrongPassphrase, wrap

PASSPHRASE = "seven plain words over the river"
FILE = wrap.KEYS_FILE
KNOWN_DATABASE_KEY = "1ea1911d0dea69977939301d1eaba141967a940ef937a52b2292bcd072e7ba7d"


@pytest.fixture(autouse=True)
def cheap_stretching(monkeypatch):
    """Make new wraps cheap to open: what they cost is asserted where it matters."""
    monkeypatch.setattr(wrap.wrap_master, "__kwdefaults__", {"memory_kib": 64, "time": 1})


def rewrite(data_dir: Path, **changes: object) -> None:
    content = json.loads((data_dir / FILE).read_text())
    content["wraps"][0] |= changes
    (data_dir / FILE).write_text(json.dumps(content))


def test_the_passphrase_gives_back_the_same_key(tmp_path):
    master = wrap.create_keys_file(tmp_path, PASSPHRASE)
    assert len(master) == 32
    assert wrap.open_keys_file(tmp_path, PASSPHRASE) == master


def test_a_new_wrap_costs_256_mib_and_three_rounds(monkeypatch):
    monkeypatch.undo()
    sealed = wrap.wrap_master(bytes(32), PASSPHRASE)
    assert (sealed["memory_kib"], sealed["time"]) == (256 * 1024, 3)
    assert wrap.unwrap_master(sealed, PASSPHRASE) == bytes(32)


def test_the_file_is_for_its_owner_only_and_does_not_hold_the_key(tmp_path):
    master = wrap.create_keys_file(tmp_path, PASSPHRASE)
    assert (tmp_path / FILE).stat().st_mode & 0o777 == 0o600
    content = (tmp_path / FILE).read_text()
    assert master.hex() not in content
    assert b64encode(master).decode() not in content
    assert PASSPHRASE not in content
    assert [entry.name for entry in tmp_path.iterdir()] == [FILE]


@pytest.mark.parametrize("typed", ["", "seven plain words over the rive", PASSPHRASE.upper(), PASSPHRASE + " "])
def test_another_passphrase_is_refused(tmp_path, typed):
    wrap.create_keys_file(tmp_path, PASSPHRASE)
    with pytest.raises(WrongPassphrase, match="does not open"):
        wrap.open_keys_file(tmp_path, typed)


def test_the_same_letters_composed_differently_open_the_file(tmp_path):
    master = wrap.create_keys_file(tmp_path, "қазақ тілі, й бір әріп")
    assert wrap.open_keys_file(tmp_path, "қазақ тілі, и\u0306 бір әріп") == master


def test_a_short_passphrase_is_refused(tmp_path):
    with pytest.raises(ValueError, match="15 characters"):
        wrap.create_keys_file(tmp_path, "14 characters.")
    assert not (tmp_path / FILE).exists()


def test_an_existing_file_is_never_replaced(tmp_path):
    wrap.create_keys_file(tmp_path, PASSPHRASE)
    before = (tmp_path / FILE).read_bytes()
    with pytest.raises(KeysLocked, match="exists already"):
        wrap.create_keys_file(tmp_path, "another passphrase entirely")
    assert (tmp_path / FILE).read_bytes() == before


def test_a_file_cut_off_anywhere_is_refused_in_one_sentence(tmp_path):
    wrap.create_keys_file(tmp_path, PASSPHRASE)
    whole = (tmp_path / FILE).read_bytes().rstrip()
    for length in range(0, len(whole), 7):
        (tmp_path / FILE).write_bytes(whole[:length])
        with pytest.raises(KeysLocked) as refused:
            wrap.open_keys_file(tmp_path, PASSPHRASE)
        assert re.fullmatch(r"[^\n]+\.", str(refused.value))


@pytest.mark.parametrize("field", ["salt", "nonce", "sealed"])
def test_one_changed_bit_is_noticed(tmp_path, field):
    wrap.create_keys_file(tmp_path, PASSPHRASE)
    raw = bytearray(b64decode(json.loads((tmp_path / FILE).read_text())["wraps"][0][field]))
    raw[-1] ^= 1
    rewrite(tmp_path, **{field: b64encode(raw).decode()})
    with pytest.raises(KeysLocked):
        wrap.open_keys_file(tmp_path, PASSPHRASE)


@pytest.mark.parametrize(
    "changes",
    [
        {"memory_kib": 128},
        {"memory_kib": 10**9},
        {"memory_kib": "much"},
        {"time": 2},
        {"time": 10**6},
        {"kdf": "plain"},
        {"salt": "é"},
        {"nonce": 5},
        {"nonce": ""},
        {"sealed": None},
        {"note": "added"},
        {"kind": "share"},
    ],
)
def test_a_changed_wrap_is_refused(tmp_path, changes):
    wrap.create_keys_file(tmp_path, PASSPHRASE)
    rewrite(tmp_path, **changes)
    with pytest.raises(KeysLocked):
        wrap.open_keys_file(tmp_path, PASSPHRASE)


@pytest.mark.parametrize(
    "content", ["[]", "{}", '{"version": 1, "wraps": [7]}', '{"version": 2, "wraps": []}', "[" * 9**5]
)
def test_a_file_of_another_shape_is_refused(tmp_path, content):
    (tmp_path / FILE).write_text(content)
    with pytest.raises(KeysLocked):
        wrap.open_keys_file(tmp_path, PASSPHRASE)


def test_a_missing_file_says_what_makes_it(tmp_path):
    with pytest.raises(KeysLocked, match="--no-demo"):
        wrap.open_keys_file(tmp_path, PASSPHRASE)


def test_any_of_several_wraps_opens_the_file_and_unknown_kinds_are_left_for_later(tmp_path):
    master = wrap.new_master()
    wraps = [
        {"kind": "share", "holder": "abroad"},
        wrap.wrap_master(master, PASSPHRASE),
        wrap.wrap_master(master, "2nd"),
    ]
    (tmp_path / FILE).write_text(json.dumps({"version": 1, "wraps": wraps}))
    assert wrap.open_keys_file(tmp_path, "2nd") == master


def test_derived_keys_differ_from_each_other_and_stay_the_same():
    keys, again, other = Keys(bytes(32)), Keys(bytes(32)), Keys(bytes([1] * 32))
    derived = [keys.database, keys.files, keys.flask_secret, keys.blind_index]
    assert {len(key) for key in derived} == {32}
    assert len({*derived, bytes(32)}) == 5
    assert derived == [again.database, again.files, again.flask_secret, again.blind_index]
    assert not {other.database, other.files, other.flask_secret, other.blind_index} & set(derived)
    assert keys.database.hex() not in repr(keys)


def test_the_database_key_of_a_known_master_never_changes():
    """A change here would lock everybody out of their data."""
    assert wrap.derive(bytes(range(32)), "database").hex() == KNOWN_DATABASE_KEY


def make(data_dir: Path, content: bytes) -> bool:
    return wrap.write_once(data_dir / "one", content)


def test_of_many_processes_writing_one_file_exactly_one_wins(tmp_path):
    contents = [bytes([65 + number]) * 32 for number in range(8)]
    with get_context("spawn").Pool(8) as pool:
        won = pool.starmap(make, [(tmp_path, content) for content in contents])
    assert won.count(True) == 1
    assert (tmp_path / "one").read_bytes() == contents[won.index(True)]
    assert [entry.name for entry in tmp_path.iterdir()] == ["one"]
