import { Trans } from "@lingui/react/macro";

import { Notice } from "../../ui/Notice";

/** Shown if the browser doesn't let the page store anything. */
export function NothingIsKept() {
  return (
    <div className="mx-auto w-full max-w-[48rem] px-4 pt-4 wide:px-6">
      <Notice ground="warning">
        <Trans>
          This browser can’t store anything for this page. Answers marked “Saved” are safe, but text you haven’t sent is
          lost when you close the page.
        </Trans>
      </Notice>
    </div>
  );
}
