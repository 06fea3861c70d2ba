import { describe, expect, it } from "vitest";

import { isDark } from "./covered";

const picture = (...shades: number[]) => Uint8ClampedArray.from(shades.flatMap((shade) => [shade, shade, shade, 255]));

describe("a picture", () => {
  it("is dark where nothing in it is bright", () => {
    expect(isDark(picture(0, 3, 15, 0))).toBe(true);
  });

  it("is not where a lamp is seen in a dim room", () => {
    expect(isDark(picture(0, 3, 90, 0))).toBe(false);
  });
});
