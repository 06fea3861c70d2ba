import { defaultKeymap, history, historyKeymap, indentWithTab } from "@codemirror/commands";
import { bracketMatching, indentOnInput, indentUnit } from "@codemirror/language";
import { Compartment, EditorState, Prec } from "@codemirror/state";
import { EditorView, keymap, lineNumbers } from "@codemirror/view";
import { useEffect, useLayoutEffect, useRef } from "react";

import { indentOf, loadGrammar } from "../../ui/code/grammar";
import { look } from "../../ui/code/look";
import { typeOver } from "../../ui/code/typeOver";
import { hiddenTexts } from "../watch/copied";
import type { Keystroke, RecordKeystrokes } from "./keystrokes";

interface EditorProps {
  value: string;
  language: string;
  label: string;
  /** Whether Tab indents. Otherwise, it moves the focus, as everywhere else on the page. */
  isIndenting: boolean;
  onToggle: () => void;
  onChange: (code: string) => void;
  onKeystrokes: RecordKeystrokes | null;
}

/** The editor fills its pane, and scrolls in it. */
const fill = EditorView.theme({
  "&": { height: "100%" },
  "&.cm-focused": { outlineOffset: "-3px" },
  ".cm-scroller": { minHeight: "0", maxHeight: "none", overflow: "auto" },
});

const parts = { grammar: new Compartment(), tab: new Compartment(), unit: new Compartment(), name: new Compartment() };

const tabKey = (isIndenting: boolean) => parts.tab.reconfigure(isIndenting ? keymap.of([indentWithTab]) : []);
const nameAs = (label: string) => EditorView.contentAttributes.of({ "aria-label": label });

/** The editor, in a shadow root: only there can it set its styles without style elements, which the CSP forbids. */
export function Editor(props: EditorProps) {
  const { value, language, label, isIndenting } = props;
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
    const read = () => made.state.doc.toString();
    hiddenTexts.add(read);
    return () => {
      hiddenTexts.delete(read);
      view.current = null;
      made.destroy();
    };
  }, []);

  // Text from elsewhere: the starter code again, or what another device saved.
  useEffect(() => {
    const editor = view.current;
    if (editor === null || editor.state.doc.toString() === value) return;
    editor.dispatch({ changes: { from: 0, to: editor.state.doc.length, insert: value } });
  }, [value]);

  useEffect(() => {
    view.current?.dispatch({ effects: tabKey(isIndenting) });
  }, [isIndenting]);

  useEffect(() => {
    view.current?.dispatch({ effects: parts.name.reconfigure(nameAs(label)) });
  }, [label]);

  useEffect(() => {
    let isCurrent = true;
    view.current?.dispatch({ effects: parts.unit.reconfigure(indentUnit.of(indentOf(language))) });
    void loadGrammar(language).then(
      (grammar) => {
        if (isCurrent) view.current?.dispatch({ effects: parts.grammar.reconfigure(grammar) });
      },
      () => undefined, // Code is usable without colors.
    );
    return () => {
      isCurrent = false;
    };
  }, [language]);

  return <div ref={host} id="code" dir="ltr" className="h-full overflow-hidden border-t border-line" />;
}

function startState(latest: { current: EditorProps }): EditorState {
  const toggle = (editor: EditorView) => {
    // At once, because the next key may come before the page renders again.
    editor.dispatch({ effects: tabKey(!latest.current.isIndenting) });
    latest.current.onToggle();
    return true;
  };
  const keys = [
    { key: "Ctrl-m", run: toggle },
    { key: "Mod-Enter", run: () => true }, // The form handles it and sends the answer.
  ];
  return EditorState.create({
    doc: latest.current.value,
    extensions: [
      Prec.highest(keymap.of(keys)),
      lineNumbers(),
      history(),
      indentOnInput(),
      bracketMatching(),
      EditorState.tabSize.of(4),
      keymap.of([...defaultKeymap, ...historyKeymap]),
      parts.tab.of([]),
      parts.unit.of([]),
      parts.grammar.of([]),
      parts.name.of(nameAs(latest.current.label)),
      EditorView.contentAttributes.of({
        tabindex: "0",
        autocapitalize: "off",
        autocorrect: "off",
        spellcheck: "false",
      }),
      EditorView.updateListener.of((update) => {
        if (!update.docChanged) return;
        const code = update.state.doc.toString();
        if (code !== latest.current.value) latest.current.onChange(code);
        if (latest.current.onKeystrokes === null) return;
        const at = Date.now();
        const strokes: Keystroke[] = [];
        // `after`: the place once the changes before it are applied, so that they can be replayed one after the other.
        update.changes.iterChanges((from, to, after, _end, text) => {
          strokes.push([at, after, after + to - from, text.toString()]);
        });
        latest.current.onKeystrokes(strokes, update.startState.doc.toString());
      }),
      typeOver,
      Prec.highest(fill),
      look,
    ],
  });
}
