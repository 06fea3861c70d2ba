import { i18n, type MessageDescriptor } from "@lingui/core";
import { msg } from "@lingui/core/macro";

const ENTER_VALUE = msg`Enter a value.`;
const NO_PROJECT = msg`You can’t access this project. Choose a different one.`;
const NOT_STORABLE = msg`This contains a character that can’t be saved. Delete it.`;
const NAME_TAKEN = msg`An organization with this name already exists. Choose another name.`;
const NO_SERVER_NAME = msg`No server with this name was found. Check the address.`;

/** The server's messages about a field of a form, word for word. tests/unit/test_field_messages.py checks that none is missing. */
const SENTENCES: Readonly<Record<string, MessageDescriptor>> = {
  "must not be blank": ENTER_VALUE,
  "is required": ENTER_VALUE,
  "must not contain the NUL character": NOT_STORABLE,
  "must not contain lone surrogates": NOT_STORABLE,
  "must be a valid string, unable to parse raw data as a unicode string": NOT_STORABLE,
  "must be an email address, such as alex@example.com": msg`Enter an email address, such as alex@example.com.`,
  "must be a time with a time zone, such as 2026-12-01T17:00:00Z": msg`Enter a date and a time.`,
  "must be after `from`": msg`The end must be after the start.`,
  "must be a color such as #b05a1e": msg`Enter a color, such as #b05a1e.`,
  "must be one line": msg`Use one line only.`,
  "must be a language tag such as en, de or zh-Hant (BCP 47)": msg`Enter a language tag, such as en, de or zh-Hant.`,

  "is not your password": msg`This is not your password.`,
  "is missing: confirm this with your identity provider, then try again within five minutes": msg`Confirm this with your identity provider, then try again within five minutes.`,
  "is missing, and you signed in more than ten minutes ago. Sign out and sign in again": msg`You signed in more than ten minutes ago. Sign out and sign in again.`,
  "is known from leaks of other services; choose another one": msg`This password appeared in a data leak at another service. Choose a different one.`,
  "is not the setup code": msg`This is not the setup code.`,
  "no longer works": msg`This link no longer works. Ask for a new one.`,
  "is not the address that this invitation is for": msg`This invitation is for another email address.`,
  "An account with this email address already exists. Use another address.": msg`An account with this email address already exists. Use another address.`,
  "An organization with this name already exists. Choose another name.": NAME_TAKEN,
  "There is already an organization with this name. Choose another one.": NAME_TAKEN,

  "is needed for a model of your own": msg`Enter the name of your model.`,
  "must be an address such as https://models.example.com/v1": msg`Enter an address, such as https://models.example.com/v1.`,
  "must be an address that begins with http:// or https://": msg`Enter an address that begins with http:// or https://.`,
  "must not contain a user or a password; the key has its own field": msg`Remove the user and the password. The key has its own field.`,
  "must not have a ? or # part": msg`Remove the part after ? or #.`,
  "must be printable ASCII characters without spaces": msg`Use only ASCII characters, without spaces.`,
  "is required for ASHBY only: Aural sends it the candidates' status": msg`Enter the API key of your Ashby account.`,
  "must be one of the projects that you can access": NO_PROJECT,
  "is not a project that you can access": NO_PROJECT,

  "That isn't an address for a webhook. It must begin with https:// and have no user, password or port.": msg`This isn’t an address for a webhook. It must begin with https:// and have no user, password or port.`,
  "That address isn't on the public internet, so nothing is sent there. Use a public one, or ask the operator to allow it with AURAL_OUTBOUND_NETWORKS.": msg`This address isn’t on the public internet, so nothing is sent there. Use a public one, or ask the operator to allow it with AURAL_OUTBOUND_NETWORKS.`,
  "A webhook needs https://, so that no one can read or change it in transit.": msg`A webhook needs https://, so that no one can read or change it in transit.`,
  "Looking up the name of that address takes too long. Try again.": msg`Looking up this address takes too long. Try again.`,
  "No server of that name was found. Check the address.": NO_SERVER_NAME,

  "That isn't the address of a web page. It must begin with https:// and have no user, password or port.": msg`This isn’t the address of a web page. It must begin with https:// and have no user, password or port.`,
  "That address isn't on the public internet, so it is not fetched. Paste the text instead, or ask the operator to allow it with AURAL_OUTBOUND_NETWORKS.": msg`This address isn’t on the public internet, so Aural won’t open it. Paste the text instead, or ask the operator to allow the address with AURAL_OUTBOUND_NETWORKS.`,
  "The page cannot be reached. Check the address, or paste its text.": msg`The page can’t be reached. Check the address, or paste its text.`,
  "The page takes too long to answer. Try again, or paste its text.": msg`The page takes too long to answer. Try again, or paste its text.`,
  "The page is larger than 2 MB. Paste the text that matters.": msg`The page is larger than 2 MB. Paste the text that matters.`,
  "The page redirects too often. Paste its text instead.": msg`The page redirects too often. Paste its text instead.`,
  "The page's server sent an unexpected response. Paste its text instead.": msg`The page’s server sent an unexpected response. Paste its text instead.`,
};

/** The messages with a number or a name in them. */
const PATTERNS: readonly (readonly [RegExp, MessageDescriptor])[] = [
  [/^must have at most (?<most>[\d,]+) characters?$/, msg({ message: "Use at most {most} characters." })],
  [/^must have at least (?<least>[\d,]+) characters?$/, msg({ message: "Use at least {least} characters." })],
  [/^must have at most (?<most>[\d,]+) items?(, not \d+)?$/, msg({ message: "Use at most {most} entries." })],
  [/^must be greater than or equal to (?<least>[\d.]+)$/, msg({ message: "Enter {least} or more." })],
  [/^must be less than or equal to (?<most>[\d.]+)$/, msg({ message: "Enter {most} or less." })],
  [/^must be a (whole|valid) (number|integer).*$/, msg`Enter a whole number.`],
  [
    /^selects more than (?<most>[\d,]+) events; choose a shorter period$/,
    msg({ message: "More than {most} events are in this period. Choose a shorter one." }),
  ],
  [
    /^has (?<name>\{.*?\}), which isn't a placeholder\. The placeholders are (?<all>.+)\.$/,
    msg({ message: "{name} isn’t a placeholder. The placeholders are {all}." }),
  ],
  [
    /^must contain (?<link>\{link\}): without it, candidates cannot open the interview$/,
    msg({ message: "Include {link}, which opens the interview." }),
  ],
  [
    /^consists of your name, your address, your organization's name or Aural's; add \d+ or more other characters$/,
    msg`Apart from your name, your email address and your organization, this password is too short. Add more words.`,
  ],
  [
    /^The page's server answers with status (?<status>\d+)\. Check the address\.$/,
    msg({ message: "The page’s server answers with status {status}. Check the address." }),
  ],
];

/** The server's message about a field as a sentence in the reader's language. Unknown ones stay in English. */
export function fieldSentence(message: string): string {
  const known = SENTENCES[message];
  if (known !== undefined) return i18n._(known);
  for (const [pattern, sentence] of PATTERNS) {
    const found = pattern.exec(message);
    if (found !== null) return i18n._({ ...sentence, values: found.groups ?? {} });
  }
  return wholeSentence(message);
}

/** The API's messages continue the name of the field, as in "must not be blank". Here, they stand alone below its label. */
function wholeSentence(message: string): string {
  if (!/^[a-z]/.test(message)) return message;
  return `${message.charAt(0).toUpperCase()}${message.slice(1)}${message.endsWith(".") ? "" : "."}`;
}
