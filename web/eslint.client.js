import js from "@eslint/js";
import { defineConfig, globalIgnores } from "eslint/config";
import tseslint from "typescript-eslint";

/** The rules of the TypeScript client, which has no tools of its own. Run from the folder above. */
export default defineConfig(
  globalIgnores(["**/schema.ts"]),
  js.configs.recommended,
  tseslint.configs.strictTypeChecked,
  {
    languageOptions: {
      parserOptions: { projectService: true, tsconfigRootDir: `${import.meta.dirname}/../clients/typescript` },
    },
    linterOptions: { reportUnusedDisableDirectives: "error" },
    rules: { "@typescript-eslint/ban-ts-comment": "error" },
  },
  // As it is generated: one signature a method, whatever it asks.
  { files: ["**/resources.ts"], rules: { "@typescript-eslint/no-unnecessary-type-parameters": "off" } },
);
