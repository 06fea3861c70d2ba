import { BrowserSounds } from "./soundStore";

/** Deletes the sound that this device has of a session. */
export async function forget(sessionId: string): Promise<void> {
  const sounds = new BrowserSounds(sessionId);
  await sounds.load();
  sounds.clear();
}

/**
 * Deletes the sound of an unsent answer if the candidate has typed an answer since or has moved to another question.
 * Voice would otherwise send it as an answer to that one.
 */
export async function forgetReplaced(sessionId: string, place: string): Promise<void> {
  const sounds = new BrowserSounds(sessionId);
  const stored = await sounds.load();
  if (stored === null) return;
  if (stored.left === undefined) sounds.leave({ place, words: "" });
  else if (stored.left.place !== place) sounds.clear();
}

/**
 * Prepares the stored sound to be sent when the candidate speaks again. Returns the words of it that were put into the
 * text field: both would arrive otherwise.
 */
export async function takeBack(sessionId: string, place: string): Promise<string> {
  await forgetReplaced(sessionId, place);
  const sounds = new BrowserSounds(sessionId);
  const stored = await sounds.load();
  if (stored?.left === undefined) return "";
  const { words } = stored.left;
  sounds.leave(undefined);
  return stored.batches.length > 0 ? words : "";
}
