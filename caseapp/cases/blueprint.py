"""The blueprint that every page of the cases registers on."""

from flask import Blueprint

bp = Blueprint("cases", __name__)
