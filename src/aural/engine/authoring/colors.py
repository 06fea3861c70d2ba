"""Checks that an organization's color is visible in both themes (WCAG 2.2, 1.4.11)."""

from __future__ import annotations

LEAST = 3.0
"""The contrast that a mark or a line needs with everything around it."""
# --bg, --surface and --sunken of tokens.css.
GROUNDS = {"light": ("#fafaf7", "#ffffff", "#f2f1ed"), "dark": ("#0e1619", "#151e22", "#080f13")}


def contrast(one: str, other: str) -> float:
    """The contrast of two colors such as `#02576d`, from 1 to 21."""
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


def problem_of(colour: str) -> str | None:
    """The problem of an accent color; None if it is visible in both themes."""
    weak = {theme: value for theme, value in lowest_contrasts(colour).items() if value < LEAST}
    if not weak:
        return None
    told = " and ".join(f"{value:.1f} in the {theme} theme" for theme, value in weak.items())
    return f"needs a contrast of {LEAST:.0f} to the page in both themes, and has {told}"


def ink_on(colour: str) -> str:
    """Black or white, whichever is more readable on the color. One of them always has a contrast of at least 4.5."""
    return max(("#000000", "#ffffff"), key=lambda ink: contrast(ink, colour))
