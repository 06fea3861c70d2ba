"""The settings of a deployment: how each is declared, read and checked. docs/settings.md lists them."""

from aural.settings.core import (
    Settings,
    check_settings,
    describe_settings,
    is_new,
    load_settings,
    load_settings_to_read,
    read_settings,
)
from aural.settings.data_folder import SettingsError

__all__ = [
    "Settings",
    "SettingsError",
    "check_settings",
    "describe_settings",
    "is_new",
    "load_settings",
    "load_settings_to_read",
    "read_settings",
]
