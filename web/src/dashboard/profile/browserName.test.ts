import { expect, it } from "vitest";

import { browserName } from "./browserName";

it.each([
  ["Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0", "Firefox, Linux"],
  ["Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/142.0 Safari/537.36 Edg/142.0", "Edge, Windows"],
  ["Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) AppleWebKit/605 Version/19.0 Safari/604", "Safari, iOS"],
  ["curl/8.5", null],
  [null, null],
])("names %s", (said, name) => {
  expect(browserName(said)).toBe(name);
});
