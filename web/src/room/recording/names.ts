import { useLingui } from "@lingui/react/macro";

import type { RecordedTrack } from "../link/protocol";

/** Tracks in words: "camera and screen". */
export function useTrackNames(): (tracks: readonly RecordedTrack[]) => string {
  const { t, i18n } = useLingui();
  const names: Record<RecordedTrack, string> = { camera: t`camera`, screen: t`screen`, audio: t`voice` };
  const list = new Intl.ListFormat(i18n.locale);
  return (tracks) => list.format(tracks.map((track) => names[track]));
}
