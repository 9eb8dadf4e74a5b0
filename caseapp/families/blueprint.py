"""The blueprint that the public and the staff pages of family access register on."""

from flask import Blueprint

bp = Blueprint("families", __name__)
