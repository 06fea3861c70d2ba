// Lints the OpenAPI document on standard input with the rules in clients/redocly.yaml, and prints one problem per line.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const require = createRequire(new URL("../../web/package.json", import.meta.url));
const { createConfig, lintFromString } = require("@redocly/openapi-core");

const config = await createConfig(readFileSync(new URL("../../clients/redocly.yaml", import.meta.url), "utf8"));
const source = readFileSync(0, "utf8");
for (const { severity, ruleId, message, location } of await lintFromString({ source, config })) {
  console.log(`${severity} ${ruleId}: ${message} (${location[0]?.pointer})`);
}
