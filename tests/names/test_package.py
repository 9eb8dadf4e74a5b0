"""The package as a library: what it imports, and its keys."""

import ast
import sys
from pathlib import Path

import pytest

import caseapp.names
from caseapp.names import keys, similarity, sounds
from caseapp.names.aliases import NONE, shipped_pairs
from caseapp.names.endings import Role
from caseapp.names.parsing import parse


def test_it_imports_nothing_but_the_standard_library_and_itself():
    imported = set()
    for file in Path(caseapp.names.__file__).parent.glob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                imported |= {found.name for found in node.names}
            elif isinstance(node, ast.ImportFrom):
                imported.add(node.module)
    foreign = {name for name in imported if name.partition(".")[0] not in sys.stdlib_module_names}
    assert {name for name in foreign if not name.startswith("caseapp.names")} == set()
    assert "caseapp.names.phones" in foreign


def test_the_shipped_aliases_say_what_sound_does_not():
    assert [pair for pair in shipped_pairs() if similarity(*pair, NONE) >= 0.9] == []
    assert [pair for pair in shipped_pairs() if similarity(*pair) < 0.95] == []


@pytest.mark.parametrize(
    ("word", "key"),
    [
        ("Тұрсынбек", "TLSNPK"),
        ("吐尔逊别克", "TLSNPK"),
        ("Манапханов Бекеш", "MNPKN"),
        ("ماناپقان", "MNPKN"),
        ("Һәким", "KM"),  # h may be written or not
        ("Hakim", "KM"),
        ("Аким", "KM"),
        ("გიორგი", "გიორგი"),  # no reader: the word itself
    ],
)
def test_a_word_has_its_skeleton_as_key(word, key):
    assert dict(keys(word))[key] == 1.0


def test_a_slip_still_shares_a_key():
    assert dict(keys("Тұрсынбек")).keys() & dict(keys("Тұсынбек")).keys()
    assert dict(keys("Мұрат")).keys() & dict(keys("Мұрыт")).keys()


def test_names_printed_as_one_word_share_a_key_with_the_divided():
    assert dict(keys("吾拉勒别克·木哈买提江")).keys() & dict(keys("吾拉勒別克木哈買提江")).keys()
    assert dict(keys("王小明")).keys() & dict(keys("Wang Xiaoming")).keys()


def test_russian_endings_are_known_in_chinese_syllables():
    assert [word.role for word in parse("马西莫夫").tokens] == [Role.PLAIN]
    assert [word.role for word in parse("卡里姆·马西莫夫").tokens] == [Role.PLAIN, Role.SURNAME]
    assert similarity("叶尔詹·卡济汉诺夫", "Ержан Қазыхан") > 0.765


@pytest.mark.parametrize(
    ("name", "plain"),
    [
        ("Тұрсынбек Қабиұлы", "trsnbk kb"),
        ("吐尔逊别克·哈比", "trsnbk hb"),
        ("Tu'erxunbieke Habi", "trsnbk hb"),
        ("Манапханов, Әбеш", "abs mnphn"),
        ("გიორგი", "გიორგი"),
        ("🙂", ""),
    ],
)
def test_a_name_is_written_plainly_as_it_sounds(name, plain):
    assert sounds(name) == plain
