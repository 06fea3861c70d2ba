import { Trans, useLingui } from "@lingui/react/macro";

import { Action } from "../controls/Action";
import { ErrorBox } from "../ErrorBox";
import type { Failure } from "../ServerMessage";

/** How many rows a list loads at a time. */
export const PAGE_SIZE = 20;

/** The pages of a list that aren't loaded yet. */
export interface MorePages {
  hasMore: boolean;
  isLoadingMore: boolean;
  /** Why the next page could not be loaded. */
  moreError?: Failure | null;
  showMore: () => void;
  /** How many rows the next page has. */
  pageSize?: number;
}

/** The button below a list that loads the next page, and why that failed. Scrolling alone loads nothing. */
export function More({
  isLoadingMore,
  moreError = null,
  showMore,
  pageSize = PAGE_SIZE,
  onMore,
}: Omit<MorePages, "hasMore"> & { onMore: () => void }) {
  const { t } = useLingui();
  return (
    <>
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
      {moreError !== null && !isLoadingMore && <ErrorBox error={moreError} what={t`More rows could not be loaded.`} />}
    </>
  );
}
