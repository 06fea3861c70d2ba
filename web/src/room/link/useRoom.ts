import { useCallback, useEffect, useMemo, useReducer, useRef, useState } from "react";

import { RoomConnection, surroundings, type VoicePort } from "./connection";
import { newId } from "./ids";
import type { AnswerData, AnswerFrame, RequestKind, Run } from "./protocol";
import { reduce, type RoomEvent, type RoomModel, startModel } from "./reducer";
import { keptStore } from "./storage";
import type { VoiceClientFrame } from "../voice/frames";
import type { VoiceEvent } from "../voice/model";
import type { WatchFrame, WatchPort } from "../watch/frames";

interface Timed {
  event: RoomEvent;
  at: number;
}

const step = (model: RoomModel, { event, at }: Timed): RoomModel => reduce(model, event, at);

/** The part of the connection that integrity signals use. */
export interface WatchLink {
  watch: (port: WatchPort | null) => void;
  steer: (frame: WatchFrame) => boolean;
}

/** The part of the connection that voice uses. */
export interface VoiceLink {
  attach: (port: VoicePort | null) => void;
  steer: (frame: VoiceClientFrame) => boolean;
  sendSound: (frame: ArrayBuffer) => boolean;
  backlog: () => number;
  tell: (event: VoiceEvent) => void;
}

export interface RoomLine {
  model: RoomModel;
  /** An answer to the open question, or to `questionId`. */
  answer: (text: string, data: AnswerData, questionId?: string) => void;
  request: (kind: RequestKind, text?: string) => void;
  /** Reports a run of the code at a question. */
  tellRun: (questionId: string, run: Run) => void;
  /** Sends a refused answer again, with the same id. */
  sendAgain: (frame: AnswerFrame) => void;
  withdraw: (id: string) => void;
  readNotice: () => void;
  takeOver: () => void;
  tryNow: () => void;
  /** Null in the practice, which has no connection. */
  link: (VoiceLink & WatchLink) | null;
}

/** The room's model, fed by a connection that lasts as long as the page. */
export function useRoom(): RoomLine {
  const [model, dispatch] = useReducer(step, undefined, () => startModel(Date.now()));
  const [around] = useState(surroundings);
  const line = useRef<RoomConnection | null>(null);
  const emit = useCallback((event: RoomEvent) => {
    dispatch({ event, at: Date.now() });
  }, []);

  useEffect(() => {
    const connection = new RoomConnection(around, emit);
    line.current = connection;
    connection.start();
    return () => {
      // The browser's Back button leaves the room without ending anything. If the clock is already stopped, the server
      // ignores the pause.
      connection.mention({ type: "request", id: newId(), kind: "pause" });
      connection.stop();
      line.current = null;
    };
  }, [around, emit]);

  const link = useMemo<VoiceLink & WatchLink>(
    () => ({
      attach: (port) => line.current?.attach(port),
      watch: (port) => line.current?.watch(port),
      steer: (frame: VoiceClientFrame | WatchFrame) => line.current?.steer(frame) ?? false,
      sendSound: (frame) => line.current?.sendSound(frame) ?? false,
      backlog: () => line.current?.backlog ?? 0,
      tell: emit,
    }),
    [emit],
  );
  const withdraw = useCallback(
    (id: string) => {
      line.current?.withdraw(id);
      emit({ type: "withdrawn", id });
    },
    [emit],
  );
  return {
    model,
    link,
    withdraw,
    answer: (text, data, questionId = model.room?.question?.id) => {
      const about = questionId !== undefined && { questionId };
      line.current?.send({ type: "answer", id: newId(), ...about, ...(text !== "" && { text }), ...data });
    },
    request: (kind, text) => {
      line.current?.send({ type: "request", id: newId(), kind, ...(text !== undefined && { text }) });
    },
    tellRun: (questionId, run) => {
      line.current?.send({ type: "run", id: newId(), questionId, ...run });
    },
    sendAgain: (frame) => {
      withdraw(frame.id);
      line.current?.send(frame);
    },
    readNotice: () => {
      emit({ type: "notice_read" });
    },
    takeOver: () => {
      // The other page may be a tab of this browser, whose unsent words are newer than those read here.
      void keptStore()
        .refresh()
        .then(() => {
          line.current?.stop();
          line.current?.start(true);
        });
    },
    tryNow: () => {
      line.current?.tryNow();
    },
  };
}
