"""The preview: shows the site, and builds again when a file changes."""

from __future__ import annotations

import http.client
import os
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request

import pytest
from scratch import EPOCH, run_build

from publicrecord.deploy.preview import take_port

ADDRESS = "http://127.0.0.1:8000/kaedah/"


def wait_for(words: str, seconds: int) -> None:
    """Wait until the page says these words."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        try:
            page = urllib.request.urlopen(ADDRESS, timeout=2).read().decode()
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            page = ""
        if words in page:
            return
        time.sleep(0.3)
    pytest.fail(f"the preview never said {words!r}")


def test_a_change_shows_in_the_preview(small):
    preview = subprocess.Popen(
        [sys.executable, "build.py", "serve"],
        cwd=small,
        env=os.environ | {"SOURCE_DATE_EPOCH": EPOCH},
        stdout=subprocess.DEVNULL,
        start_new_session=True,
        # What a shell starts in its background ignores Ctrl+C; so would the preview in such tests.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )
    try:
        wait_for("SINTETIK dalam Angka", 300)  # a slow machine may take a minute
        page = small / "synthetic" / "programme" / "templates" / "pages" / "method.md.jinja"
        page.write_text(page.read_text() + "\n<p>Synthetic line of a test.</p>\n")
        wait_for("Synthetic line of a test.", 300)
    finally:
        os.killpg(preview.pid, signal.SIGINT)
        assert preview.wait(timeout=20) == 0


@pytest.mark.parametrize(("host", "answer"), [("127.0.0.1:8000", 200), ("evil.invalid", 421)])
def test_the_preview_answers_to_the_names_of_this_machine_only(tmp_path, host, answer):
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "index.html").write_text("x")
    server = take_port(tmp_path)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        asked = http.client.HTTPConnection("127.0.0.1", 8000)
        asked.request("GET", "/", headers={"Host": host})
        assert asked.getresponse().status == answer
    finally:
        server.shutdown()
        server.server_close()


def test_a_taken_port_is_said_in_plain_words(small):
    with socket.create_server(("127.0.0.1", 8000)):
        result = run_build(small, "serve")
    assert result.returncode == 2
    assert "Port 8000" in result.stdout
    assert "Traceback" not in result.stdout + result.stderr
