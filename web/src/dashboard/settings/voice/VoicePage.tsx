import { Trans, useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";

import { Notice } from "../../../ui/Notice";
import { useMay } from "../../me";
import { Loaded } from "../../page/Loaded";
import { nameOfLanguage, type Voice, voiceQuery } from "../../voice";
import { SettingsPage } from "../SettingsPage";
import { VoiceSample } from "./VoiceSample";

/** The speech recognition and voices of this server. They are configured on the server, not here. */
export default function VoicePage() {
  const { t } = useLingui();
  const { data, error, refetch } = useQuery(voiceQuery);
  return (
    <SettingsPage heading={t`Voice`}>
      <Loaded value={data ?? null} error={error} onRetry={() => void refetch()}>
        {(voice) => <VoiceFacts voice={voice} />}
      </Loaded>
    </SettingsPage>
  );
}

function VoiceFacts({ voice }: { voice: Voice }) {
  const { t } = useLingui();
  const canPlay = useMay("ADMIN") && voice.mouth.problem === null;
  const isOff = voice.mouth.problem !== null && voice.ear.problem !== null;
  return (
    <div className="grid max-w-(--measure) gap-6">
      {isOff && <Off reasons={new Set([voice.mouth.problem, voice.ear.problem])} />}
      <p className="text-ink-2">
        <Trans>
          The operator of this server chooses the voice engines. Captions are always on, and candidates can always type.
        </Trans>
      </p>
      {!isOff && <Engine heading={t`Spoken languages`} engine={voice.mouth} />}
      {canPlay && <VoiceSample />}
      {!isOff && <Engine heading={t`Recognized languages`} engine={voice.ear} />}
      {voice.places !== null && <Places {...voice.places} />}
    </div>
  );
}

/** Voice can neither speak nor listen. The reasons are the server's, for its operator. */
function Off({ reasons }: { reasons: ReadonlySet<string | null> }) {
  return (
    <Notice className="grid gap-1">
      <p>
        <strong className="font-[650]">
          <Trans>Voice is off on this server, so candidates answer by typing.</Trans>
        </strong>
      </p>
      {[...reasons].map((reason) => (
        <p key={reason} lang="en">
          {reason}
        </p>
      ))}
    </Notice>
  );
}

function Engine({ heading, engine }: { heading: string; engine: Voice["mouth"] }) {
  const { t, i18n } = useLingui();
  const names = engine.languages.map((code) => nameOfLanguage(code, i18n.locale));
  const languages = new Intl.ListFormat(i18n.locale).format(names.sort(new Intl.Collator(i18n.locale).compare));
  const { problem } = engine;
  const name = engine.engine === "embedded" ? t`built-in` : engine.engine;
  return (
    <section className="grid gap-1">
      <h2 className="font-[650]">{heading}</h2>
      {problem === null ? (
        <>
          <p>{languages}</p>
          <p className="text-label text-ink-3">
            <Trans>Engine: {name}</Trans>
          </p>
        </>
      ) : (
        <p lang="en">{problem}</p>
      )}
    </section>
  );
}

function Places({ most, free }: { most: number; free: number }) {
  return (
    <section className="grid gap-1">
      <h2 className="font-[650]">
        <Trans>Voice capacity</Trans>
      </h2>
      <p className="tabular-nums">
        <Trans>
          {free} of {most} slots are free.
        </Trans>
      </p>
      <p className="text-label text-ink-3">
        <Trans>When all voice slots are in use, candidates are offered the same interview in chat.</Trans>
      </p>
    </section>
  );
}
