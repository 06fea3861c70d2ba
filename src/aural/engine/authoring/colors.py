"""Derives tints of an organization's color that are visible in each theme (WCAG 2.2, 1.4.11)."""

from __future__ import annotations

from typing import TypedDict

LEAST = 3.0
"""The minimum contrast between a mark or line and everything around it."""
# --bg, --surface and --sunken in tokens.css.
GROUNDS = {"light": ("#fafaf7", "#ffffff", "#f2f1ed"), "dark": ("#0e1619", "#151e22", "#080f13")}


def contrast(one: str, other: str) -> float:
    """The contrast between two colors such as `#02576d`, from 1 to 21."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(int(colour[at : at + 2], 16) / 255) for at in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(value: float) -> float:
    return value / 12.92 if value <= 0.04045 else float(((value + 0.055) / 1.055) ** 2.4)


def lowest_contrasts(colour: str) -> dict[str, float]:
    """The lowest contrast of a color with the backgrounds of each theme."""
    return {theme: min(contrast(colour, ground) for ground in grounds) for theme, grounds in GROUNDS.items()}


def tint(colour: str, theme: str) -> str:
    """The color, made darker for the light theme or lighter for the dark one until it is visible there."""
    toward = 0 if theme == "light" else 255
    parts = [int(colour[at : at + 2], 16) for at in (1, 3, 5)]
    for percent in range(101):
        mixed = "#" + "".join(f"{round(part + (toward - part) * percent / 100):02x}" for part in parts)
        if lowest_contrasts(mixed)[theme] >= LEAST:
            break
    return mixed


def ink_on(colour: str) -> str:
    """Black or white, whichever is more readable on the color. One of the two always has a contrast of at least 4.5."""
    return max(("#000000", "#ffffff"), key=lambda ink: contrast(ink, colour))


class Tint(TypedDict):
    accent: str
    ink: str


class Tints(TypedDict):
    light: Tint
    dark: Tint


def tints_of(colour: str) -> Tints:
    """The color as each theme shows it, and the ink on it."""
    light, dark = tint(colour, "light"), tint(colour, "dark")
    return {"light": {"accent": light, "ink": ink_on(light)}, "dark": {"accent": dark, "ink": ink_on(dark)}}
