"""The secret of the office: made once, refused if it is lost, weak, or another than before."""

from __future__ import annotations

import json

import pytest

from publicrecord.findings import UsageError, ValidationFailed
from publicrecord.register.keys import make_secret, read_secret


@pytest.fixture
def file(tmp_path):
    made = tmp_path / "office" / "key.json"
    made.parent.mkdir()
    make_secret(made, [])
    return made


def refused(file, *closed):
    with pytest.raises(ValidationFailed) as caught:
        read_secret(file, list(closed))
    (finding,) = caught.value.findings
    return finding.rule.rule_id


def change(file, **values):
    content = json.loads(file.read_text())
    file.write_text(json.dumps(content | values))


def test_a_secret_is_made_once_and_for_its_owner_only(file):
    assert file.stat().st_mode & 0o777 == 0o600
    before = file.read_text()
    with pytest.raises(UsageError):
        make_secret(file, [])
    assert file.read_text() == before
    assert len(read_secret(file, []).secret) == 64


def test_two_secrets_differ_and_so_do_their_fingerprints(file, tmp_path):
    make_secret(tmp_path / "other.json", [])
    one, other = read_secret(file, []), read_secret(tmp_path / "other.json", [])
    assert one.secret != other.secret
    assert one.fingerprint != other.fingerprint
    assert one.secret[:16] not in one.fingerprint


def test_a_fingerprint_is_of_the_parameters_too(file):
    before = read_secret(file, []).fingerprint
    change(file, variance=2.5)
    assert read_secret(file, []).fingerprint != before


def test_a_secret_that_is_lost_is_refused(tmp_path):
    assert refused(tmp_path / "key.json") == "register-key-missing"


@pytest.mark.parametrize(
    "values",
    [
        {"secret": "secret"}, {"secret": "0" * 64}, {"secret": "0123456789abcdef" * 4},
        {"secret": 12}, {"largest_deviation": 5}, {"variance": 0}, {"variance": 6},
        {"variance": "much"}, {"largest_deviation": None},
    ],
)  # fmt: skip
def test_a_weak_secret_is_refused(file, values):
    change(file, **values)
    assert refused(file) == "register-key-weak"


@pytest.mark.parametrize("text", ["", "[]", "{}", "\udcff"])
def test_a_file_that_is_no_secret_is_refused(file, text):
    file.write_text(text, errors="surrogateescape")
    assert refused(file) == "register-key-weak"


def test_a_secret_that_others_may_read_is_refused(file):
    file.chmod(0o640)
    assert refused(file) == "register-key-weak"


def test_a_secret_inside_of_the_project_or_the_tables_is_refused(file, tmp_path):
    assert refused(file, tmp_path) == "register-key-weak"
    with pytest.raises(ValidationFailed):
        make_secret(tmp_path / "another.json", [tmp_path])
    assert not (tmp_path / "another.json").exists()
