import { Trans, useLingui } from "@lingui/react/macro";
import { Volume2 } from "lucide-react";
import { useState } from "react";

import { ownHeaders } from "../../../api/client";
import { asApiError, readError } from "../../../api/error";
import { Action } from "../../../ui/controls/Action";
import { RadioGroup } from "../../../ui/controls/choices";
import { ErrorBox } from "../../../ui/ErrorBox";
import { useSingleMutation } from "../../data/useSingleMutation";

const PACES = ["0.8", "1", "1.2"] as const;
type Pace = (typeof PACES)[number];

/** Plays a sentence in the interviewer's voice at a chosen pace. */
export function VoiceSample() {
  const { t } = useLingui();
  const [pace, setPace] = useState<Pace>("1");
  const playing = useSingleMutation({ mutationFn: play });
  const names: Record<Pace, string> = { "0.8": t`Slower`, "1": t`Normal pace`, "1.2": t`Faster` };
  return (
    <section className="grid justify-items-start gap-3">
      <RadioGroup
        label={t`Pace of the sample`}
        name="pace"
        isInline
        choices={PACES.map((id) => ({ id, name: names[id] }))}
        chosen={pace}
        onChoose={setPace}
      />
      <Action
        isOff={playing.isPending}
        onClick={() => {
          if (!playing.isPending) playing.mutate(pace);
        }}
      >
        <Volume2 aria-hidden="true" />
        {playing.isPending ? <Trans>Playing</Trans> : <Trans>Play a sample</Trans>}
      </Action>
      <p className="text-label text-ink-3">
        <Trans>Candidates can change the pace at any time.</Trans>
      </p>
      {playing.error !== null && (
        <ErrorBox
          error={asApiError(playing.error)}
          what={t`The sample could not be played.`}
          safe={t`Nothing was changed.`}
        />
      )}
    </section>
  );
}

/** Plays the sample. Resolves when it has ended. */
async function play(pace: Pace): Promise<void> {
  const options = { credentials: "same-origin", headers: ownHeaders("GET") } as const;
  const response = await fetch(`/api/v1/settings/voice/sample?speed=${pace}`, options);
  if (!response.ok) throw await readError(response, "none");
  const speaker = new AudioContext();
  try {
    const source = speaker.createBufferSource();
    source.buffer = await speaker.decodeAudioData(await response.arrayBuffer());
    source.connect(speaker.destination);
    const ended = new Promise((resolve) => {
      source.addEventListener("ended", resolve);
    });
    source.start();
    await ended;
  } finally {
    await speaker.close();
  }
}
