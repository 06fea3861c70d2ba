import { Trans } from "@lingui/react/macro";

import { Action } from "../controls/Action";

/** Rows that a list loads at a time. */
export const PAGE_SIZE = 20;

/** What is known of the pages of a list that are not loaded yet. */
export interface MorePages {
  hasMore: boolean;
  isLoadingMore: boolean;
  showMore: () => void;
  /** How many rows the next page has. */
  pageSize?: number;
}

/** The way to the next page of a list, below it: nothing comes by scrolling alone. */
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
