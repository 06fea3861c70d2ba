import { Trans, useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { useRef } from "react";

import { api, take } from "../../api/client";
import { asApiError } from "../../api/error";
import type { components } from "../../api/schema";
import { announce } from "../../ui/Announcer";
import { Action } from "../parts/Action";
import { ErrorBox } from "../parts/ErrorBox";
import { Skeleton } from "../parts/Skeleton";
import { StatusWord } from "../parts/StatusWord";
import { When } from "../parts/When";
import { browserName } from "./browserName";
import { useChange } from "./useTeam";

type Browser = components["schemas"]["BrowserOut"];

const KEY = ["browsers"] as const;

/** Where one is signed in, and the way out of each. */
export function Browsers() {
  const { t } = useLingui();
  const heading = useRef<HTMLHeadingElement>(null); // where focus lands when a row goes
  const list = useQuery({
    queryKey: KEY,
    queryFn: async ({ signal }) => (await take(api.GET("/me/browsers", { signal }))).data,
  });
  const signOut = useChange(
    (browser: string | null) => take(api.POST("/me/sign-out", { body: { browser } })),
    [KEY],
    () => {
      announce(t`Signed out there.`);
      heading.current?.focus();
    },
  );
  const error = signOut.error ?? (list.error === null ? null : asApiError(list.error));
  const others = list.data?.filter(({ isThis }) => !isThis) ?? [];
  return (
    <section aria-labelledby="browsers" className="grid gap-3 border-t-2 border-ink pt-4">
      <h2 ref={heading} tabIndex={-1} id="browsers" className="text-lead font-[650]">
        <Trans>Where you are signed in</Trans>
      </h2>
      {error !== null && (
        <ErrorBox error={error} safe={t`You are still signed in here.`} onRetry={() => void list.refetch()} />
      )}
      {list.data === undefined && list.error === null && <Skeleton label={t`Loading the browsers`} rows={2} />}
      <ul className="grid gap-2">
        {list.data?.map((browser) => (
          <Row
            key={browser.id}
            browser={browser}
            isBusy={signOut.isBusy}
            onSignOut={() => {
              signOut.send(browser.id);
            }}
          />
        ))}
      </ul>
      {others.length > 0 && (
        <Action
          className="justify-self-start"
          isOff={signOut.isBusy}
          onClick={() => {
            signOut.send(null);
          }}
        >
          <Trans>Sign out everywhere else</Trans>
        </Action>
      )}
    </section>
  );
}

function Row({ browser, isBusy, onSignOut }: { browser: Browser; isBusy: boolean; onSignOut: () => void }) {
  const { t } = useLingui();
  const name = browserName(browser.name) ?? t`A browser`;
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
        <Action isOff={isBusy} aria-label={t`Sign out ${name}`} onClick={onSignOut}>
          <Trans>Sign out</Trans>
        </Action>
      )}
    </li>
  );
}
