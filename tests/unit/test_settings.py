"""Aural works without settings, says plainly which setting is wrong, and documents them all."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from aural.settings import SettingsError, describe_settings, load_settings, read_settings
from aural.settings.former_names import warn_of_former_variables
from aural.settings.variables import list_idle_settings, list_variable_warnings
from tests.racing import race
from tests.serving import serving


@pytest.fixture(autouse=True)
def _clean(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name, *_ in describe_settings():
        monkeypatch.delenv(name, raising=False)
    for name in [name for name in os.environ if name.startswith(("AURAL_EAR", "AURAL_MOUTH"))]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))


def test_no_setting_is_required(tmp_path: Path) -> None:
    settings = load_settings()
    assert settings.data_dir == tmp_path / "aural"
    assert settings.data_dir.is_dir()
    assert settings.database_url == f"sqlite:///{tmp_path}/aural/aural.db"
    assert settings.rate_limit_per_minute == 60
    assert settings.abandon_after_seconds == 86_400


def test_the_secret_key_is_created_once_and_only_its_owner_can_read_it(tmp_path: Path) -> None:
    first = load_settings().secret_key
    path = tmp_path / "aural" / "secret.key"
    assert load_settings().secret_key == first == path.read_text().strip()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [item.name for item in path.parent.iterdir()] == ["secret.key"]


def test_processes_that_start_at_once_agree_on_the_secret_key(tmp_path: Path) -> None:
    keys = race("from aural.settings import load_settings; work = lambda: load_settings().secret_key")
    assert len(set(keys)) == 1


def test_a_damaged_secret_key_is_never_silently_replaced(tmp_path: Path) -> None:
    load_settings()
    (tmp_path / "aural" / "secret.key").write_text("")
    with pytest.raises(SettingsError, match="is damaged"):
        load_settings()


def test_the_printed_settings_do_not_contain_secrets() -> None:
    settings = load_settings(model_api_key="sk-canary")
    assert settings.secret_key not in repr(settings)
    assert "canary" not in repr(settings)


def test_given_values_take_precedence_over_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AURAL_RATE_LIMIT_PER_MINUTE", "7")
    assert load_settings(rate_limit_per_minute=None).rate_limit_per_minute == 7
    assert load_settings(rate_limit_per_minute=9).rate_limit_per_minute == 9


def test_an_empty_variable_counts_as_not_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AURAL_RATE_LIMIT_PER_MINUTE", "")
    assert load_settings().rate_limit_per_minute == 60


def test_a_variable_may_be_in_lower_case(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("aural_rate_limit_per_minute", "7")
    assert read_settings().rate_limit_per_minute == 7


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("https://aural.example/ ", "https://aural.example"),
        ("https://aural.example\r", "https://aural.example"),  # of a file with the line ends of Windows
        ("HTTPS://Aural.Example:8443", "https://aural.example:8443"),
        ("https://Bewerbung.Müller.example", "https://bewerbung.xn--mller-kva.example"),
        ("http://[2001:DB8::1]:8000", "http://[2001:db8::1]:8000"),
    ],
)
def test_the_public_address_is_read_as_browsers_write_it(
    monkeypatch: pytest.MonkeyPatch, written: str, read: str
) -> None:
    """Otherwise a room would take its own pages for another site's, and refuse every candidate."""
    monkeypatch.setenv("AURAL_PUBLIC_URL", written)
    assert load_settings().public_url == read


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("RATE_LIMIT_PER_MINUTE", "many"),
        ("RATE_LIMIT_PER_MINUTE", "-1"),
        ("ABANDON_AFTER_SECONDS", "0"),
        ("DATABASE_URL", "mysql://nowhere"),
        ("DATABASE_URL", "sqlite:///"),
        ("SECRET_KEY", "short"),
        ("PUBLIC_URL", "aural.example"),
        ("PUBLIC_URL", "https://aural.example/below"),
        ("PUBLIC_URL", "https://user@aural.example"),
        ("PUBLIC_URL", "https://aural .example"),
        ("PUBLIC_URL", "https://straße.example"),  # browsers and Python disagree on its name in ASCII
        ("PUBLIC_URL", "https://aural.example:99999"),
        ("TRUSTED_PROXIES", "10.0.0.0/8, everybody"),
        ("MODEL_BASE_URL", "localhost:11434"),
        ("MODEL_OUTPUT_MODE", "verse"),
        ("MODEL_WORD_SECONDS", "0"),
        ("MODEL_JUDGE_SECONDS", "soon"),
        ("MODEL_TEMPERATURE", "2.5"),
        ("MODEL_EFFORT", "heroic"),
        ("MODEL_JUDGE_EFFORT", "heroic"),
        ("MODEL_JUDGE_BASE_URL", "localhost:11434"),
        ("SMTP_URL", "mail.example.com:25"),
        ("SMTP_URL", "smtp://mail.example.com?tls=off"),
    ],
)
def test_a_wrong_value_is_reported_in_one_plain_sentence(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(f"AURAL_{name}", value)
    with pytest.raises(SettingsError) as caught:
        load_settings()
    accepts = {row[0]: row[1] for row in describe_settings()}
    assert str(caught.value) == f"AURAL_{name} must be {accepts[f'AURAL_{name}']}."


@pytest.mark.parametrize(
    ("given", "missing"),
    [
        ({"oidc_issuer": "https://id.example.com"}, "AURAL_OIDC_CLIENT_ID and AURAL_OIDC_CLIENT_SECRET"),
        ({"oidc_issuer": "https://id.example.com", "oidc_client_id": "aural"}, "AURAL_OIDC_CLIENT_SECRET"),
        ({"oidc_client_id": "aural", "oidc_client_secret": "secret"}, "AURAL_OIDC_ISSUER"),
        ({"oidc_domain": "example.com"}, "AURAL_OIDC_ISSUER, AURAL_OIDC_CLIENT_ID, AURAL_OIDC_CLIENT_SECRET"),
    ],
)
@pytest.mark.parametrize("passwords", ["on", "off"])
def test_incomplete_settings_of_an_identity_provider_are_refused(
    given: dict[str, str], missing: str, passwords: str
) -> None:
    with pytest.raises(SettingsError, match=missing) as caught:
        load_settings(**given, passwords=passwords)
    assert "secret" not in str(caught.value)


def test_the_complete_settings_of_an_identity_provider_are_accepted() -> None:
    provider = {"oidc_issuer": "https://id.example.com", "oidc_client_id": "aural", "oidc_client_secret": "secret"}
    assert load_settings(**provider, oidc_domain="example.com", passwords="off").passwords == "off"


def test_a_setting_under_its_old_name_still_works_with_a_warning(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AURAL_EAR", "deepgram")
    monkeypatch.setenv("AURAL_MOUTH_LANGUAGES", "zh, de")
    monkeypatch.setenv("AURAL_MOUTH_MODEL", "")
    settings = load_settings()
    assert (settings.stt, settings.tts_languages) == ("deepgram", ("zh", "de"))
    assert warn_of_former_variables(os.environ) == (
        "Rename these settings: AURAL_EAR to AURAL_STT, AURAL_MOUTH_LANGUAGES to AURAL_TTS_LANGUAGES. "
        "The former names stop working in the next version."
    )


def test_the_new_name_takes_precedence_over_the_old_one_and_the_warning_says_so(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("AURAL_MOUTH", "elevenlabs")
    monkeypatch.setenv("AURAL_TTS", "off")
    assert load_settings().tts == "off"
    assert load_settings(tts="openai").tts == "openai"
    assert warn_of_former_variables(os.environ) == (
        "Rename these settings: AURAL_MOUTH to AURAL_TTS (both are set: AURAL_MOUTH is ignored). "
        "The former names stop working in the next version."
    )


def test_the_command_line_takes_precedence_over_a_setting_under_its_old_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AURAL_EAR", "deepgram")
    assert load_settings(stt="off").stt == "off"


def test_a_server_warns_of_old_names_of_settings_once_at_startup(tmp_path: Path) -> None:
    with serving(tmp_path, AURAL_EAR="off", AURAL_MOUTH="off"):
        log = (tmp_path / "serve.log").read_text()
    assert log.count("Rename these settings: ") == log.count("AURAL_EAR to AURAL_STT, AURAL_MOUTH to AURAL_TTS.") == 1


def test_without_an_old_name_there_is_no_warning(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AURAL_STT", "off")
    assert warn_of_former_variables(os.environ) is None


def test_misspelled_names_are_reported_with_the_nearest_setting_and_without_their_values() -> None:
    given = {"AURAL_PUBLC_URL": "https://canary", "aural_zebra": "canary", "AURAL_PORT": "8000"}
    (told,) = list_variable_warnings(given)
    near = "AURAL_PUBLC_URL (did you mean AURAL_PUBLIC_URL?)"
    assert told == f"Unknown settings, which have no effect: AURAL_PORT, {near}, AURAL_ZEBRA."


def test_known_names_and_names_of_other_programs_are_not_reported() -> None:
    of_kubernetes = {"AURAL_SERVICE_HOST": "10.0.0.1", "AURAL_PORT": "tcp://10.0.0.1:80", "AURAL_PORT_80_TCP": "tcp://"}
    others = {"AURAL_URL": "http://127.0.0.1", "AURAL_TEST_SHUFFLE": "7", "AURAL_ZEBRA": "", "AURALS": "1"}
    assert list_variable_warnings({"AURAL_PUBLIC_URL": "x", "aural_stt": "off"} | of_kubernetes | others) == []


def test_a_server_warns_of_misspelled_names_of_settings_at_startup(tmp_path: Path) -> None:
    with serving(tmp_path, AURAL_PUBLC_URL="https://aural.example.com"):
        log = (tmp_path / "serve.log").read_text()
    assert log.count("AURAL_PUBLC_URL (did you mean AURAL_PUBLIC_URL?)") == 1


def test_settings_that_need_another_one_are_named() -> None:
    assert list_idle_settings(
        load_settings(model_base_url="http://127.0.0.1:9", s3_region="eu", media_url="s3://a-b")
    ) == ["AURAL_MODEL_BASE_URL has no effect without AURAL_MODEL."]
    assert list_idle_settings(load_settings()) == []


def test_an_invalid_value_is_reported_under_the_name_that_was_used(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AURAL_EAR", "trumpet")
    with pytest.raises(SettingsError, match=r"AURAL_EAR must be embedded, openai, deepgram or off\."):
        load_settings()


def test_a_data_folder_that_cannot_be_created_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(SettingsError, match=r"The data folder .*file/below cannot be created or written"):
        load_settings(data_dir=tmp_path / "file" / "below")


@pytest.mark.parametrize(
    ("host", "url"),
    [
        ("127.0.0.1", "http://127.0.0.1:8000"),
        ("0.0.0.0", "http://127.0.0.1:8000"),
        ("::1", "http://[::1]:8000"),
        ("aural.local", "http://aural.local:8000"),
    ],
)
def test_the_public_address_is_where_the_server_listens_unless_set(host: str, url: str) -> None:
    assert load_settings().listening_on(host, 8000).public_url == url
    assert load_settings(public_url="https://a.example/").listening_on(host, 8000).public_url == "https://a.example"


def test_every_setting_is_documented_as_the_code_describes_it() -> None:
    page = (Path(__file__).parents[2] / "docs" / "settings.md").read_text()
    rows = [line for line in page.splitlines() if line.startswith("| `AURAL_")]
    assert rows == ["| `{}` | {} | {} | {} |".format(*row) for row in describe_settings()]
