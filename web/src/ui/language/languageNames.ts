/** Programming languages by their common names, which need no translation. */
export const LANGUAGES: Record<string, string> = {
  python: "Python",
  javascript: "JavaScript",
  typescript: "TypeScript",
  java: "Java",
  c: "C",
  cpp: "C++",
  csharp: "C#",
  go: "Go",
  rust: "Rust",
  ruby: "Ruby",
  php: "PHP",
  kotlin: "Kotlin",
  swift: "Swift",
  sql: "SQL",
  bash: "Bash",
};

export function nameOf(language: string): string {
  return LANGUAGES[language] ?? language;
}
