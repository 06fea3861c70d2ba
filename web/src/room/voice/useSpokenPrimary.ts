import type { SpokenDockProps } from "./SpokenDock";
import { spokenButtons } from "./buttons";
import type { SpokenPrimary } from "./stateTable";
import { useTyping } from "./useTyping";

/** The current action of the main button. Without an action, it is off. */
export function useSpokenPrimary(props: SpokenDockProps): { primary: SpokenPrimary; act: (() => void) | undefined } {
  const { line, state, voice, sending, onMore } = props;
  const type = useTyping(props);
  // Otherwise, the server is still writing the answer down, and would have to begin again.
  const isFull = line.model.voice.microphone === "held";
  const hasSpoken = (line.model.voice.caption?.text ?? "") !== "";
  const [primary] = spokenButtons(state, sending.hasWords, hasSpoken);
  const acts: Partial<Record<SpokenPrimary, (() => void) | undefined>> = {
    done: () => voice.driver?.done(),
    send: sending.send,
    start: () => voice.driver?.answerNow(),
    answer_now: () => voice.driver?.answerNow(),
    ready: () => {
      line.request("continue");
    },
    unmute: () => voice.driver?.mute(false),
    microphone: onMore,
    microphone_again: () => void voice.driver?.openMicrophone(),
    sound: () => void voice.driver?.openMicrophone(),
    retry: isFull ? () => voice.driver?.resend() : undefined,
    finish: () => {
      line.request("end");
    },
    type,
  };
  return { primary, act: acts[primary] };
}
