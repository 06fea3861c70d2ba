import type { MessageDescriptor } from "@lingui/core";
import { msg } from "@lingui/core/macro";
import { Trans, useLingui } from "@lingui/react/macro";

import { Untranslated } from "./language/Untranslated";

/** The failure of a request, such as an `ApiError`. `status` is 0 if the server couldn't be reached. */
export interface Failure {
  readonly status: number;
  readonly code: string;
  readonly message: string;
  readonly requestId: string | null;
  /** Whether `message` is in the language of the page, and not the server's English. */
  readonly isTranslated?: boolean;
  /** Seconds to wait, if the server says so. */
  readonly retryAfter?: number | null;
  /** The effect of sending the request again. Without it, the request changes nothing. */
  readonly effect?: "none" | "once" | "each";
  /** An earlier attempt of the same request may have succeeded, whatever this failure says. */
  readonly isOpen?: boolean;
  /** An earlier attempt of the same request succeeded, as `message` says. */
  readonly hasSucceeded?: boolean;
}

/** Codes that say everything. For others, the meaning is in the server's own sentence, which is in English. */
const BY_CODE: Readonly<Record<string, MessageDescriptor>> = {
  INTERNAL_ERROR: msg`Something went wrong on the server.`,
  NOT_FOUND: msg`This item was not found. It may have been deleted.`,
  REQUEST_TIMEOUT: msg`The request took too long. Try again.`,
  PRECONDITION_FAILED: msg`Someone else saved a change in the meantime. Reload the page.`,
  PAYLOAD_TOO_LARGE: msg`What you sent is too large for the server. Shorten it or choose a smaller file.`,
  UNSUPPORTED_MEDIA_TYPE: msg`The server doesn’t accept this type of file. Choose a different file.`,
  PLAN_LIMIT_EXCEEDED: msg`This is more than your plan allows.`,
  RATE_LIMITED: msg`Too many requests. Try again in a moment.`,
  STORAGE_UNAVAILABLE: msg`The server is temporarily unavailable. Try again shortly.`,
  DRAINING: msg`The server is about to restart. Try again in a moment.`,
};

/** Codes whose own sentence is for programmers: it names parts of the server, or what a program should do next. */
const FOR_PROGRAMMERS: ReadonlySet<string> = new Set(["INTERNAL_ERROR", "PRECONDITION_FAILED", "STORAGE_UNAVAILABLE"]);

/** The server's message about a failure: translated if the code is known, otherwise marked as English. */
export function ServerMessage({ failure: { code, message, isTranslated } }: { failure: Failure }) {
  const { i18n } = useLingui();
  if (isTranslated === true) return message;
  if (message === "") return <Trans>Something went wrong on the server.</Trans>;
  if (i18n.locale.startsWith("en") && !FOR_PROGRAMMERS.has(code)) return message;
  const known = BY_CODE[code];
  return known === undefined ? <Untranslated text={message} /> : i18n._(known);
}
