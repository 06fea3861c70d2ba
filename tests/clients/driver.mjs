// Runs the TypeScript client for the Python tests: reads each call, and writes its result, as a line of JSON.
import { writeSync } from "node:fs";
import { createInterface } from "node:readline";

import { Aural, AuralError, Download, etagOf, Pages, verifyWebhook } from "../../clients/typescript/dist/index.js";

const lines = createInterface({ input: process.stdin })[Symbol.asyncIterator]();
const hear = async () => {
  const { value, done } = await lines.next();
  return done ? null : JSON.parse(value);
};
const tell = (answer) => writeSync(1, `${JSON.stringify(answer)}\n`);

let client;

/** Asks the test to move its clock forward, so that no test waits for the client's retries. */
async function sleep(seconds) {
  tell({ sleep: seconds });
  await hear();
}

async function take(answer, most) {
  const items = [];
  for await (const item of answer) {
    items.push(item);
    if (items.length === most) break;
  }
  return items;
}

async function call({ name, given, options, most }) {
  const [resource, method] = name.split(".");
  const values = given.map((value) => (value?.bytes === undefined ? value : Buffer.from(value.bytes, "base64")));
  const answer = await client[resource][method](...values, options);
  if (answer instanceof Download) {
    return { value: { name: answer.name, bytes: Buffer.from(await answer.bytes()).toString("base64") } };
  }
  const isMany = answer instanceof Pages || answer[Symbol.asyncIterator] !== undefined;
  return isMany ? { value: await take(answer, most) } : { value: answer, etag: etagOf(answer) };
}

const does = {
  open: ({ url, apiKey }) => {
    client = new Aural({ url, apiKey, sleep });
    return { value: null };
  },
  verify: ({ secret, headers, body }) => ({ value: verifyWebhook(secret, headers, body) }),
  stop: async ({ id }) => {
    const stopping = new AbortController();
    try {
      for await (const _ of client.sessions.watch(id, { signal: stopping.signal })) {
        stopping.abort(new Error("I have seen enough."));
      }
    } catch (error) {
      return { value: error.message };
    }
    return { value: null };
  },
  call,
};

for (let asked = await hear(); asked !== null; asked = await hear()) {
  try {
    tell(await does[asked.do](asked));
  } catch (error) {
    if (!(error instanceof AuralError)) throw error;
    const { code, message, status, requestId, docUrl, details, retryAfterSeconds } = error;
    tell({ error: { code, message, status, requestId, docUrl, details, retryAfterSeconds } });
  }
}
