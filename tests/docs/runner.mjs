// Runs the examples that come in, a line of JSON each, and answers what each printed, or how it failed.
import { writeFileSync, writeSync } from "node:fs";
import { createInterface } from "node:readline";
import { pathToFileURL } from "node:url";
import { inspect } from "node:util";

let printed = "";
console.log = (...values) => (printed += `${values.map((value) => inspect(value)).join(" ")}\n`);

let count = 0;
for await (const line of createInterface({ input: process.stdin })) {
  const { code, environment } = JSON.parse(line);
  Object.assign(process.env, environment);
  printed = "";
  let error = null;
  try {
    const path = `${process.cwd()}/example${count++}.mts`;
    writeFileSync(path, code);
    await import(pathToFileURL(path).href);
  } catch (thrown) {
    error = inspect(thrown);
  }
  writeSync(1, `${JSON.stringify({ printed, error })}\n`);
}
