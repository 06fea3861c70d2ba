/** Why there is no sound from a microphone. */
export type MicrophoneProblem = "blocked" | "missing" | "lost" | "insecure";

export interface Device {
  id: string;
  name: string;
}

/**
 * Opens a microphone with the settings for a conversation, or returns why that failed. `id`: the chosen one, used if it
 * is still connected.
 */
export async function openMicrophone(id: string | null): Promise<MediaStream | MicrophoneProblem> {
  const media = mediaDevices();
  if (media === null) return "insecure";
  const audio = { echoCancellation: true, noiseSuppression: true, autoGainControl: true, channelCount: 1 };
  try {
    return await media.getUserMedia({ audio: id === null ? audio : { ...audio, deviceId: { ideal: id } } });
  } catch (error) {
    return problemOf(error);
  }
}

/** null unless the page is on https or localhost. */
export function mediaDevices(): MediaDevices | null {
  return "mediaDevices" in navigator ? navigator.mediaDevices : null;
}

export function problemOf(error: unknown): MicrophoneProblem {
  const name = error instanceof DOMException ? error.name : "";
  if (name === "NotAllowedError" || name === "SecurityError") return "blocked";
  if (name === "NotFoundError" || name === "OverconstrainedError") return "missing";
  return "lost"; // NotReadableError, AbortError: another program has it, or it broke
}

/** Lists devices. Their names are available only once a microphone has been allowed. */
export async function listDevices(kind: "audioinput" | "audiooutput"): Promise<Device[]> {
  const devices =
    (await mediaDevices()
      ?.enumerateDevices()
      .catch(() => [])) ?? [];
  return devices
    .filter((device) => device.kind === kind && device.deviceId !== "")
    .map(({ deviceId, label }, index) => ({ id: deviceId, name: label || String(index + 1) }));
}
