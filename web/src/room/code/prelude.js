// Runs inside the engine, before the candidate's code: console and timers, which the language itself does not have.
(() => {
  const print = globalThis.__print;
  const show = (value, depth) => {
    if (typeof value === "string") return depth === 0 ? value : JSON.stringify(value);
    if (typeof value === "bigint") return `${value}n`;
    if (typeof value === "function") return `[Function: ${value.name || "anonymous"}]`;
    if (typeof value !== "object" || value === null) return Object.is(value, -0) ? "-0" : String(value);
    if (value instanceof Error) return `${value.name}: ${value.message}`;
    if (value instanceof Date || value instanceof RegExp) return String(value);
    if (depth > 4) return Array.isArray(value) ? "[Array]" : "[Object]";
    const inside = (one) => show(one, depth + 1);
    if (Array.isArray(value))
      return `[${value.slice(0, 1000).map(inside).join(", ")}${value.length > 1000 ? ", …" : ""}]`;
    if (value instanceof Map)
      return `Map(${value.size}) {${[...value].map(([a, b]) => `${inside(a)} => ${inside(b)}`).join(", ")}}`;
    if (value instanceof Set) return `Set(${value.size}) {${[...value].map(inside).join(", ")}}`;
    if (value instanceof Promise) return "Promise {}";
    const name = value.constructor && value.constructor !== Object ? `${value.constructor.name} ` : "";
    const pairs = Object.entries(value).map(([key, one]) => `${key}: ${inside(one)}`);
    return pairs.length ? `${name}{ ${pairs.join(", ")} }` : `${name}{}`;
  };
  const log = (...values) => print(`${values.map((value) => show(value, 0)).join(" ")}\n`);
  globalThis.console = { log, info: log, debug: log, warn: log, error: log, table: log };

  let timers = [];
  let now = 0;
  let last = 0;
  const start = (run, wait, every) => {
    last += 1;
    timers.push({ id: last, at: now + Math.max(every === undefined ? 0 : 1, Number(wait) || 0), run, every });
    return last;
  };
  const clear = (id) => {
    timers = timers.filter((timer) => timer.id !== id);
  };
  globalThis.setTimeout = (run, wait, ...values) => start(() => run(...values), wait);
  globalThis.setInterval = (run, wait, ...values) => start(() => run(...values), wait, Math.max(1, Number(wait) || 0));
  globalThis.clearTimeout = clear;
  globalThis.clearInterval = clear;
  globalThis.queueMicrotask = (run) => void Promise.resolve().then(run);
  globalThis.__runTimer = () => {
    if (timers.length === 0) return false;
    const next = timers.reduce((a, b) => (b.at < a.at ? b : a));
    now = next.at;
    if (next.every === undefined) clear(next.id);
    else next.at += next.every;
    next.run();
    return true;
  };
})();
