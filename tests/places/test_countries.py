"""Countries are named in the page's language."""

import pytest
from flask_babel import force_locale

from caseapp.places.countries import country_name


@pytest.mark.parametrize(
    ("language", "code", "name"),
    [
        ("en", "KZ", "Kazakhstan"),
        ("kk", "cn", "Қытай"),
        ("ru", "KZ", "Казахстан"),
        ("zh", "TR", "土耳其"),
        ("en", "Kazakhstan", "Kazakhstan"),
        ("en", None, ""),
    ],
)
def test_a_country_is_called_by_its_name(app, language, code, name):
    with app.test_request_context(), force_locale(language):
        assert country_name(code) == name
