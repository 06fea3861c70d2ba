import { keepPreviousData, type QueryKey, useInfiniteQuery } from "@tanstack/react-query";

import { type ApiError, asApiError } from "../../api/error";
import { type MorePages, PAGE_SIZE } from "../../ui/table/More";

/** How often a list is read again while the server is changing one of its rows. */
export const AGAIN_MILLISECONDS = 2_000;

interface Cursored<Row> {
  data: Row[];
  cursor: string | null;
}

export interface Pages<Row> extends MorePages {
  /** All rows that were loaded so far; null before the first answer. */
  rows: Row[] | null;
  /** Why the list could not be loaded. Rows that were loaded before are still there. */
  error: ApiError | null;
  retry: () => void;
  /** Whether the rows are still those of the previous filters and order. */
  isOutdated: boolean;
}

interface PagesOptions<Row> {
  /** Whether the rows stay while those of another key are loading, so that a filter doesn't empty the list first. */
  keepsRows?: boolean;
  /** Whether the server is changing a row. As long as it is, the list is read again. */
  isMoving?: (row: Row) => boolean;
  pageSize?: number;
}

/**
 * A list that is loaded page by page with cursors. `load(cursor)` gets the page after that cursor; `load(undefined)`
 * gets the first one.
 */
export function usePages<Row>(
  queryKey: QueryKey,
  load: (cursor: string | undefined, signal: AbortSignal) => Promise<Cursored<Row>>,
  { keepsRows = false, isMoving, pageSize = PAGE_SIZE }: PagesOptions<Row> = {},
): Pages<Row> {
  const query = useInfiniteQuery({
    queryKey,
    queryFn: ({ pageParam, signal }) => load(pageParam, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ cursor }) => cursor ?? undefined,
    refetchOnMount: "always", // people who come back have often changed something in the list elsewhere
    ...(keepsRows && { placeholderData: keepPreviousData }),
    refetchInterval: ({ state: { data } }) =>
      isMoving !== undefined && data?.pages.some((page) => page.data.some(isMoving)) ? AGAIN_MILLISECONDS : false,
  });
  const error = query.error === null ? null : asApiError(query.error);
  const isNextFailing = query.isFetchNextPageError;
  return {
    rows: query.data?.pages.flatMap(({ data }) => data) ?? null,
    error: isNextFailing ? null : error,
    moreError: isNextFailing ? error : null,
    hasMore: query.hasNextPage,
    isLoadingMore: query.isFetchingNextPage,
    pageSize,
    isOutdated: query.isPlaceholderData,
    showMore: () => void query.fetchNextPage(),
    retry: () => void (isNextFailing ? query.fetchNextPage() : query.refetch()),
  };
}
