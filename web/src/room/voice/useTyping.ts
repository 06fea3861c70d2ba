import type { VoiceRoomProps } from "./VoiceRoom";

/**
 * Switches to typing at the same question. What was heard of an unsent answer is put into the text field, to be
 * finished by hand.
 */
export function useTyping({ line, draft, voice }: Pick<VoiceRoomProps, "line" | "draft" | "voice">): () => void {
  const { caption, server } = line.model.voice;
  return () => {
    const isOpen = server === "listening" || server === "minute" || server === "closing" || server === "muted";
    if (isOpen && caption !== null && !caption.isFinal && caption.text !== "") {
      const words = [draft.draft.text, caption.text].filter((part) => part !== "").join("\n\n");
      draft.change({ text: words });
    }
    voice.type();
  };
}
