import js from "@eslint/js";
import hooks from "eslint-plugin-react-hooks";
import { defineConfig, globalIgnores } from "eslint/config";
import tseslint from "typescript-eslint";

/** Files of one zone, and the zones that they may not import. */
function zone(name, ...forbidden) {
  const group = forbidden.flatMap((other) => [`**/${other}`, `**/${other}/**`]);
  return {
    files: [`src/${name}/**/*.{ts,tsx}`],
    rules: {
      "no-restricted-imports": ["error", { patterns: [{ group, message: `${name} stands apart from this zone.` }] }],
    },
  };
}

export default defineConfig(
  // The prelude runs inside another engine, of which neither TypeScript nor eslint knows.
  globalIgnores(["node_modules", "dist", "src/api/schema.d.ts", "src/locales", "src/room/code/prelude.js"]),
  js.configs.recommended,
  tseslint.configs.strictTypeChecked,
  hooks.configs.flat.recommended,
  {
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    linterOptions: { reportUnusedDisableDirectives: "error" },
    rules: {
      "@typescript-eslint/ban-ts-comment": "error",
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
      "max-lines": ["error", 400],
      "max-lines-per-function": ["error", 200],
    },
  },
  { files: ["src/**/*.test.{ts,tsx}"], rules: { "max-lines-per-function": "off" } },
  { files: ["eslint.*.js"], extends: [tseslint.configs.disableTypeChecked] },
  // The two products never import each other, and what both stand on imports neither.
  zone("dashboard", "room", "app"),
  // Candidates wait for the room, so the big control library stays out of it.
  zone("room", "dashboard", "app", "react-aria-components"),
  zone("ui", "dashboard", "room", "app", "api"),
  zone("docs", "dashboard", "room", "app", "api"),
  zone("api", "dashboard", "room", "app", "ui"),
);
