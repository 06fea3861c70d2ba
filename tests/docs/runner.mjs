// Runs each example that it reads as a line of JSON, and writes a line with its output and its error, if it failed.
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
