import { getTicket, RoomError } from "./http";
import { Outbox, type Store } from "./outbox";
import {
  type ClientFrame,
  type KeptFrame,
  MAX_FRAME_BYTES,
  parseServerFrame,
  PROTOCOL,
  type ServerFrame,
  verdictOf,
} from "./protocol";
import type { RoomEvent } from "./reducer";
import { keptStore } from "./storage";
import { claimTab } from "./tab";
import { tabStore } from "./tabStore";
import { isVoiceFrame, type VoiceClientFrame, type VoiceFrame } from "../voice/frames";
import type { WatchFrame, WatchPort } from "../watch/frames";

const BEAT = 500;
const PING_EVERY = 2_000;
/** In beats rather than seconds: a page that was frozen hasn't yet read what arrived meanwhile. */
const PONG_WITHIN = 5;
/** A connection that is slow rather than dead gets twice the time after each loss, or it would never stay open. */
const LONGEST_PONG_WITHIN = 40;
const HIDDEN_PING_EVERY = 20_000;
const FIRST_WAIT = 500;
const LONGEST_WAIT = 10_000;
/** A request can hang if the connection died silently. Then another one replaces it. */
const ANSWER_WITHIN = 10_000;

/** Receives the sound and the voice frames of the connection. */
export interface VoicePort {
  opened: (sessionId: string) => void;
  lost: () => void;
  hear: (frame: VoiceFrame) => void;
  sound: (frame: ArrayBuffer) => void;
}

export interface Surroundings {
  store: Store;
  client: () => Promise<string>;
  url: string;
  ticket: (signal: AbortSignal) => Promise<string>;
  open: (url: string) => WebSocket;
  random: () => number;
}

/** Half of the wait is fixed and half is random, so that clients don't all reconnect at the same moment. */
export function waitBefore(attempt: number, random: number): number {
  const wait = Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** attempt);
  return wait / 2 + (wait / 2) * random;
}

/** One person's connection to the room. It gets tickets, reconnects, and keeps each frame until the server has it. */
export class RoomConnection {
  readonly #around: Surroundings;
  readonly #emit: (event: RoomEvent) => void;
  #socket: WebSocket | null = null;
  #outbox: Outbox | null = null;
  #stopping = new AbortController();
  #attempt = 0;
  #ticketsRefused = 0;
  #seen = 0;
  #takeOver = false;
  #isOpen = false;
  /** Beats since an unanswered ping; null if there is none. */
  #unanswered: number | null = null;
  #pongWithin = PONG_WITHIN;
  #lastPing = 0;
  #sessionId = "";
  #port: VoicePort | null = null;
  #watch: WatchPort | null = null;
  #asking = new AbortController();
  #retry: ReturnType<typeof setTimeout> | undefined;
  #heart: ReturnType<typeof setInterval> | undefined;

  constructor(around: Surroundings, emit: (event: RoomEvent) => void) {
    this.#around = around;
    this.#emit = emit;
  }

  start(takeOver = false): void {
    this.#stopping = new AbortController();
    this.#takeOver = takeOver;
    this.#attempt = 0;
    this.#emit({ type: "connecting" });
    window.addEventListener("offline", this.#lost, { signal: this.#stopping.signal });
    window.addEventListener("online", this.tryNow, { signal: this.#stopping.signal });
    this.#heart = setInterval(this.#beat, BEAT);
    void this.#connect();
  }

  stop(): void {
    this.#stopping.abort();
    this.#asking.abort();
    clearInterval(this.#heart);
    clearTimeout(this.#retry);
    this.#drop();
  }

  readonly tryNow = (): void => {
    if (this.#socket !== null || this.#stopping.signal.aborted) return;
    clearTimeout(this.#retry);
    this.#attempt = 0;
    void this.#connect();
  };

  /** Keeps the frame, and sends it once there is a connection. */
  send(frame: KeptFrame): void {
    const item = { frame, sentAt: new Date().toISOString() };
    this.#outbox?.add(item);
    this.#emit({ type: "queued", item });
    if (new Blob([JSON.stringify(frame)]).size > MAX_FRAME_BYTES) {
      this.#hear({ type: "error", code: "TOO_LARGE", message: "", id: frame.id });
      return;
    }
    if (this.#isOpen) this.#write(frame);
  }

  /** Removes a frame that was given back to the person. */
  withdraw(id: string): void {
    this.#outbox?.settle(id);
  }

  /** Sends a request that would be useless later: now or never. */
  mention(frame: KeptFrame): void {
    if (this.#isOpen) this.#write(frame);
  }

  /** Attaches the port for voice, one at a time. If the connection is open, the port is notified at once. */
  attach(port: VoicePort | null): void {
    this.#port = port;
    if (this.#isOpen) port?.opened(this.#sessionId);
  }

  /** Attaches the port for integrity signals. If the connection is open, it is notified at once. */
  watch(port: WatchPort | null): void {
    this.#watch = port;
    if (this.#isOpen) port?.opened();
  }

  /** Sends a frame that would be useless later. Returns whether it was sent. */
  steer(frame: VoiceClientFrame | WatchFrame): boolean {
    if (this.#isOpen) this.#write(frame);
    return this.#isOpen;
  }

  /** Sends a piece of microphone sound. Returns whether it was sent. */
  sendSound(frame: ArrayBuffer): boolean {
    if (!this.#isOpen || this.#socket?.readyState !== WebSocket.OPEN) return false;
    this.#socket.send(frame);
    return true;
  }

  /** Bytes that were sent but haven't left this machine. */
  get backlog(): number {
    return this.#socket?.bufferedAmount ?? 0;
  }

  async #connect(): Promise<void> {
    this.#asking.abort(); // one at a time: the result of an earlier attempt no longer matters
    const { signal } = (this.#asking = new AbortController());
    this.#retry = setTimeout(() => void this.#connect(), ANSWER_WITHIN);
    try {
      const client = await this.#around.client();
      const ticket = await this.#around.ticket(signal);
      if (signal.aborted) return;
      clearTimeout(this.#retry);
      if (this.#socket === null) this.#openSocket(client, ticket);
    } catch (error) {
      if (signal.aborted) return;
      if (error instanceof RoomError && [401, 403, 404].includes(error.status)) this.#end({ type: "signed_out" });
      else this.#again();
    }
  }

  #openSocket(client: string, ticket: string): void {
    const socket = this.#around.open(this.#around.url);
    this.#socket = socket;
    socket.binaryType = "arraybuffer";
    socket.onopen = () => {
      this.#write({ type: "hello", protocol: PROTOCOL, ticket, client, after: this.#seen, takeOver: this.#takeOver });
    };
    socket.onmessage = (event: MessageEvent<unknown>) => {
      if (event.data instanceof ArrayBuffer) this.#port?.sound(event.data);
      else this.#hear(parseServerFrame(String(event.data)));
    };
    socket.onclose = (event) => {
      this.#closed(event.code);
    };
  }

  #hear(frame: ServerFrame | null): void {
    this.#unanswered = null;
    if (frame === null) return;
    if (frame.type === "pong") {
      if (typeof frame.at !== "number") return;
      const milliseconds = Date.now() - frame.at;
      if (milliseconds < PONG_WITHIN * BEAT) this.#pongWithin = PONG_WITHIN;
      this.#emit({ type: "pulse", milliseconds });
      return;
    }
    const answered = frame.type === "ack" || frame.type === "error" ? frame.id : null;
    if (answered !== null && this.#watch?.settle(answered)) return;
    if (frame.type === "message") this.#seen = Math.max(this.#seen, frame.message.seq);
    if (frame.type === "error" && frame.id !== null) this.#outbox?.refuse(frame.id, frame);
    else if (answered !== null) this.#outbox?.settle(answered);
    if (frame.type !== "welcome") {
      this.#emit({ type: "frame", frame });
      if (isVoiceFrame(frame)) this.#port?.hear(frame);
      return;
    }
    this.#sessionId = frame.sessionId;
    this.#outbox ??= new Outbox(this.#around.store, frame.sessionId);
    if (this.#takeOver) this.#outbox.readAgain();
    this.#seen = Math.max(this.#seen, ...frame.messages.map((message) => message.seq));
    this.#isOpen = true;
    this.#attempt = this.#ticketsRefused = 0;
    this.#takeOver = false;
    this.#emit({ type: "opened", welcome: frame, pending: this.#outbox.all(), at: Date.now() });
    for (const item of this.#outbox.pending()) this.#write(item.frame);
    this.#port?.opened(frame.sessionId);
    this.#watch?.opened();
  }

  #closed(code: number): void {
    const verdict = verdictOf(code);
    this.#drop();
    if (verdict === "reconnect") this.#again();
    else if (verdict === "new_ticket" && this.#ticketsRefused++ === 0) void this.#connect();
    else if (verdict === "too_large") this.#refuseLargest();
    else if (verdict === "new_ticket") this.#end({ type: "signed_out" });
    else this.#end({ type: "closed", verdict });
  }

  /** The server would close the connection again, so the largest frame is given back to the person. */
  #refuseLargest(): void {
    const largest = this.#outbox?.pending().toSorted((a, b) => sizeOf(b.frame) - sizeOf(a.frame))[0];
    if (largest !== undefined) this.#hear({ type: "error", code: "TOO_LARGE", message: "", id: largest.frame.id });
    this.#again();
  }

  #end(event: RoomEvent): void {
    this.stop();
    this.#emit(event);
  }

  #again(): void {
    this.#emit({ type: "lost", at: Date.now() });
    clearTimeout(this.#retry);
    this.#retry = setTimeout(() => void this.#connect(), waitBefore(this.#attempt++, this.#around.random()));
  }

  readonly #lost = (): void => {
    this.#drop();
    this.#again();
  };

  /** A connection can die silently, so one that doesn't answer a ping in time is considered lost. */
  readonly #beat = (): void => {
    if (!this.#isOpen) return;
    const now = Date.now();
    if (this.#unanswered !== null) {
      this.#unanswered += 1;
      if (this.#unanswered < this.#pongWithin) return;
      this.#pongWithin = Math.min(LONGEST_PONG_WITHIN, this.#pongWithin * 2);
      this.#lost();
    } else if (now - this.#lastPing >= (document.hidden ? HIDDEN_PING_EVERY : PING_EVERY)) {
      this.#unanswered = 0;
      this.#lastPing = now;
      this.#write({ type: "ping", at: now });
    }
  };

  #write(frame: ClientFrame): void {
    if (this.#socket?.readyState === WebSocket.OPEN) this.#socket.send(JSON.stringify(frame));
  }

  #drop(): void {
    const socket = this.#socket;
    if (this.#isOpen) this.#port?.lost();
    this.#socket = null;
    this.#isOpen = false;
    this.#unanswered = null;
    if (socket === null) return;
    socket.onopen = socket.onmessage = socket.onclose = null;
    socket.close();
  }
}

function sizeOf(frame: KeptFrame): number {
  return JSON.stringify(frame).length;
}

/** Claimed once per page: the lock on the name lasts as long as the page. */
let tab: Promise<string> | undefined;

/** The real surroundings, from the browser. */
export function surroundings(): Surroundings {
  const store = keptStore();
  const locks = window.isSecureContext ? navigator.locks : undefined;
  const scheme = location.protocol === "https:" ? "wss" : "ws";
  return {
    store,
    client: () => store.ready.then(() => (tab ??= claimTab(tabStore(), locks))),
    url: `${scheme}://${location.host}/room/v1/socket`,
    ticket: (signal) => getTicket(location.pathname.split("/")[2] ?? "", signal),
    open: (url) => new WebSocket(url),
    random: Math.random,
  };
}
