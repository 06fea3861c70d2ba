import { Trans, useLingui } from "@lingui/react/macro";
import { useEffect, useState, useSyncExternalStore } from "react";

import { LANGUAGES, nameOf } from "../../ui/language/languageNames";
import { codeOf, languageOf, sentWork } from "../composer/composing";
import type { Draft } from "../composer/drafts";
import type { Question } from "../link/protocol";
import { Waiting } from "../question/LazyTask";
import { SaveNote } from "../question/SaveNote";
import { SentNote } from "../question/SentNote";
import type { RoomLine } from "../link/useRoom";
import { Autosave, awaitWork } from "../question/work";
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

interface CodeSave {
  save: Autosave<Code>;
  /** Whether the server has answered with the code that it has. */
  isFetched: boolean;
}

/** The editor with everything around it: the language, the starter code, Run, and whether the code is saved. */
export default function CodeTask({ line, question, draft, onDraft }: CodeTaskProps) {
  const { t } = useLingui();
  const code = codeOf(draft, question);
  const language = languageOf(line.model, draft, question);
  const [isIndenting, setIndenting] = useState(false);
  const { save, isFetched } = useCodeSave(question, draft, language, onDraft);
  const saved = useSyncExternalStore(save.subscribe, save.look);
  const onKeystrokes = useKeystrokes(question.id, line.model.mayRecordTyping);
  const change = (next: Code) => {
    onDraft({ code: next.text, language: next.language, savedAt: null, base: draft.savedAt ?? draft.base });
    save.change(next);
  };
  const languageName = nameOf(language);
  const sent = sentWork(line.model, question)?.data?.code;
  // The starter code would overwrite code from another device that could not be fetched.
  if (draft.code === null && !isFetched) return <Waiting />;
  return (
    <div className="flex h-full min-h-0 flex-col">
      <div className="flex flex-none flex-wrap items-center justify-between gap-x-3 gap-y-1 px-4 py-1.5">
        <LanguageSelect
          value={language}
          onChange={(chosen) => {
            change({ language: chosen, text: code });
          }}
        />
        <div className="flex flex-wrap items-center gap-x-3 text-label text-ink-3">
          <SaveNote
            view={saved}
            onRetry={() => {
              change({ language, text: code });
              void save.flush();
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
      </div>
      <SentNote line={line} question={question} isChanged={code.trim() !== sent?.text.trim()} />
      <div className="min-h-40 flex-1 tall:min-h-0">
        <Editor
          value={code}
          language={language}
          label={
            isIndenting
              ? t`Your code, ${languageName}. Tab indents. Press Control and M to make Tab move to the next field.`
              : t`Your code, ${languageName}. Tab moves to the next field. Press Control and M to make Tab indent.`
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
      </div>
      <div className="max-h-[45%] flex-none overflow-auto border-t border-line px-4 py-1.5">
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
        <p role="status" className="sr-only text-label text-ink-3 roomy:not-sr-only">
          {isIndenting ? (
            <Trans>Tab indents. Press Ctrl + M to make Tab move to the next field.</Trans>
          ) : (
            <Trans>Tab moves to the next field. Press Ctrl + M to make Tab indent.</Trans>
          )}
        </p>
      </div>
    </div>
  );
}

/**
 * Saves the code when it changes, and at the start if the page was left before it was saved. Fetches newer code that
 * another device has saved.
 */
function useCodeSave(question: Question, draft: Draft, language: string, onDraft: CodeTaskProps["onDraft"]): CodeSave {
  const [isFetched, setFetched] = useState(false);
  const [latest] = useState(() => ({ draft, language, onDraft }));
  useEffect(() => {
    Object.assign(latest, { draft, language, onDraft });
  });
  const [save] = useState(
    () =>
      new Autosave<Code>(
        question.id,
        (code) => Promise.resolve({ code }),
        (code, { savedAt }) => {
          latest.onDraft(latest.draft.code === code.text ? { savedAt } : { base: savedAt });
        },
      ),
  );
  useEffect(() => {
    const leaving = new AbortController();
    void awaitWork(question.id, leaving.signal).then(
      (works) => {
        setFetched(true);
        const { code: own, savedAt, base } = latest.draft;
        const found = works[question.id];
        if (own !== null && savedAt === null && save.look().phase === "none") {
          if (found?.code?.text === own) latest.onDraft({ savedAt: found.savedAt });
          else if ((found?.savedAt ?? null) === base) save.change({ language: latest.language, text: own });
          else save.withhold(); // another device has saved code that this one doesn't continue
        }
        if (!found?.code) return;
        const isNewer = own === null || (savedAt !== null && found.savedAt > savedAt);
        if (isNewer) {
          latest.onDraft({ code: found.code.text, language: found.code.language, savedAt: found.savedAt });
        }
      },
      () => undefined,
    );
    return () => {
      leaving.abort();
      void save.flush();
    };
  }, [question.id, save, latest]);
  return { save, isFetched };
}

function LanguageSelect({ value, onChange }: { value: string; onChange: (language: string) => void }) {
  return (
    <div>
      <label htmlFor="code-language" className="sr-only">
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
