import { Trans, useLingui } from "@lingui/react/macro";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useRef, useState } from "react";

import { api, take } from "../../api/client";
import { asApiError } from "../../api/error";
import type { components } from "../../api/schema";
import { announce } from "../../ui/Announcer";
import { Action } from "../../ui/controls/Action";
import { ErrorBox } from "../../ui/ErrorBox";
import { When } from "../../ui/language/When";
import { Skeleton } from "../../ui/Skeleton";
import { StatusWord } from "../../ui/StatusWord";
import { key } from "../data/keys";
import { meQuery, useMe } from "../me";
import { browserName } from "./browserName";
import { SignOutDialog } from "./SignOutDialog";

type Browser = components["schemas"]["BrowserOut"];

/** The browsers in which the person is signed in, with buttons to sign out. */
export function Browsers() {
  const { t } = useLingui();
  const me = useMe();
  const heading = useRef<HTMLHeadingElement>(null); // gets the focus when a row disappears
  const list = useQuery({
    queryKey: key("browsers"),
    queryFn: async ({ signal }) => (await take(api.GET("/me/browsers", { signal }))).data,
  });
  const client = useQueryClient();
  const [leaving, setLeaving] = useState<{ browser: string | null; label: string } | null>(null);
  const error = list.error === null ? null : asApiError(list.error);
  const others = list.data?.filter(({ isThis }) => !isThis) ?? [];
  return (
    <section aria-labelledby="browsers" className="grid gap-3 border-t-2 border-ink pt-4">
      <h2 ref={heading} tabIndex={-1} id="browsers" className="text-lead font-[650]">
        <Trans>Where you’re signed in</Trans>
      </h2>
      {error !== null && (
        <ErrorBox error={error} safe={t`You’re still signed in here.`} onRetry={() => void list.refetch()} />
      )}
      {list.data === undefined && list.error === null && <Skeleton label={t`Loading the browsers`} rows={2} />}
      <ul className="grid gap-2">
        {list.data?.map((browser) => (
          <Row
            key={browser.id}
            browser={browser}
            onSignOut={(label) => {
              setLeaving({ browser: browser.id, label });
            }}
          />
        ))}
      </ul>
      {others.length > 0 && (
        <Action
          className="justify-self-start"
          onClick={() => {
            setLeaving({ browser: null, label: t`Sign out everywhere else` });
          }}
        >
          <Trans>Sign out everywhere else</Trans>
        </Action>
      )}
      {leaving !== null && (
        <SignOutDialog
          {...leaving}
          person={me}
          onClose={() => {
            setLeaving(null);
          }}
          onDone={async () => {
            setLeaving(null);
            announce(t`Signed out elsewhere.`);
            await Promise.all([
              client.invalidateQueries({ queryKey: key("browsers") }),
              client.invalidateQueries({ queryKey: meQuery.queryKey }), // a confirmation is used up
            ]);
            heading.current?.focus();
          }}
        />
      )}
    </section>
  );
}

function Row({ browser, onSignOut }: { browser: Browser; onSignOut: (label: string) => void }) {
  const { t } = useLingui();
  const name = browserName(browser.name) ?? t`Unknown browser`;
  const label = t`Sign out on ${name}`;
  return (
    <li className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2 rounded-panel border border-line bg-surface px-4 py-2">
      <span className="grid">
        <span className="font-[650]">{name}</span>
        <span className="text-label text-ink-2">
          <Trans>
            Last used <When at={browser.lastSeenAt} />
          </Trans>
        </span>
      </span>
      {browser.isThis ? (
        <StatusWord tone="good">
          <Trans>This browser</Trans>
        </StatusWord>
      ) : (
        <Action
          aria-label={label}
          onClick={() => {
            onSignOut(label);
          }}
        >
          <Trans>Sign out</Trans>
        </Action>
      )}
    </li>
  );
}
