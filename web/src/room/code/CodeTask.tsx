import { Trans, useLingui } from "@lingui/react/macro";
import { useEffect, useState, useSyncExternalStore } from "react";

import { LANGUAGES, nameOf } from "../../ui/languageNames";
import { codeOf, languageOf } from "../composing";
import type { Draft } from "../drafts";
import type { Question } from "../protocol";
import { SaveNote } from "../SaveNote";
import type { RoomLine } from "../useRoom";
import { Autosave, getWork } from "../work";
import { Editor } from "./Editor";
import { useKeystrokes } from "./keystrokes";
import { canRun } from "./languages";
import { RunPanel } from "./RunPanel";
import { StartAgain } from "./StartAgain";

interface CodeTaskProps {
  line: RoomLine;
  question: Question;
  draft: Draft;
  onDraft: (part: Partial<Draft>) => void;
}

interface Code {
  language: string;
  text: string;
}

/** An editor with all that belongs to it: the language, the given code, Run, and what is saved. */
export default function CodeTask({ line, question, draft, onDraft }: CodeTaskProps) {
  const { t } = useLingui();
  const code = codeOf(draft, question);
  const language = languageOf(line.model, draft, question);
  const [isIndenting, setIndenting] = useState(false);
  const save = useCodeSave(question, draft, onDraft);
  const saved = useSyncExternalStore(save.subscribe, save.look);
  const onKeystrokes = useKeystrokes(question.id, line.model.mayRecordTyping);
  const change = (next: Code) => {
    onDraft({ code: next.text, language: next.language, savedAt: null });
    save.change(next);
  };
  const languageName = nameOf(language);
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-2">
      <div className="flex flex-wrap items-end justify-between gap-x-4 gap-y-2">
        <LanguageSelect
          value={language}
          onChange={(chosen) => {
            change({ language: chosen, text: code });
          }}
        />
        {question.starterCode !== null && (
          <StartAgain
            isOff={code === question.starterCode}
            onAgain={() => {
              change({ language, text: question.starterCode ?? "" });
            }}
          />
        )}
      </div>
      <Editor
        value={code}
        language={language}
        label={
          isIndenting
            ? t`Your code, ${languageName}. Tab indents. Press Control and M to have it move to the next field.`
            : t`Your code, ${languageName}. Tab moves to the next field. Press Control and M to have it indent.`
        }
        isIndenting={isIndenting}
        onToggle={() => {
          setIndenting((is) => !is);
        }}
        onChange={(text) => {
          change({ language, text });
        }}
        onKeystrokes={onKeystrokes}
      />
      <div className="flex min-h-6 flex-wrap items-center justify-between gap-x-4 gap-y-1 text-label text-ink-3">
        <p role="status">
          {isIndenting ? (
            <Trans>Tab indents. Ctrl + M: Tab moves to the next field.</Trans>
          ) : (
            <Trans>Tab moves to the next field. Ctrl + M: Tab indents.</Trans>
          )}
        </p>
        <SaveNote view={saved} onRetry={() => void save.flush()} />
      </div>
      {canRun(language) ? (
        <RunPanel
          key={language}
          language={language}
          code={code}
          onRun={(run) => {
            line.tellRun(question.id, run);
          }}
        />
      ) : (
        <p className="text-label text-ink-3">
          <Trans>{languageName} code can’t be run here. Describe in words what your code does.</Trans>
        </p>
      )}
    </div>
  );
}

/** Saves the code as it changes, and fetches what another device saved later than this one. */
function useCodeSave(question: Question, draft: Draft, onDraft: CodeTaskProps["onDraft"]): Autosave<Code> {
  const [latest] = useState(() => ({ draft, onDraft }));
  useEffect(() => {
    Object.assign(latest, { draft, onDraft });
  });
  const [save] = useState(
    () =>
      new Autosave<Code>(
        question.id,
        (code) => Promise.resolve({ code }),
        (code, { savedAt }) => {
          if (latest.draft.code === code.text) latest.onDraft({ savedAt });
        },
      ),
  );
  useEffect(() => {
    const leaving = new AbortController();
    void getWork(leaving.signal).then(
      (works) => {
        const { code: own, savedAt } = latest.draft;
        const found = works[question.id];
        if (!found?.code) return;
        const isNewer = own === null || (savedAt !== null && found.savedAt > savedAt);
        if (isNewer) {
          latest.onDraft({ code: found.code.text, language: found.code.language, savedAt: found.savedAt });
        }
      },
      () => undefined, // What this browser has is there; what it writes is saved all the same.
    );
    return () => {
      leaving.abort();
      void save.flush();
    };
  }, [question.id, save, latest]);
  return save;
}

function LanguageSelect({ value, onChange }: { value: string; onChange: (language: string) => void }) {
  return (
    <div className="grid gap-1">
      <label htmlFor="code-language" className="text-label font-[650] text-ink-2">
        <Trans>Language</Trans>
      </label>
      <select
        id="code-language"
        value={value}
        onChange={(event) => {
          onChange(event.target.value);
        }}
        className="field min-h-11 px-3 text-body"
      >
        {Object.entries(LANGUAGES).map(([language, name]) => (
          <option key={language} value={language}>
            {name}
          </option>
        ))}
        {!(value in LANGUAGES) && <option value={value}>{value}</option>}
      </select>
    </div>
  );
}
