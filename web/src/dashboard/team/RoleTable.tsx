import { Trans, useLingui } from "@lingui/react/macro";

import { ROLE_HINTS, ROLE_NAMES, ROLES } from "./roles";

/** The permissions of each role. */
export function RoleTable() {
  const { i18n } = useLingui();
  return (
    <section aria-labelledby="roles" className="grid gap-3">
      <h2 id="roles" className="text-lead font-[650]">
        <Trans>What each role can do</Trans>
      </h2>
      <dl className="grid gap-x-6 gap-y-2 border-t-2 border-ink pt-3 wide:grid-cols-[8rem_1fr]">
        {ROLES.toReversed().map((role) => (
          <div key={role} className="contents">
            <dt className="font-[650]">{i18n._(ROLE_NAMES[role])}</dt>
            <dd className="text-ink-2">{i18n._(ROLE_HINTS[role])}</dd>
          </div>
        ))}
      </dl>
      <p className="text-label text-ink-2">
        <Trans>The last owner can’t leave or be removed: an organization must always have an owner.</Trans>
      </p>
    </section>
  );
}
