import { Trans, useLingui } from "@lingui/react/macro";

import { LinkButton } from "../../ui/Button";
import { Gap } from "../../ui/language/Gap";
import { dayAndTime } from "../conversation/format";
import type { Entry } from "../link/protocol";

/** The page of a personal link that can no longer start an interview, with the contact who can send a new one. */
export function DeadInvitation({ entry }: { entry: Entry }) {
  const { t, i18n } = useLingui();
  const when = entry.endedAt === null ? null : dayAndTime(entry.endedAt, i18n.locale);
  const organization = entry.interview?.organizationName;
  const contact = entry.interview?.contact;
  const subject = encodeURIComponent(t`Request for a new link: ${entry.interview?.title ?? ""}`);
  return (
    <>
      <p>
        {entry.state === "expired" && when !== null && <Trans>The invitation expired on {when} (your time).</Trans>}
        <Gap />
        {organization ? (
          <Trans>To take the interview, ask {organization} for a new link.</Trans>
        ) : (
          <Trans>To take the interview, ask the person who invited you for a new link.</Trans>
        )}
      </p>
      {contact && (
        <LinkButton look="main" className="w-full wide:w-auto" href={`mailto:${contact}?subject=${subject}`}>
          <Trans>Ask for a new link</Trans>
        </LinkButton>
      )}
    </>
  );
}
