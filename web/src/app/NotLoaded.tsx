import { Trans, useLingui } from "@lingui/react/macro";

import { Button } from "../ui/Button";

const loadAgain = () => {
  location.reload();
};

/** The page that is shown instead of a blank one when a product can't be loaded. */
export function NotLoaded({ reload = loadAgain }: { reload?: () => void }) {
  const { t } = useLingui();
  return (
    <main className="mx-auto grid max-w-[42rem] justify-items-start gap-6 px-4 pt-12">
      <title>{t`Not loaded · Aural`}</title>
      <h1 className="text-question font-[650]">
        <Trans>This page could not be loaded</Trans>
      </h1>
      <p className="leading-[1.6]">
        <Trans>The connection may have been lost. Everything already saved is safe. Reload the page to continue.</Trans>
      </p>
      <Button look="main" onClick={reload}>
        <Trans>Reload the page</Trans>
      </Button>
    </main>
  );
}
