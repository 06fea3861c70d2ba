/** The backgrounds of each theme: --bg, --surface and --sunken of tokens.css. */
const GROUNDS = { light: ["#fafaf7", "#ffffff", "#f2f1ed"], dark: ["#0e1619", "#151e22", "#080f13"] } as const;
export const LEAST_CONTRAST = 3;

export type Theme = keyof typeof GROUNDS;

export function isColour(text: string): boolean {
  return /^#[0-9a-f]{6}$/i.test(text.trim());
}

function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const value = parseInt(colour.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** The contrast as in WCAG, from 1 to 21. The server computes the same value and decides. */
export function contrast(one: string, other: string): number {
  const [light = 0, dark = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}

/** The lowest contrast between a color and the backgrounds of a theme. */
export function lowestContrast(colour: string, theme: Theme): number {
  return Math.min(...GROUNDS[theme].map((ground) => contrast(colour, ground)));
}
