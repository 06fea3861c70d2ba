import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { useCallback } from "react";

import { Gap } from "../../../ui/language/Gap";
import { timeOfDay } from "../../conversation/format";
import { Section } from "../../page/Section";
import { type Noted, type NotedItem, putComment } from "../records";
import { SavedText } from "./SavedText";
import { useSaved } from "./useSaved";

interface NotedProps {
  slug: string;
  noted: Noted;
  isOpen: boolean;
  onChange: () => void;
}

/** Exactly what the reader sees about how the interview was taken, with a field to comment on it. */
export function WhatWasNoted({ slug, noted, isOpen, onChange }: NotedProps) {
  const { t } = useLingui();
  const watched = Math.round(noted.watchedSeconds / 60);
  const of = Math.round(noted.ofSeconds / 60);
  return (
    <Section heading={t`What was noted`}>
      <p className="mt-2 max-w-[60ch] leading-[1.6] text-ink-2">
        <Trans>
          Covers {watched} of <Plural value={of} one="# minute" other="# minutes" /> of the interview. Nothing noted
          here is scored.
        </Trans>
        <Gap />
        {isOpen && <Trans>You can explain what happened, and reviewers see your comment next to the event.</Trans>}
      </p>
      {noted.items.length === 0 ? (
        <p className="mt-3">
          <Trans>Nothing was noted.</Trans>
        </p>
      ) : (
        <ol className="mt-3 grid gap-4">
          {noted.items.map((item) => (
            <li key={item.id}>
              <Item slug={slug} item={item} isOpen={isOpen} onChange={onChange} />
            </li>
          ))}
        </ol>
      )}
    </Section>
  );
}

function Item({ slug, item, isOpen, onChange }: Omit<NotedProps, "noted"> & { item: NotedItem }) {
  const { t, i18n } = useLingui();
  const name = useNotedName()(item);
  const time = timeOfDay(item.at, i18n.locale);
  const { id } = item;
  const save = useCallback((text: string) => putComment(slug, id, text.trim() === "" ? null : text), [slug, id]);
  const key = isOpen ? `aural.review.${slug}.noted.${id}` : null;
  const saved = useSaved(key, item.comment ?? "", save, t`Comment saved`);
  return (
    <div className="grid gap-2">
      <p className="flex flex-wrap items-baseline gap-x-2">
        <span className="font-[650]">{name}</span>
        <span className="font-mono text-meta text-ink-3">{time}</span>
        <HowMuch item={item} />
      </p>
      <SavedText
        label={isOpen ? t`What happened? (optional)` : t`Your comment`}
        rows={2}
        maxLength={2_000}
        isOpen={isOpen}
        saved={saved}
        onChange={onChange}
      />
    </div>
  );
}

function HowMuch({ item: { count, seconds, characters } }: { item: NotedItem }) {
  return (
    <span className="text-label text-ink-2">
      {count > 1 && seconds !== null ? (
        <Plural value={count} one={`# time, ${seconds} s in total`} other={`# times, ${seconds} s in total`} />
      ) : (
        <>
          {count > 1 && <Plural value={count} one="# time" other="# times" />}
          {seconds !== null && <Trans>{seconds} s</Trans>}
        </>
      )}
      {characters !== null && (
        <>
          {(count > 1 || seconds !== null) && " · "}
          <Plural value={characters} one="# character" other="# characters" />
        </>
      )}
    </span>
  );
}

/** Names a kind of note. A kind that this page doesn't know keeps the API's name. */
function useNotedName(): (item: NotedItem) => string {
  const { t } = useLingui();
  const names: Record<string, string> = {
    away: t`You left the page`,
    paste: t`Text was pasted from elsewhere`,
    copy: t`Text was copied from the page`,
    typing: t`Text appeared faster than a person can type`,
    screens: t`A second screen was connected`,
    fullscreen: t`Full-screen mode ended`,
    device: t`Interview opened in a second tab or on a second device`,
    camera: t`The camera gave no picture, or a dark one`,
    faces: t`No face, or more than one`,
    read_aloud: t`An answer matches pasted text word for word`,
  };
  return ({ kind }) => names[kind] ?? kind;
}
