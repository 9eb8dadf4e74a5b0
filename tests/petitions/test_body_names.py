"""Texts of the directory name bodies by their names, never by their short names."""

import pytest
from flask_babel import force_locale
from werkzeug.datastructures import MultiDict

from caseapp.petitions.body_data import read_bodies
from caseapp.petitions.body_names import SHORT_NAME, with_names
from caseapp.petitions.told_forms import ApplicantForm
from tests.petitions.factories import coordinator


def test_a_short_name_becomes_the_name_in_the_language_of_the_page(session, context):
    assert with_names("Convert to un_wgeid / un_wgad.") == (
        "Convert to <bdi>UN Working Group on Enforced or Involuntary Disappearances</bdi>"
        " / <bdi>UN Working Group on Arbitrary Detention</bdi>."
    )


def test_the_name_follows_the_language(session, context):
    with force_locale("ru"):
        assert "Рабочая группа" in with_names("un_wgeid")


@pytest.mark.parametrize("text", ["", None])
def test_no_text_stays_none(session, context, text):
    assert with_names(text) == ""


def test_other_words_stay_and_markup_is_never_believed(session, context):
    assert with_names("some_word stays") == "some_word stays"
    assert with_names("<b>kz_nobody</b>") == "&lt;b&gt;kz_nobody&lt;/b&gt;"
    assert with_names("<i>un_wgad</i>").startswith("&lt;i&gt;<bdi>UN Working")


def test_a_page_asks_the_directory_once_and_only_for_short_names(session, context, count_queries):
    with count_queries() as seen:
        assert with_names("Plain words & a name") == "Plain words &amp; a name"
    assert seen.count == 0
    with count_queries() as seen:
        assert with_names("kz_mfa, then kz_prosecutor").count("<bdi>") == with_names("kz_mfa, un_wgad").count("<bdi>")
    assert seen.count == 1


def test_no_note_of_the_shipped_directory_keeps_a_short_name(session, context):
    for body in read_bodies():
        texts = [body.notes, body.answer.note, *(clock.note for clock in body.other_clocks)]
        assert [text for text in texts if text and SHORT_NAME.search(with_names(text))] == [], body.key


def test_the_page_of_a_body_shows_no_short_name_and_marks_what_is_in_english(session, login):
    boss = coordinator()
    english = login(boss).get("/bodies/un_wgeid").get_data(as_text=True)
    assert "un_wgad." not in english
    assert "written in English" not in english
    page = login(boss).get("/bodies/un_wgeid?lang=ru").get_data(as_text=True)
    assert 'lang="en" dir="auto"' in page
    assert "Рабочая группа ООН по произвольным задержаниям" in page


def test_a_form_about_whoever_signs_with_nothing_in_it_stays_on_its_page(context):
    form = ApplicantForm(formdata=MultiDict(), meta={"csrf": False})
    assert not form.validate()
    assert [str(message) for message in form.form_errors] == ["Nothing was entered. Fill at least one line."]
