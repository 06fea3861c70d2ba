import { act, renderHook } from "@testing-library/react";
import { useState } from "react";
import { beforeEach, describe, expect, it, vi } from "vitest";

import type { DraftBox } from "../composer/useDraft";
import type { Interview } from "../link/protocol";
import type { RoomEvent, RoomModel } from "../link/reducer";
import { after, message, open, question, view } from "../link/testing";
import type { RoomLine } from "../link/useRoom";
import type { ServerState, VoiceFrame } from "./frames";
import type { Left, Stored } from "./audio/kept";
import { isUnstored } from "./model";
import { useTyping } from "./useTyping";
import { useVoice, type VoiceBox } from "./useVoice";

/** The sound of an unsent answer in the browser's database. */
const disk = vi.hoisted((): { stored: Stored | null } => ({ stored: null }));
vi.mock("./audio/soundStore", () => ({
  BrowserSounds: class {
    load = () => Promise.resolve(disk.stored);
    leave = (left: Left | undefined) => {
      if (disk.stored !== null) disk.stored = { ...disk.stored, left };
    };
    clear = () => {
      disk.stored = null;
    };
  },
}));
const isOnDisk = () => disk.stored !== null;
const SOUND: Stored = { stream: "s", batches: [{ first: 1, pieces: [Int16Array.of(7)] }], ends: [] };

const SPOKEN_INTERVIEW = { title: "Screening", channels: ["chat", "voice"] } as unknown as Interview;
const NO_DRAFT = { draft: { text: "" } } as unknown as DraftBox;
beforeEach(() => {
  disk.stored = null;
  sessionStorage.clear();
});

const rate = { in: 16_000, out: 24_000 };
const ON: VoiceFrame = { type: "voice", on: true, stream: "s", kept: 0, received: 0, rate, speaks: true };
const state = (is: ServerState): VoiceFrame => ({ type: "state", state: is });
const caption = (text: string, final = false): VoiceFrame => ({ type: "caption", text, final });
const off = (reason: "failed" | "full"): VoiceFrame => ({ type: "voice", on: false, reason, message: "" });
const ENDED: VoiceFrame = { type: "turn_end", reason: "silence" };
const THINKING = [ENDED, state("thinking")];

function answer(content: string): RoomEvent {
  const speech = { startMs: 0, endMs: 900, confidence: 0.9, words: [] };
  const told = message(2, { role: "user", kind: "answer", content, data: { speech } });
  return { type: "frame", frame: { type: "message", message: told } };
}

/** The room after the candidate spoke. */
function talk(...happened: (VoiceFrame | RoomEvent)[]): RoomModel {
  const events = [ON, state("listening"), ...happened].map((one): RoomEvent =>
    one.type === "frame" || one.type === "lost" || one.type === "voice_wanted" || one.type === "voice_left"
      ? one
      : { type: "frame", frame: one as VoiceFrame },
  );
  const wanted: RoomEvent = { type: "voice_wanted", pushToTalk: false };
  return after([open(view("your_turn"), [message(1)]), wanted, ...events]);
}

/** Continues by typing. Returns the words for the text field. */
function type(...happened: (VoiceFrame | RoomEvent)[]) {
  const model = talk(...happened);
  const leave = vi.fn<VoiceBox["type"]>();
  const { result } = renderHook(() =>
    useTyping({ line: { model } as RoomLine, voice: { type: leave } as unknown as VoiceBox }),
  );
  act(() => {
    result.current();
  });
  return leave.mock.lastCall?.[0];
}

describe("typing after voice has failed", () => {
  it.each<[string, VoiceFrame[], string]>([
    ["the recognized words", [...THINKING, caption("I drained the queue.", true)], "I drained the queue."],
    ["what was recognized until then", [caption("I drained the"), ...THINKING], "I drained the"],
    ["nothing, if there were no captions", THINKING, ""],
    [
      "the words of all turns that aren't stored",
      [caption("I drained"), ENDED, caption("Then I"), caption("I drained it.", true)],
      "I drained it.\n\nThen I",
    ],
    [
      "the words of a turn that follows one that isn't stored",
      [caption("I drained"), ENDED, caption("I drained it.", true), caption("Then I")],
      "I drained it.\n\nThen I",
    ],
    ["nothing of a turn without words", [caption("Hm"), ...THINKING, { type: "nothing_heard" }], ""],
  ])("puts %s into the text field", (_what, frames, text) => {
    expect(type(...frames, off("failed"))).toBe(text);
    expect(type(...frames, off("full"))).toBe(text);
    expect(type(...frames, off("failed"), state("listening"), state("speaking"))).toBe(text);
  });

  it("doesn't repeat an answer that is in the transcript", () => {
    const stored = [caption("I drained"), ...THINKING, caption("I drained it.", true), answer("I drained it.")];
    expect(type(...stored, off("failed"))).toBe("");
  });
});

describe("typing instead of speaking", () => {
  it("puts the unfinished answer into the text field", () => {
    expect(type(caption("I drained"))).toBe("I drained");
  });

  it("leaves an answer to the server that is being recognized", () => {
    expect(type(caption("I drained"), ...THINKING)).toBe("");
    const next = [caption("I drained"), ENDED, caption("Then I"), state("thinking")];
    expect(type(...next)).toBe("Then I");
  });
});

/** The room of a candidate who types. `link` is null, so that no microphone is opened. */
function typing(model: RoomModel, first: string) {
  return renderHook(
    (props: { model: RoomModel; link: null }) => {
      const [text, setText] = useState(first);
      const change = (part: { text: string }) => {
        setText(part.text);
      };
      const draft = { draft: { text }, change } as unknown as DraftBox;
      return { text, setText, voice: useVoice(props as unknown as RoomLine, SPOKEN_INTERVIEW, "typing", draft) };
    },
    { initialProps: { model, link: null } },
  ).result;
}

describe("speaking again", () => {
  const place = "0 q1";
  const speak = async (text: string, left: Left | undefined, model = talk()) => {
    disk.stored = left === undefined ? SOUND : { ...SOUND, left };
    const result = typing(model, text);
    act(() => {
      result.current.voice.speak();
    });
    await act(() => vi.dynamicImportSettled());
    return result.current.text;
  };

  it("takes the words out of the text field, also after a reload, because their sound is sent again", async () => {
    expect(await speak("Typed before.\n\nI drained", { place, words: "I drained" })).toBe("Typed before.");
    expect(disk.stored).toEqual({ ...SOUND, left: undefined });
  });

  it("leaves words that were edited", async () => {
    expect(await speak("I emptied the queue.", { place, words: "I drained" })).toBe("I emptied the queue.");
  });

  it("leaves words without sound, which is deleted after a day", async () => {
    const result = typing(talk(), "");
    act(() => {
      result.current.voice.type("I drained");
    });
    act(() => {
      result.current.voice.speak();
    });
    await act(() => vi.dynamicImportSettled());
    expect(result.current.text).toBe("I drained");
  });

  it("doesn't send the sound that an answer typed before a reload replaced", async () => {
    const sent = after([{ type: "frame", frame: { type: "message", message: typed } }], talk());
    expect(await speak("Then again: Yes.", { place, words: "Yes." }, sent)).toBe("Then again: Yes.");
    expect(disk.stored).toBeNull();
  });
});

it.each<[string, (VoiceFrame | RoomEvent)[], boolean]>([
  ["nothing was said", [], false],
  ["words are heard", [caption("I drained")], true],
  ["they are recognized", [caption("I drained"), ...THINKING, caption("I drained it.", true)], true],
  [
    "they are stored",
    [caption("I drained"), ...THINKING, caption("I drained it.", true), answer("I drained it.")],
    false,
  ],
  ["they couldn't be stored", [caption("I drained"), ...THINKING, off("failed")], true],
  ["voice was left", [caption("I drained"), { type: "voice_left" }], false],
])("knows whether spoken words are stored: %s", (_when, happened, is) => {
  expect(isUnstored(talk(...happened).voice)).toBe(is);
});

const typed = message(2, { role: "user", kind: "answer", content: "It was drained." });

it.each<[string, RoomEvent[], boolean]>([
  ["the candidate types an answer", [{ type: "frame", frame: { type: "message", message: typed } }], true],
  ["another question is open", [roomWith("q2")], true],
  ["the interviewer says more", [{ type: "frame", frame: { type: "message", message: message(2) } }], false],
  ["a spoken answer is stored", [answer("I drained it.")], false],
  ["the connection is lost and comes back", [{ type: "lost", at: 1 }, open(view("your_turn"), [message(1)])], false],
])("while typing, keeps sound until a typed answer replaces it: %s", async (_when, happened, isCleared) => {
  const at = (model: RoomModel) => ({ model, link: {} }) as unknown as RoomLine;
  const { rerender } = renderHook(({ model }) => useVoice(at(model), SPOKEN_INTERVIEW, "typing", NO_DRAFT), {
    initialProps: { model: after([]) },
  });
  const first = after([open(view("your_turn"), [message(1), message(0, { role: "user", kind: "answer" })])]);
  disk.stored = SOUND;
  rerender({ model: first });
  await vi.dynamicImportSettled();
  rerender({ model: after(happened, first) });
  await vi.dynamicImportSettled();
  expect(isOnDisk()).toBe(!isCleared);
});

function roomWith(id: string): RoomEvent {
  return { type: "frame", frame: { type: "room", room: view("your_turn", { question: question({ id }) }) } };
}
