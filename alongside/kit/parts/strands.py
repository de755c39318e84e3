"""The organisation's three colours: checked for contrast, and made into the few lines of CSS that a page carries."""

import colorsys
import re

USUAL = {"public": "#14506b", "citizens": "#a8430f", "together": "#5a2d63"}
PAPER, NIGHT = "#fbf8f2", "#1e2225"  # The lightest and darkest grounds of design/sass/_tokens.scss.
LEAST_CONTRAST = 4.5  # Source: WCAG 2.2, success criterion 1.4.3, text of usual size.

Rgb = tuple[float, float, float]


def _rgb(colour: str) -> Rgb:
    """Read #rrggbb into three shares from 0 to 1. Refuses (ValueError) anything else, so no CSS can be smuggled in."""
    if not re.fullmatch(r"#[0-9a-fA-F]{6}", colour):
        raise ValueError(f"Not a colour like #14506b: {colour!r}")
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return red, green, blue


def _hex(rgb: Rgb) -> str:
    return "#" + "".join(f"{round(part * 255):02x}" for part in rgb)


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours, from 1 to 21.

    Source: WCAG 2.2, definitions of relative luminance and contrast ratio.
    """

    def luminance(colour: str) -> float:
        linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in _rgb(colour)]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def is_readable(colour: str) -> bool:
    """Say whether text in this colour can be read on our paper, and light text on it."""
    return contrast(colour, PAPER) >= LEAST_CONTRAST


def wash(colour: str, *, ground: str, share: float) -> str:
    """Mix a colour thinly into a ground, `share` of it from 0 to 1."""
    return _hex(tuple(share * top + (1 - share) * under for top, under in zip(_rgb(colour), _rgb(ground), strict=True)))  # type: ignore[arg-type]  # zip loses the length three


def for_night(colour: str) -> str:
    """Lighten a colour, keeping its hue, until it can be read on the dark theme's ground with room to spare."""
    hue, light, saturation = colorsys.rgb_to_hls(*_rgb(colour))
    shade = colour
    while contrast(shade, NIGHT) < LEAST_CONTRAST + 2.5 and light < 1:
        light = min(1.0, light + 0.01)
        shade = _hex(colorsys.hls_to_rgb(hue, light, min(saturation, 0.75)))
    return shade


def strands_css(*, public: str, citizens: str, together: str) -> str:
    """Return the CSS that puts an organisation's colours in place of the usual ones, by day and by night.

    Empty or usual colours are left out; nothing left gives "". Colours are #rrggbb; anything else is left out too,
    for a page must not break because of a colour (the form that saves it says what is wrong).
    """
    given = {"public": public, "citizens": citizens, "together": together}
    chosen = {
        side: colour.lower()
        for side, colour in given.items()
        if re.fullmatch(r"#[0-9a-fA-F]{6}", colour) and colour.lower() != USUAL[side]
    }
    if not chosen:
        return ""
    day = "".join(f"--{s}:{c};--{s}-wash:{wash(c, ground=PAPER, share=0.12)};" for s, c in chosen.items())
    night = "".join(
        f"--{s}:{for_night(c)};--{s}-wash:{wash(for_night(c), ground=NIGHT, share=0.16)};" for s, c in chosen.items()
    )
    return (
        f":root{{{day}}}"
        f"@media screen and (prefers-color-scheme:dark){{:root:not([data-theme=light]){{{night}}}}}"
        f"@media screen{{:root[data-theme=dark]{{{night}}}}}"
    )
