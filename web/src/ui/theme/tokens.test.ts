import { readFileSync } from "node:fs";

import { describe, expect, it } from "vitest";

/** Every pair of colors that a page may combine, and the contrast that they need (WCAG 1.4.3 and 1.4.11). */
const TEXT = 4.5;
const GRAPHIC = 3;

type Pair = [front: string, grounds: string[], least: number];

const GROUNDS = ["bg", "surface", "sunken"];
const SOFT = ["petrol-soft", "marigold-soft", "danger-soft", "good-soft"];
const on = (grounds: string[], least: number, ...fronts: string[]) =>
  fronts.map((front): Pair => [front, grounds, least]);

const PAIRS: Pair[] = [
  ...on(GROUNDS, TEXT, "ink", "ink-2", "ink-3", "petrol", "petrol-ink", "marigold-ink"),
  ...on(GROUNDS, TEXT, "danger", "danger-ink", "good", "good-ink"),
  ...on(GROUNDS, GRAPHIC, "marigold-line", "line-strong"),
  ...on(SOFT, TEXT, "ink", "ink-2", "ink-3"),
  ...["petrol", "marigold", "danger", "good"].flatMap((hue) => on([`${hue}-soft`], TEXT, `${hue}-ink`)),
  ["on-petrol", ["petrol", "petrol-hover"], TEXT],
  ["on-marigold", ["marigold", "marigold-hover"], TEXT],
  ["on-danger", ["danger", "danger-hover"], TEXT],
  ["on-good", ["good"], TEXT],
  ["bg", ["ink"], TEXT],
  ["focus", [...GROUNDS, "focus-gap"], GRAPHIC],
  ...on(["surface"], GRAPHIC, "viz-1", "viz-2", "viz-3", "viz-4", "viz-5"),
];

const CSS = readFileSync("src/ui/theme/tokens.css", "utf8");
const BLOCKS = CSS.split(/^\s*:root/m).slice(1);
const TOKEN = /--([\w-]+): oklch\(([\d.]+) ([\d.]+) ([\d.]+)\);(?: \/\* (#[0-9a-f]{6}))?/g;

interface Token {
  rgb: number[];
  hex: string | undefined;
}

function tokensOf(block: string | undefined): Map<string, Token> {
  return new Map(
    [...(block ?? "").matchAll(TOKEN)].map(([, name = "", lightness, chroma, hue, hex]) => [
      name,
      { rgb: srgb(Number(lightness), Number(chroma), Number(hue)), hex },
    ]),
  );
}

/** Converts OKLCH to the 8-bit sRGB that a screen shows, with the numbers of CSS Color 4. */
function srgb(lightness: number, chroma: number, hue: number): number[] {
  const angle = (hue * Math.PI) / 180;
  const [a, b] = [chroma * Math.cos(angle), chroma * Math.sin(angle)];
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  return [
    4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
    -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
    -0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s,
  ].map((linear) => {
    const light = Math.min(1, Math.max(0, linear));
    return Math.round(255 * (light <= 0.0031308 ? 12.92 * light : 1.055 * light ** (1 / 2.4) - 0.055));
  });
}

function luminance({ rgb }: Token): number {
  const [red = 0, green = 0, blue = 0] = rgb.map((byte) => {
    const part = byte / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one: Token, other: Token): number {
  const [light = 0, dark = 0] = [luminance(one), luminance(other)].toSorted((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}

const light = tokensOf(BLOCKS[0]);
const dark = tokensOf(BLOCKS[1]);

describe.each([
  ["light", light],
  ["dark", dark],
])("the %s theme", (_, tokens) => {
  const token = (name: string): Token => {
    const found = tokens.get(name);
    if (found === undefined) throw new Error(`tokens.css has no --${name}`);
    return found;
  };

  it.each(PAIRS)("gives %s enough contrast to %j: %d", (front, grounds, least) => {
    for (const ground of grounds) expect(contrast(token(front), token(ground)), ground).toBeGreaterThanOrEqual(least);
  });

  it("has a comment with the right hex color next to each value", () => {
    const near = (hex: string, rgb: number[]) =>
      rgb.every((byte, index) => Math.abs(byte - parseInt(hex.slice(1 + 2 * index, 3 + 2 * index), 16)) <= 1);
    const wrong = [...tokens].filter(([, { hex, rgb }]) => hex === undefined || !near(hex, rgb));
    expect(wrong.map(([name]) => name)).toEqual([]);
  });
});

it("has the same dark theme whether the user or the system chooses it", () => {
  expect(dark.size).toBe(light.size);
  expect(tokensOf(BLOCKS[2])).toEqual(dark);
});

it("converts black, white and sRGB red from OKLCH", () => {
  expect(srgb(0, 0, 0)).toEqual([0, 0, 0]);
  expect(srgb(1, 0, 0)).toEqual([255, 255, 255]);
  expect(srgb(0.628, 0.2577, 29.23)).toEqual([255, 0, 0]);
});
