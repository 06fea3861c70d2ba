import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { Check, PenLine } from "lucide-react";
import { useState } from "react";

import { nameOf } from "../../ui/language/languageNames";
import { pictures } from "../board/pictures";
import { sessionQuery } from "../link/shownSession";
import type { AnswerData } from "../link/protocol";
import { choiceOf } from "../link/reducer";
import { slugHere } from "../question/slugHere";

/** A candidate's answer: the choice, code or drawing in its own form, then the words. */
export function OwnWords({ content, data }: { content: string; data: AnswerData | null }) {
  const { choice = [], other, code, whiteboard } = data ?? {};
  const isData = content === code?.text || (data !== null && content === choiceOf(data));
  const chips = [...choice, ...(other === undefined ? [] : [other])];
  return (
    <div className="grid gap-2">
      {chips.length > 0 && (
        <ul className="flex flex-wrap gap-2 pt-1">
          {chips.map((option, index) => (
            <li
              key={index}
              dir="auto"
              className={`flex items-start gap-1.5 rounded-control border-[1.5px] border-marigold-line bg-marigold-soft px-3 py-1 text-marigold-ink ${index < choice.length ? "font-[650]" : "font-voice"}`}
            >
              {index < choice.length ? (
                <Check aria-hidden="true" className="mt-0.5" />
              ) : (
                <PenLine aria-hidden="true" className="mt-0.5" />
              )}
              {option}
            </li>
          ))}
        </ul>
      )}
      {code !== undefined && <SentCode {...code} />}
      {whiteboard?.board != null && <SentBoard {...whiteboard} board={whiteboard.board} />}
      {!isData && content !== "" && (
        <p dir="auto" className="font-voice leading-[1.55] whitespace-pre-wrap">
          {content}
        </p>
      )}
    </div>
  );
}

interface SentBoardProps {
  board: string;
  picture?: string | null;
  words?: string;
}

/** The picture as drawn on this page, or else the server's. If there is none, a text says that the drawing was sent. */
function SentBoard({ board, picture = null, words = "" }: SentBoardProps) {
  const { t } = useLingui();
  const [isMissing, setMissing] = useState(false);
  const stored =
    picture === null ? null : `/room/v1/files/${encodeURIComponent(picture)}?slug=${slugHere()}${sessionQuery()}`;
  const source = pictures.get(board) ?? stored;
  const onIt = words.split("\n").join(", ");
  if (source !== null && !isMissing) {
    return (
      <img
        src={source}
        onError={() => {
          setMissing(true);
        }}
        alt={onIt === "" ? t`Your drawing as you sent it` : t`Your drawing as you sent it. Text on it: ${onIt}`}
        className="max-h-80 max-w-full justify-self-start rounded-control border border-line bg-white"
      />
    );
  }
  return (
    <p className="flex items-center gap-1.5 text-label text-ink-2">
      <PenLine aria-hidden="true" />
      <Trans>Your drawing as you sent it</Trans>
    </p>
  );
}

function SentCode({ language, text }: { language: string; text: string }) {
  const { t } = useLingui();
  const lines = text.trimEnd().split("\n").length;
  return (
    <figure className="grid grid-cols-[minmax(0,1fr)] overflow-hidden rounded-control border border-line">
      <figcaption className="flex gap-2 border-b border-line px-3 py-1 text-meta text-ink-2">
        {language !== "" && <span>{nameOf(language)},</span>}
        <Plural value={lines} one="# line" other="# lines" />
      </figcaption>
      <pre
        tabIndex={0}
        dir="ltr"
        aria-label={t`Code`}
        className="max-h-80 overflow-auto bg-sunken p-3 font-mono text-label whitespace-pre"
      >
        {text}
      </pre>
    </figure>
  );
}
