"""The pages of accounts under one name; ``views`` gathers them."""

from flask import Blueprint

bp = Blueprint("accounts", __name__)
