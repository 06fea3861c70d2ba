import type { Extension } from "@codemirror/state";

/** Loads an editor's support for a language when it is chosen. */
export async function loadGrammar(language: string): Promise<Extension> {
  switch (language) {
    case "python":
      return (await import("@codemirror/lang-python")).python();
    case "javascript":
    case "typescript":
      return (await import("@codemirror/lang-javascript")).javascript({ typescript: language === "typescript" });
    default:
      return [];
  }
}

export function indentOf(language: string): string {
  return language === "python" || language === "java" || language === "csharp" || language === "rust" ? "    " : "  ";
}
