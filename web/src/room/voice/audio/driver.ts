import type { VoicePort } from "../../link/connection";
import type { VoiceLink } from "../../link/useRoom";
import { mediaDevices } from "./device";
import { packSound, unpackSound, type VoiceClientFrame, type VoiceFrame } from "../frames";
import { KeptSound } from "./kept";
import type { Levels } from "./levels";
import type { Microphone as MicrophoneState } from "../model";
import type { Heard } from "./playback";
import { Loudspeaker, Microphone, playOn, soundSystem, wake } from "./sound";
import { BrowserSounds } from "./soundStore";
import { readHeard, type VoiceWishes, writeHeard } from "../wishes";

/** Beyond this the network is behind: what waits stays here until it has caught up. */
const MOST_BACKLOG = 128 * 1024;
const PUMP_EVERY = 200;

/**
 * One spoken interview in this page: microphone to line, line to loudspeaker. It holds no state that is shown; that is
 * told to the reducer.
 */
export class VoiceDriver implements VoicePort {
  readonly levels: Levels = { own: 0, interviewer: 0 };
  readonly #link: VoiceLink;
  #wishes: VoiceWishes;
  #pushToTalk: boolean;
  #context: AudioContext | null = null;
  #microphone: Microphone | null = null;
  #loudspeaker: Loudspeaker | null = null;
  #kept: KeptSound | null = null;
  #sessionId: string | null = null;
  /** The next piece to send; null before the server has said where to go on. */
  #next: number | null = null;
  #mayHear = true;
  #isMuted = false;
  #isHeld = false;
  #isOver = false;
  #isRefused = false;
  /** The microphone, as it was told last. */
  #is: MicrophoneState = "asking";
  #utterance = 0;
  /** Which message an utterance says, and the last one that was heard. */
  readonly #messages = new Map<number, number>();
  #heard = 0;
  #opening = 0;
  readonly #ending = new AbortController();
  readonly #pumping: ReturnType<typeof setInterval>;

  constructor(link: VoiceLink, wishes: VoiceWishes, pushToTalk: boolean) {
    this.#link = link;
    this.#wishes = wishes;
    this.#pushToTalk = pushToTalk;
    this.#pumping = setInterval(this.#pump, PUMP_EVERY);
    const { signal } = this.#ending;
    window.addEventListener("pagehide", () => this.#kept?.flush(), { signal });
    mediaDevices()?.addEventListener("devicechange", this.#goOn, { signal });
  }

  /** Takes the line and the devices. By a press it always plays; else the browser may want one. */
  async start(): Promise<void> {
    this.#link.tell({ type: "voice_wanted", pushToTalk: this.#pushToTalk });
    this.#link.attach(this);
    this.#context = await soundSystem().catch(() => null);
    if (this.#ending.signal.aborted) return;
    if (this.#context === null) {
      this.#tell("insecure");
      return;
    }
    this.#context.addEventListener("statechange", this.#goOn, { signal: this.#ending.signal });
    if (this.#wishes.loudspeaker !== null) await playOn(this.#context, this.#wishes.loudspeaker);
    this.#loudspeaker = new Loudspeaker(this.#context, this.#played, (level) => {
      this.levels.interviewer = level;
    });
    await this.openMicrophone();
  }

  /** After a press: the sound begins, then the microphone. */
  async openMicrophone(): Promise<void> {
    const context = this.#context;
    if (context === null || this.#isOver || !this.#mayHear) return;
    const opening = ++this.#opening;
    this.#closeMicrophone();
    this.#tell("asking");
    if (!(await wake(context))) {
      if (opening === this.#opening) this.#tell("waiting");
      return;
    }
    const found = await Microphone.open(context, this.#wishes.microphone, {
      onPiece: this.#take,
      onLost: this.#lostMicrophone,
    });
    if (typeof found === "string") {
      if (opening === this.#opening) this.#tell(found);
    } else if (opening !== this.#opening) found.close();
    else {
      this.#microphone = found;
      this.#silence();
      this.#tell("open");
      // A voice that is on stays as it is: asked for anew, it would begin its sentence again.
      if (this.#next === null) this.#ask();
    }
  }

  /** Leaves voice for good: what was begun to be said is dropped, and forgotten here. */
  stop(isForgetting: boolean): void {
    this.#isOver = true;
    this.#opening += 1;
    this.#ending.abort();
    clearInterval(this.#pumping);
    if (isForgetting) {
      this.#link.steer({ type: "voice", on: false });
      this.#kept?.clear();
    } else this.#kept?.flush();
    this.#closeMicrophone();
    this.#loudspeaker?.order({ do: "clear" });
    this.#loudspeaker?.close();
    this.#link.attach(null);
    this.#link.tell({ type: "voice_left" });
  }

  /** The microphone is really closed in a pause, and opened again after it. */
  permit(mayHear: boolean): void {
    if (mayHear === this.#mayHear) return;
    this.#mayHear = mayHear;
    if (!mayHear) {
      this.#opening++;
      this.#closeMicrophone();
      this.#tell("closed");
    } else if (this.#context !== null) void this.openMicrophone();
  }

  mute(isOn: boolean): void {
    this.#isMuted = isOn;
    this.#silence();
    this.#control({ type: "mute", on: isOn });
    this.#link.tell({ type: "muted", isOn });
  }

  hold(isOn: boolean): void {
    if (this.#isHeld === isOn) return;
    this.#isHeld = isOn;
    this.#silence();
    this.#pump();
    this.#control({ type: "talk", on: isOn });
    this.#link.tell({ type: "held", isOn });
  }

  done(): void {
    this.#pump();
    this.#control({ type: "done" });
  }

  /** The candidate answers now: the interviewer is not listened to any more. */
  answerNow(): void {
    this.#loudspeaker?.order({ do: "stop", utterance: this.#utterance });
    this.#link.tell({ type: "drowned" });
  }

  /** Asks for a place again. */
  again(): void {
    this.#link.tell({ type: "voice_wanted", pushToTalk: this.#pushToTalk });
    if (this.#microphone === null) void this.openMicrophone();
    else this.#ask();
  }

  wish(wishes: VoiceWishes): void {
    const before = this.#wishes;
    this.#wishes = wishes;
    if (wishes.speed !== before.speed) this.#control({ type: "speed", value: wishes.speed });
    if (wishes.loudspeaker !== before.loudspeaker && this.#context !== null) {
      void playOn(this.#context, wishes.loudspeaker ?? "");
    }
    if (wishes.microphone !== before.microphone) void this.openMicrophone();
    if (wishes.pushToTalk !== null && wishes.pushToTalk !== this.#pushToTalk) {
      this.#pushToTalk = wishes.pushToTalk;
      this.#link.tell({ type: "voice_wanted", pushToTalk: this.#pushToTalk });
      this.#silence();
      this.#ask();
    }
  }

  // --- the line ---

  opened(sessionId: string): void {
    this.#silenceLine();
    if (this.#sessionId === sessionId) {
      this.#ask();
      return;
    }
    this.#sessionId = sessionId;
    this.#heard = readHeard(sessionId);
    void KeptSound.open(new BrowserSounds(sessionId)).then((kept) => {
      this.#kept = kept;
      this.#ask();
    });
  }

  lost(): void {
    this.#next = null;
  }

  hear(frame: VoiceFrame): void {
    if (frame.type === "voice") this.#answered(frame);
    else if (frame.type === "kept") this.#forget(frame.seq);
    else if (this.#next !== null) this.#follow(frame);
  }

  /** What the interviewer says on the voice that is on. What is still on its way of one before bears the same numbers. */
  #follow(frame: VoiceFrame): void {
    switch (frame.type) {
      case "utterance":
        this.#utterance = frame.utterance;
        if (frame.seq !== null) this.#messages.set(frame.utterance, frame.seq);
        break;
      case "said":
        this.#loudspeaker?.order({ do: "said", utterance: frame.utterance });
        break;
      case "stop":
        this.#loudspeaker?.order({ do: "stop", utterance: frame.utterance });
        break;
      case "duck":
        this.#loudspeaker?.order({ do: "duck", isOn: frame.on });
        break;
      default:
    }
  }

  sound(frame: ArrayBuffer): void {
    const sound = this.#next === null ? null : unpackSound(frame);
    if (sound !== null) this.#loudspeaker?.order({ do: "push", ...sound });
  }

  readonly #played = (heard: Heard): void => {
    this.#control({ type: "played", ...heard });
    if (heard.ended) this.#hasHeard(heard.utterance);
  };

  #hasHeard(utterance: number): void {
    const seq = this.#messages.get(utterance) ?? 0;
    if (seq <= this.#heard || this.#sessionId === null) return;
    this.#heard = seq;
    writeHeard(this.#sessionId, seq);
  }

  /** Only a voice that is on can be steered; else it would be refused. */
  #control(frame: VoiceClientFrame): void {
    if (this.#next !== null) this.#link.steer(frame);
  }

  /** Once there are a line, a microphone and what is kept: the server hears of it. */
  #ask(): void {
    if (this.#kept === null || this.#microphone === null || this.#isOver) return;
    const { stream } = this.#kept;
    this.#silenceLine();
    const { speed } = this.#wishes;
    const about = { stream, speed, pushToTalk: this.#pushToTalk, after: this.#heard };
    this.#link.steer({ type: "voice", on: true, ...about });
  }

  /** The voice that was on counts no more; a new one numbers its utterances anew. */
  #silenceLine(): void {
    this.#next = null;
    this.#messages.clear();
    this.#loudspeaker?.order({ do: "clear" });
  }

  #answered(frame: Extract<VoiceFrame, { type: "voice" }>): void {
    if (frame.on) {
      if (this.#kept === null || frame.stream !== this.#kept.stream) return;
      this.#isRefused = false;
      this.#next = this.#kept.agree(frame.kept, frame.received);
      if (this.#isMuted) this.#control({ type: "mute", on: true });
      this.#pump();
      return;
    }
    this.#silenceLine();
    if (frame.reason === "asked") return;
    this.#isRefused = true;
    this.#closeMicrophone();
    this.#tell("closed");
  }

  /** Where there was no more room, there is again. */
  #forget(upTo: number): void {
    const wasFull = this.#kept?.isFull === true;
    this.#kept?.forget(upTo);
    if (this.#next !== null) this.#next = Math.max(this.#next, upTo + 1);
    if (wasFull && this.#kept?.isFull === false && this.#mayHear) void this.openMicrophone();
  }

  readonly #pump = (): void => {
    const kept = this.#kept;
    while (kept !== null && this.#next !== null && this.#next <= kept.last && this.#link.backlog() < MOST_BACKLOG) {
      if (!this.#link.sendSound(packSound(this.#next, kept.at(this.#next)))) return;
      this.#next += 1;
    }
  };

  // --- the microphone ---

  readonly #take = (pcm: Int16Array, loudness: number): void => {
    this.levels.own = this.#isHeard ? loudness : 0;
    if (!this.#isHeard || this.#kept === null) return;
    this.#kept.add(pcm);
    if (this.#kept.isFull) {
      this.#closeMicrophone();
      this.#tell("held");
    }
    this.#pump();
  };

  readonly #lostMicrophone = (isBack: boolean): void => {
    this.levels.own = 0;
    this.#tell(isBack ? "open" : "lost");
    if (!isBack && this.#microphone?.stream.active === false) this.#closeMicrophone();
  };

  /** One was plugged in while none was there, or a busy machine began its sound after a press was asked for. */
  readonly #goOn = (): void => {
    const isMissing = (this.#is === "lost" || this.#is === "missing") && this.#mayHear && !this.#isRefused;
    if ((isMissing || this.#is === "waiting") && this.#context?.state === "running") void this.openMicrophone();
  };

  get #isHeard(): boolean {
    return !this.#isMuted && (!this.#pushToTalk || this.#isHeld);
  }

  #silence(): void {
    for (const track of this.#microphone?.stream.getAudioTracks() ?? []) track.enabled = !this.#isMuted;
  }

  #closeMicrophone(): void {
    this.#microphone?.close();
    this.#microphone = null;
    this.levels.own = 0;
  }

  #tell(is: MicrophoneState): void {
    this.#is = is;
    this.#link.tell({ type: "microphone", is });
  }
}
