import { Trans } from "@lingui/react/macro";
import { Captions } from "lucide-react";
import { useEffect, useRef } from "react";

import type { VoiceModel } from "./model";
import type { VoiceWishes } from "./wishes";

const SIZES = {
  off: "",
  normal: "text-read wide:text-lead",
  large: "text-lead wide:text-title",
  larger: "text-title wide:text-[2.25rem]",
} as const;

interface CaptionProps {
  voice: VoiceModel;
  size: VoiceWishes["captions"];
  aiName: string;
  language: string | undefined;
  /** The text that is already shown as the heading. */
  heading: string;
  /** At most two lines, without reserved space. */
  isSmall?: boolean;
}

/** Captions of what is being said. They aren't a live region: a screen reader would talk over the person. */
export function Caption({ voice, size, aiName, language, heading, isSmall = false }: CaptionProps) {
  if (size === "off") return null;
  const room = isSmall ? "" : "min-h-24";
  const type = isSmall ? "text-body" : SIZES[size];
  if (voice.saying !== null && voice.server === "speaking") {
    if (heading.includes(voice.saying.trim())) return <div className={room} />;
    return (
      <div className={`${room} max-w-[62ch] border-s-3 border-petrol ps-3 wide:ps-4`}>
        <Small>
          <Trans>{aiName} says</Trans>
        </Small>
        <p lang={language} className={`leading-normal ${type} ${isSmall ? "line-clamp-2" : ""}`}>
          {voice.saying}
        </p>
      </div>
    );
  }
  if (voice.caption === null || voice.caption.text === "") return <div className={room} />;
  const { text, isFinal } = voice.caption;
  return (
    <Heard room={room}>
      <Small>
        <Trans>This is what I hear. You can correct it at the end.</Trans>
      </Small>
      <div
        className={`flex ${isSmall ? "max-h-[2lh]" : "max-h-[5lh]"} flex-col justify-end overflow-hidden leading-normal ${type}`}
      >
        <p lang={language} dir="auto" className="font-voice">
          <Words text={text} isFinal={isFinal} />
        </p>
      </div>
    </Heard>
  );
}

/** Shows the end of a long answer; the transcript has all of it. It is scrolled into view once per turn. */
function Heard({ room, children }: { room: string; children: React.ReactNode }) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    box.current?.scrollIntoView({ block: "nearest" });
  }, []);
  return (
    <div
      ref={box}
      data-testid="caption"
      className={`${room} max-w-[62ch] border-s-3 border-marigold-line ps-3 wide:ps-4`}
    >
      {children}
    </div>
  );
}

/** The last words may still change, so they are shown fainter. */
function Words({ text, isFinal }: { text: string; isFinal: boolean }) {
  const words = text.split(" ");
  if (isFinal || words.length < 4) return text;
  return (
    <>
      {words.slice(0, -2).join(" ")} <span className="text-ink-3">{words.slice(-2).join(" ")}</span>
    </>
  );
}

function Small({ children }: { children: React.ReactNode }) {
  return (
    <p className="mb-1 flex items-center gap-2 text-meta text-ink-3">
      <Captions aria-hidden="true" />
      {children}
    </p>
  );
}
