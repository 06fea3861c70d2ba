import { Trans, useLingui } from "@lingui/react/macro";
import type { ReactNode } from "react";

import { ErrorBox } from "../page/ErrorBox";
import { PasteLink } from "../entry/PasteLink";
import type { Interview } from "../link/protocol";
import { Wall } from "../page/Wall";
import { CodeForm } from "./CodeForm";
import { Skeleton } from "./Skeleton";
import type { IdentifiedBox } from "./useIdentified";

interface IdentifiedProps<T> {
  box: IdentifiedBox<T>;
  interview: Interview | null;
  heading: string;
  children: (data: T) => ReactNode;
}

/** A page with one person's data. It opens once the person is identified. */
export function Identified<T>({ box, interview, heading, children }: IdentifiedProps<T>) {
  const { t } = useLingui();
  const { known, reload, giveCode } = box;
  const about = interview?.title;
  switch (known.is) {
    case "loading":
      return <Skeleton interview={interview} heading={heading} />;
    case "failed":
      return (
        <Wall interview={interview} about={about} heading={heading} takesFocus>
          <ErrorBox
            error={known.error}
            safe={known.error.status === 409 ? t`Nothing was changed.` : t`Your answers are saved.`}
            onRetry={reload}
          />
        </Wall>
      );
    case "unknown":
      return (
        <Wall interview={interview} about={about} heading={t`Open your personal link`} takesFocus>
          <p>
            <Trans>
              This page is only for the person who was interviewed. Open your personal link, or paste it here, and
              choose “Your data and your rights”.
            </Trans>
          </p>
          <PasteLink />
        </Wall>
      );
    case "code":
      return (
        <Wall interview={interview} about={about} heading={t`Confirm that it’s you`} takesFocus>
          <CodeForm known={known} onCode={giveCode} />
        </Wall>
      );
    case "ready":
      return children(known.data);
  }
}
