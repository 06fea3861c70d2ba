import { expect, it } from "vitest";

import { contrast, isColour, LEAST_CONTRAST, lowestContrast } from "./colours";

it("computes contrast as WCAG does", () => {
  expect(contrast("#000000", "#ffffff")).toBeCloseTo(21);
  expect(contrast("#777777", "#ffffff")).toBeCloseTo(4.48, 2);
});

it("knows which colors are visible in both themes", () => {
  expect(lowestContrast("#b05a1e", "light")).toBeGreaterThan(LEAST_CONTRAST);
  expect(lowestContrast("#b05a1e", "dark")).toBeGreaterThan(LEAST_CONTRAST);
  expect(lowestContrast("#ffdd00", "light")).toBeLessThan(LEAST_CONTRAST);
  expect(lowestContrast("#101040", "dark")).toBeLessThan(LEAST_CONTRAST);
});

it("accepts six hexadecimal digits as a color and nothing else", () => {
  expect(["#b05a1e", "#B05A1E"].every(isColour)).toBe(true);
  expect(["b05a1e", "#b05", "red", ""].some(isColour)).toBe(false);
});
