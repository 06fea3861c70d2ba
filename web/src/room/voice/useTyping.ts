import type { RoomModel } from "../link/reducer";
import { isOpenTurn, openWords, type SpokenWords } from "./model";
import type { VoiceRoomProps } from "./VoiceRoom";

/**
 * Switches to typing at the same question. The recognized words of an unsent answer are put into the text field, to be
 * finished by hand.
 */
export function useTyping({ line, voice }: Pick<VoiceRoomProps, "line" | "voice">): () => void {
  return () => {
    voice.type(unsentWords(line.model));
  };
}

/** The words that aren't in the transcript, by turn. */
function unsentWords({ voice }: RoomModel): string {
  const { phase, server, ended } = voice;
  const isOn = phase === "on";
  const open = isOn && !isOpenTurn(server) && server !== "thinking" ? null : openWords(voice);
  // While voice is on, the server still stores the turns that have ended.
  const turns = [...(isOn ? [] : ended), ...(open === null ? [] : [open])];
  const shown = turns.filter((turn): turn is SpokenWords => turn !== null && turn.text !== "");
  return shown.map(({ text }) => text).join("\n\n");
}
