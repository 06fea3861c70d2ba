import { useLingui } from "@lingui/react/macro";
import { useEffect, useState } from "react";

import { type Device, listDevices, mediaDevices } from "./audio/device";
import type { VoiceWishes } from "./wishes";

interface DeviceSelectsProps {
  wishes: VoiceWishes;
  onWish: (part: Partial<VoiceWishes>) => void;
  /** Changes when the microphone is allowed, because device names are available from then on. */
  version?: string;
}

const CAN_CHOOSE_OUTPUT = "AudioContext" in window && "setSinkId" in AudioContext.prototype;

/** Chooses the microphone and the loudspeaker, if there are several. */
export function DeviceSelects({ wishes, onWish, version = "" }: DeviceSelectsProps) {
  const { t } = useLingui();
  const inputs = useDevices("audioinput", version);
  const outputs = useDevices("audiooutput", version);
  return (
    <div className="grid gap-4 empty:hidden wide:grid-cols-2">
      {inputs.length > 0 && (
        <Select
          id="microphone"
          label={t`Microphone`}
          devices={inputs}
          chosen={wishes.microphone}
          onChoose={(microphone) => {
            onWish({ microphone });
          }}
        />
      )}
      {CAN_CHOOSE_OUTPUT && outputs.length > 0 && (
        <Select
          id="loudspeaker"
          label={t`Speaker`}
          devices={outputs}
          chosen={wishes.loudspeaker}
          onChoose={(loudspeaker) => {
            onWish({ loudspeaker });
          }}
        />
      )}
    </div>
  );
}

interface SelectProps {
  id: string;
  label: string;
  devices: readonly Device[];
  chosen: string | null;
  onChoose: (id: string) => void;
}

function Select({ id, label, devices, chosen, onChoose }: SelectProps) {
  const known = devices.some((device) => device.id === chosen) ? chosen : devices[0]?.id;
  return (
    <div className="grid min-w-0 gap-1.5">
      <label htmlFor={id} className="text-label font-[650] text-ink-2">
        {label}
      </label>
      <select
        id={id}
        className="field min-h-11 w-full min-w-0 px-3"
        value={known ?? ""}
        onChange={(event) => {
          onChoose(event.target.value);
        }}
      >
        {devices.map((device) => (
          <option key={device.id} value={device.id}>
            {device.name}
          </option>
        ))}
      </select>
    </div>
  );
}

function useDevices(kind: "audioinput" | "audiooutput", version: string): Device[] {
  const [devices, setDevices] = useState<Device[]>([]);
  useEffect(() => {
    let isLeft = false;
    const look = () => {
      void listDevices(kind).then((found) => {
        if (!isLeft) setDevices(found);
      });
    };
    look();
    const media = mediaDevices();
    media?.addEventListener("devicechange", look);
    return () => {
      isLeft = true;
      media?.removeEventListener("devicechange", look);
    };
  }, [kind, version]);
  return devices;
}
