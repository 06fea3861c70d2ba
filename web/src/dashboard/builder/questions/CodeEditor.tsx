import { defaultKeymap, history, historyKeymap, indentWithTab } from "@codemirror/commands";
import { bracketMatching, indentOnInput, indentUnit } from "@codemirror/language";
import { Compartment, EditorState, Prec } from "@codemirror/state";
import { EditorView, keymap, lineNumbers } from "@codemirror/view";
import { useEffect, useLayoutEffect, useRef } from "react";

import { indentOf, loadGrammar } from "../../../ui/code/grammar";
import { look } from "../../../ui/code/look";
import { typeOver } from "../../../ui/code/typeOver";

interface CodeEditorProps {
  value: string;
  label: string;
  isReadOnly: boolean;
  onChange: (code: string) => void;
}

const grammar = new Compartment();
const unit = new Compartment();

/** Used for the colors only. The room guesses for itself. */
function languageOf(code: string): string {
  return /^\s*(?:async\s+)?def\s|^\s*class\s+\w+.*:\s*$|^\s*(?:from\s+\w+\s+)?import\s+\w+\s*$/m.test(code)
    ? "python"
    : "javascript";
}

/** Tab indents. After Esc, it moves the focus instead, without a time limit, until the person types again or leaves. */
const leavingByEscape = [
  Prec.highest(
    keymap.of([
      {
        key: "Escape",
        run: (view) => {
          view.setTabFocusMode(true);
          return true;
        },
      },
    ]),
  ),
  EditorView.domEventHandlers({
    blur: (_event, view) => {
      view.setTabFocusMode(false);
    },
  }),
  EditorView.updateListener.of(({ transactions, view }) => {
    // A text that comes from the server isn't typing.
    if (transactions.some((one) => one.isUserEvent("input") || one.isUserEvent("delete"))) view.setTabFocusMode(false);
  }),
];

/**
 * An editor with colored code, in a shadow root: only there can the editor set its styles without style elements, which
 * the CSP forbids.
 */
export default function CodeEditor(props: CodeEditorProps) {
  const { value } = props;
  const host = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView | null>(null);
  const latest = useRef(props);
  useLayoutEffect(() => {
    latest.current = props;
  });

  useEffect(() => {
    const element = host.current;
    if (element === null) return;
    const root = element.shadowRoot ?? element.attachShadow({ mode: "open" });
    const made = new EditorView({ root, parent: root, state: startState(latest) });
    view.current = made;
    return () => {
      view.current = null;
      made.destroy();
    };
  }, []);

  useEffect(() => {
    const editor = view.current;
    if (editor === null || editor.state.doc.toString() === value) return;
    editor.dispatch({ changes: { from: 0, to: editor.state.doc.length, insert: value } });
  }, [value]);

  const language = languageOf(value);
  useEffect(() => {
    let isCurrent = true;
    view.current?.dispatch({ effects: unit.reconfigure(indentUnit.of(indentOf(language))) });
    void loadGrammar(language).then(
      (loaded) => {
        if (isCurrent) view.current?.dispatch({ effects: grammar.reconfigure(loaded) });
      },
      () => undefined, // Code is usable without colors.
    );
    return () => {
      isCurrent = false;
    };
  }, [language]);

  return (
    <div
      ref={host}
      id="starter-code"
      dir="ltr"
      className="overflow-hidden rounded-control border-[1.5px] border-line-strong"
    />
  );
}

function startState(latest: { current: CodeEditorProps }): EditorState {
  const { value, label, isReadOnly } = latest.current;
  return EditorState.create({
    doc: value,
    extensions: [
      leavingByEscape,
      lineNumbers(),
      history(),
      indentOnInput(),
      bracketMatching(),
      EditorState.tabSize.of(4),
      keymap.of([indentWithTab, ...defaultKeymap, ...historyKeymap]),
      unit.of([]),
      grammar.of([]),
      EditorState.readOnly.of(isReadOnly),
      EditorView.contentAttributes.of({
        "aria-label": label,
        tabindex: "0",
        autocapitalize: "off",
        autocorrect: "off",
        spellcheck: "false",
      }),
      EditorView.updateListener.of((update) => {
        if (!update.docChanged) return;
        const code = update.state.doc.toString();
        if (code !== latest.current.value) latest.current.onChange(code);
      }),
      typeOver,
      look,
    ],
  });
}
