import { HighlightStyle, syntaxHighlighting } from "@codemirror/language";
import { EditorView } from "@codemirror/view";
import { tags } from "@lezer/highlight";

/** The editor in the colors of the design tokens, which follow the theme automatically. */
const theme = EditorView.theme({
  "&": { color: "var(--ink)", backgroundColor: "var(--surface)", fontSize: "var(--text-label)" },
  "&.cm-focused": { outline: "3px solid var(--focus)", outlineOffset: "2px" },
  ".cm-scroller": { fontFamily: "var(--font-mono)", lineHeight: "1.6", minHeight: "12rem", maxHeight: "60vh" },
  ".cm-content": { caretColor: "var(--ink)", padding: "0.75rem 0" },
  ".cm-line": { padding: "0 1rem 0 0.5rem" },
  ".cm-gutters": { color: "var(--ink-3)", backgroundColor: "var(--sunken)", borderInlineEnd: "1px solid var(--line)" },
  ".cm-lineNumbers .cm-gutterElement": { minWidth: "1.75rem", padding: "0 0.375rem" },
  "&.cm-focused .cm-matchingBracket": { color: "inherit", backgroundColor: "var(--petrol-soft)" },
  "&.cm-focused .cm-nonmatchingBracket": { color: "var(--danger-ink)" },
  "&.cm-focused .cm-cursor": { borderLeftColor: "var(--ink)" },
});

const colours = HighlightStyle.define([
  { tag: [tags.keyword, tags.operatorKeyword, tags.modifier], color: "var(--petrol-ink)", fontWeight: "650" },
  { tag: [tags.string, tags.special(tags.string), tags.regexp], color: "var(--good-ink)" },
  { tag: [tags.number, tags.bool, tags.null, tags.atom], color: "var(--marigold-ink)" },
  { tag: tags.comment, color: "var(--ink-3)" },
  { tag: [tags.definition(tags.function(tags.variableName)), tags.definition(tags.className)], fontWeight: "650" },
  { tag: tags.invalid, color: "var(--danger-ink)" },
]);

export const look = [theme, syntaxHighlighting(colours)];
