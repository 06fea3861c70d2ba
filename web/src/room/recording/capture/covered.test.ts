import { describe, expect, it } from "vitest";

import { isDark } from "./covered";

const picture = (...shades: number[]) => Uint8ClampedArray.from(shades.flatMap((shade) => [shade, shade, shade, 255]));

describe("a picture", () => {
  it("is dark if nothing in it is bright", () => {
    expect(isDark(picture(0, 3, 15, 0))).toBe(true);
  });

  it("isn't dark if a lamp is visible in a dim room", () => {
    expect(isDark(picture(0, 3, 90, 0))).toBe(false);
  });
});
