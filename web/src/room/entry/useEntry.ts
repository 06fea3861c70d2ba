import { i18n } from "@lingui/core";
import { startTransition, useCallback, useEffect, useRef, useState } from "react";

import { activateLocale, findLocale, type Locale, tagOf } from "../../ui/language/locale";
import { entranceOf, forgetEntrance } from "./entrance";
import { getEntry, isConsentOutdated, RoomError, startSession } from "../link/http";
import type { Identity, IdentityErrors } from "./IdentityFields";
import type { Adjustment, Entry, Started, StartRequest } from "../link/protocol";
import { forgetSession, hasSession, recallSession } from "../link/shownSession";
import { tabStore } from "../link/tabStore";
import { keepEarlyChoice } from "../recording/cameraChoice";
import { forgetMode, type Mode, readMode, speaks, writeMode } from "../voice/wishes";

export type Step =
  "landing" | "consent" | "declined" | "check" | "practice" | "room" | "review" | "rights" | "yourself";

interface Visit {
  step: Step;
  entry: Entry | null;
  started: Started | null;
  failure: RoomError | null;
  /** How often the consent text changed while the candidate read it. Each time, they give their answers again. */
  consentChanges: number;
  /** The server's problems with name and email. */
  refused: IdentityErrors | null;
  isBusy: boolean;
  hasMoved: boolean;
  /** Whether the person pressed a button to enter the room, rather than reloading it. */
  wantsOn: boolean;
}

const ARRIVED: Visit = {
  step: "landing",
  entry: null,
  started: null,
  failure: null,
  consentChanges: 0,
  refused: null,
  isBusy: false,
  hasMoved: false,
  wantsOn: false,
};

/** Key of the mark that a practice question is still to come, even after a reload. */
const PRACTICE = (slug: string) => `aural.room.${slug}.practice`;

const chosenLocale = (): Locale | null => findLocale(tabStore().getItem("aural.language"));

/** Uses the language that the person chose, else the interview's, else the current one. */
async function followLanguage(entry: Entry): Promise<void> {
  const locale = chosenLocale() ?? findLocale(entry.interview?.language) ?? (i18n.locale as Locale);
  if (locale !== i18n.locale) await activateLocale(locale);
}

function pathOf(slug: string, step: Step): string {
  return `/i/${encodeURIComponent(slug)}${step === "landing" || step === "declined" ? "" : `/${step}`}`;
}

/** Pages that an address opens directly, whatever the state of the interview. */
const STANDING: readonly Step[] = ["review", "rights", "yourself"];

/** Steps before the interview. A reload of one of them returns to it. */
const BEFORE: readonly Step[] = ["check", "practice"];

function standingStep(): Step {
  return STANDING.find((step) => step === stepOfPath()) ?? "landing";
}

function stepOfPath(): string {
  return location.pathname.split("/")[3] ?? "";
}

const isInside = () => ["room", "done", ...BEFORE].includes(stepOfPath());

function asRoomError(error: unknown): RoomError {
  return error instanceof RoomError ? error : new RoomError(0);
}

/** Loads what the link leads to, and keeps track of the step from landing page to room. */
export function useEntry(slug: string) {
  const [token] = useState(() => {
    const given = new URLSearchParams(location.search).get("token");
    recallSession(slug, given);
    return given;
  });
  /** Whether this page was ever within the interview. Back changes the address before the page notices. */
  const wasInside = useRef(isInside());
  const [visit, setVisit] = useState<Visit>(() => ({ ...ARRIVED, step: standingStep() }));
  const change = useCallback((part: Partial<Visit>) => {
    const put = () => {
      setVisit((before) => ({ ...before, ...part }));
    };
    // The current page stays until the next one is loaded.
    if (part.step === undefined) put();
    else startTransition(put);
  }, []);

  const begin = useCallback(
    async (
      identity: Identity | null,
      consent: StartRequest["consent"],
      step: Step = "room",
      adjustments: readonly Adjustment[] = [],
    ) => {
      change({ isBusy: true, failure: null });
      const name = identity?.name.trim() || null;
      const email = identity?.email.trim() || null;
      const language = tagOf(i18n.locale);
      const wishes = adjustments.length > 0 && { adjustments };
      const once = consent !== null && { entrance: await entranceOf(slug) };
      const started = await startSession({ slug, token, name, email, language, consent, ...wishes, ...once });
      wasInside.current = true;
      forgetEntrance(slug);
      keepEarlyChoice(slug, started.sessionId);
      // The token is no longer needed, so it is removed from the address bar.
      history.replaceState(null, "", pathOf(slug, step));
      change({ isBusy: false, started, step, hasMoved: true });
    },
    [slug, token, change],
  );

  const load = useCallback(
    async (locale: Locale | null, signal?: AbortSignal) => {
      const found = await getEntry(slug, token, locale === null ? null : tagOf(locale), signal);
      if (found.state === "erased") forgetSession(slug);
      const { hasData } = found as Partial<Entry>; // older servers don't say it
      // If this browser no longer knows the person who began here, such as because another person has used their own link
      // since, they need their personal link to continue, and must not begin again.
      const isLost = wasInside.current && found.state === "new" && hasData === false && hasSession(slug);
      const entry: Entry = isLost ? { ...found, state: "invite_only" } : found;
      if (locale === null) await followLanguage(entry);
      else if (locale !== i18n.locale) await activateLocale(locale);
      if (entry.typesOnly && readMode(slug) === null) writeMode(slug, "typing"); // in a new tab or on another device
      // People who reload the room are let in again.
      const isBack = entry.state === "resumable" && stepOfPath() === "room" && token === null;
      if (isBack) await begin(null, null);
      const before = BEFORE.find((step) => step === stepOfPath());
      const isBefore = before !== undefined && (entry.state === "new" || entry.state === "resumable");
      change({ entry, failure: null, ...(isBefore && { step: before }) });
    },
    [slug, token, begin, change],
  );

  const refuse = useCallback(
    async (error: unknown) => {
      const refusal = asRoomError(error);
      const refused = identityErrors(refusal);
      change({ isBusy: false, failure: refused === null ? refusal : null });
      if (refused !== null) {
        history.replaceState(null, "", pathOf(slug, "landing") + location.search);
        change({ step: "landing", refused });
      } else if (isConsentOutdated(refusal)) {
        const isLoaded = await load(chosenLocale()).then(
          () => true,
          () => false,
        );
        if (!isLoaded) return;
        setVisit((before) => ({ ...before, failure: refusal, consentChanges: before.consentChanges + 1 }));
      } else if (refusal.status === 409 || refusal.status === 404) await load(null).catch(() => undefined);
    },
    [slug, change, load],
  );

  const reload = useCallback(
    (locale: Locale | null) => {
      load(locale).catch((error: unknown) => {
        change({ failure: asRoomError(error) });
      });
    },
    [load, change],
  );

  useEffect(() => {
    const leaving = new AbortController();
    const first = Promise.resolve().then(() => load(chosenLocale(), leaving.signal));
    first.catch((error: unknown) => {
      if (!leaving.signal.aborted) change({ failure: asRoomError(error) });
    });
    const back = () => {
      if (stepOfPath() === "consent") return;
      const standing = standingStep();
      if (standing !== "landing") {
        change({ step: standing, hasMoved: true, failure: null });
        return;
      }
      // Back from the room never ends the interview. It leads to the landing page, where people can continue.
      history.replaceState(null, "", pathOf(slug, "landing") + (token === null ? "" : location.search));
      change({ step: "landing", hasMoved: true, refused: null, failure: null });
      reload(chosenLocale());
    };
    window.addEventListener("popstate", back, { signal: leaving.signal });
    return () => {
      leaving.abort();
    };
  }, [slug, token, load, reload, change]);

  const agree = async (identity: Identity, items: string[], adjustments: readonly Adjustment[]) => {
    const { entry } = visit;
    if (!entry?.consent) return;
    const { version, language } = entry.consent;
    // After they consent, people can try things out before the interview counts.
    const typesOnly = adjustments.includes("text_only");
    change({ entry: { ...entry, typesOnly } });
    const isSpoken = speaks(entry.interview) && !typesOnly;
    const step = isSpoken || items.includes("camera") || items.includes("screen") ? "check" : "practice";
    tabStore().setItem(PRACTICE(slug), "1");
    if (typesOnly) writeMode(slug, "typing");
    else forgetMode(slug); // it may be from an earlier session in this tab
    await begin(identity, { version, language, accepted: true, items }, step, adjustments).catch(refuse);
  };
  const hasPractice = tabStore().getItem(PRACTICE(slug)) !== null;
  const go = (step: Step) => {
    history.pushState(null, "", pathOf(slug, step) + location.search);
    change({ step, hasMoved: true, failure: null, refused: null });
  };
  /** Continues from the practice to the interview. */
  const start = () => {
    tabStore().removeItem(PRACTICE(slug));
    if (visit.started !== null) {
      history.replaceState(null, "", pathOf(slug, "room"));
      change({ step: "room", hasMoved: true });
    } else if (visit.entry?.state === "new") {
      history.replaceState(null, "", pathOf(slug, "landing") + location.search);
      change({ step: "landing", hasMoved: true });
    } else begin(null, null).catch(refuse);
  };
  /** Continues from the device check. People who type can practice first. */
  const check = (mode: Mode) => {
    writeMode(slug, mode);
    if (mode === "voice" || !hasPractice) start();
    else {
      history.replaceState(null, "", pathOf(slug, "practice"));
      change({ step: "practice", hasMoved: true });
    }
  };
  return {
    ...visit,
    slug,
    token,
    hasPractice,
    agree,
    start,
    check,
    go,
    readConsent: () => {
      go("consent");
    },
    reload,
    retry: () => {
      reload(chosenLocale());
    },
    resume: () => {
      change({ wantsOn: true });
      const isOpen = speaks(visit.entry?.interview ?? null) && readMode(slug) === null;
      begin(null, null, isOpen ? "check" : "room").catch(refuse);
    },
    decline: () => {
      change({ step: "declined" });
    },
    leave: () => {
      change({ step: "landing", entry: null, started: null });
      reload(chosenLocale());
    },
  };
}

/** The problems that a person can fix on the landing page, or null. */
function identityErrors(error: RoomError): IdentityErrors | null {
  const found: IdentityErrors = {};
  for (const { path, message } of error.details) {
    if (path === "name" || path === "email") found[path] = message;
  }
  return Object.keys(found).length > 0 ? found : null;
}
