"""The ways a digest leaves: encrypted to the mail server, never in the open by mistake; counts alone to channels."""

import json
import socket
import ssl
import threading
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from caseapp.petitions import digest_channels, digest_mail
from caseapp.petitions.digest import Contents
from config import MailServer

pytestmark = pytest.mark.filterwarnings("ignore:'imghdr' is deprecated")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="module")
def certificate(tmp_path_factory):
    """Make a certificate of this machine's own; return its file and that of its key."""
    folder = tmp_path_factory.mktemp("certificate")
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    certificate, private = folder / "certificate.pem", folder / "key.pem"
    certificate.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    private.write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    return certificate, private


class Inbox:
    """Keeps what came, and whether it came encrypted."""

    def __init__(self):
        self.came = []

    async def handle_DATA(self, _server, session, envelope):  # noqa: N802 - the server's name for it
        """Take a message."""
        self.came.append((envelope.rcpt_tos, session.ssl is not None or session.authenticated))
        return "250 taken"


def knock(port, certificate) -> None:
    context = ssl.create_default_context(cafile=str(certificate))
    with socket.create_connection(("localhost", port)) as plain:
        context.wrap_socket(plain, server_hostname="localhost").close()


def message() -> EmailMessage:
    made = EmailMessage()
    made["From"], made["To"], made["Message-ID"] = "jaqyn@example.org", "somebody@example.org", "<1@example.org>"
    made.set_content("TST-2026-00001")
    return made


@pytest.fixture
def server(app, certificate, monkeypatch):
    """Return what runs a mail server one way and points the program at it."""
    running = []

    def run(security, *, speaks, authority=True, **facts):
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        context.load_cert_chain(*certificate)
        inbox, port = Inbox(), free_port()
        ways = {
            "starttls": {"tls_context": context, "require_starttls": True},
            "ssl": {"ssl_context": context},
            "none": {},
        }
        controller = Controller(inbox, hostname="localhost", port=port, **ways[speaks], **facts)
        if speaks == "ssl":
            # The controller knocks at its own door to see that it is open, and trusts nobody there by itself.
            controller._trigger_server = lambda: knock(port, certificate[0])
        controller.start()
        running.append(controller)
        mail = MailServer(
            host="localhost", port=port, security=security, authority=str(certificate[0]) if authority else "",
            user="us" if facts else "", password="them" if facts else "",
        )  # fmt: skip
        monkeypatch.setitem(app.config, "MAIL", mail)
        return inbox

    with app.app_context():
        yield run
    for controller in running:
        controller.stop()


def test_starttls_and_sign_in(server):
    def check(_server, _session, _envelope, _mechanism, data):
        return AuthResult(success=data.login == b"us" and data.password == b"them")

    inbox = server("starttls", speaks="starttls", auth_required=True, authenticator=check)
    digest_mail.send(message())
    assert inbox.came == [(["somebody@example.org"], True)]


def test_ssl_from_the_first_byte(server):
    inbox = server("ssl", speaks="ssl")
    digest_mail.send(message())
    assert [to for to, _how in inbox.came] == [["somebody@example.org"]]


def test_a_server_nobody_vouches_for_gets_nothing(server):
    inbox = server("starttls", speaks="starttls", authority=False)
    with pytest.raises(ssl.SSLError):
        digest_mail.send(message())
    assert inbox.came == []


def test_a_server_that_cannot_encrypt_gets_nothing(server):
    import smtplib

    inbox = server("starttls", speaks="none")
    with pytest.raises(smtplib.SMTPNotSupportedError):
        digest_mail.send(message())
    assert inbox.came == []


def test_the_password_of_the_mail_server_is_in_no_repr():
    assert "them" not in repr(MailServer(host="localhost", port=25, security="none", user="us", password="them"))


@pytest.fixture
def channel(app, monkeypatch):
    """Run a channel on this machine; return what it was told and how to make it refuse."""
    told, answers = [], [200]

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            told.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            self.send_response(answers[0])
            self.end_headers()

        def log_message(self, *_words):
            pass

    running = HTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=running.serve_forever)
    thread.start()
    monkeypatch.setitem(app.config, "CHANNELS", (f"json://127.0.0.1:{running.server_port}/",))
    with app.app_context():
        yield told, answers
    running.shutdown()
    thread.join()
    running.server_close()


def test_a_channel_is_told_how_many_and_where(channel):
    told, _answers = channel
    digest_channels.tell(Contents([], [], 3))
    [came] = told
    assert came["title"] == "Jaqyn: 3 are near"
    assert came["message"] == "3 deadlines of petitions were noticed.\nhttp://127.0.0.1:5000/petitions"


def test_a_channel_that_refuses_is_tried_again_and_not_named(channel):
    _told, answers = channel
    answers[0] = 500
    with pytest.raises(digest_channels.ChannelError) as failed:
        digest_channels.tell(Contents([], [], 3))
    assert "127.0.0.1" not in str(failed.value)


def test_an_address_that_is_none_is_refused(app, monkeypatch):
    monkeypatch.setitem(app.config, "CHANNELS", ("nonsense",))
    with app.app_context(), pytest.raises(digest_channels.ChannelError):
        digest_channels.tell(Contents([], [], 3))
