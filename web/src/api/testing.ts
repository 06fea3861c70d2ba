import schema from "./schema.d.ts?raw";

/**
 * Answers of the API for tests, taken from the examples in its OpenAPI document. The server's tests check that each
 * fits its schema.
 */

/** As in the document: "GET /candidates/{id}". */
export type Request = string;

interface Body {
  data: unknown;
  cursor?: string | null;
}

interface Example {
  request: Request;
  pattern: RegExp;
  body: Body;
}

const EXAMPLES = [...readExamples()];

function* readExamples(): Generator<Example> {
  const [paths = "", operations = ""] = schema.split("\nexport interface operations {");
  const bodies = new Map<string, Body>();
  for (const operation of operations.split(/\n {4}(?=\w+: \{)/)) {
    const [, json] = /\n {12}200: \{[^]*?@example (\{[^]*?)\n *\*\//.exec(operation) ?? [];
    const [id = ""] = operation.split(":", 1);
    if (json !== undefined) bodies.set(id, JSON.parse(json.replaceAll(/^ *\* /gm, "")) as Body);
  }
  for (const part of paths.split(/\n {4}(?="\/)/)) {
    const [, path = ""] = part.split('"', 2);
    for (const [, method = "", id = ""] of part.matchAll(/\n {8}(get|post): operations\["(\w+)"\]/g)) {
      const body = bodies.get(id);
      const request = `${method.toUpperCase()} ${path}`;
      const pattern = new RegExp(`^${request.replaceAll(/\{\w+\}/g, "[^/]+")}$`);
      if (body !== undefined) yield { request, pattern, body };
    }
  }
}

/** The example of a request such as "GET /candidates/c1". */
export function findExample(request: string): Example {
  const found = EXAMPLES.filter(({ pattern }) => pattern.test(request));
  const example = found.find((one) => one.request === request) ?? found[0];
  if (example === undefined) throw new Error(`The API's document has no example of ${request}`);
  return example;
}
