import { Trans } from "@lingui/react/macro";

import { Action } from "../controls/Action";

/** How many rows a list loads at a time. */
export const PAGE_SIZE = 20;

/** The pages of a list that aren't loaded yet. */
export interface MorePages {
  hasMore: boolean;
  isLoadingMore: boolean;
  showMore: () => void;
  /** How many rows the next page has. */
  pageSize?: number;
}

/** The button below a list that loads the next page. Scrolling alone loads nothing. */
export function More({
  isLoadingMore,
  showMore,
  pageSize = PAGE_SIZE,
  onMore,
}: Omit<MorePages, "hasMore"> & { onMore: () => void }) {
  return (
    <Action
      className="justify-self-start"
      isOff={isLoadingMore}
      onClick={() => {
        onMore();
        showMore();
      }}
    >
      {isLoadingMore ? <Trans>Loading more</Trans> : <Trans>Show {pageSize} more</Trans>}
    </Action>
  );
}
