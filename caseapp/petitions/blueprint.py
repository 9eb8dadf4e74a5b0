"""The blueprint that every page of petitions, bodies and the calendar registers on."""

from flask import Blueprint

bp = Blueprint("petitions", __name__)
