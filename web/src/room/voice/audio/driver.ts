import type { VoicePort } from "../../link/connection";
import type { VoiceLink } from "../../link/useRoom";
import { mediaDevices } from "./device";
import { FRAME_MILLISECONDS, packSound, unpackSound, type VoiceClientFrame, type VoiceFrame } from "../frames";
import { KeptSound, type Left } from "./kept";
import type { Levels } from "./levels";
import type { Microphone as MicrophoneState } from "../model";
import type { Heard } from "./playback";
import { Loudspeaker, Microphone, playOn, soundSystem, wake } from "./sound";
import { BrowserSounds } from "./soundStore";
import { readHeard, type VoiceWishes, writeHeard } from "../wishes";

/** Beyond this, the network is behind, and sound waits here until it has caught up. */
const MOST_BACKLOG = 128 * 1024;
const PUMP_EVERY = 200;
/**
 * For how long silence is sent while muted: the server ends an answer after silence, at the latest 75 seconds after
 * “give me a minute” (`HOLD_MS` in src/aural/voice/endpointing/silence.py).
 */
const MUTED_SILENCE = 80_000;

/**
 * Drives one spoken interview in this page: from the microphone to the connection, and from there to the loudspeaker.
 * It has no visible state; that is reported to the reducer.
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
  /** The next piece to send; null until the server has said where to continue. */
  #next: number | null = null;
  /** Presses that ended an answer up to this piece were sent in this voice session. */
  #endedTo = 0;
  #mayHear = true;
  #isMuted = false;
  /** How many more frames of silence are sent while muted. */
  #silenceLeft = 0;
  #isHeld = false;
  #isOver = false;
  #isRefused = false;
  /** The state of the microphone that was last reported. */
  #is: MicrophoneState = "asking";
  #utterance = 0;
  /** The message of each utterance, and the last message that was heard. */
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

  /**
   * Takes the connection and the devices. After a press, sound always plays; otherwise, the browser may require one.
   */
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

  /** Starts the sound, then the microphone, after a press. */
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
      // If voice is already on, it stays on: requested again, it would repeat its sentence.
      if (this.#next === null) this.#ask();
    }
  }

  /** Leaves voice, and stores the sound of an unfinished answer. With `left`, the server drops it: they will type. */
  stop(left: Left | null): void {
    this.#isOver = true;
    this.#opening += 1;
    this.#ending.abort();
    clearInterval(this.#pumping);
    if (left !== null) {
      this.#link.steer({ type: "voice", on: false });
      this.#kept?.leave(left);
    }
    this.#kept?.flush();
    this.#closeMicrophone();
    this.#loudspeaker?.order({ do: "clear" });
    this.#loudspeaker?.close();
    this.#link.attach(null);
    this.#link.tell({ type: "voice_left" });
  }

  /** Closes the microphone in a pause, and opens it again afterwards. */
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
    this.#silenceLeft = MUTED_SILENCE / FRAME_MILLISECONDS;
    this.#silence();
    this.#control({ type: "mute", on: isOn });
    this.#link.tell({ type: "muted", isOn });
  }

  hold(isOn: boolean): void {
    if (this.#isHeld === isOn) return;
    this.#isHeld = isOn;
    this.#silence();
    if (isOn) this.#control({ type: "talk", on: true });
    else this.#end(true);
    this.#link.tell({ type: "held", isOn });
  }

  done(): void {
    this.#end(false);
  }

  /** Ends the answer after the sound so far, even if that can only be sent later. */
  #end(isRelease: boolean): void {
    this.#kept?.end(isRelease);
    this.#pump();
  }

  /** The candidate answers now, so the interviewer's voice stops. */
  answerNow(): void {
    this.#loudspeaker?.order({ do: "stop", utterance: this.#utterance });
    this.#link.tell({ type: "drowned" });
  }

  /** Requests a voice slot again. */
  again(): void {
    this.#link.tell({ type: "voice_wanted", pushToTalk: this.#pushToTalk });
    if (this.#microphone === null) void this.openMicrophone();
    else this.#ask();
  }

  /** Sends all sound that isn't in the transcript again, in a new voice session. A new connection does so automatically. */
  resend(): void {
    if (this.#next !== null) this.#ask();
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
    if (this.#isRefused) {
      // The server may have room again. The open microphone requests voice.
      this.#isRefused = false;
      if (this.#mayHear) void this.openMicrophone();
    }
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

  /**
   * Handles what the interviewer says in the current voice session. Late frames of an earlier one have the same
   * numbers.
   */
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
        this.#loudspeaker?.order({ do: "duck", utterance: frame.utterance, isOn: frame.on });
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

  /** Sends a control frame if voice is on. Otherwise, the server would refuse it. */
  #control(frame: VoiceClientFrame): void {
    if (this.#next !== null) this.#link.steer(frame);
  }

  /**
   * Requests voice once there are a connection, a microphone and the stored sound. A full storage closes the
   * microphone, and only a voice session can empty it.
   */
  #ask(): void {
    const isReady = this.#microphone !== null || this.#is === "held";
    if (this.#kept === null || !isReady || this.#isOver) return;
    const { stream } = this.#kept;
    this.#silenceLine();
    const { speed } = this.#wishes;
    const about = { stream, speed, pushToTalk: this.#pushToTalk, after: this.#heard };
    this.#link.steer({ type: "voice", on: true, ...about });
  }

  /** Ends the current voice session. A new one numbers its utterances from the beginning. */
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
      this.#openIfRoom();
      this.#endedTo = Math.min(this.#endedTo, this.#next - 1);
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

  /** Drops stored sound that the server has. */
  #forget(upTo: number): void {
    this.#kept?.forget(upTo);
    if (this.#next !== null) this.#next = Math.max(this.#next, upTo + 1);
    this.#openIfRoom();
  }

  /** A full storage closed the microphone. It opens once the server has enough of the sound. */
  #openIfRoom(): void {
    if (this.#is === "held" && this.#kept?.isFull === false) void this.openMicrophone();
  }

  readonly #pump = (): void => {
    const kept = this.#kept;
    if (kept === null) return;
    this.#sendEnds(kept);
    while (this.#next !== null && this.#next <= kept.last && this.#link.backlog() < MOST_BACKLOG) {
      if (!this.#link.sendSound(packSound(this.#next, kept.at(this.#next)))) return;
      this.#next += 1;
      this.#sendEnds(kept);
    }
  };

  /** Sends the presses that follow the sound so far: before its last piece, one would cut the answer. */
  #sendEnds(kept: KeptSound): void {
    if (this.#next === null) return;
    for (const { last, isRelease } of kept.endsWithin(this.#endedTo, this.#next - 1)) {
      if (!this.#link.steer(isRelease ? { type: "talk", on: false } : { type: "done" })) return;
      this.#endedTo = last;
    }
  }

  // --- the microphone ---

  readonly #take = (pcm: Int16Array, loudness: number): void => {
    this.levels.own = this.#isHeard ? loudness : 0;
    if (this.#kept === null) return;
    if (this.#isHeard) this.#kept.add(pcm);
    else if (this.#isMuted && !this.#pushToTalk && this.#silenceLeft > 0) {
      this.#silenceLeft -= 1;
      this.#kept.add(new Int16Array(pcm.length)); // the piece may have begun before the press on “Mute”
    } else return;
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

  /** A missing microphone was plugged in, or a busy machine started its sound after a press was requested. */
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
