import { Trans, useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";

import { lackOf, nameOfLanguage, voiceQuery } from "../../voice";

/** A note if this server can't speak or understand this language in a voice interview. */
export function useVoiceNote(tag: string): ReactNode {
  const { i18n } = useLingui();
  const { data: voice } = useQuery(voiceQuery);
  const lack = voice === undefined ? "nothing" : lackOf(voice, tag);
  const language = nameOfLanguage(tag, i18n.locale);
  if (lack === "voice")
    return (
      <Trans>This server has no voice for {language}. Questions are shown as text, and answers can be spoken.</Trans>
    );
  if (lack === "stt")
    return <Trans>This server doesn’t recognize spoken {language}, so candidates type their answers.</Trans>;
  return null;
}
