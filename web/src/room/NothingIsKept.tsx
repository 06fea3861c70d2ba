import { Trans } from "@lingui/react/macro";

import { Notice } from "../ui/Notice";

/** Said where the browser forbids a page to keep anything. */
export function NothingIsKept() {
  return (
    <div className="mx-auto w-full max-w-[48rem] px-4 pt-4 wide:px-6">
      <Notice ground="warning">
        <Trans>
          This browser keeps nothing for this page. What is marked as saved is safe; what you have typed and not sent is
          lost when the page closes.
        </Trans>
      </Notice>
    </div>
  );
}
