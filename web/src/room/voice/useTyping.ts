import type { RoomModel } from "../link/reducer";
import { isOpenTurn, openWords, type SpokenWords } from "./model";
import type { VoiceRoomProps } from "./VoiceRoom";

/**
 * Switches to typing at the same question. What was heard of an unsent answer is put into the text field, to be
 * finished by hand. If words of it may be missing there, its sound is kept, so that voice can send it again.
 */
export function useTyping({ line, draft, voice }: Pick<VoiceRoomProps, "line" | "draft" | "voice">): () => void {
  const { model } = line;
  return () => {
    const { words, isWhole } = unsentWords(model);
    if (words.length > 0) {
      draft.change({ text: [draft.draft.text, ...words].filter((part) => part !== "").join("\n\n") });
    }
    voice.type(isWhole);
  };
}

/** The words that aren't in the transcript, by turn, and whether no turn is missing. */
function unsentWords({ line, voice }: RoomModel): { words: string[]; isWhole: boolean } {
  const { phase, server, ended } = voice;
  const isOn = phase === "on";
  const open = isOn && !isOpenTurn(server) && server !== "thinking" ? null : openWords(voice);
  // While voice is on, the server still stores the turns that have ended.
  const turns = [...(isOn ? [] : ended), ...(open === null ? [] : [open])];
  const shown = turns.filter((turn): turn is SpokenWords => turn !== null && turn.text !== "");
  // After a failure, or before the connection and voice are there, the last words have no captions.
  const isWhole = isOn && line === "open" && ended.length === 0 && shown.length > 0;
  return { words: shown.map(({ text }) => text), isWhole };
}
