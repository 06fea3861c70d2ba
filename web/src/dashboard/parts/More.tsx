import { Trans } from "@lingui/react/macro";

import { Action } from "./Action";
import { PAGE_SIZE, type Pages } from "./usePages";

/** The way to the next page of a list, below it: nothing comes by scrolling alone. */
export function More({
  isLoadingMore,
  showMore,
  onMore,
}: Pick<Pages<unknown>, "isLoadingMore" | "showMore"> & { onMore: () => void }) {
  return (
    <Action
      className="justify-self-start"
      isOff={isLoadingMore}
      onClick={() => {
        onMore();
        showMore();
      }}
    >
      {isLoadingMore ? <Trans>Loading more</Trans> : <Trans>Show {PAGE_SIZE} more</Trans>}
    </Action>
  );
}
